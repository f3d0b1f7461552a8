import assert from 'node:assert';
import _ from 'lodash';

export default () => {
  assert.deepStrictEqual(_([3, 1, 2]).map((n) => (drift(t.sleep(1)), n * 2)).sortBy().reverse().value(), [6, 4, 2]);
  assert.strictEqual(_.camelCase('Foo bar-baz'), 'fooBarBaz');
  return _.chain({ a: 1, b: 2 }).invert().keys().value();
};
