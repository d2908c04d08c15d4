import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fromPage,
  isLed,
  isLive,
  merge,
  newTurn,
  reduce,
  Turn,
  waitingSteps
} from '../model/turn';
import type { ConversationPage, Event, StoredMessage } from '../schema';
import { answerTo } from './fakes';

const question = { text: 'Why?', turn: 't1', teacher: 'euclide' };

function play(events: Event[], turn: Turn = newTurn(question)): Turn {
  return events.reduce(reduce, turn);
}

function message(
  id: number,
  role: 'user' | 'assistant',
  more: Partial<StoredMessage> = {}
): StoredMessage {
  const turn = `t${Math.ceil(id / 2)}`;
  const base = {
    id,
    role,
    turn,
    teacher: 'euclide',
    text: `${role} ${id}`,
    created: id
  };
  return { status: 'complete', ...base, ...more };
}

function page(messages: StoredMessage[], running = ''): ConversationPage {
  return {
    id: 'c1',
    title: 'Odd numbers',
    teacher: 'euclide',
    messages,
    more: false,
    running
  };
}

test('an answer grows by its deltas and ends complete', () => {
  const turn = play(answerTo(question, ['Draw ', 'a dot.']));
  assert.equal(turn.parts[0].text, 'Draw a dot.');
  assert.equal(turn.parts[0].name, 'Euclide');
  assert.equal(turn.state, 'complete');
});

test('events that were seen before say nothing new', () => {
  const events = answerTo(question, ['once ', 'only']).slice(0, 4);
  const turn = play([...events, ...events]);
  assert.equal(turn.parts[0].text, 'once only');
  assert.equal(reduce(turn, events[3]), turn);
});

test('an event of another turn changes nothing', () => {
  const turn = newTurn(question);
  assert.equal(
    reduce(turn, { type: 'text', turn: 'other', seq: 5, part: 0, text: 'x' }),
    turn
  );
});

test('a stopping turn takes no more text but still its receipt and its end', () => {
  const begun = play(answerTo(question, ['kept']).slice(0, 3));
  const stopping: Turn = { ...begun, state: 'stopping' };
  const after = play(
    [
      { type: 'text', turn: 't1', seq: 9, part: 0, text: ' late' },
      { type: 'done', turn: 't1', seq: 10, reason: 'cancelled' }
    ],
    stopping
  );
  assert.equal(after.parts[0].text, 'kept');
  assert.equal(after.state, 'cancelled');
});

test('nothing comes after the end', () => {
  const ended = play(answerTo(question, ['all']));
  assert.equal(
    reduce(ended, { type: 'text', turn: 't1', seq: 99, part: 0, text: '!' }),
    ended
  );
});

test('an error keeps the words that came before it', () => {
  const error = { code: 'cut_off', message: 'The line broke.', remedy: 'Ask again.' };
  const turn = play([
    ...answerTo(question, ['half ']).slice(0, 3),
    { type: 'error', turn: 't1', seq: 9, error }
  ]);
  assert.equal(turn.parts[0].text, 'half ');
  assert.equal(turn.error, error);
  assert.equal(isLive(turn), false);
});

test('a draft stays to be read until a better answer is there', () => {
  const revising = { type: 'revising', turn: 't1', seq: 1, part: 0, message: 'Why' };
  const draft = play([
    { type: 'text', turn: 't1', seq: 0, part: 0, text: 'draft' },
    revising as Event
  ]);
  assert.deepEqual([draft.parts[0].text, draft.parts[0].draft], ['', 'draft']);
  const better = reduce(draft, {
    type: 'text',
    turn: 't1',
    seq: 2,
    part: 0,
    text: 'better'
  });
  assert.deepEqual([better.parts[0].text, better.parts[0].draft], ['better', 'draft']);
});

test('who stops an improvement keeps the draft', () => {
  const part = { turn: 't1', part: 0 };
  const half = play([
    { type: 'text', ...part, seq: 0, text: 'draft' },
    { type: 'revising', ...part, seq: 1, message: 'Why' },
    { type: 'text', ...part, seq: 2, text: 'bet' }
  ]);
  const stopped = play(
    [
      { type: 'text', ...part, seq: 3, text: 'ter' },
      { type: 'revising', ...part, seq: 4, message: 'Stopped' },
      { type: 'text', ...part, seq: 5, text: 'draft' },
      { type: 'done', turn: 't1', seq: 6, reason: 'complete' }
    ],
    { ...half, state: 'stopping' }
  );
  assert.equal(stopped.parts[0].text, 'draft');
  assert.equal(stopped.state, 'complete');
});

test('a panel keeps its teachers apart', () => {
  const turn = play([
    { type: 'text', turn: 't1', seq: 0, part: 0, text: 'a' },
    { type: 'text', turn: 't1', seq: 1, part: 1, text: 'b' },
    { type: 'text', turn: 't1', seq: 2, part: 0, text: 'c' }
  ]);
  assert.deepEqual(
    turn.parts.map(part => part.text),
    ['ac', 'b']
  );
});

test('stored messages become turns with question and answer', () => {
  const turns = fromPage(
    page([message(1, 'user'), message(2, 'assistant'), message(3, 'user')])
  );
  assert.equal(turns.length, 2);
  assert.equal(turns[0].question.text, 'user 1');
  assert.equal(turns[0].parts[0].text, 'assistant 2');
  assert.equal(turns[1].stored, 3);
});

test('a stored turn that nobody answers any more was cut off', () => {
  const messages = [
    message(1, 'user'),
    message(2, 'assistant', { status: 'running', text: 'ha' })
  ];
  const [cut] = fromPage(page(messages));
  assert.equal(cut.state, 'cancelled');
  assert.equal(cut.parts[0].text, 'ha');
  const [live] = fromPage(page(messages, 't1'));
  assert.equal(live.state, 'asked');
  assert.deepEqual(live.parts, []);
});

test('after a broken connection the store knows how a turn ended', () => {
  const mine = play(answerTo(question, ['half ']).slice(0, 3));
  const [turn] = merge(fromPage(page([message(1, 'user'), message(2, 'assistant')])), [
    mine
  ]);
  assert.equal(turn.state, 'complete');
  assert.equal(turn.parts[0].text, 'assistant 2');
});

test('a turn that still runs keeps what this page has heard', () => {
  const mine = play(answerTo(question, ['half ']).slice(0, 3));
  const stored = fromPage(page([message(1, 'user', { status: 'running' })], 't1'));
  assert.equal(merge(stored, [mine])[0].parts[0].text, 'half ');
});

test('turns that were loaded earlier stay before, new ones after', () => {
  const earlier = fromPage(page([message(1, 'user'), message(2, 'assistant')]));
  const unsent = newTurn({ text: 'new', turn: 'mine' });
  const stored = fromPage(page([message(3, 'user'), message(4, 'assistant')]));
  const ids = merge(stored, [...earlier, unsent]).map(turn => turn.id);
  assert.deepEqual(ids, ['t1', 't2', 'mine']);
});

const late = { code: 'teacher_late', message: 'Late.', remedy: 'Ask alone.' };

test('an error of one of several teachers costs only that part', () => {
  const turn = play([
    { type: 'asked', turn: 't1', seq: 0, conversation: 'c', question },
    {
      type: 'teacher_started',
      turn: 't1',
      seq: 1,
      part: 0,
      teacher: 'euclide',
      name: 'Euclide',
      question: 'Why lines?',
      reason: 'It speaks of “lines”.'
    },
    { type: 'text', turn: 't1', seq: 2, part: 0, text: 'So.' },
    {
      type: 'teacher_finished',
      turn: 't1',
      seq: 3,
      part: 1,
      teacher: 'curie',
      reason: 'error',
      error: late
    },
    { type: 'done', turn: 't1', seq: 4, reason: 'complete' }
  ]);
  assert.equal(turn.state, 'complete');
  assert.equal(turn.error, undefined);
  assert.deepEqual(
    turn.parts.map(part => [part.teacher, part.text, part.question, part.error?.code]),
    [
      ['euclide', 'So.', 'Why lines?', undefined],
      ['curie', '', undefined, 'teacher_late']
    ]
  );
});

test('a stored turn of several teachers keeps each error in its part', () => {
  const answers = [
    message(1, 'user', { turn: 't1' }),
    message(2, 'assistant', { turn: 't1' }),
    message(3, 'assistant', { turn: 't1', status: 'error', error: late, text: '' })
  ];
  const [turn] = fromPage(page(answers));
  assert.equal(turn.state, 'complete');
  assert.equal(turn.error, undefined);
  assert.deepEqual(
    turn.parts.map(part => part.error?.code),
    [undefined, 'teacher_late']
  );
});

test('a stored answer that failed alone is the error of its turn', () => {
  const failed = message(2, 'assistant', { status: 'error', error: late });
  const [turn] = fromPage(page([message(1, 'user'), failed]));
  assert.equal(turn.error?.code, 'teacher_late');
  assert.equal(turn.parts[0].error, undefined);
});

const use = {
  type: 'tool_call',
  turn: 't1',
  part: 0,
  name: 'plot',
  arguments: '{}'
} as const;

test('a tool stands where it was used and gets what it gave', () => {
  const turn = play([
    ...answerTo(question, ['Look: ']).slice(0, 4),
    { ...use, seq: 10, call: 'a', title: 'Plot' },
    {
      type: 'tool_result',
      turn: 't1',
      seq: 11,
      part: 0,
      call: 'a',
      ok: true,
      content: 'A line.',
      figure: '<svg/>'
    },
    { type: 'text', turn: 't1', seq: 12, part: 0, text: 'See?' }
  ]);
  const [step] = turn.parts[0].steps ?? [];
  assert.equal(step.at, 'Look: '.length);
  assert.equal(step.title, 'Plot');
  assert.deepEqual(step.result, { ok: true, content: 'A line.', figure: '<svg/>' });
  assert.equal(turn.parts[0].text, 'Look: See?');
});

test('a tool waits for a click until it has given something or the turn is over', () => {
  const asking = play([{ ...use, seq: 0, call: 'a', asks: true }]);
  assert.deepEqual(
    waitingSteps(asking).map(step => step.call),
    ['a']
  );
  const done = {
    type: 'tool_result',
    turn: 't1',
    seq: 1,
    part: 0,
    call: 'a',
    ok: false,
    content: 'No.'
  } as const;
  assert.deepEqual(waitingSteps(play([done], asking)), []);
  const stopped = { type: 'done', turn: 't1', seq: 1, reason: 'cancelled' } as const;
  assert.deepEqual(waitingSteps(play([stopped], asking)), []);
});

test('the tools of a kept answer stand where they were used', () => {
  const step = {
    call: 'a',
    name: 'plot',
    title: 'Plot',
    arguments: '{}',
    ok: true,
    content: 'A line.',
    at: 3
  };
  const [turn] = fromPage(
    page([message(1, 'user'), message(2, 'assistant', { steps: [step] })])
  );
  assert.equal(turn.parts[0].steps?.[0].at, 3);
  assert.equal(turn.parts[0].steps?.[0].result?.content, 'A line.');
});

test('only the principal leads on from several teachers', () => {
  const after = (...teachers: string[]) => {
    const parts = teachers.map((teacher, part) => ({
      part,
      teacher,
      name: '',
      text: ''
    }));
    return isLed({ ...newTurn(question), parts });
  };
  assert.equal(after('euclide', 'darwin', 'ali'), true);
  assert.equal(after('euclide', 'darwin'), false); // the talk may go to anybody
  assert.equal(after('ali'), false); // who holds nobody back
});
