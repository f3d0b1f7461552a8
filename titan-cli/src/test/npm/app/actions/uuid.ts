import assert from 'node:assert';
import { NIL, v1, v3, v4, v5, v7, validate, version } from 'uuid';

export default () => {
  assert.ok([v1(), v4(), v7()].every((id) => validate(id)));
  assert.strictEqual(version(v7()), 7);
  assert.strictEqual(v3('hello.example.com', v3.DNS), '9125a8dc-52ee-365b-a5aa-81b0b3681cf6');
  assert.strictEqual(v5('hello.example.com', v5.DNS), 'fdda765f-fc57-5604-a269-52a7df8164ec');
  return NIL;
};
