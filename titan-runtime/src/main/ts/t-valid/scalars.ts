/** Schemas of text, numbers and dates. */
import { fail, kindOf, type Described, type Look, Schema } from './schema';

// The pattern of https://html.spec.whatwg.org/#valid-e-mail-address.
const EMAIL = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The class of the part that brings URLs. */
declare const URL: { canParse(text: string): boolean };

export class StringSchema extends Schema {
  static of = (): StringSchema => new StringSchema((value) => (typeof value === 'string' ? { value } : fail(`expected a string, not ${kindOf(value)}`)), { type: 'string' });

  #test(test: (text: string) => boolean, message: string, described: Described): this {
    return this.also((value) => (test(value as string) ? { value } : fail(message)), described);
  }
  /** In UTF-16 code units. */
  min(length: number): this {
    return this.#test((text) => text.length >= length, `must have ${length} characters or more`, { minLength: length });
  }
  max(length: number): this {
    return this.#test((text) => text.length <= length, `must have ${length} characters or fewer`, { maxLength: length });
  }
  regex(pattern: RegExp, message = `must match ${String(pattern)}`): this {
    // Without the flags that make a test depend on the one before.
    const plain = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
    return this.#test((text) => plain.test(text), message, { pattern: pattern.source });
  }
  email(): this {
    return this.#test((text) => text.length <= 254 && EMAIL.test(text), 'must be an e-mail address', { format: 'email' });
  }
  url(): this {
    return this.#test((text) => URL.canParse(text), 'must be a URL', { format: 'uri' });
  }
  uuid(): this {
    return this.#test((text) => UUID.test(text), 'must be a UUID', { format: 'uuid' });
  }
  trim(): this {
    return this.also((value) => ({ value: (value as string).trim() }));
  }
}

export class NumberSchema extends Schema {
  static of = (): NumberSchema =>
    new NumberSchema((value) => (typeof value === 'number' && Number.isFinite(value) ? { value } : fail(`expected a number, not ${typeof value === 'number' ? value : kindOf(value)}`)), { type: 'number' });

  #test(test: (number: number) => boolean, message: string, described: Described): this {
    return this.also((value) => (test(value as number) ? { value } : fail(message)), described);
  }
  min(least: number): this {
    return this.#test((number) => number >= least, `must be ${least} or more`, { minimum: least });
  }
  max(most: number): this {
    return this.#test((number) => number <= most, `must be ${most} or less`, { maximum: most });
  }
  int(): this {
    return this.#test(Number.isSafeInteger, 'must be an integer', { type: 'integer' });
  }
}

export const boolean = (): Schema => new Schema((value) => (typeof value === 'boolean' ? { value } : fail(`expected true or false, not ${kindOf(value)}`)), { type: 'boolean' });

/** Text that says a moment, or a Date, becomes a Date. */
export const date = (): Schema =>
  new Schema((value) => {
    const moment = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined;
    return moment === undefined || Number.isNaN(moment.getTime()) ? fail('expected a date such as 2026-01-31T12:00:00Z') : { value: moment };
  }, { type: 'string', format: 'date-time' });

/** For what comes as text: the same schemas, for what the text says. */
const before = <S extends Schema>(type: new (look: Look, described: Described) => S, schema: Schema, convert: (text: string) => unknown): S =>
  new type((value) => schema.check(typeof value === 'string' ? convert(value) : value), schema.toJSONSchema());

export const coerce = {
  number: (): NumberSchema => before(NumberSchema, NumberSchema.of(), (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text))),
  boolean: (): Schema => before(Schema, boolean(), (text) => (text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text)),
};
