/**
 * Memory outside of V8's heap that V8 does not count either, as it does that of an ArrayBuffer: shared buffers, and the memories of WebAssembly. Each is noted when it is made, and the host asks for their
 * sum. A memory that no instance exports is not seen; V8 is told to let none grow beyond four heaps.
 */
import { ObjectDefineProperty, uncurryThis } from './primordials';

/** As far as it is used here (https://webassembly.github.io/spec/js-api/). */
interface WebAssemblyNamespace {
  Memory: new (descriptor: object) => object;
  Instance: new (module: object, imports?: object) => object;
  Module: new (bytes: object) => object;
}

declare const WebAssembly: WebAssemblyNamespace | undefined;

const { construct, getOwnPropertyDescriptor, ownKeys } = Reflect;
const deref = uncurryThis(WeakRef.prototype.deref);
const getter = (prototype: object, name: string): ((self: object) => unknown) => uncurryThis((getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor).get as () => unknown);
const bytesOfShared = getter(SharedArrayBuffer.prototype, 'byteLength');
const bytesOf = getter(ArrayBuffer.prototype, 'byteLength');

let noted: WeakRef<object>[] = [];
let sizes: ((held: object) => number)[] = [];

function note(held: object, size: (held: object) => number): void {
  noted[noted.length] = new WeakRef(held);
  sizes[sizes.length] = size;
}

/** Called by the host: bytes in decimal digits; undefined where nothing has been noted. What has gone is forgotten. */
export function heldOutside(): string | undefined {
  if (noted.length === 0) return undefined;
  const left: WeakRef<object>[] = [];
  const leftSizes: ((held: object) => number)[] = [];
  let sum = 0;
  for (let i = 0; i < noted.length; i++) {
    const held = deref(noted[i]);
    if (held === undefined) continue;
    left[left.length] = noted[i];
    leftSizes[leftSizes.length] = sizes[i];
    sum += sizes[i](held);
  }
  noted = left;
  sizes = leftSizes;
  return `${sum}`;
}

/** Replaces a constructor by one that has what it makes looked at. */
function watched<C extends Function>(constructor: C, made: (value: object) => void): C {
  const watching = new Proxy(constructor, {
    construct(target, args, newTarget) {
      const value = construct(target, args, newTarget === watching ? target : newTarget) as object;
      made(value);
      return value;
    },
  });
  ObjectDefineProperty(constructor.prototype as object, 'constructor', { value: watching, writable: true, configurable: true });
  return watching;
}

function replace(holder: object, name: string, value: unknown): void {
  const before = getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
  ObjectDefineProperty(holder, name, { ...before, value });
}

/** Watches what can take such memory. Called once, before any code of an app. */
export function watchOutside(): void {
  replace(globalThis, 'SharedArrayBuffer', watched(SharedArrayBuffer, (buffer) => note(buffer, bytesOfShared as (held: object) => number)));
  if (typeof WebAssembly === 'undefined') return;
  const { Memory, Instance, Module } = WebAssembly;
  const buffer = getter(Memory.prototype as object, 'buffer');
  const size = (memory: object): number => {
    const bytes = buffer(memory) as object;
    return (bytes instanceof ArrayBuffer ? bytesOf(bytes) : bytesOfShared(bytes)) as number;
  };
  const exportsOf = getter(Instance.prototype as object, 'exports');
  const noteExports = (instance: object): void => {
    const all = exportsOf(instance) as Record<string | symbol, unknown>;
    const names = ownKeys(all);
    for (let i = 0; i < names.length; i++) {
      const value = all[names[i]];
      if (value instanceof Memory) note(value, size);
    }
  };
  replace(WebAssembly, 'Memory', watched(Memory, (memory) => note(memory, size)));
  replace(WebAssembly, 'Instance', watched(Instance, noteExports));
  // The engine compiles beside the isolate and tells it by a task of its own, which nobody runs while the isolate waits: here it is done at once.
  const instance = (module: object, imports: object | undefined): object => {
    const made = new Instance(module, imports);
    noteExports(made);
    return made;
  };
  const settled = {
    compile: async (bytes: object): Promise<object> => new Module(bytes),
    instantiate: async (source: object, imports: object | undefined = undefined): Promise<object> => {
      if (source instanceof Module) return instance(source, imports);
      const module = new Module(source);
      return { module, instance: instance(module, imports) };
    },
  };
  replace(WebAssembly, 'compile', settled.compile);
  replace(WebAssembly, 'instantiate', settled.instantiate);
}
