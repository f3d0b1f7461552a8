/** A container: providers of modules, made, begun, called and ended. Confined to its isolate. */
import { type AppContainer, type AppProperty, ContainerError, currentGeneration, type Declared, HttpError, isClass, isToken, Logger, TransportLostError, withContext } from 'titan:kernel';
import { appRoot, implied, undeclared } from './app';
import { Calls } from './calls';
import type { Description } from './description';
import { Faults } from './faults';
import { BUILT_IN, order } from './graph';
import { Instances, title } from './instances';
import { Late } from './late';
import { Lifecycle } from './lifecycle';
import { type Modules, type Node, readModules, visible } from './modules';
import { nameOf } from './providers';
import { type Callable, type ServiceEntry, Table } from './table';

type Generation = ReturnType<typeof currentGeneration>;

const DEFAULT_HOOK_MS = 30_000;
const MAX_MS = 2 ** 31 - 1;

/** The module of providers that are given without one. */
class Root {}

/** Of a container that has started. */
interface Started {
  modules: Modules;
  order: Node[];
  table: Table;
}

class Container {
  readonly #root: unknown;
  readonly #hookMs: number;
  readonly #instances = new Instances();
  readonly #lifecycle: Lifecycle;
  #starting: Promise<this> | undefined;
  #stopping: Promise<void> | undefined;
  #started: Started | undefined;
  readonly #calls = new Calls();

  /** @param owner whose the timers of its hooks are, if not the generation's */
  constructor(root: unknown, hookMs: number, generation: Generation, owner?: object) {
    this.#root = root;
    this.#hookMs = hookMs;
    this.#lifecycle = new Lifecycle(this.#instances, hookMs, generation, owner);
  }

  /** Resolves when every onStart has; called again before `stop`, with the same outcome. */
  start(): Promise<this> {
    if (this.#stopping !== undefined) return Promise.reject(new ContainerError('STOPPED', 'the container has been stopped; make another'));
    if (this.#starting === undefined) {
      this.#starting = this.#start();
      // Who stops it while it starts need not have asked how the start went.
      this.#starting.catch(() => undefined);
    }
    return this.#starting;
  }

  async #start(): Promise<this> {
    const read = await this.#read();
    await this.#lifecycle.begin(read.order);
    this.#started = read;
    return this;
  }

  /** What it would be made of. Nothing is made. */
  async plan(): Promise<ReturnType<this['describe']>> {
    this.#started = await this.#read();
    return this.describe() as ReturnType<this['describe']>;
  }

  async #read(): Promise<Started> {
    const faults = new Faults();
    const root = Array.isArray(this.#root) ? { module: Root, providers: this.#root } : this.#root;
    const modules = await withContext(null, () => readModules(root, faults));
    const sorted = order(modules, faults);
    const table = new Table(sorted, faults);
    faults.refuse();
    return { modules, order: sorted, table };
  }

  /** Lets calls under way end, then ends what began, in reverse. Never rejects. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    if (this.#starting === undefined) return;
    try {
      await this.#starting;
    } catch {
      // What had begun has ended.
      return;
    }
    await this.#calls.over(this.#hookMs);
    await this.#lifecycle.end();
  }

  /** The classes that it makes. */
  get types(): ReadonlySet<unknown> {
    return new Set(this.#ready().modules.nodes.flatMap(({ type, token }) => [type, token]));
  }

  #ready(): Started {
    if (this.#started === undefined) throw new ContainerError('NOT_STARTED', 'the container has not started; await start() first');
    return this.#started;
  }

  /** What the root module gets for a token. */
  get(token: unknown): unknown {
    const { modules } = this.#ready();
    const targets = visible(modules, modules.root, token);
    if (targets.length > 0) return targets[0].multi ? targets.map((target) => this.#instances.of(target)) : this.#instances.of(targets[0]);
    if (BUILT_IN.includes(token)) return this.#instances.builtIn(token, undefined);
    const name = isToken(token) ? nameOf(token) : String(token);
    throw new ContainerError('UNDECLARED', `module ${modules.root.name} has no ${name}: it neither declares it nor imports a module that exports it`);
  }

  /** What `get` gives, or that of the only module which declares it: who asks belongs to none. */
  inject(token: unknown): unknown {
    const { modules } = this.#ready();
    if (visible(modules, modules.root, token).length === 0) {
      const hidden = modules.nodes.filter((node) => node.token === token);
      if (hidden.length === 1) return this.#instances.of(hidden[0]);
    }
    return this.get(token);
  }

  async call(id: string, method: string, args: readonly unknown[] = []): Promise<unknown> {
    const { table } = this.#ready();
    if (this.#stopping !== undefined) throw new HttpError(503, 'the container is stopping', { headers: { 'Retry-After': 1 } });
    if (!Array.isArray(args)) throw new TypeError('call: expected the arguments as an array');
    const share = this.#calls.begin();
    try {
      return await table.call(this.#instances, id, method, args);
    } finally {
      this.#calls.end(share);
    }
  }

  /** What a client's names lead to; undefined for whatever it cannot call. */
  find(service: string, method: string): Callable | undefined {
    return this.#ready().table.find(service, method);
  }

  /** Calls what {@link find} has found, for a client; one of the two is called, once. */
  begin(callable: Callable, args: readonly unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): void {
    if (this.#stopping !== undefined) {
      failed(new TransportLostError('the services are stopping'));
      return;
    }
    const { table } = this.#ready();
    const share = this.#calls.begin();
    table.begin(
      this.#instances,
      callable,
      args,
      (value) => {
        this.#calls.end(share);
        done(value);
      },
      (reason) => {
        this.#calls.end(share);
        failed(reason);
      },
    );
  }

  /** A public property of a service, by the names that a client has for it. */
  property(service: string, name: string): AppProperty | undefined {
    return this.#ready().table.property(this.#instances, service, name);
  }

  /** A service as clients see it. */
  definition(service: string): Description | undefined {
    return this.#ready().table.describe(service);
  }

  /** All services as clients see them. */
  discovery(): object[] {
    return this.#ready().table.describeAll().map(({ id, meta }) => ({ id, ...meta }));
  }

  /** What it is made of, as plain data. */
  describe(): { order: string[]; providers: object[]; services: ServiceEntry[] } {
    const { order: sorted, table } = this.#ready();
    const lives = (node: Node): boolean => node.scope === 'singleton' && node.kind !== 'existing';
    return {
      order: sorted.filter(lives).map(title),
      providers: sorted.map((node) => ({ name: title(node), module: node.module.name, kind: node.kind, scope: node.scope, needs: met(sorted, node) })),
      services: table.entries.map((entry) => ({ ...entry, methods: [...entry.methods] })),
    };
  }
}

/** What meets the needs of a provider, by the names that the providers themselves have; what 'titan' has of its own is told from a provider of the same name. */
function met(nodes: readonly Node[], node: Node): string[] {
  return node.needs.flatMap(({ token }, i) => {
    const { targets } = node.edges[i];
    if (targets.length > 0) return targets.map(title);
    const name = nameOf(token);
    return [nodes.some((each) => title(each) === name) ? `${name} of titan` : name];
  });
}

const OPTIONS = ['hookTimeoutMs'];

export function createContainer(root: unknown, options: unknown = {}): object {
  if (!Array.isArray(root) && !isClass(root) && (typeof root !== 'object' || root === null)) {
    throw new TypeError('createContainer: expected a module, or an array of providers');
  }
  for (const key of Object.keys(options as object)) {
    if (!OPTIONS.includes(key)) throw new TypeError(`createContainer: unknown option '${key}'; known are ${OPTIONS.join(', ')}`);
  }
  const { hookTimeoutMs = DEFAULT_HOOK_MS } = options as { hookTimeoutMs?: number };
  if (!(hookTimeoutMs >= 1 && hookTimeoutMs <= MAX_MS)) throw new RangeError(`createContainer: hookTimeoutMs must be from 1 to ${MAX_MS}, not ${String(hookTimeoutMs)}`);
  return new Container(root, hookTimeoutMs, currentGeneration());
}

/**
 * The container of what lies in app/services.
 *
 * @param hookMs as `hookTimeoutMs`
 * @param generation whose code its hooks are
 * @param owner whose their timers are
 */
export function createAppContainer(declared: readonly Declared[], hookMs: number, generation: Generation, owner: object): AppContainer {
  return new AppsContainer(declared, hookMs, generation, owner);
}

/** Tells of services that nobody would ever reach, and makes late what only actions ask for. */
class AppsContainer extends Container {
  readonly #declared: readonly Declared[];
  #late: Late | undefined;

  constructor(declared: readonly Declared[], hookMs: number, generation: Generation, owner: object) {
    super(appRoot(declared), hookMs, generation, owner);
    this.#declared = declared;
  }

  override async start(): Promise<this> {
    await super.start();
    const { types } = this;
    for (const type of undeclared(this.#declared, types)) new Logger().warn(`${type.name} is a service that no module declares: it is not there`);
    this.#late = new Late(implied(this.#declared).filter((type) => !types.has(type)), (token) => super.inject(token));
    return this;
  }

  override inject(token: unknown): unknown {
    return this.#late?.has(token) === true ? this.#late.get(token) : super.inject(token);
  }
}

