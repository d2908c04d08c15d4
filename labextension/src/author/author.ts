import { newId } from '../model/ids';
import type { ErrorInfo, Event } from '../schema';
import { type Later, laterByTimer, Store } from '../lesson/state';
import { type Call, problemOf } from '../lesson/wire';
import type { Desk } from './desk';
import type { Head, Kind } from './head';
import {
  belongsToExercise,
  type Change,
  type Part,
  suggestedExercise,
  suggestedLevel
} from './parts';
import { DraftModel, placeOf } from './draft';
import type { Finding } from './wire';

const SETTLE_MS = 1_000;

/** A finding, and the cell that it was found in. */
export interface Found extends Finding {
  id: string;
}

/** The cell in use, as the panel shows it. */
export interface Chosen {
  /** The place of the active one, and how many are chosen. */
  at: number;
  count: number;
  part: Part;
  /** What kind of cell it is, and whether its new role has just made it one. */
  type: string;
  turned: boolean;
  /** The exercise that a hint beside it would be for; empty where there is none. */
  near: string;
}

export interface AuthorState {
  kind: Kind;
  head: Head | null;
  /** It has just become a lesson. */
  fresh: boolean;
  chosen: Chosen | null;
  /** The exercises that there are. */
  exercises: string[];
  /** Nothing before the first answer. */
  found: Found[] | null;
  /** Whether the lesson was run for them, too. */
  whole: boolean;
  busy: '' | 'check' | 'preview';
  progress: string;
  /** A sentence that matters once: that a check was stopped, for example. */
  stopped: '' | 'by-you' | 'by-change';
  problem: ErrorInfo | null;
}

const AT_FIRST: AuthorState = {
  kind: 'none',
  head: null,
  fresh: false,
  chosen: null,
  exercises: [],
  found: null,
  whole: false,
  busy: '',
  progress: '',
  stopped: '',
  problem: null
};

export interface AuthorOptions {
  call: Call;
  /** Stops what is called so. */
  cancel: (turn: string) => void;
  lang: string;
  later?: Later;
}

/** What whoever writes a lesson sees of it: roles, findings as they write, a preview, drafts. */
export class AuthorModel extends Store<AuthorState> {
  readonly id = newId();
  readonly draft: DraftModel;
  private version = 0;
  private turn = '';
  /** Whether the preview is to be made anew once what runs is done. */
  private owed = false;
  /** The cells that became another kind with their last role, and which. */
  private turned = new Map<string, string>();
  private callOff: () => void = () => undefined;
  private readonly later: Later;

  constructor(
    private readonly desk: Desk,
    private readonly options: AuthorOptions
  ) {
    super(AT_FIRST);
    this.later = options.later ?? laterByTimer;
    this.draft = new DraftModel(options, desk);
  }

  /** Somebody looks, for the first time or again. */
  come(): void {
    this.look();
    this.soon(0);
  }

  /** The cell in use is another one. */
  moved(): void {
    this.look();
  }

  /** Something was written: what was found before that is no longer sure. */
  touched(): void {
    this.dropCheck(this.turn ? 'by-change' : '');
    this.look();
    this.soon(SETTLE_MS);
  }

  /** Nobody looks any more. */
  rest(): void {
    this.dropCheck('');
    this.callOff();
  }

  makeLesson(): void {
    this.desk.setHead(this.desk.firstHead());
    this.set({ fresh: true });
    this.touched();
  }

  unmakeLesson(): void {
    this.desk.unsetHead();
    this.set({ found: null, fresh: false, problem: null });
    this.touched();
  }

  setHead(change: Partial<Head>): void {
    if (this.state.head) {
      this.desk.setHead({ ...this.state.head, ...change });
      this.touched();
    }
  }

  /** Changes all cells that are chosen. What a new role needs besides is suggested. */
  setPart(change: Change): void {
    const { desk } = this;
    const places = [...desk.chosen()].sort((a, b) => a - b);
    this.turned.clear();
    for (const at of places) {
      const before = desk.typeOf(at);
      desk.change([at], this.completed(desk, at, change));
      if (desk.typeOf(at) !== before) {
        this.turned.set(desk.ids()[at], desk.typeOf(at));
      }
    }
    this.touched();
  }

  /** All checks, also those that run the lesson. */
  async checkAll(): Promise<void> {
    if (!this.state.busy) {
      await this.check(true);
    }
  }

  stop(): void {
    this.dropCheck('by-you');
  }

  go(id: string): void {
    this.desk.go(id);
  }

  /** Shows what learners would read. */
  async preview(): Promise<void> {
    if (!this.state.busy) {
      await this.render(true);
    }
  }

  /** The notebook was saved, or a newer page is wished for: an open preview follows. */
  async renew(): Promise<void> {
    this.owed = this.state.busy !== '';
    if (!this.owed && this.desk.previewed()) {
      await this.render(false);
    }
  }

  /** An event of work that takes long. */
  hear(event: Event): void {
    if (event.type === 'progress' && event.turn === this.turn) {
      this.set({ progress: event.message });
    }
    this.draft.hear(event);
  }

  private async render(front: boolean): Promise<void> {
    const { desk } = this;
    const edition = desk.edition();
    this.set({ busy: 'preview', problem: null });
    try {
      const notebook = desk.notebook(true);
      const { html } = await this.options.call<{ html: string }>('author_preview', {
        notebook,
        name: desk.name,
        path: desk.path,
        lang: this.options.lang
      });
      desk.show(html, edition, front);
      this.over({});
    } catch (error) {
      const problem = problemOf(error);
      desk.notShown(problem);
      this.over({ problem });
    }
  }

  /** What took long is over. */
  private over(change: Partial<AuthorState>): void {
    this.set({ ...change, busy: '' });
    if (this.owed) {
      void this.renew();
    }
  }

  private completed(desk: Desk, at: number, change: Change): Change {
    const { role } = change;
    if (!role) {
      return change;
    }
    const parts = desk.parts();
    const exercise =
      parts[at].exercise || suggestedExercise(role, parts, at, desk.source(at));
    const level = parts[at].level || suggestedLevel(exercise, parts);
    return {
      ...change,
      ...(belongsToExercise(role) && { exercise }),
      ...(role === 'hint' && { level })
    };
  }

  /** What the panel shows of the notebook, which costs no call. */
  private look(): void {
    const { desk } = this;
    const parts = desk.parts();
    const places = desk.chosen();
    const [at] = places;
    this.set({
      kind: desk.kind(),
      head: desk.head(),
      exercises: [...new Set(parts.map(part => part.exercise).filter(Boolean))],
      chosen: parts[at]
        ? {
            at,
            count: places.length,
            part: parts[at],
            type: desk.typeOf(at),
            turned: this.turned.get(desk.ids()[at]) === desk.typeOf(at),
            near: placeOf(desk).exercise
          }
        : null
    });
  }

  private soon(ms: number): void {
    this.callOff();
    this.callOff = this.later(() => void this.check(false), ms);
  }

  private async check(run: boolean): Promise<void> {
    const { desk } = this;
    if (this.state.kind !== 'source' || this.turn) {
      return;
    }
    const version = ++this.version;
    const ids = desk.ids();
    this.turn = run ? newId() : '';
    this.set(run ? { busy: 'check', progress: '', stopped: '', problem: null } : {});
    const params = {
      notebook: desk.notebook(false),
      name: desk.name,
      path: desk.path,
      run,
      turn: this.turn
    };
    try {
      const { findings } = await this.options.call<{ findings: Finding[] | null }>(
        'author_check',
        { ...params, lang: this.options.lang }
      );
      if (findings && version === this.version) {
        const found = findings.map(each => ({ ...each, id: ids[each.cell - 1] ?? '' }));
        this.set({ found, whole: run, problem: null });
      }
    } catch (error) {
      if (version === this.version) {
        this.set({ found: null, problem: problemOf(error) });
      }
    }
    if (run && version === this.version) {
      this.turn = '';
      this.over({ progress: '' });
    }
  }

  /** What is asked for is wanted no more: its answer never renders. */
  private dropCheck(stopped: AuthorState['stopped']): void {
    this.version++;
    if (this.turn) {
      this.options.cancel(this.turn);
      this.turn = '';
      this.over({ progress: '', stopped });
    } else if (stopped === '' && this.state.stopped) {
      this.set({ stopped: '' });
    }
  }
}
