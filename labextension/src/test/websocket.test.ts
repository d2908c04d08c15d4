import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PipeState } from '../transport/pipe';
import { Socket, WebSocketPipe } from '../transport/websocket';

class FakeSocket implements Socket {
  readyState = 0;
  onopen: Socket['onopen'] = null;
  onclose: Socket['onclose'] = null;
  onmessage: Socket['onmessage'] = null;
  sent: string[] = [];
  closed = false;

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const waits: number[] = [];
  let due: (() => void) | null = null;
  const pipe = new WebSocketPipe({
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    later: (run, ms) => {
      waits.push(ms);
      due = run;
      return () => (due = null);
    }
  });
  const states: PipeState[] = [];
  pipe.onState(state => states.push(state));
  return { pipe, sockets, waits, states, wake: () => due?.() };
}

const nothing = undefined as never;

test('waits longer after each failure and starts over after success', () => {
  const { sockets, waits, wake } = setUp();
  for (let n = 0; n < 6; n++) {
    sockets.at(-1)?.onclose?.(nothing);
    wake();
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 10_000]);
  sockets.at(-1)?.onopen?.(nothing);
  sockets.at(-1)?.onclose?.(nothing);
  assert.equal(waits.at(-1), 500);
});

test('tells its states in order', () => {
  const { sockets, states, wake } = setUp();
  sockets[0].onopen?.(nothing);
  sockets[0].onclose?.(nothing);
  wake();
  sockets[1].onopen?.(nothing);
  assert.deepEqual(states, ['open', 'closed', 'connecting', 'open']);
});

test('sends only while it is open', () => {
  const { pipe, sockets } = setUp();
  pipe.send({ op: 'cancel', turn: 'early' });
  sockets[0].onopen?.(nothing);
  pipe.send({ op: 'cancel', turn: 'now' });
  assert.deepEqual(sockets[0].sent, ['{"op":"cancel","turn":"now"}']);
});

test('a broken frame is passed over', () => {
  const { pipe, sockets } = setUp();
  const heard: unknown[] = [];
  pipe.onMessage(message => heard.push(message));
  sockets[0].onmessage?.({ data: '{' } as never);
  sockets[0].onmessage?.({ data: '{"re":1,"result":{}}' } as never);
  assert.deepEqual(heard, [{ re: 1, result: {} }]);
});

test('a disposed pipe does not come back', () => {
  const { pipe, sockets, states } = setUp();
  pipe.dispose();
  sockets[0].onclose?.(nothing);
  assert.equal(sockets.length, 1);
  assert.equal(sockets[0].closed, true);
  assert.deepEqual(states, []);
});
