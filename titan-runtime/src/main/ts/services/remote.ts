import { part } from '../kernel/parts';

/** A service of another server. Its code loads with the first. */
export function remote(id: unknown, address: unknown, options?: object): object {
  return part<typeof import('../remote')>('remote').remote(id, address, options);
}
