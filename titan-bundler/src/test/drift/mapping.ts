import { tokenizer } from 'acorn';

/**
 * Checks a source map by what it is for: each identifier of the output that the author wrote must map to the same identifier
 * in the source. Names that the pass has made begin with `$d` or end in `$twin`.
 *
 * @returns what does not map to itself, a line each
 */
export function misplaced(source: string, result: { code: string; mappings: string | null }): string {
  if (result.mappings === null) return result.code === source ? '' : 'no mappings';
  const places = decode(result.mappings);
  const sourceLines = source.split('\n');
  const wrong: string[] = [];
  let line = 0;
  let lineStart = 0;
  const body = result.code.indexOf(';', result.code.indexOf('titan:drift'));
  for (const token of tokenizer(result.code, { ecmaVersion: 'latest', sourceType: 'module' })) {
    for (let next = result.code.indexOf('\n', lineStart); next >= 0 && next < token.start; next = result.code.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    if (token.start < body) continue;
    if (token.type.label !== 'name' && token.type.label !== 'privateId') continue;
    const text = result.code.slice(token.start, token.end);
    if (text.includes('$d') || text.includes('$twin')) continue;
    const place = places.get(`${line}:${token.start - lineStart}`);
    const found = place && sourceLines[place[0]]!.slice(place[1], place[1] + text.length);
    if (found !== text && !MADE.has(text)) wrong.push(`${text} at ${line + 1}:${token.start - lineStart + 1} maps to ${found}`);
  }
  return wrong.join('\n');
}

/** Names that the emitted code uses by itself. */
const MADE = new Set(['call', 'c', 'n', 'next', 'done', 'value', 'slow', 'open', 'each', 'step', 'of', 'async', 'arguments', 'static', 'let', 'yield', 'await', 'target']);

/** The segments of a map: from `line:column` of the output to line and column of the source, all from zero. */
function decode(mappings: string): Map<string, [number, number]> {
  const places = new Map<string, [number, number]>();
  let sourceLine = 0;
  let sourceColumn = 0;
  mappings.split(';').forEach((text, line) => {
    let column = 0;
    for (const segment of text === '' ? [] : text.split(',')) {
      const numbers = vlq(segment);
      column += numbers[0]!;
      sourceLine += numbers[2]!;
      sourceColumn += numbers[3]!;
      places.set(`${line}:${column}`, [sourceLine, sourceColumn]);
    }
  });
  return places;
}

function vlq(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}
