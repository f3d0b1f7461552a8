// The types of events and signals, web standards. Written by titan: what is changed here is lost.

/** https://dom.spec.whatwg.org/#interface-event */
declare class Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean });
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
/** https://dom.spec.whatwg.org/#interface-customevent */
declare class CustomEvent<T = any> extends Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; detail?: T });
  readonly detail: T;
}
/** https://dom.spec.whatwg.org/#interface-eventtarget */
declare class EventTarget {
  addEventListener(
    type: string,
    listener: ((event: any) => unknown) | { handleEvent(event: any): unknown } | null,
    options?: boolean | { capture?: boolean; once?: boolean; passive?: boolean; signal?: AbortSignal },
  ): void;
  removeEventListener(type: string, listener: ((event: any) => unknown) | { handleEvent(event: any): unknown } | null, options?: boolean | { capture?: boolean }): void;
  dispatchEvent(event: Event): boolean;
}
/** https://webidl.spec.whatwg.org/#idl-DOMException */
declare class DOMException extends Error {
  constructor(message?: string, name?: string | { name?: string; cause?: unknown });
  readonly code: number;
}
/** https://dom.spec.whatwg.org/#interface-AbortSignal */
declare class AbortSignal extends EventTarget {
  private constructor();
  static abort(reason?: unknown): AbortSignal;
  static timeout(milliseconds: number): AbortSignal;
  static any(signals: Iterable<AbortSignal>): AbortSignal;
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: Event) => unknown) | null;
  throwIfAborted(): void;
}
/** https://dom.spec.whatwg.org/#interface-abortcontroller */
declare class AbortController {
  constructor();
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
