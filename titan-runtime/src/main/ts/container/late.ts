import { ContainerError, Logger } from 'titan:kernel';
import { nameOf, type Need, needsOf } from './providers';

/** Classes of app/services that have neither a decorator nor a hook, and that no provider needs: each is made once, when an action first asks for it. */
export class Late {
  readonly #classes: ReadonlySet<unknown>;
  readonly #provided: (token: unknown) => unknown;
  readonly #made = new Map<Function, unknown>();
  readonly #making: Function[] = [];

  /** @param provided gives what the container has for a token, or throws */
  constructor(classes: readonly Function[], provided: (token: unknown) => unknown) {
    this.#classes = new Set(classes);
    this.#provided = provided;
  }

  has(token: unknown): token is Function {
    return this.#classes.has(token);
  }

  /** @throws ContainerError when a parameter of its constructor cannot be met, or classes need each other */
  get(type: Function): unknown {
    if (this.#made.has(type)) return this.#made.get(type);
    const from = this.#making.indexOf(type);
    if (from >= 0) {
      const way = [...this.#making.slice(from), type].map(nameOf).join(' → ');
      throw new ContainerError('CYCLE', `providers need each other: ${way}; have one of them take what both need from a third`, { provider: nameOf(type) });
    }
    this.#making.push(type);
    try {
      const made = Reflect.construct(type, needsOf(type).map((need) => this.#meet(type, need))) as unknown;
      this.#made.set(type, made);
      return made;
    } finally {
      this.#making.pop();
    }
  }

  #meet(type: Function, { token, optional, label, place }: Need): unknown {
    if (this.has(token)) return this.get(token);
    if (token === Logger) return new Logger({ service: nameOf(type) });
    if (token === undefined) {
      if (optional) return undefined;
      throw new ContainerError('NO_TOKEN', `${nameOf(type)}: ${label} says nothing of what to inject; write @Inject(token) before it${place}`, { provider: nameOf(type) });
    }
    try {
      return this.#provided(token);
    } catch (e) {
      if (optional && (e as ContainerError).code === 'UNDECLARED') return undefined;
      throw e;
    }
  }
}
