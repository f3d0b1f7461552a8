/** The client with a server and a clock that are played here. Each case is a function that gives lines; `outcome` has them once its promises have settled. */
import * as errors from '../../../main/ts/errors';
import { Client } from '../../../main/ts/client/client';
import type { ClientErrors, Environment } from '../../../main/ts/client/environment';
import { Decoder, Encoder, StreamReference } from '../../../main/ts/netron/codec';

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const options = { errors, decodeUtf8: ascii };
const encoder = new Encoder(options);
const decoder = new Decoder(options);

class QuotaError extends errors.NetronError {
  declare readonly plan: string;
}
errors.registerError(QuotaError);

/** Timers go off when a case says so. */
const timers = new Map<number, () => void>();
let lastTimer = 0;
const tick = async (): Promise<void> => {
  for (const [id, callback] of [...timers]) if (timers.delete(id)) callback();
  await turn();
};
const turn = async (): Promise<void> => {
  for (let i = 0; i < 300; i++) await null;
};

class Signal {
  aborted = false;
  reason: unknown;
  readonly listeners = new Set<() => void>();
  addEventListener(_type: string, listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: string, listener: () => void): void {
    this.listeners.delete(listener);
  }
}
class Controller {
  readonly signal = new Signal();
  abort(reason: unknown = 'aborted'): void {
    this.signal.aborted = true;
    this.signal.reason = reason;
    for (const listener of this.signal.listeners) listener();
  }
}
Object.assign(globalThis, {
  AbortController: Controller,
  setTimeout: (callback: () => void) => (timers.set(++lastTimer, callback), lastTimer),
  clearTimeout: (id: number) => timers.delete(id),
});

/** The server's end of a connection. */
class Peer {
  binaryType = '';
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror = null;
  onclose: (() => void) | null = null;
  readonly heard: string[] = [];
  closed = false;

  constructor(readonly url: string) {
    peers.push(this);
  }
  send(message: Uint8Array): void {
    if (message[0] === 0x7b) {
      this.heard.push(ascii(message).replace(/"id":"[^"]*"/, '"id":""'));
      return;
    }
    const id = new DataView(message.buffer, message.byteOffset).getUint32(0);
    decoder.open(message);
    this.heard.push(`${id} ${message[4].toString(16)} ${JSON.stringify(decoder.only(5, message.length))}`);
  }
  close(): void {
    this.closed = true;
  }
  greet(ext?: readonly string[]): void {
    this.onmessage!({ data: bytesOf(JSON.stringify({ type: 'id', id: 'srv', ext })).buffer });
  }
  say(id: number, flags: number, value: unknown, stream?: readonly [number, number]): void {
    encoder.truncate();
    encoder.u32(id);
    encoder.u8(flags);
    encoder.write(value);
    for (const each of stream ?? []) encoder.u32(each);
    this.onmessage!({ data: encoder.take().buffer });
  }
}
let peers: Peer[] = [];
let posts: { url: string; headers: Record<string, string>; body: unknown; signal: Signal }[] = [];
let answer: unknown;

const environment: Environment = {
  errors: errors as unknown as ClientErrors,
  decodeUtf8: ascii,
  encodeUtf8: bytesOf,
  post(url, headers, body, signal) {
    posts.push({ url, headers, body: decoder.decode(body), signal: signal as unknown as Signal });
    if (answer === undefined) return new Promise(() => {});
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve({ status: 200, type: typeof answer === 'string' ? 'text/html' : 'application/msgpack', bytes: encoder.encode(answer) });
  },
  openSocket: (url) => new Peer(url),
  left: () => 20_000,
  traceparent: () => '00-1-2-01',
};

const connect = (address: string, given: object = {}): any => Client.connect(environment, address, given);
const told = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (value) => JSON.stringify(value) ?? 'undefined',
    (e: any) => (e instanceof Error ? `${e.name} ${(e as any).code} ${e.message}` : String(e)),
  );

const cases: Record<string, () => Promise<string[]>> = {
  async http() {
    answer = { id: '1', success: true, data: 5 };
    const users = connect('http://shop/', { token: 's3cret', headers: { 'x-a': 'b' } }).service('users');
    const result = await told(users.add(2, 3));
    const [{ url, headers, body }] = posts;
    return [result, url, JSON.stringify(headers), JSON.stringify(body).replace(/"timeout":\d+/, (found) => String(+found.slice(10) > 19_000 && +found.slice(10) <= 20_000))];
  },
  async failures() {
    const users = connect('http://shop').service('users');
    const lines: string[] = [];
    answer = { success: false, error: { code: '429', name: 'QuotaError', message: 'no more', plan: 'free' } };
    await users.find().catch((e: any) => lines.push(`${e instanceof QuotaError} ${e.code} ${e.plan}`));
    answer = { success: false, error: { code: '404', name: 'ServiceNotFoundError', message: 'Service not found' } };
    await users.find().catch((e: any) => lines.push(String(e instanceof errors.ServiceNotFoundError)));
    answer = 'hello';
    lines.push(await told(users.find()));
    answer = new Error('refused');
    lines.push(await told(users.find()));
    lines.push(await told(users.find(() => 1)));
    return lines;
  },
  async batch() {
    answer = { responses: [{ success: true, data: 1 }, { success: false, error: { code: '403', name: 'PermissionError', message: 'no' } }] };
    const client = connect('http://shop');
    const results = client.batch((c: any) => [told(c.service('a').x()), told(c.service('b').y())]);
    return [String(posts.length), posts[0].url, ...(await Promise.all<string>(results))];
  },
  async deadline() {
    answer = undefined;
    const found = told(connect('http://shop', { timeout: 50 }).service('users').find());
    await tick();
    return [await found, String(posts[0].signal.aborted)];
  },
  async session() {
    const client = connect('ws://shop', { token: () => Promise.resolve('s3cret') });
    const found = told(client.service('users@1.0.0').findById('u1'));
    const [peer] = peers;
    peer.greet();
    await turn();
    peer.say(1, 0x04, true);
    peer.say(2, 0x03, { id: 'u1' });
    return [await found, peer.url, ...peer.heard];
  },
  async extensions() {
    const client = connect('ws://shop');
    const controller = new Controller();
    const found = told(client.with({ signal: controller.signal }).service('users').find());
    const [peer] = peers;
    peer.greet(['cancel', 'meta', 'future']);
    await turn();
    controller.abort('enough');
    return [await found, ...peer.heard.slice(1).map((line) => line.replace(/\[(\d+),/, '[_,'))];
  },
  async stream() {
    const chunks: unknown[] = [];
    const reading = (async () => {
      for await (const chunk of connect('ws://shop').service('users').tick()) chunks.push(chunk);
    })();
    const [peer] = peers;
    peer.greet(['credit']);
    await turn();
    peer.say(1, 0x03, new StreamReference('1', true, true, 'cli'));
    for (let i = 0; i < 33; i++) peer.say(i + 1, 0x65, i, [1, i]);
    await turn();
    peer.say(40, 0x75, null, [1, 33]);
    await reading;
    return [String(chunks.length), ...peer.heard.slice(2)];
  },
  async breaks() {
    const reading = (async () => {
      for await (const chunk of connect('ws://shop').service('users').tick()) return chunk;
      return undefined;
    })();
    const [peer] = peers;
    peer.greet();
    await turn();
    peer.say(1, 0x03, new StreamReference('1', true, true, 'cli'));
    peer.say(1, 0x65, 7, [1, 0]);
    return [String(await reading), ...peer.heard.slice(2)];
  },
  async brokenStream() {
    const reading = told(
      (async () => {
        for await (const _ of connect('ws://shop').service('users').tick());
      })(),
    );
    const [peer] = peers;
    peer.greet();
    await turn();
    peer.say(1, 0x03, new StreamReference('1', true, true, 'cli'));
    peer.say(1, 0x46, { streamId: '1', message: 'over', error: new errors.RateLimitError('over') });
    return [await reading];
  },
  async valueForStream() {
    const reading = told(
      (async () => {
        for await (const _ of connect('ws://shop').service('users').tick());
      })(),
    );
    const [peer] = peers;
    peer.greet();
    await turn();
    peer.say(1, 0x03, 'text');
    return [await reading];
  },
  async reconnects() {
    const client = connect('ws://shop');
    const lost = told(client.service('users').find(1));
    peers[0].greet();
    await turn();
    peers[0].onclose!();
    const next = told(client.service('users').find(2));
    peers[1].onclose!();
    await turn();
    // The deadline of the second call goes off last; the attempt to connect is the timer behind it.
    const [, retry] = [...timers.values()];
    retry();
    peers[2].greet();
    await turn();
    peers[2].say(1, 0x03, 'there');
    client.close();
    return [await lost, await next, await told(client.service('users').find(3))];
  },
  async properties() {
    const users = connect('ws://shop').service('users');
    const read = told(users.greeting);
    const written = told(users.greeting.set('yo'));
    const [peer] = peers;
    peer.greet();
    await turn();
    peer.say(1, 0x01, 'hello');
    peer.say(2, 0x02, undefined);
    answer = { success: true, data: 5 };
    const http = connect('http://shop').service('users');
    const told3 = await told(http.count);
    await http.count.set(6);
    const bodies = posts.map(({ body }) => JSON.stringify({ ...(body as object), hints: undefined }));
    return [await read, await written, ...peer.heard.slice(1), told3, ...bodies];
  },
  async renews() {
    const { now } = Date;
    let time = 1_000_000;
    Date.now = () => time;
    try {
      const tokens = ['t1', 't2', 't2', 't3'];
      const client = connect('ws://shop', { token: () => tokens.shift() });
      const users = client.service('users');
      const calls = [told(users.a())];
      const [peer] = peers;
      peer.greet();
      await turn();
      peer.say(1, 0x04, { authenticated: true, expiresIn: 50_000 });
      peer.say(2, 0x03, 'a');
      time += 39_000;
      calls.push(told(users.b()));
      peer.say(3, 0x03, 'b');
      time += 2_000;
      calls.push(told(users.c()), told(users.d()));
      await turn();
      peer.say(4, 0x04, { authenticated: true, expiresIn: 50_000 });
      peer.say(5, 0x03, 'c');
      peer.say(6, 0x83, new errors.AuthError('the token has expired'));
      await turn();
      // The same token is not shown again.
      calls.push(told(users.e()));
      await turn();
      peer.say(7, 0x83, new errors.AuthError('the token has expired'));
      await turn();
      calls.push(told(users.f()));
      await turn();
      peer.say(8, 0x84, new errors.AuthError('the token is not valid'));
      await turn();
      return [...(await Promise.all(calls)), ...peer.heard.slice(1), String(peer.closed)];
    } finally {
      Date.now = now;
    }
  },
  async leaves() {
    const client = connect('ws://shop');
    const users = client.service('users');
    const held = told(users.held());
    const refused = told(users.refused());
    peers[0].greet();
    await turn();
    peers[0].say(2, 0x83, new errors.TransportLostError({ message: 'The server is stopping', details: { draining: true } }));
    await turn();
    const elsewhere = told(users.elsewhere());
    peers[1].greet();
    await turn();
    peers[1].say(1, 0x03, 'there');
    peers[0].say(1, 0x03, 'held');
    peers[0].onclose!();
    const again = told(users.again());
    await turn();
    peers[1].say(2, 0x03, 'there again');
    return [await held, await refused, await elsewhere, await again, String(peers.length)];
  },
  async events() {
    const lines: string[] = [];
    const client = connect('ws://shop');
    const listening = client.on('order.created', (data: any) => lines.push(`heard ${JSON.stringify(data)}`));
    const refused = told(client.on('secret', () => lines.push('no')));
    const [first] = peers;
    first.greet();
    await turn();
    first.say(1, 0x04, undefined);
    first.say(2, 0x84, new errors.PermissionError('not yours'));
    const off = await listening;
    lines.push(await refused);
    first.say(1, 0x44, ['emit', 'order.created', { id: 1 }]);
    first.say(2, 0x44, ['emit', 'secret', 1]);
    const emitted = told(client.emit('chat.said', 'hi'));
    first.say(3, 0x04, undefined);
    lines.push(await emitted, ...first.heard.slice(1));
    first.onclose!();
    const [retry] = [...timers.values()];
    retry();
    peers[1].greet();
    await turn();
    peers[1].say(1, 0x04, undefined);
    peers[1].say(1, 0x44, ['emit', 'order.created', { id: 2 }]);
    await turn();
    off();
    peers[1].say(2, 0x44, ['emit', 'order.created', { id: 3 }]);
    await turn();
    lines.push(...peers[1].heard.slice(1), await told(connect('http://shop').on('x', () => undefined)));
    return lines;
  },
  async nonsense() {
    const lines: string[] = [];
    for (const make of [() => connect('ftp://shop'), () => connect('http://shop', { timeOut: 1 }), () => connect('http://shop', { timeout: 0 }), () => connect('http://shop').service('')]) {
      try {
        make();
      } catch (e) {
        lines.push((e as Error).message);
      }
    }
    const found = told(connect('ws://shop').service('users').find());
    peers[0].greet();
    await turn();
    peers[0].onmessage!({ data: Uint8Array.from([0, 0, 0, 1, 3, 0xc0, 0xc0]).buffer });
    return [...lines, await found, String(peers[0].closed)];
  },
};

let lines: string[] | undefined;

export function begin(name: string): string {
  peers = [];
  posts = [];
  timers.clear();
  lines = undefined;
  cases[name]().then(
    (found) => (lines = found),
    (e) => (lines = [String((e as Error).stack)]),
  );
  return '';
}

export function outcome(): string {
  return lines === undefined ? 'not settled' : lines.join('\n');
}
