import type { ServerConnection } from '@jupyterlab/services';
import { Socket, WebSocketPipe } from '../transport/websocket';

/** A pipe to the teachers on the server that this page comes from. */
export function pipeTo(settings: ServerConnection.ISettings): WebSocketPipe {
  return new WebSocketPipe({ open: () => connect(settings) });
}

function connect(settings: ServerConnection.ISettings): Socket {
  const url = new URL('convergio/api/stream', settings.wsUrl);
  if (settings.appendToken && settings.token) {
    url.searchParams.set('token', settings.token);
  }
  return new settings.WebSocket(url.href);
}
