import { createServer } from 'node:http';

function json(response, value) {
  const body = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function slow() {
  const end = Date.now() + 1000;
  let turns = 0;
  while (Date.now() < end) turns++;
  return { turned: turns > 0 };
}

function echo(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => json(response, JSON.parse(Buffer.concat(chunks).toString())));
}

const server = createServer((request, response) => {
  const [path, search] = request.url.split('?', 2);
  if (path === '/actions/json') return json(response, { hello: 'world', n: 42, ok: true });
  if (path === '/actions/echo' && request.method === 'POST') return echo(request, response);
  if (path === '/actions/slow') return json(response, slow());
  if (path === '/actions/text') {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    return response.end('Hello, World!');
  }
  if (path.startsWith('/actions/users/')) {
    const id = decodeURIComponent(path.slice('/actions/users/'.length));
    const query = new URLSearchParams(search);
    return json(response, { id, fields: query.get('fields'), page: Number(query.get('page')) });
  }
  response.writeHead(404);
  response.end();
});

server.listen(Number(process.env.PORT), '127.0.0.1');
