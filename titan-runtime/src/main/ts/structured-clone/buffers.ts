/** Buffers and their views. */
import { type Copier, DOMException, MapGet, uncurryThis } from 'titan:kernel';
import { getter, has, inherits } from './slots';

const byteLength = getter(ArrayBuffer.prototype, 'byteLength');
const maxByteLength = getter(ArrayBuffer.prototype, 'maxByteLength');
const resizable = getter(ArrayBuffer.prototype, 'resizable');
const detached = getter(ArrayBuffer.prototype, 'detached');
const sharedLength = getter(SharedArrayBuffer.prototype, 'byteLength');
const transfer = uncurryThis(ArrayBuffer.prototype.transfer) as (buffer: ArrayBuffer) => ArrayBuffer;

const TypedArray = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const kindOf = getter(TypedArray, Symbol.toStringTag);
/** Throws for an array whose buffer has become too short for it, which otherwise looks empty. */
const inBounds = uncurryThis(TypedArray.keys as () => unknown) as (view: unknown) => unknown;
const ofArray = { buffer: getter(TypedArray, 'buffer'), offset: getter(TypedArray, 'byteOffset'), length: getter(TypedArray, 'length') };
const ofView = { buffer: getter(DataView.prototype, 'buffer'), offset: getter(DataView.prototype, 'byteOffset'), length: getter(DataView.prototype, 'byteLength') };

type View = new (buffer: unknown, offset: unknown, length?: unknown) => unknown;
const VIEWS = new Map<unknown, View>(
  [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
    Float16Array,
  ].map((type) => [type.name, type as unknown as View]),
);

export const isBuffer = (value: unknown): boolean => inherits(ArrayBuffer.prototype, byteLength, value);
export const isShared = (value: unknown): boolean => inherits(SharedArrayBuffer.prototype, sharedLength, value);
export const isDetached = (buffer: unknown): boolean => detached(buffer) === true;
export const moveBuffer = (buffer: object): object => transfer(buffer as ArrayBuffer);

const Buffer = ArrayBuffer as new (length: number, options?: object) => ArrayBuffer;

export function readBuffer(buffer: unknown): Copier {
  if (isDetached(buffer)) throw new DOMException('an ArrayBuffer that is detached cannot be cloned', 'DataCloneError');
  const length = byteLength(buffer) as number;
  const copy = resizable(buffer) ? new Buffer(length, { maxByteLength: maxByteLength(buffer) }) : new Buffer(length);
  new Uint8Array(copy).set(new Uint8Array(buffer as ArrayBuffer));
  return () => copy;
}

export function readView(view: object, inner: (value: unknown) => Copier): Copier {
  const kind = kindOf(view);
  const of = kind === undefined ? ofView : ofArray;
  const outside = (): DOMException => new DOMException('a view that is out of the bounds of its buffer cannot be cloned', 'DataCloneError');
  if (!has(kind === undefined ? ofView.length : inBounds, view)) throw outside();
  const [offset, length] = [of.offset(view), of.length(view)];
  const source = of.buffer(view);
  // An array whose length follows its buffer goes on doing so.
  const tracks = has(resizable, source) && resizable(source) === true && isTracking(view, kind, source, offset, length);
  const buffer = inner(source);
  const Type = MapGet(VIEWS, kind ?? 'DataView') as View;
  return () => {
    try {
      return tracks ? new Type(buffer(), offset) : new Type(buffer(), offset, length);
    } catch {
      throw outside();
    }
  };
}

/** No property tells: only a resize does, if there is room for one. */
function isTracking(view: object, kind: unknown, source: unknown, offset: unknown, length: unknown): boolean {
  const unit = kind === undefined ? 1 : (view as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  const size = byteLength(source) as number;
  if (Math.floor((size - (offset as number)) / unit) !== length) return false;
  const room = (maxByteLength(source) as number) - size;
  if (room < unit) return false;
  const of = kind === undefined ? ofView : ofArray;
  (source as ArrayBuffer).resize(size + unit);
  const follows = of.length(view) !== length;
  (source as ArrayBuffer).resize(size);
  return follows;
}
