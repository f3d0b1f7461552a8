import { type Context, context, ObjectCreate, ObjectDefineProperty, start, withContext } from 'titan:kernel';

type Constructor = abstract new (...args: never[]) => object;

const { construct, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

/**
 * A constructor in the place of another: the same but that the methods of its first argument may suspend. It shares the prototype, so that whatever the package makes by itself is an instance of it.
 *
 * @param methods of the object that authors give
 */
export function suspending<C extends Constructor>(constructor: C, methods: readonly string[]): C {
  const made = function (this: unknown, given?: unknown): object {
    if (new.target === undefined) throw new TypeError(`Class constructor ${constructor.name} cannot be invoked without 'new'`);
    const args = [...arguments] as unknown[];
    if (args.length > 0) args[0] = prepared(given, methods);
    return construct(constructor, args, new.target === (made as unknown) ? constructor : new.target) as object;
  } as unknown as C;
  for (const key of ownKeys(constructor)) {
    const descriptor = getOwnPropertyDescriptor(constructor, key) as PropertyDescriptor;
    ObjectDefineProperty(made, key, descriptor);
  }
  ObjectDefineProperty(made.prototype as object, 'constructor', { value: made, writable: true, enumerable: false, configurable: true });
  return made;
}

/** Within a request, an object that inherits from the one given and whose methods are called in the request's context. They see the one given as `this`. */
function prepared(given: unknown, methods: readonly string[]): unknown {
  const current = context();
  if (current === null || typeof given !== 'object' || given === null) return given;
  let result: object | undefined;
  for (const name of methods) {
    const method = plainMethod(given, name);
    if (method === undefined) continue;
    result ??= ObjectCreate(given) as object;
    ObjectDefineProperty(result, name, { value: suspended(method, given, current), writable: true, configurable: true });
  }
  return result ?? given;
}

/** A method that can be read without running anybody's code. */
function plainMethod(given: object, name: string): Function | undefined {
  for (let at: object | null = given; at !== null; at = getPrototypeOf(at)) {
    const descriptor = getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return typeof descriptor.value === 'function' ? (descriptor.value as Function) : undefined;
  }
  return undefined;
}

function suspended(method: Function, self: object, current: Context): Function {
  return function (): unknown {
    const args = arguments;
    return withContext(current, () => {
      let settled: { failed: boolean; value: unknown } | undefined;
      let later: ((outcome: { failed: boolean; value: unknown }) => void) | undefined;
      const settle = (failed: boolean) => (value: unknown) => {
        settled = { failed, value };
        later?.(settled);
      };
      start(method, self, args as unknown as unknown[], settle(false), settle(true));
      const at = settled as { failed: boolean; value: unknown } | undefined;
      if (at === undefined) return new Promise((resolve, reject) => (later = ({ failed, value }) => (failed ? reject(value) : resolve(value))));
      if (at.failed) throw at.value;
      return at.value;
    });
  };
}
