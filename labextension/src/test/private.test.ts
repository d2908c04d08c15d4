import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepInMemory } from '../model/keep';
import { answerTo, chatWith, FakePipe } from './fakes';

function privacies(pipe: FakePipe): unknown[] {
  return pipe.ops('ask').map(sent => sent.op === 'ask' && sent.question.privacy);
}

test('a private conversation asks every question privately, also after a reload', async () => {
  const pipe = new FakePipe();
  const keep = keepInMemory();
  const chat = await chatWith(pipe, { keep });
  chat.togglePrivate();
  const again = await chatWith(pipe, { keep });
  assert.equal(again.state.private, true);
  again.ask('Why?');
  answerTo({ text: 'Why?', turn: 't1' }, ['So.']).forEach(event => pipe.say(event));
  again.ask('And?');
  assert.deepEqual(privacies(pipe), ['private', 'private']);
});

test('what was said stays as private as it was: another choice begins another conversation', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  chat.ask('Why?');
  answerTo({ text: 'Why?', turn: 't1' }, ['So.']).forEach(event => pipe.say(event));
  chat.togglePrivate();
  const { conversation, turns, page } = chat.state;
  assert.deepEqual([conversation, turns, page], ['', [], 'start']);
  chat.ask('May I tell you something?');
  chat.stop();
  chat.togglePrivate();
  chat.ask('What is a square?');
  assert.deepEqual(privacies(pipe), [undefined, 'private', undefined]);
});

test('a conversation is as private as the server says, and a new one is not', async () => {
  const pipe = new FakePipe();
  const card = {
    id: 'c1',
    title: 'Why?',
    teacher: 'euclide',
    updated: 0,
    private: true
  };
  const chat = await chatWith(pipe);
  chat.show('history');
  await pipe.answer('conversations', [card]);
  void chat.open('c1');
  assert.equal(chat.state.private, true); // Before its page is here.
  const page = { ...card, messages: [], more: false };
  await pipe.answer('conversation', page);
  assert.equal(chat.state.private, true);
  chat.startNew();
  assert.equal(chat.state.private, false);
  void chat.open('c1');
  await pipe.answer('conversation', { ...page, private: false }); // Only one of its questions was.
  assert.equal(chat.state.private, false);
});
