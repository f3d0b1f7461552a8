/** GET /actions/hello?name=Ada */
export default defineAction((req) => {
  const greeting = t.env.GREETING ?? 'Hello';
  const name = req.query.name ?? 'world';
  return { message: `${greeting}, ${name}!` };
});
