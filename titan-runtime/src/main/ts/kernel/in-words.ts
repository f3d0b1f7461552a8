import { ArrayIsArray, JSONStringify, StringReplaceAll, StringSlice } from './primordials';

/** In characters. */
const MOST_SHOWN = 80;

/** What a value is, for a message that says what was given: its text where that is short, else its beginning or its kind. Runs none of the author's code. */
export function inWords(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length > MOST_SHOWN ? `${quoted(StringSlice(value, 0, MOST_SHOWN))}… (${value.length} characters)` : quoted(value);
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    case 'bigint': {
      const digits = `${value}`;
      return digits.length > MOST_SHOWN ? `a bigint of ${digits.length} digits` : `${digits}n`;
    }
    case 'object':
      return value === null ? 'null' : ArrayIsArray(value) ? 'an array' : 'an object';
    default:
      return `${value as number}`;
  }
}

/** In single quotes, with control characters as escapes. */
function quoted(text: string): string {
  return `'${StringReplaceAll(StringSlice(JSONStringify(text), 1, -1), '\\"', '"')}'`;
}

/**
 * The options of a call: an object, or nothing.
 *
 * @throws TypeError for anything else, which would be left out of account in silence
 */
export function givenOptions(label: string, given: unknown): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw new TypeError(`${label}: the options must be an object, not ${inWords(given)}`);
  return given as Record<string, unknown>;
}

/**
 * The text of a value as JSON has it.
 *
 * @param what it is, in messages
 * @throws TypeError for what JSON has no text for; what a toJSON or a getter of the author's throws
 */
export function jsonOf(label: string, what: string, value: unknown): string {
  let json: string | undefined;
  try {
    json = JSONStringify(value) as string | undefined;
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    throw new TypeError(`${label}: ${what} has no form in JSON: ${e.message}`, { cause: e });
  }
  if (json === undefined) throw new TypeError(`${label}: ${what} is ${inWords(value)}, which JSON has no text for`);
  return json;
}
