import type { ErrorInfo, Event, Progress } from '../schema';

/** A model on its way to this machine. Never changed in place. */
export class Installation {
  readonly state: 'running' | 'done' | 'failed';

  constructor(
    /** The turn that the events of the installation carry. */
    readonly turn: string,
    /** The turn whose question waits for the model; empty if none does. */
    readonly wanted: string,
    readonly seq = -1,
    readonly progress: Progress | null = null,
    readonly error: ErrorInfo | null = null,
    done = false
  ) {
    this.state = error ? 'failed' : done ? 'done' : 'running';
  }

  /** The installation after an event; the same one if the event says nothing new. */
  after(event: Event): Installation {
    if (event.turn !== this.turn || event.seq <= this.seq || this.state !== 'running') {
      return this;
    }
    switch (event.type) {
      case 'progress':
        return new Installation(this.turn, this.wanted, event.seq, event);
      case 'error':
        return new Installation(this.turn, this.wanted, event.seq, null, event.error);
      case 'done':
        return new Installation(this.turn, this.wanted, event.seq, null, null, true);
      default:
        return this;
    }
  }
}
