import { defineInterface, Event, requireArguments, toUSVString } from 'titan:kernel';

interface ErrorEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  message?: unknown;
  filename?: unknown;
  lineno?: unknown;
  colno?: unknown;
  error?: unknown;
}

/** https://html.spec.whatwg.org/#errorevent */
export class ErrorEvent extends Event {
  readonly #message: string;
  readonly #filename: string;
  readonly #lineno: number;
  readonly #colno: number;
  readonly #error: unknown;

  constructor(type: unknown, eventInitDict: ErrorEventInit = {}) {
    requireArguments('ErrorEvent', arguments, 1);
    super(type, eventInitDict);
    const { message = '', filename = '', lineno = 0, colno = 0, error } = eventInitDict ?? {};
    this.#message = toUSVString(message);
    this.#filename = toUSVString(filename);
    this.#lineno = Number(lineno) >>> 0;
    this.#colno = Number(colno) >>> 0;
    this.#error = error;
  }
  get message(): string {
    return this.#message;
  }
  get filename(): string {
    return this.#filename;
  }
  get lineno(): number {
    return this.#lineno;
  }
  get colno(): number {
    return this.#colno;
  }
  get error(): unknown {
    return this.#error;
  }
}
defineInterface(ErrorEvent, 'ErrorEvent');

/** The event that tells why a connection failed. A browser says nothing, lest a page learns of its user's network; here it is the author's own. */
export function failure(reason: unknown): ErrorEvent {
  return new ErrorEvent('error', { message: String((reason as Error | null | undefined)?.message ?? ''), error: reason });
}
