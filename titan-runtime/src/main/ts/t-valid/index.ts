/** `t.valid`: schemas for what comes from outside, as `defineAction` and anything else that takes Standard Schemas uses them. */
import { boolean, coerce, date, NumberSchema, StringSchema } from './scalars';
import { fail, type Issue, isFailed, kindOf, Schema } from './schema';

const show = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

class ArraySchema extends Schema {
  min(length: number): this {
    return this.also((value) => ((value as unknown[]).length >= length ? { value } : fail(`must have ${length} items or more`)), { minItems: length });
  }
  max(length: number): this {
    return this.also((value) => ((value as unknown[]).length <= length ? { value } : fail(`must have ${length} items or fewer`)), { maxItems: length });
  }
}

function array(item: Schema): ArraySchema {
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
function object(shape: Readonly<Record<string, Schema>>, { strict = false } = {}): Schema {
  const keys = Object.keys(shape);
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
  return new Schema((value) => (values.includes(value) ? { value } : fail(`must be one of ${values.map(show).join(', ')}`)), { enum: values });
}

/** The first of several that fits. */
function union(schemas: readonly Schema[]): Schema {
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
