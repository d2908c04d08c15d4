import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, type Marks, partOf } from '../author/parts';

const answer: Marks = {
  own: {
    v: 1,
    role: 'answer',
    ex: 'g',
    key: { kind: 'number', answer: 9.81, unit: 'm/s^2', accepted: ['9.8'] }
  },
  tags: []
};

test('a key keeps what the form does not show', () => {
  const { key } = partOf(answer);
  assert.deepEqual(key, {
    kind: 'number',
    answer: '9.81',
    accepted: ['9.8'],
    among: [],
    unit: 'm/s^2',
    tolerance: ''
  });
  const own = changed(answer, { key: { ...key!, tolerance: '0,05' } }).own;
  assert.deepEqual(own.key, {
    kind: 'number',
    answer: '9.81',
    unit: 'm/s^2',
    accepted: ['9.8'],
    tolerance: 0.05
  });
  assert.equal('key' in changed(answer, { key: null }).own, false);
  assert.deepEqual(changed(answer, { exercise: 'h' }).own.key, answer.own.key);
});

test('how far off a number may be is kept as it is written, in its unit or as a share', () => {
  const { key } = partOf(answer);
  for (const [written, kept, again] of [
    ['1 %', { relative: 0.01 }, '1 %'],
    ['2,5%', { relative: 0.025 }, '2.5 %'],
    ['0', {}, ''],
    ['-3', { tolerance: -3 }, '-3'],
    ['about one', { tolerance: 'about one' }, 'about one']
  ] as const) {
    const changedKey = changed(answer, { key: { ...key!, tolerance: written } });
    const { tolerance, relative } = changedKey.own.key as Record<string, unknown>;
    assert.deepEqual(
      { tolerance, relative },
      { tolerance: undefined, relative: undefined, ...kept }
    );
    assert.equal(partOf(changedKey).key!.tolerance, again);
  }
});
