/** The operations on a database and on a transaction: the same, but for where they run. */
import { ArrayIsArray, inWords, operation, givenOptions } from 'titan:kernel';
import { throwIfFailed } from './error';
import { type Outcome, outcomeOf, type Row, rowsOf } from './rows';
import { RowStream } from './stream';
import { describe, Encoder } from './values';

/** Where statements run. */
export interface Place {
  /** As the author calls it: `t.db`, `tx`. */
  readonly label: string;
  /** The transaction's number at the host, 0 for none. Throws where it has ended. */
  transaction(): number;
  /** The invocation that the transaction belongs to; undefined for none. */
  readonly invocation: number | undefined;
}

export interface Statements {
  query(sql: unknown, parameters?: unknown): PromiseLike<Row[]>;
  one(sql: unknown, parameters?: unknown): PromiseLike<Row | null>;
  exec(sql: unknown, parameters?: unknown): PromiseLike<Outcome>;
  batch(first: unknown, second?: unknown): PromiseLike<Outcome[]>;
  stream(sql: unknown, parameters?: unknown, options?: unknown): RowStream;
}

const oneOf = (value: unknown, bytes: ArrayBuffer | undefined): Row | null => rowsOf(value, bytes)[0] ?? null;

function textOf(label: string, sql: unknown): string {
  if (typeof sql !== 'string') throw new TypeError(`${label}: the statement must be a string, not ${describe(sql)}`);
  return sql;
}

/** What is wrong with the arguments is thrown at the call: it is a mistake of the author's and no outcome. */
export function statements(place: Place): Statements {
  const run = (kind: string, decode: (value: unknown, bytes: ArrayBuffer | undefined) => unknown) => {
    const label = `${place.label}.${kind}`;
    return (sql: unknown, parameters?: unknown): PromiseLike<never> => {
      const encoder = new Encoder(label);
      const args = [textOf(label, sql), encoder.list(parameters), kind, place.transaction()];
      return operation({ label, name: 'db.query', args, bytes: encoder.bytes, decode, invocation: place.invocation }) as PromiseLike<never>;
    };
  };
  return {
    query: run('query', rowsOf),
    one: run('one', oneOf),
    exec: run('exec', outcomeOf),
    batch: (first, second) => batch(place, first, second),
    stream: (sql, parameters, options) => stream(place, sql, parameters, options),
  };
}

function batch(place: Place, first: unknown, second: unknown): PromiseLike<Outcome[]> {
  const label = `${place.label}.batch`;
  const encoder = new Encoder(label);
  const list: unknown[] = [];
  const given = typeof first === 'string' ? second : first;
  if (!ArrayIsArray(given)) {
    throw new TypeError(`${label}: expected a list of statements, such as [['INSERT …', [1]], 'DELETE …'], or a statement and a list of its parameters`);
  }
  for (let i = 0; i < given.length; i++) {
    list[i] = typeof first === 'string' ? [first, encoder.list(given[i])] : entry(label, encoder, given[i], i);
  }
  return operation({
    label,
    name: 'db.batch',
    args: [list, place.transaction()],
    bytes: encoder.bytes,
    invocation: place.invocation,
    decode(value) {
      throwIfFailed(value);
      return (value as unknown[]).map(outcomeOf);
    },
  }) as PromiseLike<Outcome[]>;
}

function entry(label: string, encoder: Encoder, given: unknown, index: number): unknown[] {
  if (typeof given === 'string') return [given, []];
  const [sql, parameters] = ArrayIsArray(given)
    ? (given as unknown[])
    : typeof given === 'object' && given !== null
      ? [(given as { sql?: unknown }).sql, (given as { params?: unknown }).params]
      : [given, undefined];
  if (typeof sql !== 'string') {
    throw new TypeError(`${label}: statement ${index + 1} must be a string, [sql, parameters] or { sql, params }, not ${describe(given)}`);
  }
  return [sql, encoder.list(parameters)];
}

/** Rows of a part, unless told. */
const ROWS = 500;
const MOST_ROWS = 100_000;

function stream(place: Place, sql: unknown, parameters: unknown, options: unknown): RowStream {
  const label = `${place.label}.stream`;
  const encoder = new Encoder(label);
  const { rows = ROWS } = givenOptions(label, options);
  if (!Number.isInteger(rows) || (rows as number) < 1 || (rows as number) > MOST_ROWS) {
    throw new RangeError(`${label}: rows must be an integer from 1 to ${MOST_ROWS}, not ${inWords(rows)}`);
  }
  const args = [textOf(label, sql), encoder.list(parameters), rows, place.transaction()];
  return new RowStream({ label, name: 'db.stream', args, bytes: encoder.bytes, invocation: place.invocation });
}
