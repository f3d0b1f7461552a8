/**
 * What app/routes.ts sees as 'titan' while the build runs it: `route` notes each call with the place it was made from. Nothing is judged here: the build does, so that
 * every fault becomes a diagnostic.
 */
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '*';

/** One call. `args` holds JSON as it is; anything else is described by `{ not: 'a function' }`. */
interface Call {
  kind: 'action' | 'redirect' | 'reply' | 'group';
  method: Method;
  prefix: unknown[];
  args: unknown[];
  stack: string;
}

type Body = (route: Registrar) => unknown;

interface Registrar {
  get(pattern: unknown, action: unknown): void;
  post(pattern: unknown, action: unknown): void;
  put(pattern: unknown, action: unknown): void;
  patch(pattern: unknown, action: unknown): void;
  delete(pattern: unknown, action: unknown): void;
  all(pattern: unknown, action: unknown): void;
  group(prefix: unknown, body: unknown): void;
  redirect(from: unknown, to: unknown, status?: unknown): void;
  reply(pattern: unknown, answer: unknown): void;
}

const calls: Call[] = [];
/** The prefixes of the groups being filled: the imported `route` belongs to the innermost. */
let current: unknown[] = [];

const V8Error = Error as unknown as { stackTraceLimit: number; captureStackTrace(target: object, above: Function): void };
V8Error.stackTraceLimit = 100;

function describe(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === undefined) return { not: 'undefined' };
  if (typeof value === 'object') return { not: Array.isArray(value) ? 'an array' : 'an object' };
  return { not: typeof value === 'function' ? 'a function' : `a ${typeof value}` };
}

/** An answer as an action's return value would be understood: text, an envelope of status, headers and body, or JSON. */
function answerOf(value: unknown): unknown {
  if (typeof value === 'string') return { status: 200, headers: {}, type: 'text/plain; charset=utf-8', body: value };
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const isEnvelope = keys.includes('status') && keys.every((key) => key === 'status' || key === 'headers' || key === 'body');
  if (value === undefined) return describe(value);
  const { status = 200, headers = {}, body } = (isEnvelope ? value : { body: value }) as { status?: unknown; headers?: unknown; body?: unknown };
  const fields: Record<string, unknown> = {};
  if (typeof headers !== 'object' || headers === null) return { not: 'one whose headers are not an object' };
  for (const [name, field] of Object.entries(headers)) fields[name.toLowerCase()] = describe(field);
  if (body === undefined) return { status: describe(status), headers: fields, type: '', body: '' };
  if (typeof body === 'string') return { status: describe(status), headers: fields, type: 'text/plain; charset=utf-8', body };
  let text: unknown;
  try {
    text = JSON.stringify(body);
  } catch (e) {
    return { not: `something that JSON cannot hold (${(e as Error).message})` };
  }
  if (typeof text !== 'string') return describe(body);
  return { status: describe(status), headers: fields, type: 'application/json', body: text };
}

function registrar(own: unknown[] | undefined): Registrar {
  const note = (kind: Call['kind'], method: Method, args: unknown[], caller: Function): void => {
    const place: { stack?: string } = {};
    V8Error.captureStackTrace(place, caller);
    calls.push({ kind, method, prefix: own ?? current, args, stack: place.stack ?? '' });
  };
  const action = (method: Method) =>
    function add(pattern: unknown, name: unknown): void {
      note('action', method, [describe(pattern), describe(name)], add);
    };
  const self: Registrar = {
    get: action('GET'),
    post: action('POST'),
    put: action('PUT'),
    patch: action('PATCH'),
    delete: action('DELETE'),
    all: action('*'),
    group(prefix, body) {
      const outer = current;
      if (typeof prefix !== 'string' || typeof body !== 'function') {
        note('group', '*', [describe(prefix), describe(body)], self.group);
        return;
      }
      current = [...(own ?? outer), prefix];
      try {
        const result = (body as Body)(registrar(current));
        if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
          note('group', '*', [prefix, { not: 'a function that is done when it returns, but an async one' }], self.group);
        }
      } finally {
        current = outer;
      }
    },
    redirect(from, to, status) {
      note('redirect', '*', [describe(from), describe(to), status === undefined ? 302 : describe(status)], self.redirect);
    },
    reply(pattern, answer) {
      note('reply', 'GET', [describe(pattern), answerOf(answer)], self.reply);
    },
  };
  return self;
}

const route = registrar(undefined);

function absent(name: string): never {
  throw new Error(`${name} is not there in app/routes.ts: it is run once, when the app is built`);
}

class HttpError extends Error {
  constructor(readonly status: number, message?: string) {
    super(message);
    this.name = 'HttpError';
  }
}

const t = new Proxy({}, { get: (_, name) => absent(`t.${String(name)}`) });
const drift = (): never => absent('drift()');
const defineAction = (first: unknown, second?: unknown): unknown => second ?? first;

/** The exports of 'titan' while routes are read. */
export function titan(): object {
  Object.assign(globalThis, { t, drift, defineAction });
  return { route, t, drift, defineAction, HttpError };
}

/** What modules of node ask for: an app that shares code with its routes finds out by name what cannot be used there. */
export function node(): object {
  return { builtin: (name: string) => absent(`node:${name.replace('-', '_')}`) };
}

/** Runs the default export, if it is a function, and gives all calls as JSON. */
export function finish(module: { default?: unknown }): string {
  const main = module.default;
  if (typeof main === 'function') {
    const result: unknown = (main as Body)(route);
    if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
      throw new TypeError('the default export of app/routes is async: routes are read as soon as it returns');
    }
  }
  return JSON.stringify(calls);
}
