import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { h } from 'preact';
import '../../style/author.css';
import { AuthorModel } from '../author/author';
import { AuthorView } from '../author/AuthorView';
import type { TeacherName } from '../author/HeadForm';
import { languageOf, translator } from '../i18n';
import { mountLesson } from '../lesson/mount';
import { Client } from '../model/client';
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
    event => model.hear(event),
    () => undefined
  );
  const model = new AuthorModel({
    call: (method, params) => client.call(method, params),
    cancel: turn => client.cancel(turn),
    lang
  });
  const teachers = () => client.call<TeacherName[]>('teachers', { lang });
  const mounted = mountLesson(host, {
    lang,
    kind: 'author',
    load: () => Promise.reject(new Error('nothing else is needed here')),
    view: () => h(AuthorView, { model, teachers })
  });
  const followed = follow(model, options, new Previews(app, translator(lang)), lang);
  return {
    show: followed.show,
    focus: () => host.querySelector<HTMLElement>('select, button, input')?.focus(),
    dispose: () => {
      followed.show(false);
      notebooks.currentChanged.disconnect(followed.turn);
      mounted.dispose();
      client.dispose();
    }
  };
}

/** Keeps the model at the notebook that is in use, while somebody looks. */
function follow(
  model: AuthorModel,
  { notebooks }: PanelOptions,
  previews: Previews,
  lang: string
) {
  let desk: LabDesk | null = null;
  let visible = false;
  const take = (panel: NotebookPanel | null) => {
    if (desk?.panel === panel) {
      return;
    }
    desk?.leave();
    desk = panel?.model ? new LabDesk(panel, model, previews, lang) : null;
    model.take(desk);
  };
  const turn = () => {
    const panel = visible ? notebooks.currentWidget : null;
    take(panel);
    void panel?.context.ready.then(
      () => panel === notebooks.currentWidget && take(panel)
    );
  };
  notebooks.currentChanged.connect(turn);
  const show = (now: boolean) => {
    visible = now;
    if (!now) {
      model.rest();
    }
    turn();
  };
  return { show, turn };
}
