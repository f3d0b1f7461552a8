import assert from 'node:assert';
import superjson from 'superjson';

export default () => {
  const shared = { x: 1 };
  const value = { date: new Date(0), set: new Set([1]), map: new Map([['a', /x/g]]), big: 10n, none: undefined, nan: NaN, url: new URL('http://a.b/'), one: shared, two: shared };
  const back = superjson.parse<typeof value>(superjson.stringify(value));
  assert.deepStrictEqual(back.map, value.map);
  assert.ok(back.one === back.two && 'none' in back && back.url instanceof URL);
  return superjson.serialize({ d: new Date(0) }).meta;
};
