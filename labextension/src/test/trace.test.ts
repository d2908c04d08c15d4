import assert from 'node:assert/strict';
import test from 'node:test';
import { translator } from '../i18n';
import { didOf, factsOf } from '../model/trace';
import type { Receipt } from '../schema';

const t = translator('en');
const ali = { part: 0, teacher: 'ali', name: 'Ali', text: 'Two ask.' };
const receipt = { place: 'local', label: 'Qwen', total_ms: 2_000 } as Receipt;

test('what code wrote says that no model was asked, and nothing else', () => {
  const told = { ...ali, finished: 'complete' as const };
  assert.deepEqual(factsOf(told, 'en', t), ['no model was asked']);
  assert.deepEqual(factsOf(told, 'it', translator('it')), [
    'nessun modello interpellato'
  ]);
});

test('what a model wrote says where, which, how long and for how much', () => {
  const written = { ...ali, receipt, finished: 'complete' as const };
  const facts = ['local', 'Qwen', '2\u00a0s', '0.00\u00a0$'];
  assert.deepEqual(factsOf(written, 'en', t), facts);
});

test('of what failed or was stopped before a model was asked nothing is made up', () => {
  const error = { code: 'late', message: 'Ali was too slow.', remedy: '' };
  assert.deepEqual(factsOf({ ...ali, finished: 'error', error }, 'en', t), [
    'Ali was too slow.'
  ]);
  assert.deepEqual(factsOf({ ...ali, finished: 'cancelled' }, 'en', t), []);
});

test('who parts a question and brings it together is listed with what they did', () => {
  const part = (teacher: string, question?: string) => ({ ...ali, teacher, question });
  const did = (parts: (typeof ali)[]) => parts.map((_, at) => didOf(parts, at, t));
  const parts = [part('ali'), part('euclide', 'A sum?'), part('darwin', 'A leaf?')];
  assert.deepEqual(did([...parts, part('ali')]), [
    'parted the question',
    'A sum?',
    'A leaf?',
    'brought it together'
  ]);
  assert.deepEqual(did([part('euclide'), part('ali')]), ['', '']); // Two who were asked.
});
