/** MessageChannel, MessagePort and MessageEvent (https://html.spec.whatwg.org/#message-channels), between parts of one isolate. */
import { defineHandler, defineInterface, DOMException, Event, EventTarget, movables, requireArguments, setTimeout, toUSVString } from 'titan:kernel';
import { cloneAndMove } from 'titan:structured-clone';

export { ErrorEvent, failure } from './error-event';

interface MessageEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  data?: unknown;
  origin?: unknown;
  lastEventId?: unknown;
  source?: unknown;
  ports?: Iterable<MessagePort>;
}

export class MessageEvent extends Event {
  readonly #data: unknown;
  readonly #origin: string;
  readonly #lastEventId: string;
  readonly #source: unknown;
  readonly #ports: readonly MessagePort[];

  constructor(type: unknown, eventInitDict: MessageEventInit = {}) {
    requireArguments('MessageEvent', arguments, 1);
    super(type, eventInitDict);
    const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = eventInitDict ?? {};
    if (source !== null && !(source instanceof EventTarget)) throw new TypeError('MessageEvent: the source must be a MessagePort or null');
    this.#data = data;
    this.#origin = toUSVString(origin);
    this.#lastEventId = String(lastEventId);
    this.#source = source;
    this.#ports = Object.freeze([...ports]);
    for (const port of this.#ports) if (!isPort(port)) throw new TypeError('MessageEvent: the ports must be MessagePorts');
  }
  get data(): unknown {
    return this.#data;
  }
  get origin(): string {
    return this.#origin;
  }
  get lastEventId(): string {
    return this.#lastEventId;
  }
  get source(): unknown {
    return this.#source;
  }
  get ports(): readonly MessagePort[] {
    return this.#ports;
  }
}
defineInterface(MessageEvent, 'MessageEvent');

const NEW = Symbol('the constructor is for the runtime');

interface Message {
  data: unknown;
  ports: MessagePort[];
}

/** What a port holds; it goes with it when the port is transferred. */
class End {
  port: MessagePort | undefined;
  other: End | undefined;
  queue: Message[] = [];
  started = false;
  #scheduled = false;

  /** One message a task, in order. */
  deliver(): void {
    if (this.#scheduled || !this.started || this.queue.length === 0) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      if (this.port === undefined) return;
      const message = this.queue.shift();
      this.deliver();
      if (message !== undefined) this.port.dispatchEvent(new MessageEvent('message', { data: message.data, ports: message.ports }));
    }, 0);
  }
}

export class MessagePort extends EventTarget {
  #end: End | undefined;

  constructor(key: unknown, end?: End) {
    super();
    if (key !== NEW) throw new TypeError('MessagePort: use MessageChannel');
    this.#end = end;
    if (end !== undefined) end.port = this;
  }
  postMessage(message: unknown, transferOrOptions: unknown = undefined): void {
    requireArguments('MessagePort.postMessage', arguments, 1);
    const given = transferOrOptions as Iterable<unknown> | { transfer?: Iterable<unknown> } | undefined | null;
    if (given !== undefined && given !== null && typeof given !== 'object') throw new TypeError('MessagePort.postMessage: expected a list or options');
    const list = given === undefined || given === null ? [] : Symbol.iterator in given ? [...given] : [...(given.transfer ?? [])];
    if (list.includes(this)) throw new DOMException('a port cannot be transferred through itself', 'DataCloneError');
    const target = this.#end?.other;
    const { value, moved } = cloneAndMove(message, list);
    if (target === undefined || target.port === undefined || list.includes(target.port)) return;
    target.queue.push({ data: value, ports: moved.filter(isPort) });
    target.deliver();
  }
  start(): void {
    if (this.#end === undefined) return;
    this.#end.started = true;
    this.#end.deliver();
  }
  close(): void {
    const end = this.#end;
    if (end === undefined) return;
    this.#end = undefined;
    end.port = undefined;
    const { other } = end;
    if (other === undefined) return;
    other.other = undefined;
    setTimeout(() => other.port?.dispatchEvent(new Event('close')), 0);
  }

  static internal = {
    is: (value: unknown): value is MessagePort => typeof value === 'object' && value !== null && #end in value,
    free: (value: object): boolean => (value as MessagePort).#end !== undefined,
    move(value: object): MessagePort {
      const port = value as MessagePort;
      const end = port.#end as End;
      port.#end = undefined;
      end.started = false;
      return new MessagePort(NEW, end);
    },
  };
}

const { is: isPort, free, move } = MessagePort.internal;
delete (MessagePort as { internal?: unknown }).internal;
defineInterface(MessagePort, 'MessagePort');
Object.defineProperty(MessagePort, 'length', { value: 0, configurable: true });
for (const type of ['message', 'messageerror', 'close']) defineHandler(MessagePort.prototype, type);
startOnHandler();
movables.push({ is: isPort, free, move });

/** A port whose `onmessage` is set begins to deliver (https://html.spec.whatwg.org/#handler-messageport-onmessage). */
function startOnHandler(): void {
  const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage') as Required<PropertyDescriptor>;
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(this: MessagePort, handler: unknown) {
      set.call(this, handler);
      this.start();
    },
    enumerable: true,
    configurable: true,
  });
}

export class MessageChannel {
  readonly #port1: MessagePort;
  readonly #port2: MessagePort;

  constructor() {
    const [a, b] = [new End(), new End()];
    a.other = b;
    b.other = a;
    this.#port1 = new MessagePort(NEW, a);
    this.#port2 = new MessagePort(NEW, b);
  }
  get port1(): MessagePort {
    return this.#port1;
  }
  get port2(): MessagePort {
    return this.#port2;
  }
}
defineInterface(MessageChannel, 'MessageChannel');
