/** GET /actions/slow: suspended twice, in the middle of a helper; the worker serves others meanwhile. */
function step(milliseconds: number): number {
  const started = Date.now();
  drift(t.sleep(milliseconds));
  return Date.now() - started;
}

export default defineAction(() => {
  const steps = [40, 60].map(step);
  return { waited: steps[0] + steps[1] >= 100 };
});
