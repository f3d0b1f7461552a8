/** What both ways to a server share: the codec, and what is made of errors. */
import type { CodecOptions } from '../netron/codec';
import type { TitanError } from '../errors';
import type { Environment } from './environment';

/** What this side offers in the handshake. */
export const EXTENSIONS: readonly string[] = ['cancel', 'credit', 'meta'];

export function codecOptions({ errors, decodeUtf8 }: Environment): CodecOptions {
  return { errors, decodeUtf8 };
}

/** An argument that the wire does not carry. */
export function unsendable({ errors }: Environment, cause: unknown): TitanError {
  return new errors.SerializationError({ message: `the arguments cannot be sent: ${(cause as Error | undefined)?.message ?? String(cause)}`, cause });
}

/** Bytes that are no answer. */
export function unreadable({ errors }: Environment, why: string): TitanError {
  return new errors.SerializationError(`the answer cannot be read: ${why}`);
}

const OF_ENVELOPE: ReadonlySet<string> = new Set(['name', 'code', 'message', 'details', 'context', 'timestamp', 'requestId', 'correlationId', 'spanId', 'traceId', 'cause']);

/** The error of an answer: one already, or its members as HTTP has them, with the fields of a user's class beside them. */
export function failure({ errors }: Environment, error: unknown): Error {
  if (error instanceof Error) return error;
  const parts = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (key: string): string | undefined => (typeof parts[key] === 'string' ? (parts[key] as string) : undefined);
  const code = Number(parts.code);
  return errors.revive({
    name: text('name') ?? 'NetronError',
    code: Number.isInteger(code) ? code : 500,
    message: text('message') ?? 'the call failed',
    details: parts.details,
    context: parts.context,
    timestamp: typeof parts.timestamp === 'number' ? parts.timestamp : Date.now(),
    requestId: text('requestId'),
    correlationId: text('correlationId'),
    spanId: text('spanId'),
    traceId: text('traceId'),
    stack: undefined,
    cause: parts.cause,
    fields: Object.entries(parts).filter(([key]) => !OF_ENVELOPE.has(key)),
  });
}
