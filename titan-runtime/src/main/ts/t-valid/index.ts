/** `t.valid`: schemas for what comes from outside, as `defineAction` and anything else that takes Standard Schemas uses them. */
import { inWords, givenOptions } from 'titan:kernel';
import { boolean, coerce, date, NumberSchema, StringSchema } from './scalars';
import { fail, type Issue, isFailed, kindOf, Schema } from './schema';

const schemaOf = (label: string, what: string, given: unknown): Schema => {
  if (given instanceof Schema) return given;
  throw new TypeError(`${label}: ${what} must be a schema of t.valid, such as t.valid.string(), not ${inWords(given)}`);
};

const listOf = <T>(label: string, given: readonly T[]): readonly T[] => {
  if (Array.isArray(given)) return given as readonly T[];
  throw new TypeError(`${label}: expected an array, not ${inWords(given)}`);
};

class ArraySchema extends Schema {
  min(length: number): this {
    return this.also((value) => ((value as unknown[]).length >= length ? { value } : fail(`must have ${length} items or more`)), { minItems: length });
  }
  max(length: number): this {
    return this.also((value) => ((value as unknown[]).length <= length ? { value } : fail(`must have ${length} items or fewer`)), { maxItems: length });
  }
}

function array(item: Schema): ArraySchema {
  schemaOf('t.valid.array', 'the item', item);
  return new ArraySchema((value) => {
    if (!Array.isArray(value)) return fail(`expected an array, not ${kindOf(value)}`);
    const made: unknown[] = [];
    const issues: Issue[] = [];
    for (let i = 0; i < value.length; i++) {
      const result = item.check(value[i]);
      if (isFailed(result)) for (const issue of result.issues) issues.push({ ...issue, path: [i, ...issue.path] });
      else made.push(result.value);
    }
    return issues.length > 0 ? { issues } : { value: made };
  }, { type: 'array', items: item.toJSONSchema() });
}

/** @param strict whether a member that is not named is an error; otherwise it is left out */
function object(shape: Readonly<Record<string, Schema>>, options?: { strict?: boolean }): Schema {
  const label = 't.valid.object';
  const { strict = false } = givenOptions(label, options);
  if (typeof shape !== 'object' || shape === null) throw new TypeError(`${label}: expected an object of schemas, not ${inWords(shape)}`);
  const keys = Object.keys(shape);
  for (const key of keys) schemaOf(label, key, shape[key]);
  const described = {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, shape[key].toJSONSchema()])),
    required: keys.filter((key) => !shape[key].mayMiss),
    ...(strict ? { additionalProperties: false } : {}),
  };
  return new Schema((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(`expected an object, not ${kindOf(value)}`);
    const made: Record<string, unknown> = {};
    const issues: Issue[] = [];
    for (const key of keys) {
      const member = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      const result = shape[key].check(member);
      if (isFailed(result)) {
        if (member === undefined) issues.push({ message: 'is missing', path: [key] });
        else for (const issue of result.issues) issues.push({ ...issue, path: [key, ...issue.path] });
      } else if (result.value !== undefined) {
        Object.defineProperty(made, key, { value: result.value, writable: true, enumerable: true, configurable: true });
      }
    }
    if (strict) for (const key of Object.keys(value)) if (!Object.hasOwn(shape, key)) issues.push({ message: 'is not known', path: [key] });
    return issues.length > 0 ? { issues } : { value: made };
  }, described);
}

function oneOf(values: readonly unknown[]): Schema {
  listOf('t.valid.enum', values);
  return new Schema((value) => (values.includes(value) ? { value } : fail(`must be one of ${values.map(inWords).join(', ')}`)), { enum: values });
}

/** The first of several that fits. */
function union(schemas: readonly Schema[]): Schema {
  listOf('t.valid.union', schemas).forEach((schema) => schemaOf('t.valid.union', 'each', schema));
  return new Schema((value) => {
    const issues: Issue[] = [];
    for (const schema of schemas) {
      const result = schema.check(value);
      if (!isFailed(result)) return result;
      issues.push(...result.issues);
    }
    return { issues };
  }, { anyOf: schemas.map((schema) => schema.toJSONSchema()) });
}

export const valid = {
  string: StringSchema.of,
  number: NumberSchema.of,
  boolean,
  date,
  coerce,
  array,
  object,
  enum: oneOf,
  literal: (value: unknown): Schema => oneOf([value]),
  union,
  any: (): Schema => new Schema((value) => ({ value })),
};
