import { StringIndexOf, StringSlice, StringSplit } from '../kernel/primordials';
import type { Kind } from './body';

/**
 * What the host tells of an invocation: number, target, kind of the body, method, path, query and parameter values, a line each. One text crosses the border faster than its parts;
 * those that only some actions read are looked for when they are read.
 */
export class Head {
  readonly number: number;
  /** What its route runs. */
  readonly target: number;
  readonly kind: Kind;
  readonly method: string;
  readonly #rest: string;
  #lines: string[] | undefined;

  constructor(text: string) {
    const target = StringIndexOf(text, '\n') + 1;
    const kind = StringIndexOf(text, '\n', target) + 1;
    const method = kind + 2;
    const path = StringIndexOf(text, '\n', method) + 1;
    this.number = +StringSlice(text, 0, target - 1);
    this.target = +StringSlice(text, target, kind - 1);
    this.kind = +text[kind] as Kind;
    this.method = StringSlice(text, method, path - 1);
    this.#rest = StringSlice(text, path);
  }

  /** Percent-encoded. */
  get path(): string {
    return this.#line(0);
  }
  /** Percent-encoded, empty where there is none. */
  get query(): string {
    return this.#line(1);
  }
  /** The value of the route's parameter at an index, percent-encoded. */
  parameter(index: number): string {
    return this.#line(2 + index);
  }

  #line(index: number): string {
    return (this.#lines ??= StringSplit(this.#rest, '\n'))[index];
  }
}
