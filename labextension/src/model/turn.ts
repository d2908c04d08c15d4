import type {
  ConversationPage,
  ErrorInfo,
  Event,
  Progress,
  Question,
  Receipt,
  StoredMessage,
  TeacherFinished,
  ToolCall,
  ToolResult,
  ToolStep
} from '../schema';

/** Who parts questions and brings answers together. */
export const PRINCIPAL = 'ali';

/** A tool that a teacher uses, and what it gave once it is done. */
export interface Step {
  call: string;
  title: string;
  arguments: string;
  /** Characters of the answer that stand before it. */
  at: number;
  /** It waits for a click of the reader's. */
  asks?: boolean;
  result?: { ok: boolean; content: string; figure?: string };
}

/** One teacher's answer within a turn. */
export interface Part {
  part: number;
  teacher: string;
  name: string;
  text: string;
  /** The first answer, and why a better one follows it. */
  draft?: string;
  revising?: string;
  receipt?: Receipt;
  finished?: TeacherFinished['reason'];
  /** What this teacher was asked, where it is not the whole question. */
  question?: string;
  /** Why it is this teacher, where nobody was named. */
  reason?: string;
  /** What kept this teacher from answering, while others answered. */
  error?: ErrorInfo;
  steps?: Step[];
  /** Who may fit the question better, and why. */
  instead?: string;
  proposal?: string;
  /** The small model that was not asked, and may guess all the same. */
  guesser?: string;
  /** What else they can be asked, by the titles that the text lists. */
  topics?: string[];
}

/** `stopping` hides what still arrives after the reader pressed Stop. */
export type TurnState =
  'sending' | 'asked' | 'stopping' | 'complete' | 'length' | 'cancelled' | 'error';

/** A question and the answers to it. Never changed in place. */
export interface Turn {
  id: string;
  /** Last event seen; an event at or below it is a repetition. */
  seq: number;
  /** Id of the oldest stored message, 0 for a turn that was born here. */
  stored: number;
  state: TurnState;
  question: Question;
  parts: Part[];
  progress?: Progress;
  error?: ErrorInfo;
}

export function newTurn(question: Question, state: TurnState = 'sending'): Turn {
  return { id: question.turn ?? '', seq: -1, stored: 0, state, question, parts: [] };
}

/** Whether more may still come. */
export function isLive(turn: Turn): boolean {
  return (
    turn.state === 'sending' || turn.state === 'asked' || turn.state === 'stopping'
  );
}

/** Whether several teachers answer. */
export function isPanel(turn: Turn | undefined): boolean {
  return (turn?.parts.length ?? 0) > 1;
}

/** Whether several teachers answered, and the principal brought them together; else the talk may go to anybody. */
export function isLed(turn: Turn): boolean {
  return isPanel(turn) && turn.parts.some(part => part.teacher === PRINCIPAL);
}

/** Who goes on with the talk after a turn, the likeliest first: of several, who brought them together. */
export function leaders(turn: Turn): string[] {
  const teachers = turn.parts.map(part => part.teacher);
  if (!isPanel(turn)) {
    return teachers;
  }
  return isLed(turn) ? [PRINCIPAL, teachers[0]] : [teachers[0]];
}

/** The turn after an event. The same object if the event says nothing new. */
export function reduce(turn: Turn, event: Event): Turn {
  if (event.turn !== turn.id || event.seq <= turn.seq || !isLive(turn)) {
    return turn;
  }
  return apply({ ...turn, seq: event.seq }, event);
}

function apply(turn: Turn, event: Event): Turn {
  switch (event.type) {
    case 'asked':
      return { ...turn, state: taken(turn), question: event.question };
    case 'progress':
      return { ...turn, progress: event };
    case 'routed':
    case 'usage':
      return withPart(turn, event.part, { receipt: event.receipt });
    case 'teacher_started':
      return withPart(turn, event.part, {
        teacher: event.teacher,
        name: event.name,
        question: event.question,
        reason: event.reason
      });
    case 'text':
      return turn.state === 'stopping' ? turn : withText(turn, event.part, event.text);
    case 'tool_call':
      return withTool(turn, event);
    case 'tool_result':
      return withResult(turn, event);
    case 'revising':
      return turn.state === 'stopping'
        ? restored(turn, event.part)
        : revised(turn, event.part, event.message);
    case 'teacher_finished':
      return withEnd(turn, event);
    case 'error':
      return { ...turn, state: 'error', error: event.error, progress: undefined };
    case 'done':
      return { ...turn, state: event.reason, progress: undefined };
    default:
      return turn;
  }
}

function withEnd(turn: Turn, event: TeacherFinished): Turn {
  const {
    teacher,
    reason: finished,
    error,
    instead,
    proposal,
    guesser,
    topics
  } = event;
  const end = { teacher, finished, error, instead, proposal, guesser, topics };
  return withPart(turn, event.part, end);
}

function taken(turn: Turn): TurnState {
  return turn.state === 'sending' ? 'asked' : turn.state;
}

function withText(turn: Turn, part: number, text: string): Turn {
  const before = turn.parts.find(p => p.part === part)?.text ?? '';
  return withPart({ ...turn, progress: undefined }, part, { text: before + text });
}

function withTool(turn: Turn, event: ToolCall): Turn {
  const known = turn.parts.find(p => p.part === event.part);
  const step: Step = {
    call: event.call,
    title: event.title || event.name,
    arguments: event.arguments,
    asks: event.asks,
    at: known?.text.length ?? 0
  };
  return withPart({ ...turn, progress: undefined }, event.part, {
    steps: [...(known?.steps ?? []), step]
  });
}

function withResult(turn: Turn, event: ToolResult): Turn {
  const { call, ok, content, figure } = event;
  const steps = turn.parts.find(p => p.part === event.part)?.steps ?? [];
  const done = { asks: false, result: { ok, content, figure } };
  return withPart(turn, event.part, {
    steps: steps.map(step => (step.call === call ? { ...step, ...done } : step))
  });
}

/** The steps that wait for a click. */
export function waitingSteps(turn: Turn): Step[] {
  return isLive(turn)
    ? turn.parts.flatMap(part => part.steps ?? []).filter(step => step.asks)
    : [];
}

/** What came so far becomes the draft. A draft that came back is no draft any more. */
function revised(turn: Turn, part: number, message: string): Turn {
  const known = turn.parts.find(p => p.part === part);
  const draft = known?.draft ?? known?.text;
  const change = { draft, text: '', revising: message };
  return withPart({ ...turn, progress: undefined }, part, change);
}

/** After a stop there is no better answer to come: the first one stays. */
function restored(turn: Turn, part: number): Turn {
  const known = turn.parts.find(p => p.part === part);
  return withPart(turn, part, { text: known?.draft ?? known?.text ?? '' });
}

function withPart(turn: Turn, part: number, change: Partial<Part>): Turn {
  const known = turn.parts.some(p => p.part === part);
  const parts = known
    ? turn.parts.map(p => (p.part === part ? { ...p, ...change } : p))
    : [...turn.parts, { part, teacher: '', name: '', text: '', ...change }];
  return { ...turn, state: taken(turn), parts };
}

/** Stored messages as turns, in their order. */
export function fromMessages(messages: readonly StoredMessage[]): Turn[] {
  const turns = new Map<string, Turn>();
  for (const message of messages) {
    const turn = turns.get(message.turn) ?? storedTurn(message);
    turns.set(
      message.turn,
      message.role === 'user' ? asked(turn, message) : answered(turn, message)
    );
  }
  return [...turns.values()].map(settled);
}

/** Where several teachers answered, an error costs only its own part. */
function settled(turn: Turn): Turn {
  if (turn.parts.length < 2) {
    return { ...turn, parts: turn.parts.map(part => ({ ...part, error: undefined })) };
  }
  const ended = turn.state === 'error' ? 'complete' : turn.state;
  return { ...turn, error: undefined, state: ended };
}

function storedTurn(message: StoredMessage): Turn {
  const question = { text: '', turn: message.turn, teacher: message.teacher };
  return { ...newTurn(question, 'complete'), stored: message.id };
}

function asked(turn: Turn, message: StoredMessage): Turn {
  const { text, attachments, teacher, privacy } = message;
  const state = message.status === 'running' ? 'asked' : message.status;
  const question = { ...turn.question, text, attachments, teacher, privacy };
  return { ...turn, state, question };
}

function answered(turn: Turn, message: StoredMessage): Turn {
  const part: Part = {
    part: turn.parts.length,
    teacher: message.teacher,
    name: '',
    text: message.text,
    draft: message.draft,
    question: message.question || undefined,
    reason: message.reason || undefined,
    receipt: message.receipt,
    error: message.error,
    steps: message.steps?.map(step => storedStep(step, message.text))
  };
  const state = message.status === 'running' ? 'asked' : message.status;
  return {
    ...turn,
    state,
    error: message.error ?? turn.error,
    parts: [...turn.parts, part]
  };
}

/** The store counts characters as Python does, where many a sign is one that here are two. */
function storedStep(step: ToolStep, text: string): Step {
  const { call, title, ok, content, figure } = step;
  const at = Array.from(text)
    .slice(0, step.at ?? 0)
    .join('').length;
  return {
    call,
    title,
    arguments: step.arguments,
    at,
    result: { ok, content, figure }
  };
}

/** A page of the store as turns. A turn that nobody answers any more was cut off. */
export function fromPage(page: ConversationPage): Turn[] {
  return fromMessages(page.messages).map(turn => {
    if (!isLive(turn)) {
      return turn;
    }
    return page.running === turn.id
      ? { ...turn, parts: [] } // Its events are played again from the first one.
      : { ...turn, state: 'cancelled' };
  });
}

/**
 * The stored turns with what this page knows better.
 *
 * A turn that is still being answered keeps the words that came by events, because the
 * store has an answer only when it is settled; every other turn is as stored.
 */
export function merge(stored: readonly Turn[], mine: readonly Turn[]): Turn[] {
  const known = new Map(mine.map(turn => [turn.id, turn]));
  const ids = new Set(stored.map(turn => turn.id));
  const oldest = stored[0]?.stored ?? 0;
  const rest = mine.filter(turn => !ids.has(turn.id));
  const isOlder = (turn: Turn) => turn.stored > 0 && turn.stored < oldest;
  return [
    ...rest.filter(isOlder),
    ...stored.map(turn => (isLive(turn) ? (known.get(turn.id) ?? turn) : turn)),
    ...rest.filter(turn => !isOlder(turn))
  ];
}

/** Earlier turns before the present ones; a turn that a page boundary cut is made whole. */
export function joinEarlier(earlier: Turn[], turns: Turn[]): Turn[] {
  const cut = turns[0];
  const half = earlier.find(turn => turn.id === cut?.id);
  if (!cut || !half) {
    return [...earlier, ...turns];
  }
  const whole = {
    ...cut,
    stored: half.stored,
    question: half.question,
    parts: [...half.parts, ...cut.parts].map((part, index) => ({
      ...part,
      part: index
    }))
  };
  return [...earlier.filter(turn => turn !== half), whole, ...turns.slice(1)];
}
