/** Where a frame ends, or -1 while it has not come whole. */
export const within = (bytes, end) => (end <= bytes.length ? end : -1);

/** `u32 length` and what it is the length of. */
export function lengthFirst(bytes) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

export const lengthFirstEnd = (bytes, from) => (bytes.length - from < 4 ? -1 : within(bytes, from + 4 + bytes.readUInt32BE(from)));

/** An integer from 0 on as msgpack. */
export function integer(value) {
  if (value < 0x80) return Buffer.from([value]);
  if (value < 0x100) return Buffer.from([0xcc, value]);
  if (value < 0x10000) return Buffer.from([0xcd, value >> 8, value & 0xff]);
  return Buffer.from([0xce, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);
}

/** A text of at most 31 bytes as msgpack. */
const text = (value) => Buffer.concat([Buffer.from([0xa0 | value.length]), Buffer.from(value, 'latin1')]);

const CALL = 3;
const REQUEST = 0x40;

function packetHead(id, flags) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(id);
  head[4] = flags;
  return head;
}

/** The packet of Netron that calls add(id, 1). */
export const netronCall = (service, id) =>
  Buffer.concat([packetHead(id, CALL | REQUEST), Buffer.from([0x94]), text(service), text('add'), integer(id), integer(1)]);

/** Its answer, each byte a character. */
export const netronAnswer = (id) => Buffer.concat([packetHead(id, CALL), integer(id + 1)]).latin1Slice();

/** One masked frame of a WebSocket with less than 64 KiB. The mask is zero, so that the bytes stay as they are. */
export function webSocketFrame(opcode, bytes) {
  const head = bytes.length < 126 ? [bytes.length | 0x80] : [126 | 0x80, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from([opcode | 0x80, ...head, 0, 0, 0, 0]), bytes]);
}

const webSocketBegin = (bytes, from) => from + ((bytes[from + 1] & 0x7f) === 126 ? 4 : 2);

export function webSocketEnd(bytes, from) {
  if (bytes.length - from < 4) return -1;
  const length = bytes[from + 1] & 0x7f;
  return within(bytes, webSocketBegin(bytes, from) + (length === 126 ? bytes.readUInt16BE(from + 2) : length));
}

/** What a frame carries, each byte a character; undefined for a ping or pong. */
export function webSocketText(bytes, from, end) {
  const opcode = bytes[from] & 0x0f;
  return opcode === 9 || opcode === 10 ? undefined : bytes.latin1Slice(webSocketBegin(bytes, from), end);
}

export const webSocketUpgrade = (path) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);

/** A request with a body of JSON. */
export function httpPost(path, value) {
  const body = JSON.stringify(value);
  return Buffer.from(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

export function httpEnd(bytes, from) {
  const head = headOf(bytes, from);
  if (head === undefined) return -1;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  const body = from + head.length + HEAD_END.length;
  if (length) return within(bytes, body + Number(length[1]));
  const last = bytes.indexOf(LAST_CHUNK, body, 'latin1');
  return last < 0 ? -1 : last + LAST_CHUNK.length;
}

/** The body of an answer with status 200, in one chunk or none; any other is given whole. */
export function httpText(bytes, from, end) {
  const head = headOf(bytes, from);
  const body = bytes.latin1Slice(from + head.length + HEAD_END.length, end);
  if (!head.startsWith('HTTP/1.1 200 ')) return `${head}${HEAD_END}${body}`;
  return /\r\ncontent-length:/i.test(head) ? body : body.slice(body.indexOf('\r\n') + 2, -LAST_CHUNK.length);
}

function headOf(bytes, from) {
  const end = bytes.indexOf(HEAD_END, from, 'latin1');
  return end < 0 ? undefined : bytes.latin1Slice(from, end);
}

/** A packet of NestJS by TCP. */
export function nestFrame(value) {
  const text = JSON.stringify(value);
  return Buffer.from(`${text.length}#${text}`);
}

/** A packet of Moleculer by TCP. */
export function moleculerFrame(type, sender, value) {
  const body = Buffer.from(JSON.stringify({ ver: '5', sender, ...value }));
  const frame = Buffer.concat([Buffer.alloc(6), body]);
  frame.writeInt32BE(frame.length, 1);
  frame[5] = type;
  frame[0] = frame[1] ^ frame[2] ^ frame[3] ^ frame[4] ^ frame[5];
  return frame;
}
