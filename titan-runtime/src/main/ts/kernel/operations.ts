import { MapDelete, MapGet, MapSet } from './primordials';

/** Host calls that have not settled, by number. Confined to the isolate. */
interface Open {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

const open = new Map<number, Open>();
let last = 0;

/** Starts a host call and promises its outcome. `start` hands its number to the host, which settles it later. */
export function operation(start: (id: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = ++last;
    MapSet(open, id, { resolve, reject });
    start(id);
  });
}

/** Called by the host: the outcome of an operation. */
export function settle(id: number, failed: boolean, value: unknown): void {
  const found = MapGet(open, id);
  if (found === undefined) return;
  MapDelete(open, id);
  if (failed) found.reject(new Error(String(value)));
  else found.resolve(value);
}
