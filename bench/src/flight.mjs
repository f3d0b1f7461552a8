import { connect, createServer } from 'node:net';
import { once } from 'node:events';

const LIMIT_MS = 30_000;

/**
 * Calls over and over, so many at any time, of one server. Each answer is the one that its call must have, and comes once, or the flight fails:
 * `failed` rejects then.
 */
export class Flight {
  #wire;
  #calls;
  #answers = new Map();
  #waiting;
  #lanes;
  #sockets = [];
  #listener;
  #open = 0;
  #ending = false;
  #fail;
  #done;
  #finished;

  /** Answers so far. */
  count = 0;
  failed;

  /** `lanes` calls at any time, of at least `calls` different ones in turn. */
  constructor(wire, lanes, calls = lanes) {
    this.#wire = wire;
    this.#lanes = lanes;
    // A lane takes every so-many-th call: no call is ever under way twice.
    const number = Math.ceil(calls / lanes) * lanes;
    this.#calls = Array.from({ length: number }, (_, i) => wire.call(i));
    for (let i = 0; i < number; i++) this.#answers.set(wire.answer(i), i);
    this.#waiting = new Uint8Array(number);
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => {});
    this.#finished = new Promise((resolve) => (this.#done = resolve));
  }

  /** Opens the connections and sends the first calls. */
  async begin(port) {
    const connections = this.#wire.many ? 1 : this.#lanes;
    const per = this.#lanes / connections;
    for (let at = 0; at < connections; at++) await this.#limited(this.#connection(port, at * per, per));
  }

  /** Sends no more, waits for the answers that are missing, and closes. */
  async end() {
    this.#ending = true;
    if (this.#open > 0) await this.#limited(this.#finished);
    this.close();
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#listener?.close();
  }

  async #connection(port, first, lanes) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#watch(socket);
    const send = (bytes) => socket.write(bytes);
    await once(socket, 'connect');
    const begin = () => send(this.#take(Array.from({ length: lanes }, (_, i) => first + i)));
    if (this.#wire.callback) {
      this.#listener = createServer((back) => {
        this.#watch(back);
        this.#read(back, send);
      });
      this.#listener.listen(0, '127.0.0.1');
      await once(this.#listener, 'listening');
      send(this.#wire.callback(this.#listener.address().port));
      return begin();
    }
    if (this.#wire.hello) send(this.#wire.hello);
    const greeted = this.#read(socket, send);
    if (this.#wire.hello) await greeted;
    begin();
  }

  #watch(socket) {
    this.#sockets.push(socket);
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server has closed the connection')));
  }

  /** Reads answers and sends the calls that follow, all of one read in one write. Resolves when the server has said what comes before answers. */
  #read(socket, send) {
    const wire = this.#wire;
    let rest;
    let greeted = false;
    return new Promise((resolve) =>
      socket.on('data', (chunk) => {
        try {
          const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
          let from = 0;
          if (!greeted) {
            from = wire.greeted(bytes);
            if (from < 0) return void (rest = bytes);
            greeted = true;
            resolve();
          }
          const next = [];
          for (let end; from < bytes.length && (end = wire.end(bytes, from)) >= 0; from = end) {
            const text = wire.text(bytes, from, end);
            if (text !== undefined) next.push(this.#answered(text));
          }
          rest = from < bytes.length ? bytes.subarray(from) : undefined;
          if (next.length > 0 && !this.#ending) send(this.#take(next));
          else if (this.#open === 0 && this.#ending) this.#done();
        } catch (error) {
          this.#fail(error);
          socket.destroy();
        }
      }),
    );
  }

  /** Notes an answer. @return the call that comes next in its lane */
  #answered(text) {
    const i = this.#answers.get(text);
    if (i === undefined || this.#waiting[i] === 0) {
      throw new Error(`${i === undefined ? 'a wrong answer' : 'an answer that nothing waits for'}: ${JSON.stringify(text.slice(0, 500))}, expected are such as ${JSON.stringify(this.#wire.answer(this.#waiting.indexOf(1)))}`);
    }
    this.#waiting[i] = 0;
    this.#open--;
    this.count++;
    return (i + this.#lanes) % this.#calls.length;
  }

  /** The bytes of these calls, which are under way from now on. */
  #take(calls) {
    this.#open += calls.length;
    let length = 0;
    for (const i of calls) {
      this.#waiting[i] = 1;
      length += this.#calls[i].length;
    }
    if (calls.length === 1) return this.#calls[calls[0]];
    const bytes = Buffer.allocUnsafe(length);
    let at = 0;
    for (const i of calls) at += this.#calls[i].copy(bytes, at);
    return bytes;
  }

  async #limited(promise) {
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`no answer for ${LIMIT_MS} ms; ${this.count} came before, ${this.#open} are missing`)), LIMIT_MS)));
    try {
      return await Promise.race([promise, this.failed, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
