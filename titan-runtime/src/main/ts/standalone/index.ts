/**
 * 'titan' where there is no Titan: under a test runner of node's or a browser's, so that what an app exports can be imported and its classes constructed with mocks. Decorators and errors are the runtime's own; what
 * needs a server says so when it is used. Written into the project as `.titan/package`.
 */
import { HttpError } from '../http/error';
import { defineAction } from '../kernel/actions';
import { Token } from '../services/metadata';
import { id } from '../t-id';
import { time } from '../t-time';
import { valid } from '../t-valid';

export * from '../errors';
export { Auth, RateLimit } from '../services/access';
export { Inject, Injectable, Module, OnDestroy, Once, OnInit, OnStart, OnStop, Optional, Public, Service, Validate } from '../services/decorators';
export { ContainerError } from '../services/errors';
export { defineAction, HttpError };

export function createToken(name: string): Token {
  return new Token(name);
}

const absent = (what: string, instead: string): never => {
  throw new Error(`${what} is there under titan only: ${instead}`);
};

// What a constructor asks for; a test gives something of its own.
export class Logger {}
export class ConfigService {
  static of(): typeof ConfigService {
    return ConfigService;
  }
}
export class Database {}
export class CacheService {}
export class EventBus {}
export class Scheduler {}
export class HttpClient {}

export const inject = (): never => absent('inject', 'construct the class with what it needs');
export const createContainer = (): never => absent('createContainer', 'construct the class with what it needs');
export const remote = (): never => absent('remote', 'give the class a mock');
export const currentTrace = (): undefined => undefined;
export const currentCall = (): undefined => undefined;

/** What is no promise is what it is, as under titan; what is one cannot be waited for without awaiting it. */
export function drift<T>(value: T): T {
  if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function') absent('drift of a promise', 'have the mock return the value itself');
  return value;
}

/** What needs no server is there: schemas stand at the top of modules. */
const pure: Record<PropertyKey, unknown> = { id, time, valid };

export const t: object = new Proxy(pure, { get: (_, name) => (typeof name === 'symbol' || Object.hasOwn(pure, name) ? pure[name] : absent(`t.${name}`, `set globalThis.t to what the code under test calls`)) });
export const route: object = new Proxy({}, { get: (_, name) => (typeof name === 'symbol' ? undefined : absent(`route.${name}`, 'app/routes is read when the app is built')) });

const globals: Record<string, unknown> = { defineAction, drift, t };
for (const name of Object.keys(globals)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
}
