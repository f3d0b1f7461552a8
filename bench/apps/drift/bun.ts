import { actions } from './actions.mjs';

Bun.serve({
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  routes: Object.fromEntries(Object.entries(actions).map(([path, action]) => [path, async () => Response.json(await action())])),
});
