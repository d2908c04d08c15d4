import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { MountedAuthor } from './authorpanel';
import { showUnloaded } from './unloaded';

export interface AuthorOptions {
  app: JupyterFrontEnd;
  notebooks: INotebookTracker;
  locale: string;
  t: (sentence: string) => string;
}

/** The place of the panel, which comes when it is first shown. */
export class AuthorWidget extends Widget {
  private panel: Promise<MountedAuthor | null> | null = null;

  constructor(private readonly options: AuthorOptions) {
    super();
    this.id = 'convergio-lesson';
    this.addClass('jp-ConvergioAuthor');
    this.node.style.minWidth = '220px';
    this.node.tabIndex = -1;
  }

  override dispose(): void {
    void this.panel?.then(panel => panel?.dispose());
    super.dispose();
  }

  protected override onAfterShow(_message: Message): void {
    this.panel ??= this.mount();
    void this.panel.then(panel => panel?.show(this.isVisible));
  }

  protected override onAfterHide(_message: Message): void {
    void this.panel?.then(panel => panel?.show(this.isVisible));
  }

  protected override onActivateRequest(_message: Message): void {
    this.panel ??= this.mount();
    void this.panel.then(panel => panel?.focus());
  }

  private async mount(): Promise<MountedAuthor | null> {
    const { app, notebooks, locale, t } = this.options;
    try {
      const { openAuthor } = await import('./authorpanel');
      return openAuthor(this.node, { app, notebooks, locale });
    } catch {
      showUnloaded(this.node, t);
      return null;
    }
  }
}
