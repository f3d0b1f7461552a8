/** What the kernel needs to know of Request, whose class is a part that loads when it is first used. */
import type { AbortSignal } from '../abort';
import type { Content } from './content';
import type { Headers } from './headers';

export interface OutgoingRequest extends Content {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: string;
  readonly signal: AbortSignal;
}

let known: (value: object) => boolean = () => false;

/** Says what a Request is. */
export function setRequestCheck(check: (value: object) => boolean): void {
  known = check;
}

export function isRequest(value: object): value is OutgoingRequest {
  return known(value);
}
