import { encodeComponent, RegExpTest, StringIndexOf, StringSlice, StringSplit, StringToWellFormed, StringTrim } from '../kernel/primordials';
import { decode } from './values';

/** Attributes of a cookie (RFC 6265bis, 4.1). */
export interface CookieOptions {
  /** Seconds until the cookie ends; 0 deletes it. */
  maxAge?: number;
  expires?: Date;
  /** Default `/`. */
  path?: string;
  domain?: string;
  secure?: boolean;
  /** Default true. */
  httpOnly?: boolean;
  /** Default `Lax`. `None` needs `secure`. */
  sameSite?: 'Strict' | 'Lax' | 'None';
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Of name and value, in bytes (RFC 6265bis, 5.6). */
const MOST = 4_096;
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;

/** Names and values of a Cookie field (RFC 6265bis, 4.2). What is no percent-encoding stays as it is. */
export function parseCookies(field: string): [name: string, value: string][] {
  const all: [string, string][] = [];
  const pairs = StringSplit(field, ';');
  for (let i = 0; i < pairs.length; i++) {
    const equals = StringIndexOf(pairs[i], '=');
    if (equals < 1) continue;
    let value = StringTrim(StringSlice(pairs[i], equals + 1));
    if (value.length > 1 && value[0] === '"' && value[value.length - 1] === '"') value = StringSlice(value, 1, -1);
    try {
      value = decode(value);
    } catch {
      // As it was sent.
    }
    all[all.length] = [StringTrim(StringSlice(pairs[i], 0, equals)), value];
  }
  return all;
}

/** What a prefix of a cookie's name promises (RFC 6265bis, 4.1.3), browsers do not keep without it. @returns whether it must be secure */
function prefixed(name: string, { secure, path, domain }: CookieOptions): boolean {
  const isHost = StringSlice(name, 0, 7) === '__Host-';
  if (!isHost && StringSlice(name, 0, 9) !== '__Secure-') return false;
  if (secure === false) throw new TypeError(`cookie ${name}: a name that begins so needs secure`);
  if (isHost && domain !== undefined) throw new TypeError(`cookie ${name}: a name that begins with __Host- allows no domain`);
  if (isHost && path !== undefined && path !== '/') throw new TypeError(`cookie ${name}: a name that begins with __Host- needs the path /, not ${JSON.stringify(path)}`);
  return true;
}

/** The value of a Set-Cookie field. The cookie's value is percent-encoded, as `req.cookies` decodes it. */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (!RegExpTest(NAME, name)) throw new TypeError(`cookie name ${JSON.stringify(name)} is not valid`);
  const { maxAge, expires, path = '/', domain, secure, httpOnly = true, sameSite = 'Lax' } = options;
  let text = `${name}=${encodeComponent(StringToWellFormed(value))}`;
  if (text.length > MOST) throw new RangeError(`cookie ${name}: name and value have ${text.length} bytes, and browsers keep ${MOST} at most`);
  if (maxAge !== undefined) {
    if (!Number.isInteger(maxAge)) throw new TypeError(`cookie ${name}: maxAge must be whole seconds, not ${String(maxAge)}`);
    text += `; Max-Age=${maxAge}`;
  }
  if (expires !== undefined) text += `; Expires=${expires.toUTCString()}`;
  if (!RegExpTest(ATTRIBUTE, path)) throw new TypeError(`cookie ${name}: path ${JSON.stringify(path)} is not valid`);
  text += `; Path=${path}`;
  if (domain !== undefined) {
    if (!RegExpTest(ATTRIBUTE, domain)) throw new TypeError(`cookie ${name}: domain ${JSON.stringify(domain)} is not valid`);
    text += `; Domain=${domain}`;
  }
  if (secure || sameSite === 'None' || prefixed(name, options)) text += '; Secure';
  if (httpOnly) text += '; HttpOnly';
  if (sameSite !== 'Strict' && sameSite !== 'Lax' && sameSite !== 'None') {
    throw new TypeError(`cookie ${name}: sameSite must be Strict, Lax or None, not ${String(sameSite)}`);
  }
  return `${text}; SameSite=${sameSite}`;
}
