/** GET /actions/slow: an async action; the worker serves others meanwhile. */
export default defineAction(async () => {
  const started = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { waited: Date.now() - started >= 100 };
});
