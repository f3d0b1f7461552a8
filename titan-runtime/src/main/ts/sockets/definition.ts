/** What an action exports as its socket. */
import type { Definition } from './socket';

const HANDLERS = ['upgrade', 'open', 'message', 'close', 'error'];
const LISTS = ['protocols', 'origins'];
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** @throws TypeError for anything but an object of handlers and options */
export function definitionOf(exported: unknown): Definition {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    throw new TypeError(`the export 'socket' must be an object of handlers (${HANDLERS.join(', ')}), not ${kindOf(exported)}`);
  }
  const given = exported as Record<string, unknown>;
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (HANDLERS.includes(key)) {
      if (value !== undefined && typeof value !== 'function') throw new TypeError(`the socket's ${key} must be a function, not ${kindOf(value)}`);
    } else if (LISTS.includes(key)) {
      if (value !== undefined && !(Array.isArray(value) && value.every((one) => typeof one === 'string'))) {
        throw new TypeError(`the socket's ${key} must be a list of strings, not ${kindOf(value)}`);
      }
    } else if (/^on[A-Z]/.test(key)) {
      throw new TypeError(`the socket has '${key}', which nothing calls: its handlers are ${HANDLERS.join(', ')}`);
    }
  }
  for (const protocol of (given.protocols as string[] | undefined) ?? []) {
    if (!TOKEN.test(protocol)) throw new TypeError(`the socket's protocols: '${protocol}' is not a token (RFC 6455, section 4.1)`);
  }
  return given;
}
