/** `t.session`: values that belong to one client, over its requests. Read when first asked for, and kept once, before the answer goes out, if they have changed. */
import { currentInvocation, DateNow, FunctionOperation, held, type Invocation, jsonOf } from 'titan:kernel';
import { type Client, clientOf } from './client';
import { settings } from './settings';
import { type Kept, store } from './stores';

export { cookies } from './cookies';

/** A session that is used is kept anew at most so often within the time that it may be idle. */
const TOUCHES = 10;

/** The cookie's name: over https no other host, and no page without https, can set it (RFC 6265bis, 4.1.3.2). */
function cookieName(client: Client): string {
  return client.secure ? `__Host-${settings.cookie}` : settings.cookie;
}

type Waiter = { done: () => void; failed: (reason: unknown) => void };

/** The session of one request. */
class Session {
  readonly #client: Client;
  #state: 'new' | 'loading' | 'loaded' = 'new';
  #waiting: Waiter[] = [];
  /** Its name; '' while it has none. */
  #id = '';
  #begun = DateNow();
  #used = 0;
  /** As JSON what was loaded, by key. */
  #before = new Map<string, string>();
  #values: Record<string, unknown> = Object.create(null);
  #renamed = false;
  #destroyed = false;

  constructor(invocation: Invocation, client: Client) {
    this.#client = client;
    invocation.closing = (done, failed) => this.#save(done, failed);
  }

  /** Calls `done` when it is there. */
  load(done: () => void, failed: (reason: unknown) => void): void {
    if (this.#state === 'loaded') {
      done();
      return;
    }
    this.#waiting.push({ done, failed });
    if (this.#state === 'loading') return;
    this.#state = 'loading';
    const cookie = this.#client.sent.get(cookieName(this.#client)) ?? '';
    if (cookie === '') this.#loaded(undefined, '');
    else store.load(cookie, (kept, id) => this.#loaded(kept, id), (reason) => this.#failed(reason));
  }
  #loaded(kept: Kept | undefined, id: string): void {
    const now = DateNow();
    if (kept !== undefined && now - kept.begun < settings.absoluteSeconds * 1000 && now - kept.used < settings.idleSeconds * 1000) {
      this.#id = id;
      this.#begun = kept.begun;
      this.#used = kept.used;
      for (const key of Object.keys(kept.values)) {
        this.#values[key] = kept.values[key];
        this.#before.set(key, JSON.stringify(kept.values[key]));
      }
    }
    this.#state = 'loaded';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { done } of waiting) done();
  }
  #failed(reason: unknown): void {
    this.#state = 'new';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { failed } of waiting) failed(reason);
  }

  get values(): Record<string, unknown> {
    return this.#values;
  }
  clear(): void {
    this.#values = Object.create(null) as Record<string, unknown>;
  }
  regenerate(): void {
    this.#renamed = true;
  }
  destroy(): void {
    this.clear();
    this.#destroyed = true;
    this.#renamed = true;
  }

  /** Before the answer goes out. */
  #save(done: () => void, failed: (reason: unknown) => void): void {
    if (this.#state === 'new') done();
    else this.load(() => this.#keep(done, failed), failed);
  }
  #keep(done: () => void, failed: (reason: unknown) => void): void {
    const client = this.#client;
    const name = cookieName(client);
    const attributes = { secure: client.secure, sameSite: settings.sameSite };
    const keys = Object.keys(this.#values);
    const changed = this.#changes(keys);
    const known = this.#used > 0;
    const now = DateNow();
    const due = known && now - this.#used > (settings.idleSeconds * 1000) / TOUCHES;
    if (this.#destroyed && keys.length === 0) {
      if (client.sent.has(name)) client.tell('t.session', name, '', { ...attributes, maxAge: 0, expires: new Date(0) });
      store.remove(this.#id, done, failed);
      return;
    }
    if (!changed && !due && !(this.#renamed && known)) {
      done();
      return;
    }
    if (!known || this.#destroyed) this.#begun = now;
    const left = Math.ceil((this.#begun + settings.absoluteSeconds * 1000 - now) / 1000);
    const seconds = Math.max(1, Math.min(settings.idleSeconds, left));
    const before = this.#id;
    const values = Object.assign({}, this.#values);
    store.save(this.#renamed ? '' : before, { begun: this.#begun, used: now, values }, seconds, (cookie) => {
      client.tell('t.session', name, cookie, { ...attributes, maxAge: seconds });
      if (this.#renamed) store.remove(before, done, failed);
      else done();
    }, failed);
  }
  #changes(keys: string[]): boolean {
    if (keys.length !== this.#before.size) return true;
    return keys.some((key) => JSON.stringify(this.#values[key]) !== this.#before.get(key));
  }
}

const sessions = new WeakMap<Invocation, Session>();

function sessionOf(label: string): Session {
  const client = clientOf(label);
  const invocation = currentInvocation() as Invocation;
  let found = sessions.get(invocation);
  if (found === undefined) sessions.set(invocation, (found = new Session(invocation, client)));
  return found;
}

/** An operation on the session, which begins at once: what is set is kept even if nobody waits for it. */
function on<T>(label: string, act: (session: Session) => T, changes: boolean): PromiseLike<T> {
  const session = sessionOf(label);
  if (changes) clientOf(label).requireAnswer(label);
  const made = new FunctionOperation(label, (resolve, reject) => {
    session.load(() => {
      try {
        resolve(act(session));
      } catch (e) {
        reject(e);
      }
    }, reject);
  });
  made.begin();
  return held(made) as PromiseLike<T>;
}

function keyOf(label: string, key: unknown): string {
  if (typeof key !== 'string' || key === '') throw new TypeError(`${label}: a value is named by a string that is not empty`);
  return key;
}

const has = (values: object, key: string): boolean => Object.hasOwn(values, key);

export const session = {
  get(key: unknown): PromiseLike<unknown> {
    const name = keyOf('t.session.get', key);
    return on('t.session.get', ({ values }) => (has(values, name) ? values[name] : null), false);
  },
  has(key: unknown): PromiseLike<boolean> {
    const name = keyOf('t.session.has', key);
    return on('t.session.has', ({ values }) => has(values, name), false);
  },
  all(): PromiseLike<Record<string, unknown>> {
    return on('t.session.all', ({ values }) => Object.assign({}, values), false);
  },
  set(key: unknown, value: unknown): PromiseLike<void> {
    const name = keyOf('t.session.set', key);
    const copy = JSON.parse(jsonOf('t.session.set', 'the value', value)) as unknown;
    return on('t.session.set', ({ values }) => {
      values[name] = copy;
    }, true);
  },
  delete(key: unknown): PromiseLike<boolean> {
    const name = keyOf('t.session.delete', key);
    return on('t.session.delete', ({ values }) => has(values, name) && delete values[name], true);
  },
  clear(): PromiseLike<void> {
    return on('t.session.clear', (one) => one.clear(), true);
  },
  regenerate(): PromiseLike<void> {
    return on('t.session.regenerate', (one) => one.regenerate(), true);
  },
  destroy(): PromiseLike<void> {
    return on('t.session.destroy', (one) => one.destroy(), true);
  },
};
