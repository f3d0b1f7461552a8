/**
 * node:test (https://nodejs.org/api/test.html) for `titan test`: what a file says of its tests is noted while the file is evaluated; then `$run` runs them, one after the other, and tells what came of each.
 */
import { inspect } from 'node:util';
import { MockTracker } from './test-mock';


type Fn = (...args: any[]) => any;

interface Options {
  skip?: boolean | string;
  todo?: boolean | string;
  only?: boolean;
  timeout?: number;
}

type Hook = 'before' | 'after' | 'beforeEach' | 'afterEach';

const DEFAULT_TIMEOUT_MS = 30_000;
/** While a test takes its time something is said, lest the stream of what is told count as idle. */
const SIGN_OF_LIFE_MS = 20_000;

// As they are before a test puts its own in their place.
const { setTimeout, clearTimeout, Date, AbortController } = globalThis as any;

/** A test, or a suite of tests. */
class Entry {
  readonly children: Entry[] = [];
  readonly hooks: Record<Hook, Fn[]> = { before: [], after: [], beforeEach: [], afterEach: [] };
  readonly name: string;
  readonly suite: boolean;
  readonly options: Options;
  readonly fn: Fn | undefined;
  readonly parent: Entry | undefined;
  /** What its function threw while it was to say what the suite consists of. */
  broken: { thrown: unknown } | undefined;

  constructor(parent: Entry | undefined, suite: boolean, given: readonly unknown[]) {
    const name = given.find((each) => typeof each === 'string') as string | undefined;
    const options = given.find((each) => typeof each === 'object' && each !== null) as Options | undefined;
    this.fn = given.find((each) => typeof each === 'function') as Fn | undefined;
    this.name = name ?? (this.fn?.name || '<anonymous>');
    this.suite = suite;
    this.options = { ...options };
    this.parent = parent;
  }

  get path(): string[] {
    return this.parent === undefined ? [] : [...this.parent.path, this.name];
  }

  /** From the file down to this. */
  get line(): Entry[] {
    return this.parent === undefined ? [this] : [...this.parent.line, this];
  }

  find(holds: (entry: Entry) => boolean): boolean {
    return holds(this) || this.children.some((child) => child.find(holds));
  }
}

const file = new Entry(undefined, true, []);
/** The suite whose function runs. */
let current = file;
let running = false;

function entry(suite: boolean, extra: Options): Fn {
  return (...given: unknown[]): Promise<void> => {
    if (running) throw new Error(`${suite ? 'describe' : 'test'} was called while tests run; within a test there is t.test(name, fn)`);
    const made = new Entry(current, suite, given);
    Object.assign(made.options, extra);
    current.children.push(made);
    return Promise.resolve();
  };
}

function entries(suite: boolean): Fn {
  return Object.assign(entry(suite, {}), { skip: entry(suite, { skip: true }), todo: entry(suite, { todo: true }), only: entry(suite, { only: true }) });
}

const hook = (kind: Hook) => (fn: Fn): void => void current.hooks[kind].push(fn);

/** A function in which what the promise of another one gives is waited for, for so long. */
async function limited(what: string, ms: number, work: () => unknown): Promise<void> {
  if (ms === Infinity) return void (await work());
  let timer: unknown;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of node's, those that say by a second parameter that they call back. */
function called(fn: Fn, context: TestContext): unknown {
  if (fn.length < 2) return fn.call(context, context);
  return new Promise<void>((resolve, reject) => {
    fn.call(context, context, (error: unknown) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}

/** What the function of a test gets. */
class TestContext {
  readonly mock = new MockTracker();
  readonly #entry: Entry;
  readonly #controller = new AbortController();
  #last: Promise<void> = Promise.resolve();
  failed = 0;
  told: { skip?: string; todo?: string } = {};

  constructor(of: Entry) {
    this.#entry = of;
  }

  get name(): string {
    return this.#entry.name;
  }
  get fullName(): string {
    return this.#entry.path.join(' > ');
  }
  get signal(): unknown {
    return this.#controller.signal;
  }

  diagnostic(message: unknown): void {
    tell({ type: 'note', path: this.#entry.path, text: String(message) });
  }
  skip(message = ''): void {
    this.told = { skip: message };
  }
  todo(message = ''): void {
    this.told = { todo: message };
  }

  /** Runs a test within this one, behind those that it has begun. */
  test = (...given: unknown[]): Promise<void> => {
    const child = new Entry(this.#entry, false, given);
    this.#last = this.#last.then(async () => {
      if (!(await runTest(child, [this.#entry]))) this.failed++;
    });
    return this.#last;
  };

  before(fn: Fn): void {
    this.#last = this.#last.then(() => fn.call(this, this));
  }
  after(fn: Fn): void {
    this.#entry.hooks.after.push(fn);
  }
  beforeEach(fn: Fn): void {
    this.#entry.hooks.beforeEach.push(fn);
  }
  afterEach(fn: Fn): void {
    this.#entry.hooks.afterEach.push(fn);
  }

  /** The tests that it has begun. */
  async ended(): Promise<void> {
    await this.#last;
    if (this.failed > 0) throw Object.assign(new Error(`${this.failed} subtest${this.failed === 1 ? '' : 's'} failed`), { stack: '' });
  }

  over(): void {
    this.mock.reset();
    this.#controller.abort();
  }
}

type Event = { type: string; path: string[] } & Record<string, unknown>;

let waiting: (() => void) | undefined;
const events: Event[] = [];

function tell(event: Event): void {
  events.push(event);
  waiting?.();
}

/** An error as far as it can leave the isolate. */
function described(thrown: any, depth = 0): object {
  const error = typeof thrown === 'object' && thrown !== null && typeof thrown.message === 'string';
  if (!error) return { name: 'thrown', message: inspect(thrown), stack: '' };
  const { name, message, stack, cause } = thrown;
  return { name: String(name), message, stack: String(stack ?? ''), cause: cause === undefined || depth > 3 ? undefined : described(cause, depth + 1) };
}

const isSet = (option: boolean | string | undefined): boolean => option !== undefined && option !== false;
const reason = (option: boolean | string | undefined): string => (typeof option === 'string' ? option : '');

/** @param around suites and tests whose hooks are to run with each, the outermost first @returns whether nothing failed that had to work */
async function runTest(test: Entry, around: readonly Entry[]): Promise<boolean> {
  const { path, options } = test;
  const timeout = options.timeout ?? DEFAULT_TIMEOUT_MS;
  if (isSet(options.skip) || (test.fn === undefined && !isSet(options.todo))) {
    tell({ type: 'end', path, outcome: 'skipped', reason: reason(options.skip) });
    return true;
  }
  tell({ type: 'start', path });
  // What has been told leaves the isolate before the test may have to be ended together with it.
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  const begun = Date.now();
  const context = new TestContext(test);
  const failures: unknown[] = [];
  const attempt = async (what: string, work: () => unknown): Promise<void> => {
    try {
      await limited(what, timeout, work);
    } catch (e) {
      failures.push(e);
    }
  };
  for (const each of around) for (const fn of each.hooks.beforeEach) if (failures.length === 0) await attempt('beforeEach', () => fn.call(context, context));
  if (failures.length === 0 && test.fn !== undefined) {
    await attempt('the test', async () => {
      await called(test.fn!, context);
      await context.ended();
    });
  }
  for (const fn of test.hooks.after) await attempt('after', () => fn.call(context, context));
  for (const each of [...around].reverse()) for (const fn of each.hooks.afterEach) await attempt('afterEach', () => fn.call(context, context));
  context.over();
  const ms = Date.now() - begun;
  const { skip, todo = isSet(options.todo) ? reason(options.todo) : undefined } = context.told;
  const outcome = todo !== undefined ? 'todo' : failures.length > 0 ? 'failed' : skip !== undefined ? 'skipped' : 'passed';
  tell({ type: 'end', path, outcome, ms, reason: skip ?? todo, errors: failures.map((each) => described(each)) });
  return outcome !== 'failed';
}

/** A failure that belongs to no test. */
function tellOf(suite: Entry, what: string, thrown: unknown): void {
  tell({ type: 'end', path: [...suite.path, what], outcome: 'failed', ms: 0, errors: [described(thrown)] });
}

/** @param wanted the tests to run */
async function runSuite(suite: Entry, wanted: (test: Entry) => boolean): Promise<void> {
  if (suite.broken !== undefined) return tellOf(suite, '(describe)', suite.broken.thrown);
  const runs = suite.find((each) => !each.suite && wanted(each) && !each.line.some(({ options }) => isSet(options.skip)));
  try {
    if (runs) for (const fn of suite.hooks.before) await limited('before', DEFAULT_TIMEOUT_MS, () => fn());
    for (const child of suite.children) await runChild(child, wanted);
  } catch (e) {
    tellOf(suite, '(before)', e);
  }
  for (const fn of runs ? suite.hooks.after : []) {
    try {
      await limited('after', DEFAULT_TIMEOUT_MS, () => fn());
    } catch (e) {
      tellOf(suite, '(after)', e);
    }
  }
}

async function runChild(child: Entry, wanted: (test: Entry) => boolean): Promise<void> {
  const { skip, todo } = child.parent!.options;
  child.options.skip ??= skip;
  child.options.todo ??= todo;
  if (child.suite) await runSuite(child, wanted);
  else if (wanted(child)) await runTest(child, child.parent!.line);
}

/** Has the functions of suites say what they consist of. */
async function collect(suite: Entry): Promise<void> {
  for (const child of suite.children) {
    const { fn } = child;
    if (!child.suite || fn === undefined) continue;
    current = child;
    try {
      await fn(Object.freeze({ name: child.name, fullName: child.path.join(' > ') }));
    } catch (thrown) {
      child.broken = { thrown };
    }
    current = file;
    await collect(child);
  }
}

async function runAll(name: string): Promise<void> {
  await collect(file);
  running = true;
  const only = file.find((each) => each.options.only === true);
  await runSuite(file, (test) => (!only || test.line.some((each) => each.options.only === true)) && (name === '' || test.path.join(' ').includes(name)));
}

/**
 * Runs the tests of the file that imports this.
 *
 * @param name what their names, those of their suites before them, must contain; empty for all
 * @returns a line of JSON for each event
 */
export async function* $run(name: string): AsyncGenerator<string> {
  let over = false;
  const all = runAll(name).then(
    () => (over = true),
    (e) => {
      tellOf(file, '(titan test)', e);
      over = true;
    },
  );
  void all.then(() => waiting?.());
  while (!over || events.length > 0) {
    while (events.length > 0) yield `${JSON.stringify(events.shift())}\n`;
    if (over) continue;
    let timer: unknown;
    await new Promise<void>((resolve) => {
      waiting = resolve;
      timer = setTimeout(resolve, SIGN_OF_LIFE_MS);
    });
    clearTimeout(timer);
    if (events.length === 0 && !over) yield '\n';
  }
}

export const test = entries(false);
export const it = test;
export const describe = entries(true);
export const suite = describe;
export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export const mock = new MockTracker();
export const { skip, todo, only } = test as any;
export default Object.assign(test, { test, it, describe, suite, before, after, beforeEach, afterEach, mock });
