import { Incoming, Listeners, Outgoing, Pipe, PipeState } from './pipe';

/** The part of a widget model that we use (anywidget's front-end module interface). */
export interface WidgetModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, listener: (...args: never[]) => void): void;
  off(event: string, listener: (...args: never[]) => void): void;
}

const REOPEN_MS = 1000;

/** A pipe over the custom messages of a Jupyter widget. */
export class CommPipe implements Pipe {
  state: PipeState = 'open';
  private readonly messages = new Listeners<Incoming>();
  private readonly states = new Listeners<PipeState>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly receive = (content: unknown): void => {
    if (typeof content !== 'object' || content === null) {
      return;
    }
    if ('state' in content) {
      this.lost();
    } else if ('re' in content || 'type' in content) {
      this.messages.emit(content as Incoming);
    }
  };

  constructor(private readonly model: WidgetModel) {
    model.on('msg:custom', this.receive);
  }

  send(message: Outgoing): void {
    this.model.send(message);
  }

  onMessage(listener: (message: Incoming) => void): () => void {
    return this.messages.add(listener);
  }

  onState(listener: (state: PipeState) => void): () => void {
    return this.states.add(listener);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.model.send({ op: 'leave' });
    this.model.off('msg:custom', this.receive);
    this.messages.clear();
    this.states.clear();
  }

  /** The kernel lost the teachers; it looks for them again when it is spoken to. */
  private lost(): void {
    this.become('closed');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.become('open'), REOPEN_MS);
  }

  private become(state: PipeState): void {
    this.state = state;
    this.states.emit(state);
  }
}
