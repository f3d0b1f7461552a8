/** Makes the run-time half global, for scripts whose twins find it by the names that the pass gives them. */
import * as drift from '../../../../titan-runtime/src/main/ts/drift/index';

for (const name of Object.keys(drift)) {
  Object.defineProperty(globalThis, '$d' + name, { value: (drift as any)[name], configurable: true, writable: true, enumerable: false });
}
drift.install({
  park: () => {
    throw new Error('nothing settles in these tests');
  },
  later: () => {},
  sleep: () => new drift.FunctionOperation('t.sleep', () => {}),
  misuse: () => new Error('an operation is used as if it were its value'),
});
