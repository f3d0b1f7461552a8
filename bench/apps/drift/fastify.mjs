import Fastify from 'fastify';
import { actions } from './actions.mjs';

const app = Fastify();
for (const [path, action] of Object.entries(actions)) app.get(path, action);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
