import { host } from '../kernel/host';
import { operation } from '../kernel/operations';
import { JSONParse } from '../kernel/primordials';
import { MalformedBody } from './error';
import { parseUntrusted } from './safe-json';
import { parseForm, valuesOf } from './values';

/** How a body comes from the host. The numbers are `BodyKind` on the Java side. */
export const enum Kind {
  NONE = 0,
  JSON = 1,
  FORM = 2,
  TEXT = 3,
  BYTES = 4,
  MULTIPART = 5,
}

interface PartData {
  name: string;
  value?: string;
  filename?: string;
  type?: string;
  size?: number;
}

/** A file of a multipart body. Its content is read when it is asked for. */
class UploadedFile {
  readonly #invocation: number;
  readonly #part: number;
  /** The name that the client gave it, without folders. */
  readonly name: string;
  /** Its media type as sent. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;

  constructor(invocation: number, part: number, data: PartData) {
    this.#invocation = invocation;
    this.#part = part;
    this.name = data.filename as string;
    this.type = data.type as string;
    this.size = data.size as number;
  }

  /** The content. Ends with the request: read it before the answer. */
  arrayBuffer(): Promise<ArrayBuffer> {
    return operation({
      label: 'file.arrayBuffer',
      name: 'body.part',
      args: [this.#part],
      decode: (_value, bytes) => bytes ?? new ArrayBuffer(0),
      invocation: this.#invocation,
    }) as Promise<ArrayBuffer>;
  }
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await this.arrayBuffer());
  }
  /** The content as UTF-8. */
  async text(): Promise<string> {
    return host.decodeUtf8(await this.arrayBuffer());
  }
  get [Symbol.toStringTag](): string {
    return 'File';
  }
}

/** The value of `req.body`. @throws MalformedBody when the body is not what its media type says */
export function parseBody(invocation: number, kind: Kind, data: unknown): unknown {
  switch (kind) {
    case Kind.NONE:
      return undefined;
    case Kind.JSON:
      try {
        return parseUntrusted(data as string);
      } catch (e) {
        throw new MalformedBody(`the body is not valid JSON: ${(e as Error).message}`);
      }
    case Kind.FORM:
      try {
        return parseForm(data as string);
      } catch {
        throw new MalformedBody('the form has a malformed percent-encoding');
      }
    case Kind.TEXT:
      return data;
    case Kind.BYTES:
      return new Uint8Array(data as ArrayBuffer);
    case Kind.MULTIPART: {
      const parts = JSONParse(data as string) as PartData[];
      const entries: unknown[] = [];
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i];
        entries[entries.length] = part.name;
        entries[entries.length] = part.value ?? new UploadedFile(invocation, i, part);
      }
      return valuesOf(entries);
    }
  }
}
