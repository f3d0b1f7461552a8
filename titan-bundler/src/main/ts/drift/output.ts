import { encodeMappings, type Segment } from './mappings';

/** A part of the output: synthetic text, a range of the input, or a mark that maps what follows to a place of the input. */
type Piece = { text: string } | { start: number; end: number } | { at: number };

/** A place in the output whose text is decided after what follows it has been written. */
interface Slot {
  text: string;
}

/**
 * Builds the output text of the pass together with its source map.
 *
 * Text copied from the input is mapped token by token, so that each identifier maps to itself however often it is copied.
 * Synthetic text belongs to the nearest mark or token before it.
 */
export class Output {
  readonly #source: string;
  readonly #tokens: Int32Array;
  readonly #pieces: Piece[] = [];

  /** `tokens`: the offsets at which the tokens of `source` start, ascending. */
  constructor(source: string, tokens: Int32Array) {
    this.#source = source;
    this.#tokens = tokens;
  }

  add(text: string): void {
    this.#pieces.push({ text });
  }

  /** Adds a name of the author's in a place where the source does not have it; it stands at the offset `at` there. */
  word(text: string, at: number): void {
    this.mark(at);
    this.add(text);
  }

  slot(): Slot {
    const slot = { text: '' };
    this.#pieces.push(slot);
    return slot;
  }

  copy(start: number, end: number): void {
    if (end > start) this.#pieces.push({ start, end });
  }

  /** Maps the synthetic text that follows to the offset `at` of the input. */
  mark(at: number): void {
    this.#pieces.push({ at });
  }

  /** The whole text and its mappings (version 3, one source, no names). */
  finish(): { code: string; mappings: string } {
    const chunks: string[] = [];
    const segments: Segment[] = [];
    const lines = lineStarts(this.#source);
    const cursor: Cursor = { line: 0, column: 0 };
    const segment = (offset: number, line: number, column: number) => {
      const sourceLine = lineOf(lines, offset);
      segments.push({ line, column, sourceLine, sourceColumn: offset - lines[sourceLine]! });
    };
    for (const piece of this.#pieces) {
      if ('at' in piece) {
        segment(piece.at, cursor.line, cursor.column);
      } else if ('text' in piece) {
        chunks.push(piece.text);
        advance(cursor, piece.text);
      } else {
        let from = piece.start;
        for (let t = firstAtLeast(this.#tokens, from); t < this.#tokens.length && this.#tokens[t]! < piece.end; t++) {
          advanceInput(cursor, lines, from, this.#tokens[t]!);
          from = this.#tokens[t]!;
          segment(from, cursor.line, cursor.column);
        }
        advanceInput(cursor, lines, from, piece.end);
        chunks.push(this.#source.slice(piece.start, piece.end));
      }
    }
    return { code: chunks.join(''), mappings: encodeMappings(segments) };
  }
}

interface Cursor {
  line: number;
  column: number;
}

function advance(cursor: Cursor, text: string): void {
  let lineStart = -1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    cursor.line++;
    lineStart = at + 1;
  }
  cursor.column = lineStart < 0 ? cursor.column + text.length : text.length - lineStart;
}

/** As `advance` over a range of the input, without looking at its text: a minified input is one line of megabytes. */
function advanceInput(cursor: Cursor, lines: Int32Array, start: number, end: number): void {
  const from = lineOf(lines, start);
  const to = lineOf(lines, end);
  cursor.line += to - from;
  cursor.column = to === from ? cursor.column + (end - start) : end - lines[to]!;
}

/** The offset at which each line of `text` starts. Lines end at LF alone, as in source maps. */
export function lineStarts(text: string): Int32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}

/** The zero-based line on which `offset` lies. */
export function lineOf(starts: Int32Array, offset: number): number {
  return firstAtLeast(starts, offset + 1) - 1;
}

function firstAtLeast(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
