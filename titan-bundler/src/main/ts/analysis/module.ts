import { parse, type Program } from 'acorn';

/** A place as the host wants it: line and column from 1, in UTF-16 code units, and a length. */
export type Place = [line: number, column: number, length: number];

/** A bundle, parsed once for all analyses. */
export interface Module {
  readonly code: string;
  readonly program: Program;
  place(node: { start: number; end: number }): Place;
}

/** Parses a bundle. esbuild has made it, so a syntax error means that esbuild lets something through that acorn does not know. */
export function parseModule(code: string): Module {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  let starts: number[] | undefined;
  return {
    code,
    program,
    place(node) {
      starts ??= lineStarts(code);
      const line = lineOf(starts, node.start);
      return [line + 1, node.start - starts[line] + 1, node.end - node.start];
    },
  };
}

function lineStarts(code: string): number[] {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** The index of the last start at or before an offset. */
function lineOf(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle] <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
