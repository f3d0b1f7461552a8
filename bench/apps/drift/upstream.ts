/** Answers every request ten milliseconds after it came. */
const DELAY_MS = 10;

Bun.serve({
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  async fetch() {
    await Bun.sleep(DELAY_MS);
    return Response.json({ n: 42 });
  },
});
