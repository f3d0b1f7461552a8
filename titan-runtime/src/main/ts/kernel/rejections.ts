/** Promises rejected without handler: what the host reads and calls to tell of them. */
import { describeThrown } from '../http/failure';
import { JSONStringify } from './primordials';

export { state as contexts } from '../drift/state.ts';

/** Called by the host when the slice is over, of a promise that has no handler still. Reading what was thrown may run code of an author. @returns JSON */
export function describeRejected(reason: unknown): string {
  return JSONStringify(describeThrown(reason)) as string;
}
