// What the tests expect of their surroundings and no standard of ours asks for. `location` and `patience`, in milliseconds, are defined before this.
globalThis.self = globalThis;
globalThis.GLOBAL = {
  isWindow: () => false,
  isWorker: () => true,
  isShadowRealm: () => false,
};

const ours = globalThis.fetch;

/** Runs the text of a test with its harness. */
async function run(script) {
  globalThis.location = new URL(location);
  globalThis.fetch = (input, init) => ours(typeof input === 'string' ? new URL(input, location).href : input, init);
  const done = new Promise((resolve) => {
    globalThis.reportResults = resolve;
  });
  const late = new Promise((resolve) => setTimeout(() => resolve(undefined), patience));
  let error = '';
  try {
    (0, eval)(script);
  } catch (e) {
    error = String(e?.stack ?? e);
    return { error, tests: [] };
  }
  const results = await Promise.race([done, late]);
  return results ?? { error: 'the tests take too long', tests: globalThis.seenTests() };
}
