import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, answered, bytes, greeting, money, noteOf } from '../format';
import { translator } from '../i18n';
import { type NotebookView, suggestions } from '../model/context';
import {
  complete,
  matches,
  meansEverybody,
  mentionAt,
  mentioned
} from '../model/mention';
import { newId } from '../model/ids';
import { keepIn } from '../model/keep';
import { home } from './fakes';

const t = translator('en');

test('money is read in two digits, small money in four', () => {
  assert.equal(money(0, 'en'), '0.00\u00a0$');
  assert.equal(money(20, 'en'), '0.000020\u00a0$');
  assert.equal(money(420, 'en'), '0.0004\u00a0$');
  assert.equal(money(15_000, 'en'), '0.0150\u00a0$');
  assert.equal(money(1_234_567, 'it'), '1,23\u00a0$');
});

test('times and sizes are short', () => {
  assert.equal(ago(0, 7300, t), '2 h');
  assert.equal(ago(10, 5, t), 'just now');
  assert.equal(bytes(1834, 'en'), '1.8\u00a0kB');
  assert.match(greeting(9, t), /morning/);
  assert.match(greeting(2, t), /evening/);
});

test('a talk with a private question says so in words', () => {
  const card = { id: 'c1', title: 'Why?', teacher: 'ali', updated: 0 };
  const secret = { ...card, private: true };
  assert.equal(noteOf(card, 7300, t), '2 h');
  assert.equal(noteOf(secret, 7300, t), 'private question · 2 h');
  assert.equal(noteOf(secret, 7300, translator('it')), 'domanda privata · 2 h');
});

test('one has answered, several have, and nobody is named twice', () => {
  const names = ['Ali', 'Leonardo', 'Euclide', 'Ali'];
  assert.equal(answered(['Euclide'], 'en', t), 'Euclide has answered.');
  assert.equal(answered(names, 'en', t), 'Ali, Leonardo, and Euclide have answered.');
  const italian = translator('it');
  assert.equal(
    answered(names, 'it', italian),
    'Ali, Leonardo e Euclide hanno risposto.'
  );
  assert.equal(answered(['Euclide'], 'it', italian), 'Euclide ha risposto.');
});

test('a mention is found at the caret and finished', () => {
  const text = 'ask @dar now';
  const mention = mentionAt(text, 8);
  assert.deepEqual(mention, { start: 4, typed: 'dar' });
  const [darwin] = matches(home.teachers, 'dar');
  assert.deepEqual(complete(text, 8, mention!, darwin.id), {
    text: 'ask @darwin now',
    caret: 12
  });
  assert.equal(mentionAt('mail a@b', 8), null);
  assert.equal(mentioned('what say you, @Darwin?', home.teachers), 'darwin');
  assert.equal(mentioned('why `@darwin` and\n```\n@darwin\n```?', home.teachers), '');
});

test('who is nearly called so is found, and a short word finds nobody by chance', () => {
  const found = (typed: string) => matches(home.teachers, typed).map(one => one.id);
  assert.deepEqual(found(''), ['euclide', 'darwin']);
  assert.deepEqual(found('euclides'), ['euclide']);
  assert.deepEqual(found('drawin'), ['darwin']);
  assert.deepEqual(found('dataclass'), []);
  assert.deepEqual(found('dawn'), []);
});

test('everybody is meant by the beginning of a word for it', () => {
  assert.deepEqual(['', 'al', 'Tutti', 'every', 'ali', 'alls'].map(meansEverybody), [
    true,
    true,
    true,
    true,
    false,
    false
  ]);
});

test('an open notebook gives at most three things to do', () => {
  const active = { kind: 'cell', number: 7, text: 'x' } as const;
  const view = { name: 'a.ipynb', active, lesson: '# A' };
  const found = suggestions(view, n => `cell ${n}`);
  assert.deepEqual(
    found.map(one => one.id),
    ['cell', 'lesson']
  );
  assert.equal(found[0].attachment.label, 'cell 7');
  assert.deepEqual(suggestions(null, String), []);
});

test('a cell is lent as what it is: code, text, or code with its error', () => {
  const lent = (view: Omit<NotebookView, 'name'>) =>
    suggestions({ name: 'a.ipynb', ...view }, String)
      .filter(one => one.id === 'cell')
      .map(one => [one.attachment.kind, one.attachment.text]);
  const code = { kind: 'cell', number: 7, text: 'x' } as const;
  const failed = { ...code, text: 'x\n\nNameError' };
  assert.deepEqual(lent({ active: code }), [['cell', 'x']]);
  assert.deepEqual(lent({ active: { ...code, kind: 'selection' } }), [
    ['selection', 'x']
  ]);
  assert.deepEqual(lent({ active: code, error: failed }), [['error', failed.text]]);
  assert.deepEqual(lent({ active: code, error: { ...failed, number: 6 } }), [
    ['cell', 'x']
  ]);
});

test('where storage refuses, memory keeps', () => {
  const keep = keepIn(() => {
    throw new Error('refused');
  }, 'p:');
  keep.set('a', 'text');
  assert.equal(keep.get('a'), 'text');
});

test('an identity looks like a UUID and is never the same', () => {
  assert.match(
    newId(),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  );
  assert.notEqual(newId(), newId());
});
