/** What a request tells of its client, and what its answer is to tell it. */
import { currentInvocation, host, type Invocation, parseCookies, serializeCookie, type CookieOptions } from 'titan:kernel';

/** The client of one request. */
export class Client {
  readonly #invocation: Invocation;
  /** Whether it speaks https with the server, or with the trusted proxy before it. */
  readonly secure: boolean;
  /** What it has sent, by name; the last one where a name recurs. */
  readonly sent: ReadonlyMap<string, string>;
  /** What it is told by this answer, by name, path and domain. */
  readonly #told = new Map<string, string>();

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
    const lines = host.details(invocation.number).split('\n');
    this.secure = lines[0] === 'https';
    const fields = lines.slice(4).filter((line) => line.startsWith('cookie: '));
    this.sent = new Map(parseCookies(fields.map((line) => line.slice(8)).join('; ')));
  }

  /** @throws Error when there is no answer that could tell the client, or it has begun */
  requireAnswer(label: string): void {
    if (this.#invocation.method === 'WEBSOCKET') throw new Error(`${label}: a socket has no answer that cookies could go with; set them in an action before it is opened`);
    if (this.#invocation.settled) throw new Error(`${label}: the answer has begun, so that its cookies cannot change any more`);
  }

  /** @throws TypeError for what is no cookie, and as {@link requireAnswer} */
  tell(label: string, name: string, value: string, options: CookieOptions): void {
    this.requireAnswer(label);
    this.#told.set(JSON.stringify([name, options.path ?? '/', options.domain ?? '']), serializeCookie(name, value, options));
    this.#invocation.fields = [...this.#told.values()].map((cookie) => `Set-Cookie: ${cookie}\n`).join('');
  }
}

const clients = new WeakMap<Invocation, Client>();

/** The client of the request whose code runs. @throws Error where none runs */
export function clientOf(label: string): Client {
  const invocation = currentInvocation();
  if (invocation === null || invocation.method === 'CALL' || invocation.method === 'HOOK') throw new Error(`${label}: there is no request here; it works in an action and what that calls`);
  let client = clients.get(invocation);
  if (client === undefined) clients.set(invocation, (client = new Client(invocation)));
  return client;
}
