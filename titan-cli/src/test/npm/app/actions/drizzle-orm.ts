import assert from 'node:assert';
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { pgTable, QueryBuilder, serial, varchar } from 'drizzle-orm/pg-core';

const users = sqliteTable('drizzle_users', { id: integer().primaryKey(), name: text().notNull(), age: integer() });
const people = pgTable('people', { id: serial().primaryKey(), name: varchar({ length: 20 }) });

// Rows over t.db, as arrays in the order of the columns.
const db = drizzle(async (query, params, method) => {
  if (method === 'run') {
    await t.db.exec(query, params);
    return { rows: [] };
  }
  const rows = ((await t.db.query(query, params)) as Record<string, unknown>[]).map((row) => Object.values(row));
  return { rows: method === 'get' ? rows[0]! : rows };
});

export default async () => {
  const built = new QueryBuilder().select().from(people).where(and(eq(people.name, 'x'), gt(people.id, 3))).orderBy(desc(people.id)).limit(2).toSQL();
  assert.strictEqual(built.sql, 'select "id", "name" from "people" where ("people"."name" = $1 and "people"."id" > $2) order by "people"."id" desc limit $3');
  await db.run(sql`create table if not exists drizzle_users (id integer primary key, name text not null, age integer)`);
  await db.delete(users);
  await db.insert(users).values([{ name: 'Ada', age: 36 }, { name: 'Bob' }]);
  await db.update(users).set({ age: 1 }).where(eq(users.name, 'Bob'));
  return db.select({ name: users.name, age: users.age }).from(users).where(inArray(users.age, [1, 36])).orderBy(users.name);
};
