import { encodeAnswer, takeBytes } from '../http/answer';
import { Kind, parseBody } from '../http/body';
import { HttpError } from '../http/error';
import { encodeFailure } from '../http/failure';
import { type Parameter, TitanRequest } from '../http/request';
import { type ActionOptions, optionsOf, validate } from './actions';
import { setCurrent } from './current';
import { host, PENDING } from './host';
import { refuseOperation } from './operations';
import { isThenable, MapDelete, MapGet, MapSet, PromiseResolve, PromiseThen, StringSplit } from './primordials';

/** What a route runs. */
interface Target {
  action: (request: TitanRequest) => unknown;
  options: ActionOptions | undefined;
  parameters: Parameter[];
}

/** Targets of every generation that is loaded, by the number that the host gave them. */
const targets = new Map<number, Target>();

/** @throws TypeError when the export cannot be called */
export function register(target: number, namespace: Record<string, unknown>, exportName: string, parameters: string): void {
  const action = namespace[exportName];
  if (typeof action !== 'function') {
    throw new TypeError(`the export '${exportName}' is no function but ${action === null ? 'null' : typeof action}`);
  }
  MapSet(targets, target, {
    action: action as Target['action'],
    options: optionsOf(action as never),
    parameters: JSON.parse(parameters) as Parameter[],
  });
}

export function unregister(target: number): void {
  MapDelete(targets, target);
}

/**
 * Runs an invocation until it ends or waits.
 *
 * @param head method, path, query and parameter values, a line each
 * @param data the body: a text, an ArrayBuffer, or undefined, as the kind says
 * @returns the encoded answer, or `PENDING`: then the host's `complete` is called later
 */
export function invoke(invocation: number, target: number, head: string, kind: Kind, data: unknown): string {
  setCurrent(invocation);
  try {
    const { action, options, parameters } = MapGet(targets, target) as Target;
    const request = new TitanRequest(invocation, StringSplit(head, '\n'), parameters, kind, data);
    if (kind !== Kind.NONE) request.body = parseBody(invocation, kind, data);
    const result = options === undefined ? action(request) : invokeChecked(action, options, request, kind);
    refuseOperation(result);
    if (isThenable(result)) {
      waitFor(invocation, result);
      return PENDING;
    }
    return encodeAnswer(result);
  } catch (e) {
    return encodeFailure(e);
  } finally {
    setCurrent(0);
  }
}

/** The same for an action with schemas. */
function invokeChecked(action: Target['action'], options: ActionOptions, request: TitanRequest, kind: Kind): unknown {
  if (options.body !== undefined && (kind === Kind.TEXT || kind === Kind.BYTES)) {
    throw new HttpError(415, 'the body must be application/json, application/x-www-form-urlencoded or multipart/form-data');
  }
  const errors = validate(options, request);
  if (isThenable(errors)) {
    return PromiseThen(PromiseResolve(errors), (found) => {
      if (found.length > 0) throw new Invalid(found);
      return action(request);
    });
  }
  if (errors.length > 0) throw new Invalid(errors);
  return action(request);
}

/** What a client sent does not fit the action's schemas. */
class Invalid extends HttpError {
  constructor(fields: unknown[]) {
    super(422, 'the request does not fit what the action declares', { details: { fields } });
  }
}

function waitFor(invocation: number, result: PromiseLike<unknown>): void {
  PromiseThen(
    PromiseResolve(result),
    (value) => {
      let text: string;
      try {
        text = encodeAnswer(value);
      } catch (e) {
        text = encodeFailure(e);
      }
      host.complete(invocation, text, takeBytes());
    },
    (reason) => host.complete(invocation, encodeFailure(reason)),
  );
}

