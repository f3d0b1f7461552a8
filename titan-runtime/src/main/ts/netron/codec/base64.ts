/** Base64 (RFC 4648, section 4). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) CODES[ALPHABET.charCodeAt(i)] = i;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const rest = bytes.length - i;
    const three = (bytes[i] << 16) | ((rest > 1 ? bytes[i + 1] : 0) << 8) | (rest > 2 ? bytes[i + 2] : 0);
    text += ALPHABET[three >> 18] + ALPHABET[(three >> 12) & 63] + (rest > 1 ? ALPHABET[(three >> 6) & 63] : '=') + (rest > 2 ? ALPHABET[three & 63] : '=');
  }
  return text;
}

/** The bytes, or undefined where the text is no Base64 with its padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const code = i >= text.length - padding ? 0 : unit < 128 ? CODES[unit] : -1;
    if (code < 0) return undefined;
    held = (held << 6) | code;
    if (i % 4 === 3) {
      for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (held >> shift) & 255;
      held = 0;
    }
  }
  return bytes;
}
