import assert from 'node:assert';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { stream } from 'hono/streaming';
import { validator } from 'hono/validator';

const app = new Hono<{ Variables: { user: string } }>().basePath('/actions/hono');
app.use(cors());
app.use(async (c, next) => {
  await t.sleep(1);
  c.set('user', 'ada');
  await next();
  c.header('x-after', 'yes');
});
app.get('/', (c) => c.text('root'));
app.get('/users/:id{\\d+}', (c) => {
  drift(t.sleep(1));
  return c.json({ id: Number(c.req.param('id')), user: c.get('user'), q: c.req.query('q') });
});
app.post('/items', validator('json', (value) => value), async (c) => c.json(await c.req.json(), 201));
app.get('/stream', (c) => stream(c, async (s) => { for (const part of ['a', 'b']) { await s.sleep(1); await s.write(part); } }));
app.get('/fails', () => { throw new HTTPException(418, { message: 'teapot' }); });

export default async () => {
  const url = 'http://localhost/actions/hono';
  assert.strictEqual(await (await app.request(url)).text(), 'root');
  const user = await app.fetch(new Request(`${url}/users/7?q=x`));
  assert.deepStrictEqual([user.status, user.headers.get('x-after'), await user.json()], [200, 'yes', { id: 7, user: 'ada', q: 'x' }]);
  const made = await app.request(`${url}/items`, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  assert.deepStrictEqual([made.status, await made.json()], [201, { a: 1 }]);
  assert.strictEqual(await (await app.request(`${url}/stream`)).text(), 'ab');
  assert.strictEqual((await app.request(`${url}/fails`)).status, 418);
  assert.strictEqual((await app.request(`${url}/none`)).status, 404);
  return app.request(`${url}/users/8`);
};
