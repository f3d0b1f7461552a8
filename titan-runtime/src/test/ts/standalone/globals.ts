/** What a test runner has and a bare isolate has not; of timers only those that are due at once ever go off. */
Object.assign(globalThis, {
  setTimeout: (callback: () => void, ms: number) => (ms === 0 ? void Promise.resolve().then(callback) : undefined),
  clearTimeout: () => undefined,
  AbortController: class {
    signal = {};
    abort() {}
  },
  crypto: { getRandomValues: (bytes: Uint8Array) => bytes.map(() => Math.random() * 256) },
});
