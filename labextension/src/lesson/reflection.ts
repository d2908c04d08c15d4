import type { Keep } from '../model/keep';
import type { ErrorInfo } from '../schema';
import { Drafts } from './draft';
import { Later, laterByTimer, Store } from './state';
import { Call, Place, problemOf } from './wire';

export interface ReflectionState {
  /** The host has answered. */
  ready: boolean;
  text: string;
  problem: ErrorInfo | null;
  /** What was written in another tab; null where there is nothing to say. */
  other: string | null;
}

export interface ReflectionOptions {
  call: Call;
  place: Place;
  cell: string;
  keep: Keep;
  later?: Later;
}

interface Written {
  text: string;
  at: number;
}

/** What a learner writes to an open question: it is kept, and nobody checks it. */
export class ReflectionModel extends Store<ReflectionState> {
  private readonly drafts: Drafts;

  constructor(private readonly options: ReflectionOptions) {
    super({ ready: false, text: '', problem: null, other: null });
    this.drafts = new Drafts({
      ...options,
      id: options.cell,
      later: options.later ?? laterByTimer,
      onDisplaced: text => this.set({ other: text })
    });
  }

  async load(): Promise<void> {
    try {
      const { text, at } = await this.written();
      const draft = this.drafts.restore(text, at);
      this.set({
        ready: true,
        text: draft.text,
        other: draft.other || null,
        problem: null
      });
    } catch (error) {
      this.set({ problem: problemOf(error) });
    }
  }

  /** The page is looked at again: another tab may have gone on. */
  async look(): Promise<void> {
    if (!this.state.ready) {
      return;
    }
    try {
      const { text, at } = await this.written();
      const newer = this.drafts.newer(text, at);
      if (newer !== null && newer !== this.state.text) {
        this.set({ other: newer });
      }
    } catch {
      // What stands here stays.
    }
  }

  write(text: string): void {
    this.set({ text });
    this.drafts.note(text);
  }

  takeOther(): void {
    const { other } = this.state;
    if (other !== null) {
      this.set({ other: null });
      this.write(other);
    }
  }

  leaveOther(): void {
    this.set({ other: null });
    this.drafts.note(this.state.text); // It is the newest now.
  }

  /** Hands over what is not kept yet. */
  flush(): void {
    void this.drafts.flush();
  }

  private written(): Promise<Written> {
    const { call, place, cell } = this.options;
    return call<Written>('lesson_reflection', { ...place, cell });
  }
}
