import type { Fact } from '../src/model/memory';
import type { Permit } from '../src/model/permits';
import type { Event, Home, Question, Receipt, StoredMessage } from '../src/schema';
import { Incoming, Listeners, Outgoing, Pipe, PipeState } from '../src/transport/pipe';
import { faculty } from './faculty';
import { texts } from './texts';

type Unnumbered = Event extends infer E
  ? E extends Event
    ? Omit<E, 'turn' | 'seq'>
    : never
  : never;

export interface Script {
  lang: string;
  /** Milliseconds between two pieces of text. */
  pace: number;
  /** Messages in the stored conversation `long`. */
  messages: number;
  /** The first screen says that a model is missing. */
  notice: boolean;
}

/** A server in the page: it answers from texts that are chosen by the question's words. */
export class ScriptedPipe implements Pipe {
  state: PipeState = 'connecting';
  private readonly messages = new Listeners<Incoming>();
  private readonly states = new Listeners<PipeState>();
  private readonly cancelled = new Set<string>();

  constructor(private readonly script: Script) {
    setTimeout(() => this.become('open'), 20);
  }

  become(state: PipeState): void {
    this.state = state;
    this.states.emit(state);
  }

  send(message: Outgoing): void {
    if (this.state !== 'open') {
      return;
    }
    if (message.op === 'call') {
      const result = this.answer(message.method, message.params);
      setTimeout(() => this.messages.emit({ re: message.id, result }), 5);
    } else if (message.op === 'ask') {
      void this.play(message.question);
    } else if (message.op === 'cancel') {
      this.cancelled.add(message.turn);
    } else if (message.op === 'install_model') {
      void this.install(message.turn);
    }
  }

  onMessage(listener: (message: Incoming) => void): () => void {
    return this.messages.add(listener);
  }

  onState(listener: (state: PipeState) => void): () => void {
    return this.states.add(listener);
  }

  dispose(): void {
    this.messages.clear();
    this.states.clear();
  }

  private permits: Permit[] = [
    { id: 1, title: 'Read a web page', mode: 'lesson', lesson: 'odd-numbers' },
    { id: 2, title: 'Read a web page', mode: 'never', lesson: '' }
  ];
  private facts: Fact[] = [
    ['difficulty', 'I find fractions difficult', 'euclide'],
    ['goal', 'Mi sto preparando per l’esame di terza media', 'manzoni'],
    ['preference', 'I prefer short answers, with an example that has money in it', '']
  ].map(([kind, text, teacher], n) => ({ id: n + 1, kind, text, teacher, updated: 1 }));

  private answer(method: string, params: Record<string, unknown>): unknown {
    switch (method) {
      case 'home':
        return home(this.script);
      case 'conversation':
        return page(
          String(params.id),
          Number(params.before ?? 0),
          this.script.messages
        );
      case 'conversations':
        return home(this.script).conversations;
      case 'doctor':
        return { checks };
      case 'memory':
        return { on: true, facts: this.facts };
      case 'permits':
        return this.permits;
      case 'take_back':
        this.permits = this.permits.filter(permit => permit.id !== params.id);
        return { count: 1 };
      case 'disremember': {
        const gone = this.facts.find(fact => fact.id === params.id);
        this.facts = this.facts.filter(fact => !params.all && fact !== gone);
        return { fact: gone };
      }
      case 'remember': {
        const fact = (params.fact ?? { text: params.text, kind: 'about' }) as Fact;
        const kept = {
          ...fact,
          id: this.facts.length + 10,
          updated: Date.now() / 1000
        };
        this.facts = [kept, ...this.facts];
        return kept;
      }
      default:
        return {};
    }
  }

  private async play(question: Question): Promise<void> {
    const turn = question.turn ?? '';
    let seq = 0;
    const say = (event: Unnumbered) =>
      this.messages.emit({ ...event, turn, seq: seq++ } as Event);
    const conversation = question.conversation || 'c-new';
    const teacher = question.teacher || 'euclide';
    const name = faculty.find(card => card.id === teacher)?.name ?? teacher;
    say({ type: 'asked', conversation, question });
    say({
      type: 'progress',
      stage: 'loading_model',
      message: 'Waking the model up',
      done: 0,
      total: 0
    });
    await wait(this.script.pace * 5);
    say({ type: 'routed', part: 0, receipt: receipt(turn, teacher) });
    say({ type: 'teacher_started', part: 0, teacher, name });
    const words = Object.keys(texts).find(key => question.text.includes(key));
    const text = words
      ? texts[words]
      : `You asked: ${question.text}. A short answer, with $x^2$.`;
    for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) {
      await wait(this.script.pace);
      if (this.cancelled.has(turn)) {
        say({ type: 'done', reason: 'cancelled' });
        return;
      }
      say({ type: 'text', part: 0, text: piece });
    }
    if (question.text.includes('fail')) {
      say({ type: 'error', error: missing });
      return;
    }
    say({ type: 'teacher_finished', part: 0, teacher, reason: 'complete' });
    say({ type: 'usage', part: 0, receipt: receipt(turn, teacher) });
    say({ type: 'done', reason: 'complete' });
  }

  private async install(turn: string): Promise<void> {
    const total = 400_000_000;
    for (let step = 0; step <= 10; step++) {
      const progress = {
        stage: 'downloading' as const,
        message: 'Downloading the model'
      };
      const done = (total / 10) * step;
      this.messages.emit({
        type: 'progress',
        turn,
        seq: step,
        ...progress,
        done,
        total
      });
      await wait(100);
    }
    this.messages.emit({ type: 'done', turn, seq: 11, reason: 'complete' });
  }
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise(resolve => setTimeout(resolve, ms)) : Promise.resolve();
}

const missing = {
  code: 'model_missing',
  message: 'There is no model on this machine yet.',
  remedy: 'Install the small one (400 MB) to try everything without a key.',
  action: 'install_model' as const,
  detail: 'provider=onnx model=demo: no files in the cache'
};

const checks = [
  {
    id: 'store',
    ok: true,
    message: 'Conversations are kept on this machine.',
    remedy: ''
  },
  {
    id: 'model',
    ok: false,
    message: 'Only the demo model is here.',
    remedy: 'Install a larger one or add a key.'
  }
];

function home({ lang, notice }: Script): Home {
  const now = Date.now() / 1000;
  return {
    version: '0.1.0',
    lang,
    teachers: faculty,
    models: [
      {
        provider: 'onnx',
        model: 'demo',
        label: 'Demo',
        place: 'local',
        ready: true,
        demo: true,
        note: '400 MB, Apache-2.0'
      },
      {
        provider: 'cloud',
        model: 'large',
        label: 'Large',
        place: 'cloud',
        ready: false,
        note: 'Needs a key.'
      }
    ],
    conversations: [
      {
        id: 'rich',
        title: 'Odd numbers and squares',
        teacher: 'euclide',
        updated: now - 7200
      },
      {
        id: 'long',
        title: 'A long talk about everything',
        teacher: 'feynman',
        updated: now - 200_000
      },
      {
        id: 'hostile',
        title: '<b>A hostile title</b>',
        teacher: 'darwin',
        updated: now - 30
      }
    ],
    notice: notice ? missing : undefined,
    spent_micro: 0,
    local_only: true
  };
}

function page(id: string, before: number, size: number) {
  const count = id === 'long' ? size : 2;
  const all = Array.from({ length: count }, (_, index) => stored(id, index + 1));
  const earlier = before ? all.filter(message => message.id < before) : all;
  const messages = earlier.slice(-50);
  return {
    id,
    title: id,
    teacher: 'euclide',
    messages,
    more: earlier.length > 50,
    running: ''
  };
}

function stored(id: string, n: number): StoredMessage {
  const turn = `t${Math.ceil(n / 2)}`;
  const base = {
    id: n,
    teacher: 'euclide',
    turn,
    status: 'complete' as const,
    created: n
  };
  if (n % 2) {
    return {
      ...base,
      role: 'user',
      text: id === 'long' ? `Question ${n}` : `Show me ${id}`
    };
  }
  const short = `Answer **${n}** is $x_{${n}}$, in a line or two of words that wrap.`;
  const text = texts[id] ?? (n % 10 ? short : texts.rich);
  return { ...base, role: 'assistant', text, receipt: receipt(turn, 'euclide') };
}

function receipt(turn: string, teacher: string): Receipt {
  return {
    turn,
    teacher,
    rule: 'local_first',
    reason: 'Your notebook stays on this machine, and this model is the best one here.',
    provider: 'onnx',
    model: 'demo-0.6b',
    label: 'Demo 0.6B',
    demo: true,
    place: 'local',
    region: 'machine',
    sent_to: 'this machine',
    sent_bytes: 1834,
    tokens: { input: 412, output: 230 },
    cost_micro: 0,
    alternative: 'large',
    alternative_micro: 1200,
    first_token_ms: 340,
    total_ms: 4100,
    candidates: [
      {
        provider: 'onnx',
        model: 'demo-0.6b',
        place: 'local',
        score: 0.4,
        estimate_micro: 0
      },
      {
        provider: 'cloud',
        model: 'large',
        place: 'cloud',
        score: 0.9,
        estimate_micro: 1200,
        refused: 'local_only'
      }
    ]
  };
}
