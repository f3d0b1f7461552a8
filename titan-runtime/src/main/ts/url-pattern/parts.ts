/** Parts of pattern strings, and what is made of them (https://urlpattern.spec.whatwg.org/#parsing-patterns). */
import { isNameCodePoint, type Token, tokenize, type TokenType } from './tokens';

export interface Options {
  readonly delimiter: '' | '.' | '/';
  readonly prefix: '' | '/';
  readonly ignoreCase: boolean;
}

/** Validates a plain piece of a pattern and gives its canonical form. */
export type Encoding = (value: string) => string;

type Modifier = '' | '?' | '*' | '+';

interface Part {
  readonly type: 'fixed-text' | 'regexp' | 'segment-wildcard' | 'full-wildcard';
  readonly value: string;
  readonly modifier: Modifier;
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
}

const FULL_WILDCARD = '.*';
const segmentWildcard = (options: Options): string => `[^${escapeRegExp(options.delimiter)}]+?`;

function escapeRegExp(text: string): string {
  return text.replace(/[.+*?^${}()[\]|/\\]/g, '\\$&');
}

/** https://urlpattern.spec.whatwg.org/#escape-a-pattern-string */
export function escapePattern(text: string): string {
  return text.replace(/[+*?:{}()\\]/g, '\\$&');
}

class PatternParser {
  readonly parts: Part[] = [];
  readonly #tokens: Token[];
  readonly #encode: Encoding;
  readonly #options: Options;
  readonly #segment: string;
  #fixed = '';
  #index = 0;
  #numeric = 0;

  constructor(input: string, options: Options, encode: Encoding) {
    this.#tokens = tokenize([...input], false);
    this.#encode = encode;
    this.#options = options;
    this.#segment = segmentWildcard(options);
  }

  run(): Part[] {
    while (this.#index < this.#tokens.length) this.#next();
    return this.parts;
  }

  #take(type: TokenType): Token | null {
    const token = this.#tokens[this.#index];
    if (token.type !== type) return null;
    this.#index++;
    return token;
  }

  #takeMatcher(name: Token | null): Token | null {
    return this.#take('regexp') ?? (name === null ? this.#take('asterisk') : null);
  }

  #takeModifier(): Modifier {
    return ((this.#take('other-modifier') ?? this.#take('asterisk'))?.value ?? '') as Modifier;
  }

  #require(type: TokenType): void {
    if (this.#take(type) === null) {
      const { index, type: found } = this.#tokens[this.#index];
      throw new TypeError(`URLPattern: expected ${type}, not ${found}, at ${index} of the pattern`);
    }
  }

  #text(): string {
    let text = '';
    for (;;) {
      const token = this.#take('char') ?? this.#take('escaped-char');
      if (token === null) return text;
      text += token.value;
    }
  }

  #next(): void {
    const char = this.#take('char');
    const name = this.#take('name');
    const matcher = this.#takeMatcher(name);
    if (name !== null || matcher !== null) {
      let prefix = char?.value ?? '';
      if (prefix !== '' && prefix !== this.#options.prefix) {
        this.#fixed += prefix;
        prefix = '';
      }
      this.#addFixed();
      this.#add(prefix, name, matcher, '', this.#takeModifier());
      return;
    }
    const fixed = char ?? this.#take('escaped-char');
    if (fixed !== null) {
      this.#fixed += fixed.value;
      return;
    }
    if (this.#take('open') !== null) {
      const prefix = this.#text();
      const inner = this.#take('name');
      const innerMatcher = this.#takeMatcher(inner);
      const suffix = this.#text();
      this.#require('close');
      this.#add(prefix, inner, innerMatcher, suffix, this.#takeModifier());
      return;
    }
    this.#addFixed();
    this.#require('end');
  }

  #addFixed(): void {
    if (this.#fixed === '') return;
    const value = this.#encode(this.#fixed);
    this.#fixed = '';
    this.#push({ type: 'fixed-text', value, modifier: '', name: '', prefix: '', suffix: '' });
  }

  #push(part: Part): void {
    this.parts.push(part);
  }

  #add(prefix: string, nameToken: Token | null, matcher: Token | null, suffix: string, modifier: Modifier): void {
    if (nameToken === null && matcher === null && modifier === '') {
      this.#fixed += prefix;
      return;
    }
    this.#addFixed();
    if (nameToken === null && matcher === null) {
      if (prefix !== '') this.#push({ type: 'fixed-text', value: this.#encode(prefix), modifier, name: '', prefix: '', suffix: '' });
      return;
    }
    let value = matcher === null ? this.#segment : matcher.type === 'asterisk' ? FULL_WILDCARD : matcher.value;
    let type: Part['type'] = 'regexp';
    if (value === this.#segment) type = 'segment-wildcard';
    else if (value === FULL_WILDCARD) type = 'full-wildcard';
    if (type !== 'regexp') value = '';
    const name = nameToken === null ? String(this.#numeric++) : nameToken.value;
    if (this.parts.some((part) => part.name === name)) throw new TypeError(`URLPattern: two groups are named '${name}'`);
    this.#push({ type, value, modifier, name, prefix: this.#encode(prefix), suffix: this.#encode(suffix) });
  }
}

/** https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list */
function toRegExp(parts: readonly Part[], options: Options): { source: string; names: string[] } {
  const names: string[] = [];
  let source = '^';
  for (const { type, value, modifier, name, prefix, suffix } of parts) {
    if (type === 'fixed-text') {
      source += modifier === '' ? escapeRegExp(value) : `(?:${escapeRegExp(value)})${modifier}`;
      continue;
    }
    names.push(name);
    const matcher = type === 'segment-wildcard' ? segmentWildcard(options) : type === 'full-wildcard' ? FULL_WILDCARD : value;
    const repeats = modifier === '*' || modifier === '+';
    const [before, after] = [escapeRegExp(prefix), escapeRegExp(suffix)];
    if (prefix === '' && suffix === '') source += repeats ? `((?:${matcher})${modifier})` : `(${matcher})${modifier}`;
    else if (!repeats) source += `(?:${before}(${matcher})${after})${modifier}`;
    else source += `(?:${before}((?:${matcher})(?:${after}${before}(?:${matcher}))*)${after})${modifier === '*' ? '?' : ''}`;
  }
  return { source: `${source}$`, names };
}

const first = (text: string): string => [...text][0] ?? '';
const isDigit = (character: string): boolean => character >= '0' && character <= '9' && character !== '';

/** Whether what follows a named group would be read as part of its name. */
function runsOn(next: Part): boolean {
  return next.type === 'fixed-text' ? isNameCodePoint(first(next.value), false) : isDigit(first(next.name));
}

/** https://urlpattern.spec.whatwg.org/#generate-a-pattern-string */
function toPattern(parts: readonly Part[], options: Options): string {
  let result = '';
  parts.forEach((part, index) => {
    const { type, value, modifier, name, prefix, suffix } = part;
    if (type === 'fixed-text') {
      result += modifier === '' ? escapePattern(value) : `{${escapePattern(value)}}${modifier}`;
      return;
    }
    const previous = parts[index - 1];
    const next = parts[index + 1];
    const custom = !isDigit(first(name));
    let groups = suffix !== '' || (prefix !== '' && prefix !== options.prefix);
    if (!groups && custom && type === 'segment-wildcard' && modifier === '' && next !== undefined && next.prefix === '' && next.suffix === '') groups = runsOn(next);
    if (!groups && prefix === '' && previous?.type === 'fixed-text' && options.prefix !== '' && previous.value.endsWith(options.prefix)) groups = true;
    let text = escapePattern(prefix);
    if (custom) text += `:${name}`;
    if (type === 'regexp') text += `(${value})`;
    else if (type === 'segment-wildcard' && !custom) text += `(${segmentWildcard(options)})`;
    else if (type === 'full-wildcard') {
      const plain = !custom && (previous === undefined || previous.type === 'fixed-text' || previous.modifier !== '' || groups || prefix !== '');
      text += plain ? '*' : `(${FULL_WILDCARD})`;
    }
    if (type === 'segment-wildcard' && custom && suffix !== '' && isNameCodePoint(first(suffix), false)) text += '\\';
    text += escapePattern(suffix);
    result += (groups ? `{${text}}` : text) + modifier;
  });
  return result;
}

/** A pattern for one part of a URL. */
export interface Component {
  readonly pattern: string;
  readonly names: readonly string[];
  readonly hasRegExpGroups: boolean;
  match(input: string): RegExpExecArray | null;
}

/**
 * https://urlpattern.spec.whatwg.org/#compile-a-component
 *
 * @throws TypeError for what is no pattern
 */
export function compile(input: string, encode: Encoding, options: Options): Component {
  const parts = new PatternParser(input, options, encode).run();
  const { source, names } = toRegExp(parts, options);
  let regexp: RegExp;
  try {
    regexp = new RegExp(source, options.ignoreCase ? 'vi' : 'v');
  } catch (e) {
    throw new TypeError(`URLPattern: '${input}' is not a pattern: ${(e as Error).message}`);
  }
  return {
    pattern: toPattern(parts, options),
    names,
    hasRegExpGroups: parts.some((part) => part.type === 'regexp'),
    match: (text) => regexp.exec(text),
  };
}
