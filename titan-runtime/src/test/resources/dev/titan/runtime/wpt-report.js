// After the harness, which would take us for a worker and talk to a page: what the tests of interfaces want to know of where they run.
for (const name of ['WorkerGlobalScope', 'DedicatedWorkerGlobalScope']) {
  globalThis[name] = class {
    static [Symbol.hasInstance](value) {
      return value === globalThis;
    }
  };
}
{
  const seen = [];
  const plain = ({ name, status, message }) => ({ name, passed: status === 0, message: String(message) });
  globalThis.seenTests = () => seen;
  add_result_callback((test) => seen.push(plain(test)));
  add_completion_callback((tests, status) => {
    reportResults({ error: status.status === 0 ? '' : `harness status ${status.status}: ${status.message}`, tests: tests.map(plain) });
  });
}
