// The types of messages and copies, web standards. Written by titan: what is changed here is lost.

/**
 * A copy of a value with all that it refers to, cycles included; functions and symbols cannot be copied, and prototypes and accessors are not kept.
 *
 * @param options `transfer`: ArrayBuffers and MessagePorts to move instead of copying
 * @throws DOMException DataCloneError for what cannot be copied or moved. https://html.spec.whatwg.org/#structured-cloning
 */
declare function structuredClone<T>(value: T, options?: { transfer?: Iterable<object> }): T;

/** https://html.spec.whatwg.org/#messageevent */
declare class MessageEvent<T = any> extends Event {
  constructor(
    type: string,
    init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; data?: T; origin?: string; lastEventId?: string; source?: MessagePort | null; ports?: Iterable<MessagePort> },
  );
  readonly data: T;
  readonly origin: string;
  readonly lastEventId: string;
  readonly source: MessagePort | null;
  readonly ports: readonly MessagePort[];
}
/** https://html.spec.whatwg.org/#errorevent */
declare class ErrorEvent extends Event {
  constructor(
    type: string,
    init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; message?: string; filename?: string; lineno?: number; colno?: number; error?: unknown },
  );
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: any;
}
/** Two ports within one isolate: what is posted to one arrives, copied, at the other. https://html.spec.whatwg.org/#message-channels */
declare class MessageChannel {
  constructor();
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}
declare class MessagePort extends EventTarget {
  private constructor();
  /** @throws DOMException DataCloneError for what cannot be copied */
  postMessage(message: unknown, transfer?: Iterable<object> | { transfer?: Iterable<object> }): void;
  /** Delivers what arrives. Setting `onmessage` does so too. */
  start(): void;
  close(): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: Event) => unknown) | null;
}
