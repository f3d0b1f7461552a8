/** node:util (https://nodejs.org/api/util.html). */
import { isDeepEqual } from './util-equal';
import { format, inspect } from './util-inspect';

type Fn = (...args: any[]) => any;

const customPromisify = Symbol.for('nodejs.util.promisify.custom');

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

function requireFunction(fn: unknown, name: string): asserts fn is Fn {
  if (typeof fn !== 'function') throw invalid(`The "${name}" argument must be of type function. Received ${inspect(fn)}`);
}

function promisify(original: any): Fn {
  requireFunction(original, 'original');
  const own = (original as any)[customPromisify];
  if (own !== undefined) {
    requireFunction(own, 'util.promisify.custom');
    return Object.defineProperty(own, customPromisify, { value: own, configurable: true });
  }
  const promised = function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (error: unknown, ...values: unknown[]) => (error ? reject(error) : resolve(values[0])));
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperty(promised, customPromisify, { value: promised, configurable: true });
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original)) as Fn;
}
promisify.custom = customPromisify;

function callbackify(original: unknown): Fn {
  requireFunction(original, 'original');
  return function (this: unknown, ...args: unknown[]): void {
    const callback = args.pop();
    requireFunction(callback, 'last argument');
    original.apply(this, args).then(
      (value: unknown) => queueMicrotask(() => callback.call(this, null, value)),
      (reason: unknown) => queueMicrotask(() => callback.call(this, reason || Object.assign(new Error('Promise was rejected with a falsy value'), { reason, code: 'ERR_FALSY_VALUE_REJECTION' }))),
    );
  };
}

const warned = new Set<string>();

function deprecate(fn: Fn, message: string, code?: string): Fn {
  let told = false;
  const deprecated = function (this: unknown, ...args: unknown[]): unknown {
    if (!told && (code === undefined || !warned.has(code))) {
      if (code !== undefined) warned.add(code);
      console.warn(`DeprecationWarning: ${message}`);
    }
    told = true;
    return new.target ? Reflect.construct(fn, args, new.target) : fn.apply(this, args);
  };
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

function inherits(constructor: any, parent: any): void {
  requireFunction(constructor, 'ctor');
  requireFunction(parent, 'superCtor');
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf((constructor as any).prototype, (parent as any).prototype);
}

/** Nothing is written: an isolate has no NODE_DEBUG. */
function debuglog(): Fn {
  return Object.assign(() => {}, { enabled: false });
}

function styleText(styles: string | string[], text: string): string {
  let styled = text;
  for (const name of [styles].flat()) {
    const pair = inspect.colors[name];
    if (pair === undefined) throw Object.assign(new TypeError(`no style '${name}'; there are ${Object.keys(inspect.colors).join(', ')}`), { code: 'ERR_INVALID_ARG_VALUE' });
    styled = `\u001b[${pair[0]}m${styled}\u001b[${pair[1]}m`;
  }
  return styled;
}

/** A promise that rejects as soon as the signal is aborted. */
function aborted(signal: any): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const of = (type: string) => (value: unknown): boolean => typeof value === type;
const types = require('node:util/types');

const util = {
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format: (...args: unknown[]): string => format({}, args),
  formatWithOptions: (options: object, ...args: unknown[]): string => format(options, args),
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: of('boolean'),
  isBuffer: (value: unknown): boolean => require('node:buffer').Buffer.isBuffer(value),
  isDate: types.isDate,
  isDeepStrictEqual: (first: unknown, second: unknown): boolean => isDeepEqual(first, second, true),
  isError: (value: unknown): boolean => value instanceof Error,
  isFunction: of('function'),
  isNull: (value: unknown): boolean => value === null,
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isNumber: of('number'),
  isObject: (value: unknown): boolean => value !== null && typeof value === 'object',
  isPrimitive: (value: unknown): boolean => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: types.isRegExp,
  isString: of('string'),
  isSymbol: of('symbol'),
  isUndefined: of('undefined'),
  log: (...args: unknown[]): void => console.log(format({}, args)),
  promisify,
  stripVTControlCharacters: (text: string): string => text.replace(/\u001b(?:\[[\d;?]*[ -/]*[@-~]|\][^\u0007]*(?:\u0007|\u001b\\))/g, ''),
  styleText,
  toUSVString: (text: unknown): string => String(text).toWellFormed(),
  types,
  _extend: (target: object, source: object | null): object => Object.assign(target, source),
};
for (const name of ['TextDecoder', 'TextEncoder']) {
  Object.defineProperty(util, name, { get: () => (globalThis as any)[name], enumerable: true, configurable: true });
}
module.exports = util;
declare function queueMicrotask(callback: () => void): void;
declare const console: { log(text: string): void; warn(text: string): void };
