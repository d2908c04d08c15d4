import type { ErrorInfo, Event, Question } from '../schema';

/** Whether messages can travel now. */
export type PipeState = 'connecting' | 'open' | 'closed';

/** What the browser may say. */
export type Outgoing =
  | { op: 'call'; id: number; method: string; params: Record<string, unknown> }
  | { op: 'ask'; question: Question }
  | { op: 'cancel'; turn: string }
  | { op: 'follow'; conversation: string }
  | { op: 'unfollow'; conversation: string }
  | { op: 'install_model'; turn: string; lang: string };

/** The answer to a call. */
export interface Reply {
  re: number;
  result?: unknown;
  error?: ErrorInfo;
}

/** What the server may say. */
export type Incoming = Reply | Event;

export type Unsubscribe = () => void;

/**
 * JSON messages both ways, over whatever the surface has.
 *
 * A pipe promises order, not delivery: what is sent while it is not open is lost,
 * and the client sends again what still matters when it opens.
 */
export interface Pipe {
  readonly state: PipeState;
  send(message: Outgoing): void;
  onMessage(listener: (message: Incoming) => void): Unsubscribe;
  onState(listener: (state: PipeState) => void): Unsubscribe;
  dispose(): void;
}

/** The listeners of a pipe. */
export class Listeners<T> {
  private readonly all = new Set<(value: T) => void>();

  add(listener: (value: T) => void): Unsubscribe {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.all]) {
      listener(value);
    }
  }

  clear(): void {
    this.all.clear();
  }
}

export function isReply(message: Incoming): message is Reply {
  return 're' in message;
}
