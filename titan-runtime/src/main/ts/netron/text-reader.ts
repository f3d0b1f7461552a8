import { StringIndexOf, StringSlice } from 'titan:kernel';

/** A text that is read from its beginning to its end, part by part: V8 takes several times as long to split one that it has not seen before. */
export class TextReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at > this.#text.length;
  }

  /** What comes before the next separator, of one character, or the rest; the separator is passed. */
  until(separator: string): string {
    const end = StringIndexOf(this.#text, separator, this.#at);
    const part = end < 0 ? StringSlice(this.#text, this.#at) : StringSlice(this.#text, this.#at, end);
    this.#at = end < 0 ? this.#text.length + 1 : end + 1;
    return part;
  }
}
