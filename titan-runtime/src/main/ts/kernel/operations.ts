/**
 * Operations of the host: host calls that a program waits for, with drift or await. They are operations of the drift runtime, which says what that is; here they are
 * started, settled and cancelled at the host.
 */
import { type AbortSignal, onAbort } from '../abort';
import { guard, Operation } from '../drift/operation.ts';
import { currentInvocation, type Invocation } from './context';
import { host } from './host';
import { misuse, noteMade } from './misuse';
import { JSONParse, JSONStringify, MapDelete, MapGet, MapSet } from './primordials';

/** Makes an author's value of what the host returned. `scope` is the number of the invocation it belongs to, 0 for none. */
export type Decode = (value: unknown, bytes: ArrayBuffer | undefined, scope: number) => unknown;

export interface Description {
  /** As the author calls it, for messages: `t.sleep`. */
  label: string;
  /** The host's name for it. */
  name: string;
  /** Plain JSON values. */
  args: unknown[];
  bytes?: ArrayBuffer | ArrayBufferView;
  /** Without it, the outcome is the bytes if there are any, else the value. */
  decode?: Decode;
  /** The invocation it belongs to; without it, the one whose code starts it. */
  invocation?: number;
  /** Gives the outcome, or throws it, without asking the host. */
  local?: () => unknown;
  /** Cancels it when aborted, with the signal's reason. */
  signal?: AbortSignal;
}

interface Open {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  decode: Decode | undefined;
  operation: Operation;
  invocation: Invocation | null;
  scope: number;
  /** Stops listening to a signal. */
  unwatch: (() => void) | undefined;
}

/** Operations that have started and not settled, by number. */
const open = new Map<number, Open>();
let last = 0;

/** Makes an operation of the host. */
export function hostOperation(description: Description): Operation {
  const { label, name, args, bytes, decode, local, signal } = description;
  // An await starts it in a microtask of its own, where what is current may be another's.
  const made = currentInvocation();
  const operation: Operation = new Operation(label, (resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    if (local !== undefined) {
      resolve(local());
      return;
    }
    const invocation = made ?? currentInvocation();
    const number = ++last;
    const scope = description.invocation ?? invocation?.number ?? 0;
    const unwatch = signal === undefined ? undefined : onAbort(signal, (reason) => operation.cancel(reason));
    MapSet(open, number, { resolve, reject, decode, operation, invocation, scope, unwatch });
    invocation?.began(operation);
    host.startOperation(number, name, scope, JSONStringify(args), bytes);
    return () => {
      if (MapDelete(open, number)) host.cancelOperation(number);
      invocation?.ended(operation);
      unwatch?.();
    };
  });
  return operation;
}

/** The same, as the author holds it. */
export function operation(description: Description): PromiseLike<unknown> {
  const made = hostOperation(description);
  noteMade(made);
  return guard(made, misuse) as PromiseLike<unknown>;
}

interface HostError {
  name: string;
  message: string;
  code: string;
}

const CLASSES: Record<string, ErrorConstructor> = { TypeError, RangeError, SyntaxError };

/** An Error as the host describes it: its class where JavaScript has one of that name, else its `name`; its `code` where it has one. */
function toError({ name, message, code }: HostError): Error {
  const error = new (Object.hasOwn(CLASSES, name) ? CLASSES[name] : Error)(message);
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  if (code !== '') Object.defineProperty(error, 'code', { value: code, writable: true, configurable: true, enumerable: true });
  return error;
}

/** Called by the host with four arguments for each outcome: number, whether it failed, JSON, bytes. */
export function settle(...outcomes: unknown[]): void {
  for (let i = 0; i < outcomes.length; i += 4) {
    const found = MapGet(open, outcomes[i] as number);
    if (found === undefined) continue;
    MapDelete(open, outcomes[i] as number);
    found.invocation?.ended(found.operation);
    found.unwatch?.();
    const json = outcomes[i + 2] as string | undefined;
    const value: unknown = json === undefined ? undefined : JSONParse(json);
    if (outcomes[i + 1]) found.reject(toError(value as HostError));
    else settleWith(found, value, outcomes[i + 3] as ArrayBuffer | undefined);
  }
}

function settleWith({ decode, resolve, reject, scope }: Open, value: unknown, bytes: ArrayBuffer | undefined): void {
  let decoded: unknown;
  try {
    decoded = decode === undefined ? (bytes ?? value) : decode(value, bytes, scope);
  } catch (e) {
    reject(e);
    return;
  }
  resolve(decoded);
}
