import { createServer } from 'node:http';

const url = process.env.DATABASE_URL;
const find = url.startsWith('sqlite:') ? await sqlite(url.slice('sqlite:'.length)) : await postgres(url);

async function sqlite(file) {
  const { DatabaseSync } = await import('node:sqlite');
  const statement = new DatabaseSync(file).prepare('SELECT id, name FROM rows WHERE id = ?');
  return (id) => statement.get(id);
}

async function postgres(connectionString) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString, max: 10 });
  return async (id) => (await pool.query({ name: 'row', text: 'SELECT id, name FROM rows WHERE id = $1', values: [id] })).rows[0];
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname !== '/actions/row') {
    response.writeHead(404);
    response.end();
    return;
  }
  const body = JSON.stringify(await find(Number(searchParams.get('id'))));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});

server.listen(Number(process.env.PORT), '127.0.0.1');
