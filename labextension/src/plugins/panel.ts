import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import '../../style/chat.css';
import { keepIn } from '../model/keep';
import { MountedChat, mountChat } from '../mount';
import { pipeTo } from './connect';
import { LabNotebook } from './notebook';

export interface PanelOptions {
  app: JupyterFrontEnd;
  notebooks: INotebookTracker | null;
  locale: string;
  leave: () => void;
}

/** The chat in the sidebar, which comes as a chunk of its own. */
export function openPanel(host: HTMLElement, options: PanelOptions): MountedChat {
  const { app, notebooks, locale, leave } = options;
  const settings = app.serviceManager.serverSettings;
  const openFile = (path: string) =>
    void app.commands.execute('docmanager:open', { path });
  return mountChat(host, {
    pipe: pipeTo(settings),
    surface: 'sidebar',
    lang: locale.startsWith('en') ? '' : locale, // English is where nobody has chosen.
    context: notebooks ? new LabNotebook(notebooks, openFile) : undefined,
    keep: keepIn(() => localStorage, `convergio:${settings.baseUrl}:`),
    scope: settings.baseUrl,
    onLeave: leave
  });
}
