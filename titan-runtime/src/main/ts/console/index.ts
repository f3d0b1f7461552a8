/** console (https://console.spec.whatwg.org), into the log of the server. Counters and timers are the isolate's, groups those of the request. */
import { currentInvocation, currentNumber } from '../kernel/current';
import { host } from '../kernel/host';
import { here, stackOf, trace } from '../kernel/places';
import { loggedIds } from '../kernel/trace';
import { format, inspect } from './inspect';
import { table } from './table';

const counts = new Map<string, number>();
const times = new Map<string, number>();
/** What the lines of an invocation are indented by. */
const indents = new WeakMap<object, string>();
const OUTSIDE = {};

const owner = (): object => currentInvocation() ?? OUTSIDE;

function write(level: string, text: string): void {
  const indent = indents.get(owner()) ?? '';
  host.log(level, indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`), undefined, currentNumber(), here(), loggedIds());
}

/** The label among a call's arguments: converted whatever it is, and `default` where there is none. */
function labelOf(args: unknown[]): string {
  return args[0] === undefined ? 'default' : String(args[0]);
}

function elapsed(label: string): string | undefined {
  const start = times.get(label);
  return start === undefined ? undefined : `${label}: ${Math.round((host.now() - start) * 1000) / 1000}ms`;
}

const missing = (label: string): void => write('warn', `Timer '${label}' does not exist`);

const members = {
  log: (...args: unknown[]): void => write('info', format(args)),
  info: (...args: unknown[]): void => write('info', format(args)),
  debug: (...args: unknown[]): void => write('debug', format(args)),
  warn: (...args: unknown[]): void => write('warn', format(args)),
  error: (...args: unknown[]): void => write('error', format(args)),
  trace(...args: unknown[]): void {
    const stack = stackOf(trace());
    const frames = stack.indexOf('\n');
    write('debug', `Trace: ${format(args)}${frames < 0 ? '' : stack.slice(frames)}`);
  },
  dir: (...args: unknown[]): void => write('info', inspect(args[0])),
  dirxml: (...args: unknown[]): void => write('info', format(args)),
  table: (...args: unknown[]): void => write('info', table(args[0], args[1]) ?? format(args.slice(0, 1))),
  assert(...args: unknown[]): void {
    const [condition, ...rest] = args;
    if (!condition) write('error', rest.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(rest)}`);
  },
  count(...args: unknown[]): void {
    const label = labelOf(args);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write('info', `${label}: ${count}`);
  },
  countReset(...args: unknown[]): void {
    const label = labelOf(args);
    if (!counts.delete(label)) write('warn', `Count for '${label}' does not exist`);
  },
  group(...args: unknown[]): void {
    if (args.length > 0) write('info', format(args));
    const of = owner();
    indents.set(of, `${indents.get(of) ?? ''}  `);
  },
  groupCollapsed(...args: unknown[]): void {
    members.group(...args);
  },
  groupEnd(): void {
    const of = owner();
    indents.set(of, (indents.get(of) ?? '').slice(2));
  },
  time(...args: unknown[]): void {
    const label = labelOf(args);
    if (times.has(label)) write('warn', `Timer '${label}' already exists`);
    else times.set(label, host.now());
  },
  timeLog(...args: unknown[]): void {
    const label = labelOf(args);
    const text = elapsed(label);
    if (text === undefined) missing(label);
    else write('info', args.length > 1 ? `${text} ${format(args.slice(1))}` : text);
  },
  timeEnd(...args: unknown[]): void {
    const label = labelOf(args);
    const text = elapsed(label);
    if (text === undefined) missing(label);
    else write('info', text);
    times.delete(label);
  },
  clear(): void {},
};

/** A namespace of Web IDL: it inherits from an object of its own, which is empty. */
export const console = Object.assign(Object.create({}) as object, members);
Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
