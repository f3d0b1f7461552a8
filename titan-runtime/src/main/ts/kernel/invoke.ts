import { Kind, parseBody } from '../http/body';
import { HttpError } from '../http/error';
import { enter, reset, suspends, withContext } from '../drift/index.ts';
import { encodeFailure } from '../http/failure';
import { Head } from '../http/head';
import { type Parameter, TitanRequest } from '../http/request';
import { clearStoppedTimers } from '../timers';
import { type ActionOptions, optionsOf, validate } from './actions';
import { conclude, end, failed, returned, run } from './answering';
import { waiting } from './background';
import { cancellation, Invocation } from './context';
import { currentInvocation } from './current';
import { enteredGeneration, type Generation } from './generations';
import { openOutbox, resetOutbox } from './outbox';
import { drainMicrotasksOf } from './microtasks';
import { takeEntry } from './serve';
import { registerSocket, SOCKET, unregisterSocket } from './sockets';
import { isThenable, MapDelete, MapGet, MapSet, PromiseResolve, PromiseThen, StringIndexOf, StringSlice, StringSplit } from './primordials';

/** What a route runs. */
interface Target {
  action: (request: TitanRequest) => unknown;
  options: ActionOptions | undefined;
  parameters: Parameter[];
  /** Whose code it is. */
  generation: Generation;
  /** Whether the action has a twin. */
  suspends: boolean;
}

/** Targets of every generation that is loaded, by the number that the host gave them. */
const targets = new Map<number, Target>();

/** @throws TypeError when the export cannot be called */
export function register(target: number, namespace: Record<string, unknown>, exportName: string, parameters: string): void {
  const action = namespace[exportName];
  if (exportName === SOCKET) {
    registerSocket(target, action, parameters);
    return;
  }
  if (typeof action !== 'function') {
    throw new TypeError(`the export '${exportName}' is not a function but ${action === null ? 'null' : typeof action}`);
  }
  MapSet(targets, target, {
    action: action as Target['action'],
    options: optionsOf(action as never),
    parameters: JSON.parse(parameters) as Parameter[],
    generation: enteredGeneration(),
    suspends: suspends(action),
  });
}

export function unregister(target: number): void {
  MapDelete(targets, target);
  unregisterSocket(target);
}

/**
 * Runs an invocation until it ends or waits.
 *
 * @param text a {@link Head}
 * @param data the body: a text, an ArrayBuffer, or undefined, as the kind says
 * @returns the encoded answer; or `PENDING` and what the outbox holds: then the answer comes later
 */
export function invoke(text: string, data: unknown): string {
  const head = new Head(text);
  openOutbox();
  const invocation = new Invocation(head.number, head.method);
  begin(invocation, head, data);
  return conclude(invocation);
}

/** Invocations that begin together, and where the first of them lies that has not begun. */
let together = '';
let next = 0;

/**
 * Runs invocations, each until it ends or waits. What they have to tell goes by the outbox, their answers too.
 *
 * @param texts for each a line with the lengths of its head and of its body, -1 for none, then both; empty to go on after the execution was ended from outside
 */
export function invokeAll(texts: string): void {
  if (texts !== '') {
    together = texts;
    next = 0;
  }
  while (next < together.length) {
    const space = StringIndexOf(together, ' ', next);
    const from = StringIndexOf(together, '\n', space) + 1;
    const body = from + +StringSlice(together, next, space);
    const length = +StringSlice(together, space + 1, from - 1);
    const head = new Head(StringSlice(together, from, body));
    next = body + (length < 0 ? 0 : length);
    const invocation = new Invocation(head.number, head.method);
    invocation.inside = false;
    MapSet(waiting, invocation.number, invocation);
    begin(invocation, head, length < 0 ? undefined : StringSlice(together, body, next));
    if (drainMicrotasksOf(invocation)) return;
  }
  together = '';
}

function begin(invocation: Invocation, head: Head, data: unknown): void {
  const { kind } = head;
  const outer = enter(invocation);
  try {
    const { action, options, parameters, suspends, generation } = MapGet(targets, head.target) as Target;
    invocation.generation = generation;
    const request = new TitanRequest(invocation, head, parameters, data);
    if (kind !== Kind.NONE) request.body = parseBody(invocation.number, kind, data);
    if (options !== undefined) checkAndRun(invocation, action, options, request, kind);
    else if (suspends) run(invocation, action, [request]);
    else returned(invocation, action(request));
  } catch (e) {
    failed(invocation, e);
  } finally {
    enter(outer);
  }
}

/** Calls an action with schemas, if what was sent fits them. */
function checkAndRun(invocation: Invocation, action: Target['action'], options: ActionOptions, request: TitanRequest, kind: Kind): void {
  if (options.body !== undefined && (kind === Kind.TEXT || kind === Kind.BYTES)) {
    throw new HttpError(415, 'the body must be application/json, application/x-www-form-urlencoded or multipart/form-data');
  }
  const errors = validate(options, request);
  if (!isThenable(errors)) {
    if (errors.length > 0) throw new Invalid(errors);
    run(invocation, action, [request]);
    return;
  }
  PromiseThen(
    PromiseResolve(errors),
    (found) => {
      if (found.length > 0) end(invocation, encodeFailure(new Invalid(found)));
      else withContext(invocation, () => run(invocation, action, [request]));
    },
    (reason) => withContext(invocation, () => end(invocation, encodeFailure(reason))),
  );
}

/** What a client sent does not fit the action's schemas. */
class Invalid extends HttpError {
  constructor(fields: unknown[]) {
    super(422, 'the request does not fit what the action declares', { details: { fields } });
  }
}

/** Whether an invocation has not ended, or has work that outlives its answer. */
export function goesOn(invocation: Invocation | null): boolean {
  return invocation !== null && MapGet(waiting, invocation.number) === invocation;
}

/** Called by the host: nobody waits for the answer any more. */
export function cancel(number: number, timedOut: boolean): void {
  const invocation = MapGet(waiting, number);
  // It is given up once, and one whose code never ends is not kept.
  MapDelete(waiting, number);
  invocation?.cancel(cancellation(timedOut));
}

/**
 * Called by the host after it has ended the execution from outside: no `finally` has run, and none of that invocation's code goes on.
 *
 * @param heard whether the host has had the result of the call that was ended
 * @param otherwise the number of the invocation that ends if no code of one ran, 0 for none
 * @param calls numbers of those that end in any case, a blank between: what the host had entered with. V8 goes on behind microtasks that were ended, so some may have begun to wait.
 * @returns lines: what a client of services has called by the code that ran, `service.method` as it has named them, empty where that is not known; the number of the invocation that ends; what the host has not heard
 */
export function recover(heard: boolean, otherwise: number, calls: string): string {
  const running = currentInvocation();
  const called = running?.calling === undefined ? '' : `${running.calling.service}.${running.calling.method}`;
  const current = running?.whole;
  const number = current?.number ?? otherwise;
  reset();
  const found = current ?? MapGet(waiting, number);
  MapDelete(waiting, number);
  found?.stop();
  for (const each of takeEntry()) each.stop();
  if (calls !== '') {
    for (const each of StringSplit(calls, ' ')) {
      MapGet(waiting, +each)?.stop();
      MapDelete(waiting, +each);
    }
  }
  clearStoppedTimers();
  return `${StringIndexOf(called, '\n') < 0 ? called : ''}\n${number}\n${resetOutbox(heard)}`;
}
