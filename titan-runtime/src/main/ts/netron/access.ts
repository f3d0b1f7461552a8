/** Who may call what, and how often. */
import { AuthError, host, MapDelete, MapGet, MapSet, netronSettings, operation, part, PermissionError, RateLimitError, type AccessRule, type AppCallable, type TitanError } from 'titan:kernel';
import type { Called } from './failures';
import type { Caller } from './invocation';

type Claims = Readonly<Record<string, unknown>>;

/** Tokens that were verified, with when they end, in milliseconds since 1970: the same one comes with every call. */
const verified = new Map<string, { claims: Claims; ends: number }>();
const MOST_VERIFIED = 1000;

/** What a bearer token says. @throws AuthError when it is not to be believed */
export function claimsOf(token: string): Claims {
  const known = MapGet(verified, token);
  if (known !== undefined && known.ends > Date.now()) return known.claims;
  MapDelete(verified, token);
  const { key, algorithms, issuer, audience } = netronSettings();
  if (key === null) throw new AuthError('the server verifies no tokens');
  let claims: Claims;
  try {
    const { jwt } = part<typeof import('../t-jwt')>('t-jwt');
    const rules = { algorithms, ...(issuer !== null && { issuer }), ...(audience !== null && { audience }) };
    claims = jwt.verify(token, key, rules);
  } catch {
    throw new AuthError('the token is not valid');
  }
  if (verified.size >= MOST_VERIFIED) verified.clear();
  MapSet(verified, token, { claims, ends: typeof claims.exp === 'number' ? claims.exp * 1000 : Infinity });
  return claims;
}

function words(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
}

/** Why a caller may not call, undefined when it may; later, where other servers have a say. One role of those asked for is enough, of the scopes all are needed. */
export function admit(callable: AppCallable, caller: Caller, called: Called): TitanError | undefined | PromiseLike<TitanError | undefined> {
  const { auth, rate } = callable as { auth?: AccessRule; rate?: { limit: number; windowMs: number } };
  let who = caller.ip;
  if (auth !== undefined) {
    if (caller.token === '') return new AuthError({ ...called });
    const claims = claimsOf(caller.token);
    who = typeof claims.sub === 'string' ? claims.sub : caller.token;
    const roles = words(claims.roles ?? claims.role);
    const scopes = words(claims.scopes ?? claims.scope);
    if (auth.roles.length > 0 && !auth.roles.some((role) => roles.includes(role))) return new PermissionError({ ...called });
    if (!auth.scopes.every((scope) => scopes.includes(scope))) return new PermissionError({ ...called });
  }
  if (rate !== undefined) {
    const key = `${callable.label}\n${who}`;
    const wait = host.admit(key, rate.limit, rate.windowMs);
    const tell = (ms: number) => (ms > 0 ? new RateLimitError({ ...called, details: { retryAfter: Math.ceil(ms / 1000) } }) : undefined);
    return wait < 0 ? (operation({ label: '@RateLimit', name: 'rate', args: [key, rate.limit, rate.windowMs] }) as PromiseLike<number>).then(tell) : tell(wait);
  }
  return undefined;
}
