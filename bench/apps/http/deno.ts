function slow() {
  const end = Date.now() + 1000;
  let turns = 0;
  while (Date.now() < end) turns++;
  return { turned: turns > 0 };
}

const users = '/actions/users/';

Deno.serve({ port: Number(Deno.env.get('PORT')), hostname: '127.0.0.1', onListen() {} }, async (request) => {
  const url = new URL(request.url);
  switch (url.pathname) {
    case '/actions/json':
      return Response.json({ hello: 'world', n: 42, ok: true });
    case '/actions/echo':
      return Response.json(await request.json());
    case '/actions/text':
      return new Response('Hello, World!');
    case '/actions/slow':
      return Response.json(slow());
  }
  if (url.pathname.startsWith(users)) {
    const id = decodeURIComponent(url.pathname.slice(users.length));
    const query = url.searchParams;
    return Response.json({ id, fields: query.get('fields'), page: Number(query.get('page')) });
  }
  return new Response(null, { status: 404 });
});
