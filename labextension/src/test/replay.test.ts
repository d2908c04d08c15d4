import assert from 'node:assert/strict';
import test from 'node:test';
import { following, replayed, stages } from '../model/replay';
import { newTurn, Part, Turn } from '../model/turn';
import type { Receipt } from '../schema';

function part(
  number: number,
  teacher: string,
  total_ms = 0,
  text = 'abcdefghij'
): Part {
  const receipt = { total_ms, first_token_ms: 0 } as Receipt;
  return { part: number, teacher, name: '', text, receipt, finished: 'complete' };
}

function turnOf(...parts: Part[]): Turn {
  return { ...newTurn({ text: 'Why?', turn: 't' }, 'complete'), parts };
}

const DELEGATED = turnOf(
  part(0, 'ali', 1_000),
  part(1, 'euclide', 2_000),
  part(2, 'leonardo', 4_000),
  part(3, 'ali', 1_000)
);

function told(turn: Turn, ms: number): string[] {
  return replayed(turn, stages(turn), ms).parts.map(one => one.text);
}

test('the principal speaks alone, teachers side by side', () => {
  const found = stages(DELEGATED);
  assert.deepEqual(
    found.map(stage => stage.parts.map(one => one.teacher)),
    [['ali'], ['euclide', 'leonardo'], ['ali']]
  );
  assert.deepEqual(
    found.map(stage => [stage.begin, stage.end]),
    [
      [0, 1_000],
      [1_000, 5_000],
      [5_000, 6_000]
    ]
  );
});

test('in a debate each round comes after the one before', () => {
  const debate = turnOf(
    part(0, 'euclide'),
    part(1, 'leonardo'),
    part(2, 'euclide'),
    part(3, 'leonardo')
  );
  assert.deepEqual(
    stages(debate).map(stage => stage.parts.map(one => one.part)),
    [
      [0, 1],
      [2, 3]
    ]
  );
});

test('words come as fast as they came, and who was faster ends first', () => {
  assert.deepEqual(told(DELEGATED, 500), ['abcde']);
  assert.deepEqual(told(DELEGATED, 2_000), ['abcdefghij', 'abcde', 'ab']);
  assert.deepEqual(told(DELEGATED, 3_000), ['abcdefghij', 'abcdefghij', 'abcde']);
  assert.deepEqual(
    replayed(DELEGATED, stages(DELEGATED), 6_000).parts,
    DELEGATED.parts
  );
});

test('a long turn is played faster, and one without times at all', () => {
  assert.equal(
    stages(turnOf(part(0, 'ali', 600_000), part(1, 'ali', 600_000))).at(-1)?.end,
    12_000
  );
  assert.equal(stages(turnOf(part(0, 'ali'))).at(-1)?.end, 600);
});

test('a tool is seen where it was used', () => {
  const step = { call: 'c', title: 'Add', arguments: '{}', at: 4 };
  const turn = turnOf({ ...part(0, 'euclide', 1_000), steps: [step] });
  assert.deepEqual(replayed(turn, stages(turn), 300).parts[0].steps, []);
  assert.deepEqual(replayed(turn, stages(turn), 600).parts[0].steps, [step]);
});

test('where nothing may move, whole stages follow each other', () => {
  const found = stages(DELEGATED);
  assert.deepEqual(
    [following(found, 0, false), following(found, 1_000, false)],
    [1_000, 5_000]
  );
  assert.equal(following(found, 0, true), 100);
});
