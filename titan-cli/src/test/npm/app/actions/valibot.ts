import assert from 'node:assert';
import * as v from 'valibot';

const Schema = v.object({ email: v.pipe(v.string(), v.email()), age: v.optional(v.pipe(v.number(), v.minValue(18)), 18) });

export default () => {
  assert.deepStrictEqual(v.parse(Schema, { email: 'a@b.org' }), { email: 'a@b.org', age: 18 });
  assert.strictEqual(v.safeParse(Schema, { email: 'a', age: 1 }).issues?.length, 2);
  const free = v.pipeAsync(v.string(), v.checkAsync(async (name) => { await t.sleep(1); return name !== 'root'; }, 'taken'));
  const checked = drift(v.safeParseAsync(free, 'root'));
  return checked.issues?.[0].message;
};
