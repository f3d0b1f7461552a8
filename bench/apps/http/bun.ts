Bun.serve({
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  routes: {
    '/actions/json': () => Response.json({ hello: 'world', n: 42, ok: true }),
    '/actions/echo': { POST: async (request) => Response.json(await request.json()) },
    '/actions/text': () => new Response('Hello, World!'),
    '/actions/users/:id': (request) => {
      const query = new URL(request.url).searchParams;
      return Response.json({ id: request.params.id, fields: query.get('fields'), page: Number(query.get('page')) });
    },
    '/actions/slow': () => {
      const end = Date.now() + 1000;
      let turns = 0;
      while (Date.now() < end) turns++;
      return Response.json({ turned: turns > 0 });
    },
  },
});
