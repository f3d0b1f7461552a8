/** What the codec is asked for in an isolate of its own: each function answers with what was wrong, or an empty text. */
import * as errors from '../../../main/ts/errors';
import { CodecError, Decoder, Definition, Encoder, JsonForm, Reference, StreamReference } from '../../../main/ts/netron/codec';

const decodeUtf8 = (bytes: Uint8Array): string => {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '\ufffd';
  }
};

class Wallet {
  constructor(readonly coins: number) {}
}
const types = [{ code: 7, type: Wallet, encode: ({ coins }: Wallet) => coins, decode: (coins: unknown) => new Wallet(Number(coins)) }];
const options = { errors, decodeUtf8, types };
const encoder = new Encoder({ ...options, stacks: true });
const decoder = new Decoder(options);
const json = new JsonForm(options);

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text: string): Uint8Array => new Uint8Array(text.match(/../g)!.map((byte) => parseInt(byte, 16)));
const stacked = (error: Error): Error => Object.assign(error, { stack: 'S' });

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Map || a instanceof Set) return same([...a], [...(b as Set<unknown>)]);
  const keys = Object.keys(a);
  return same(keys.length, Object.keys(b).length) && keys.every((key) => Object.hasOwn(b, key) && same((a as any)[key], (b as any)[key]));
}

const GOLDEN: readonly (readonly [unknown, string])[] = [
  [null, 'c0'], [undefined, 'd40000'], [true, 'c3'], [1, '01'], [-1, 'ff'], [128, 'cc80'], [2 ** 31, 'ce80000000'], [2 ** 32, 'cb41f0000000000000'], [-(2 ** 31), 'd280000000'],
  [1.5, 'cb3ff8000000000000'], [NaN, 'cb7ff8000000000000'], ['hi', 'a26869'], [new Uint8Array([1, 2]), 'c4020102'], [[1, 'a'], '9201a161'], [{ a: 1 }, '81a16101'],
  [{ a: undefined }, '81a161d40000'], [new Date(0), 'd77d0000000000000000'], [new Date(1700000000000), 'd77d0000018bcfe56800'], [new Map([[1, 2]]), 'c7067c000000010102'],
  [new Set([1]), 'c7057b0000000101'], [/a/g, 'd679a161a167'], [123n, 'd678a3313233'], [-5n, 'c70378a22d35'],
  [stacked(new Error('x')), 'c70e7e0001a54572726f72a153a1780000'], [stacked(new TypeError('x')), 'c7127e0003a9547970654572726f72a153a1780000'], [new Reference('d1'), 'c7036ca26431'],
  [
    new Definition('d1', '', 'p1', { name: 'users', version: '1.0.0', properties: {}, methods: {} }),
    'c7366da26431a0a2703184a46e616d65a57573657273a776657273696f6ea5312e302e30aa70726f7065727469657380a76d6574686f647380',
  ],
];

export function golden(): string {
  for (const [value, bytes] of GOLDEN) {
    const written = hex(encoder.encode(value));
    if (written !== bytes) return `${String(value)}: ${written}, not ${bytes}`;
    const read = decoder.decode(unhex(bytes));
    if (value instanceof Error ? String(read) !== String(value) : !same(read, value)) return `${bytes} read as ${String(read)}`;
  }
  return '';
}

const JSON_GOLDEN: readonly (readonly [unknown, string])[] = [
  [new Date(0), '{"$date":"1970-01-01T00:00:00.000Z"}'], [new Map([[1, new Date(0)]]), '{"$map":[[1,{"$date":"1970-01-01T00:00:00.000Z"}]]}'], [new Set(['a']), '{"$set":["a"]}'],
  [123n, '{"$bigint":"123"}'], [new Uint8Array([1, 2]), '{"$bytes":"AQI="}'], [[undefined], '[{"$undefined":true}]'], [NaN, '{"$number":"NaN"}'], [-0, '{"$number":"-0"}'],
  [-Infinity, '{"$number":"-Infinity"}'], [/a"/g, '{"$regexp":["a\\"","g"]}'], [{ $date: 1 }, '{"$$date":1}'], [{ $$x: 1 }, '{"$$$x":1}'], [{ $a: 1, b: 2 }, '{"$a":1,"b":2}'],
];

export function jsonGolden(): string {
  for (const [value, text] of JSON_GOLDEN) {
    const written = json.stringify(value);
    if (written !== text) return `${written}, not ${text}`;
    if (!same(json.parse(text), value)) return `${text} is read as something else`;
  }
  return '';
}

/** Numbers from a seed, from 0 below 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

function value(next: () => number, depth: number): unknown {
  const pick = <T>(...of: T[]): T => of[Math.floor(next() * of.length)];
  const many = <T>(make: () => T): T[] => Array.from({ length: Math.floor(next() * 4) }, make);
  const text = (): string => pick('', 'é', '€', '😀', 'x', 'k'.repeat(31), 'ä'.repeat(20), 'z'.repeat(300), '__proto__', '$date') + pick('', 'a', '1');
  const leaf = pick<() => unknown>(
    () => Math.floor((next() - 0.5) * 2 ** (next() * 54)), () => next() * 1e6, () => pick(-0, 0, NaN, Infinity, -Infinity, 2 ** 53, 1e300), text, () => pick(null, undefined, true, false),
    () => BigInt(Math.floor(next() * 1e9)) ** BigInt(pick(1, 5)) * pick(1n, -1n), () => new Date(Math.floor((next() - 0.5) * 1e13)), () => new Date(NaN),
    () => new Uint8Array(many(() => Math.floor(next() * 256))), () => new RegExp(pick('a/b', '[x]', '\\d+'), pick('', 'gi')), () => new Wallet(3),
    () => new StreamReference(text(), true, false, text()).streamId,
  );
  if (depth === 0 || next() < 0.4) return leaf();
  const inner = (): unknown => value(next, depth - 1);
  return pick<() => unknown>(
    () => many(inner), () => new Map(many(() => [inner(), inner()])), () => new Set(many(inner)),
    () => many(text).reduce((object, key) => Object.defineProperty(object, key, { value: inner(), enumerable: true, writable: true, configurable: true }), {}),
  )();
}

export function roundTrips(seed: number): string {
  const next = random(seed);
  for (let i = 0; i < 5000; i++) {
    const one = value(next, 4);
    const bytes = encoder.encode(one);
    if (!same(decoder.decode(bytes), one)) return `seed ${seed}, value ${i}: ${hex(bytes)}`;
    const text = json.stringify(one);
    if (!same(json.parse(text), one)) return `seed ${seed}, value ${i}: ${text}`;
  }
  return '';
}

/** Bytes of real values with some changed, cut off or added, and bytes of no value at all: read, or refused with a CodecError, and with no more memory than their length allows. */
export function fuzz(seed: number): string {
  const next = random(seed);
  const byte = (): number => Math.floor(next() * 256);
  for (let i = 0; i < 40000; i++) {
    let bytes = next() < 0.5 ? new Uint8Array(Array.from({ length: 1 + byte() % 40 }, byte)) : encoder.encode(value(next, 3));
    for (let changes = byte() % 4; changes > 0; changes--) bytes[Math.floor(next() * bytes.length)] = byte();
    if (next() < 0.2) bytes = bytes.slice(0, Math.floor(next() * bytes.length));
    try {
      decoder.decode(bytes);
    } catch (e) {
      if (!(e instanceof CodecError)) return `seed ${seed}, bytes ${hex(bytes)}: ${String(e)}`;
    }
  }
  return '';
}

/** @returns why bytes are refused */
export function refusal(bytes: string, times = 1): string {
  try {
    decoder.decode(unhex(bytes.repeat(times)));
    return 'read';
  } catch (e) {
    return `${(e as Error).name}: ${(e as Error).message}`;
  }
}

export function large(): string {
  const many = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`k${i}`, i]));
  const list = Array.from({ length: 70_000 }, (_, i) => i);
  const long = 'é'.repeat(70_000);
  return String([many, list, long].every((one) => same(decoder.decode(encoder.encode(one)), one)));
}

export function surrogates(): string {
  const [lone] = [decoder.decode(encoder.encode('a\ud800b'))];
  return String(lone === 'a\ufffdb' && json.parse(json.stringify('a\ud800b')) === 'a\ud800b');
}

class OutOfStock extends errors.NetronError {
  constructor(readonly sku: string) {
    super({ code: 409, message: `${sku} is out of stock`, details: { sku }, cause: new Error('a secret') });
  }
}

/** An error with a cause and a stack, as a server and as a client writes it. */
export function errorsTravel(): string {
  errors.registerError(OutOfStock);
  const server = new Encoder(options);
  const error = new OutOfStock('s1');
  const found: string[] = [];
  for (const read of [decoder.decode(server.encode(error)), json.parse(json.stringify(error))] as OutOfStock[]) {
    found.push(String([read instanceof OutOfStock, read.name, read.code, read.message, JSON.stringify(read.details), read.sku, read.cause]));
  }
  const leak = [...hex(server.encode(error)).matchAll(/../g)].map(([byte]) => String.fromCharCode(parseInt(byte, 16))).join('') + json.stringify(error);
  found.push(String(leak.includes('a secret') || leak.includes('.ts') || leak.includes('.js')));
  class Unknown extends OutOfStock {}
  found.push(String((decoder.decode(server.encode(new Unknown('s2'))) as object).constructor === OutOfStock));
  return found.join('\n');
}

export function refusesToSend(): string {
  const self: unknown[] = [];
  self.push(self);
  return [() => 1, Symbol('s'), Promise.resolve(1), self]
    .flatMap((one) => [() => encoder.encode(one), () => json.stringify(one)])
    .map((write) => {
      try {
        write();
        return 'sent';
      } catch (e) {
        return (e as Error).message;
      }
    })
    .filter((message, i, all) => all.indexOf(message) === i)
    .join('\n');
}
