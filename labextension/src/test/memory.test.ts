import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chat } from '../model/chat';
import type { Fact } from '../model/memory';
import type { Outgoing } from '../transport/pipe';
import { FakePipe, home, settle } from './fakes';

const FRACTIONS: Fact = {
  id: 3,
  kind: 'difficulty',
  text: 'I find fractions difficult',
  teacher: 'euclide',
  updated: 1
};
const SHORT: Fact = { ...FRACTIONS, id: 4, kind: 'preference', text: 'Short answers' };

async function opened(...facts: Fact[]): Promise<[FakePipe, Chat]> {
  const pipe = new FakePipe();
  const chat = new Chat({ pipe, lang: 'en' });
  await pipe.answer('home', home);
  chat.show('memory');
  await pipe.answer('memory', { on: true, facts });
  return [pipe, chat];
}

const params = (call: Outgoing | undefined) => (call?.op === 'call' ? call.params : {});

test('what is remembered is loaded when its page is shown', async () => {
  const [, chat] = await opened(FRACTIONS);
  assert.equal(chat.state.page, 'memory');
  assert.deepEqual(chat.state.memory, {
    on: true,
    facts: [FRACTIONS],
    talks: [],
    forgotten: null
  });
});

test('one that is forgotten is gone at once, and comes back as it was', async () => {
  const [pipe, chat] = await opened(FRACTIONS, SHORT);
  void chat.memory.forget(FRACTIONS);
  await pipe.answer('disremember', { fact: FRACTIONS });
  await pipe.answer('memory', { on: true, facts: [SHORT] });
  assert.deepEqual(params(pipe.calls('disremember')[0]), { id: 3 });
  assert.deepEqual(chat.state.memory?.forgotten, FRACTIONS);
  assert.deepEqual(chat.state.memory?.facts, [SHORT]);
  void chat.memory.bringBack();
  await pipe.answer('remember', FRACTIONS);
  await pipe.answer('memory', { on: true, facts: [FRACTIONS, SHORT] });
  assert.deepEqual(params(pipe.calls('remember')[0]), { fact: FRACTIONS });
  assert.equal(chat.state.memory?.forgotten, null);
});

test('an undo is offered no longer once the page was left', async () => {
  const [pipe, chat] = await opened(FRACTIONS);
  void chat.memory.forget(FRACTIONS);
  await pipe.answer('disremember', { fact: FRACTIONS });
  await pipe.answer('memory', { on: true });
  chat.back();
  chat.show('memory');
  await pipe.answer('memory', { on: true });
  assert.deepEqual(chat.state.memory, {
    on: true,
    facts: [],
    talks: [],
    forgotten: null
  });
});

test('everything is forgotten by one call', async () => {
  const [pipe, chat] = await opened(FRACTIONS, SHORT);
  void chat.memory.forgetAll();
  await pipe.answer('disremember', { count: 2 });
  await pipe.answer('memory', { on: true });
  assert.deepEqual(params(pipe.calls('disremember')[0]), { all: true });
  assert.deepEqual(chat.state.memory?.facts, []);
});

test('nothing is written down where there are no words, or the same ones', async () => {
  const [pipe, chat] = await opened(FRACTIONS);
  await chat.memory.add('  ');
  await chat.memory.correct(FRACTIONS, ` ${FRACTIONS.text} `);
  assert.deepEqual([...pipe.calls('remember'), ...pipe.calls('correct')], []);
  void chat.memory.add(' New ');
  void chat.memory.correct(FRACTIONS, 'Easy now');
  await settle();
  assert.deepEqual(params(pipe.calls('remember')[0]), { text: 'New' });
  assert.deepEqual(params(pipe.calls('correct')[0]), { id: 3, text: 'Easy now' });
});

test('what the server refuses is said, and the page stays as it was', async () => {
  const [pipe, chat] = await opened(FRACTIONS);
  void chat.memory.forget(FRACTIONS);
  await pipe.refuse('disremember', 'unknown_fact');
  assert.equal(chat.state.problem?.code, 'unknown_fact');
  assert.deepEqual(chat.state.memory?.facts, [FRACTIONS]);
});

test('what was refused is said no longer once another thing went well', async () => {
  const [pipe, chat] = await opened(FRACTIONS);
  void chat.memory.add('My number is 333 1234567');
  await pipe.refuse('remember', 'sensitive_fact');
  assert.equal(chat.state.problem?.code, 'sensitive_fact');
  void chat.memory.add('I like examples');
  assert.equal(chat.state.problem, null);
});

test('all of it can be saved as a file', async () => {
  const [pipe, chat] = await opened(FRACTIONS);
  const text = chat.memory.exported();
  await pipe.answer('export', { facts: [FRACTIONS], talks: [] });
  assert.deepEqual(JSON.parse(await text), { facts: [FRACTIONS], talks: [] });
});

test('what a talk was about is shown and can be forgotten', async () => {
  const [pipe, chat] = await opened();
  const talk = {
    id: 'abc',
    summary: 'Why? → So. (Euclide)',
    teacher: 'euclide',
    updated: 1
  };
  void chat.memory.load();
  await pipe.answer('memory', { on: true, facts: [], talks: [talk] });
  assert.deepEqual(chat.state.memory?.talks, [talk]);
  void chat.memory.forgetTalk(talk);
  await pipe.answer('disremember', { talk: talk.summary });
  await pipe.answer('memory', { on: true, facts: [], talks: [] });
  assert.deepEqual(params(pipe.calls('disremember')[0]), { talk: 'abc' });
  assert.deepEqual(chat.state.memory?.talks, []);
});
