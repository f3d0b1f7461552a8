/**
 * The services of the app: what lies in app/services, and the container that holds them. Each version of them is loaded once into the isolate, before the code that imports them, and lives until no code
 * of its generations runs any more.
 */
import { currentGeneration, enteredGeneration } from '../kernel/generations';
import { evaluatingServices, forgetHandlers } from '../kernel/handlers';
import { host } from '../kernel/host';
import { part } from '../kernel/parts';
import { JSONStringify, MapDelete, MapGet, MapSet, PromiseThen } from '../kernel/primordials';
import { clearTimers } from '../timers';
import { ContainerError } from './errors';
import type { Class } from './metadata';

/** The classes of one file's top level, in the order written. */
export interface Declared {
  /** Its path below app/services. */
  file: string;
  classes: readonly Class[];
}

/** A container as the rest of the runtime sees it. */
export interface AppContainer {
  /** Resolves when every onStart has. */
  start(): Promise<unknown>;
  /** Never rejects. */
  stop(): Promise<void>;
  /** The instance for a token. */
  inject(token: unknown): unknown;
  /** Calls a public method by the name of its service and its own. */
  call(service: string, method: string, args?: readonly unknown[]): Promise<unknown>;
  /** The same as `describe`, of what would be made. */
  plan(): Promise<object>;
  /** What it is made of, as plain data. */
  describe(): { order: string[]; providers: object[]; services: object[] };
}

/** One version of the app's services. */
interface Services {
  declared: Declared[];
  namespace: Record<string, object>;
  /** Once it has begun to start. */
  container: AppContainer | undefined;
  started: boolean;
}

const versions = new Map<number, Services>();

/** Whose bundle is evaluated now. */
let loading: Services | undefined;

let serves = false;

/** Called at boot in an isolate that serves requests. In others no container starts, and what is injected at the top level of a module is nothing. */
export function serve(): void {
  serves = true;
}

/** Called by code that the build adds to each file of app/services. */
export function declare(file: string, classes: readonly Class[]): void {
  loading?.declared.push({ file, classes });
}

/** Called by the host before it evaluates the services' bundle. */
export function beginServices(number: number): void {
  loading = { declared: [], namespace: {}, container: undefined, started: false };
  MapSet(versions, number, loading);
  evaluatingServices(loading);
}

/** Called by the host when it has. */
export function servicesLoaded(number: number, namespace: Record<string, object>): void {
  loading = undefined;
  evaluatingServices(undefined);
  MapGet(versions, number)!.namespace = namespace;
}

/** The classes of services that were loaded, by the number that the host gave them. */
export function declaredServices(number: number): readonly Declared[] {
  return MapGet(versions, number)?.declared ?? [];
}

/** What a file of app/services exports, for bundles to import: its values as they were when all had been evaluated. */
export function moduleOf(number: number, index: number): object {
  return { ...MapGet(versions, number)!.namespace[`s${index}`] };
}

/**
 * Called by the host: starts the container of services, which tells it what came of that.
 *
 * @param hookMs how long a constructor, factory or hook may take
 */
export function startServices(number: number, hookMs: number): void {
  const services = MapGet(versions, number)!;
  const failed = (e: unknown): void => host.containerStarted(number, JSONStringify(describe(e)));
  try {
    const container = part<typeof import('../container')>('container').createAppContainer(services.declared, hookMs, enteredGeneration(), services);
    services.container = container;
    PromiseThen(
      container.start(),
      () => {
        services.started = true;
        host.containerStarted(number);
      },
      failed,
    );
  } catch (e) {
    failed(e);
  }
}

/** Called by the host where nothing is served: tells it by `containerStarted`, as JSON, what the container would be made of, `{plan}`, or what is wrong with it, `{failure}`. */
export function planServices(number: number): void {
  const services = MapGet(versions, number)!;
  const { createAppContainer } = part<typeof import('../container')>('container');
  PromiseThen(createAppContainer(services.declared, 1, enteredGeneration(), services).plan(), (plan) => host.containerStarted(number, JSONStringify({ plan })), (e) => host.containerStarted(number, JSONStringify({ failure: describe(e) })));
}

/** Called by the host: another version is current, and what still runs of this one may do so for long. */
export function retireServices(number: number): void {
  const services = MapGet(versions, number);
  if (services !== undefined) forgetHandlers(services);
}

/** Called by the host: ends the container of services, and forgets them. */
export function stopServices(number: number): void {
  const services = MapGet(versions, number);
  const over = (): void => {
    MapDelete(versions, number);
    if (services !== undefined) {
      clearTimers(services, () => false);
      forgetHandlers(services);
    }
    host.containerStopped(number);
  };
  if (services?.container === undefined) over();
  else PromiseThen(services.container.stop(), over, over);
}

function describe(e: unknown): object {
  const error = e as { name?: unknown; message?: unknown; code?: unknown; provider?: unknown; phase?: unknown; cause?: unknown };
  const origin = (error?.cause instanceof Error ? error.cause : e) as { name?: unknown; message?: unknown; stack?: unknown };
  return {
    message: e instanceof Error ? e.message : String(e),
    code: error?.code,
    provider: error?.provider,
    phase: error?.phase,
    name: String(origin?.name ?? 'thrown'),
    reason: String(origin?.message ?? e),
    stack: String(origin?.stack ?? ''),
  };
}

/** The container of the generation whose code runs; undefined when the app has no services, or it has not started yet. */
export function appContainer(): AppContainer | undefined {
  const services = MapGet(versions, currentGeneration().services);
  return services?.started === true ? services.container : undefined;
}

/** Stands for what would be injected where nothing is served. */
const NOTHING: object = new Proxy(function nothing() {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : name === 'then' ? undefined : NOTHING),
  apply: () => NOTHING,
  set: () => true,
});

/**
 * The instance that the app's container has for a class or token: in an action, in code that it calls, and at the top level of its file.
 *
 * @throws ContainerError when there is none, or the container has not started
 */
export function inject(token: unknown): unknown {
  const container = appContainer();
  if (container !== undefined) return container.inject(token);
  if (!serves) return NOTHING;
  const services = MapGet(versions, currentGeneration().services);
  throw services === undefined
    ? new ContainerError('UNDECLARED', 'inject: the app has no services; their classes lie in app/services')
    : new ContainerError('NOT_STARTED', 'inject: the services have not started; what a service needs is a parameter of its constructor');
}
