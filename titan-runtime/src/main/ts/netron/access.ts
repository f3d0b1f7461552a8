/** Who may call what, and how often. */
import { AuthError, host, MapDelete, MapGet, MapSet, netronSettings, operation, part, PermissionError, RateLimitError, type AccessRule, type AppCallable, type TitanError } from 'titan:kernel';
import type { ClientCalling } from './calling';
import type { Called } from './failures';
import type { Caller } from './invocation';

export type Claims = Readonly<Record<string, unknown>>;

/** Tokens that were verified, with when they end, in milliseconds since 1970: the same one comes with every call. */
const verified = new Map<string, { claims: Claims; ends: number }>();
const MOST_VERIFIED = 1000;

/** Calls share them. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
}

/** When a token that is valid ends, in milliseconds since 1970. */
export function endOf({ exp }: Claims): number {
  return typeof exp === 'number' ? exp * 1000 : Infinity;
}

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
  } catch (e) {
    throw new AuthError((e as { code?: unknown }).code === 'TITAN_JWT_EXPIRED' ? 'the token has expired' : 'the token is not valid');
  }
  freeze(claims);
  if (verified.size >= MOST_VERIFIED) verified.clear();
  MapSet(verified, token, { claims, ends: endOf(claims) });
  return claims;
}

function words(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
}

/** Why a caller may not call, undefined when it may; later, where other servers have a say. One role of those asked for is enough, of the scopes all are needed. */
export function admit(callable: AppCallable, caller: Caller, calling: ClientCalling): TitanError | undefined | PromiseLike<TitanError | undefined> {
  const { auth, rate } = callable as { auth?: AccessRule; rate?: { limit: number; windowMs: number } };
  const called: Called = { service: calling.service, method: calling.method };
  let who = caller.ip;
  if (auth !== undefined) {
    if (caller.token === '') return new AuthError({ ...called });
    const claims = claimsOf(caller.token);
    calling.believes(claims);
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
