import { SQL } from 'bun';
import { Database } from 'bun:sqlite';

const url = process.env.DATABASE_URL ?? '';

function sqlite(file: string) {
  const statement = new Database(file).query('SELECT id, name FROM rows WHERE id = ?');
  return (id: number) => statement.get(id);
}

function postgres() {
  const sql = new SQL({ url, max: 10 });
  return async (id: number) => (await sql`SELECT id, name FROM rows WHERE id = ${id}`)[0];
}

const find = url.startsWith('sqlite:') ? sqlite(url.slice('sqlite:'.length)) : postgres();

Bun.serve({
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  routes: { '/actions/row': async (request) => Response.json(await find(Number(new URL(request.url).searchParams.get('id')))) },
});
