/**
 * What the parts share with the kernel: they import it from 'titan:kernel'. A part must import nothing of the kernel in another way, which would bundle a second copy of
 * it, with state and classes of its own.
 */
export * from '../abort';
export * from '../drift/index.ts';
export { guard, Operation, operationOf } from '../drift/operation.ts';
export { drive, un } from '../drift/calls.ts';
export { attach, pending, state } from '../drift/state.ts';
export { CustomEvent, defineHandler, Event, EventTarget, fire } from '../events';
export { DOMException } from '../events/exception';
export { fetch } from '../fetch';
export { Html } from '../http/html';
export { currentInvocation, currentNumber, currentRequest, hookInvocation, type Invocation, invocationOf } from './context';
export { currentGeneration } from './generations';
export { handle, handlerPlace } from './handlers';
export { host } from './host';
export { waitUntil } from './background';
export * from '../http/content';
export * from '../http/headers';
export * from '../http/method';
export * from '../http/requests';
export * from './idl';
export { held, hostOperation, operation } from './operations';
export { defineLazy, part } from './parts';
export { Snapshot, Variable } from './variables';
export * from './platform';
export * from './primordials';
export { clearTimeout, setTimeout } from '../timers';
export { pathOf } from './actions';
export { encodeFailure } from '../http/failure';
export { Fields } from '../http/fields';
export { type CookieOptions, parseCookies, serializeCookie } from '../http/cookie';
export type { SchemaResult, StandardSchema } from './actions';
export * from '../errors';
export { describeThrown } from '../http/failure';
export { HttpError } from '../http/error';
export * from '../services/builtins';
export { isToken } from '../services/decorators';
export * from '../services/errors';
export { appContainer, type AppContainer, type Declared } from '../services/app';
export * from '../services/metadata';
export { FunctionOperation } from '../drift/operation.ts';
export { extract } from '../http/extract';
export { Pump, RAW } from '../streams/pump';
export { openSource } from '../streams/source';
