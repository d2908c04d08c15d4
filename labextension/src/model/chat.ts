import type { ErrorInfo, Event, Question, TeacherCard } from '../schema';
import type { PipeState } from '../transport/pipe';
import { CallFailed, Click, Client } from './client';
import { newId } from './ids';
import { Installer } from './installation';
import type { Keep } from './keep';
import { Lent } from './lent';
import { Memory } from './memory';
import { mentioned } from './mention';
import { blank, ChatOptions, ChatState, Page } from './state';
import {
  fromPage,
  isLed,
  isLive,
  isPanel,
  joinEarlier,
  leaders,
  merge,
  newTurn,
  reduce,
  Turn
} from './turn';

const CURRENT = 'conversation';
const PRIVATE = 'private';
const LANGUAGE = 'language';
const PAGE = 50;

/** What the server calls a conversation that it does not have. */
const GONE = ['unknown_conversation'];

/** A talk with the teachers, without any drawing. */
export class Chat {
  state: ChatState;
  readonly memory: Memory;
  readonly lent: Lent;
  readonly installer: Installer;
  private readonly client: Client;
  private readonly listeners = new Set<() => void>();
  private readonly newId: () => string;
  private readonly soon: (run: () => void) => void;
  private readonly keep?: Keep;
  private readonly wish: Pick<ChatOptions, 'lang' | 'browser' | 'place'>;
  private due = false;

  constructor(options: ChatOptions) {
    this.newId = options.newId ?? newId;
    this.soon = options.soon ?? (run => run());
    this.keep = options.keep;
    this.wish = options;
    const conversation = options.conversation || this.keep?.get(CURRENT) || '';
    this.state = blank(options, {
      conversation,
      private: Boolean(this.keep?.get(PRIVATE)),
      lang: this.keep?.get(LANGUAGE) ?? ''
    });
    this.client = new Client(
      options.pipe,
      event => this.hear(event),
      state => this.linkChanged(state)
    );
    const mine = [
      this.client,
      () => this.state,
      (part: Partial<ChatState>) => this.set(part),
      (run: () => Promise<void>) => this.guarded(run)
    ] as const;
    this.memory = new Memory(...mine);
    this.lent = new Lent(...mine);
    const [client, state, set] = mine;
    this.installer = new Installer(client, state, set, this.newId, wanted =>
      this.installed(wanted)
    );
    void this.loadHome();
    if (conversation) {
      void this.open(conversation);
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.listeners.clear();
    this.client.dispose();
  }

  /** The turn that is being answered here, if any. */
  get running(): Turn | undefined {
    return this.state.turns.find(isLive);
  }

  teacherCard(id: string): TeacherCard | undefined {
    return this.state.home?.teachers.find(teacher => teacher.id === id);
  }

  /** Who one talks to: the chosen teacher, else who leads on from the last answers, else the open lesson's. */
  get company(): TeacherCard | undefined {
    const last = this.state.turns.at(-1);
    const wanted = this.state.teacher
      ? [this.state.teacher]
      : last
        ? leaders(last)
        : [this.wish.place?.()?.teacher ?? ''];
    return wanted.map(id => this.teacherCard(id)).find(Boolean);
  }

  chooseTeacher(teacher: string): void {
    this.set({ teacher });
  }

  /** Asks what was written, with what is attached. False where there is nothing to ask or no room yet. */
  ask(text: string, attachments = this.state.attachments): boolean {
    const asked = this.askPrepared({ text, attachments });
    if (asked) {
      this.set({ attachments: [] });
    }
    return asked;
  }

  /** Asks a question as it was prepared: how private it is and which model it wants go with it. */
  askPrepared(prepared: Question): boolean {
    if (!prepared.text.trim() || this.running) {
      return false;
    }
    const { conversation, lang, home } = this.state;
    const last = this.state.turns.at(-1);
    const teacher =
      mentioned(prepared.text, home?.teachers ?? []) ||
      this.state.teacher ||
      prepared.teacher ||
      (!last || isLed(last) ? this.company?.id : undefined);
    const question = {
      ...prepared,
      ...this.wish.place?.(),
      teacher,
      conversation,
      lang,
      privacy: this.state.private ? 'private' : prepared.privacy,
      permits: true,
      turn: this.newId()
    } as const;
    this.set({
      page: 'talk',
      problem: null,
      install: this.state.install?.state === 'running' ? this.state.install : null,
      turns: [...this.state.turns, newTurn(question)]
    });
    this.client.ask(question);
    return true;
  }

  /** Asks a turn's question once more, as a new turn; of another model where one is named. */
  retry(turn: Turn, model = turn.question.model): boolean {
    return this.askPrepared({ ...turn.question, model });
  }

  /** Asks somebody else what was asked in a turn; they go on with the talk. */
  handOver(id: string, teacher: string): boolean {
    const turn = this.state.turns.find(one => one.id === id);
    if (!turn || this.running) {
      return false;
    }
    this.chooseTeacher(teacher);
    return this.askPrepared({ ...turn.question, teacher });
  }

  stop(): void {
    const turn = this.running;
    if (turn && turn.state !== 'stopping') {
      this.put({ ...turn, state: 'stopping' });
      this.client.cancel(turn.id);
    }
  }

  /** The reader's word about a tool that waits for it; false where it did not arrive. */
  async permit(turn: string, call: string, click: Click): Promise<boolean> {
    let arrived = false;
    await this.guarded(async () => {
      await this.client.permit(turn, call, click);
      arrived = true;
    });
    return arrived;
  }

  startNew(): void {
    this.leave();
    this.set({ page: 'start', teacher: '' }); // who led on from the last talk was not chosen for this one
    void this.loadHome();
  }

  /** Another conversation, private or no longer so: what was said in this one stays as private as it was. */
  togglePrivate(): void {
    const on = !this.state.private;
    if (this.state.turns.length || this.state.conversation) {
      this.startNew();
    }
    this.keepPrivate(on);
  }

  show(page: Page): void {
    this.set({ page, problem: null });
    if (page === 'history') {
      void this.guarded(async () => {
        this.set({ conversations: (await this.client.conversations(200)) ?? [] });
      });
    } else if (page === 'memory') {
      void this.memory.load();
    } else if (page === 'doctor') {
      void this.examine();
    }
  }

  /** From a page beside the talk back to it, or to the start where there is none. */
  back(): void {
    this.show(this.state.turns.length ? 'talk' : 'start');
  }

  /** Says what went wrong where no turn is to blame. */
  complain(problem: ErrorInfo): void {
    this.set({ problem });
  }

  closeProblem(): void {
    this.set({ problem: null });
  }

  async examine(): Promise<void> {
    this.set({ checks: null });
    await this.guarded(async () => {
      this.set({ checks: (await this.client.doctor(this.state.lang)).checks ?? [] });
    });
  }

  async open(conversation: string): Promise<void> {
    if (conversation !== this.state.conversation) {
      this.leave();
      this.keepPrivate(this.isListedAsPrivate(conversation)); // Until its page says it.
    }
    this.set({ page: 'talk', conversation, loading: true });
    this.keep?.set(CURRENT, conversation);
    await this.catchUp();
  }

  async showEarlier(): Promise<void> {
    const { conversation, turns } = this.state;
    const before = turns.find(turn => turn.stored)?.stored;
    await this.guarded(async () => {
      const page = await this.client.conversation(conversation, before, PAGE);
      if (conversation === this.state.conversation) {
        this.set({
          turns: joinEarlier(fromPage(page), this.state.turns),
          more: page.more
        });
      }
    });
  }

  async forget(conversation: string): Promise<void> {
    await this.guarded(async () => {
      await this.client.forget(conversation);
      const left = this.state.conversations?.filter(card => card.id !== conversation);
      this.set({ conversations: left ?? null });
      if (conversation === this.state.conversation) {
        this.startNew();
      } else {
        await this.loadHome();
      }
    });
  }

  async loadHome(): Promise<void> {
    await this.guarded(async () => {
      const home = await this.client.home(this.wish.lang, this.wish.browser ?? '');
      const { lang, checks } = this.state;
      this.keep?.set(LANGUAGE, home.lang); // The next page begins in it.
      this.set({ home, lang: home.lang || lang });
      if (checks && this.state.lang !== lang) {
        void this.examine(); // The report was in the other language.
      }
    });
  }

  private leave(): void {
    if (this.state.conversation) {
      this.client.unfollow(this.state.conversation);
    }
    this.keep?.set(CURRENT, '');
    this.keepPrivate(false);
    this.set({
      conversation: '',
      title: '',
      turns: [],
      more: false,
      loading: false,
      problem: null
    });
  }

  private keepPrivate(on: boolean): void {
    this.keep?.set(PRIVATE, on ? 'yes' : '');
    this.set({ private: on });
  }

  private isListedAsPrivate(conversation: string): boolean {
    const { conversations, home } = this.state;
    const listed = [...(conversations ?? []), ...(home?.conversations ?? [])];
    return listed.some(card => card.id === conversation && card.private);
  }

  /** Follows first, so that nothing is lost between the page and the first event. */
  private async catchUp(): Promise<void> {
    const { conversation } = this.state;
    this.client.follow(conversation);
    try {
      const page = await this.client.conversation(conversation, undefined, PAGE);
      if (conversation !== this.state.conversation) {
        return;
      }
      const turns = merge(fromPage(page), this.state.turns);
      const chosen = page.teacher || this.state.teacher;
      this.keepPrivate(page.private ?? false);
      this.set({
        loading: false,
        title: page.title,
        teacher: isPanel(turns.at(-1)) ? '' : chosen,
        turns,
        more: page.more
      });
    } catch (error) {
      this.lost(error, conversation);
    }
  }

  /** A conversation that was deleted elsewhere leads back to the start without a word. */
  private lost(error: unknown, conversation: string): void {
    if (conversation !== this.state.conversation) {
      return;
    }
    if (error instanceof CallFailed && GONE.includes(error.info.code)) {
      this.leave();
      this.set({ page: 'start' });
    } else {
      this.set({ loading: false });
      this.report(error);
    }
  }

  private linkChanged(link: PipeState): void {
    this.set({ link });
    if (link !== 'open') {
      return;
    }
    this.installer.resume();
    for (const turn of this.state.turns) {
      if (turn.state === 'sending') {
        this.client.ask(turn.question);
      } else if (turn.state === 'stopping') {
        this.client.cancel(turn.id);
      }
    }
    if (this.state.conversation && !this.state.loading) {
      void this.catchUp();
    } else if (this.state.conversation) {
      this.client.follow(this.state.conversation);
    }
  }

  private hear(event: Event): void {
    if (this.installer.hear(event)) {
      return;
    }
    const turn = this.state.turns.find(one => one.id === event.turn);
    if (turn) {
      this.welcome(event);
      const next = reduce(turn, event);
      this.put(next);
      if (isPanel(next)) {
        this.chooseTeacher(''); // Several answer, and none of them alone was chosen.
      }
      if (next !== turn && event.type === 'usage') {
        this.spend(event.receipt.cost_micro ?? 0);
      }
    } else if (
      event.type === 'asked' &&
      event.conversation === this.state.conversation
    ) {
      const question = { ...event.question, turn: event.turn };
      this.set({ turns: [...this.state.turns, reduce(newTurn(question), event)] });
    }
  }

  /** What the month has cost grows with each answer; the server is asked again on a new page only. */
  private spend(micro: number): void {
    const { home } = this.state;
    if (home && micro) {
      this.set({ home: { ...home, spent_micro: (home.spent_micro ?? 0) + micro } });
    }
  }

  /** A new conversation has its id from the server. */
  private welcome(event: Event): void {
    if (event.type === 'asked' && event.conversation !== this.state.conversation) {
      this.set({ conversation: event.conversation });
      this.keep?.set(CURRENT, event.conversation);
      this.keepPrivate(this.state.private); // Another tab may have kept its own.
      this.client.follow(event.conversation);
    }
  }

  /** The question that waited for a model is asked again. */
  private installed(wanted: string): void {
    void this.loadHome();
    const last = this.state.turns.at(-1);
    if (last?.id === wanted) {
      this.retry(last);
    }
  }

  private put(turn: Turn): void {
    const turns = this.state.turns;
    const at = turns.findIndex(one => one.id === turn.id);
    if (at >= 0 && turns[at] !== turn) {
      this.set({ turns: turns.map((one, index) => (index === at ? turn : one)) });
    }
  }

  private async guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    if (!(error instanceof CallFailed)) {
      throw error;
    }
    this.set({ problem: error.info });
  }

  private set(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    if (!this.due) {
      this.due = true;
      this.soon(() => {
        this.due = false;
        this.listeners.forEach(listener => listener());
      });
    }
  }
}
