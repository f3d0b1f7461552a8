/** multipart/form-data (RFC 7578), as https://html.spec.whatwg.org/#multipart-form-data and https://andreubotella.github.io/multipart-form-data/ say. */
import { host } from 'titan:kernel';
import { contentOf, decode, fileOf, isFile } from 'titan:file';
import { entriesOf, FormData } from './form';

const escapeName = (name: string): string => name.replace(/\r\n?|\n/g, '\r\n').replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const escapeFile = (name: string): string => name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');

/** @returns the bytes of a form, and the media type that says how they are divided */
export function encodeForm(form: FormData): { bytes: Uint8Array; type: string } {
  const boundary = `----titan${(new Uint8Array(host.randomBytes(16)) as unknown as { toHex(): string }).toHex()}`;
  const parts: Uint8Array[] = [];
  const text = (value: string): void => void parts.push(new Uint8Array(host.encodeUtf8(value)));
  for (const [name, value] of entriesOf(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`;
    if (isFile(value)) {
      text(`${head}; filename="${escapeFile(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`);
      parts.push(contentOf(value));
      text('\r\n');
    } else {
      text(`${head}\r\n\r\n${(value as string).replace(/\r\n?|\n/g, '\r\n')}\r\n`);
    }
  }
  text(`--${boundary}--\r\n`);
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, type: `multipart/form-data; boundary=${boundary}` };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0], from); at >= 0 && at + wanted.length <= bytes.length; at = bytes.indexOf(wanted[0], at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return at;
  }
  return -1;
}

const malformed = (what: string): TypeError => new TypeError(`the body is not a valid form: ${what}`);
const unescape = (name: string): string => name.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');

/** Name, file name and media type out of the head of a part. */
function headOf(text: string): { name: string; filename: string | undefined; type: string } {
  let name: string | undefined;
  let filename: string | undefined;
  let type = 'text/plain';
  for (const line of text.split('\r\n')) {
    const [, field, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (field === undefined) throw malformed('a part has a malformed field');
    if (field.toLowerCase() === 'content-type') type = value;
    if (field.toLowerCase() !== 'content-disposition') continue;
    const found = /^form-data; *name="([^"]*)"(?:; *filename="([^"]*)")?/i.exec(value);
    if (found === null) throw malformed('a part has no name');
    name = unescape(found[1]);
    filename = found[2] === undefined ? undefined : unescape(found[2]);
  }
  if (name === undefined) throw malformed('a part has no name');
  return { name, filename, type };
}

function decodeMultipart(bytes: Uint8Array, boundary: string): FormData {
  const form = new FormData();
  const ascii = (text: string): Uint8Array => new Uint8Array(host.encodeUtf8(text));
  const [delimiter, blank] = [ascii(`--${boundary}`), ascii('\r\n\r\n')];
  const divider = ascii(`\r\n--${boundary}`);
  if (indexOf(bytes, delimiter, 0) !== 0) throw malformed('it does not begin with its boundary');
  for (let at = delimiter.length; ; ) {
    const after = host.decodeUtf8(bytes.subarray(at, at + 2));
    if (after === '--') return form;
    if (after !== '\r\n') throw malformed('a boundary is not at the end of its line');
    const head = indexOf(bytes, blank, at);
    const end = head < 0 ? -1 : indexOf(bytes, divider, head + 2);
    if (head < 0 || end < 0) throw malformed('it ends within a part');
    const { name, filename, type } = headOf(host.decodeUtf8(bytes.subarray(at + 2, head)));
    const content = bytes.slice(Math.min(head + blank.length, end), end);
    form.append(name, filename === undefined ? decode(content) : fileOf(content, filename, type));
    at = end + divider.length;
  }
}

/** The form that a body is. @throws TypeError when its media type is no form's, or it is malformed */
export function decodeForm(bytes: Uint8Array, mediaType: string): FormData {
  const [essence] = mediaType.split(';');
  const kind = essence.trim().toLowerCase();
  if (kind === 'multipart/form-data') {
    const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(mediaType) ?? [];
    const boundary = quoted ?? plain;
    if (boundary === undefined) throw malformed('its media type names no boundary');
    return decodeMultipart(bytes, boundary);
  }
  if (kind !== 'application/x-www-form-urlencoded') throw new TypeError(`a body of type '${mediaType}' is not a form`);
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(host.decodeUtf8(bytes))) form.append(name, value);
  return form;
}

/** The class of the part that brings URLs. */
declare const URLSearchParams: new (text: string) => Iterable<[string, string]>;
