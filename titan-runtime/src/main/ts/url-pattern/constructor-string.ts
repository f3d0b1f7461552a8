/** Pattern strings of whole URLs (https://urlpattern.spec.whatwg.org/#constructor-string-parsing). */
import * as canonical from './canonical';
import type { Init, Name } from './init';
import { compile, type Component } from './parts';
import { type Token, tokenize } from './tokens';

type State = 'init' | 'authority' | 'done' | Name;

/** The states in the order in which a URL has them. */
const ORDER: readonly State[] = ['protocol', 'authority', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const before = (state: State, other: State): boolean => ORDER.indexOf(state) >= 0 && ORDER.indexOf(state) < ORDER.indexOf(other);

/** https://urlpattern.spec.whatwg.org/#protocol-component-matches-a-special-scheme */
export function matchesSpecial(protocol: Component): boolean {
  return Object.keys(canonical.SPECIAL).some((scheme) => protocol.match(scheme) !== null);
}

export const PLAIN = { delimiter: '', prefix: '', ignoreCase: false } as const;

class ConstructorStringParser {
  readonly #input: readonly string[];
  readonly #tokens: readonly Token[];
  readonly #result: Init = {};
  #start = 0;
  #index = 0;
  #increment = 1;
  #groups = 0;
  #brackets = 0;
  #special = false;
  #state: State = 'init';

  constructor(input: string) {
    this.#input = [...input];
    this.#tokens = tokenize(this.#input, true);
  }

  run(): Init {
    for (; this.#index < this.#tokens.length; this.#index += this.#increment) {
      this.#increment = 1;
      const { type } = this.#tokens[this.#index];
      if (type === 'end') {
        if (!this.#end()) break;
      } else if (type === 'open') {
        this.#groups++;
      } else if (this.#groups > 0 && type !== 'close') {
        continue;
      } else {
        if (this.#groups > 0) this.#groups--;
        this.#step();
      }
    }
    if (this.#result.hostname !== undefined && this.#result.port === undefined) this.#result.port = '';
    return this.#result;
  }

  /** @returns whether there is more to do: it is read again, now that it is known how it begins */
  #end(): boolean {
    if (this.#state === 'init') {
      this.#rewind();
      if (this.#is('#')) this.#change('hash', 1);
      else if (this.#isSearch()) this.#change('search', 1);
      else this.#change('pathname', 0);
      return true;
    }
    if (this.#state === 'authority') {
      this.#rewind('hostname');
      return true;
    }
    this.#change('done', 0);
    return false;
  }

  #step(): void {
    switch (this.#state) {
      case 'init':
        if (this.#is(':')) this.#rewind('protocol');
        return;
      case 'protocol':
        if (this.#is(':')) this.#protocolEnds();
        return;
      case 'authority':
        if (this.#is('@')) this.#rewind('username');
        else if (this.#is('/') || this.#isSearch() || this.#is('#')) this.#rewind('hostname');
        return;
      case 'username':
        if (this.#is(':')) this.#change('password', 1);
        else if (this.#is('@')) this.#change('hostname', 1);
        return;
      case 'password':
        if (this.#is('@')) this.#change('hostname', 1);
        return;
      case 'hostname':
        if (this.#is('[')) this.#brackets++;
        else if (this.#is(']')) this.#brackets--;
        else if (this.#is(':') && this.#brackets === 0) this.#change('port', 1);
        else this.#pathBegins();
        return;
      case 'port':
        this.#pathBegins();
        return;
      case 'pathname':
        if (this.#isSearch()) this.#change('search', 1);
        else if (this.#is('#')) this.#change('hash', 1);
        return;
      case 'search':
        if (this.#is('#')) this.#change('hash', 1);
        return;
    }
  }

  #pathBegins(): void {
    if (this.#is('/')) this.#change('pathname', 0);
    else if (this.#isSearch()) this.#change('search', 1);
    else if (this.#is('#')) this.#change('hash', 1);
  }

  #protocolEnds(): void {
    this.#special = matchesSpecial(compile(this.#component(), canonical.protocol, PLAIN));
    if (this.#is('/', 1) && this.#is('/', 2)) this.#change('authority', 3);
    else this.#change(this.#special ? 'authority' : 'pathname', 1);
  }

  #change(state: State, skip: number): void {
    const old = this.#state;
    const result = this.#result;
    if (old !== 'init' && old !== 'authority' && old !== 'done') result[old] = this.#component();
    if (old !== 'init' && state !== 'done') {
      if (before(old, 'hostname') && before('hostname', state)) result.hostname ??= '';
      if (before(old, 'pathname') && before('pathname', state)) result.pathname ??= this.#special ? '/' : '';
      if (before(old, 'search') && before('search', state)) result.search ??= '';
    }
    this.#state = state;
    this.#index += skip;
    this.#start = this.#index;
    this.#increment = 0;
  }

  #rewind(state = this.#state): void {
    this.#index = this.#start;
    this.#increment = 0;
    this.#state = state;
  }

  #token(index: number): Token {
    return this.#tokens[Math.min(index, this.#tokens.length - 1)];
  }

  /** Whether a token is this character, without a meaning in patterns. */
  #is(value: string, ahead = 0): boolean {
    const token = this.#token(this.#index + ahead);
    return token.value === value && (token.type === 'char' || token.type === 'escaped-char' || token.type === 'invalid-char');
  }

  /** A question mark that is no modifier of what stands before it. */
  #isSearch(): boolean {
    if (this.#is('?')) return true;
    if (this.#token(this.#index).value !== '?') return false;
    if (this.#index === 0) return true;
    const { type } = this.#token(this.#index - 1);
    return type !== 'name' && type !== 'regexp' && type !== 'close' && type !== 'asterisk';
  }

  #component(): string {
    return this.#input.slice(this.#token(this.#start).index, this.#token(this.#index).index).join('');
  }
}

/** @throws TypeError when its protocol is no pattern */
export function parseConstructorString(input: string): Init {
  return new ConstructorStringParser(input).run();
}
