import type { Keep } from '../model/keep';
import type { ErrorInfo } from '../schema';
import { Drafts } from './draft';
import { Later, laterByTimer, Store } from './state';
import { Call, Checked, Exercise, Hint, Place, problemOf } from './wire';

const SLOW_MS = 1000;

export type Busy = '' | 'check' | 'hint' | 'solution';

export interface ExerciseState {
  /** Missing until the host has answered. */
  exercise: Exercise | null;
  text: string;
  busy: Busy;
  /** What is waited for takes long enough to say so. */
  slow: boolean;
  result: Checked | null;
  /** The answer is another one than the one that was checked. */
  changed: boolean;
  hints: Hint[];
  hintsLeft: number;
  hintHelps: boolean;
  solution: string;
  solutionIn: number;
  attempts: number;
  solved: boolean;
  assisted: boolean;
  problem: ErrorInfo | null;
  /** What stood here before it was started over; null where there is nothing to bring back. */
  before: string | null;
  /** What was written in another tab; null where there is nothing to say. */
  other: string | null;
}

const NEW: ExerciseState = {
  exercise: null,
  text: '',
  busy: '',
  slow: false,
  result: null,
  changed: false,
  hints: [],
  hintsLeft: 0,
  hintHelps: false,
  solution: '',
  solutionIn: -1,
  attempts: 0,
  solved: false,
  assisted: false,
  problem: null,
  before: null,
  other: null
};

export interface ExerciseOptions {
  call: Call;
  place: Place;
  exercise: string;
  keep: Keep;
  /** Where the answer is written elsewhere, as in a notebook's cell, this reads it. */
  answer?: () => string;
  later?: Later;
}

/** One exercise without a page: what is written, checked, hinted at and kept. */
export class ExerciseModel extends Store<ExerciseState> {
  private readonly drafts: Drafts;
  private readonly later: Later;

  constructor(private readonly options: ExerciseOptions) {
    super(NEW);
    this.later = options.later ?? laterByTimer;
    this.drafts = new Drafts({
      ...options,
      id: options.exercise,
      later: this.later,
      onDisplaced: text => this.set({ other: text })
    });
  }

  get id(): string {
    return this.options.exercise;
  }

  /** Nothing is left to do, or is told before an exam is over; missing until the host has answered. */
  get done(): boolean | undefined {
    const { exercise, solved, result } = this.state;
    return exercise ? solved || !!result?.sealed : undefined;
  }

  /** Asks where the learner stands; after a reload that is where they were. */
  async load(): Promise<void> {
    try {
      const found = await this.standing();
      const draft = this.drafts.restore(found.draft, found.draft_at);
      const text = this.options.answer ? '' : draft.text || this.stubOf(found);
      this.set({
        text,
        other: draft.other || null,
        result: found.last,
        changed:
          found.last !== null && (this.options.answer?.() ?? text) !== found.answer,
        problem: null
      });
      this.take(found);
    } catch (error) {
      this.set({ problem: problemOf(error) });
    }
  }

  /** The page is looked at again: another tab may have gone on. */
  async look(): Promise<void> {
    if (!this.state.exercise || this.state.busy) {
      return;
    }
    try {
      const found = await this.standing();
      const newer = this.options.answer
        ? null
        : this.drafts.newer(found.draft, found.draft_at);
      if (newer !== null && newer !== this.state.text) {
        this.set({ other: newer });
      }
      this.take(found);
    } catch {
      // What is known stays; the next button says what is wrong.
    }
  }

  write(text: string): void {
    if (text !== this.state.text) {
      this.set({ text, changed: true });
      this.drafts.note(text);
    }
  }

  /** The answer has changed where it is written. */
  touched(): void {
    if (!this.state.changed) {
      this.set({ changed: true });
    }
  }

  startOver(): void {
    const { text, exercise } = this.state;
    this.write(exercise ? this.stubOf(exercise) : '');
    this.set({ before: text, result: null, problem: null });
  }

  undo(): void {
    const { before } = this.state;
    if (before !== null) {
      this.write(before);
      this.set({ before: null });
    }
  }

  /** Takes what another tab wrote; what stands here can be brought back. */
  takeOther(): void {
    const { other, text } = this.state;
    if (other !== null) {
      this.write(other);
      this.set({ other: null, before: text });
    }
  }

  leaveOther(): void {
    const { text } = this.state;
    this.set({ other: null });
    this.drafts.note(text); // It is the newest now.
  }

  async check(): Promise<Checked | null> {
    const answer = this.options.answer?.() ?? this.state.text;
    const params = { answer, attempts: this.state.attempts };
    const result = await this.wait<Checked>('check', 'lesson_check', params);
    if (result) {
      const now = this.options.answer?.() ?? this.state.text;
      this.set({ result, changed: now !== answer, before: null });
      await this.refresh();
    }
    return result;
  }

  /** Ends the check that is under way; it does not count. */
  stop(): void {
    const { call, place, exercise } = this.options;
    void call('lesson_stop', { ...place, exercise }).catch(() => undefined);
  }

  async hint(): Promise<Hint | null> {
    const { hints } = this.state;
    const hint = await this.wait<Hint>('hint', 'lesson_hint', { shown: hints.length });
    if (hint) {
      this.set({ hints: [...hints, hint], hintsLeft: hint.left });
      await this.refresh();
    }
    return hint;
  }

  async showSolution(): Promise<string | null> {
    const found = await this.wait<{ text: string }>('solution', 'lesson_solution', {});
    if (found) {
      this.set({ solution: found.text });
      await this.refresh();
    }
    return found?.text ?? null;
  }

  /** Hands over what is not kept yet. */
  flush(): void {
    void this.drafts.flush();
  }

  /** Waits for a call, says so where it takes long, and refuses a second one meanwhile. */
  private async wait<T>(
    busy: Busy,
    method: string,
    params: Record<string, unknown>
  ): Promise<T | null> {
    if (this.state.busy || !this.state.exercise) {
      return null;
    }
    this.set({ busy, problem: null });
    const callOff = this.later(() => this.set({ slow: true }), SLOW_MS);
    try {
      const { call, place, exercise } = this.options;
      return await call<T>(method, { ...place, exercise, ...params });
    } catch (error) {
      this.set({ problem: problemOf(error) });
      return null;
    } finally {
      callOff();
      this.set({ busy: '', slow: false });
    }
  }

  private standing(): Promise<Exercise> {
    const { call, place, exercise } = this.options;
    return call<Exercise>('lesson_exercise', { ...place, exercise });
  }

  private async refresh(): Promise<void> {
    try {
      this.take(await this.standing());
    } catch {
      // What came of the click is shown already.
    }
  }

  private take(found: Exercise): void {
    const { result } = this.state;
    const last = found.last;
    const opened = !!result?.sealed && last !== null && !last.sealed; // the exam is over
    const same = result !== null && result.number === last?.number;
    const next = same ? { ...result, next: last?.next ?? '' } : result;
    this.set({
      // What comes next may have changed: a hint that was left then is not left now.
      result: opened ? last : next,
      exercise: found,
      hints: found.hints,
      hintsLeft: found.hints_left,
      hintHelps: found.hint_helps,
      solution: found.solution,
      solutionIn: found.solution_in,
      attempts: found.attempts,
      solved: found.solved,
      assisted: found.assisted
    });
  }

  private stubOf(found: Exercise): string {
    return found.kind === 'code' ? found.stub : '';
  }
}
