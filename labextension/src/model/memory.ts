import type { Client } from './client';
import { Permits } from './permits';
import type { ChatState } from './state';

/** Something that the learner has said about themselves, or wrote down. */
export interface Fact {
  id: number;
  kind: string;
  text: string;
  /** Who was told it; empty where the learner wrote it down. */
  teacher: string;
  updated: number;
}

/** What an earlier talk was about, in one line. */
export interface Talk {
  id: string;
  summary: string;
  teacher: string;
  updated: number;
}

/** What the page of what is remembered shows. */
export interface Remembered {
  /** Whether the settings let anything be remembered. */
  on: boolean;
  facts: Fact[];
  talks: Talk[];
  /** The one that was forgotten last and can come back. */
  forgotten: Fact | null;
}

type Set = (part: Partial<ChatState>) => void;
type Guarded = (run: () => Promise<void>) => Promise<void>;

/** What is remembered of the learner: shown, written down, corrected, forgotten, brought back. */
export class Memory {
  readonly permits: Permits;

  constructor(
    private readonly client: Client,
    private readonly state: () => ChatState,
    private readonly set: Set,
    private readonly guarded: Guarded
  ) {
    this.permits = new Permits(client, state, set, guarded);
  }

  /** All that the page shows. */
  async load(): Promise<void> {
    await Promise.all([this.guarded(() => this.reload(null)), this.permits.load()]);
  }

  async add(text: string): Promise<void> {
    if (text.trim()) {
      await this.changed(() => this.client.remember({ text: text.trim() }));
    }
  }

  async correct(fact: Fact, text: string): Promise<void> {
    if (text.trim() && text.trim() !== fact.text) {
      await this.changed(() => this.client.correct({ id: fact.id, text: text.trim() }));
    }
  }

  /** Forgets one; until the page is left, or another is forgotten, it can come back. */
  async forget(fact: Fact): Promise<void> {
    this.set({ problem: null });
    await this.guarded(async () => {
      const gone = await this.client.disremember({ id: fact.id });
      await this.reload(gone.fact ?? null);
    });
  }

  /** Forgets what a talk was about; the talk itself stays. */
  async forgetTalk(talk: Talk): Promise<void> {
    await this.changed(() => this.client.disremember({ talk: talk.id }));
  }

  async bringBack(): Promise<void> {
    const fact = this.state().memory?.forgotten;
    if (fact) {
      await this.changed(() => this.client.remember({ fact }));
    }
  }

  async forgetAll(): Promise<void> {
    await this.changed(() => this.client.disremember({ all: true }));
  }

  /** All of it as the text of a file; nothing where it could not be read. */
  async exported(): Promise<string> {
    let text = '';
    await this.guarded(async () => {
      text = JSON.stringify(await this.client.exportMemory(), null, 2);
    });
    return text;
  }

  /** What went wrong before is over: another thing is tried. */
  private async changed(act: () => Promise<unknown>): Promise<void> {
    this.set({ problem: null });
    await this.guarded(async () => {
      await act();
      await this.reload(null);
    });
  }

  private async reload(forgotten: Fact | null): Promise<void> {
    const { on, facts, talks } = await this.client.memory();
    this.set({
      memory: { on: on ?? true, facts: facts ?? [], talks: talks ?? [], forgotten }
    });
  }
}
