import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translator } from '../i18n';
import { ExerciseModel } from '../lesson/exercise';
import { givenFrom, ItemModel, nothingFor, QuizModel, share } from '../lesson/quiz';
import { ReflectionModel } from '../lesson/reflection';
import { checkTold, hintTold } from '../lesson/said';
import type { Call, Exercise, Graded, Item, ItemType } from '../lesson/wire';
import { keepInMemory } from '../model/keep';
import { settle } from './fakes';

const place = { lesson: 'area-1/en', course: '', lang: 'en' };

const exercise: Exercise = {
  kind: 'code',
  unit: false,
  task: 'Write it.',
  stub: 'def area():',
  attempts: 0,
  solved: false,
  assisted: false,
  hints: [],
  hints_left: 2,
  hint_helps: false,
  solution_in: 3,
  solution: '',
  draft: '',
  draft_at: 0,
  last: null,
  answer: ''
};

const checked = {
  passed: false,
  parts: [],
  note: '0 of 1',
  next: 'Go on.',
  number: 1,
  assisted: false,
  printed: '',
  empty: false
};

/** A host that answers what a test gives it, and clocks that the test turns. */
function host(answers: Record<string, unknown> = {}) {
  const sent: { method: string; params: Record<string, unknown> }[] = [];
  const due = new Set<() => void>();
  const call: Call = async <T>(method: string, params: Record<string, unknown>) => {
    sent.push({ method, params });
    const found = { lesson_exercise: exercise, lesson_draft: kept, ...answers }[method];
    if (found instanceof Error) {
      throw found;
    }
    return (typeof found === 'function' ? found(params) : found) as T;
  };
  const kept = { at: 5, displaced: '' };
  const later = (run: () => void) => {
    due.add(run);
    return () => due.delete(run);
  };
  const tick = async () => {
    const runs = [...due];
    due.clear();
    runs.forEach(run => run());
    await settle();
  };
  const calls = (method: string) => sent.filter(each => each.method === method);
  return { call, place, later, tick, calls, sent };
}

async function opened(
  answers: Record<string, unknown> = {},
  keep = keepInMemory(),
  answer?: () => string
) {
  const at = host(answers);
  const model = new ExerciseModel({ ...at, exercise: 'area', keep, answer });
  await model.load();
  return { ...at, model, keep };
}

test('an exercise opens with its stub, and with the draft where there is one', async () => {
  assert.equal((await opened()).model.state.text, 'def area():');
  const drafted = { ...exercise, draft: 'def ar', draft_at: 3 };
  assert.equal((await opened({ lesson_exercise: drafted })).model.state.text, 'def ar');
});

test('after a reload the verdict says where it belongs to another answer', async () => {
  const last = { ...checked, number: 1 };
  const of = (draft: string) => ({
    ...exercise,
    draft,
    draft_at: 3,
    last,
    answer: '1.33'
  });
  const other = await opened({ lesson_exercise: of('quattro terzi') });
  assert.deepEqual([other.model.state.result, other.model.state.changed], [last, true]);
  assert.equal(
    (await opened({ lesson_exercise: of('1.33') })).model.state.changed,
    false
  );
  const cell = await opened({ lesson_exercise: of('') }, keepInMemory(), () => '1.33');
  assert.equal(cell.model.state.changed, false);
  assert.equal((await opened()).model.state.changed, false);
});

test('what was sealed in an exam is told once it is over', async () => {
  const sealed = { ...checked, number: 1, sealed: true, note: 'Kept.' };
  let standing: Exercise = { ...exercise, attempts: 1, last: sealed };
  const { model } = await opened({ lesson_exercise: () => standing });
  const told = { ...checked, number: 1, passed: true };
  standing = { ...standing, solved: true, last: told };
  assert.equal(model.done, true); // as far as anybody is told
  await model.look();
  assert.deepEqual(model.state.result, told);
});

test('with the last hint the verdict sends nobody to another one', async () => {
  let standing: Exercise = { ...exercise, hints_left: 1, last: checked };
  const hint = { level: 1, text: 'A floor.', left: 0 };
  const { model } = await opened({
    lesson_exercise: () => standing,
    lesson_hint: () => {
      standing = {
        ...exercise,
        hints: [hint],
        hints_left: 0,
        last: { ...checked, next: 'Check again.' }
      };
      return hint;
    }
  });
  await model.hint();
  assert.equal(model.state.result?.next, 'Check again.');
});

test('what is written is kept after a moment, once', async () => {
  const { model, tick, calls } = await opened();
  model.write('a');
  model.write('ab');
  await tick();
  assert.deepEqual(
    calls('lesson_draft').map(({ params }) => [params.text, params.since]),
    [['ab', 0]]
  );
});

test('a page that went away too early gives what it had to the next one', async () => {
  const { model, keep } = await opened();
  model.write('half a thought');
  const next = await opened({}, keep);
  assert.equal(next.model.state.text, 'half a thought');
  await next.tick();
  assert.equal(next.calls('lesson_draft')[0].params.text, 'half a thought');
});

test('where another tab kept a newer one, both are there', async () => {
  const { model, keep } = await opened();
  model.write('mine');
  const newer = { ...exercise, draft: 'theirs', draft_at: 9 };
  const next = (await opened({ lesson_exercise: newer }, keep)).model;
  assert.deepEqual([next.state.text, next.state.other], ['theirs', 'mine']);
  next.takeOther();
  assert.deepEqual([next.state.text, next.state.before], ['mine', 'theirs']);
});

test('what a draft takes the place of is offered', async () => {
  const { model, tick } = await opened({
    lesson_draft: { at: 7, displaced: 'theirs' }
  });
  model.write('mine');
  await tick();
  assert.deepEqual([model.state.text, model.state.other], ['mine', 'theirs']);
});

test('who comes back to a tab hears of what another one wrote', async () => {
  let found = exercise;
  const { model } = await opened({ lesson_exercise: () => found });
  found = { ...exercise, draft: 'theirs', draft_at: 9, attempts: 2 };
  await model.look();
  assert.deepEqual([model.state.other, model.state.attempts], ['theirs', 2]);
  assert.equal(model.state.text, 'def area():');
});

test('a check says what came of it, and whether the answer is another one by now', async () => {
  let release = (_: unknown) => {};
  const waits = new Promise(resolve => (release = resolve));
  const { model, tick } = await opened({ lesson_check: () => waits });
  model.write('one');
  const checking = model.check();
  await tick();
  assert.deepEqual([model.state.busy, model.state.slow], ['check', true]);
  assert.equal(await model.check(), null); // one at a time
  model.write('two');
  release(checked);
  await checking;
  assert.deepEqual(
    [model.state.busy, model.state.slow, model.state.changed],
    ['', false, true]
  );
  assert.equal(model.state.result?.note, '0 of 1');
});

test('a thought is kept as it is written, and found again', async () => {
  const at = host({ lesson_reflection: { text: 'So far', at: 3 } });
  const options = { ...at, cell: 'reflect-1', keep: keepInMemory() };
  const model = new ReflectionModel(options);
  await model.load();
  assert.deepEqual([model.state.ready, model.state.text], [true, 'So far']);
  model.write('So far, so good');
  await at.tick();
  const sent = at.calls('lesson_draft')[0].params;
  assert.deepEqual([sent.exercise, sent.text], ['reflect-1', 'So far, so good']);
});

test('a check can be stopped while it runs, and is sent with the attempts that are known', async () => {
  const stopped = Object.assign(new Error(), {
    info: { code: 'check_stopped', message: 'Stopped.', remedy: 'Go on.' }
  });
  let refuse = (_: unknown) => {};
  const waits = new Promise((_, reject) => (refuse = reject));
  const { model, calls } = await opened({
    lesson_exercise: { ...exercise, attempts: 2 },
    lesson_check: () => waits,
    lesson_stop: () => {
      refuse(stopped);
      return { stopped: true };
    }
  });
  const checking = model.check();
  model.stop();
  assert.equal(await checking, null);
  assert.equal(calls('lesson_check')[0].params.attempts, 2);
  assert.deepEqual(
    [model.state.busy, model.state.problem?.code],
    ['', 'check_stopped']
  );
});

test('an error is a sentence, and the next click tries again', async () => {
  const failure = Object.assign(new Error(), {
    info: { code: 'gateway_lost', message: 'Lost.', remedy: 'Try again.' }
  });
  const { model } = await opened({ lesson_check: failure });
  assert.equal(await model.check(), null);
  assert.equal(model.state.problem?.message, 'Lost.');
  assert.equal(model.state.busy, '');
});

test('a hint tells how many are shown, so that none is left out', async () => {
  const hint = { level: 0, text: 'Think.', left: 1 };
  const after = { ...exercise, hints: [hint], hints_left: 1 };
  let found = exercise;
  const { model, calls } = await opened({
    lesson_exercise: () => found,
    lesson_hint: () => {
      found = after;
      return hint;
    }
  });
  await model.hint();
  await model.hint();
  assert.deepEqual(
    calls('lesson_hint').map(({ params }) => params.shown),
    [0, 1]
  );
  assert.equal(model.state.hintsLeft, 1);
});

test('starting over can be undone', async () => {
  const { model } = await opened();
  model.write('much work');
  model.startOver();
  assert.deepEqual(
    [model.state.text, model.state.before],
    ['def area():', 'much work']
  );
  model.undo();
  assert.deepEqual([model.state.text, model.state.before], ['much work', null]);
});

test('an answer in a cell is read when it is checked', async () => {
  let source = 'x = 1';
  const { model, calls } = await opened(
    { lesson_check: checked },
    undefined,
    () => source
  );
  source = 'x = 2';
  await model.check();
  assert.equal(calls('lesson_check')[0].params.answer, 'x = 2');
});

const FORMS: [ItemType, Partial<Item>, unknown, unknown][] = [
  ['single', { options: ['a', 'b'] }, 1, 'x'],
  ['truefalse', { options: ['true', 'false'] }, 0, []],
  ['multiple', { options: ['a', 'b'] }, [1], 3],
  ['number', {}, '9.81', 9],
  ['text', {}, 'Rome', null],
  ['order', { steps: ['a', 'b'] }, [1, 0], [1]],
  ['match', { left: ['a', 'b'], partners: ['c', 'd'] }, [1, null], [1, 2, 3]],
  ['cloze', { gaps: ['1'] }, { 1: 'x' }, 'x']
];

function question(type: ItemType, more: Partial<Item> = {}): Item {
  const draft = { text: '', at: 0 };
  const standing = { attempts: 0, solved: false, assisted: false, draft };
  return {
    id: type,
    type,
    text: 'Which?',
    ...standing,
    given: null,
    last: null,
    ...more
  };
}

for (const [type, more, good, bad] of FORMS) {
  test(`a draft of a ${type} question comes back, and one of another form does not`, () => {
    const item = question(type, more);
    assert.deepEqual(givenFrom(JSON.stringify(good), item), good);
    assert.equal(givenFrom(JSON.stringify(bad), item), null);
    assert.equal(givenFrom('{', item), null);
    const at = host();
    const drafted = { ...item, draft: { text: JSON.stringify(good), at: 1 } };
    const model = new ItemModel(drafted, { ...at, items: [], keep: keepInMemory() });
    assert.deepEqual(model.state.given, good);
    assert.equal(model.blank, false);
    const fresh = new ItemModel(item, { ...at, items: [], keep: keepInMemory() });
    assert.deepEqual(fresh.state.given, nothingFor(item));
    assert.equal(fresh.blank, type !== 'order');
  });
}

const graded: Graded = {
  share: 0.5,
  parts: [true, false],
  notes: ['Look at b.'],
  correct: false,
  unreadable: false,
  explain: '',
  explains: true,
  attempts: 1,
  assisted: false
};

test('a question is graded, kept, and explained on request', async () => {
  const items = [question('match', { left: ['a', 'b'], partners: ['c', 'd'] })];
  const at = host({
    lesson_quiz: { items },
    lesson_item: graded,
    lesson_explain: { text: 'Because.' }
  });
  const quiz = new QuizModel({ ...at, items: ['c9'], keep: keepInMemory() });
  await quiz.load();
  const [model] = quiz.state.items!;
  model.give([0, 1]);
  await at.tick();
  assert.equal(at.calls('lesson_draft')[0].params.text, '[0,1]');
  await model.check();
  assert.deepEqual(
    [model.state.attempts, model.state.changed, model.state.result?.share],
    [1, false, 0.5]
  );
  await model.explain();
  assert.deepEqual(
    [model.state.result?.explain, model.state.assisted],
    ['Because.', true]
  );
  model.give([1, 0]);
  assert.equal(model.state.changed, true);
});

test('partial credit is a sentence', () => {
  assert.match(share(graded, translator('en')), /50 % of the points/);
  assert.match(share(graded, translator('it')), /il 50 % dei punti/);
  assert.doesNotMatch(share({ ...graded, share: 0 }, translator('en')), /%/);
});

test('what is told by ear is said once, and without marks', () => {
  const t = translator('it');
  const right = { ...checked, passed: true, note: 'Giusto.', next: '' };
  assert.equal(checkTold(right, t), 'Giusto.');
  const kept = { ...right, passed: false, sealed: true, note: 'Conservata.' };
  assert.equal(checkTold(kept, t), 'Conservata.', 'in an exam neither right nor wrong');
  const slip = { ...right, note: "Giusto, ma riguarda come l'hai scritto." };
  assert.equal(checkTold(slip, t), `Giusto. ${slip.note}`);
  const hint = { level: 0, text: '## Esercizio 2\n\nScrivi **tutto**.', left: 1 };
  assert.equal(hintTold(hint, t), 'Di nuovo l’obiettivo: Esercizio 2 Scrivi tutto.');
});

test('what was solved once stays done, whatever is tried after it', async () => {
  const right = { ...graded, share: 1, correct: true, solved: true };
  const item = question('single', { options: ['a', 'b'] });
  let answer: Graded = right;
  const at = host({ lesson_item: () => answer });
  const model = new ItemModel(item, { ...at, items: [], keep: keepInMemory() });
  assert.equal(model.done, false);
  model.give(1);
  await model.check();
  assert.equal(model.done, true);
  answer = { ...graded, share: 0, solved: true };
  model.give(0);
  await model.check();
  assert.equal(model.done, true);
  assert.equal((await opened()).model.done, false);
  assert.equal(
    new ExerciseModel({ ...at, exercise: 'x', keep: keepInMemory() }).done,
    undefined
  );
});
