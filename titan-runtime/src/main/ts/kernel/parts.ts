/**
 * Parts of the runtime's JavaScript that load when they are first used, so that a start costs nothing for what an app does not use. A part is a folder beside this one
 * whose index.ts is built into a script of its own. It imports from 'titan:kernel' what shared.ts exports, and from 'titan:<part>' what another part does.
 */
import { host } from './host';
import { MapDelete, MapGet, MapSet, ObjectDefineProperty, StringSlice } from './primordials';

const PREFIX = 'titan:';

const loaded = new Map<string, object>();

let shared: object = {};
/** The same as plain properties: read often, and complete once the kernel has booted. */
let kernel: object | undefined;

/** Called once, before any part loads. @param exports what parts import from 'titan:kernel' */
export function share(exports: object): void {
  shared = exports;
}

function require(specifier: string): object {
  const name = StringSlice(specifier, PREFIX.length);
  return name === 'kernel' ? (kernel ??= { ...shared }) : part(name);
}

/** The exports of a part, loaded now unless it has been. Parts may import each other as long as no cycle comes of it. */
export function part<Exports extends object>(name: string): Exports {
  const known = MapGet(loaded, name);
  if (known !== undefined) return known as Exports;
  const module = { exports: {} };
  // What asks for the part that is loading gets what there is, instead of an endless recursion.
  MapSet(loaded, name, module.exports);
  try {
    host.loadPart(name, require, module);
  } catch (e) {
    MapDelete(loaded, name);
    throw e;
  }
  MapSet(loaded, name, module.exports);
  return module.exports as Exports;
}

/**
 * Defines properties that a part exports under the same names. Each is an accessor until it is read, and then the data property that it stands for: writable and
 * configurable. An assignment before that replaces it.
 */
export function defineLazy(target: object, partName: string, names: readonly string[], enumerable = false): void {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const define = (value: unknown): void => {
      ObjectDefineProperty(target, name, { value, writable: true, enumerable, configurable: true });
    };
    ObjectDefineProperty(target, name, {
      get() {
        const value = part<Record<string, unknown>>(partName)[name];
        define(value);
        return value;
      },
      set: define,
      enumerable,
      configurable: true,
    });
  }
}
