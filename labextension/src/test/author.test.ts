import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthorModel } from '../author/author';
import type { Desk } from '../author/desk';
import { firstHead, headOf, kindOf, withHead, withoutHead } from '../author/head';
import {
  cellTypeOf,
  type Change,
  changed,
  type Marks,
  partOf,
  partsOf,
  ROLES,
  slug,
  suggestedExercise,
  suggestedLevel
} from '../author/parts';
import { fittingTold, foundTold, partTold, roleTold } from '../author/told';
import type { Finding, NotebookCell } from '../author/wire';
import { translator } from '../i18n';
import type { Call } from '../lesson/wire';
import { CallFailed } from '../model/client';
import type { Event } from '../schema';
import { settle } from './fakes';

const t = translator('en');
const finding: Finding = {
  code: 'few_hints',
  severity: 'error',
  cell: 2,
  exercise: 'area',
  message: 'Few.',
  remedy: 'Add.'
};
const marks = (role: string, more = {}): Marks => ({
  own: { v: 1, role, ...more },
  tags: []
});

/** Calls, each answered when the test says so, and clocks that the test turns. */
function host() {
  const calls: {
    method: string;
    params: Record<string, unknown>;
    answer: (result: unknown) => Promise<void>;
    refuse: (code: string) => Promise<void>;
  }[] = [];
  const due = new Set<() => void>();
  const cancelled: string[] = [];
  const call: Call = <T>(method: string, params: Record<string, unknown>) =>
    new Promise<T>((resolve, reject) =>
      calls.push({
        method,
        params,
        answer: result => (resolve(result as T), settle()),
        refuse: code => (
          reject(new CallFailed({ code, message: 'No.', remedy: 'Go on.' })),
          settle()
        )
      })
    );
  const later = (run: () => void) => {
    due.add(run);
    return () => due.delete(run);
  };
  const cancel = (turn: string) => void cancelled.push(turn);
  const tick = async () => {
    const runs = [...due];
    due.clear();
    runs.forEach(run => run());
    await settle();
  };
  return { calls, cancelled, tick, options: { call, cancel, later, lang: 'en' } };
}

/** A notebook that a test writes in. */
function opened(cells: Marks[], types = cells.map(() => 'markdown')) {
  const { options, ...made } = host();
  const log = { inserted: [] as NotebookCell[], shown: '', gone: '', told: '' };
  const page = { edition: 1, open: false };
  let head = { lesson: { id: 'area-1', title: 'Area', lang: 'en' } } as unknown;
  let places = [0];
  const desk: Desk = {
    name: 'area.ipynb',
    path: 'course/area.ipynb',
    kind: () => kindOf(head, []),
    head: () => headOf(head),
    setHead: said => void (head = withHead(head, said)),
    unsetHead: () => void (head = withoutHead(head)),
    firstHead: () => firstHead('a/My lesson.ipynb', ['x', '# First\n'], 'en'),
    notebook: outputs => ({ outputs, cells: structuredClone(cells) }),
    ids: () => cells.map((_, at) => `c${at}`),
    parts: () => partsOf(cells),
    chosen: () => places,
    source: () => '## The way round',
    typeOf: at => types[at],
    change: (at: number[], change: Change) =>
      at.forEach(each => {
        cells[each] = changed(cells[each], change);
        types[each] = cellTypeOf(change.role ?? '') || types[each];
      }),
    go: id => void (log.gone = id),
    insert: found => void log.inserted.push(...found),
    edition: () => page.edition,
    previewed: () => page.open,
    show: (html, edition, front) =>
      void (log.shown = `${html} ${edition}${front ? ' in front' : ''}`),
    notShown: problem => void (log.told = problem.message)
  };
  const model = new AuthorModel(desk, options);
  const choose = (...at: number[]) => {
    places = at;
    model.moved();
  };
  model.come();
  return { ...made, model, desk, cells, types, log, page, choose };
}

test('what is written is checked once it rests, and what comes late never renders', async () => {
  const { model, calls, tick } = opened([marks('task', { ex: 'area' })]);
  await tick();
  assert.deepEqual([calls.length, calls[0].params.run], [1, false]);
  model.touched();
  await calls[0].answer({ findings: [finding] });
  assert.equal(model.state.found, null);
  model.touched();
  await tick();
  assert.equal(calls.length, 2);
  await calls[1].answer({ findings: [{ ...finding, cell: 1 }] });
  assert.equal(model.state.found?.[0].id, 'c0');
  assert.equal(model.state.whole, false);
});

test('an answer that comes once nobody looks never renders', async () => {
  const { model, calls, tick } = opened([marks('task')]);
  await tick();
  model.rest();
  await calls[0].answer({ findings: [finding] });
  assert.equal(model.state.found, null);
});

test('a hint needs an exercise', async () => {
  const { model, calls } = opened([{ own: {}, tags: [] }]);
  model.draft.set({ about: 'Squares.' });
  await model.draft.ask();
  assert.deepEqual([calls, model.state.chosen?.near], [[], '']);
  model.draft.set({ kind: 'card' });
  void model.draft.ask();
  assert.equal(calls.length, 1);
});

test('all checks tell how far they are, and a change stops them', async () => {
  const { model, calls, cancelled, tick } = opened([marks('task')]);
  void model.checkAll();
  const turn = calls[0].params.turn as string;
  const progress = { type: 'progress', turn, message: '0 of 1' } as Event;
  model.hear(progress);
  assert.deepEqual([model.state.busy, model.state.progress], ['check', '0 of 1']);
  model.hear({ ...progress, turn: 'other', message: 'x' } as Event);
  assert.equal(model.state.progress, '0 of 1');
  model.touched();
  assert.deepEqual([cancelled, model.state.stopped], [[turn], 'by-change']);
  await calls[0].answer({ findings: [finding] });
  assert.deepEqual([model.state.found, model.state.busy], [null, '']);
  await tick();
  await calls[1].answer({ findings: [] });
  assert.deepEqual(model.state.found, []);
});

test('what was found by all checks says so, and what fails is told', async () => {
  const { model, calls } = opened([marks('task')]);
  void model.checkAll();
  await calls[0].answer({ findings: [] });
  assert.deepEqual([model.state.whole, model.state.busy], [true, '']);
  void model.checkAll();
  await calls[1].refuse('not_a_notebook');
  assert.deepEqual(
    [model.state.problem?.code, model.state.busy],
    ['not_a_notebook', '']
  );
});

test('a preview shows the notebook with what its code gave', async () => {
  const { model, calls, log } = opened([marks('task')]);
  void model.preview();
  const { notebook, path } = calls[0].params as {
    notebook: { outputs: boolean };
    path: string;
  };
  assert.equal(path, 'course/area.ipynb'); // for pictures that lie beside it
  assert.equal(notebook.outputs, true);
  await calls[0].answer({ html: '<p>' });
  assert.deepEqual([log.shown, model.state.busy], ['<p> 1 in front', '']);
  void model.preview();
  await calls[1].refuse('preview_withheld');
  assert.equal(model.state.problem?.code, 'preview_withheld');
});

test('a new role brings its exercise and rung, for all cells that are chosen', () => {
  const { model, cells, choose } = opened([
    marks('task', { ex: 'area' }),
    { own: {}, tags: [] },
    { own: {}, tags: ['mine'] }
  ]);
  choose(2, 1);
  model.setPart({ role: 'hint' });
  assert.deepEqual(cells[1].own, { v: 1, role: 'hint', ex: 'area', level: 1 });
  assert.deepEqual(cells[2], {
    own: { v: 1, role: 'hint', ex: 'area', level: 2 },
    tags: ['mine']
  });
  assert.equal(model.state.chosen?.count, 2);
  model.setPart({ role: '' });
  assert.deepEqual(cells[1].own, {});
});

test('an open preview follows when the notebook is saved, where it stands', async () => {
  const { model, calls, log, page } = opened([marks('task')]);
  void model.renew();
  assert.equal(calls.length, 0);
  page.open = true;
  void model.renew();
  page.edition = 2;
  await calls[0].answer({ html: '<p>' });
  assert.equal(log.shown, '<p> 1');
  void model.renew();
  await calls[1].refuse('preview_withheld');
  assert.deepEqual([log.told, model.state.busy], ['No.', '']);
  void model.renew();
  void model.renew(); // Saved once more, while the page is made.
  assert.equal(calls.length, 3);
  await calls[2].answer({ html: '<p>' });
  assert.equal(calls.length, 4);
});

test('a role says which kind of cell it made, until that is taken back', () => {
  const { model, types } = opened([marks('')], ['code']);
  const told = () => fittingTold(model.state.chosen!, t);
  model.setPart({ role: 'hint' });
  assert.equal(
    told(),
    'It is a cell for text now. Undo in the notebook turns it back.'
  );
  types[0] = 'code';
  model.moved();
  assert.equal(told(), 'This role is for a cell with text, and this one is not.');
  model.setPart({ role: 'check' });
  assert.equal(told(), '');
  types[0] = 'markdown';
  model.moved();
  assert.equal(told(), 'This role is for a cell with code, and this one holds none.');
});

test('roles that may be text or code leave a cell as it is', () => {
  const kinds = ROLES.map(cellTypeOf);
  assert.deepEqual(
    ROLES.filter((_, at) => !kinds[at]),
    ['intro', 'worked', 'note']
  );
  assert.deepEqual(
    ROLES.filter((_, at) => kinds[at] === 'code'),
    ['answer', 'check']
  );
});

test('a notebook becomes a lesson, and stops being one', () => {
  const { model, desk } = opened([]);
  model.unmakeLesson();
  assert.equal(model.state.kind, 'none');
  model.makeLesson();
  assert.deepEqual(
    [model.state.head?.id, model.state.head?.title, model.state.fresh],
    ['my-lesson', 'First', true]
  );
  model.setHead({ level: '9-11', skills: ['area'], minutes: 20 });
  assert.deepEqual(
    [desk.head()?.level, desk.head()?.skills, desk.head()?.minutes],
    ['9-11', ['area'], 20]
  );
});

test('what the form says of a lesson stands in its metadata, and what it does not show stays', () => {
  const before = {
    lesson: { id: 'a', hints: { max: 4, solution_after: 3 }, course: 'c' }
  };
  const head = { ...headOf(before)!, solutionAfter: 0, prereqs: ['sums'], minutes: 0 };
  assert.equal(headOf(before)?.solutionAfter, 3);
  const { lesson } = withHead(before, head) as { lesson: Record<string, unknown> };
  assert.deepEqual(
    [lesson.hints, lesson.course, lesson.prereqs, 'minutes' in lesson],
    [{ max: 4 }, 'c', ['sums'], false]
  );
});

test('a task says what it trains, and a choice among what there is to choose', () => {
  const task = changed(marks('task', { ex: 'a' }), { skills: ['area'] });
  assert.deepEqual([task.own.skills, partOf(task).skills], [['area'], ['area']]);
  assert.equal('skills' in changed(task, { skills: [] }).own, false);
  const key = { kind: 'choice', answer: 'a', accepted: ['b'], among: ['a', 'b', 'c'] };
  const answer = changed(marks('answer'), { key: { ...key, unit: '', tolerance: '' } });
  assert.deepEqual(answer.own.key, key);
  assert.deepEqual(partOf(answer).key?.among, key.among);
});

test('a draft is asked for the place in use, shown, and put in', async () => {
  const { model, calls, log, choose } = opened([
    marks('task', { ex: 'area' }),
    marks('hint', { level: 3 })
  ]);
  const { draft } = model;
  choose(1);
  await draft.ask();
  assert.equal(calls.length, 0);
  draft.set({ about: 'Squares.' });
  void draft.ask();
  const { kind, about, exercise, level, at, turn } = calls[0].params;
  assert.deepEqual(
    { kind, about, exercise, level, at },
    { kind: 'hint', about: 'Squares.', exercise: 'area', level: 3, at: 2 }
  );
  model.hear({ type: 'progress', turn, message: 'Euclide is writing.' } as Event);
  assert.equal(draft.state.progress, 'Euclide is writing.');
  const cells = [{ cell_type: 'markdown', source: 'Count.', metadata: {} }];
  await calls[0].answer({ cells, teacher: 'Euclide', tries: 1, receipts: [] });
  assert.equal(draft.state.drafted?.cells?.length, 1);
  draft.insert();
  assert.deepEqual(
    [log.inserted, draft.state.drafted, draft.state.about],
    [cells, null, '']
  );
});

test('a draft that was stopped or refused leaves nothing but a word', async () => {
  const { model, calls, cancelled, log } = opened([marks('task', { ex: 'area' })]);
  const { draft } = model;
  draft.set({ about: 'Squares.' });
  void draft.ask();
  draft.stop();
  await calls[0].answer({ cells: [{}], teacher: '', tries: 1, receipts: [] });
  assert.deepEqual(cancelled, [calls[0].params.turn]);
  assert.deepEqual([draft.state.drafted, draft.state.stopped], [null, true]);
  void draft.ask();
  await calls[1].refuse('draft_unfit');
  assert.equal(draft.state.problem?.code, 'draft_unfit');
  draft.insert();
  assert.deepEqual([log.inserted, draft.state.about], [[], 'Squares.']);
});

test('a role stays where it was said, and takes with it what only it has', () => {
  const byTag = { own: {}, tags: ['x', 'cvg-hint'] };
  assert.deepEqual(changed(byTag, { role: 'note' }), {
    own: {},
    tags: ['x', 'cvg-note']
  });
  const both = { own: { v: 1, role: 'hint', ex: 'a', level: 2 }, tags: ['cvg-hint'] };
  assert.deepEqual(changed(both, { role: 'card' }), {
    own: { v: 1, role: 'card' },
    tags: ['cvg-card']
  });
  assert.deepEqual(changed(both, { role: '' }), { own: {}, tags: [] });
  const skills = { own: { v: 1, role: 'card', skills: ['area'] }, tags: [] };
  assert.deepEqual(changed(skills, { role: 'quiz' }).own.skills, ['area']);
});

test('ids and rungs are guessed from what is there', () => {
  const parts = partsOf([marks('task', { ex: 'a' }), marks('hint', { level: 1 })]);
  assert.equal(parts[1].exercise, 'a');
  assert.equal(suggestedExercise('hint', parts, 2, ''), 'a');
  assert.equal(suggestedExercise('task', parts, 2, '## È già così'), 'e-gia-cosi');
  assert.equal(suggestedExercise('task', parts, 2, 'text'), 'exercise-1');
  assert.equal(suggestedExercise('note', parts, 2, ''), '');
  assert.equal(suggestedLevel('a', parts), 2);
  assert.equal(slug(' Halves & Thirds! '), 'halves-thirds');
});

test('what is built is told from a source', () => {
  const lesson = { lesson: { id: 'a' } };
  assert.equal(kindOf(lesson, ['x', 'convergio-setup']), 'built');
  assert.equal(kindOf(lesson, ['x']), 'source');
  for (const found of [undefined, null, {}, { lesson: 3 }, 'x']) {
    assert.equal(kindOf(found, []), 'none');
  }
});

test('findings and roles are sentences', () => {
  const advice = { ...finding, severity: 'advice' as const };
  assert.equal(
    foundTold([finding, finding, advice], false, t),
    '2 things to mend. 1 piece of advice.'
  );
  assert.equal(foundTold([], true, t), 'Nothing to mend.');
  assert.equal(partTold({ role: 'hint', exercise: 'a', level: 2 }, t), 'Hint 2 · a');
  assert.equal(
    partTold({ role: 'hnit', exercise: '', level: 0 }, t),
    'Unknown role: hnit'
  );
  assert.equal(new Set(ROLES.map(role => roleTold(role, t))).size, ROLES.length);
});
