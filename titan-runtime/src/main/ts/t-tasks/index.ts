/** `t.tasks`: work that goes on beside requests, now, later or again and again. What is enqueued lies in the app's database, unless the configuration says otherwise. */
import { currentInvocation, FunctionOperation, handle, handlerPlace, held, inWords, type Invocation, operation, start, waitUntil, withContext } from 'titan:kernel';
import { decode, duration, encode, isDuration } from 'titan:values';
import { DEFINING, ENQUEUING, nameOf, SCHEDULING, type Settings, settings } from './options';

/** A task that was defined. */
class Task {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
    Object.freeze(this);
  }

  /** `t.tasks.enqueue` of this task. */
  enqueue(payload?: unknown, options?: unknown): PromiseLike<unknown> {
    return enqueue(this.name, payload, options);
  }
}

/** In characters. */
const LONGEST_CRON = 256;

const taskName = (label: string, task: unknown): string => (task instanceof Task ? task.name : nameOf(label, task));

/** The second argument of a handler. */
class Attempt {
  readonly #invocation: Invocation;
  readonly id: string;
  readonly name: string;
  /** From 1. */
  readonly attempt: number;
  /** How often it is tried again at most. */
  readonly retries: number;

  constructor(invocation: Invocation, name: string, id: string, attempt: number, retries: number) {
    this.#invocation = invocation;
    this.id = id;
    this.name = name;
    this.attempt = attempt;
    this.retries = retries;
  }

  /** Aborted when the task is cancelled, or its time is over. */
  get signal(): Invocation['signal'] {
    return this.#invocation.signal;
  }
}

/** @param schedule when it runs by itself, or another in its place */
function handling(label: string, name: string, handler: Function, options: Settings, schedule?: object): void {
  handle({
    kind: 'task',
    name,
    label,
    options: { ...options, ...schedule },
    fn: handler,
    args(payload, invocation) {
      const [id, attempt, retries] = payload.split('\n', 3);
      const data = payload.slice(id.length + attempt.length + retries.length + 3);
      return [data === '' ? undefined : decode(data), new Attempt(invocation, name, id, +attempt, +retries)];
    },
    outcome: (value) => (value === undefined ? undefined : { status: 200, headers: { 'content-type': 'text/plain' }, body: encode(`the result of the task '${name}'`, value) }),
  });
}

function define(name: unknown, first: unknown, second?: unknown): Task {
  const label = 't.tasks.define';
  const own = nameOf(label, name);
  // The options may stand before the function, as they do in defineAction.
  const [handler, options] = typeof second === 'function' ? [second, first] : [first, second];
  if (typeof handler !== 'function') throw new TypeError(`${label}: expected a function that does the task '${own}', not ${handler === null ? 'null' : typeof handler}`);
  handling(label, own, handler, settings(label, options, DEFINING));
  return new Task(own);
}

function enqueue(task: unknown, payload?: unknown, options?: unknown): PromiseLike<string> {
  const label = 't.tasks.enqueue';
  const data = payload === undefined ? '' : encode(label, payload);
  return operation({ label, name: 'tasks', args: ['enqueue', taskName(label, task), data, settings(label, options, ENQUEUING)] }) as PromiseLike<string>;
}

function spawn(task: unknown, payload?: unknown): PromiseLike<unknown> {
  const label = 't.tasks.spawn';
  if (typeof task !== 'function') {
    return operation({ label, name: 'tasks', args: ['spawn', taskName(label, task), payload === undefined ? '' : encode(label, payload), {}] });
  }
  const made = currentInvocation();
  return held(
    new FunctionOperation(label, (resolve) => {
      const invocation = made ?? currentInvocation();
      if (invocation === null) throw new TypeError(`${label}: a function can be spawned while a request or a task runs; elsewhere define a task and spawn it by its name`);
      const work = new Promise((done, failed) => {
        withContext(invocation, () => start(task, undefined, [payload], done, failed));
      });
      waitUntil(invocation, work);
      resolve(undefined);
    }),
  );
}

/** What runs by itself: a name or none, when, and a function or a defined task. */
function schedule(label: string, args: unknown[], isWhen: (arg: unknown) => boolean, when: (arg: unknown, own: Settings) => object): void {
  const at = isWhen(args[0]) ? 0 : 1;
  if (!isWhen(args[at])) {
    when(args[Math.min(1, args.length - 1)], {});
  }
  const [task, options] = [args[at + 1], args[at + 2]];
  const own = settings(label, options, SCHEDULING);
  const { payload, timezone: _, ...how } = own;
  const data = payload === undefined ? '' : encode(label, payload);
  const rule = when(args[at], own);
  if (typeof task === 'function') {
    const name = at === 1 ? nameOf(label, args[0]) : `${label.slice('t.tasks.'.length)}:${handlerPlace().replaceAll(/[\s@]/g, '_')}`;
    handling(label, name, task, how, { ...rule, data });
    return;
  }
  const target = taskName(label, task);
  const name = at === 1 ? nameOf(label, args[0]) : `${label.slice('t.tasks.'.length)}:${target}`;
  handling(label, name, () => undefined, how, { ...rule, data, target });
}

export const tasks = {
  define,
  enqueue,
  spawn,
  every(...args: unknown[]) {
    const label = 't.tasks.every';
    schedule(label, args, (arg) => typeof arg === 'number' || (typeof arg === 'string' && isDuration(arg)), (arg) => {
      const ms = duration(label, 'the interval', arg);
      if (!(ms >= 100)) throw new RangeError(`${label}: the interval must be at least 100 ms, not ${inWords(arg)}`);
      return { every: Math.round(ms) };
    });
  },
  cron(...args: unknown[]) {
    const label = 't.tasks.cron';
    schedule(label, args, (arg) => typeof arg === 'string' && (/\s/.test(arg.trim()) || arg.startsWith('@')), (arg, { timezone = 'UTC' }) => {
      if (typeof arg !== 'string' || arg.length > LONGEST_CRON) throw new TypeError(`${label}: expected an expression such as '0 3 * * *', not ${inWords(arg)}`);
      return { cron: arg.trim(), timezone };
    });
  },
  status(id: unknown) {
    const label = 't.tasks.status';
    return operation({
      label,
      name: 'tasks',
      args: ['status', idOf(label, id)],
      decode(told) {
        if (told === null || told === undefined) return null;
        const { result, ...status } = told as Record<string, unknown>;
        for (const key of ['createdAt', 'runAt', 'startedAt', 'finishedAt']) {
          if (typeof status[key] === 'number') status[key] = new Date(status[key] as number);
        }
        return typeof result === 'string' ? { ...status, result: decode(result) } : status;
      },
    });
  },
  cancel(id: unknown) {
    const label = 't.tasks.cancel';
    return operation({ label, name: 'tasks', args: ['cancel', idOf(label, id)] });
  },
};

function idOf(label: string, id: unknown): string {
  if (typeof id !== 'string' || id === '') throw new TypeError(`${label}: expected the id of a task as t.tasks.enqueue gives it, not ${id === '' ? 'an empty text' : typeof id}`);
  return id;
}
