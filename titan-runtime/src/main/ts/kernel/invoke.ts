import { Kind, parseBody } from '../http/body';
import { HttpError } from '../http/error';
import { enter, reset, suspends, withContext } from '../drift/index.ts';
import { encodeFailure } from '../http/failure';
import { Head } from '../http/head';
import { type Parameter, TitanRequest } from '../http/request';
import { type ActionOptions, optionsOf, validate } from './actions';
import { conclude, end, failed, returned, run } from './answering';
import { waiting } from './background';
import { cancellation, Invocation } from './context';
import { currentNumber } from './current';
import { enteredGeneration, type Generation } from './generations';
import { closeOutbox, openOutbox } from './outbox';
import { registerSocket, SOCKET, unregisterSocket } from './sockets';
import { isThenable, MapDelete, MapGet, MapSet, PromiseResolve, PromiseThen } from './primordials';

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
    throw new TypeError(`the export '${exportName}' is no function but ${action === null ? 'null' : typeof action}`);
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
  openOutbox();
  const head = new Head(text);
  const { number, kind } = head;
  const invocation = new Invocation(number, head.method);
  const outer = enter(invocation);
  try {
    const { action, options, parameters, suspends, generation } = MapGet(targets, head.target) as Target;
    invocation.generation = generation;
    const request = new TitanRequest(invocation, head, parameters, data);
    if (kind !== Kind.NONE) request.body = parseBody(number, kind, data);
    if (options !== undefined) checkAndRun(invocation, action, options, request, kind);
    else if (suspends) run(invocation, action, [request]);
    else returned(invocation, action(request));
  } catch (e) {
    failed(invocation, e);
  } finally {
    enter(outer);
  }
  return conclude(invocation);
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

/** Called by the host after it has ended the execution from outside: no `finally` has run. @returns the number of the invocation whose code ran, and in a second line what the outbox holds */
export function recover(): string {
  const number = currentNumber();
  reset();
  MapDelete(waiting, number);
  return `${number}\n${closeOutbox()}`;
}
