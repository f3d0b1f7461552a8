import { createServer } from 'node:http';
import { actions } from './actions.mjs';

const server = createServer(async (request, response) => {
  const action = actions[request.url];
  if (action === undefined) {
    response.writeHead(404);
    response.end();
    return;
  }
  const body = JSON.stringify(await action());
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});

server.listen(Number(process.env.PORT), '127.0.0.1');
