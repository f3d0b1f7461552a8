import { inWords } from 'titan:kernel';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const FORM = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/;

/** Whether a text is a length of time: `500ms`, `30s`, `5m`, `2h`, `1d`, `1w`. */
export function isDuration(text: string): boolean {
  return FORM.test(text);
}

/**
 * Milliseconds of a length of time: a number of them, or a text with its unit.
 *
 * @param what is meant, for messages
 */
export function duration(label: string, what: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < 1e13) return value;
  const parts = typeof value === 'string' ? FORM.exec(value) : null;
  if (parts === null) {
    throw new TypeError(`${label}: ${what} must be a number of milliseconds or a text such as '500ms', '30s', '5m', '2h', '1d', '1w', not ${inWords(value)}`);
  }
  return Number(parts[1]) * UNITS[parts[2]];
}
