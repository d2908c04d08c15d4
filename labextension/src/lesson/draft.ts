import type { Keep } from '../model/keep';
import type { Later } from './state';
import type { Call, Kept, Place } from './wire';

const SETTLE_MS = 500;

interface Unsaved {
  text: string;
  /** When the host's draft was kept that this one follows. */
  since: number;
}

export interface Restored {
  text: string;
  /** Another version that must not be lost silently. */
  other: string;
}

/**
 * Keeps what is being written: at once in this tab, and after a moment at the host.
 *
 * The newest draft wins. What it takes the place of is not lost: the host says what another
 * tab had kept since, and `onDisplaced` gets it.
 */
export class Drafts {
  private at = 0;
  private unsaved: string | null = null;
  private callOff: (() => void) | null = null;

  constructor(
    private readonly options: {
      call: Call;
      place: Place;
      id: string;
      keep: Keep;
      later: Later;
      onDisplaced: (text: string) => void;
    }
  ) {}

  /** What to show after a reload: what this tab could not hand over yet comes first, if nothing newer is there. */
  restore(text: string, at: number): Restored {
    this.at = at;
    const found = this.read();
    if (!found || found.text === text) {
      this.write(null);
      return { text, other: '' };
    }
    if (at > found.since) {
      this.write(null);
      return { text, other: found.text };
    }
    this.note(found.text);
    return { text: found.text, other: '' };
  }

  /** The text has changed. */
  note(text: string): void {
    this.unsaved = text;
    this.write({ text, since: this.at });
    this.callOff?.();
    this.callOff = this.options.later(() => void this.flush(), SETTLE_MS);
  }

  /** Hands over at once what is not at the host yet. */
  async flush(): Promise<void> {
    this.callOff?.();
    const { call, place, id } = this.options;
    const text = this.unsaved;
    if (text === null) {
      return;
    }
    this.unsaved = null;
    try {
      const kept = await call<Kept>('lesson_draft', {
        ...place,
        exercise: id,
        text,
        since: this.at
      });
      this.at = Math.max(this.at, kept.at);
      if (this.unsaved === null) {
        this.write(null);
      }
      if (kept.displaced) {
        this.options.onDisplaced(kept.displaced);
      }
    } catch {
      this.unsaved ??= text; // This tab has it; it is tried again with the next change.
    }
  }

  /** What another tab has kept since; nothing where this one is the newest. */
  newer(text: string, at: number): string | null {
    if (at <= this.at || this.unsaved !== null) {
      return null;
    }
    this.at = at;
    return text;
  }

  private get name(): string {
    return `${this.options.place.lesson}:${this.options.id}`;
  }

  private read(): Unsaved | null {
    try {
      const found = JSON.parse(
        this.options.keep.get(this.name)
      ) as Partial<Unsaved> | null;
      return typeof found?.text === 'string'
        ? { text: found.text, since: Number(found.since) || 0 }
        : null;
    } catch {
      return null;
    }
  }

  private write(unsaved: Unsaved | null): void {
    this.options.keep.set(this.name, unsaved ? JSON.stringify(unsaved) : '');
  }
}
