import { part } from './parts';
import { ObjectDefineProperty, ObjectKeys } from './primordials';

/** Defines extensions as members of `t`, by name with the names of their methods. Each is an accessor until it is read. */
export function defineExtensions(t: object, extensions: Readonly<Record<string, readonly string[]>>): void {
  for (const name of ObjectKeys(extensions)) {
    const define = (value: unknown): void => {
      ObjectDefineProperty(t, name, { value, writable: true, enumerable: true, configurable: true });
    };
    ObjectDefineProperty(t, name, {
      get() {
        const value = part<typeof import('../t-extensions')>('t-extensions').extension(name, extensions[name]);
        define(value);
        return value;
      },
      set: define,
      enumerable: true,
      configurable: true,
    });
  }
}
