/** What 'titan' exports for services: decorators, and containers, whose code loads when an app makes its first. */
import { part } from '../kernel/parts';
import { Token } from './metadata';

export { inject } from './app';
export { currentSpan as currentTrace } from '../kernel/trace';
export { currentCall } from './current-call';
export { CacheService, ConfigService, Database, EventBus, HttpClient, Logger, Scheduler } from './builtins';
export { Inject, Injectable, Module, OnDestroy, Once, OnInit, OnStart, OnStop, Optional, Public, Service, Validate } from './decorators';
export { Auth, RateLimit } from './access';
export { ContainerError } from './errors';
export {
  AuthError, InternalError, MethodNotFoundError, NetronError, PermissionError, RateLimitError, registerError, SerializationError, ServiceNotFoundError,
  TimeoutError, TitanError, TransportError, TransportLostError, ValidationError,
} from '../errors';

export { remote } from './remote';

export function createToken(name: string): Token {
  return new Token(name);
}

export function createContainer(root: unknown, options?: unknown): object {
  return part<typeof import('../container')>('container').createContainer(root, options);
}
