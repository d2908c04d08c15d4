import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { BoardModel } from '../board/board';
import type { Member } from '../board/wire';
import type { Call } from '../lesson/wire';

/** A host with a class, in which somebody joins meanwhile. */
function host() {
  const members: Member[] = [];
  const waiting: (() => void)[] = [];
  let held = false;
  const call = (async (method: string) => {
    const found = [...members];
    if (held && method === 'class_learners') {
      await new Promise<void>(resolve => waiting.push(resolve));
    }
    return method === 'class_learners' ? found : { code: 'ABC234' };
  }) as Call;
  const join = (nickname: string) =>
    members.push({ id: nickname, nickname, return_code: 'K7' } as Member);
  const hold = () => void (held = true);
  return { call, join, hold, answer: () => waiting.forEach(each => each()) };
}

const named = (model: BoardModel) => model.state.members?.map(each => each.nickname);

test('the list of return codes follows who joins', async () => {
  const { call, join } = host();
  const model = new BoardModel({ call, course: 'c', lang: 'en' });
  join('Ada');
  await model.load();
  await model.showNames(true);
  assert.equal(named(model), undefined);
  await model.showMembers();
  assert.deepEqual(named(model), ['Ada']);
  join('Bea');
  await model.load();
  assert.deepEqual(named(model), ['Ada', 'Bea']);
});

test('no code is shown once the names are hidden, however late the answer is', async () => {
  const { call, join, hold, answer } = host();
  const model = new BoardModel({ call, course: 'c', lang: 'en' });
  join('Ada');
  await model.showNames(true);
  hold();
  const shown = model.showMembers();
  await model.showNames(false);
  answer();
  await shown;
  assert.equal(named(model), undefined);
});
