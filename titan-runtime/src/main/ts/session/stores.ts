/** Where the content of sessions is. What a client holds is the signed name of its session, or with the store `cookie` all of it, encrypted. */
import { host, hostOperation } from 'titan:kernel';
import { settings } from './settings';

/** A session as it is kept. Times in milliseconds since 1970. */
export interface Kept {
  /** When it began. */
  begun: number;
  /** When it was last kept. */
  used: number;
  values: Record<string, unknown>;
}

type Then<T> = (value: T) => void;
type Fail = (reason: unknown) => void;

interface Store {
  /** What a client's cookie stands for, undefined when for nothing; `id` is the session's name, '' without one. */
  load(cookie: string, done: (kept: Kept | undefined, id: string) => void, failed: Fail): void;
  /** Keeps a session for so many seconds. `done` is given what its cookie has. @param id '' for a new one */
  save(id: string, kept: Kept, seconds: number, done: Then<string>, failed: Fail): void;
  remove(id: string, done: () => void, failed: Fail): void;
}

const PURPOSE = 'session';

/** Bytes that browsers keep of a cookie, with its name and attributes (RFC 6265bis, 5.7). */
const MOST_COOKIE = 3_800;

/** A name is 32 random bytes, its signature is as long. */
const NAME = /^[\w-]{43}\.[\w-]{43}$/;

/** What the store knows a session by: who reads the store cannot name a session to the server. */
function keyOf(id: string): string {
  const digest = new Uint8Array(host.hash('sha256', host.encodeUtf8(id)));
  let hex = '';
  for (let i = 0; i < digest.length; i++) hex += digest[i].toString(16).padStart(2, '0');
  return hex;
}

function ask(args: unknown[], done: Then<unknown>, failed: Fail): void {
  const operation = hostOperation({ label: 't.session', name: `session.${settings.store}`, args });
  operation.subscribe((value) => {
    const error = (value as { error?: { message?: string } } | null)?.error;
    if (error !== undefined) failed(new Error(`t.session: the sessions cannot be reached: ${error.message ?? 'the log of the server says why'}`));
    else done(value);
  }, failed);
}

const shared: Store = {
  load(cookie, done, failed) {
    const [id, signature] = cookie.split('.');
    if (!NAME.test(cookie) || !host.verifyText(PURPOSE, id, signature)) {
      done(undefined, '');
      return;
    }
    ask(['get', keyOf(id)], (found) => done((found as { value: Kept } | null | undefined)?.value, id), failed);
  },
  save(id, kept, seconds, done, failed) {
    const name = id === '' ? host.randomText() : id;
    ask(['set', keyOf(name), JSON.stringify(kept), seconds * 1000, false], () => done(`${name}.${host.signText(PURPOSE, name)}`), failed);
  },
  remove(id, done, failed) {
    if (id === '') done();
    else ask(['delete', keyOf(id)], done, failed);
  },
};

const inCookie: Store = {
  load(cookie, done) {
    const text = host.openText(PURPOSE, cookie);
    done(text === undefined ? undefined : (JSON.parse(text) as Kept), '');
  },
  save(_id, kept, _seconds, done, failed) {
    const sealed = host.sealText(PURPOSE, JSON.stringify(kept));
    if (sealed.length > MOST_COOKIE) failed(new RangeError(`t.session: the session has ${sealed.length} bytes, and a cookie holds ${MOST_COOKIE}; keep less in it, or set session.store to database`));
    else done(sealed);
  },
  remove(_id, done) {
    done();
  },
};

export const store: Store = settings.store === 'cookie' ? inCookie : shared;
