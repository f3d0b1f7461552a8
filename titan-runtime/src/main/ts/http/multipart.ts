/** multipart/form-data (https://html.spec.whatwg.org/#multipart-form-data): a FormData as the body of a request or answer. */
import type { Extracted } from './extract';

interface FileLike {
  readonly name: string;
  readonly type: string;
  stream(): AsyncIterable<Uint8Array>;
}

const BREAK = /\r\n|\r|\n/g;

/** Files are read when the body is sent. */
export function encodeMultipart(form: Iterable<[string, unknown]>): Extracted {
  const boundary = `----titan-${random()}${random()}`;
  const type = `multipart/form-data; boundary=${boundary}`;
  const entries = [...form];
  let text = '';
  let files = false;
  for (const [name, value] of entries) {
    if (typeof value === 'string') text += head(boundary, name) + value.replace(BREAK, '\r\n') + '\r\n';
    else files = true;
  }
  return files ? { whole: null, given: parts(entries, boundary), type } : { whole: `${text}--${boundary}--\r\n`, type };
}

async function* parts(entries: [string, unknown][], boundary: string): AsyncGenerator<string | Uint8Array> {
  for (const [name, value] of entries) {
    if (typeof value === 'string') {
      yield head(boundary, name) + value.replace(BREAK, '\r\n') + '\r\n';
      continue;
    }
    const file = value as FileLike;
    yield head(boundary, name, file);
    yield* file.stream();
    yield '\r\n';
  }
  yield `--${boundary}--\r\n`;
}

function head(boundary: string, name: string, file?: FileLike): string {
  const field = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(name.replace(BREAK, '\r\n'))}"`;
  return file === undefined ? `${field}\r\n\r\n` : `${field}; filename="${escape(file.name)}"\r\nContent-Type: ${file.type || 'application/octet-stream'}\r\n\r\n`;
}

function escape(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

function random(): string {
  return Math.random().toString(36).slice(2);
}
