/** Calls by HTTP: one, a batch, and what there is to call. */
import { servedContainer, enter, host, isObject, isStream, NetronError, netronSettings, SerializationError, TimeoutError, type TitanError, withContext } from 'titan:kernel';
import { answer, type Asked, goesOn, perform } from './calls';
import { internal, malformed } from './failures';
import { keepIds } from './ids';
import type { Caller, ServiceInvocation } from './invocation';
import type { Output } from './output';
import { decoder, encoder, json } from './wire';

type Members = [string, unknown][];
/** Text where it is JSON. */
type Body = Uint8Array | string;
interface Request {
  id?: unknown;
  service?: unknown;
  method?: unknown;
  input?: unknown;
  /** In place of a method: the field that is read, or written where there is a value. */
  property?: unknown;
  value?: unknown;
  hints?: { timeout?: unknown };
}

/** What stands for a request that has failed. */
interface Failure {
  error: { details?: unknown };
}

/** One request by HTTP on its way to its response. */
class HttpExchange {
  readonly invocation: ServiceInvocation;
  readonly #json: boolean;
  #output: Output | undefined;
  #answered = false;
  id: unknown;

  constructor(invocation: ServiceInvocation, isJson: boolean, output: Output) {
    this.invocation = invocation;
    this.#json = isJson;
    this.#output = output;
  }

  suspend(): boolean {
    this.#output = undefined;
    return !this.#answered;
  }

  get answered(): boolean {
    return this.#answered;
  }

  /** Sends members in their order; a value that is undefined has none. @throws CodecError for what cannot be sent */
  send(status: number, members: unknown): void {
    if (status !== 200) this.#sayWhen(members as Failure);
    const text = this.#json ? json.stringify(members) : undefined;
    const write = (): void => {
      if (text !== undefined) encoder.text(text);
      else encoder.write(members);
    };
    this.#answered = true;
    try {
      if (this.#output !== undefined) {
        if (text !== undefined) this.#output.text(status, text);
        else this.#output.add(this.invocation.number, status, write);
        this.invocation.settled = true;
        return;
      }
      const before = encoder.length;
      try {
        write();
      } catch (e) {
        encoder.truncate(before);
        throw e;
      }
      answer(this.invocation, status, encoder.since(before));
    } catch (e) {
      this.#answered = false;
      throw e;
    }
  }

  /** What the error says about when to come again is a field of the response, too. */
  #sayWhen({ error: { details } }: Failure): void {
    const { retryAfter } = (isObject(details) ? details : {}) as { retryAfter?: unknown };
    if (Number.isSafeInteger(retryAfter) && (retryAfter as number) >= 0) host.retryAfter(this.invocation.number, retryAfter as number);
  }

  /** @throws CodecError when a value cannot be sent */
  try(value: unknown): void {
    if (this.#json) {
      json.stringify(value);
      return;
    }
    const before = encoder.length;
    try {
      encoder.write(value);
    } finally {
      encoder.truncate(before);
    }
  }

  fail(error: TitanError): void {
    if (this.#answered) return;
    try {
      this.send(error.code, failure(this.id, error));
    } catch (e) {
      this.send(500, failure(this.id, internal(e, { service: 'netron', method: 'invoke' })));
    }
  }

  read(body: Body): Request {
    let given;
    try {
      given = typeof body === 'string' ? json.parse(body) : decoder.decode(body);
    } catch (e) {
      if (typeof body === 'string') this.id = idOf(body);
      throw e;
    }
    if (!isObject(given) || Array.isArray(given)) throw new SerializationError('the body is not an object');
    if (typeof body === 'string') keepIds(given, body);
    this.id = (given as Request).id;
    return given as Request;
  }
}

/** The id of a request that has a value which means nothing; undefined where the text is no JSON at all. */
function idOf(text: string): unknown {
  try {
    const body = JSON.parse(text) as Request;
    if (isObject(body.id)) return undefined;
    keepIds(body, text);
    return body.id;
  } catch {
    return undefined;
  }
}

function object(members: Members): object {
  const made: Record<string, unknown> = {};
  for (const [key, value] of members) if (value !== undefined) made[key] = value;
  return made;
}

/** Own fields of the error's class go behind those that every error has. */
function failure(id: unknown, error: TitanError): object {
  const { code, name, message, details, timestamp: _, ...further } = json.members(error);
  return object([['id', id], ['success', false], ['error', object([['code', String(code)], ['name', name], ['message', message], ['details', details], ...Object.entries(further)])]]);
}

function success(id: unknown, data: unknown, began: number): object {
  return object([['id', id], ['success', true], ['data', data], ['hints', { metrics: { serverTime: Date.now() - began } }]]);
}

/** What a request asks for. @throws SerializationError when it is none */
function asked(request: unknown): Asked {
  if (!isObject(request) || Array.isArray(request)) throw new SerializationError('a request is an object with service, method and input');
  const { service, method, input = [], property, hints } = request as Request;
  if (hints !== undefined && hints !== null && !isObject(hints)) throw new SerializationError('hints is an object');
  const timeout = hints?.timeout;
  if (typeof service === 'string' && typeof property === 'string' && method === undefined) {
    return 'value' in request ? { service, member: property, access: 'set', args: [request.value], timeout } : { service, member: property, access: 'get', args: [], timeout };
  }
  if (typeof service !== 'string' || typeof method !== 'string') throw new SerializationError('service and method are texts');
  if (!Array.isArray(input)) throw new SerializationError('input is the array of arguments');
  return { service, member: method, access: 'call', args: input, timeout };
}

/** Performs one request. `ended` is called once, with what stands for it in the response. */
function run(invocation: ServiceInvocation, caller: Caller, given: unknown, ended: (envelope: object, status: number) => void): void {
  const began = Date.now();
  const id = isObject(given) ? (given as Request).id : undefined;
  const failed = (error: TitanError): void => ended(failure(id, error), error.code);
  let request: Asked;
  try {
    request = asked(given);
  } catch (e) {
    failed(e as TitanError);
    return;
  }
  perform(invocation, caller, request, {
    done(data) {
      if (isObject(data) && isStream(data)) {
        failed(new NetronError('the method gives a stream, which takes a connection: call it over WebSocket', { code: 406, service: String(request.service), method: String(request.member) }));
      } else ended(success(id, data, began), 200);
    },
    failed,
  });
}

function invoke(exchange: HttpExchange, caller: Caller, body: Body): void {
  const request = exchange.read(body);
  run(exchange.invocation, caller, request, (envelope, status) => {
    if (exchange.answered) return;
    try {
      exchange.send(status, envelope);
    } catch (e) {
      exchange.fail(internal(e, { service: String(request.service), method: String(request.method) }));
    }
  });
}

interface BatchOptions {
  parallel?: unknown;
  stopOnError?: unknown;
}

function batch(exchange: HttpExchange, caller: Caller, body: Body): void {
  const began = Date.now();
  const { requests, options = {} } = exchange.read(body) as { requests?: unknown; options?: BatchOptions };
  if (!Array.isArray(requests) || !isObject(options)) throw new SerializationError('requests is an array, options an object');
  const most = netronSettings().batch;
  if (requests.length > most) throw new NetronError(`a batch has up to ${most} requests, not ${requests.length}`, { code: 413 });
  const { parallel = true, stopOnError = false } = options;
  const responses: (object | undefined)[] = [];
  let failures = 0;
  let open = 0;
  const finish = (): void => {
    const given = responses.filter((response) => response !== undefined);
    exchange.send(200, object([['id', exchange.id], ['responses', given], ['hints', { totalTime: Date.now() - began, successCount: given.length - failures, failureCount: failures }]]));
  };
  const begin = (index: number, then: () => void): void => {
    open++;
    const { invocation } = exchange;
    const item = invocation.item();
    const outer = enter(item);
    run(item, caller, requests[index], (envelope, status) => {
      open--;
      invocation.over(item);
      let checkedEnvelope = envelope;
      let failed = status !== 200;
      try {
        // What cannot be sent is the failure of its own request, not of the batch.
        exchange.try(envelope);
      } catch (e) {
        failed = true;
        const { service, method, id } = requests[index] as Request;
        checkedEnvelope = failure(id, internal(e, { service: String(service), method: String(method) }));
      }
      responses[index] = checkedEnvelope;
      if (failed) failures++;
      withContext(invocation, then);
    });
    enter(outer);
  };
  if (parallel !== false) {
    let all = false;
    const then = (): void => {
      if (all && open === 0 && !exchange.answered) finish();
    };
    for (let i = 0; i < requests.length && !(stopOnError === true && failures > 0); i++) begin(i, then);
    all = true;
    then();
    return;
  }
  let next = 0;
  let running = false;
  const proceed = (): void => {
    // A loop, since a request may end at once.
    if (running) return;
    running = true;
    while (open === 0 && next < requests.length && !(stopOnError === true && failures > 0)) begin(next++, proceed);
    running = false;
    if (open === 0 && !exchange.answered) finish();
  };
  proceed();
}

function discover(exchange: HttpExchange): void {
  exchange.send(200, { services: servedContainer()?.discovery() ?? [] });
}

/** Begins with a request. `kind` is `i` for one call, `b` for a batch, `d` for what there is. */
export function beginHttp(invocation: ServiceInvocation, caller: Caller, kind: string, isJson: boolean, body: Body, output: Output): HttpExchange {
  const exchange = new HttpExchange(invocation, isJson, output);
  invocation.expire = () => exchange.fail(new TimeoutError());
  const outer = enter(invocation);
  try {
    if (kind === 'd') discover(exchange);
    else if (kind === 'b') batch(exchange, caller, body);
    else invoke(exchange, caller, body);
  } catch (e) {
    const error = malformed(e, (why) => new SerializationError(`the body cannot be read: ${why}`)) ?? (e instanceof NetronError ? e : internal(e, { service: 'netron', method: kind }));
    exchange.fail(error);
  } finally {
    enter(outer);
  }
  return exchange;
}

/** The entry is over. */
export function settleHttp(exchange: HttpExchange): void {
  if (exchange.suspend()) goesOn(exchange.invocation);
}
