import assert from 'node:assert';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';

interface Database {
  person: { id: number; name: string; age: number | null };
}

const db = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export default async () => {
  const query = db.selectFrom('person').select(['id', sql<string>`upper(${sql.ref('name')})`.as('n')]).where('age', '>', 3).orderBy('id', 'desc').limit(1).compile();
  assert.deepStrictEqual(query.parameters, [3, 1]);
  assert.deepStrictEqual(await db.selectFrom('person').selectAll().execute(), []);
  const rows = await t.db.query('SELECT ? AS one', [1]);
  assert.strictEqual(rows[0].one, 1);
  return query.sql;
};
