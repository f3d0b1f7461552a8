/** The instances of a container: which there are, and how one more is made. */
import { ContainerError, currentRequest, factsOf, type Invocation, isThenable, Logger } from 'titan:kernel';
import { BUILT_IN } from './graph';
import type { Node } from './modules';
import { nameOf } from './providers';

/** What an error or a log line calls a provider. */
export const title = (node: Node): string => nameOf(node.type ?? node.token);

export class Instances {
  readonly #kept = new Map<Node, unknown>();
  readonly #ofInvocations = new WeakMap<Invocation, Map<Node, unknown>>();
  readonly #builtIn = new Map<unknown, object>();

  keep(node: Node, value: unknown): void {
    this.#kept.set(node, value);
  }

  /** What meets the needs of a provider. */
  needsOf(node: Node): unknown[] {
    return node.needs.map(({ token }, i) => {
      const { many, targets } = node.edges[i];
      if (targets.length === 0) return this.builtIn(token, node);
      return many ? targets.map((target) => this.of(target)) : this.of(targets[0]);
    });
  }

  /** What needs no module; undefined for any other token. @param consumer whose name the lines of a logger carry */
  builtIn(token: unknown, consumer: Node | undefined): unknown {
    if (token === Logger) {
      if (consumer === undefined) return new Logger();
      return new Logger({ service: (consumer.type && factsOf(consumer.type)?.service?.name) ?? title(consumer).replaceAll("'", '') });
    }
    if (!BUILT_IN.includes(token)) return undefined;
    let instance = this.#builtIn.get(token);
    if (instance === undefined) {
      instance = new (token as new () => object)();
      this.#builtIn.set(token, instance);
    }
    return instance;
  }

  /** @throws ContainerError when it lives as long as an invocation and none runs */
  of(node: Node): unknown {
    if (node.kind === 'existing') return this.needsOf(node)[0];
    if (node.scope === 'singleton') return this.#kept.get(node);
    if (node.scope === 'transient') return this.#make(node);
    const invocation = currentRequest();
    if (invocation === null) {
      throw new ContainerError('NO_INVOCATION', `${title(node)} lives as long as one invocation, and none runs here; ask for it within an action`, { provider: title(node) });
    }
    let made = this.#ofInvocations.get(invocation);
    if (made === undefined) {
      made = new Map();
      this.#ofInvocations.set(invocation, made);
    }
    if (!made.has(node)) made.set(node, this.#make(node));
    return made.get(node);
  }

  #make(node: Node): unknown {
    const value = node.make(this.needsOf(node));
    if (node.kind === 'factory' && isThenable(value)) {
      throw new ContainerError('ASYNC_FACTORY', `the factory of ${title(node)} returned a promise; with the scope '${node.scope}' it must return the value itself`, { provider: title(node) });
    }
    return value;
  }
}
