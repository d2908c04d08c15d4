import type {
  Attachment,
  ConversationCard,
  ConversationPage,
  ErrorInfo,
  Event,
  Home,
  Question
} from '../schema';
import { isReply, Pipe, PipeState } from '../transport/pipe';
import type { Fact, Talk } from './memory';
import type { Permit } from './permits';

/** One line of the doctor's report. */
export interface Check {
  id: string;
  ok: boolean;
  message: string;
  remedy: string;
  /** Nothing is broken, but it may not be what somebody meant. */
  warns?: boolean;
}

/** A call that the server refused, with what it said. */
export class CallFailed extends Error {
  constructor(readonly info: ErrorInfo) {
    super(info.message);
  }
}

interface Waiting {
  method: string;
  params: Record<string, unknown>;
  resolve: (result: unknown) => void;
  reject: (reason: CallFailed) => void;
}

/** What the reader says of a tool that waits. */
export type Click = 'once' | 'lesson' | 'no' | 'never';

/** Calls by name over a pipe. Every call may be repeated, so one that was cut off is sent again. */
export class Client {
  private next = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly stops: (() => void)[];

  constructor(
    private readonly pipe: Pipe,
    private readonly onEvent: (event: Event) => void,
    onState: (state: PipeState) => void
  ) {
    this.stops = [
      pipe.onMessage(message =>
        isReply(message) ? this.settle(message) : this.onEvent(message)
      ),
      pipe.onState(state => {
        const cutOff = state === 'open' ? [...this.waiting] : [];
        onState(state); // May follow a conversation, which has to come before its page.
        cutOff.forEach(([id, call]) => this.post(id, call));
      })
    ];
  }

  /** The first screen, in `lang` or else in the server's language, or else in the browser's. */
  async home(lang: string, browser: string): Promise<Home> {
    return wholeHome(await this.call<Partial<Home>>('home', { lang, browser }));
  }

  async conversation(
    id: string,
    before?: number,
    limit = 50
  ): Promise<ConversationPage> {
    const params = before ? { id, before, limit } : { id, limit };
    const page = await this.call<ConversationPage>('conversation', params);
    return { ...page, messages: page.messages ?? [] };
  }

  conversations(limit: number): Promise<ConversationCard[]> {
    return this.call('conversations', { limit });
  }

  forget(id: string): Promise<Record<string, never>> {
    return this.call('forget', { id });
  }

  /** A file, as base64, as what a question can carry. */
  extract(name: string, data: string): Promise<Attachment> {
    return this.call('extract', { name, data });
  }

  permit(turn: string, call: string, click: Click): Promise<{ taken?: boolean }> {
    return this.call('permit', { turn, call, click });
  }

  permits(lang: string): Promise<Permit[]> {
    return this.call('permits', { lang });
  }

  takeBack(id: number): Promise<{ count?: number }> {
    return this.call('take_back', { id });
  }

  memory(): Promise<{ on?: boolean; facts?: Fact[]; talks?: Talk[] }> {
    return this.call('memory', {});
  }

  remember(what: { text: string } | { fact: Fact }): Promise<Fact> {
    return this.call('remember', what);
  }

  correct(what: { id: number; text: string }): Promise<Fact> {
    return this.call('correct', what);
  }

  disremember(
    what: { id: number } | { talk: string } | { all: true }
  ): Promise<{ fact?: Fact }> {
    return this.call('disremember', what);
  }

  /** All that is remembered, as the shell's `memory export` writes it. */
  exportMemory(): Promise<unknown> {
    return this.call('export', {});
  }

  doctor(lang: string): Promise<{ checks: Check[] }> {
    return this.call('doctor', { lang });
  }

  ask(question: Question): void {
    this.pipe.send({ op: 'ask', question });
  }

  cancel(turn: string): void {
    this.pipe.send({ op: 'cancel', turn });
  }

  follow(conversation: string): void {
    this.pipe.send({ op: 'follow', conversation });
  }

  unfollow(conversation: string): void {
    this.pipe.send({ op: 'unfollow', conversation });
  }

  installModel(turn: string, lang: string): void {
    this.pipe.send({ op: 'install_model', turn, lang });
  }

  dispose(): void {
    this.stops.forEach(stop => stop());
    this.waiting.clear();
    this.pipe.dispose();
  }

  /** The result of a call by name; the lesson widgets know theirs themselves. */
  call<T>(method: string, params: Record<string, unknown>): Promise<T> {
    const id = this.next++;
    return new Promise<T>((resolve, reject) => {
      const call: Waiting = {
        method,
        params,
        resolve: resolve as Waiting['resolve'],
        reject
      };
      this.waiting.set(id, call);
      this.post(id, call);
    });
  }

  private post(id: number, call: Waiting): void {
    this.pipe.send({ op: 'call', id, method: call.method, params: call.params });
  }

  private settle(reply: { re: number; result?: unknown; error?: ErrorInfo }): void {
    const call = this.waiting.get(reply.re);
    if (!call) {
      return;
    }
    this.waiting.delete(reply.re);
    if (reply.error) {
      call.reject(new CallFailed(reply.error));
    } else {
      call.resolve(reply.result);
    }
  }
}

/** What came of a home, with empty lists where the server leaves them out. */
function wholeHome(home: Partial<Home>): Home {
  const { version = '', lang = '', models = [], conversations = [] } = home;
  const teachers = (home.teachers ?? []).map(card => ({
    ...card,
    examples: card.examples ?? []
  }));
  return { ...home, version, lang, models, conversations, teachers };
}
