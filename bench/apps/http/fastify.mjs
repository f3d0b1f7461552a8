import Fastify from 'fastify';

const app = Fastify();

app.get('/actions/json', () => ({ hello: 'world', n: 42, ok: true }));
app.post('/actions/echo', (request) => request.body);
app.get('/actions/text', () => 'Hello, World!');
app.get('/actions/users/:id', (request) => ({
  id: request.params.id,
  fields: request.query.fields,
  page: Number(request.query.page),
}));
app.get('/actions/slow', () => {
  const end = Date.now() + 1000;
  let turns = 0;
  while (Date.now() < end) turns++;
  return { turned: turns > 0 };
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
