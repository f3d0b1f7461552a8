/** What a statement, a transaction or the way to the database fails with. */
interface Failure {
  message: string;
  [member: string]: unknown;
}

/**
 * An error of the database. `code` is the database's own (`SQLITE_CONSTRAINT_UNIQUE`, PostgreSQL's SQLSTATE) or one of Titan's (`TITAN_DB_…`), `sqlState` the five characters of
 * ISO 9075 for any database, `statement` the SQL without its values.
 */
export class DatabaseError extends Error {
  declare readonly code: string;
  declare readonly sqlState: string;
  declare readonly statement: string | undefined;

  constructor({ message, ...members }: Failure) {
    super(message);
    Object.assign(this, members);
  }

  static {
    Object.defineProperty(DatabaseError.prototype, 'name', { value: 'DatabaseError', writable: true, configurable: true });
  }
}

const ENDED = { code: 'TITAN_DB_ENDED', sqlState: '25000' };

/** For a transaction or a stream that is over. */
export function ended(message: string): DatabaseError {
  return new DatabaseError({ message, ...ENDED });
}

/** What the host tells of a failure, if it does, is thrown. */
export function throwIfFailed(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'error' in value) throw new DatabaseError(value.error as Failure);
}
