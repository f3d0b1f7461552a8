/**
 * The runtime's JavaScript: one copy in each isolate, evaluated before any code of an app. `boot` makes the globals and hands the host the functions it calls. Nothing of
 * it is reachable from an app but what is made a global or an export of 'titan'.
 */
import { AbortController, AbortSignal } from '../abort';
import { console } from '../console';
import { tellDebuggers } from '../console/debuggers';
import * as driftRuntime from '../drift/index.ts';
import { CustomEvent, Event, EventTarget } from '../events';
import { DOMException } from '../events/exception';
import { fetch } from '../fetch';
import { takeBytes } from '../http/answer';
import { HttpError, type HttpErrorOptions } from '../http/error';
import { response } from '../http/response';
import { Headers } from '../http/headers';
import { Response } from '../http/web-response';
import { log } from '../log';
import * as services from '../services';
import { beginServices, declare, declaredServices, moduleOf, planServices, retireServices, servicesLoaded, serve, startServices, stopServices } from '../services/app';
import { noteTypes } from '../services/metadata';
import { clearTimeout, clearTimers, fire, queueMicrotask, setInterval, setTimeout } from '../timers';
import { defineAction, optionsOf } from './actions';
import { configured } from './config';
import { callHandler } from './calls';
import type { Invocation } from './context';
import { invocationOf } from './current';
import { forgetHandlers } from './handlers';
import { defineExtensions } from './extensions';
import { LAZY_GLOBALS, LAZY_MEMBERS } from './globals';
import { type Host, setHost } from './host';
import { currentGeneration, enterGeneration, forgetGeneration } from './generations';
import { inWords } from './in-words';
import { cancel, goesOn, invoke, invokeAll, recover, register, unregister } from './invoke';
import { drainMicrotasks, setDrain, watchInterruptions } from './microtasks';
import { misuse } from './misuse';
import { hostOperation, operation, settle } from './operations';
import { heldOutside, watchOutside } from './outside';
import { closeOutbox, flushOutbox, openOutbox } from './outbox';
import { park } from './park';
import { defineLazy, part, share } from './parts';
import { notePlaces } from './places';
import { ObjectDefineProperty, ReflectApply } from './primordials';
import { route } from './routes';
import * as shared from './shared';
import { defineSocket, socketEvent } from './sockets';
import { credit, type NetronSettings, serveCalls, setNetron, shareMemory } from './serve';
import { contexts, describeRejected } from './rejections';
import { readableStacks } from './stacks';
import { record } from './trace';
import { later, takeTurn } from './turns';

/** Frames that V8 notes when an error is made. */
const STACK_LINES = 50;

/** What the host tells an isolate at its start, beside what the app can read of its configuration. */
interface Settings {
  /** Whether the author is watching. */
  development: boolean;
  /** Whether debuggers may attach. */
  inspector: boolean;
  /** Names of their methods, by names of extensions. */
  extensions?: Record<string, string[]>;
  /** Whether requests are served; else bundles are only tried. */
  serves: boolean;
  netron: NetronSettings;
  /** Whether spans are recorded. */
  traced: boolean;
}

function error(status: number, message?: string, options?: HttpErrorOptions): never {
  throw new HttpError(status, message, options);
}

/** `Atomics.wait`, where it may not hold the agent (https://tc39.es/ecma262/#sec-dowait). */
function refuseWait(): never {
  throw new TypeError('Atomics.wait: it would hold the isolate, and nobody else could wake it; use drift(t.sleep(ms))');
}
ObjectDefineProperty(refuseWait, 'name', { value: 'wait', configurable: true });

function sleep(ms: unknown): Parameters<typeof hostOperation>[0] {
  if (typeof ms !== 'number') throw new TypeError(`t.sleep: the time must be a number of milliseconds, not ${inWords(ms)}`);
  return { label: 't.sleep', name: 'sleep', args: [ms] };
}

/**
 * A function for the host to enter the isolate by. Async code leaves its context behind when a slice ends: whatever comes next begins without one. Its result is the number of
 * drifts that have had to wait, a line, and what the outbox holds; undefined where there is neither.
 */
function entry(fn: (...args: never[]) => unknown): () => string | undefined {
  return function enter(): string | undefined {
    driftRuntime.enter(null);
    openOutbox();
    try {
      ReflectApply(fn, undefined, arguments);
      drainMicrotasks();
    } catch (e) {
      flushOutbox();
      closeOutbox();
      throw e;
    }
    const records = closeOutbox();
    const drifts = driftRuntime.takeDrifts();
    return drifts === 0 && records === '' ? undefined : `${drifts}\n${records}`;
  };
}

/**
 * @param drain runs the microtasks at once
 * @returns the functions that the host calls, and the modules that bundles may import, by name
 */
export function boot(host: Host, settingsText: string, drain: () => void): object {
  setHost(host);
  share(shared);
  // A twin takes two lines of a stack, and an array method of the drift runtime a few: V8's ten would show less than five of the author's calls.
  (Error as { stackTraceLimit?: number }).stackTraceLimit = STACK_LINES;
  setDrain(drain);
  const { drift } = driftRuntime.install({ park, misuse, later: (context, tell) => later(invocationOf(context) as Invocation, tell), sleep: (ms) => hostOperation(sleep(ms)) });
  const settings = JSON.parse(settingsText) as Settings;
  enterGeneration(0, settingsText);
  watchOutside();
  ObjectDefineProperty(Atomics, 'wait', { value: refuseWait, writable: true, configurable: true });
  if (settings.development) notePlaces();
  setNetron(settings.netron);
  if (settings.traced) record();
  if (settings.serves) serve();
  if (settings.inspector) tellDebuggers(console);
  // Debuggers make links of V8's places.
  else readableStacks();
  const t = {
    log,
    get env() {
      return currentGeneration().env;
    },
    config: { get: configured },
    response,
    error,
    fetch,
    sleep: (ms: unknown) => operation(sleep(ms)),
  };
  defineLazy(t, 'db', ['db', 'kv'], true);
  const globals: Record<string, unknown> = {
    defineAction,
    drift,
    t,
    console,
    setTimeout,
    setInterval,
    clearTimeout,
    clearInterval: clearTimeout,
    queueMicrotask,
    fetch,
    Headers,
    Response,
    Event,
    CustomEvent,
    EventTarget,
    DOMException,
    AbortController,
    AbortSignal,
  };
  for (const name of Object.keys(globals)) {
    ObjectDefineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  for (const part of Object.keys(LAZY_GLOBALS)) defineLazy(globalThis, part, LAZY_GLOBALS[part]);
  for (const part of Object.keys(LAZY_MEMBERS)) defineLazy(t, part, LAZY_MEMBERS[part], true);
  if (settings.extensions !== undefined) defineExtensions(t, settings.extensions);
  return {
    titan: { defineAction, defineSocket, drift, t, HttpError, route, ...services },
    'titan:services': { parameters: noteTypes, declare },
    'titan:drift': { ...driftRuntime },
    'titan:node': { builtin: (name: string) => part(`node-${name}`) },
    register,
    unregister,
    invoke,
    invokeAll: entry(invokeAll),
    watchInterruptions,
    heldOutside,
    socketEvent,
    callHandler,
    cancel: entry(cancel),
    recover,
    takeBytes,
    fire: entry(fire),
    contexts,
    describeRejected,
    settle: entry(settle),
    turn: entry(takeTurn),
    serveCalls,
    shareMemory,
    credit: entry(credit),
    enter: entry(enterGeneration),
    beginServices,
    servicesLoaded,
    moduleOf,
    planServices,
    actionSchemas: (namespace: Record<string, unknown>, name: string) => part<typeof import('../schemas')>('schemas').ofAction(optionsOf(namespace[name] as never)),
    serviceSchemas: (number: number) => part<typeof import('../schemas')>('schemas').ofServices(declaredServices(number)),
    startServices: entry(startServices),
    retireServices: entry(retireServices),
    stopServices: entry(stopServices),
    leave: entry((number: number) => {
      const generation = forgetGeneration(number);
      if (generation !== undefined) forgetHandlers(generation);
      if (generation !== undefined) clearTimers(generation, goesOn);
    }),
  };
}
