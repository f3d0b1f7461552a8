import { RegExpTest } from '../kernel/primordials';

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NORMALISED = /^(?:delete|get|head|options|post|put)$/i;
const FORBIDDEN = /^(?:connect|trace|track)$/i;

/** A method of a request to be sent (https://fetch.spec.whatwg.org/#methods), the common ones in upper case. @throws TypeError */
export function methodOf(given: unknown, what: string): string {
  const method = String(given);
  if (!RegExpTest(NAME, method)) throw new TypeError(`${what}: ${JSON.stringify(method)} is not a method`);
  if (RegExpTest(FORBIDDEN, method)) throw new TypeError(`${what}: the method ${method} is not allowed`);
  return RegExpTest(NORMALISED, method) ? method.toUpperCase() : method;
}

/** @throws TypeError */
export function redirectOf(given: unknown, what: string): string {
  const redirect = String(given);
  if (redirect !== 'follow' && redirect !== 'error' && redirect !== 'manual') {
    throw new TypeError(`${what}: redirect must be "follow", "error" or "manual", not ${JSON.stringify(redirect)}`);
  }
  return redirect;
}
