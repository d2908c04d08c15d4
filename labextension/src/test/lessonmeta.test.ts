import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answerOf,
  asksToReflect,
  isAuthors,
  lessonOf,
  questionsOf
} from '../model/lessonmeta';

test('a notebook says which lesson it is, and its language', () => {
  const lesson = { id: 'area-1', lang: 'it', course: 'maths', teacher: 'euclide' };
  assert.deepEqual(lessonOf({ lesson }), {
    name: 'area-1/it',
    lang: 'it',
    course: 'maths',
    teacher: 'euclide'
  });
  assert.equal(lessonOf({ lesson: { id: 'area-1' } })?.name, 'area-1');
});

test('whatever else stands there is no lesson', () => {
  for (const found of [
    undefined,
    null,
    'x',
    {},
    { lesson: 3 },
    { lesson: { id: 7 } }
  ]) {
    assert.equal(lessonOf(found), null);
  }
});

test('an answer names its exercise, and the cells of an author are told apart', () => {
  assert.equal(answerOf({ role: 'answer', ex: 'half' }), 'half');
  for (const found of [
    undefined,
    'x',
    { role: 'check', ex: 'half' },
    { role: 'answer' }
  ]) {
    assert.equal(answerOf(found), '');
  }
  assert.deepEqual(
    ['hint', 'solution', 'note', 'answer', 'task'].map(role => isAuthors({ role })),
    [true, true, true, false, false]
  );
});

test('a cell names the questions that it asks, and whether it asks an open one', () => {
  const quiz = [{ id: 'q-1', text: 'Which?' }, { id: 7 }, null, { id: 'q-2' }];
  assert.deepEqual(questionsOf({ role: 'quiz', quiz }), ['q-1', 'q-2']);
  for (const found of [undefined, 'x', { role: 'quiz' }, { role: 'task', quiz }]) {
    assert.deepEqual(questionsOf(found), []);
  }
  assert.equal(asksToReflect({ role: 'reflect' }), true);
  assert.equal(asksToReflect({ role: 'task' }), false);
});
