/** Ids of requests that come as JSON. They go back digit by digit as they came, also where a double is none of them. */
import { isObject } from 'titan:kernel';
import { Digits } from './codec';

interface Identified {
  id?: unknown;
}

type Reviver = (this: object, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** With the text of each number (https://tc39.es/proposal-json-parse-with-source/). */
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Whether a number may have been written otherwise than it would be. */
function inexact({ id }: Identified): boolean {
  return typeof id === 'number' && (!Number.isSafeInteger(id) || Object.is(id, -0));
}

/** A body, and each request of a batch; what else stands among those keeps its place. */
function holders(body: object): Identified[] {
  const { requests } = body as { requests?: unknown };
  return [body, ...(Array.isArray(requests) ? requests.map((each) => (isObject(each) ? each : {})) : [])];
}

/** Has the ids of a body, which was read from a text, be as they are written there. */
export function keepIds(body: object, text: string): void {
  const read = holders(body);
  if (!read.some(inexact)) return;
  const sent = new Map<object, string>();
  const again = parse(text, function (key, value, { source }) {
    if (key === 'id' && source !== undefined) sent.set(this, source);
    return value;
  });
  const written = holders(again as object);
  read.forEach((each, i) => {
    const digits = sent.get(written[i]);
    if (inexact(each) && digits !== undefined) each.id = new Digits(digits);
  });
}
