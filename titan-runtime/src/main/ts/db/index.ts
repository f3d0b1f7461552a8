/** `t.db`: the app's database, and `t.kv` over it. Its methods need no receiver, so that it can be handed out, whole or in parts. */
import { DatabaseError } from './error';
import { statements } from './statements';
import { transaction, type Transactional } from './transaction';

export { kv } from './kv';
export type { Transactional };

/** The same object in all of an isolate. */
export const db: Transactional & { readonly DatabaseError: typeof DatabaseError } = {
  ...statements({ label: 't.db', transaction: () => 0, invocation: undefined }),
  transaction,
  DatabaseError,
};
