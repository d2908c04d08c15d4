import { newId } from '../model/ids';
import type { ErrorInfo, Event } from '../schema';
import { Store } from '../lesson/state';
import { problemOf } from '../lesson/wire';
import type { AuthorOptions } from './author';
import type { Desk } from './desk';
import type { Drafted, DraftKind } from './wire';

export interface DraftState {
  kind: DraftKind;
  about: string;
  busy: boolean;
  progress: string;
  stopped: boolean;
  drafted: Drafted | null;
  problem: ErrorInfo | null;
}

const AT_FIRST: DraftState = {
  kind: 'hint',
  about: '',
  busy: false,
  progress: '',
  stopped: false,
  drafted: null,
  problem: null
};

/** A draft by the lesson's teacher, which the validator has passed before anybody sees it. */
export class DraftModel extends Store<DraftState> {
  private turn = '';

  constructor(
    private readonly options: AuthorOptions,
    private readonly desk: Desk
  ) {
    super(AT_FIRST);
  }

  async ask(): Promise<void> {
    const { desk } = this;
    const { kind, about, busy } = this.state;
    const { exercise, level, at } = placeOf(desk);
    if (busy || !about.trim() || (kind === 'hint' && !exercise)) {
      return;
    }
    const turn = (this.turn = newId());
    this.set({
      busy: true,
      drafted: null,
      problem: null,
      progress: '',
      stopped: false
    });
    const mine = () => turn === this.turn;
    try {
      const drafted = await this.options.call<Drafted>('author_draft', {
        notebook: desk.notebook(false),
        name: desk.name,
        lang: this.options.lang,
        ...{ kind, about, exercise, level, at, turn }
      });
      if (mine()) {
        this.set({ drafted: drafted.cells && drafted });
      }
    } catch (error) {
      if (mine()) {
        this.set({ problem: problemOf(error) });
      }
    }
    if (mine()) {
      this.turn = '';
      this.set({ busy: false, progress: '' });
    }
  }

  stop(): void {
    if (this.turn) {
      this.options.cancel(this.turn);
      this.turn = '';
      this.set({ busy: false, progress: '', stopped: true });
    }
  }

  insert(): void {
    const cells = this.state.drafted?.cells;
    if (cells) {
      this.desk.insert(cells);
      this.set({ drafted: null, about: '' });
    }
  }

  /** Forgets the draft, and stops one that is on its way. */
  discard(): void {
    this.stop();
    this.set({ drafted: null, problem: null, stopped: false });
  }

  hear(event: Event): void {
    if (event.type === 'progress' && event.turn === this.turn) {
      this.set({ progress: event.message });
    }
  }
}

/** Where a draft would stand: the exercise of the active cell, and the place below it. */
export function placeOf(desk: Desk): { exercise: string; level: number; at: number } {
  const parts = desk.parts();
  const [active] = desk.chosen();
  const above = parts.slice(0, active + 1).reverse();
  const part = parts[active];
  return {
    exercise: above.find(each => each.exercise)?.exercise ?? '',
    level: part?.role === 'hint' ? part.level : 0,
    at: active === undefined ? parts.length : active + 1
  };
}
