import type { Call } from '../lesson/wire';
import { Client } from '../model/client';
import { CommPipe, WidgetModel } from '../transport/comm';

/** The host's calls, for a widget that asks no questions. */
export function callsOf(model: WidgetModel): { call: Call; dispose: () => void } {
  const client = new Client(
    new CommPipe(model),
    () => undefined,
    () => undefined
  );
  return {
    call: (method, params) => client.call(method, params),
    dispose: () => client.dispose()
  };
}
