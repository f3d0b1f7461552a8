/** node:util/types (https://nodejs.org/api/util.html#utiltypes): what can be told by a value's own slots, not by its prototype. */
const AsyncFunction = (async () => {}).constructor as Function;
const GeneratorFunction = (function* () {}).constructor as Function;
const AsyncGeneratorFunction = (async function* () {}).constructor as Function;
const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;

/** Whether a method that asks for a slot of its own accepts the value. */
function accepts(method: (...args: any[]) => unknown, value: unknown, ...args: unknown[]): boolean {
  try {
    method.apply(value, args);
    return true;
  } catch {
    return false;
  }
}

const getter = (prototype: object, name: PropertyKey): ((this: any) => unknown) => Object.getOwnPropertyDescriptor(prototype, name)!.get!;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const slot = (method: (...args: any[]) => unknown, ...args: unknown[]) => (value: unknown): boolean => isObject(value) && accepts(method, value, ...args);
const tag = (name: string) => (value: unknown): boolean => isObject(value) && Object.prototype.toString.call(value) === `[object ${name}]`;
const typed = (name: string) => (value: unknown): boolean => typedTag.call(value) === name;

const isNumberObject = slot(Number.prototype.valueOf);
const isStringObject = slot(String.prototype.valueOf);
const isBooleanObject = slot(Boolean.prototype.valueOf);
const isSymbolObject = slot(Symbol.prototype.valueOf);
const isBigIntObject = slot(BigInt.prototype.valueOf);
const isArrayBuffer = slot(getter(ArrayBuffer.prototype, 'byteLength'));
const isSharedArrayBuffer = typeof SharedArrayBuffer === 'undefined' ? () => false : slot(getter(SharedArrayBuffer.prototype, 'byteLength'));

const types = {
  isAnyArrayBuffer: (value: unknown): boolean => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isArgumentsObject: tag('Arguments'),
  isArrayBuffer,
  isArrayBufferView: (value: unknown): boolean => ArrayBuffer.isView(value),
  isAsyncFunction: (value: unknown): boolean => value instanceof AsyncFunction || value instanceof AsyncGeneratorFunction,
  isBigIntObject,
  isBooleanObject,
  isBoxedPrimitive: (value: unknown): boolean => [isNumberObject, isStringObject, isBooleanObject, isSymbolObject, isBigIntObject].some((is) => is(value)),
  isCryptoKey: tag('CryptoKey'),
  isDataView: slot(getter(DataView.prototype, 'byteLength')),
  isDate: slot(Date.prototype.getTime),
  isExternal: () => false,
  isGeneratorFunction: (value: unknown): boolean => value instanceof GeneratorFunction || value instanceof AsyncGeneratorFunction,
  isGeneratorObject: tag('Generator'),
  isKeyObject: () => false,
  isMap: slot(getter(Map.prototype, 'size')),
  isMapIterator: tag('Map Iterator'),
  isModuleNamespaceObject: tag('Module'),
  isNativeError: (value: unknown): boolean => value instanceof Error || tag('Error')(value),
  isNumberObject,
  isPromise: (value: unknown): boolean => value instanceof Promise,
  isProxy: () => false,
  isRegExp: (value: unknown): boolean => isObject(value) && value !== RegExp.prototype && accepts(getter(RegExp.prototype, 'source'), value),
  isSet: slot(getter(Set.prototype, 'size')),
  isSetIterator: tag('Set Iterator'),
  isSharedArrayBuffer,
  isStringObject,
  isSymbolObject,
  isTypedArray: (value: unknown): boolean => typedTag.call(value) !== undefined,
  isWeakMap: slot(WeakMap.prototype.has, {}),
  isWeakSet: slot(WeakSet.prototype.has, {}),
  ...Object.fromEntries(
    ['BigInt64Array', 'BigUint64Array', 'Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array']
      .map((name) => [`is${name}`, typed(name)]),
  ),
};
module.exports = types;
