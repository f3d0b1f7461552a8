/** node:events: the package of that name, with what node has gained since. */
const EventEmitter = require('events-package');

type Listener = (...args: any[]) => void;

interface Emitter {
  on(event: PropertyKey, listener: Listener): unknown;
  off(event: PropertyKey, listener: Listener): unknown;
  emit(event: PropertyKey, ...args: unknown[]): boolean;
  listenerCount(event: PropertyKey): number;
}

interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: string, listener: () => void, options?: object): void;
  removeEventListener(type: string, listener: () => void): void;
}

const errorMonitor = Symbol('events.errorMonitor');
const captureRejectionSymbol = Symbol.for('nodejs.rejection');

const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function (this: Emitter, event: PropertyKey): boolean {
  if (event === 'error' && this.listenerCount(errorMonitor) > 0) emit.call(this, errorMonitor, arguments[1]);
  return emit.apply(this, arguments);
};

function aborted(signal: Signal): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal.reason }), { name: 'AbortError', code: 'ABORT_ERR' });
}

const isEmitter = (value: any): boolean => typeof value?.on === 'function';

/** Adds a listener to an emitter or to an EventTarget. @returns what takes it away */
function listen(emitter: any, event: any, listener: Listener): () => void {
  if (isEmitter(emitter)) {
    emitter.on(event, listener);
    return () => void (emitter.off ?? emitter.removeListener).call(emitter, event, listener);
  }
  if (typeof emitter?.addEventListener !== 'function') throw new TypeError('expected an EventEmitter or an EventTarget');
  emitter.addEventListener(event, listener);
  return () => emitter.removeEventListener(event, listener);
}

/** The arguments of the next event of that name. Rejects with what is emitted as 'error' before. */
async function once(emitter: any, event: PropertyKey, { signal }: { signal?: Signal } = {}): Promise<unknown[]> {
  if (signal?.aborted) throw aborted(signal);
  const over: (() => void)[] = [];
  try {
    return await new Promise((resolve, reject) => {
      over.push(listen(emitter, event, (...args) => resolve(args)));
      if (isEmitter(emitter) && event !== 'error') over.push(listen(emitter, 'error', reject));
      if (signal !== undefined) over.push(listen(signal, 'abort', () => reject(aborted(signal))));
    });
  } finally {
    for (const remove of over) remove();
  }
}

/** The arguments of every event of that name. */
function on(emitter: any, event: PropertyKey, { signal, close = [] }: { signal?: Signal; close?: PropertyKey[] } = {}): AsyncIterableIterator<unknown[]> {
  if (signal?.aborted) throw aborted(signal);
  const events: unknown[][] = [];
  const waiting: { resolve(result: IteratorResult<unknown[]>): void; reject(reason: unknown): void }[] = [];
  let failure: { reason: unknown } | undefined;
  let ended = false;
  const over: (() => void)[] = [];
  const end = (): void => {
    ended = true;
    for (const remove of over.splice(0)) remove();
    for (const one of waiting.splice(0)) one.resolve({ value: undefined, done: true });
  };
  const fail = (reason: unknown): void => {
    const first = waiting.shift();
    if (first === undefined) failure = { reason };
    else first.reject(reason);
    end();
  };
  over.push(listen(emitter, event, (...args) => {
    const first = waiting.shift();
    if (first === undefined) events.push(args);
    else first.resolve({ value: args, done: false });
  }));
  if (isEmitter(emitter) && event !== 'error') over.push(listen(emitter, 'error', fail));
  for (const name of close) over.push(listen(emitter, name, end));
  if (signal !== undefined) over.push(listen(signal, 'abort', () => fail(aborted(signal))));
  return {
    next() {
      const value = events.shift();
      if (value !== undefined) return Promise.resolve({ value, done: false });
      if (failure !== undefined) {
        const { reason } = failure;
        failure = undefined;
        return Promise.reject(reason);
      }
      if (ended) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      end();
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(reason: unknown) {
      fail(reason);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

Object.assign(EventEmitter, {
  once,
  on,
  errorMonitor,
  captureRejectionSymbol,
  captureRejections: false,
  getEventListeners: (emitter: any, event: PropertyKey): Listener[] => (typeof emitter.listeners === 'function' ? emitter.listeners(event) : []),
  getMaxListeners: (emitter: any): number => emitter.getMaxListeners?.() ?? EventEmitter.defaultMaxListeners,
  setMaxListeners(count: number, ...emitters: any[]): void {
    if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
    for (const emitter of emitters) emitter.setMaxListeners?.(count);
  },
  addAbortListener(signal: Signal, listener: Listener): object {
    if (signal.aborted) queueMicrotask(listener);
    else signal.addEventListener('abort', listener, { once: true });
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', listener) };
  },
});
declare function queueMicrotask(callback: () => void): void;
module.exports = EventEmitter;
