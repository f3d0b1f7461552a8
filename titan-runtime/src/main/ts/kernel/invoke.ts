import { withFields } from '../http/added';
import { encodeAnswer, takeBytes, takeStream } from '../http/answer';
import { Kind, parseBody } from '../http/body';
import { HttpError } from '../http/error';
import { enter, reset, start, suspends, withContext } from '../drift/index.ts';
import { encodeFailure } from '../http/failure';
import { type Parameter, TitanRequest } from '../http/request';
import { type ActionOptions, optionsOf, validate } from './actions';
import { waiting } from './background';
import { cancellation, currentNumber, Invocation } from './context';
import { enteredGeneration, type Generation } from './generations';
import { host, PENDING } from './host';
import { refuseOperation } from './misuse';
import { closeOutbox, complete, flushOutbox, openOutbox } from './outbox';
import { registerSocket, SOCKET, unregisterSocket } from './sockets';
import { beginStream } from './streaming';
import { isThenable, MapDelete, MapGet, MapSet, PromiseResolve, PromiseThen, StringSplit } from './primordials';

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
 * @param head number, target, kind of the body, method, path, query and parameter values, a line each: one text crosses the border faster than its parts
 * @param data the body: a text, an ArrayBuffer, or undefined, as the kind says
 * @returns the encoded answer; or `PENDING` and what the outbox holds: then the answer comes later
 */
export function invoke(head: string, data: unknown): string {
  const lines = StringSplit(head, '\n');
  openOutbox();
  const number = +lines[0];
  const kind = +lines[2] as Kind;
  const invocation = new Invocation(number, lines[3]);
  const outer = enter(invocation);
  try {
    const { action, options, parameters, suspends, generation } = MapGet(targets, +lines[1]) as Target;
    invocation.generation = generation;
    const request = new TitanRequest(invocation, lines, parameters, kind, data);
    if (kind !== Kind.NONE) request.body = parseBody(number, kind, data);
    if (options !== undefined) checkAndCall(invocation, action, options, request, kind);
    else if (suspends) call(invocation, action, request);
    else returned(invocation, action(request));
  } catch (e) {
    failed(invocation, e);
  } finally {
    enter(outer);
  }
  return conclude(invocation);
}

/** What the host's call that began an invocation returns. */
export function conclude(invocation: Invocation): string {
  invocation.inside = false;
  if (invocation.answer !== undefined) {
    flushOutbox();
    closeOutbox();
    return invocation.answer;
  }
  if (!invocation.settled) MapSet(waiting, invocation.number, invocation);
  return PENDING + closeOutbox();
}

/** Calls an action with schemas, if what was sent fits them. */
function checkAndCall(invocation: Invocation, action: Target['action'], options: ActionOptions, request: TitanRequest, kind: Kind): void {
  if (options.body !== undefined && (kind === Kind.TEXT || kind === Kind.BYTES)) {
    throw new HttpError(415, 'the body must be application/json, application/x-www-form-urlencoded or multipart/form-data');
  }
  const errors = validate(options, request);
  if (!isThenable(errors)) {
    if (errors.length > 0) throw new Invalid(errors);
    call(invocation, action, request);
    return;
  }
  PromiseThen(
    PromiseResolve(errors),
    (found) => {
      if (found.length > 0) end(invocation, encodeFailure(new Invalid(found)));
      else withContext(invocation, () => call(invocation, action, request));
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

/** Calls the action so that it may suspend. */
function call(invocation: Invocation, action: Target['action'], request: TitanRequest): void {
  run(invocation, action, [request]);
}

/** Calls a function of the app's so that it may suspend. What comes of it is the invocation's answer. */
export function run(invocation: Invocation, fn: Function, args: unknown[]): void {
  invocation.task = start(
    fn,
    undefined,
    args,
    (value) => returned(invocation, value),
    (reason) => failed(invocation, reason),
  );
}

/** The action has thrown. */
function failed(invocation: Invocation, reason: unknown): void {
  const closing = invocation.closing;
  invocation.closing = undefined;
  // What nobody has foreseen keeps nothing of what was begun.
  if (!(reason instanceof HttpError)) invocation.fields = undefined;
  if (closing === undefined || !(reason instanceof HttpError)) end(invocation, encodeFailure(reason));
  else close(invocation, closing, () => end(invocation, encodeFailure(reason)));
}

/** Does what is to be done before an answer goes out. */
function close(invocation: Invocation, closing: NonNullable<Invocation['closing']>, answer: () => void): void {
  closing(
    () => withContext(invocation, answer),
    (reason) => withContext(invocation, () => failed(invocation, reason)),
  );
}

function returned(invocation: Invocation, value: unknown): void {
  try {
    refuseOperation(value);
    if (!isThenable(value)) {
      const closing = invocation.closing;
      if (closing !== undefined) {
        invocation.closing = undefined;
        close(invocation, closing, () => returned(invocation, value));
        return;
      }
      const text = encodeAnswer(invocation.outcome === undefined ? value : invocation.outcome(value));
      const stream = takeStream();
      if (stream === undefined) end(invocation, text);
      else beginStream(invocation, invocation.fields === undefined ? text : withFields(text, invocation.fields), stream);
      return;
    }
  } catch (e) {
    failed(invocation, e);
    return;
  }
  PromiseThen(
    PromiseResolve(value),
    (settled) => withContext(invocation, () => returned(invocation, settled)),
    (reason) => withContext(invocation, () => failed(invocation, reason)),
  );
}

/** Answers an invocation with an encoded answer. */
export function end(invocation: Invocation, answer: string): void {
  const text = invocation.fields === undefined ? answer : withFields(answer, invocation.fields);
  if (invocation.inside) {
    invocation.answer = text;
    return;
  }
  invocation.settled = true;
  if (invocation.background === 0) MapDelete(waiting, invocation.number);
  complete(invocation.number, text, takeBytes());
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
