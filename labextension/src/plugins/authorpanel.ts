import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { h } from 'preact';
import '../../style/author.css';
import type { AuthorOptions } from '../author/author';
import { AuthorPanel, type Current } from '../author/AuthorView';
import type { TeacherName } from '../author/HeadForm';
import { languageOf } from '../i18n';
import { mountLesson } from '../lesson/mount';
import { Store } from '../lesson/state';
import { Client } from '../model/client';
import type { Event } from '../schema';
import { pipeTo } from './connect';
import { LabDesk } from './labdesk';
import { Previews } from './previews';

export interface PanelOptions {
  app: JupyterFrontEnd;
  notebooks: INotebookTracker;
  locale: string;
}

export interface MountedAuthor {
  /** Whether somebody looks. */
  show(visible: boolean): void;
  focus(): void;
  dispose(): void;
}

/** The panel for whoever writes a lesson, which comes as a chunk of its own. */
export function openAuthor(host: HTMLElement, options: PanelOptions): MountedAuthor {
  const { app, notebooks, locale } = options;
  const lang = languageOf(locale);
  const client = new Client(
    pipeTo(app.serviceManager.serverSettings),
    event => desks.hear(event),
    () => undefined
  );
  const desks = new Desks(notebooks, new Previews(app, lang), {
    call: (method, params) => client.call(method, params),
    cancel: turn => client.cancel(turn),
    lang
  });
  const teachers = () => client.call<TeacherName[]>('teachers', { lang });
  const mounted = mountLesson(host, {
    lang,
    kind: 'author',
    load: () => Promise.reject(new Error('nothing else is needed here')),
    view: () => h(AuthorPanel, { current: desks, teachers })
  });
  return {
    show: visible => desks.show(visible),
    focus: () => host.querySelector<HTMLElement>('select, button, input')?.focus(),
    dispose: () => {
      desks.dispose();
      mounted.dispose();
      client.dispose();
    }
  };
}

/** The notebooks that lessons are written in, each with what was drafted for it; the one in use is followed. */
class Desks extends Store<Current> {
  private readonly known = new Map<NotebookPanel, LabDesk>();
  private followed: LabDesk | null = null;
  private visible = false;

  constructor(
    private readonly notebooks: INotebookTracker,
    private readonly previews: Previews,
    private readonly options: AuthorOptions
  ) {
    super({ model: null });
    notebooks.currentChanged.connect(this.turn, this);
  }

  /** Whether somebody looks. */
  show(visible: boolean): void {
    this.visible = visible;
    this.turn();
  }

  hear(event: Event): void {
    this.known.forEach(desk => desk.model.hear(event));
  }

  dispose(): void {
    this.notebooks.currentChanged.disconnect(this.turn, this);
    this.show(false);
  }

  private turn(): void {
    const panel = this.visible ? this.notebooks.currentWidget : null;
    if (panel && !panel.context.isReady) {
      void panel.context.ready.then(() => this.turn());
    }
    const desk = panel?.context.isReady ? this.deskOf(panel) : null;
    if (desk !== this.followed) {
      this.followed?.leave();
      this.followed = desk;
      desk?.come();
    }
    if (this.visible) {
      this.set({ model: desk?.model ?? null });
    }
  }

  private deskOf(panel: NotebookPanel): LabDesk {
    let desk = this.known.get(panel);
    if (!desk) {
      desk = new LabDesk(panel, this.previews, this.options);
      this.known.set(panel, desk);
      panel.disposed.connect(() => this.known.delete(panel));
    }
    return desk;
  }
}
