/** The Worker Guard: what is thrown where an operation is used as if it were its outcome. */
import { type Operation, operationOf } from '../drift/operation.ts';
import { currentNumber } from './current';
import { host } from './host';
import { noting, readableStackOf, stackOf, trace, type Trace } from './places';
import { StringIndexOf, StringSlice, WeakMapGet, WeakMapSet } from './primordials';
import { watchMade } from './unstarted';

/** Where operations were made; empty unless places are noted. */
const made = new WeakMap<Operation, Trace>();

/** Notes the place of an operation, for one that is misused where no code of the author's runs, or that nobody begins. */
export function noteMade(operation: Operation): void {
  if (!noting) return;
  const here = trace();
  WeakMapSet(made, operation, here);
  watchMade(operation, here);
}

/** The error for an operation that is used as if it were its value. It names the line where that is; where the runtime does it, as with a returned one, the line of the call. */
export function misuse(operation: Operation): Error {
  const here = host.place(stackOf(trace()), currentNumber());
  const call = here === '' ? readableStackOf(WeakMapGet(made, operation)) : '';
  const place = here || host.place(call, currentNumber());
  const at = place === '' ? '' : ` at ${place}`;
  const error = new TypeError(`${operation.name}() was used without drift()${at}; write drift(${operation.name}(…)) or await it`);
  const frames = StringIndexOf(call, '\n');
  if (frames >= 0) error.stack = `${error.name}: ${error.message}${StringSlice(call, frames)}`;
  return error;
}

/** Throws where an action returns an operation instead of its outcome. */
export function refuseOperation(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const found = operationOf(value);
  if (found !== undefined) throw misuse(found);
}
