import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import '../../style/chat.css';
import { keepIn } from '../model/keep';
import { MountedChat, mountChat } from '../mount';
import { Socket, WebSocketPipe } from '../transport/websocket';
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
    pipe: new WebSocketPipe({ open: () => connect(settings) }),
    surface: 'sidebar',
    lang: locale.startsWith('en') ? '' : locale, // English is where nobody has chosen.
    context: notebooks ? new LabNotebook(notebooks, openFile) : undefined,
    keep: keepIn(() => localStorage, `convergio:${settings.baseUrl}:`),
    scope: settings.baseUrl,
    onLeave: leave
  });
}

function connect(
  settings: JupyterFrontEnd['serviceManager']['serverSettings']
): Socket {
  const url = new URL('convergio/api/stream', settings.wsUrl);
  if (settings.appendToken && settings.token) {
    url.searchParams.set('token', settings.token);
  }
  return new settings.WebSocket(url.href);
}
