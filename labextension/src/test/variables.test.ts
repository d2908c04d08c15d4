import assert from 'node:assert/strict';
import { test } from 'node:test';
import { variablesOf, type Kernel } from '../model/variables';

type Request = Parameters<Kernel['requestExecute']>[0];

/** A kernel that answers with `data`, or never. */
function kernel(data?: unknown, status = 'idle') {
  const requests: Request[] = [];
  let disposed = 0;
  const content = { user_expressions: { convergio: { data } } };
  const done =
    data === undefined
      ? new Promise<{ content: unknown }>(() => undefined)
      : Promise.resolve({ content });
  const asked: Kernel = {
    status,
    requestExecute: request => {
      requests.push(request);
      return { done, dispose: () => disposed++ };
    }
  };
  return { asked, requests, disposed: () => disposed };
}

test('a kernel is asked for its variables silently', async () => {
  const n = { name: 'n', type: 'int', shape: '', value: '7' };
  const { asked, requests, disposed } = kernel({
    'application/json': { variables: [n, null, { name: 3, value: 'x'.repeat(500) }] }
  });
  const found = await variablesOf(asked);
  assert.deepEqual(found?.[0], n);
  assert.deepEqual(found?.[1], { name: '', type: '', shape: '', value: '' });
  assert.equal(found?.[2].value.length, 120);
  assert.equal(requests[0].code, '');
  assert.equal(requests[0].silent, true);
  assert.equal(requests[0].store_history, false);
  assert.equal(disposed(), 1);
});

test('a kernel that is at work is not asked, and one that is silent is not waited for', async () => {
  const busy = kernel({}, 'busy');
  assert.equal(await variablesOf(busy.asked), null);
  assert.equal(busy.requests.length, 0);
  const silent = kernel();
  assert.equal(await variablesOf(silent.asked, 10), null);
  assert.equal(silent.disposed(), 1);
});

test('a kernel without our package, or one that answers nonsense, gives no variables', async () => {
  assert.equal(await variablesOf(kernel(null).asked), null);
  assert.equal(
    await variablesOf(kernel({ 'application/json': { variables: 'x' } }).asked),
    null
  );
});
