/** What the client needs of the place it runs in. It imports nothing of the kernel: the same files are bundled for browsers and servers, and as a part of the runtime. */
import type { Errors } from '../netron/codec';
import type { TitanError } from '../errors';
import type { AbortSignal, WebSocket } from './platform';

type ErrorType = new (what?: string | { message?: string; cause?: unknown }) => TitanError;

/** The classes of errors: those that the user of the client sees. */
export interface ClientErrors extends Errors {
  readonly SerializationError: ErrorType;
  readonly TimeoutError: ErrorType;
  readonly TransportError: ErrorType;
  readonly TransportLostError: ErrorType;
  readonly AuthError: ErrorType;
}

export interface Answer {
  readonly status: number;
  /** The media type as the header has it; empty where there is none. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Environment {
  readonly errors: ClientErrors;
  readonly decodeUtf8: (bytes: Uint8Array) => string;
  readonly encodeUtf8: (text: string) => Uint8Array;
  /** Sends a POST and reads all of what is answered. Rejects where there is no answer, with the signal's reason when it was aborted. */
  readonly post: (url: string, headers: Record<string, string>, body: Uint8Array, signal: AbortSignal) => Promise<Answer>;
  /** @throws when there are no WebSockets here */
  readonly openSocket: (url: string) => WebSocket;
  /** How many milliseconds the work that makes a call has left; Infinity where nothing limits it. */
  readonly left: () => number;
  /** The trace that the work that makes a call belongs to (W3C Trace Context, section 3.2). */
  readonly traceparent: () => string | undefined;
}
