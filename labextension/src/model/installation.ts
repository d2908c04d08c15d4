import type { ErrorInfo, Event, Progress } from '../schema';
import type { Client } from './client';
import type { ChatState } from './state';

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

type Set = (part: Partial<ChatState>) => void;

/** Gets the model that is missing, and says when it is there. */
export class Installer {
  constructor(
    private readonly client: Client,
    private readonly state: () => ChatState,
    private readonly set: Set,
    private readonly newId: () => string,
    private readonly done: (wanted: string) => void
  ) {}

  begin(): void {
    const { turns, link, lang } = this.state();
    const last = turns.at(-1);
    const wanted = last?.error?.action === 'install_model' ? last.id : '';
    const turn = this.newId();
    this.set({ install: new Installation(turn, wanted) });
    if (link === 'open') {
      this.client.installModel(turn, lang);
    }
  }

  /** Joins it again, or begins it again on a server that is new; either counts its events anew. */
  resume(): void {
    const { install, lang } = this.state();
    if (install?.state === 'running') {
      this.set({ install: new Installation(install.turn, install.wanted) });
      this.client.installModel(install.turn, lang);
    }
  }

  /** Whether an event was about it. */
  hear(event: Event): boolean {
    const before = this.state().install;
    if (before?.turn !== event.turn) {
      return false;
    }
    const install = before.after(event);
    if (install !== before) {
      this.set({ install });
    }
    if (install !== before && install.state === 'done') {
      this.done(install.wanted);
    }
    return true;
  }
}
