import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chat } from '../model/chat';
import { keepInMemory } from '../model/keep';
import type { Event } from '../schema';
import { answerTo, chatWith, FakePipe, home, settle } from './fakes';

test('a question is shown at once and sent once', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  assert.equal(chat.ask('Why?'), true);
  assert.equal(chat.state.turns[0].question.text, 'Why?');
  assert.equal(chat.state.page, 'talk');
  assert.equal(pipe.ops('ask').length, 1);
});

test('a question in a lesson says where it is asked', async () => {
  const pipe = new FakePipe();
  let place: object | null = { lesson: 'loops-1/en', exercise: 'count' };
  const chat = await chatWith(pipe, { place: () => place });
  chat.ask('Why?');
  const { lesson, exercise } = chat.state.turns[0].question;
  assert.deepEqual([lesson, exercise], ['loops-1/en', 'count']);
  place = null;
  assert.equal((await chatWith(pipe, { place: () => place })).ask('Why?'), true);
});

test('in a new talk the teacher of the open lesson is asked, where there is one', async () => {
  const place = (teacher: string) => () => ({ lesson: 'l', exercise: '', teacher });
  const asked = async (teacher: string, text = 'Help!') => {
    const chat = await chatWith(new FakePipe(), { place: place(teacher) });
    chat.ask(text);
    return chat.state.turns[0].question.teacher;
  };
  assert.equal(await asked('darwin'), 'darwin');
  assert.equal(await asked('darwin', '@euclide Help!'), 'euclide');
  assert.equal(await asked('nobody'), undefined); // anybody may have written it
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { place: place('darwin') });
  assert.equal(chat.company?.id, 'darwin');
  chat.ask('@euclide Why?');
  const first = { ...chat.state.turns[0].question, teacher: 'euclide' };
  answerTo(first, ['Yes.']).forEach(event => pipe.say(event));
  chat.ask('And then?');
  assert.equal(chat.state.turns[1].question.teacher, undefined); // the talk goes on
});

test('nothing is not a question, and one answer at a time is enough', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  assert.equal(chat.ask('  \n'), false);
  chat.ask('One?');
  assert.equal(chat.ask('Two?'), false);
  assert.equal(pipe.ops('ask').length, 1);
});

test('a new conversation gets its id from the server and is followed and kept', async () => {
  const pipe = new FakePipe();
  const keep = keepInMemory();
  const chat = await chatWith(pipe, { keep });
  chat.ask('Why?');
  answerTo({ text: 'Why?', turn: 't1' }, ['So.']).forEach(event => pipe.say(event));
  assert.equal(chat.state.conversation, 'c1');
  assert.equal(keep.get('conversation'), 'c1');
  assert.deepEqual(pipe.ops('follow'), [{ op: 'follow', conversation: 'c1' }]);
  chat.ask('And?');
  assert.equal(
    pipe.ops('ask').at(-1)?.op === 'ask' && chat.state.turns[1].question.conversation,
    'c1'
  );
});

test('what the month has cost grows with an answer, once', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  const before = chat.state.home?.spent_micro ?? 0;
  chat.ask('Why?');
  const receipt = {
    turn: 't1',
    teacher: 'euclide',
    rule: 'hard',
    reason: '',
    provider: 'p',
    model: 'm',
    place: 'cloud',
    cost_micro: 70
  } as const;
  const asked = answerTo({ text: 'Why?', turn: 't1' }, ['So.'])[0];
  pipe.say(asked);
  pipe.say({ type: 'usage', turn: 't1', seq: 1, part: 0, receipt });
  pipe.say({ type: 'usage', turn: 't1', seq: 1, part: 0, receipt });
  assert.equal(chat.state.home?.spent_micro, before + 70);
});

test('a prepared question keeps its privacy, also when it is asked again', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  const lent = { kind: 'variable', label: 'x', text: '1' } as const;
  chat.askPrepared({ text: 'Why?', privacy: 'private', attachments: [lent] });
  answerTo({ text: 'Why?', turn: 't1', privacy: 'private', attachments: [lent] }, [
    'So.'
  ]).forEach(event => pipe.say(event));
  const staged = { kind: 'cell', label: 'cell 2', text: 'x + 1' } as const;
  chat.lent.add(staged);
  chat.retry(chat.state.turns[0]);
  for (const sent of pipe.ops('ask')) {
    assert.equal(sent.op === 'ask' && sent.question.privacy, 'private');
    assert.deepEqual(sent.op === 'ask' && sent.question.attachments, [lent]);
  }
  assert.equal(pipe.ops('ask').length, 2);
  assert.deepEqual(chat.state.attachments, [staged]);
});

test('an installation goes on after the line was cut, whatever the server counts', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  chat.installer.begin();
  const progress = { type: 'progress', stage: 'downloading', message: 'Getting it' };
  pipe.say({ ...progress, turn: 't1', seq: 7, done: 7, total: 9 } as Event);
  pipe.become('closed');
  pipe.become('open');
  assert.equal(pipe.ops('install_model').length, 2);
  pipe.say({ type: 'done', turn: 't1', seq: 0, reason: 'complete' });
  assert.equal(chat.state.install?.state, 'done');
});

test('an installation that is wished for without a line begins when there is one', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  pipe.become('closed');
  chat.installer.begin();
  assert.equal(pipe.ops('install_model').length, 0);
  pipe.become('open');
  assert.equal(pipe.ops('install_model').length, 1);
});

test('a teacher who is called by name gets the question', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  chat.chooseTeacher('euclide');
  chat.ask('@darwin why do leaves fall?');
  assert.equal(chat.state.turns[0].question.teacher, 'darwin');
  assert.equal(chat.state.teacher, 'euclide');
});

test('after several have answered one talks to who brought them together', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  const card = home.teachers[0];
  const ali = { ...card, id: 'ali', name: 'Ali' };
  chat.chooseTeacher('darwin');
  chat.ask('@euclide @darwin what is a spiral?');
  const say = (seq: number, part: number, teacher: string) =>
    pipe.say({ type: 'teacher_started', turn: 't1', seq, part, teacher, name: '' });
  say(0, 0, 'euclide');
  assert.equal(chat.company?.id, 'darwin');
  say(1, 1, 'darwin');
  assert.equal(chat.company?.id, 'euclide');
  say(2, 2, 'ali');
  assert.equal(chat.company?.id, 'euclide'); // in a classroom without a principal nobody can ask one
  void chat.loadHome();
  await pipe.answer('home', { ...home, teachers: [...home.teachers, ali] });
  pipe.say({ type: 'done', turn: 't1', seq: 3, reason: 'complete' });
  assert.equal(chat.company?.id, 'ali');
  chat.ask('And why?');
  assert.equal(chat.state.turns[1].question.teacher, 'ali');
});

test('a talk that is opened after several have answered goes on with their principal', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  const message = { created: 0, turn: 't0', status: 'complete' as const };
  const answer = { ...message, role: 'assistant' as const, text: 'So.' };
  await pipe.answer('conversation', {
    id: 'c1',
    title: 'Spirals',
    teacher: 'darwin',
    more: false,
    messages: [
      { ...message, id: 1, role: 'user', teacher: 'darwin', text: 'Why?' },
      { ...answer, id: 2, teacher: 'euclide' },
      { ...answer, id: 3, teacher: 'darwin' }
    ]
  });
  assert.equal(chat.company?.id, 'euclide');
});

test('who led on in a talk that was opened is not chosen for the next one', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  await pipe.answer('conversation', {
    id: 'c1',
    title: 'Milan',
    teacher: 'darwin',
    more: false,
    messages: []
  });
  assert.equal(chat.company?.id, 'darwin');
  chat.startNew();
  assert.equal(chat.company, undefined);
});

test('nobody chose a language: the server says it, and all goes on in it', async () => {
  const pipe = new FakePipe();
  const chat = new Chat({ pipe, lang: '', browser: 'it-IT' });
  assert.equal(chat.state.lang, 'it'); // a guess, until the server has spoken
  chat.show('doctor');
  await pipe.answer('doctor', { checks: [] });
  const [call] = pipe.calls('home');
  assert.deepEqual(call.op === 'call' && call.params, { lang: '', browser: 'it-IT' });
  await pipe.answer('home', { ...home, lang: 'en' });
  assert.equal(chat.state.lang, 'en');
  assert.equal(pipe.calls('doctor').length, 2); // what it had said was Italian
  assert.equal(chat.state.checks, null);
  chat.ask('Why?');
  assert.equal(chat.state.turns[0].question.lang, 'en');
});

test('the next page begins in the language in which the server spoke', async () => {
  const keep = keepInMemory();
  const pipe = new FakePipe();
  const first = new Chat({ pipe, lang: '', browser: 'en-US', keep });
  assert.equal(first.state.lang, 'en');
  await pipe.answer('home', { ...home, lang: 'it' });
  const more = { pipe: new FakePipe(), browser: 'en-US', keep };
  assert.equal(new Chat({ ...more, lang: '' }).state.lang, 'it');
  assert.equal(new Chat({ ...more, lang: 'en' }).state.lang, 'en'); // Somebody chose it.
});

test('a language that was chosen is wished for, whatever the browser speaks', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { lang: 'en', browser: 'it-IT' });
  const [call] = pipe.calls('home');
  assert.equal(call.op === 'call' && call.params.lang, 'en');
  assert.equal(chat.state.lang, 'en');
});

test('a question that was not taken is sent again when the line is back', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  pipe.become('closed');
  chat.ask('Lost?');
  assert.equal(pipe.ops('ask').length, 0);
  pipe.become('open');
  assert.equal(pipe.ops('ask').length, 1);
  pipe.say({
    type: 'asked',
    turn: 't1',
    seq: 0,
    conversation: 'c1',
    question: { text: 'Lost?' }
  });
  pipe.become('closed');
  pipe.become('open');
  assert.equal(pipe.ops('ask').length, 1);
});

test('after a break the conversation is followed before its page is fetched', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  await pipe.answer('conversation', {
    id: 'c1',
    title: '',
    teacher: '',
    messages: [],
    more: false
  });
  pipe.become('closed');
  pipe.sent = [];
  pipe.become('open');
  assert.deepEqual(
    pipe.sent.map(message => (message.op === 'call' ? message.method : message.op)),
    ['follow', 'conversation']
  );
  assert.equal(chat.state.link, 'open');
});

test('a call that was cut off is sent again with the same number', async () => {
  const pipe = new FakePipe('connecting');
  const chat = new Chat({ pipe, lang: 'en' });
  assert.equal(pipe.sent.length, 0);
  pipe.become('open');
  await pipe.answer('home', home);
  assert.deepEqual(chat.state.home, home);
});

test('stop keeps the words, hides later ones and tells the server', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  chat.ask('Why?');
  const events = answerTo({ text: 'Why?', turn: 't1' }, ['kept', ' hidden']);
  events.slice(0, 3).forEach(event => pipe.say(event));
  chat.stop();
  pipe.say(events[3]);
  assert.equal(chat.state.turns[0].parts[0].text, 'kept');
  assert.deepEqual(pipe.ops('cancel'), [{ op: 'cancel', turn: 't1' }]);
});

test('a question from another tab of the same talk is shown too', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  await pipe.answer('conversation', {
    id: 'c1',
    title: '',
    teacher: '',
    messages: [],
    more: false
  });
  answerTo({ text: 'Elsewhere?', turn: 'far' }, ['Yes.']).forEach(event =>
    pipe.say(event)
  );
  assert.equal(chat.state.turns[0].question.text, 'Elsewhere?');
  assert.equal(chat.state.turns[0].parts[0].text, 'Yes.');
});

test('text of an unknown turn is never shown', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  pipe.say({ type: 'text', turn: 'stale', seq: 4, part: 0, text: 'ghost' });
  assert.deepEqual(chat.state.turns, []);
});

test('a conversation that was deleted elsewhere leads to the start', async () => {
  const pipe = new FakePipe();
  const keep = keepInMemory();
  keep.set('conversation', 'gone');
  const chat = await chatWith(pipe, { keep });
  assert.equal(chat.state.page, 'talk');
  await pipe.refuse('conversation', 'unknown_conversation');
  assert.equal(chat.state.page, 'start');
  assert.equal(chat.state.problem, null);
  assert.equal(keep.get('conversation'), '');
});

test('any other refusal keeps the conversation and says so', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  await pipe.refuse('conversation', 'store_busy');
  assert.equal(chat.state.conversation, 'c1');
  assert.equal(chat.state.problem?.code, 'store_busy');
});

test('an installed model answers the question that waited for it', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe);
  chat.ask('Why?');
  const error = {
    code: 'model_missing',
    message: '',
    remedy: '',
    action: 'install_model' as const
  };
  pipe.say({ type: 'error', turn: 't1', seq: 0, error });
  chat.installer.begin();
  const progress = {
    stage: 'downloading' as const,
    message: 'Downloading',
    done: 1,
    total: 2
  };
  pipe.say({ type: 'progress', turn: 't2', seq: 0, ...progress });
  assert.equal(chat.state.install?.progress?.done, 1);
  pipe.say({ type: 'done', turn: 't2', seq: 1, reason: 'complete' });
  await settle();
  assert.equal(chat.state.turns.at(-1)?.question.text, 'Why?');
  assert.equal(pipe.ops('ask').length, 2);
});

test('earlier messages come before, and a turn cut by the page edge is whole again', async () => {
  const pipe = new FakePipe();
  const chat = await chatWith(pipe, { conversation: 'c1' });
  const message = (id: number, role: string, turn: string) => {
    const base = {
      id,
      role,
      turn,
      teacher: 'euclide',
      created: id,
      status: 'complete'
    };
    return { ...base, text: `${role} ${id}` };
  };
  const later = [message(4, 'assistant', 'b')];
  const earlier = [
    message(1, 'user', 'a'),
    message(2, 'assistant', 'a'),
    message(3, 'user', 'b')
  ];
  const base = { id: 'c1', title: '', teacher: 'euclide' };
  await pipe.answer('conversation', { ...base, messages: later, more: true });
  const done = chat.showEarlier();
  await pipe.answer('conversation', { ...base, messages: earlier, more: false });
  await done;
  assert.deepEqual(
    chat.state.turns.map(turn => turn.id),
    ['a', 'b']
  );
  assert.equal(chat.state.turns[1].question.text, 'user 3');
  assert.equal(chat.state.turns[1].parts[0].text, 'assistant 4');
  assert.equal(chat.state.more, false);
});

test('lists that the server leaves out are empty', async () => {
  const pipe = new FakePipe();
  const chat = new Chat({ pipe, lang: 'it', conversation: 'c1' });
  await pipe.answer('home', {
    version: '0.1.0',
    lang: 'it',
    teachers: [{ id: 'ali' }]
  });
  await pipe.answer('conversation', { id: 'c1', title: '', teacher: '', more: false });
  assert.deepEqual(chat.state.home?.conversations, []);
  assert.deepEqual(chat.state.home?.teachers[0].examples, []);
  assert.deepEqual(chat.state.turns, []);
});
