import assert from 'node:assert';
import { z } from 'zod';

const User = z.object({
  id: z.coerce.number().int().positive(),
  name: z.string().trim().min(2),
  email: z.email(),
  tags: z.array(z.enum(['a', 'b'])).default([]),
  born: z.iso.date().transform((text) => new Date(text)),
});

export default defineAction({ methods: ['GET'], query: z.object({ n: z.coerce.number().optional() }) }, () => {
  const user = User.parse({ id: '7', name: ' Ada ', email: 'ada@example.org', born: '1815-12-10' });
  assert.deepStrictEqual(user, { id: 7, name: 'Ada', email: 'ada@example.org', tags: [], born: new Date('1815-12-10') });
  const failed = User.safeParse({ id: -1, name: 'x', email: 'no', tags: ['c'], born: '1' });
  assert.deepStrictEqual(failed.error?.issues.map((issue) => issue.path.join('.')), ['id', 'name', 'email', 'tags.0', 'born']);
  const taken = z.string().refine(async (name) => { await t.sleep(1); return name !== 'root'; });
  assert.strictEqual(drift(taken.safeParseAsync('root')).success, false);
  assert.deepStrictEqual(z.toJSONSchema(z.object({ a: z.string() })).required, ['a']);
  return z.discriminatedUnion('type', [z.object({ type: z.literal('x'), x: z.number() }), z.object({ type: z.literal('y') })]).parse({ type: 'x', x: 1 });
});
