/** Tokens of pattern strings (https://urlpattern.spec.whatwg.org/#tokenizing). Positions count code points. */

export type TokenType = 'open' | 'close' | 'regexp' | 'name' | 'char' | 'escaped-char' | 'other-modifier' | 'asterisk' | 'end' | 'invalid-char';

export interface Token {
  readonly type: TokenType;
  readonly index: number;
  readonly value: string;
}

const START = /^[$_\p{ID_Start}]$/u;
const PART = /^[$\u200c\u200d\p{ID_Continue}]$/u;

/** https://urlpattern.spec.whatwg.org/#is-a-valid-name-code-point */
export function isNameCodePoint(codePoint: string, first: boolean): boolean {
  return (first ? START : PART).test(codePoint);
}

const isAscii = (codePoint: string): boolean => codePoint <= '\x7f';

class Tokenizer {
  readonly tokens: Token[] = [];
  readonly #input: readonly string[];
  readonly #lenient: boolean;
  #index = 0;

  constructor(input: readonly string[], lenient: boolean) {
    this.#input = input;
    this.#lenient = lenient;
  }

  run(): Token[] {
    while (this.#index < this.#input.length) this.#next(this.#input[this.#index]);
    this.#add('end', this.#index, this.#index);
    return this.tokens;
  }

  #add(type: TokenType, next: number, start: number, length = next - start): void {
    this.tokens.push({ type, index: this.#index, value: this.#input.slice(start, start + length).join('') });
    this.#index = next;
  }

  #one(type: TokenType): void {
    this.#add(type, this.#index + 1, this.#index);
  }

  #error(next: number, start: number, what: string): void {
    if (!this.#lenient) throw new TypeError(`URLPattern: ${what} at ${this.#index} of '${this.#input.join('')}'`);
    this.#add('invalid-char', next, start);
  }

  #next(codePoint: string): void {
    switch (codePoint) {
      case '*':
        return this.#one('asterisk');
      case '+':
      case '?':
        return this.#one('other-modifier');
      case '\\':
        if (this.#index === this.#input.length - 1) return this.#error(this.#index + 1, this.#index, 'nothing is escaped');
        return this.#add('escaped-char', this.#index + 2, this.#index + 1);
      case '{':
        return this.#one('open');
      case '}':
        return this.#one('close');
      case ':':
        return this.#name();
      case '(':
        return this.#regexp();
      default:
        return this.#one('char');
    }
  }

  #name(): void {
    const start = this.#index + 1;
    let at = start;
    while (at < this.#input.length && isNameCodePoint(this.#input[at], at === start)) at++;
    if (at === start) this.#error(start, this.#index, 'a name is missing');
    else this.#add('name', at, start);
  }

  #regexp(): void {
    const input = this.#input;
    const start = this.#index + 1;
    const fail = (what: string): void => this.#error(start, this.#index, what);
    let depth = 1;
    let at = start;
    while (at < input.length && depth > 0) {
      const codePoint = input[at];
      if (!isAscii(codePoint)) return fail('a regular expression must be ASCII');
      if (at === start && codePoint === '?') return fail('a regular expression must not begin with ?');
      if (codePoint === '\\') {
        if (at === input.length - 1) return fail('nothing is escaped');
        if (!isAscii(input[at + 1])) return fail('a regular expression must be ASCII');
        at += 2;
        continue;
      }
      if (codePoint === ')') depth--;
      else if (codePoint === '(') {
        depth++;
        if (at === input.length - 1) return fail('a regular expression does not end');
        if (input[at + 1] !== '?') return fail('a regular expression must not have capturing groups');
      }
      at++;
    }
    if (depth > 0) return fail('a regular expression does not end');
    if (at - start - 1 === 0) return fail('a regular expression is empty');
    this.#add('regexp', at, start, at - start - 1);
  }
}

/** @throws TypeError for what cannot be a token, unless `lenient` */
export function tokenize(input: readonly string[], lenient: boolean): Token[] {
  return new Tokenizer(input, lenient).run();
}
