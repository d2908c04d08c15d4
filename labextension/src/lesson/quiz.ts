import type { Translate } from '../i18n';
import type { Keep } from '../model/keep';
import type { ErrorInfo } from '../schema';
import { Drafts } from './draft';
import { Later, laterByTimer, Store } from './state';
import { Call, Given, Graded, Item, Place, problemOf, Quiz } from './wire';

export interface ItemState {
  given: Given;
  busy: boolean;
  result: Graded | null;
  /** The answer is another one than the one that was graded. */
  changed: boolean;
  attempts: number;
  solved: boolean;
  assisted: boolean;
  problem: ErrorInfo | null;
  other: Given;
}

export interface QuizOptions {
  call: Call;
  place: Place;
  items: string[];
  keep: Keep;
  later?: Later;
}

/** One question without a page: what is given, what came of it, and what is kept. */
export class ItemModel extends Store<ItemState> {
  private readonly drafts: Drafts;

  constructor(
    readonly item: Item,
    private readonly options: QuizOptions
  ) {
    super({
      given: item.given ?? nothingFor(item),
      busy: false,
      result: item.last,
      changed: false,
      attempts: item.attempts,
      solved: item.solved,
      assisted: item.assisted,
      problem: null,
      other: null
    });
    this.drafts = new Drafts({
      ...options,
      id: item.id,
      later: options.later ?? laterByTimer,
      onDisplaced: text => this.set({ other: givenFrom(text, item) })
    });
    const draft = this.drafts.restore(item.draft.text, item.draft.at);
    const given = givenFrom(draft.text, item);
    if (given !== null && !same(given, this.state.given)) {
      this.state = { ...this.state, given, changed: true };
    }
    this.state.other = givenFrom(draft.other, item);
  }

  give(given: Given): void {
    if (!same(given, this.state.given)) {
      this.set({ given, changed: true });
      this.drafts.note(JSON.stringify(given));
    }
  }

  /** Whether nobody has answered yet; an order always is one. */
  get blank(): boolean {
    const { item } = this;
    return item.type !== 'order' && same(this.state.given, nothingFor(item));
  }

  /** It was answered rightly once, or what came of it is not told before an exam is over. */
  get done(): boolean {
    const { solved, result } = this.state;
    return solved || !!result?.sealed;
  }

  async check(): Promise<Graded | null> {
    const { given } = this.state;
    const result = await this.wait<Graded>('lesson_item', {
      given,
      attempts: this.state.attempts
    });
    if (result) {
      const { attempts, solved, assisted } = this.state;
      this.set({
        result,
        changed: !same(given, this.state.given),
        attempts: result.attempts ?? attempts,
        solved: result.solved ?? solved,
        assisted: result.assisted ?? assisted
      });
    }
    return result;
  }

  /** The author's explanation before the right answer, which counts as help. */
  async explain(): Promise<string | null> {
    const found = await this.wait<{ text: string }>('lesson_explain', {});
    const { result } = this.state;
    if (found && result) {
      this.set({
        result: { ...result, explain: found.text, explains: false },
        assisted: true
      });
    }
    return found?.text ?? null;
  }

  takeOther(): void {
    const { other } = this.state;
    this.set({ other: null });
    this.give(other);
  }

  leaveOther(): void {
    this.set({ other: null });
  }

  /** Another tab may have gone on with this question. */
  look(found: Item): void {
    const newer = this.drafts.newer(found.draft.text, found.draft.at);
    const given = newer === null ? null : givenFrom(newer, this.item);
    if (given !== null && !same(given, this.state.given)) {
      this.set({ other: given });
    }
    if (found.attempts > this.state.attempts) {
      const { attempts, solved, assisted, last } = found;
      this.set({ attempts, solved, assisted, result: last, changed: true });
    } else if (this.state.result?.sealed && found.last && !found.last.sealed) {
      this.set({ result: found.last, solved: found.solved }); // The exam is over.
    }
  }

  flush(): void {
    void this.drafts.flush();
  }

  private async wait<T>(
    method: string,
    params: Record<string, unknown>
  ): Promise<T | null> {
    if (this.state.busy) {
      return null;
    }
    this.set({ busy: true, problem: null });
    try {
      const { call, place } = this.options;
      return await call<T>(method, { ...place, item: this.item.id, ...params });
    } catch (error) {
      this.set({ problem: problemOf(error) });
      return null;
    } finally {
      this.set({ busy: false });
    }
  }
}

/** Some questions of a lesson. */
export class QuizModel extends Store<{
  items: ItemModel[] | null;
  problem: ErrorInfo | null;
}> {
  constructor(private readonly options: QuizOptions) {
    super({ items: null, problem: null });
  }

  async load(): Promise<void> {
    try {
      const found = await this.standing();
      const items = found.items.map(item => new ItemModel(item, this.options));
      this.set({ items, problem: null });
    } catch (error) {
      this.set({ problem: problemOf(error) });
    }
  }

  async look(): Promise<void> {
    if (!this.state.items) {
      return;
    }
    try {
      const found = new Map((await this.standing()).items.map(each => [each.id, each]));
      for (const model of this.state.items) {
        const item = found.get(model.item.id);
        if (item) {
          model.look(item);
        }
      }
    } catch {
      // What is known stays; the next button says what is wrong.
    }
  }

  flush(): void {
    this.state.items?.forEach(item => item.flush());
  }

  private standing(): Promise<Quiz> {
    const { call, place, items } = this.options;
    return call<Quiz>('lesson_quiz', { ...place, items });
  }
}

/** The form of an answer that nobody has begun. */
export function nothingFor(item: Item): Given {
  switch (item.type) {
    case 'multiple':
      return [];
    case 'number':
    case 'text':
      return '';
    case 'order':
      return (item.steps ?? []).map((_, at) => at);
    case 'match':
      return (item.left ?? []).map(() => null);
    case 'cloze':
      return Object.fromEntries((item.gaps ?? []).map(gap => [gap, '']));
    default:
      return null;
  }
}

/** A draft as an answer to `item`; null where it is none, or one to another form of the question. */
export function givenFrom(text: string, item: Item): Given {
  let found: Given;
  try {
    found = JSON.parse(text) as Given;
  } catch {
    return null;
  }
  const blank = nothingFor(item);
  if (Array.isArray(blank)) {
    const fits =
      Array.isArray(found) &&
      (item.type === 'multiple' || found.length === blank.length);
    return fits ? found : null;
  }
  if (blank === null) {
    return typeof found === 'number' ? found : null;
  }
  return typeof found === typeof blank ? found : null;
}

function same(one: Given, other: Given): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Partial credit as a sentence. */
export function share(result: Graded, t: Translate): string {
  if (!result.share) {
    return t('Look once more, then check again.');
  }
  const percent = Math.round(100 * result.share);
  return t(
    'This is worth {percent} % of the points. Look once more, then check again.',
    {
      percent
    }
  );
}
