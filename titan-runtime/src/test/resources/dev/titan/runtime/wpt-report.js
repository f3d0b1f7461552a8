{
  const seen = [];
  const plain = ({ name, status, message }) => ({ name, passed: status === 0, message: String(message) });
  globalThis.seenTests = () => seen;
  add_result_callback((test) => seen.push(plain(test)));
  add_completion_callback((tests, status) => {
    reportResults({ error: status.status === 0 ? '' : `harness status ${status.status}: ${status.message}`, tests: tests.map(plain) });
  });
}
