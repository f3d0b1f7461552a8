/** What all schemas of `t.valid` have in common. They are Standard Schemas (https://standardschema.dev), version 1, and immutable: every method gives another. */

export interface Issue {
  message: string;
  path: PropertyKey[];
}
export type Result = { value: unknown } | { issues: Issue[] };

/** Looks at a value and gives what becomes of it. */
export type Look = (value: unknown) => Result;

export const fail = (message: string, path: PropertyKey[] = []): Result => ({ issues: [{ message, path }] });
export const isFailed = (result: Result): result is { issues: Issue[] } => 'issues' in result;

/** What a value is, in a message. */
export function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** A value that does not fit. `issues` has each place with its message. */
export class ValidationError extends TypeError {
  readonly issues: Issue[];

  constructor(issues: Issue[]) {
    super(issues.map(({ message, path }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`)).join('; '));
    this.issues = issues;
  }
  override get name(): string {
    return 'ValidationError';
  }
}

/** JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12/json-schema-core), of what a schema takes. */
export type Described = Readonly<Record<string, unknown>>;

export class Schema {
  readonly #look: Look;
  readonly #described: Described;
  /** Whether undefined fits, so that a member of an object may be missing. */
  readonly mayMiss: boolean;

  /** @param described of what it takes, as far as JSON Schema can say it */
  constructor(look: Look, described: Described = {}, mayMiss = false) {
    this.#look = look;
    this.#described = described;
    this.mayMiss = mayMiss;
  }
  /** What becomes of a value, or what is wrong with it. */
  check(value: unknown): Result {
    return this.#look(value);
  }
  /** @throws ValidationError when the value does not fit */
  parse(value: unknown): unknown {
    const result = this.check(value);
    if (isFailed(result)) throw new ValidationError(result.issues);
    return result.value;
  }
  /** JSON Schema of what it takes. */
  toJSONSchema(): Described {
    return this.#described;
  }
  /** With what https://standardschema.dev/json-schema asks for. */
  get '~standard'(): object {
    const described = (): Described => this.#described;
    return { version: 1, vendor: 'titan', validate: (value: unknown) => this.check(value), jsonSchema: { input: described, output: described } };
  }

  /** The same kind of schema with a further look at what has passed so far. */
  protected also(look: Look, described: Described = {}): this {
    const type = this.constructor as new (look: Look, described: Described, mayMiss: boolean) => this;
    return new type(
      (value) => {
        const result = this.check(value);
        return isFailed(result) ? result : look(result.value);
      },
      { ...this.#described, ...described },
      this.mayMiss,
    );
  }
  /** Undefined is fine, too. */
  optional(): Schema {
    return new Schema((value) => (value === undefined ? { value } : this.check(value)), this.#described, true);
  }
  /** Null is fine, too. */
  nullable(): Schema {
    return new Schema((value) => (value === null ? { value } : this.check(value)), { anyOf: [this.#described, { type: 'null' }] }, this.mayMiss);
  }
  /** Undefined becomes this value. */
  default(fallback: unknown): Schema {
    return new Schema((value) => (value === undefined ? { value: fallback } : this.check(value)), { ...this.#described, default: fallback }, true);
  }
  /** A further condition. */
  refine(test: (value: never) => boolean, message = 'is not valid'): this {
    return this.also((value) => (test(value as never) ? { value } : fail(message)));
  }
  /** Makes something else of what fits. */
  transform(make: (value: never) => unknown): Schema {
    const look = (value: unknown): Result => {
      const result = this.check(value);
      return isFailed(result) ? result : { value: make(result.value as never) };
    };
    return new Schema(look, this.#described, this.mayMiss);
  }
}
