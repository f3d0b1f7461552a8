import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integer } from '../src/wire-bytes.mjs';
import * as wires from '../src/wires.mjs';

const all = Object.entries(wires).map(([name, make]) => [name, make(() => 'calculator@1.0.0')]);

/** A frame of a server with this text, as the wire's protocol has it. */
const FRAMES = {
  netronTcp: (text) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text, 'latin1')]),
  netronWebSocket: (text) => Buffer.concat([Buffer.from([0x82, text.length]), Buffer.from(text, 'latin1')]),
  netronHttp: (text) => http(`${text}{"metrics":{"serverTime":12}}}`),
  trpcWebSocket: (text) => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text, 'latin1')]),
  trpcHttp: (text) => Buffer.from(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`),
  moleculerHttp: (text) => http(text),
  nestTcp: (text) => Buffer.from(`${text.length}#${text}`),
  moleculerTcp: (text) => Buffer.concat([Buffer.from([0, 0, 0, 0, text.length + 6, 3]), Buffer.from(text)]),
};

const http = (body) => Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);

test('an answer is known by its text, among others in one read', () => {
  for (const [name, wire] of all) {
    const frame = FRAMES[name](wire.answer(7));
    const bytes = Buffer.concat([frame, frame]);
    const end = wire.end(bytes, frame.length);
    assert.equal(wire.end(bytes, 0), frame.length, name);
    assert.equal(end, bytes.length, name);
    assert.equal(wire.text(bytes, frame.length, end), wire.answer(7), name);
  }
});

test('an answer that has not come whole has no end', () => {
  for (const [name, wire] of all) {
    const frame = FRAMES[name](wire.answer(7));
    for (let length = 0; length < frame.length; length++) assert.equal(wire.end(frame.subarray(0, length), 0), -1, `${name} at ${length}`);
  }
});

test('every call has an answer of its own', () => {
  for (const [name, wire] of all.filter(([, each]) => each.many)) {
    assert.equal(new Set(Array.from({ length: 300 }, (_, i) => wire.answer(i))).size, 300, name);
  }
});

test('a packet of Netron is id, flags and an array in msgpack', () => {
  const call = wires.netronTcp(() => 'a@1.0.0').call(258);
  assert.equal(call.toString('hex'), `00000016000001024394a7${Buffer.from('a@1.0.0').toString('hex')}a3616464cd010201`);
});

test('an integer is written as short as msgpack allows', () => {
  assert.deepEqual([0, 127, 128, 255, 256, 65535, 65536].map((each) => integer(each).toString('hex')), ['00', '7f', 'cc80', 'ccff', 'cd0100', 'cdffff', 'ce00010000']);
});

test('an answer with another status is not taken for one', () => {
  const wire = wires.moleculerHttp();
  const bytes = Buffer.from('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 1\r\n\r\n8');
  assert.notEqual(wire.text(bytes, 0, wire.end(bytes, 0)), wire.answer(7));
});
