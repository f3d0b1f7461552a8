/** Fills the database of the environment's DATABASE_URL. */
import { SQL } from 'bun';
import { Database } from 'bun:sqlite';

const ROWS = 1_000;
const url = process.env.DATABASE_URL ?? '';
const CREATE = 'CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT NOT NULL)';

if (url.startsWith('sqlite:')) {
  const db = new Database(url.slice('sqlite:'.length), { create: true });
  db.run('PRAGMA journal_mode = WAL');
  db.run(CREATE);
  for (let id = 1; id <= ROWS; id++) db.run('INSERT INTO rows VALUES (?, ?)', [id, `name ${id}`]);
  db.close();
} else {
  const sql = new SQL(url);
  await sql.unsafe(CREATE);
  await sql.unsafe(`INSERT INTO rows SELECT n, 'name ' || n FROM generate_series(1, ${ROWS}) AS n`);
  await sql.unsafe('ANALYZE rows');
  await sql.end();
}
