import process from 'node:process';
import { actions } from './actions.mjs';

Deno.serve({ port: Number(process.env.PORT), hostname: '127.0.0.1', onListen() {} }, async (request) => {
  const action = (actions as Record<string, () => Promise<unknown>>)[new URL(request.url).pathname];
  return action === undefined ? new Response(null, { status: 404 }) : Response.json(await action());
});
