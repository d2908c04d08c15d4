import type { Client } from './client';
import type { ChatState } from './state';

/** What the user said of a tool beforehand. */
export interface Permit {
  id: number;
  title: string;
  mode: 'lesson' | 'never';
  /** Where it holds; empty for a single talk. */
  lesson: string;
}

type Set = (part: Partial<ChatState>) => void;
type Guarded = (run: () => Promise<void>) => Promise<void>;

/** Tools that were allowed or refused beforehand: shown and taken back. */
export class Permits {
  constructor(
    private readonly client: Client,
    private readonly state: () => ChatState,
    private readonly set: Set,
    private readonly guarded: Guarded
  ) {}

  load(): Promise<void> {
    return this.guarded(() => this.reload());
  }

  /** The user is asked again before the tool runs. */
  async takeBack(permit: Permit): Promise<void> {
    await this.guarded(async () => {
      await this.client.takeBack(permit.id);
      await this.reload();
    });
  }

  private async reload(): Promise<void> {
    this.set({ permits: (await this.client.permits(this.state().lang)) ?? [] });
  }
}
