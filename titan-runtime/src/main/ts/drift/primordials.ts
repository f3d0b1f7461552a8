/**
 * The runtime's own copies of the built-ins that it relies on, taken before any code of an app runs. Actions may change the
 * built-ins; nothing here then changes. For the same reason the runtime keeps linked lists and plain indices instead of
 * `push`, `for…of` and spread, which look at what a program can replace.
 */
type AnyFunction = (...args: any[]) => any;
type CaptureStackTrace = (target: object, above?: AnyFunction) => void;

export const apply: (target: any, self: any, args: ArrayLike<any>) => any = Reflect.apply;
export const { ownKeys, getPrototypeOf, defineProperty, getOwnPropertyDescriptor, deleteProperty, construct } = Reflect;
export const { isArray } = Array;
export const { isFrozen, freeze, is: sameValue } = Object;
export const ArrayCtor = Array;
export const ErrorCtor: ErrorConstructor & { stackTraceLimit: number; captureStackTrace: CaptureStackTrace; prepareStackTrace?: unknown } = Error as any;
export const TypeErrorCtor = TypeError;
export const RangeErrorCtor = RangeError;
export const AggregateErrorCtor = AggregateError;
export const PromiseCtor = Promise;
export const PromisePrototype = Promise.prototype;
export const ObjectPrototype = Object.prototype;
export const ArrayPrototype = Array.prototype;
export const FunctionPrototype = Function.prototype;
export const nativeCall = Function.prototype.call;
export const nativeApply = Function.prototype.apply;
export const functionToString: AnyFunction = Function.prototype.toString;
export const nativeBind = Function.prototype.bind;
export const iteratorSymbol: typeof Symbol.iterator = Symbol.iterator;
export const speciesSymbol: typeof Symbol.species = Symbol.species;

const GeneratorPrototype = getPrototypeOf(function* () {}.prototype)!;
export const generatorNext: AnyFunction = (GeneratorPrototype as any).next;
export const generatorReturn: AnyFunction = (GeneratorPrototype as any).return;
export const generatorThrow: AnyFunction = (GeneratorPrototype as any).throw;

export const arrayValues: AnyFunction = ArrayPrototype.values;
export const ArrayIteratorPrototype: any = getPrototypeOf([].values());
export const arrayIteratorNext: AnyFunction = ArrayIteratorPrototype.next;
export const stringIterator: AnyFunction = String.prototype[Symbol.iterator];
export const mapEntries: AnyFunction = Map.prototype.entries;
export const setValues: AnyFunction = Set.prototype.values;
export const MapIteratorPrototype: any = getPrototypeOf(new Map().entries());
export const SetIteratorPrototype: any = getPrototypeOf(new Set().values());
export const StringIteratorPrototype: any = getPrototypeOf(''[Symbol.iterator]());
export const mapIteratorNext: AnyFunction = MapIteratorPrototype.next;
export const setIteratorNext: AnyFunction = SetIteratorPrototype.next;
export const stringIteratorNext: AnyFunction = StringIteratorPrototype.next;
export const TypedArray: any = getPrototypeOf(Uint8Array);
export const typedValues: AnyFunction = TypedArray.prototype.values;

export const promiseThen: AnyFunction = Promise.prototype.then;
export const promiseResolve: AnyFunction = Promise.resolve;
export const promiseReject: AnyFunction = Promise.reject;
export const { captureStackTrace } = ErrorCtor;
export const stringIndexOf: AnyFunction = String.prototype.indexOf;
const weakMapGet: AnyFunction = WeakMap.prototype.get;
const weakMapSet: AnyFunction = WeakMap.prototype.set;
const weakSetHas: AnyFunction = WeakSet.prototype.has;
const weakSetAdd: AnyFunction = WeakSet.prototype.add;

/** A weak map whose methods cannot be replaced. */
export class OwnWeakMap<K extends object, V> {
  readonly #map = new WeakMap<K, V>();
  get(key: K): V | undefined {
    return apply(weakMapGet, this.#map, [key]);
  }
  set(key: K, value: V): void {
    apply(weakMapSet, this.#map, [key, value]);
  }
}

/** A weak set whose methods cannot be replaced. */
export class OwnWeakSet<K extends object> {
  readonly #set = new WeakSet<K>();
  has(key: K): boolean {
    return apply(weakSetHas, this.#set, [key]);
  }
  add(key: K): void {
    apply(weakSetAdd, this.#set, [key]);
  }
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
