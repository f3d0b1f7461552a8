/** One mapping of a source map with a single source; lines and columns count from zero, columns in UTF-16 units. */
export interface Segment {
  line: number;
  column: number;
  sourceLine: number;
  sourceColumn: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The `mappings` field of a version 3 source map. `segments` must be in the order of the output; of several at one place the last counts. */
export function encodeMappings(segments: readonly Segment[]): string {
  const chunks: string[] = [];
  let line = 0;
  let column = 0;
  let sourceLine = 0;
  let sourceColumn = 0;
  let first = true;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    const next = segments[i + 1];
    if (next !== undefined && next.line === segment.line && next.column === segment.column) continue;
    if (segment.line > line) {
      chunks.push(';'.repeat(segment.line - line));
      line = segment.line;
      column = 0;
      first = true;
    }
    if (!first) chunks.push(',');
    first = false;
    chunks.push(
      number(segment.column - column) + 'A' + number(segment.sourceLine - sourceLine) + number(segment.sourceColumn - sourceColumn),
    );
    column = segment.column;
    sourceLine = segment.sourceLine;
    sourceColumn = segment.sourceColumn;
  }
  return chunks.join('');
}

function number(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit]!;
  } while (rest > 0);
  return text;
}
