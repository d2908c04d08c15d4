import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';
import { lessonIcon } from '../icons/lab';
import type { Translate } from '../i18n';

/** What a page of a learner may fetch: nothing but the pictures and letters that are in it. */
const POLICY =
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ` +
  `style-src 'unsafe-inline'; img-src data:; font-src data:">`;

/** Tabs beside notebooks that show what learners would read; each notebook has one. */
export class Previews {
  private readonly tabs = new Map<NotebookPanel, Tab>();

  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly t: Translate
  ) {}

  show(panel: NotebookPanel, html: string): void {
    const tab = this.tabs.get(panel) ?? this.open(panel);
    tab.frame.srcdoc = html.replace('<head>', `<head>${POLICY}`);
    this.app.shell.activateById(tab.widget.id);
  }

  private open(panel: NotebookPanel): Tab {
    const name = this.t('Preview: {name}', { name: panel.title.label });
    const content = new Widget();
    content.addClass('jp-ConvergioPreview');
    const frame = document.createElement('iframe');
    frame.title = name;
    frame.setAttribute('sandbox', ''); // No scripts, and nothing of this page's origin.
    content.node.append(frame);
    const widget = new MainAreaWidget({ content });
    widget.id = `convergio-preview-${panel.id}`;
    widget.title.label = name;
    widget.title.icon = lessonIcon;
    widget.title.closable = true;
    this.app.shell.add(widget, 'main', { mode: 'split-right', ref: panel.id });
    if (!widget.isAttached) {
      this.app.shell.add(widget, 'down'); // Notebook 7 has room for one document only.
    }
    const tab = { widget, frame };
    this.tabs.set(panel, tab);
    widget.disposed.connect(() => this.tabs.delete(panel));
    panel.disposed.connect(() => widget.dispose());
    return tab;
  }
}

interface Tab {
  widget: Widget;
  frame: HTMLIFrameElement;
}
