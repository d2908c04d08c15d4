import { Call, problemOf } from '../lesson/wire';
import { Store } from '../lesson/state';
import type { ErrorInfo } from '../schema';
import type { Board, Led, Member } from './wire';

export interface BoardState {
  board: Board | null;
  /** Who is in the class with their codes; null while nobody looks. */
  members: Member[] | null;
  /** Whether everybody is called by their own name. */
  names: boolean;
  error: ErrorInfo | null;
}

export interface BoardOptions {
  call: Call;
  course: string;
  lang: string;
}

/** The class as its leader sees it. */
export class BoardModel extends Store<BoardState> {
  private code = '';
  private asked = 0;

  constructor(private readonly options: BoardOptions) {
    super({ board: null, members: null, names: false, error: null });
  }

  /** Asks how the class stands now. An answer that a later one has overtaken is left. */
  async load(): Promise<void> {
    const mine = ++this.asked;
    const { names } = this.state;
    await this.guarded(async () => {
      this.code ||= (
        await this.call<Led>('class_of', { course: this.options.course })
      ).code;
      const board = await this.call<Board>('class_board', { code: this.code, names });
      if (mine === this.asked) {
        this.set({ board, error: null });
        if (this.state.members) {
          await this.showMembers(); // Somebody may have joined since, or come back with a new code.
        }
      }
    });
  }

  async showNames(names: boolean): Promise<void> {
    this.set({ names, members: null });
    await this.load();
  }

  /** Pauses the teachers, makes it an exam, or says something to everybody. */
  async change(values: Partial<Led>): Promise<void> {
    await this.guarded(async () => {
      const led = await this.call<Led>('class_change', { code: this.code, ...values });
      if (this.state.board) {
        this.set({ board: { ...this.state.board, class: led }, error: null });
      }
    });
  }

  /** Who is in the class, unless the names are hidden again before the answer is here. */
  async showMembers(): Promise<void> {
    await this.guarded(async () => {
      const members = await this.call<Member[]>('class_learners', { code: this.code });
      if (this.state.names) {
        this.set({ members });
      }
    });
  }

  /** Takes somebody out, with all that they did. */
  async remove(id: string): Promise<void> {
    await this.guarded(async () => {
      await this.call('class_remove', { id });
      await this.load();
    });
  }

  /** Every attempt as the text of a file; empty where it could not be had. */
  async file(form: 'csv' | 'xapi', home: string): Promise<string> {
    let text = '';
    await this.guarded(async () => {
      const { names } = this.state;
      const found = await this.call<{ text?: string; statements?: unknown[] }>(
        'class_export',
        { code: this.code, form, names, home }
      );
      text = found.text ?? JSON.stringify(found.statements, null, 1);
    });
    return text;
  }

  private call<T>(method: string, params: Record<string, unknown>): Promise<T> {
    return this.options.call<T>(method, { lang: this.options.lang, ...params });
  }

  private async guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.set({ error: problemOf(error) });
    }
  }
}
