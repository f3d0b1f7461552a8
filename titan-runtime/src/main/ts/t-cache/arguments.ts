/** What authors give to `t.cache`, checked. */
import { inWords } from 'titan:kernel';
import { duration, isDuration } from 'titan:values';

/** In characters. */
const LONGEST = 1_024;
const MOST_TAGS = 64;

/** How a value is to be kept: milliseconds, null for the configured time. */
export interface Keeping {
  ttl: number | null;
  tags: string[];
}

export function keyOf(label: string, key: unknown): string {
  return text(label, 'the key', key);
}

function text(label: string, what: string, value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${label}: ${what} must be a string, not ${value === null ? 'null' : typeof value}`);
  if (value === '' || value.length > LONGEST) throw new RangeError(`${label}: ${what} must have 1 to ${LONGEST} characters, not ${value.length}`);
  return value;
}

export function tagsOf(label: string, tags: unknown): string[] {
  if (tags === undefined) return [];
  if (!Array.isArray(tags)) throw new TypeError(`${label}: tags must be an array of strings`);
  if (tags.length > MOST_TAGS) throw new RangeError(`${label}: at most ${MOST_TAGS} tags are allowed, not ${tags.length}`);
  return tags.map((tag) => text(label, 'a tag', tag));
}

const OPTIONS = ['ttl', 'tags'];

/** Options, or the time alone. */
export function keeping(label: string, options: unknown): Keeping {
  if (options === undefined || options === null) return { ttl: null, tags: [] };
  if (typeof options === 'number' || typeof options === 'string') return { ttl: time(label, options), tags: [] };
  if (typeof options !== 'object') throw new TypeError(`${label}: the options must be an object { ttl, tags } or a time to live in seconds, not ${typeof options}`);
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) throw new TypeError(`${label}: unknown option '${key}'; known are ${OPTIONS.join(', ')}`);
  }
  const { ttl, tags } = options as { ttl?: unknown; tags?: unknown };
  return { ttl: ttl === undefined || ttl === null ? null : time(label, ttl), tags: tagsOf(label, tags) };
}

function time(label: string, ttl: unknown): number {
  const ms = typeof ttl === 'number' ? ttl * 1000 : typeof ttl === 'string' && isDuration(ttl) ? duration(label, 'ttl', ttl) : NaN;
  if (!(ms > 0) || ms > 1e13) throw new RangeError(`${label}: ttl must be a number of seconds above 0, or a text such as '500ms', '30s', '5m', '2h', '1d', '1w', not ${inWords(ttl)}`);
  return Math.ceil(ms);
}
