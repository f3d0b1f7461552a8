import assert from 'node:assert';
import { chunk, cloneDeep, debounce, get, groupBy, isEqual, merge, orderBy, template } from 'lodash-es';

export default () => {
  assert.deepStrictEqual(groupBy([1.2, 1.8, 2.1], Math.floor), { 1: [1.2, 1.8], 2: [2.1] });
  assert.deepStrictEqual(orderBy([{ a: 1 }, { a: 2 }], (one) => (drift(t.sleep(1)), one.a), 'desc'), [{ a: 2 }, { a: 1 }]);
  const deep = { a: [{ b: new Map([[1, new Date(0)]]) }] };
  assert.ok(isEqual(cloneDeep(deep), deep) && cloneDeep(deep).a[0].b !== deep.a[0].b);
  assert.deepStrictEqual(merge({ a: { b: 1 } }, { a: { c: 2 } }), { a: { b: 1, c: 2 } });
  let calls = 0;
  const later = debounce(() => calls++, 2);
  later();
  later();
  drift(t.sleep(20));
  assert.strictEqual(calls, 1);
  // A template is made a function of, which isolates refuse unless permissions.eval allows it.
  if (t.config.get('eval', false)) assert.strictEqual(template('<%= a %>')({ a: 1 }), '1');
  else assert.throws(() => template('<%= a %>')({ a: 1 }), EvalError);
  return [chunk([1, 2, 3], 2), get({ a: { b: [7] } }, 'a.b[0]')];
};
