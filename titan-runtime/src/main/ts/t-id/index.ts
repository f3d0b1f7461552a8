/** `t.id`: identifiers. */
import { inWords } from 'titan:kernel';
import { formatUUID, randomBytes, randomUUID } from 'titan:crypto';

/** The last millisecond of a UUID, and how many there were in it. */
let time = 0;
let count = 0;

/** A UUID of version 7 (RFC 9562, 5.7): sorted by time, and within an isolate by the order in which they were made (6.2, method 1). */
function uuid(): string {
  const now = Date.now();
  if (now > time) {
    time = now;
    const start = randomBytes(2);
    // Half of the counter's room is left for the millisecond.
    count = ((start[0] << 8) | start[1]) & 0x7ff;
  } else if (++count > 0xfff) {
    time++;
    count = 0;
  }
  const bytes = randomBytes(16);
  for (let i = 0, rest = time; i < 6; i++) {
    bytes[5 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | (count >> 8);
  bytes[7] = count & 0xff;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return formatUUID(bytes);
}

const URL_SAFE = 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict';

/** Characters of an alphabet, each as likely as any other. @throws RangeError for a size outside of 1 to 1,024, or an alphabet outside of 2 to 256 characters; TypeError for an alphabet that is no string */
function nanoid(size = 21, alphabet = URL_SAFE): string {
  if (!Number.isInteger(size) || size < 1 || size > 1024) throw new RangeError(`t.id.nanoid: the size must be an integer from 1 to 1024, not ${inWords(size)}`);
  if (typeof alphabet !== 'string') throw new TypeError(`t.id.nanoid: the alphabet must be a string, not ${inWords(alphabet)}`);
  if (alphabet.length < 2 || alphabet.length > 256) throw new RangeError(`t.id.nanoid: the alphabet must have 2 to 256 characters, not ${alphabet.length}`);
  const mask = (2 << (31 - Math.clz32(alphabet.length - 1))) - 1;
  let id = '';
  while (id.length < size) {
    for (const byte of randomBytes(size)) {
      // What is beyond the alphabet is dropped: taking the rest of a division would favour its beginning.
      if (id.length < size && (byte & mask) < alphabet.length) id += alphabet[byte & mask];
    }
  }
  return id;
}

export const id = { uuid, uuidv7: uuid, uuidv4: randomUUID, nanoid };
