/** What a client has for a member of a service. It does not know which members there are, so each is both a method and a field. */
import type { Access } from './call';

type Ask = (access: Access, args: readonly unknown[]) => Promise<unknown>;

/** Called it is a method; awaited, the value of a public field, which `set` changes. */
export function member(ask: Ask): (...args: unknown[]) => Promise<unknown> {
  const call = (...args: unknown[]): Promise<unknown> => ask('call', args);
  return Object.assign(call, {
    then: (done?: (value: unknown) => unknown, failed?: (reason: unknown) => unknown): Promise<unknown> => ask('get', []).then(done, failed),
    set: (value: unknown): Promise<unknown> => ask('set', [value]),
  });
}
