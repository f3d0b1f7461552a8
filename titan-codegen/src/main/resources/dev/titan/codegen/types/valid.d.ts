// The types of schemas. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly valid: Valid;
  }

  /** A schema of `t.valid`: a Standard Schema. Immutable; each method gives another. */
  interface Schema<T> extends StandardSchema<unknown, T> {
    /** @throws ValidationError, a TypeError whose `issues` have each place and its message */
    parse(value: unknown): T;
    check(value: unknown): { value: T; issues?: undefined } | { issues: { message: string; path: PropertyKey[] }[] };
    /** JSON Schema, draft 2020-12, of what it takes. Conditions of `refine` and what `transform` makes are not in it. */
    toJSONSchema(): Readonly<Record<string, unknown>>;
    /** Undefined is fine, too. */
    optional(): Schema<T | undefined>;
    /** Null is fine, too. */
    nullable(): Schema<T | null>;
    /** Undefined becomes this value. */
    default(fallback: T): Schema<T>;
    /** A further condition. */
    refine(test: (value: T) => boolean, message?: string): this;
    /** Makes something else of what fits. */
    transform<R>(make: (value: T) => R): Schema<R>;
  }
  interface StringSchema extends Schema<string> {
    min(length: number): this;
    max(length: number): this;
    regex(pattern: RegExp, message?: string): this;
    email(): this;
    url(): this;
    uuid(): this;
    trim(): this;
  }
  interface NumberSchema extends Schema<number> {
    min(least: number): this;
    max(most: number): this;
    int(): this;
  }
  interface ArraySchema<T> extends Schema<T[]> {
    min(length: number): this;
    max(length: number): this;
  }
  type Shape = { readonly [key: string]: Schema<any> };
  type TypeOf<S> = S extends Schema<infer T> ? T : never;
  type ObjectOf<S extends Shape> = { [K in keyof S as undefined extends TypeOf<S[K]> ? never : K]: TypeOf<S[K]> } & {
    [K in keyof S as undefined extends TypeOf<S[K]> ? K : never]?: TypeOf<S[K]>;
  };

  /** Schemas for what comes from outside. */
  interface Valid {
    string(): StringSchema;
    /** A finite number. */
    number(): NumberSchema;
    boolean(): Schema<boolean>;
    /** A text that says a moment becomes a Date. */
    date(): Schema<Date>;
    /** For parameters and queries, where all is text: what the text says. */
    coerce: { number(): NumberSchema; boolean(): Schema<boolean> };
    array<T>(item: Schema<T>): ArraySchema<T>;
    /** Members that are not named are left out, or an error where `strict` is true. */
    object<const S extends Shape>(shape: S, options?: { strict?: boolean }): Schema<ObjectOf<S>>;
    enum<const V extends readonly unknown[]>(values: V): Schema<V[number]>;
    literal<const V>(value: V): Schema<V>;
    /** The first that fits. */
    union<const S extends readonly Schema<any>[]>(schemas: S): Schema<TypeOf<S[number]>>;
    any(): Schema<any>;
  }
}
