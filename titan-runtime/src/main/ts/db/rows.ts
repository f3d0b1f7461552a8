/** What the host has made of a result. */
import { ArrayIsArray } from 'titan:kernel';
import { throwIfFailed } from './error';

export type Row = Record<string, unknown>;

/** What JSON could not say: a kind, what the kind needs, and the place. */
type Patch = [kind: 'n' | 'f', text: string, ...place: (string | number)[]] | [kind: 'b', offset: number, length: number, ...place: (string | number)[]];

interface Patched {
  rows: Row[];
  patches?: Patch[];
}

/** @throws DatabaseError when the host tells of a failure */
export function rowsOf(value: unknown, bytes: ArrayBuffer | undefined): Row[] {
  if (ArrayIsArray(value)) return value as Row[];
  throwIfFailed(value);
  const { rows, patches } = value as Patched;
  if (patches !== undefined) for (let i = 0; i < patches.length; i++) apply(rows, patches[i], bytes);
  return rows;
}

function apply(rows: Row[], patch: Patch, bytes: ArrayBuffer | undefined): void {
  const [kind] = patch;
  let value: unknown;
  let at = 2;
  if (kind === 'b') {
    // A copy: a view of all would keep the bytes of every row alive, and show them.
    value = new Uint8Array((bytes as ArrayBuffer).slice(patch[1], patch[1] + patch[2]));
    at = 3;
  } else {
    value = kind === 'n' ? BigInt(patch[1]) : Number(patch[1]);
  }
  let holder = rows as unknown as Record<string | number, unknown>;
  for (; at < patch.length - 1; at++) holder = holder[patch[at] as string] as typeof holder;
  const key = patch[at] as string;
  if (key === '__proto__') Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
  else holder[key] = value;
}

/** What a statement did that gives no rows. */
export interface Outcome {
  /** Rows that it inserted, updated or deleted. */
  changes: number;
  /** The key of the last row that an INSERT added, where the database tells. */
  lastInsertId?: number | bigint;
}

export function outcomeOf(value: unknown): Outcome {
  throwIfFailed(value);
  const { changes, lastInsertId } = value as { changes: number; lastInsertId?: string };
  if (lastInsertId === undefined) return { changes };
  const number = Number(lastInsertId);
  return { changes, lastInsertId: Number.isSafeInteger(number) ? number : BigInt(lastInsertId) };
}
