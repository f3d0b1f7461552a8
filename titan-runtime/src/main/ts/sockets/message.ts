/** What can be sent on a socket, and the names and numbers that go with it. */
import { ArrayBufferIsView, host, inWords, isThenable, jsonOf } from 'titan:kernel';

const LONGEST_ROOM = 1_024;
const LONGEST_REASON = 123;

export type Message = string | ArrayBuffer | ArrayBufferView;

/** Text and bytes as they are, any other value as JSON. @throws TypeError for what has no JSON */
export function messageOf(label: string, data: unknown): Message {
  if (typeof data === 'string') return data.toWellFormed();
  if (data instanceof ArrayBuffer || ArrayBufferIsView(data)) return data as Message;
  if (isThenable(data)) throw new TypeError(`${label}: a promise cannot be sent; drift or await it first`);
  return jsonOf(label, 'the message', data).toWellFormed();
}

/** @throws TypeError, RangeError */
export function roomOf(label: string, room: unknown): string {
  if (typeof room !== 'string') throw new TypeError(`${label}: a room is named by a string, not ${room === null ? 'null' : `a ${typeof room}`}`);
  if (room === '' || room.length > LONGEST_ROOM) throw new RangeError(`${label}: a room's name has 1 to ${LONGEST_ROOM} characters, not ${room.length}`);
  return room;
}

/** @throws RangeError for a code that no endpoint may send (RFC 6455, section 7.4) */
export function codeOf(label: string, code: unknown): number {
  const number = code === undefined ? 1000 : code;
  const may = typeof number === 'number' && Number.isInteger(number) && ((number >= 1000 && number <= 1003) || (number >= 1007 && number <= 1014) || (number >= 3000 && number <= 4999));
  if (!may) throw new RangeError(`${label}: the code must be 1000 to 1003, 1007 to 1014 or 3000 to 4999, not ${inWords(code)}`);
  return number as number;
}

/** @throws TypeError, RangeError for more than 123 bytes */
export function reasonOf(label: string, reason: unknown): string {
  if (reason !== undefined && typeof reason !== 'string') throw new TypeError(`${label}: the reason must be a string, not ${inWords(reason)}`);
  const text = (reason ?? '').toWellFormed();
  const bytes = host.encodeUtf8(text).byteLength;
  if (bytes > LONGEST_REASON) throw new RangeError(`${label}: the reason must have at most ${LONGEST_REASON} bytes, not ${bytes}`);
  return text;
}
