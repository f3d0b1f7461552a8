import { randomOf } from './harness';

/**
 * Writes a program out of a grammar, the same for the same seed. Those of odd seeds have state that two runs at a time would
 * share. Programs end: loops are counted, and functions call only
 * functions that were declared before them. They note what they do by `log`, drift at every kind of place, and some throw.
 */
export function program(seed: number): string {
  return new Writer(seed).program(seed % 2 === 0);
}

interface Scope {
  readonly variables: string[];
  readonly labels: string[];
  readonly loop: boolean;
  readonly generator: boolean;
  readonly async: boolean;
  readonly method: boolean;
}

interface Callable {
  readonly text: string;
  readonly parameters: number;
}

class Writer {
  readonly #random: () => number;
  readonly #callables: Callable[] = [];
  readonly #generators: string[] = [];
  readonly #classes: string[] = [];
  #names = 0;
  /** How much may still be written; below zero only the shortest forms are. */
  #budget = 260;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  /** The declarations lie at module level, whose state the runs share, or all in the one function (`nested`). */
  program(nested: boolean): string {
    const parts: string[] = ['let total = 0;'];
    for (let i = 2 + this.#below(4); i > 0; i--) parts.push(this.#declaration());
    const scope: Scope = { variables: ['total'], labels: [], loop: false, generator: false, async: false, method: false };
    this.#budget = 120;
    const body = `${this.#block(scope, 5)}return [total, ${this.#expression(scope, 2)}];\n}`;
    if (nested) return `export default function main(log) {\n${parts.join('\n')}\n${body}`;
    return `${parts.join('\n')}\nexport default function main(log) {\n${body}`;
  }

  #declaration(): string {
    switch (this.#below(6)) {
      case 0: return this.#generator();
      case 1: return this.#class();
      default: return this.#function();
    }
  }

  #function(): string {
    const name = this.#name('f');
    const { text, names } = this.#parameters();
    const scope: Scope = { variables: ['total', ...names], labels: [], loop: false, generator: false, async: false, method: false };
    const body = this.#block(scope, 4);
    const result = this.#expression(scope, 2);
    this.#callables.push({ text: name, parameters: names.length });
    switch (this.#below(3)) {
      case 0: return `const ${name} = (log, ${text}) => {\n${body}return ${result};\n};`;
      case 1: return `const ${name} = function inner(log, ${text}) {\n${body}return ${result};\n};`;
      default: return `function ${name}(log, ${text}) {\n${body}return ${result};\n}`;
    }
  }

  #generator(): string {
    const name = this.#name('g');
    const { text, names } = this.#parameters();
    const scope: Scope = { variables: ['total', ...names], labels: [], loop: false, generator: true, async: false, method: false };
    const body = this.#block(scope, 4);
    this.#generators.push(name);
    return `function* ${name}(log, ${text}) {\n${body}yield ${this.#expression(scope, 1)};\n}`;
  }

  #class(): string {
    const name = this.#name('C');
    const parent = this.#classes.length > 0 && this.#chance(0.5) ? this.#pick(this.#classes) : undefined;
    const scope: Scope = { variables: ['total', 'x', 'this.k'], labels: [], loop: false, generator: false, async: false, method: true };
    const body = this.#block(scope, 3);
    const up = parent ? `log(super.m(log, x));` : '';
    const helper = this.#expression(scope, 1);
    const text =
      `class ${name}${parent ? ` extends ${parent}` : ''} {\nk = ${this.#below(9)};\n#p(log, x) {\nreturn ${helper};\n}\n` +
      `m(log, x = ${this.#drift(String(this.#below(9)))}) {\n${up}${body}this.k += 1;\nreturn this.#p(log, ${this.#expression(scope, 1)});\n}\n` +
      `static s(log, x) {\nreturn new this().m(log, x);\n}\n}`;
    this.#classes.push(name);
    this.#callables.push({ text: `new ${name}().m`, parameters: 1 }, { text: `${name}.s`, parameters: 1 });
    return text;
  }

  #parameters(): { text: string; names: string[] } {
    const names: string[] = [];
    const parts: string[] = [];
    for (let i = 1 + this.#below(3); i > 0; i--) {
      const name = this.#name('p');
      const scope: Scope = { variables: ['total', ...names], labels: [], loop: false, generator: false, async: false, method: false };
      parts.push(this.#chance(0.3) ? `${name} = ${this.#expression(scope, 1)}` : name);
      names.push(name);
    }
    return { text: parts.join(', '), names };
  }

  #block(scope: Scope, depth: number): string {
    const inner: Scope = { ...scope, variables: [...scope.variables] };
    let text = '';
    for (let i = 1 + this.#below(3); i > 0; i--) text += this.#statement(inner, depth) + '\n';
    return text;
  }

  #statement(scope: Scope, depth: number): string {
    this.#budget--;
    const e = () => this.#expression(scope, 2);
    if (depth <= 0 || this.#budget < 0) return `log(${this.#expression(scope, 1)});`;
    const deeper = (changes: Partial<Scope> = {}) => `{\n${this.#block({ ...scope, ...changes }, depth - 1)}}`;
    switch (this.#below(17)) {
      case 0:
        return `total += ${e()};`;
      case 1: {
        const value = e();
        const name = this.#name('v');
        scope.variables.push(name);
        return `${this.#chance(0.2) ? 'var' : 'let'} ${name} = ${value};`;
      }
      case 2:
        return `if (${e()}) ${deeper()} else ${deeper()}`;
      case 3: {
        const i = this.#name('i');
        return `for (let ${i} = 0; ${i} < ${this.#drift(String(1 + this.#below(3)))}; ${i}++) ${deeper({ loop: true, variables: [...scope.variables, i] })}`;
      }
      case 4: {
        const x = this.#name('x');
        const label = this.#name('l');
        return `${label}: for (const ${x} of ${this.#list(scope)}) ${deeper({ loop: true, labels: [...scope.labels, label], variables: [...scope.variables, x] })}`;
      }
      case 5:
      case 6: {
        const error = this.#name('e');
        const last = this.#chance(0.5) ? ` finally ${deeper()}` : '';
        return `try ${deeper()} catch (${error}) {\nlog(${error});\n${this.#statement(scope, depth - 1)}\n}${last}`;
      }
      case 7:
        return `switch (${e()}) {\ncase ${e()}:\n${this.#block(scope, depth - 1)}case 1:\n${this.#block(scope, depth - 1)}${scope.loop ? '' : 'break;\n'}default:\n${this.#block(scope, depth - 1)}}`;
      case 8:
        if (scope.labels.length > 0) return `if (${e()}) ${this.#pick(['break', 'continue'])} ${this.#pick(scope.labels)};`;
        return scope.loop ? `if (${e()}) ${this.#pick(['break', 'continue'])};` : `log(${e()});`;
      case 9: {
        const a = this.#name('d');
        const b = this.#name('d');
        const text = `let [${a}, ${b} = ${e()}] = ${this.#list(scope)};`;
        scope.variables.push(a, b);
        return text;
      }
      case 10: {
        const a = this.#name('o');
        const text = `let { k: ${a} = ${e()} } = { [${this.#pick(['"k"', this.#drift('"k"'), '"z"'])}]: ${e()} };`;
        scope.variables.push(a);
        return text;
      }
      case 11:
        return `if (${e()} === ${this.#below(3)}) throw new Error("t" + ${this.#below(9)});`;
      case 12:
        return scope.generator ? `log(yield ${e()});` : `if (${e()} === ${this.#below(4)}) return ${e()};`;
      case 13: {
        const a = this.#name('a');
        const text = `const ${a} = [${e()}, ${e()}];\nlet ${a}i = 0;\n${a}[${a}i++] ${this.#pick(['=', '+=', '??='])} ${e()};\nlog(${a});`;
        return text;
      }
      case 14:
        if (this.#generators.length > 0) {
          const x = this.#name('x');
          const loop = `for (const ${x} of ${this.#pick(this.#generators)}(log, ${e()})) ${deeper({ loop: true, variables: [...scope.variables, x] })}`;
          return scope.generator && this.#chance(0.3) ? `yield* ${this.#pick(this.#generators)}(log, ${e()});` : loop;
        }
        return `log(${e()});`;
      case 15: {
        const f = this.#name('h');
        const x = this.#name('x');
        const body = this.#expression({ ...scope, generator: false, variables: [...scope.variables, x] }, 2);
        return `const ${f} = (${x}) => ${body};\nlog(${f}(${e()}) + ${f}(${e()}));`;
      }
      default:
        return `log(${e()});`;
    }
  }

  #list(scope: Scope): string {
    const elements = Array.from({ length: 1 + this.#below(3) }, () => this.#expression(scope, 1)).join(', ');
    return this.#pick([`[${elements}]`, this.#drift(`[${elements}]`), `new Set([${elements}])`, `[${elements}].map((x) => ${this.#drift('x')})`]);
  }

  #expression(scope: Scope, depth: number): string {
    this.#budget--;
    if (depth <= 0 || this.#budget < -100) return this.#chance(0.5) ? String(this.#below(5)) : this.#pick(scope.variables);
    const e = () => this.#expression(scope, depth - 1);
    const plain: Scope = { ...scope, generator: false };
    const inCallback = () => this.#expression({ ...plain, variables: [...scope.variables, 'y'] }, depth - 1);
    switch (this.#below(20)) {
      case 0: case 1: case 2: case 3:
        return this.#drift(e());
      case 4:
        return `((${e()}) ${this.#pick(['+', '-', '*', '===', '<', ',', '&&', '||', '??'])} (${e()}))`;
      case 5:
        return `(${e()} ? ${e()} : ${e()})`;
      case 6:
        return `(total = ${e()})`;
      case 7: case 8: case 9:
        if (this.#callables.length === 0) return this.#drift(e());
        return this.#call(this.#pick(this.#callables), e);
      case 10:
        return `\`<\${${e()}}|\${${e()}}>\`.length`;
      case 11:
        return `[${e()}, ${e()}].${this.#pick(['map', 'filter', 'flatMap'])}((y) => ${inCallback()}).length`;
      case 12:
        return `[${e()}, ${e()}, ${e()}].reduce((a, y) => a + ${inCallback()}, 0)`;
      case 13:
        return `[3, Number(${e()}) || 0, 1].sort((a, y) => ${this.#drift('a - y')})[0]`;
      case 14:
        return `({ a: ${e()}, f: (y) => ${inCallback()} })?.${this.#pick(['f', 'missing?.', 'f?.'])}(${e()})`;
      case 15:
        return `((log("seq"), ${e()}), ${e()})`;
      case 16:
        return `(function (q, r = ${e()}) { return q + r + arguments.length; })(${e()})`;
      case 17:
        return `((...rest) => rest.length + ${e()})(${e()}, ...[${e()}])`;
      case 18:
        return `(() => { try { return ${this.#expression(plain, depth - 1)}; } finally { log("f"); } })()`;
      default:
        return this.#chance(0.1) ? `drift(fail(new Error("r")))` : `drift([op(${e()}), ${e()}])[0]`;
    }
  }

  #call(callable: Callable, e: () => string): string {
    const list = Array.from({ length: this.#below(callable.parameters + 1) }, e);
    const args = ['log', ...list].join(', ');
    if (callable.text.startsWith('new ')) return `${callable.text}(${args})`;
    return this.#pick([`${callable.text}(${args})`, `${callable.text}?.(${args})`, `(0, ${callable.text})(${args})`].slice(0, callable.text.includes('.') ? 2 : 3).concat(callable.text.includes('.') ? [] : [`${callable.text}.call(null, ${args})`]));
  }

  #drift(value: string): string {
    return `drift(op(${value}))`;
  }

  #name(kind: string): string {
    return kind + ++this.#names;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(odds: number): boolean {
    return this.#random() < odds;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }
}
