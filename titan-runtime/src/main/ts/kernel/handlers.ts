/**
 * Functions of the app that the host calls on its own: handlers of tasks and of events. Each call is an invocation, on whichever worker is free, so every worker has them all: they are
 * made known while the app's code is evaluated.
 */
import type { Invocation } from './context';
import { currentInvocation, currentNumber } from './current';
import { currentGeneration, type Generation } from './generations';
import { host } from './host';
import { stackOf, trace } from './places';
import { MapDelete, MapGet, MapSet, StringSplit } from './primordials';

interface Handler {
  readonly key: string;
  readonly fn: Function;
  readonly generation: Generation;
  /** The version of the app or of its services with which it goes; undefined for one that an invocation has made known. */
  readonly owner: unknown;
  /** What the function is called with. */
  readonly args: (payload: string, invocation: Invocation) => unknown[];
  /** What the host is told of what it has returned. */
  readonly outcome: (value: unknown) => unknown;
  /** Of the generation before. */
  before: Handler | undefined;
}

/** Those of the newest generation that has one, by kind and name. */
const handlers = new Map<string, Handler>();

/** The handler of a kind and name, in two lines; undefined where there is none. */
export function handlerOf(key: string): Handler | undefined {
  return MapGet(handlers, key);
}

interface Handling {
  /** Who calls it: `task`, `event`. */
  kind: string;
  name: string;
  /** Of the author's call, for messages. */
  label: string;
  /** For the host. */
  options: object;
  fn: Function;
  args: Handler['args'];
  outcome: Handler['outcome'];
}

/**
 * Makes a function known to the host. One that is made known while the app's code is evaluated, or by a hook of its services, goes with that version of them; one of another invocation stays until it is taken back.
 *
 * @returns takes it back
 * @throws TypeError when the host makes no sense of the options
 */
export function handle({ kind, name, label, options, fn, args, outcome }: Handling): () => void {
  const key = `${kind}\n${name}`;
  const generation = currentGeneration();
  const known = MapGet(handlers, key);
  const before = known !== undefined && known.generation.number === generation.number ? known.before : known;
  const invocation = currentInvocation();
  const owner = evaluating ?? invocation?.owner ?? (invocation === null ? generation : undefined);
  const handler: Handler = { key, fn, generation, owner, args, outcome, before };
  MapSet(handlers, key, handler);
  const wrong = host.handler(kind, name, generation.number, JSON.stringify(options));
  if (typeof wrong === 'string') {
    remove(handler);
    throw new TypeError(`${label}: ${wrong}`);
  }
  return () => remove(handler);
}

function remove(handler: Handler): void {
  let at = MapGet(handlers, handler.key);
  if (at === handler) {
    if (handler.before === undefined) MapDelete(handlers, handler.key);
    else MapSet(handlers, handler.key, handler.before);
  } else {
    for (; at !== undefined && at.before !== handler; at = at.before);
    if (at === undefined) return;
    at.before = handler.before;
  }
  const [kind, name] = StringSplit(handler.key, '\n');
  host.handlerGone(kind, name, handler.generation.number);
}

/** A version of the app, or of its services, is used no more. */
export function forgetHandlers(owner: unknown): void {
  for (const newest of [...handlers.values()]) {
    for (let at: Handler | undefined = newest; at !== undefined; at = at.before) {
      if (at.owner === owner) remove(at);
    }
  }
}

/** The services whose code is being evaluated. */
let evaluating: object | undefined;

/** Code that is evaluated from now on is that of these services; undefined for that of no services. */
export function evaluatingServices(services: object | undefined): void {
  evaluating = services;
}

/**
 * Where the author's code is that calls, to tell handlers apart: the same line has the same place in every worker, and in every bundle that has it. What is called several times
 * in one bundle is counted.
 */
export function handlerPlace(): string {
  const stack = stackOf(trace());
  const raw = /titan:\/\/\/[^\s)]*/.exec(stack)?.[0] ?? '';
  const place = host.handlerPlace(stack, currentNumber()) || raw;
  const counted = `${currentGeneration().number} ${raw}`;
  const count = (MapGet(counts, counted) ?? 0) + 1;
  MapSet(counts, counted, count);
  return `${place}#${count}`;
}

const counts = new Map<string, number>();
