/** What every container provides without a module that declares it: each the same thing as its counterpart in `t`. */
import { fetch } from '../fetch';
import { configured } from '../kernel/config';
import { currentGeneration } from '../kernel/generations';
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
  get(path: string, fallback?: unknown): unknown {
    return configured(path, fallback);
  }
  get env(): Readonly<Record<string, string>> {
    return currentGeneration().env;
  }
}

/** `t.fetch`. */
export class HttpClient {
  fetch(...args: Parameters<typeof fetch>): ReturnType<typeof fetch> {
    return fetch(...args);
  }
}
