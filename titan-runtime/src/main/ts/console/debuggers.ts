/** The console of debuggers: V8's own, which hands them the values themselves. */
import { ObjectDefineProperty, ReflectApply } from '../kernel/primordials';

type Method = (...args: unknown[]) => void;

/**
 * Arguments whose first is a text that is not empty: the engine's bridge to the host ends the process at a message without text, and makes the message of the first argument
 * alone, by its conversion to a string.
 */
function shown(args: unknown[], format = '%o'): unknown[] {
  const first = args[0];
  switch (typeof first) {
    case 'string':
      return first === '' ? ['%s', ...args] : args;
    case 'number':
    case 'boolean':
      return args;
    default:
      return args.length === 0 ? args : [format, ...args];
  }
}

/** Has every call of a console reach debuggers too. To be called before the global `console` is replaced. */
export function tellDebuggers(own: object): void {
  const native = (globalThis as unknown as { console: Record<string, Method> }).console;
  const methods = own as Record<string, Method>;
  const tell = (name: string, method: string, convert: (args: unknown[]) => unknown[] | undefined): void => {
    const before = methods[name];
    const v8 = native[method];
    const value = {
      [name](...args: unknown[]): void {
        const converted = convert(args);
        if (converted !== undefined) ReflectApply(v8, native, converted);
        ReflectApply(before, own, args);
      },
    }[name];
    ObjectDefineProperty(own, name, { value, writable: true, enumerable: true, configurable: true });
  };
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace', 'group', 'groupCollapsed', 'dirxml']) {
    tell(name, name === 'dirxml' ? 'log' : name, shown);
  }
  for (const name of ['dir', 'table']) tell(name, 'log', (args) => shown([args[0]], '%O'));
  for (const name of ['count', 'countReset', 'time', 'timeEnd', 'timeLog']) {
    tell(name, name, (args) => (args.length === 0 || (typeof args[0] === 'string' && args[0] !== '') ? args : undefined));
  }
  tell('assert', 'assert', ([condition, ...rest]) => (condition ? undefined : [false, ...shown(rest)]));
  tell('groupEnd', 'groupEnd', () => []);
  tell('clear', 'clear', () => []);
}
