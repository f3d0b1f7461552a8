// The types of the database. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly db: Database;
    readonly kv: KeyValues;
  }

  /**
   * What a database takes for a value. undefined is NULL. A Date is its ISO 8601 text, an object its JSON; an array is one of the database in PostgreSQL, JSON for a column of that
   * type and in any other database.
   */
  type SqlValue = string | number | bigint | boolean | null | undefined | Date | ArrayBuffer | ArrayBufferView | object | readonly unknown[];

  /** A row: its columns by name, in the order of the statement; of two columns with one name the last counts. */
  type SqlRow = { [column: string]: any };

  /** What a statement did. */
  interface SqlOutcome {
    /** Rows that it inserted, updated or deleted. */
    readonly changes: number;
    /** The key of the last row that an INSERT added, where the database tells: SQLite and MySQL do, in PostgreSQL write RETURNING and call `query`. */
    readonly lastInsertId?: number | bigint;
  }

  /** A statement of a batch. */
  type SqlBatchEntry = string | readonly [sql: string, parameters?: readonly SqlValue[]] | { readonly sql: string; readonly params?: readonly SqlValue[] };

  /**
   * Statements on a database or in a transaction. `?` stands for the next parameter, `$1` for the first, in any database; a text has one or the other. All that fails does so with a
   * {@link DatabaseError}; wrong arguments are a TypeError.
   */
  interface SqlStatements {
    /** All rows. At most `db.resultBytes` (32 MiB) of them. */
    query<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Operation<Row[]>;
    /** The first row, null when there is none. */
    one<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Operation<Row | null>;
    /** Runs a statement for what it changes. Several, separated by semicolons, when they have no parameters: all of them or none. */
    exec(sql: string, parameters?: readonly SqlValue[]): Operation<SqlOutcome>;
    /** Runs statements in order: all of them or none. The error of one that fails has its `index`. */
    batch(statements: readonly SqlBatchEntry[]): Operation<SqlOutcome[]>;
    /** Runs one statement for each list of parameters. */
    batch(sql: string, parameters: readonly (readonly SqlValue[])[]): Operation<SqlOutcome[]>;
    /**
     * Rows of a result that need not fit into memory, read once: with `for await`, or with `for` where a drift may be. The query is run when the first row is asked for; leaving the loop ends it.
     *
     * @param options.rows rows that are fetched at a time, from 1 to 100,000, default 500
     */
    stream<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[], options?: { rows?: number }): AsyncIterable<Row> & Iterable<Row>;
  }

  /** A transaction under way. Of no use once its callback is over. */
  interface Transaction extends SqlStatements {
    /** The same in a savepoint: an error undoes what the callback did, and the transaction goes on. */
    transaction<R>(callback: (tx: Transaction) => R): Operation<Awaited<Drifted<R>>>;
  }

  interface TransactionOptions {
    /** Default is the database's own. SQLite has one level, serializable. */
    isolation?: 'read committed' | 'repeatable read' | 'serializable';
    /** Nothing is going to be written: in SQLite it then waits for no writer. */
    readOnly?: boolean;
  }

  /** The app's database: the SQLite file data/app.db, or what `DATABASE_URL` names. */
  interface Database extends SqlStatements {
    /**
     * Calls back with a transaction, on one connection. The callback may drift or be asynchronous. What it returns is the outcome; what it throws undoes everything and is thrown on,
     * as does the end of the request before it is over. It is called once.
     */
    transaction<R>(callback: (tx: Transaction) => R, options?: TransactionOptions): Operation<Awaited<Drifted<R>>>;
    /** For `instanceof`. */
    readonly DatabaseError: new (...args: never) => DatabaseError;
  }

  /** Values by key, in a table of the app's database: they last, and all workers and servers on that database share them. */
  interface KeyValues {
    /** The value, null when there is none or its time is over. */
    get<T = any>(key: string): Operation<T | null>;
    /**
     * Sets a value, in place of any other. @returns false where `ifAbsent` kept it from being set
     * @param key 1 to 1,024 characters
     * @param value what JSON can hold
     * @param options.ttl seconds until it is gone; without it, it stays
     * @param options.ifAbsent whether to leave a value alone that is there
     */
    set(key: string, value: unknown, options?: { ttl?: number; ifAbsent?: boolean }): Operation<boolean>;
    has(key: string): Operation<boolean>;
    /** @returns whether there was one */
    delete(key: string): Operation<boolean>;
    /**
     * Adds to a whole number, which is 0 where there is none; no other call comes between.
     * @returns the sum
     * @throws TypeError when the value is something else
     */
    increment(key: string, amount?: number): Operation<number>;
    /**
     * Entries whose keys begin with a prefix, by key.
     * @param options.limit 1 to 10,000, default 1,000
     * @param options.after the last key of the part before
     */
    list<T = any>(prefix?: string, options?: { limit?: number; after?: string }): Operation<{ key: string; value: T }[]>;
  }

  /** An error of the database. */
  interface DatabaseError extends Error {
    readonly name: 'DatabaseError';
    /** The database's own: `SQLITE_CONSTRAINT_UNIQUE`, in PostgreSQL the SQLSTATE; or one of Titan's, which begin with `TITAN_DB_`. */
    readonly code: string;
    /** SQLSTATE (ISO 9075) in any database: 23505 for a value that must be unique and is not. Empty where there is none. */
    readonly sqlState: string;
    /** The SQL, without its values. */
    readonly statement?: string;
    /** Which of a batch failed, from 0. */
    readonly index?: number;
    /** What PostgreSQL tells beside; may quote values. */
    readonly detail?: string;
    readonly hint?: string;
    readonly schema?: string;
    readonly table?: string;
    readonly column?: string;
    readonly constraint?: string;
    /** Of the fault in the statement, in characters from 1. */
    readonly position?: number;
  }
}

declare module 'titan' {
  export type DatabaseError = Titan.DatabaseError;
  export type Transaction = Titan.Transaction;
}
