/** What decorators have noted of classes, until a container reads it. Kept beside the classes, not on them: a class with decorators is the author's own. */
import type { StandardSchema } from '../kernel/actions';
import { MapGet, MapSet, WeakMapGet, WeakMapSet } from '../kernel/primordials';

export type Class = abstract new (...args: never[]) => object;

/** How long an instance lives: as long as its container, for one injection, for one invocation. */
export type Scope = 'singleton' | 'transient' | 'request';
export const SCOPES: readonly Scope[] = ['singleton', 'transient', 'request'];

/** The phases of a container's life in which its providers are called. */
export type Phase = 'onInit' | 'onStart' | 'onStop' | 'onDestroy';

/** What stands before one parameter. */
export interface Parameter {
  token?: unknown;
  optional?: boolean;
  schema?: StandardSchema;
}

/** What stands before one method. */
export interface Method {
  open: boolean;
  parameters: Parameter[];
  input?: StandardSchema;
  output?: StandardSchema;
  auth?: AccessRule;
  rate?: RateRule;
}

/** Who may call. */
export interface AccessRule {
  /** One of them is enough; none is asked for where it is empty. */
  roles: readonly string[];
  /** All are needed. */
  scopes: readonly string[];
}

/** So many calls of one caller in so many milliseconds. */
export interface RateRule {
  limit: number;
  windowMs: number;
}

/** What an app's module is made of, as `@Module` has it. */
export interface ModuleOptions {
  imports?: readonly unknown[];
  providers?: readonly unknown[];
  exports?: readonly unknown[];
  global?: boolean;
}

/** What stands before one class. */
export interface Facts {
  service?: { id: string; name: string; version: string };
  injectable: boolean;
  scope: Scope;
  module?: ModuleOptions;
  parameters: Parameter[];
  /**
   * What the build has read of the constructor: the parameters' names, the classes that are their types, undefined where a type is no class, and in app/services the file and the places of the parameters
   * in it, `line:column`.
   */
  types?: { names: readonly string[]; tokens: () => readonly unknown[]; file?: string; places?: readonly string[] };
  methods: Map<string, Method>;
  /** Public properties. */
  properties: Map<string, { readonly: boolean }>;
  /** Who may call any of its methods that does not say so itself. */
  auth?: AccessRule;
  hooks: { phase: Phase; method: PropertyKey }[];
  /** Methods that run once in the process. */
  once: Set<PropertyKey>;
}

const noted = new WeakMap<object, Facts>();

/** The facts of a class, to be added to. */
export function note(target: object): Facts {
  let facts = WeakMapGet(noted, target);
  if (facts === undefined) {
    facts = { injectable: false, scope: 'singleton', parameters: [], methods: new Map(), properties: new Map(), hooks: [], once: new Set() };
    WeakMapSet(noted, target, facts);
  }
  return facts;
}

/** Called by code that the build adds. `tokens` is a function, since classes of files that import each other are not there yet. */
export function noteTypes(target: object, names: readonly string[], tokens: () => readonly unknown[], file?: string, places?: readonly string[]): void {
  note(target).types = { names, tokens, file, places };
}

/** The facts of a class itself, not of those that it extends. */
export function factsOf(target: object): Facts | undefined {
  return WeakMapGet(noted, target);
}

export function noteMethod(target: object, name: string): Method {
  const { methods } = note(target);
  let method = MapGet(methods, name);
  if (method === undefined) {
    method = { open: false, parameters: [] };
    MapSet(methods, name, method);
  }
  return method;
}

/** Stands for what has no class: an interface, a setting. */
export class Token {
  readonly name: string;

  /** @param name for messages; two tokens of one name are two */
  constructor(name: string) {
    if (typeof name !== 'string' || name === '') throw new TypeError('createToken: expected a name for messages, not ' + String(name));
    this.name = name;
    Object.freeze(this);
  }
}

/** A class as an author may write it: what can be called with new. */
export function isClass(value: unknown): value is Class {
  return typeof value === 'function' && typeof value.prototype === 'object';
}
