/** What every container provides without a module that declares it: each the same thing as its counterpart in `t`. */
import { fetch } from '../fetch';
import { isSchema, pathOf, type StandardSchema } from '../kernel/actions';
import { configured, valueAt } from '../kernel/config';
import { currentGeneration } from '../kernel/generations';
import { part } from '../kernel/parts';
import { isThenable, ObjectDefineProperty, ObjectKeys, ReflectApply } from '../kernel/primordials';
import { log, type Log } from '../log';

type Fields = Record<string, unknown>;

/** `t.log` whose lines carry more fields. Injected, `service`: the name of the service, or of the class that it is injected into. */
export class Logger {
  readonly #fields: Fields;
  readonly #log: Log;

  constructor(fields: Fields = {}) {
    this.#fields = fields;
    this.#log = log.child(fields);
  }

  debug(message: unknown, fields?: Fields): void {
    this.#log.debug(message, fields);
  }
  info(message: unknown, fields?: Fields): void {
    this.#log.info(message, fields);
  }
  warn(message: unknown, fields?: Fields): void {
    this.#log.warn(message, fields);
  }
  error(message: unknown, fields?: Fields): void {
    this.#log.error(message, fields);
  }
  child(fields: Fields): Logger {
    return new Logger({ ...this.#fields, ...fields });
  }
}

/** `t.config` and `t.env`. */
export class ConfigService {
  /**
   * A class whose instances hold the app's configuration as a schema makes it.
   *
   * @throws TypeError when it is no schema; its constructor, when the configuration does not fit
   */
  static of(schema: StandardSchema): typeof ConfigService {
    if (!isSchema(schema)) throw new TypeError('ConfigService.of: expected a Standard Schema (zod, valibot, arktype, … make them)');
    return class extends ConfigService {
      readonly #config = checked(schema, currentGeneration().config);

      override get(path: string, fallback?: unknown): unknown {
        return valueAt('ConfigService.get', this.#config, path, fallback);
      }
    };
  }

  get(path: string, fallback?: unknown): unknown {
    return configured(path, fallback);
  }
  get env(): Readonly<Record<string, string>> {
    return currentGeneration().env;
  }
}

function checked(schema: StandardSchema, config: unknown): unknown {
  const result = schema['~standard'].validate(config);
  if (isThenable(result)) throw new TypeError('ConfigService.of: the schema is asynchronous; a configuration is checked at once');
  if (result.issues === undefined) return result.value;
  throw new TypeError(`the configuration does not fit its schema: ${result.issues.map((issue) => `app.${pathOf(issue)}: ${issue.message}`).join('; ')}`);
}

/** `t.db`. */
export class Database {
  get DatabaseError(): unknown {
    return database().DatabaseError;
  }
}

/** `t.cache`. */
export class CacheService {}

/** `t.events`. */
export class EventBus {}

/** `t.tasks`. */
export class Scheduler {}

const database = (): { DatabaseError: unknown } => part<typeof import('../db')>('db').db;
const cache = (): object => part<typeof import('../t-cache')>('t-cache').cache;
const events = (): object => part<typeof import('../t-events')>('t-events').events;
const tasks = (): object => part<typeof import('../t-tasks')>('t-tasks').tasks;

/** Gives a class the methods of a member of `t`, which loads when the first is called. */
function forward(type: Function, target: () => object, names: readonly string[]): void {
  for (const name of names) {
    const method = { [name]: (...args: unknown[]) => ReflectApply((target() as Record<string, Function>)[name], undefined, args) }[name];
    ObjectDefineProperty(type.prototype, name, { value: method, writable: true, configurable: true });
  }
}
forward(Database, database, ['query', 'one', 'exec', 'batch', 'stream', 'transaction']);
forward(CacheService, cache, ['get', 'has', 'ttl', 'set', 'getOrSet', 'delete', 'invalidate', 'clear']);
forward(EventBus, events, ['emit', 'on']);
forward(Scheduler, tasks, ['define', 'enqueue', 'spawn', 'every', 'cron', 'status', 'cancel']);

/** `t.fetch`. */
export class HttpClient {
  fetch(...args: Parameters<typeof fetch>): ReturnType<typeof fetch> {
    return fetch(...args);
  }
}

// The bundler of the kernel gives a class that names itself another name.
const names: Record<string, Function> = { Logger, ConfigService, Database, CacheService, EventBus, Scheduler, HttpClient };
for (const name of ObjectKeys(names)) ObjectDefineProperty(names[name], 'name', { value: name, configurable: true });
