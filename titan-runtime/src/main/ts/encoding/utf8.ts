/**
 * UTF-8 for @exodus/bytes, which imports this in place of its own: short texts are coded here, since crossing to the host costs a microsecond, long ones by
 * the host.
 */
import { host } from 'titan:kernel';

/** Above so many bytes or characters the host is faster. */
const SHORT = 48;

function ascii(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 127) return undefined;
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}

/** @throws TypeError where a sequence is malformed */
export function utf8toString(bytes: Uint8Array): string {
  const text = (bytes.length <= SHORT ? ascii(bytes) : undefined) ?? host.decodeStrictUtf8(bytes);
  if (text === undefined) throw new TypeError('the bytes are not valid UTF-8');
  return text;
}

export function utf8toStringLoose(bytes: Uint8Array): string {
  return (bytes.length <= SHORT ? ascii(bytes) : undefined) ?? host.decodeUtf8(bytes);
}

export function utf8fromStringLoose(text: string): Uint8Array {
  if (text.length <= SHORT) {
    const bytes = new Uint8Array(text.length);
    let i = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      bytes[i] = code;
    }
    if (i === text.length) return bytes;
  }
  return new Uint8Array(host.encodeUtf8(text));
}
