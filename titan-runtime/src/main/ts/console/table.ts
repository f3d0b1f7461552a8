/** Tables of the console, in the manner of node's. */
import { inspect } from './inspect';

const INDEX = '(index)';
const VALUES = 'Values';

/** Rows with their names, of an array, an object, a Map or a Set. */
function rowsOf(data: object): [string, unknown][] {
  if (data instanceof Map) return [...data.values()].map((value, i) => [String(i), value]);
  if (data instanceof Set) return [...data].map((value, i) => [String(i), value]);
  return Object.keys(data).map((key) => [key, (data as Record<string, unknown>)[key]]);
}

/**
 * A table with a line for each member.
 *
 * @param columns names of those to show; all when it is no list
 * @returns undefined for what has no members
 */
export function table(data: unknown, columns: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const rows = rowsOf(data);
  const wanted = Array.isArray(columns) ? columns.map(String) : undefined;
  const names = new Set<string>(wanted);
  let plain = false;
  for (const [, row] of rows) {
    if (typeof row !== 'object' || row === null) plain = true;
    else if (wanted === undefined) for (const key of Object.keys(row)) names.add(key);
  }
  const header = [INDEX, ...names, ...(plain ? [VALUES] : [])];
  const lines = rows.map(([name, row]) => {
    const isObject = typeof row === 'object' && row !== null;
    const cells = [...names].map((key) => (isObject && Object.hasOwn(row, key) ? inspect((row as Record<string, unknown>)[key]) : ''));
    return [name, ...cells, ...(plain ? [isObject ? '' : inspect(row)] : [])];
  });
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((line) => line[i].length)) + 2);
  const rule = (left: string, between: string, right: string): string => left + widths.map((width) => '─'.repeat(width)).join(between) + right;
  const show = (line: string[]): string => `│${line.map((cell, i) => ` ${cell}`.padEnd(widths[i])).join('│')}│`;
  return [rule('┌', '┬', '┐'), show(header), rule('├', '┼', '┤'), ...lines.map(show), rule('└', '┴', '┘')].join('\n');
}
