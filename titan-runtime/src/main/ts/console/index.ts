/** console (https://console.spec.whatwg.org), into the log of the server. */
import { currentNumber } from '../kernel/context';
import { host } from '../kernel/host';
import { here } from '../kernel/places';
import { format, inspect } from './inspect';

const counts = new Map<string, number>();
const times = new Map<string, number>();
let indent = '';

function write(level: string, text: string): void {
  host.log(level, indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`), undefined, currentNumber(), here());
}

function elapsed(label: string): string {
  const start = times.get(label);
  return start === undefined ? `Timer '${label}' does not exist` : `${label}: ${Date.now() - start}ms`;
}

export const console = {
  log: (...args: unknown[]): void => write('info', format(args)),
  info: (...args: unknown[]): void => write('info', format(args)),
  debug: (...args: unknown[]): void => write('debug', format(args)),
  warn: (...args: unknown[]): void => write('warn', format(args)),
  error: (...args: unknown[]): void => write('error', format(args)),
  trace(...args: unknown[]): void {
    const { stack } = new Error();
    write('debug', `Trace: ${format(args)}\n${(stack ?? '').split('\n').slice(2).join('\n')}`);
  },
  dir: (value: unknown): void => write('info', inspect(value)),
  dirxml: (...args: unknown[]): void => write('info', format(args)),
  table: (value: unknown): void => write('info', inspect(value)),
  assert(condition?: unknown, ...args: unknown[]): void {
    if (!condition) write('error', args.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(args)}`);
  },
  count(label = 'default'): void {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write('info', `${label}: ${count}`);
  },
  countReset: (label = 'default'): void => void counts.delete(label),
  group(...args: unknown[]): void {
    if (args.length > 0) write('info', format(args));
    indent += '  ';
  },
  groupCollapsed(...args: unknown[]): void {
    console.group(...args);
  },
  groupEnd(): void {
    indent = indent.slice(2);
  },
  time: (label = 'default'): void => void times.set(label, Date.now()),
  timeLog: (label = 'default', ...args: unknown[]): void => write('info', [elapsed(label), ...(args.length > 0 ? [format(args)] : [])].join(' ')),
  timeEnd(label = 'default'): void {
    write('info', elapsed(label));
    times.delete(label);
  },
  clear(): void {},
};
