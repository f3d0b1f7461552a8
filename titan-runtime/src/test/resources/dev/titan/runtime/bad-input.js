// Calls every function of t with arguments that are wrong in one place, and tells of each error that does not say what was called, or has no measure.

/** Arguments that work, by function. An empty list is for what takes none. */
const GOOD = {
  cache: { get: ['k'], has: ['k'], ttl: ['k'], set: ['k', 1, {}], getOrSet: ['k', () => 1, {}], delete: ['k'], invalidate: ['tag'], clear: [] },
  kv: { get: ['k'], has: ['k'], delete: ['k'], set: ['k', 1, {}], increment: ['n', 1], list: ['p', {}] },
  db: { query: ['SELECT 1', []], one: ['SELECT 1', []], exec: ['SELECT 1', []], batch: [[['SELECT 1', []]]], stream: ['SELECT 1', [], {}], transaction: [() => 1, {}] },
  cookies: { get: ['k', {}], has: ['k'], all: [], set: ['k', 'v', {}], delete: ['k', {}] },
  session: { get: ['k'], has: ['k'], all: [], set: ['k', 1], delete: ['k'], clear: [], regenerate: [], destroy: [] },
  events: { on: ['e', () => {}, {}], emit: ['e', 1] },
  tasks: { define: ['n', () => {}, {}], enqueue: ['n', {}, {}], spawn: [() => {}], every: ['n', '1h', () => {}, {}], cron: ['n', '0 0 * * *', () => {}, {}], status: ['id'], cancel: ['id'] },
  log: { '': ['m', {}], debug: ['m', {}], info: ['m', {}], warn: ['m', {}], error: ['m', {}], child: [{}] },
  config: { get: ['a', 1] },
  crypto: { hash: ['sha256', 'a', 'hex'], hmac: ['sha256', 'k', 'd', 'hex'], equal: ['a', 'b'], randomBytes: [4], randomInt: [0, 4], uuid: [] },
  jwt: { sign: [{}, 'secret-of-thirty-two-characters-x', {}], verify: ['a.b.c', 'secret-of-thirty-two-characters-x', { algorithms: ['HS256'] }], decodeUnverified: ['a.b.c'] },
  password: { hash: ['p', { memory: 8, iterations: 1 }], verify: ['p', '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA'], needsRehash: ['$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA', {}] },
  fs: { text: ['f'], read: ['f'], json: ['f'], bytes: ['f'], stream: ['f', {}], write: ['f', 'x', {}], append: ['f', 'x'], list: ['.', {}], stat: ['f'], exists: ['f'], delete: ['f', {}], mkdir: ['d'], copy: ['f', 'g'], move: ['f', 'g'] },
  ws: { send: ['id', 'm'], broadcast: ['room', 'm', {}], join: ['id', 'r'], leave: ['id', 'r'], close: ['id', 1000, ''], rooms: ['id'], members: ['r'], count: ['r'] },
  sleep: { '': [1] },
  fetch: { '': ['http://127.0.0.1:1/', {}] },
  time: { now: [], unix: [0], iso: [0], parse: ['2024-01-01'], duration: ['1h'], add: [0, '1h'], between: [0, 1] },
  id: { uuid: [], uuidv7: [], uuidv4: [], nanoid: [5, 'abc'] },
  valid: { string: [], number: [], boolean: [], date: [], array: [t.valid.string()], object: [{}, {}], enum: [['a']], literal: [1], union: [[t.valid.string()]], any: [] },
  html: { '': [['a'], 1], escape: ['x'], raw: ['x'] },
  response: { json: [{}, {}], text: ['x', {}], html: ['x', {}], redirect: ['/x', 302], binary: [new Uint8Array(1), {}], stream: [[], {}], sse: [[], {}], file: ['f', {}] },
  error: { '': [404, 'm', {}] },
};

const ABSENT = Symbol('absent');
const cycle = {};
cycle.self = cycle;
const refusing = () => {
  throw new Error('mine');
};
const detached = () => {
  const buffer = new ArrayBuffer(8);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return view;
};
const BAD = {
  absent: () => ABSENT, undefined: () => undefined, null: () => null, zero: () => 0, negative: () => -1, nan: () => NaN, vast: () => 1e308, true: () => true, empty: () => '', text: () => 'a', nul: () => 'a\0b',
  half: () => '\ud800', long: () => 'x'.repeat(6_000), symbol: () => Symbol('s'), bigint: () => 10n ** 40n, function: () => () => 1, object: () => ({}), array: () => [], cycle: () => cycle, date: () => new Date(NaN),
  trap: () => new Proxy({}, { get: refusing, ownKeys: refusing, getPrototypeOf: refusing }), getter: () => Object.defineProperty({}, 'a', { get: refusing, enumerable: true }), bare: () => Object.create(null), bytes: () => new Uint8Array([1, 2]), detached, map: () => new Map([[1, 2]]),
  operation: () => t.sleep(1),
};

/** Whose errors these are: the author's own value threw, an operation was forgotten, or JavaScript could not make a text or bytes of the value, and says so. */
const PLAIN = /^(?:mine|t\.sleep\(\) was used without drift|Cannot convert (?:object|a Symbol)|Cannot perform .* on a detached)/;
/** The words that an error of these begins with where they are not the function's name. */
const WORDS = { fetch: ['fetch'], error: ['HttpError'], cookies: ['cookie '], response: ['response', 't.response:', 'the answer cannot be JSON', 'server-sent events'], fs: ['t.fs.text', 'a chunk of a stream'], jwt: ['a token', 'the token', 'a part of the token'], html: ['t.html'], time: ['t.time'], crypto: ['t.crypto'] };

/** Characters of a message: it may have all of a path, which has 4,096 at most. */
const MOST = 4_300;

function told(api, name, error) {
  const label = name === '' ? `t.${api}` : `t.${api}.${name}`;
  const message = String(error?.message);
  if (!(error instanceof Error)) return 'threw what is not an error';
  // In the words of the database, and of the author.
  if (error.name === 'DatabaseError' || error.name === 'HttpError') return undefined;
  if (message.length > MOST) return `has a message of ${message.length} characters`;
  if (message.startsWith(label) || PLAIN.test(message)) return undefined;
  return (WORDS[api] ?? []).some((words) => message.startsWith(words)) ? undefined : message;
}

async function outcome(fn, args) {
  const limit = new Promise((_, reject) => setTimeout(() => reject(new Error('does not settle')), 15_000));
  return Promise.race([fn(...args), limit]);
}

export default defineAction(async (req) => {
  const api = req.query.api;
  const faults = [];
  for (const name of Object.keys(GOOD[api])) {
    const fn = name === '' ? t[api] : t[api][name];
    const good = GOOD[api][name];
    for (let i = 0; i < good.length; i++) {
      for (const kind of Object.keys(BAD)) {
        const value = BAD[kind]();
        const args = value === ABSENT ? good.slice(0, i) : good.map((one, at) => (at === i ? value : one));
        try {
          await outcome(fn, args);
        } catch (e) {
          const fault = told(api, name, e);
          if (fault !== undefined) faults.push(`t.${api}.${name}(${'…, '.repeat(i)}${kind}): ${fault}`);
        }
      }
    }
  }
  return faults.join('\n');
});

/** The functions of t that the table leaves out. */
export const missing = () => {
  const all = [];
  for (const api of Object.keys(t)) {
    const value = t[api];
    if (typeof value === 'function' && !(api in GOOD)) all.push(api);
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) continue;
    for (const name of Object.keys(value)) {
      if (typeof value[name] === 'function' && !/^[A-Z]/.test(name) && GOOD[api]?.[name] === undefined) all.push(`${api}.${name}`);
    }
  }
  return all.join(' ');
};
