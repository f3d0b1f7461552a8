/** Event, CustomEvent and EventTarget (https://dom.spec.whatwg.org/#events), without a tree: a target has no parent. */
import { thrownText } from '../http/failure';
import { currentNumber } from '../kernel/current';
import { host } from '../kernel/host';
import { defineInterface, requireArguments, toDOMString } from '../kernel/idl';
import { DOMException } from './exception';

interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}

const NONE = 0;
const AT_TARGET = 2;

/** An own property of every event, as nobody may forge it; one getter for all, which reads what is kept beside. */
const trusted = {
  get isTrusted(): boolean {
    return isTrusted(this as unknown as Event);
  },
};
const TRUSTED = { get: Object.getOwnPropertyDescriptor(trusted, 'isTrusted')?.get, enumerable: true, configurable: false };
let isTrusted: (event: Event) => boolean;

export class Event {
  #type: string;
  #bubbles: boolean;
  #cancelable: boolean;
  readonly #composed: boolean;
  readonly #timeStamp = host.now();
  #trusted = false;
  #target: EventTarget | null = null;
  #currentTarget: EventTarget | null = null;
  #dispatching = false;
  #prevented = false;
  #stopped = false;
  #stoppedNow = false;
  #passive = false;

  constructor(type: unknown, init: EventInit = {}) {
    requireArguments('Event', arguments, 1);
    if (init !== undefined && init !== null && typeof init !== 'object' && typeof init !== 'function') throw new TypeError('Event: the options must be an object');
    Object.defineProperty(this, 'isTrusted', TRUSTED);
    this.#type = toDOMString(type);
    this.#bubbles = Boolean(init?.bubbles);
    this.#cancelable = Boolean(init?.cancelable);
    this.#composed = Boolean(init?.composed);
  }
  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return this.#target;
  }
  get srcElement(): EventTarget | null {
    return this.#target;
  }
  get currentTarget(): EventTarget | null {
    return this.#currentTarget;
  }
  get eventPhase(): number {
    return this.#dispatching ? AT_TARGET : NONE;
  }
  get bubbles(): boolean {
    return this.#bubbles;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get composed(): boolean {
    return this.#composed;
  }
  get defaultPrevented(): boolean {
    return this.#prevented;
  }
  get returnValue(): boolean {
    return !this.#prevented;
  }
  set returnValue(value: unknown) {
    if (!value) this.preventDefault();
  }
  get cancelBubble(): boolean {
    return this.#stopped;
  }
  set cancelBubble(value: unknown) {
    if (value) this.#stopped = true;
  }
  get timeStamp(): number {
    return this.#timeStamp;
  }
  composedPath(): EventTarget[] {
    return this.#currentTarget === null ? [] : [this.#currentTarget];
  }
  preventDefault(): void {
    if (this.#cancelable && !this.#passive) this.#prevented = true;
  }
  stopPropagation(): void {
    this.#stopped = true;
  }
  stopImmediatePropagation(): void {
    this.#stopped = this.#stoppedNow = true;
  }
  /** The way before there was a constructor. */
  initEvent(type: unknown, bubbles: unknown = false, cancelable: unknown = false): void {
    requireArguments('Event.initEvent', arguments, 1);
    if (this.#dispatching) return;
    this.#type = toDOMString(type);
    this.#bubbles = Boolean(bubbles);
    this.#cancelable = Boolean(cancelable);
    this.#prevented = this.#stopped = this.#stoppedNow = false;
    this.#target = null;
  }

  static {
    isTrusted = (event) => event.#trusted;
  }
  /** Marks an event as the runtime's own, or as an author's. */
  static trust<E extends Event>(event: E, own = true): E {
    event.#trusted = own;
    return event;
  }
  /** Runs the listeners of a target. */
  static dispatch(event: Event, target: EventTarget, listeners: Listener[]): boolean {
    if (event.#dispatching) throw new DOMException('the event is being dispatched already', 'InvalidStateError');
    event.#dispatching = true;
    event.#target = event.#currentTarget = target;
    for (const listener of [...listeners]) {
      if (event.#stoppedNow) break;
      if (listener.removed) continue;
      if (listener.once) remove(listeners, listener);
      event.#passive = listener.passive;
      try {
        if (typeof listener.callback === 'function') listener.callback.call(target, event);
        else listener.callback.handleEvent(event);
      } catch (e) {
        report(e);
      }
      event.#passive = false;
    }
    event.#dispatching = event.#stopped = event.#stoppedNow = false;
    event.#currentTarget = null;
    return !event.#prevented;
  }
}

/** An error in a listener concerns neither the other listeners nor whoever dispatched the event. */
function report(thrown: unknown): void {
  host.log('error', `uncaught error in an event listener: ${thrownText(thrown)}`, undefined, currentNumber());
}

const { dispatch } = Event;
const { trust } = Event;
delete (Event as { dispatch?: unknown }).dispatch;
delete (Event as { trust?: unknown }).trust;
defineInterface(Event, 'Event');
Object.defineProperty(Event.prototype.initEvent, 'length', { value: 1, configurable: true });
for (const [name, value] of [['NONE', 0], ['CAPTURING_PHASE', 1], ['AT_TARGET', 2], ['BUBBLING_PHASE', 3]] as const) {
  Object.defineProperty(Event, name, { value, enumerable: true });
  Object.defineProperty(Event.prototype, name, { value, enumerable: true });
}

export class CustomEvent extends Event {
  #detail: unknown;
  constructor(type: unknown, init: EventInit & { detail?: unknown } = {}) {
    requireArguments('CustomEvent', arguments, 1);
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
  initCustomEvent(type: unknown, bubbles: unknown = false, cancelable: unknown = false, detail: unknown = null): void {
    requireArguments('CustomEvent.initCustomEvent', arguments, 1);
    if (this.eventPhase !== NONE) return;
    this.initEvent(type, bubbles, cancelable);
    this.#detail = detail;
  }
}
defineInterface(CustomEvent, 'CustomEvent');
Object.defineProperty(CustomEvent.prototype.initCustomEvent, 'length', { value: 1, configurable: true });

type Callback = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

interface Listener {
  callback: Callback;
  capture: boolean;
  once: boolean;
  passive: boolean;
  removed: boolean;
}

function remove(listeners: Listener[], listener: Listener): void {
  listener.removed = true;
  listeners.splice(listeners.indexOf(listener), 1);
}

export class EventTarget {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: unknown, callback: Callback | null, options: unknown = false): void {
    requireArguments('addEventListener', arguments, 2);
    const { capture, once, passive, signal } = (typeof options === 'object' && options !== null ? options : { capture: options }) as {
      capture?: unknown;
      once?: unknown;
      passive?: unknown;
      signal?: EventTarget & { aborted: boolean };
    };
    if (signal !== undefined && !isSignal(signal)) throw new TypeError('addEventListener: the signal must be an AbortSignal');
    if (callback === null || callback === undefined) return;
    if (typeof callback !== 'function' && typeof callback !== 'object') throw new TypeError('addEventListener: expected a function or an object');
    if (signal?.aborted) return;
    const name = toDOMString(type);
    let listeners = this.#listeners.get(name);
    if (listeners === undefined) this.#listeners.set(name, (listeners = []));
    if (listeners.some((one) => one.callback === callback && one.capture === Boolean(capture))) return;
    listeners.push({ callback, capture: Boolean(capture), once: Boolean(once), passive: Boolean(passive), removed: false });
    signal?.addEventListener('abort', () => this.removeEventListener(name, callback, options), { once: true });
  }
  removeEventListener(type: unknown, callback: Callback | null, options: unknown = false): void {
    requireArguments('removeEventListener', arguments, 2);
    const capture = Boolean(typeof options === 'object' && options !== null ? (options as { capture?: unknown }).capture : options);
    const listeners = this.#listeners.get(String(type));
    const found = listeners?.find((one) => one.callback === callback && one.capture === capture);
    if (found !== undefined) remove(listeners as Listener[], found);
  }
  dispatchEvent(event: Event): boolean {
    void this.#listeners;
    if (!(event instanceof Event)) throw new TypeError('dispatchEvent: expected an Event');
    trust(event, false);
    return dispatch(event, this, this.#listeners.get(event.type) ?? []);
  }

  /** Dispatches an event as the runtime's own. */
  static fire = (target: EventTarget, event: Event): boolean => dispatch(trust(event), target, target.#listeners.get(event.type) ?? []);
}
/** Dispatches an event as the runtime's own. */
export const { fire } = EventTarget;
delete (EventTarget as { fire?: unknown }).fire;
defineInterface(EventTarget, 'EventTarget');
for (const method of ['addEventListener', 'removeEventListener'] as const) {
  Object.defineProperty(EventTarget.prototype[method], 'length', { value: 2, configurable: true });
}

/** Knows signals, which are targets themselves. */
let isSignal: (value: object) => boolean = () => false;

/** Says what a signal is; for the module that defines them. */
export function setIsSignal(test: (value: object) => boolean): void {
  isSignal = test;
}

/** Defines `on<type>` as an event handler attribute (https://html.spec.whatwg.org/#event-handler-attributes). */
export function defineHandler(prototype: EventTarget, type: string): void {
  const handlers = new WeakMap<EventTarget, { callback: Callback; listener: Callback }>();
  Object.defineProperty(prototype, `on${type}`, {
    get(this: EventTarget) {
      return handlers.get(this)?.callback ?? null;
    },
    set(this: EventTarget, callback: unknown) {
      const before = handlers.get(this);
      if (typeof callback !== 'function') {
        if (before !== undefined) this.removeEventListener(type, before.listener);
        handlers.delete(this);
        return;
      }
      if (before !== undefined) {
        before.callback = callback as Callback;
        return;
      }
      const entry = { callback: callback as Callback, listener: (event: Event) => (entry.callback as (e: Event) => unknown).call(this, event) };
      handlers.set(this, entry);
      this.addEventListener(type, entry.listener);
    },
    enumerable: true,
    configurable: true,
  });
}
