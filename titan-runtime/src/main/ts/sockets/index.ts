/** Sockets of actions: what becomes one, and what its handlers are told. */
import { encodeFailure, Fields, host, HttpError, type Invocation, isThenable, operationOf, start, thrownText, withContext } from 'titan:kernel';
import { type Definition, Socket, type SocketRequest } from './socket';

export { definitionOf } from './definition';
export { ws } from './ws';

/** Those of this isolate, asked for ones included. */
const sockets = new Map<string, Socket>();

/** Answers an invocation with an encoded answer. */
type End = (invocation: Invocation, text: string) => void;

/** Encodes what is to be answered instead of a socket. @throws TypeError for what cannot be an answer */
type Encode = (value: unknown) => string;

const DONE = 'n';
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\]|[^:]+\.localhost)(:\d+)?$/;

/** Calls a handler so that it may suspend. What it returns is waited for if there is something to wait for. Neither `done` nor `failed` may throw. */
function call(invocation: Invocation, fn: Function, self: unknown, args: unknown[], done: (value: unknown) => void, failed: (reason: unknown) => void): void {
  const returned = (value: unknown): void => {
    const operation = typeof value === 'object' && value !== null ? operationOf(value) : undefined;
    if (operation !== undefined) {
      operation.subscribe((outcome) => withContext(invocation, () => done(outcome)), (reason) => withContext(invocation, () => failed(reason)));
    } else if (isThenable(value)) {
      Promise.resolve(value).then((outcome) => withContext(invocation, () => done(outcome)), (reason) => withContext(invocation, () => failed(reason)));
    } else {
      done(value);
    }
  };
  start(fn, self, args, returned, failed);
}

/**
 * Whether the page that asks may (RFC 6455, section 10.2): a browser sends cookies along with a request for a WebSocket from whatever site, and no policy of its own keeps the site
 * from reading the messages. Clients that are no browsers send no Origin.
 */
function mayAsk(definition: Definition, request: SocketRequest, development: boolean): boolean {
  const { origin } = request.headers;
  if (origin === undefined || definition.origins?.includes('*') || definition.origins?.includes(origin)) return true;
  const asked = origin.slice(origin.indexOf('://') + 3).toLowerCase();
  const own = new RegExp('^[^:]*://([^/?]*)').exec(request.url)?.[1]?.toLowerCase();
  return asked === own || (development && LOCAL.test(asked));
}

function protocolOf(definition: Definition, request: SocketRequest): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  return definition.protocols?.find((one) => offered.includes(one)) ?? '';
}

/** What `upgrade` may return to accept. */
interface Accepted {
  data?: unknown;
  protocol?: string;
  headers?: unknown;
}

const ACCEPTING = ['data', 'protocol', 'headers'];

function isAccepting(value: unknown): value is Accepted {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as null) && Object.keys(value).every((key) => ACCEPTING.includes(key));
}

/** Answers a request for a socket. */
export function upgrade(end: End, encode: Encode, invocation: Invocation, id: string, definition: Definition, request: SocketRequest, development: boolean): void {
  // Read now: the host gives a request's details while an invocation of it runs.
  const { origin } = request.headers;
  const failed = (reason: unknown): void => end(invocation, encodeFailure(reason));
  const accept = (value: unknown): void => {
    try {
      if (value === false) throw new HttpError(403);
      if (value !== undefined && value !== true && value !== null && !isAccepting(value)) {
        end(invocation, encode(value));
        return;
      }
      const { data, protocol = protocolOf(definition, request), headers } = (value === true ? {} : (value ?? {})) as Accepted;
      const fields = new Fields();
      fields.addAll(headers);
      if (protocol !== '') fields.set('Sec-WebSocket-Protocol', protocol);
      sockets.set(id, new Socket(id, request, definition, invocation.generation, data));
      end(invocation, `e101${fields.encode()}`);
    } catch (e) {
      failed(e);
    }
  };
  if (!mayAsk(definition, request, development)) {
    failed(new HttpError(403, `pages of ${origin} may not open this socket; its origins list those that may`));
  } else if (definition.upgrade === undefined) {
    accept(undefined);
  } else {
    call(invocation, definition.upgrade, definition, [request], accept, failed);
  }
}

/** Tells a socket's handler of an event. */
export function tell(end: End, invocation: Invocation, id: string, event: string, content: unknown): void {
  const socket = sockets.get(id);
  if (socket === undefined) {
    end(invocation, DONE);
    return;
  }
  const { definition, generation } = Socket.stateOf(socket);
  invocation.generation = generation as Invocation['generation'];
  let handler: Function | undefined;
  let args: unknown[];
  if (event === 'open') {
    handler = definition.open;
    args = [socket, socket.request];
    socket.protocol = content as string;
    opened.add(socket);
  } else if (event === 'close') {
    sockets.delete(id);
    Socket.closed(socket);
    const line = (content as string).indexOf('\n');
    // One that was asked for and never came to be has nothing to tell.
    handler = opened.has(socket) ? definition.close : undefined;
    args = [socket, +(content as string).slice(0, line), (content as string).slice(line + 1)];
  } else {
    handler = definition.message;
    args = [socket, event === 'binary' ? new Uint8Array(content as ArrayBuffer) : content];
  }
  if (handler === undefined) {
    end(invocation, DONE);
    return;
  }
  call(invocation, handler, definition, args, () => end(invocation, DONE), (reason) => failed(end, invocation, socket, definition, reason));
}

/** Those whose `open` has been called. */
const opened = new WeakSet<Socket>();

/** A handler has thrown: `error` is told, and the host closes the socket. */
function failed(end: End, invocation: Invocation, socket: Socket, definition: Definition, reason: unknown): void {
  const over = (): void => end(invocation, encodeFailure(reason));
  if (definition.error === undefined) {
    over();
    return;
  }
  call(invocation, definition.error, definition, [socket, reason], over, (again) => {
    host.log('error', `the socket's error handler has thrown: ${thrownText(again)}`, undefined, invocation.number);
    over();
  });
}
