import { createServer } from 'node:http';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';

const t = initTRPC.create();
const router = t.router({
  add: t.procedure.input((value) => value).mutation(({ input }) => input.a + input.b),
});

const server = createServer(createHTTPHandler({ router }));
applyWSSHandler({ wss: new WebSocketServer({ server }), router });
server.listen(Number(process.env.PORT), '127.0.0.1');
