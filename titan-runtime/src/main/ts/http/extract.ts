import { toUSVString } from '../kernel/idl';
import { part } from '../kernel/parts';
import { ArrayBufferIsView } from '../kernel/primordials';
import { isReadable, isStream } from '../streams/source';

/** A body that is here as a whole. */
export type Whole = string | ArrayBuffer | ArrayBufferView | null;

/** What an author gave for a body: either all of it, or what gives it over time. */
interface Extracted {
  whole: Whole;
  given?: object;
  /** The media type that follows from its kind. */
  type?: string;
}

function blobOf(body: object): Extracted | undefined {
  const { contentOf, isBlob } = part<typeof import('../file')>('file');
  if (!isBlob(body)) return undefined;
  return { whole: contentOf(body), type: body.type === '' ? undefined : body.type };
}

function formOf(body: object): Extracted | undefined {
  const { encodeForm, isForm } = part<typeof import('../form-data')>('form-data');
  if (!isForm(body)) return undefined;
  const { bytes, type } = encodeForm(body);
  return { whole: bytes, type };
}

function asText(body: unknown): Extracted {
  return { whole: toUSVString(body), type: 'text/plain;charset=UTF-8' };
}

/**
 * https://fetch.spec.whatwg.org/#concept-bodyinit-extract, and async iterables beside. Bytes are not copied.
 *
 * @throws TypeError for a stream that is being read, or has been
 */
export function extract(body: unknown, what: string): Extracted {
  if (body === undefined || body === null) return { whole: null };
  if (typeof body !== 'object') return asText(body);
  if (body instanceof ArrayBuffer || ArrayBufferIsView(body)) return { whole: body as ArrayBuffer | ArrayBufferView };
  switch ((body as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]) {
    case 'URLSearchParams':
      return { whole: String(body), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    case 'Blob':
    case 'File':
      return blobOf(body) ?? asText(body);
    case 'FormData':
      return formOf(body) ?? asText(body);
  }
  if (isReadable(body)) {
    if ((body as { locked?: unknown }).locked === true || part<typeof import('../web-streams')>('web-streams').isDisturbed(body)) {
      throw new TypeError(`${what}: the stream has been read already, or is being read`);
    }
    return { whole: null, given: body };
  }
  if (isStream(body)) return { whole: null, given: body };
  return asText(body);
}
