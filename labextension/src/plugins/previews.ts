import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';
import { lessonIcon } from '../icons/lab';
import { type Translate, translator } from '../i18n';

/** What a page of a learner may fetch: nothing but the pictures and letters that are in it. */
const POLICY =
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ` +
  `style-src 'unsafe-inline'; img-src data:; font-src data:">`;

/** Tabs beside notebooks that show what learners would read; each notebook has one. */
export class Previews {
  private readonly tabs = new Map<NotebookPanel, Tab>();
  private readonly t: Translate;

  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly lang: string
  ) {
    this.t = translator(lang);
  }

  has(panel: NotebookPanel): boolean {
    return this.tabs.has(panel);
  }

  /** Shows a page; `renew` makes a newer one. */
  show(panel: NotebookPanel, html: string, front: boolean, renew: () => void): void {
    const tab = this.tabs.get(panel) ?? this.open(panel, renew);
    tab.frame.srcdoc = html.replace('<head>', `<head>${POLICY}`);
    tab.told.textContent = this.t('This is the lesson as it is now.');
    if (front) {
      this.app.shell.activateById(tab.widget.id);
    }
  }

  /** The lesson is not what its preview shows any more. */
  outdate(panel: NotebookPanel): void {
    this.say(
      panel,
      this.t('The lesson has changed since. Save it, and this page follows.')
    );
  }

  /** Says something of an open preview, once. */
  say(panel: NotebookPanel, sentence: string): void {
    const told = this.tabs.get(panel)?.told;
    if (told && told.textContent !== sentence) {
      told.textContent = sentence;
    }
  }

  /** What is said of a page, and the button for a newer one. */
  private bar(renew: () => void): { bar: HTMLElement; told: HTMLElement } {
    const bar = document.createElement('div');
    bar.className = 'jp-ConvergioPreview-bar';
    bar.lang = this.lang;
    const told = document.createElement('p');
    told.setAttribute('role', 'status');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'jp-mod-styled';
    button.textContent = this.t('Show it anew');
    button.addEventListener('click', renew);
    bar.append(told, button);
    return { bar, told };
  }

  private open(panel: NotebookPanel, renew: () => void): Tab {
    const name = this.t('Preview: {name}', { name: panel.title.label });
    const content = new Widget();
    content.addClass('jp-ConvergioPreview');
    const frame = document.createElement('iframe');
    frame.title = name;
    frame.setAttribute('sandbox', ''); // No scripts, and nothing of this page's origin.
    const { bar, told } = this.bar(renew);
    content.node.append(bar, frame);
    const widget = new MainAreaWidget({ content });
    widget.id = `convergio-preview-${panel.id}`;
    widget.title.label = name;
    widget.title.icon = lessonIcon;
    widget.title.closable = true;
    this.app.shell.add(widget, 'main', { mode: 'split-right', ref: panel.id });
    if (!widget.isAttached) {
      this.app.shell.add(widget, 'down'); // Notebook 7 has room for one document only.
    }
    const tab = { widget, frame, told };
    this.tabs.set(panel, tab);
    widget.disposed.connect(() => this.tabs.delete(panel));
    panel.disposed.connect(() => widget.dispose());
    return tab;
  }
}

interface Tab {
  widget: Widget;
  frame: HTMLIFrameElement;
  told: HTMLElement;
}
