import { Chat } from '../model/chat';
import type { Event, Home, Question } from '../schema';
import { Incoming, Listeners, Outgoing, Pipe, PipeState } from '../transport/pipe';

/** A pipe whose other end is the test. */
export class FakePipe implements Pipe {
  sent: Outgoing[] = [];
  private readonly messages = new Listeners<Incoming>();
  private readonly states = new Listeners<PipeState>();

  constructor(public state: PipeState = 'open') {}

  send(message: Outgoing): void {
    if (this.state === 'open') {
      this.sent.push(message);
    }
  }

  become(state: PipeState): void {
    this.state = state;
    this.states.emit(state);
  }

  say(message: Incoming): void {
    this.messages.emit(message);
  }

  /** Answers the last call of a method, and lets what waits for it go on. */
  async answer(method: string, result: unknown): Promise<void> {
    const call = this.calls(method).at(-1);
    if (call?.op === 'call') {
      this.say({ re: call.id, result });
    }
    await settle();
  }

  async refuse(method: string, code: string): Promise<void> {
    const call = this.calls(method).at(-1);
    if (call?.op === 'call') {
      this.say({ re: call.id, error: { code, message: 'No.', remedy: 'Go on.' } });
    }
    await settle();
  }

  calls(method: string): Outgoing[] {
    return this.sent.filter(
      message => message.op === 'call' && message.method === method
    );
  }

  ops(op: Outgoing['op']): Outgoing[] {
    return this.sent.filter(message => message.op === op);
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
}

export function settle(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}

export const home: Home = {
  version: '0.1.0',
  lang: 'en',
  models: [],
  conversations: [],
  teachers: ['euclide', 'darwin'].map(id => ({
    id,
    name: id[0].toUpperCase() + id.slice(1),
    subject: id === 'euclide' ? 'mathematics' : 'biology',
    greeting: '',
    examples: [],
    glyph: 'compass',
    color_light: '#000',
    color_dark: '#fff'
  }))
};

/** A chat that has its first screen. */
export async function chatWith(
  pipe = new FakePipe(),
  more: object = {}
): Promise<Chat> {
  let n = 0;
  const chat = new Chat({ pipe, lang: 'en', newId: () => `t${++n}`, ...more });
  await pipe.answer('home', home);
  return chat;
}

/** The events of one answer, in order. */
export function answerTo(
  question: Question,
  pieces: string[],
  conversation = 'c1'
): Event[] {
  const turn = question.turn ?? '';
  const teacher = question.teacher || 'euclide';
  const texts = pieces.map((text, n) => ({
    type: 'text' as const,
    turn,
    seq: n + 2,
    part: 0,
    text
  }));
  const seq = pieces.length + 2;
  return [
    { type: 'asked', turn, seq: 0, conversation, question },
    { type: 'teacher_started', turn, seq: 1, part: 0, teacher, name: 'Euclide' },
    ...texts,
    { type: 'teacher_finished', turn, seq, part: 0, teacher, reason: 'complete' },
    { type: 'done', turn, seq: seq + 1, reason: 'complete' }
  ];
}
