import { Incoming, Listeners, Outgoing, Pipe, PipeState } from './pipe';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** The part of the browser's WebSocket that we use; tests bring their own. */
export interface Socket {
  readyState: number;
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown } & never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface WebSocketPipeOptions {
  /** Called at each connection, because a token may have changed. */
  open: () => Socket;
  /** Runs a function after some milliseconds; returns how to call it off. */
  later?: (run: () => void, ms: number) => () => void;
}

/** A pipe over a WebSocket that comes back by itself. */
export class WebSocketPipe implements Pipe {
  state: PipeState = 'connecting';
  private socket: Socket | null = null;
  private wait = FIRST_WAIT_MS;
  private callOff: (() => void) | null = null;
  private disposed = false;
  private readonly messages = new Listeners<Incoming>();
  private readonly states = new Listeners<PipeState>();
  private readonly later: (run: () => void, ms: number) => () => void;

  constructor(private readonly options: WebSocketPipeOptions) {
    this.later = options.later ?? laterByTimer;
    this.connect();
  }

  send(message: Outgoing): void {
    if (this.state === 'open') {
      this.socket?.send(JSON.stringify(message));
    }
  }

  onMessage(listener: (message: Incoming) => void): () => void {
    return this.messages.add(listener);
  }

  onState(listener: (state: PipeState) => void): () => void {
    return this.states.add(listener);
  }

  dispose(): void {
    this.disposed = true;
    this.callOff?.();
    this.messages.clear();
    this.states.clear();
    this.socket?.close();
    this.socket = null;
  }

  private connect(): void {
    this.callOff = null;
    let socket: Socket;
    try {
      socket = this.options.open();
    } catch {
      this.retry();
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      this.wait = FIRST_WAIT_MS;
      this.become('open');
    };
    socket.onmessage = event => this.receive((event as { data: unknown }).data);
    socket.onclose = () => {
      if (this.socket === socket) {
        this.retry();
      }
    };
  }

  private retry(): void {
    if (this.disposed) {
      return;
    }
    this.socket = null;
    this.become('closed');
    this.callOff = this.later(() => {
      this.become('connecting');
      this.connect();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  private receive(data: unknown): void {
    if (typeof data !== 'string') {
      return;
    }
    let message: Incoming;
    try {
      message = JSON.parse(data) as Incoming;
    } catch {
      return; // A broken frame must not take the chat with it.
    }
    this.messages.emit(message);
  }

  private become(state: PipeState): void {
    if (!this.disposed && this.state !== state) {
      this.state = state;
      this.states.emit(state);
    }
  }
}

function laterByTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
