/** What the emitted code takes from the runtime: each export of `titan:drift`, by the short name it has in bundles. */
const RUNTIME = {
  symbol: 'S',
  pending: 'P',
  state: 'D',
  hand: 'h',
  un: 'u',
  attach: 'at',
  attachGenerator: 'ag',
  attachMethods: 'am',
  runThin: 'run',
  runArrow: 'runArrow',
  notCallable: 'no',
  nativeCall: 'ca',
  oddCall: 'odd',
  construct: 'new',
  drift: 'dr',
  awaitTwin: 'aw',
  awaitDrift: 'ad',
  driven: 'drv',
  awaited: 'aws',
  inThisContext: 'th',
  template: 'tpl',
  generator: 'gen',
  delegate: 'star',
  Yielded: 'Y',
  iterate: 'it',
} as const;

type RuntimeName = keyof typeof RUNTIME;

/** Makes the names that the pass adds to a file; none of them occurs in its text. */
export class Names {
  readonly prefix: string;
  readonly #twinSuffix: string;
  readonly #used = new Set<RuntimeName>();
  #count = 0;

  /** `fixed`: whether the runtime's names must have the default prefix, since they are globals of a test. */
  constructor(source: string, fixed: boolean) {
    let prefix = '$d';
    while (!fixed && source.includes(prefix)) prefix += '_';
    this.prefix = prefix;
    let suffix = '$twin';
    while (source.includes(suffix)) suffix += '_';
    this.#twinSuffix = suffix;
  }

  /** The text by which emitted code refers to an export of the runtime. */
  runtime(name: RuntimeName): string {
    this.#used.add(name);
    return this.prefix + RUNTIME[name];
  }

  /** The temporary `kind` for calls that are nested `level` deep. Temporaries are variables of one function. */
  temporary(kind: string, level: number): string {
    return this.prefix + '_' + kind + level;
  }

  /** A name that has not been given out before. */
  fresh(kind: string): string {
    return this.prefix + '_' + kind + '_' + this.#count++;
  }

  twin(name: string): string {
    return name + this.#twinSuffix;
  }

  /** The statement that makes the names of the runtime known to the module. */
  importStatement(module: string): string {
    const names = [...this.#used].sort().map((name) => `${RUNTIME[name]} as ${this.prefix}${RUNTIME[name]}`);
    return names.length === 0 ? '' : `import{${names.join(',')}}from${JSON.stringify(module)};`;
  }
}
