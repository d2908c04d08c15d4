import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chat } from '../model/chat';
import type { Permit } from '../model/permits';
import { FakePipe, home } from './fakes';

const WEB: Permit = { id: 3, title: 'Read a page', mode: 'lesson', lesson: 'sums' };
const SEND: Permit = { id: 4, title: 'Send', mode: 'never', lesson: '' };

async function opened(...permits: Permit[]): Promise<[FakePipe, Chat]> {
  const pipe = new FakePipe();
  const chat = new Chat({ pipe, lang: 'en' });
  await pipe.answer('home', home);
  chat.show('memory');
  await pipe.answer('permits', permits);
  return [pipe, chat];
}

test('what was allowed or refused to tools is loaded with what is remembered', async () => {
  const [pipe, chat] = await opened(WEB, SEND);
  assert.deepEqual(chat.state.permits, [WEB, SEND]);
  assert.equal(pipe.calls('permits').length, 1);
});

test('one that is taken back is gone, and the others stay', async () => {
  const [pipe, chat] = await opened(WEB, SEND);
  void chat.memory.permits.takeBack(WEB);
  const call = pipe.calls('take_back')[0];
  assert.deepEqual(call?.op === 'call' && call.params, { id: 3 });
  await pipe.answer('take_back', { count: 1 });
  await pipe.answer('permits', [SEND]);
  assert.deepEqual(chat.state.permits, [SEND]);
});
