/** `t.time`: moments as milliseconds since 1970, and spans of time. */
import { inWords } from 'titan:kernel';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** The last moment of a Date (https://tc39.es/ecma262/#sec-time-values-and-time-range), and the first before 1970. */
const LATEST = 8.64e15;

type Moment = number | string | Date;

/** @throws RangeError for what is no moment */
function parse(moment: Moment): number {
  const time = moment instanceof Date ? moment.getTime() : typeof moment === 'number' ? moment : typeof moment === 'string' ? Date.parse(moment) : NaN;
  if (!(Math.abs(time) <= LATEST)) throw new RangeError(`t.time: ${moment instanceof Date ? 'an invalid Date' : inWords(moment)} is not a time; expected milliseconds, a Date or text such as 2026-01-31T12:00:00Z`);
  return time;
}

/** Milliseconds of a span such as `1h30m`, or of a number. @throws RangeError for what is no span */
function duration(span: string | number): number {
  if (typeof span === 'number' && Number.isFinite(span)) return span;
  const text = typeof span === 'string' ? span.replace(/\s+/g, '') : '';
  if (!/^-?(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) {
    throw new RangeError(`t.time.duration: ${inWords(span)} is not a span of time; write numbers with units, such as 1h30m (units: ${Object.keys(UNITS).join(', ')})`);
  }
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) sum += Number(number) * UNITS[unit];
  return text.startsWith('-') ? -sum : sum;
}

export const time = {
  now: (): number => Date.now(),
  /** Whole seconds since 1970. */
  unix: (moment: Moment = Date.now()): number => Math.floor(parse(moment) / 1000),
  /** As ISO 8601 has it, in UTC. */
  iso: (moment: Moment = Date.now()): string => new Date(parse(moment)).toISOString(),
  parse,
  duration,
  /** A moment so much later. */
  add: (moment: Moment, span: string | number): number => parse(moment) + duration(span),
  /** Milliseconds from one moment to another, by default to now. */
  between: (from: Moment, to: Moment = Date.now()): number => parse(to) - parse(from),
};
