import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { Flight } from '../src/flight.mjs';
import { nestTcp } from '../src/wires.mjs';

/** Listens with a server that answers each call of NestJS's wire with what `answer` makes of it. */
async function serving(answer, body) {
  const wire = nestTcp();
  const sockets = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end; (end = wire.end(rest, 0)) > 0; rest = rest.subarray(end)) socket.write(frame(answer(JSON.parse(wire.text(rest, 0, end)))));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body(server.address().port, wire);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const frame = (value) => `${JSON.stringify(value).length}#${JSON.stringify(value)}`;
const right = ({ id, data }) => ({ response: data.a + data.b, isDisposed: true, id });

test('calls follow answers until the end, when all have been answered', () =>
  serving(right, async (port, wire) => {
    const flight = new Flight(wire, 4, 10);
    await flight.begin(port);
    while (flight.count < 40) await new Promise(setImmediate);
    await flight.end();
    assert.ok(flight.count >= 44);
  }));

test('a wrong answer ends the flight', () =>
  serving((call) => ({ ...right(call), response: 99 }), async (port, wire) => {
    const flight = new Flight(wire, 1);
    await flight.begin(port);
    await assert.rejects(flight.failed, /a wrong answer: .*99/);
    flight.close();
  }));

test('an answer to a call that is not under way ends the flight', () =>
  serving((call) => right({ ...call, id: '3', data: { a: 3, b: 1 } }), async (port, wire) => {
    const flight = new Flight(wire, 1, 4);
    await flight.begin(port);
    await assert.rejects(flight.failed, /nothing waits for/);
    flight.close();
  }));

test('a connection that the server closes ends the flight', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const flight = new Flight(nestTcp(), 1);
  await flight.begin(server.address().port);
  await assert.rejects(flight.failed);
  flight.close();
  server.close();
});
