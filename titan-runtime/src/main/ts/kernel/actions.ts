import { isThenable, WeakMapGet, WeakMapSet } from './primordials';

/** The interface of the Standard Schema specification (https://standardschema.dev), version 1, as far as it is used. */
export interface StandardSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => SchemaResult | Promise<SchemaResult>;
  };
}
export type SchemaResult = { value: unknown; issues?: undefined } | { issues: readonly SchemaIssue[] };
interface SchemaIssue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  code?: unknown;
}

export function isSchema(value: unknown): value is StandardSchema {
  return typeof (value as StandardSchema | null | undefined)?.['~standard']?.validate === 'function';
}

export interface ActionOptions {
  methods?: readonly string[];
  params?: StandardSchema;
  query?: StandardSchema;
  body?: StandardSchema;
}

type Action = (request: unknown) => unknown;

const declared = new WeakMap<Action, ActionOptions>();
const OPTIONS = ['methods', 'params', 'query', 'body'];
const SCHEMAS = ['params', 'query', 'body'] as const;

/**
 * Declares an action: `defineAction(fn)` or `defineAction({ methods, params, query, body }, fn)`. Returns the function itself.
 *
 * @throws TypeError when the arguments are something else
 */
export function defineAction(first: ActionOptions | Action, second?: Action): Action {
  const action = second ?? (first as Action);
  if (typeof action !== 'function') {
    throw new TypeError(`defineAction: expected a function, not ${action === null ? 'null' : typeof action}`);
  }
  if (second !== undefined) {
    if (typeof first !== 'object' || first === null) throw new TypeError('defineAction: expected an object of options before the function');
    for (const key of Object.keys(first)) {
      if (!OPTIONS.includes(key)) throw new TypeError(`defineAction: unknown option '${key}'; known are ${OPTIONS.join(', ')}`);
    }
    for (const key of SCHEMAS) {
      const schema = (first as ActionOptions)[key];
      if (schema !== undefined && !isSchema(schema)) {
        throw new TypeError(`defineAction: '${key}' is not a Standard Schema (zod, valibot, arktype, … make them)`);
      }
    }
    WeakMapSet(declared, action, first as ActionOptions);
  }
  return action;
}

export function optionsOf(action: Action): ActionOptions | undefined {
  return WeakMapGet(declared, action);
}

/** One thing wrong with what was sent. */
interface FieldError {
  in: string;
  path: string;
  message: string;
  code?: string;
}

interface Validated {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Validates what an action declares schemas for, and puts what the schemas made of it in place.
 *
 * @returns what is wrong, empty if nothing is; a promise of it when a schema is asynchronous
 */
export function validate(options: ActionOptions, request: Validated): FieldError[] | Promise<FieldError[]> {
  const errors: FieldError[] = [];
  let pending: Promise<unknown> | undefined;
  for (const part of SCHEMAS) {
    const schema = options[part];
    if (schema === undefined) continue;
    const take = (result: SchemaResult): void => {
      if (result.issues === undefined) request[part] = result.value;
      else for (const issue of result.issues) errors.push(describe(part, issue));
    };
    const value = request[part];
    const result = schema['~standard'].validate(part === 'body' ? value : { ...(value as object) });
    if (isThenable(result)) {
      const one = Promise.resolve(result as Promise<SchemaResult>).then(take);
      pending = pending === undefined ? one : Promise.all([pending, one]);
    } else {
      take(result as SchemaResult);
    }
  }
  return pending === undefined ? errors : pending.then(() => errors);
}

/** The path of an issue as messages have it: `items.0.price`. */
export function pathOf(issue: SchemaIssue): string {
  return (issue.path ?? []).map((key) => String(typeof key === 'object' ? key.key : key)).join('.');
}

function describe(part: string, issue: SchemaIssue): FieldError {
  const error: FieldError = { in: part, path: pathOf(issue), message: issue.message };
  if (typeof issue.code === 'string') error.code = issue.code;
  return error;
}
