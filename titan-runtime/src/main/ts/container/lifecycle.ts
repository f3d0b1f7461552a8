/** The life of a container's providers: made and begun in order, ended in reverse. */
import { clearTimeout, ContainerError, currentGeneration, factsOf, hookInvocation, isThenable, Logger, operation, type Phase, setTimeout, start, withContext, thrownText } from 'titan:kernel';
import { type Instances, title } from './instances';
import type { Node } from './modules';

/** What began, in that order. */
interface Begun {
  name: string;
  instance: object;
  type: Function | undefined;
}

export class Lifecycle {
  readonly #instances: Instances;
  readonly #hookMs: number;
  readonly #generation: ReturnType<typeof currentGeneration>;
  readonly #owner: object | undefined;
  readonly #begun: Begun[] = [];
  readonly #seen = new Set<object>();

  /**
   * @param generation whose code the hooks are
   * @param owner whose their timers are, if not the generation's
   * @param hookMs how long one hook, constructor or factory may take, in milliseconds
   */
  constructor(instances: Instances, hookMs: number, generation: ReturnType<typeof currentGeneration>, owner: object | undefined) {
    this.#instances = instances;
    this.#hookMs = hookMs;
    this.#generation = generation;
    this.#owner = owner;
  }

  /**
   * Makes every singleton and calls its onInit before the next is made; then every onStart.
   *
   * @throws ContainerError naming provider and phase; what had begun has ended then
   */
  async begin(order: readonly Node[]): Promise<void> {
    try {
      for (const node of order) await this.#init(node);
      for (const { name, instance, type } of this.#begun) await this.#call(name, 'onStart', instance, type);
    } catch (e) {
      await this.end();
      throw e;
    }
  }

  async #init(node: Node): Promise<void> {
    if (node.scope !== 'singleton' || node.kind === 'existing') return;
    const name = title(node);
    const phase = node.kind === 'factory' ? 'factory' : 'constructor';
    const value = await this.#guard(name, phase, () => node.make(this.#instances.needsOf(node)), node.kind === 'factory');
    this.#instances.keep(node, value.made);
    // What was made elsewhere belongs to who has made it; and one object under two tokens is one.
    const { made } = value;
    if (node.kind === 'value' || typeof made !== 'object' || made === null || this.#seen.has(made)) return;
    this.#seen.add(made);
    await this.#call(name, 'onInit', made, node.type);
    this.#begun.push({ name, instance: made, type: node.type });
  }

  /** Calls every onStop, then every onDestroy, each in reverse order. Failures are logged. */
  async end(): Promise<void> {
    const reverse = this.#begun.splice(0).reverse();
    for (const phase of ['onStop', 'onDestroy'] as const) {
      for (const { name, instance, type } of reverse) {
        try {
          await this.#call(name, phase, instance, type);
        } catch (e) {
          const cause = (e as ContainerError).cause;
          withContext(null, () => new Logger({ provider: name, phase }).error((e as Error).message, cause instanceof Error ? { error: cause } : undefined));
        }
      }
    }
  }

  async #call(name: string, phase: Phase, instance: object, type: Function | undefined): Promise<void> {
    for (const { method, once } of methodsOf(phase, instance, type)) {
      const run = (): Promise<unknown> => this.#guard(name, phase, () => (instance as Record<PropertyKey, unknown>)[method], true, instance);
      await (once ? this.#once(name, phase, String(method), run) : run());
    }
  }

  /** Runs a method unless another isolate of the process has; while one does, waits for it, and fails if that fails. */
  async #once(name: string, phase: Phase, method: string, run: () => Promise<unknown>): Promise<void> {
    const key = `${name}.${method}`;
    let turn: number | undefined;
    await this.#guard(name, phase, () => inTurn('enter', key).then((mine) => (turn = (mine as { resource?: number } | null)?.resource)), true);
    if (turn === undefined) return;
    try {
      await run();
    } catch (e) {
      await inTurn('leave', turn, (e as Error).message);
      throw e;
    }
    await inTurn('leave', turn);
  }

  /**
   * Runs what an author wrote, as an invocation of its own, and waits for it.
   *
   * @param run gives the value; with `self`, the function to call upon it
   * @param waits whether a promise is waited for, or is the value
   */
  #guard(name: string, phase: string, run: () => unknown, waits: boolean, self?: object): Promise<{ made: unknown }> {
    return new Promise((resolve, reject) => {
      const own = hookInvocation(this.#generation, this.#owner);
      withContext(own, () => {
        let over = false;
        const end = (then: () => void): void => {
          if (over) return;
          over = true;
          clearTimeout(timer);
          then();
        };
        const options = (cause?: unknown): object => ({ provider: name, phase, ...(cause === undefined ? {} : { cause }) });
        const failed = (reason: unknown): void =>
          end(() => reject(new ContainerError('HOOK_FAILED', `${name}: ${phase} failed: ${reason instanceof Error ? `${reason.name}: ${reason.message}` : thrownText(reason)}`, options(reason))));
        const done = (made: unknown): void => {
          // A box: what a constructor made may have a method `then`.
          if (waits && isThenable(made)) void Promise.resolve(made).then((value) => end(() => resolve({ made: value })), failed);
          else end(() => resolve({ made }));
        };
        const timer = withContext(null, () => setTimeout(() => {
          const late = new ContainerError('HOOK_TIMEOUT', `${name}: ${phase} has not ended after ${this.#hookMs} ms; make it quicker, or allow it more time by hookTimeoutMs`, options());
          end(() => reject(late));
          own.cancel(late);
        }, this.#hookMs));
        if (self !== undefined) {
          start(run(), self, [], done, failed);
          return;
        }
        try {
          done(run());
        } catch (e) {
          failed(e);
        }
      });
    });
  }
}

/** Asks the host for the turn to run what runs once, or gives it back. It belongs to no invocation, so that it lasts as long as the isolate. */
const inTurn = (...args: unknown[]): PromiseLike<unknown> => withContext(null, () => operation({ label: '@Once', name: 'once', args, invocation: 0 }));

/** The methods of one phase: at the start, what runs once and is no hook; then the one of that name, then those that a decorator marks, those of a class before those of what extends it. */
function methodsOf(phase: Phase, instance: object, type: Function | undefined): { method: PropertyKey; once: boolean }[] {
  const found = new Set<PropertyKey>();
  const once = new Set<PropertyKey>();
  const named = typeof (instance as Record<string, unknown>)[phase] === 'function';
  const classes: Function[] = [];
  for (let each: unknown = type ?? instance.constructor; typeof each === 'function' && each !== Function.prototype; each = Object.getPrototypeOf(each)) classes.unshift(each);
  for (const each of classes) {
    const facts = factsOf(each);
    for (const method of facts?.once ?? []) {
      once.add(method);
      if (phase === 'onStart' && !PHASES.includes(method) && !facts!.hooks.some((hook) => hook.method === method)) found.add(method);
    }
  }
  if (named) found.add(phase);
  for (const each of classes) for (const hook of factsOf(each)?.hooks ?? []) if (hook.phase === phase) found.add(hook.method);
  return [...found].map((method) => ({ method, once: once.has(method) }));
}

const PHASES: readonly PropertyKey[] = ['onInit', 'onStart', 'onStop', 'onDestroy'];
