import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { CommPipe, WidgetModel } from '../transport/comm';
import { callsOf } from '../widget/calls';

function fakeModel(): WidgetModel & {
  say: (content: unknown) => void;
  sent: unknown[];
} {
  const listeners = new Set<(content: unknown) => void>();
  const sent: unknown[] = [];
  return {
    sent,
    get: () => '',
    set: () => undefined,
    save_changes: () => undefined,
    send: content => sent.push(content),
    on: (_event, listener) => listeners.add(listener as (content: unknown) => void),
    off: (_event, listener) => listeners.delete(listener as (content: unknown) => void),
    say: content => listeners.forEach(listener => listener(content))
  };
}

test('only replies and events come through', () => {
  const model = fakeModel();
  const heard: unknown[] = [];
  new CommPipe(model).onMessage(message => heard.push(message));
  model.say({ bundle: 'source', hash: 'x' });
  model.say({ re: 1, result: {} });
  assert.deepEqual(heard, [{ re: 1, result: {} }]);
});

test('a view that goes away says so', () => {
  const model = fakeModel();
  new CommPipe(model).dispose();
  assert.deepEqual(model.sent, [{ op: 'leave' }]);
});

test('after the kernel lost the teachers it is spoken to again', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const model = fakeModel();
  const pipe = new CommPipe(model);
  const states: string[] = [];
  pipe.onState(state => states.push(state));
  model.say({ state: 'closed' });
  mock.timers.tick(1000);
  assert.deepEqual(states, ['closed', 'open']);
  mock.timers.reset();
});

test('where nobody answers any more, that is said', async () => {
  const { call } = callsOf(fakeModel(), 'it', 5);
  await assert.rejects(
    call('lesson_check', {}),
    (error: { info: { message: string } }) => {
      assert.equal(error.info.message, 'Qui non risponde più nessuno.');
      return true;
    }
  );
});
