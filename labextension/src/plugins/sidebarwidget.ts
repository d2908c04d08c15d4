import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { MountedChat } from '../mount';
import { showUnloaded } from './unloaded';

export interface SidebarOptions {
  app: JupyterFrontEnd;
  notebooks: INotebookTracker | null;
  locale: string;
  t: (sentence: string) => string;
}

/** The place of the panel, which comes when it is first shown. */
export class Sidebar extends Widget {
  private chat: Promise<MountedChat | null> | null = null;
  private restored = false;
  private before: HTMLElement | null = null;

  constructor(private readonly options: SidebarOptions) {
    super();
    this.id = 'convergio-sidebar';
    this.addClass('jp-ConvergioSidebar');
    this.node.style.minWidth = '220px';
    void options.app.restored.then(() => {
      this.restored = true;
    });
    document.addEventListener('focusin', this.noteFocus, true);
    document.addEventListener('pointerenter', this.prefetch, true);
    document.addEventListener('focusin', this.prefetch, true);
  }

  override dispose(): void {
    document.removeEventListener('focusin', this.noteFocus, true);
    this.stopPrefetching();
    void this.chat?.then(chat => chat?.dispose());
    super.dispose();
  }

  protected override onAfterShow(_message: Message): void {
    void this.load(this.restored);
  }

  protected override onActivateRequest(_message: Message): void {
    void this.load(true);
  }

  /** Loads the panel once; the box gets the focus if a person asked for it. */
  private async load(focus: boolean): Promise<void> {
    this.stopPrefetching();
    this.chat ??= this.mount();
    const chat = await this.chat;
    if (focus && this.isVisible) {
      chat?.focus();
    }
  }

  private async mount(): Promise<MountedChat | null> {
    const { app, notebooks, locale, t } = this.options;
    try {
      const { openPanel } = await import('./panel');
      return openPanel(this.node, {
        app,
        notebooks,
        locale,
        leave: () => this.leave()
      });
    } catch {
      showUnloaded(this.node, t);
      return null;
    }
  }

  /** Gives the keyboard back to where it was before the panel. */
  private leave(): void {
    if (this.before?.isConnected) {
      this.before.focus();
      return;
    }
    const current = this.options.notebooks?.currentWidget;
    if (current) {
      this.options.app.shell.activateById(current.id);
    }
  }

  private readonly noteFocus = (event: FocusEvent): void => {
    const target = event.target;
    const isOurs = target instanceof Node && this.node.contains(target);
    if (
      !isOurs &&
      target instanceof HTMLElement &&
      !target.closest('.jp-SideBar, .lm-CommandPalette')
    ) {
      this.before = target;
    }
  };

  /** A pointer on the icon, or the focus, is a good guess that the panel comes next. */
  private readonly prefetch = (event: Event): void => {
    const target = event.target;
    if (target instanceof Element && target.closest(`[data-id="${this.id}"]`)) {
      this.stopPrefetching();
      void import('./panel');
    }
  };

  private stopPrefetching(): void {
    document.removeEventListener('pointerenter', this.prefetch, true);
    document.removeEventListener('focusin', this.prefetch, true);
  }
}
