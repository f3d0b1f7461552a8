/** atob and btoa (https://html.spec.whatwg.org/#atob). */
import { DOMException, requireArguments, toDOMString } from 'titan:kernel';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = new Map([...ALPHABET].map((character, code) => [character.charCodeAt(0), code]));

export function btoa(data: unknown): string {
  requireArguments('btoa', arguments, 1);
  const text = toDOMString(data);
  let encoded = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    if (a > 255 || b > 255 || c > 255) throw new DOMException('btoa: the text has characters beyond Latin-1', 'InvalidCharacterError');
    const rest = text.length - i;
    encoded += ALPHABET[a >> 2] + ALPHABET[((a & 3) << 4) | (b >> 4)];
    encoded += rest > 1 ? ALPHABET[((b & 15) << 2) | (c >> 6)] : '=';
    encoded += rest > 2 ? ALPHABET[c & 63] : '=';
  }
  return encoded;
}

export function atob(data: unknown): string {
  requireArguments('atob', arguments, 1);
  let text = toDOMString(data).replace(/[\t\n\f\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/==?$/, '');
  if (text.length % 4 === 1) throw new DOMException('atob: the text is not base64', 'InvalidCharacterError');
  let decoded = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = CODES.get(text.charCodeAt(i));
    if (code === undefined) throw new DOMException('atob: the text is not base64', 'InvalidCharacterError');
    held = ((held << 6) | code) & 0xfff;
    bits += 6;
    if (bits >= 8) decoded += String.fromCharCode((held >> (bits -= 8)) & 255);
  }
  return decoded;
}
