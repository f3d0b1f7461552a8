/** `t.jwt`: JSON Web Tokens, signed and verified at once. What is checked, and how, is the host's: `dev.titan.host.jwt`. */
import { host, HttpError, inWords, jsonOf } from 'titan:kernel';
import { time } from 'titan:t-time';
import { keyText } from './keys';

type Claims = Record<string, unknown>;
type Span = number | string;

interface SignOptions {
  algorithm?: string;
  expiresIn?: Span;
  notBefore?: Span;
  audience?: string | readonly string[];
  issuer?: string;
  subject?: string;
  jwtid?: string;
  keyid?: string;
  header?: Record<string, unknown>;
}

interface VerifyOptions {
  algorithms: readonly string[];
  issuer?: string | readonly string[];
  audience?: string | readonly string[];
  subject?: string;
  jwtid?: string;
  typ?: string;
  required?: readonly string[];
  maxAge?: Span;
  clockTolerance?: Span;
}

const SIGNING = ['algorithm', 'expiresIn', 'notBefore', 'audience', 'issuer', 'subject', 'jwtid', 'keyid', 'header'];
const VERIFYING = ['algorithms', 'issuer', 'audience', 'subject', 'jwtid', 'typ', 'required', 'maxAge', 'clockTolerance'];
const MOMENTS = ['exp', 'nbf', 'iat'];

/** Why a token is refused. Not caught, it answers 401 as RFC 6750 has it. */
export class JwtError extends HttpError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(401, message, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
    this.code = code;
  }

  static {
    Object.defineProperty(JwtError.prototype, 'name', { value: 'JwtError', writable: true, configurable: true });
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkOptions(what: string, options: unknown, known: readonly string[]): Record<string, unknown> {
  if (!isPlain(options)) throw new TypeError(`t.jwt.${what}: the options must be an object with ${known.join(', ')}`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`t.jwt.${what}: no option '${name}'; there are ${known.join(', ')}`);
  }
  return options;
}

/** Milliseconds: a number counts seconds, a text has units. */
function span(what: string, value: Span): number {
  if (typeof value === 'string') return time.duration(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError(`t.jwt: ${what} must be seconds or a text such as '15m', not ${inWords(value)}`);
  return value * 1000;
}

/** The result of the host, or what it stands for as an error. */
function outcome(what: string, result: string): string {
  const rest = result.slice(1);
  if (result[0] === '=') return rest;
  if (result[0] === '!') throw new TypeError(`t.jwt.${what}: ${rest}`);
  const line = rest.indexOf('\n');
  throw new JwtError(rest.slice(0, line), rest.slice(line + 1));
}

function tokenOf(token: unknown): string {
  if (typeof token === 'string') return token;
  throw new JwtError('TITAN_JWT_MALFORMED', `a token is a string, not ${token === null ? 'null' : typeof token}`);
}

function claimsOf(claims: unknown, options: SignOptions): Claims {
  if (!isPlain(claims)) throw new TypeError(`t.jwt.sign: the claims must be an object, not ${claims === null ? 'null' : Array.isArray(claims) ? 'an array' : typeof claims}`);
  const all: Claims = { ...claims };
  const add = (name: string, option: keyof SignOptions, value: unknown): void => {
    if (value === undefined) return;
    if (all[name] !== undefined) throw new TypeError(`t.jwt.sign: the claims have '${name}' already; leave out ${option} or the claim`);
    all[name] = value;
  };
  for (const name of MOMENTS) {
    if (all[name] !== undefined && !Number.isFinite(all[name])) throw new TypeError(`t.jwt.sign: '${name}' must be seconds since 1970, not ${String(all[name])}`);
  }
  all.iat ??= Math.floor(Date.now() / 1000);
  const after = (what: string, value: Span | undefined): number | undefined => (value === undefined ? undefined : Math.floor((all.iat as number) + span(what, value) / 1000));
  add('exp', 'expiresIn', after('expiresIn', options.expiresIn));
  add('nbf', 'notBefore', after('notBefore', options.notBefore));
  add('aud', 'audience', options.audience);
  add('iss', 'issuer', options.issuer);
  add('sub', 'subject', options.subject);
  add('jti', 'jwtid', options.jwtid);
  return all;
}

export const jwt = {
  sign(claims: Claims, key: unknown, options: SignOptions = {}): string {
    checkOptions('sign', options, SIGNING);
    const algorithm = options.algorithm ?? 'HS256';
    const header: Record<string, unknown> = { ...options.header };
    for (const name of ['alg', 'crit', 'b64']) {
      if (name in header) throw new TypeError(`t.jwt.sign: the header cannot have '${name}'${name === 'alg' ? '; the option algorithm says it' : ''}`);
    }
    if (options.keyid !== undefined) header.kid = options.keyid;
    const text = jsonOf('t.jwt.sign', 'the claims', claimsOf(claims, options));
    return outcome('sign', host.signJwt(JSON.stringify(header), text, keyText(key, 'sign'), String(algorithm)));
  },
  verify(token: string, key: unknown, options: VerifyOptions | readonly string[]): Claims {
    const given = Array.isArray(options) ? { algorithms: options } : checkOptions('verify', options ?? {}, VERIFYING);
    const { maxAge, clockTolerance, ...rules } = given as unknown as VerifyOptions;
    const all = {
      ...rules,
      ...(maxAge !== undefined && { maxAgeMs: span('maxAge', maxAge) }),
      ...(clockTolerance !== undefined && { clockToleranceMs: span('clockTolerance', clockTolerance) }),
    };
    const told = keyText(key, 'verify');
    return JSON.parse(outcome('verify', host.verifyJwt(tokenOf(token), told, JSON.stringify(all)))) as Claims;
  },
  /** What a token says, though nobody may have signed it. */
  decodeUnverified(token: string): { header: Record<string, unknown>; claims: Claims } {
    return JSON.parse(outcome('decodeUnverified', host.decodeJwt(tokenOf(token)))) as { header: Record<string, unknown>; claims: Claims };
  },
};
