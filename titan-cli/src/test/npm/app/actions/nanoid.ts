import assert from 'node:assert';
import { customAlphabet, nanoid } from 'nanoid';

export default () => {
  const ids = new Set(Array.from({ length: 1000 }, () => nanoid()));
  assert.strictEqual(ids.size, 1000);
  for (const id of ids) assert.match(id, /^[\w-]{21}$/);
  assert.match(customAlphabet('ab', 5)(), /^[ab]{5}$/);
  return nanoid(8).length;
};
