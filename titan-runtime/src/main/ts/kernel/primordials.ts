/**
 * The runtime's own copies of what it relies on, taken before any code of an app runs: an app may replace or extend the built-ins (its globals are not
 * frozen) without changing what the runtime does.
 */
const { bind, call } = Function.prototype;

/** Turns a method into a function whose first argument is the receiver. */
export const uncurryThis = bind.bind(call) as <T, A extends unknown[], R>(method: (this: T, ...args: A) => R) => (self: T, ...args: A) => R;

export const ReflectApply = Reflect.apply as (fn: Function, self: unknown, args: ArrayLike<unknown>) => unknown;
export const JSONParse = JSON.parse;
export const JSONStringify = JSON.stringify;
export const ObjectKeys = Object.keys;
export const ObjectCreate = Object.create;
export const ObjectAssign = Object.assign;
export const ObjectFreeze = Object.freeze;
export const ObjectGetPrototypeOf = Object.getPrototypeOf;
export const ObjectDefineProperty = Object.defineProperty;
export const ObjectPrototype = Object.prototype;
export const ArrayIsArray = Array.isArray;
export const ArrayBufferIsView = ArrayBuffer.isView;
export const NumberIsInteger = Number.isInteger;
export const decodeComponent = decodeURIComponent;
export const encodeComponent = encodeURIComponent;
export const PromiseThen = uncurryThis(Promise.prototype.then) as <T>(
  promise: Promise<T>,
  fulfilled: (value: T) => unknown,
  rejected?: (reason: unknown) => unknown,
) => Promise<unknown>;
export const PromiseReject = Promise.reject.bind(Promise) as <T = never>(reason: unknown) => Promise<T>;
export const PromiseResolve = Promise.resolve.bind(Promise) as <T>(value: T | PromiseLike<T>) => Promise<T>;
export const StringSlice = uncurryThis(String.prototype.slice);
export const StringIndexOf = uncurryThis(String.prototype.indexOf) as (text: string, search: string, from?: number) => number;
export const StringIncludes = uncurryThis(String.prototype.includes) as (text: string, search: string) => boolean;
export const StringSplit = uncurryThis(String.prototype.split) as unknown as (text: string, separator: string) => string[];
export const StringToWellFormed = uncurryThis(String.prototype.toWellFormed);
export const StringTrim = uncurryThis(String.prototype.trim);
export const StringReplaceAll = uncurryThis(String.prototype.replaceAll) as unknown as (text: string, search: string, by: string) => string;
export const RegExpTest = uncurryThis(RegExp.prototype.test);
export const MapGet = uncurryThis(Map.prototype.get) as <K, V>(map: Map<K, V>, key: K) => V | undefined;
export const MapSet = uncurryThis(Map.prototype.set) as <K, V>(map: Map<K, V>, key: K, value: V) => unknown;
export const MapDelete = uncurryThis(Map.prototype.delete) as <K, V>(map: Map<K, V>, key: K) => boolean;
export const WeakMapGet = uncurryThis(WeakMap.prototype.get) as <K extends object, V>(map: WeakMap<K, V>, key: K) => V | undefined;
export const WeakMapSet = uncurryThis(WeakMap.prototype.set) as <K extends object, V>(map: WeakMap<K, V>, key: K, value: V) => unknown;
export const { captureStackTrace } = Error as unknown as { captureStackTrace(holder: object): void };
export const ErrorToString = uncurryThis(Error.prototype.toString) as (error: object) => string;
export const DateNow = Date.now;
export const DateToISOString = uncurryThis(Date.prototype.toISOString);

/** Whether a value has a `then` to wait for. Reads `then` once, as `await` does. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return ((typeof value === 'object' && value !== null) || typeof value === 'function') && typeof (value as { then?: unknown }).then === 'function';
}
