import { ArrayBufferIsView } from '../kernel/primordials';
import { isReadable, isStream } from '../streams/source';
import { encodeMultipart } from './multipart';

/** A body that is here as a whole. */
export type Whole = string | ArrayBuffer | ArrayBufferView | null;

/** What an author gave for a body: either all of it, or what gives it over time. */
export interface Extracted {
  whole: Whole;
  given?: object;
  /** The media type that follows from its kind. */
  type?: string;
}

interface BlobLike {
  readonly type: string;
  stream(): object;
}

/**
 * https://fetch.spec.whatwg.org/#concept-bodyinit-extract, and async iterables beside. Bytes are not copied.
 *
 * @throws TypeError for a stream that is being read, or has been
 */
export function extract(body: unknown, what: string): Extracted {
  if (body === undefined || body === null) return { whole: null };
  if (typeof body === 'string') return { whole: body, type: 'text/plain;charset=UTF-8' };
  if (typeof body !== 'object') return { whole: String(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof ArrayBuffer || ArrayBufferIsView(body)) return { whole: body as ArrayBuffer | ArrayBufferView };
  switch ((body as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]) {
    case 'URLSearchParams':
      return { whole: String(body), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    case 'Blob':
    case 'File': {
      const { type } = body as BlobLike;
      return { whole: null, given: (body as BlobLike).stream(), type: type === '' ? undefined : type };
    }
    case 'FormData':
      return encodeMultipart(body as Iterable<[string, unknown]>);
  }
  if (isReadable(body)) {
    if ((body as { locked?: unknown }).locked === true) throw new TypeError(`${what}: the stream is being read already`);
    return { whole: null, given: body };
  }
  if (isStream(body)) return { whole: null, given: body };
  return { whole: String(body), type: 'text/plain;charset=UTF-8' };
}
