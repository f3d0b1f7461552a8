import assert from 'node:assert';
import Ajv from 'ajv';

const schema = { type: 'object', properties: { a: { type: 'integer', minimum: 1 }, b: { type: 'string', pattern: '^\\p{L}+$' } }, required: ['a'], additionalProperties: false };

export default () => {
  const ajv = new Ajv({ allErrors: true });
  // A schema is made a function of, which isolates refuse unless permissions.eval allows it.
  if (!t.config.get('eval', false)) {
    assert.throws(() => ajv.compile(schema), EvalError);
    return 'refused';
  }
  const validate = ajv.compile(schema);
  assert.ok(validate({ a: 1, b: 'ü' }));
  assert.ok(!validate({ a: 0, b: '1', c: 1 }));
  return validate.errors!.map((error) => error.keyword).sort();
};
