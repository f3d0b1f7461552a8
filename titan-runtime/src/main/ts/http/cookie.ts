import { encodeComponent, RegExpTest } from '../kernel/primordials';

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
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;

/** The value of a Set-Cookie field. The cookie's value is percent-encoded, as `req.cookies` decodes it. */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (!RegExpTest(NAME, name)) throw new TypeError(`cookie name ${JSON.stringify(name)} is not valid`);
  const { maxAge, expires, path = '/', domain, secure, httpOnly = true, sameSite = 'Lax' } = options;
  let text = `${name}=${encodeComponent(value)}`;
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
  if (secure || sameSite === 'None') text += '; Secure';
  if (httpOnly) text += '; HttpOnly';
  if (sameSite !== 'Strict' && sameSite !== 'Lax' && sameSite !== 'None') {
    throw new TypeError(`cookie ${name}: sameSite must be Strict, Lax or None, not ${String(sameSite)}`);
  }
  return `${text}; SameSite=${sameSite}`;
}
