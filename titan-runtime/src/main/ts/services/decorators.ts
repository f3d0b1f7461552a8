/** The decorators of services, as TypeScript's `experimentalDecorators` calls them: only those may stand before parameters. */
import { isSchema, type StandardSchema } from '../kernel/actions';
import { ArrayIsArray, MapSet, ObjectKeys, StringIndexOf, StringSlice } from '../kernel/primordials';
import { type Class, isClass, type ModuleOptions, note, noteMethod, type Parameter, type Phase, type Scope, SCOPES, Token } from './metadata';

type ClassDecorator = (target: Class) => void;
type MemberDecorator = (target: object, name: PropertyKey, descriptor?: PropertyDescriptor) => void;
type ParameterDecorator = (target: object, method: PropertyKey | undefined, index: number) => void;

const NAME = /^[a-zA-Z0-9]+(\.[a-zA-Z0-9]+)*$/;

/** https://semver.org, 2.0.0, without build metadata: two versions that differ in it alone are one. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?$/;
const DEFAULT_VERSION = '1.0.0';

const show = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : value === null ? 'null' : typeof value);

const OURS = "those of 'titan' are called as TypeScript's experimentalDecorators does: (target, name, descriptor)";

/** Refuses to be called as decorators of ECMAScript are, with a context, and what such a decorator has left. */
function refuseStandard(decorator: string, name: unknown, descriptor?: unknown): void {
  if (typeof name === 'object' && name !== null && 'kind' in name) {
    throw new TypeError(`@${decorator} was called as a standard decorator, with a context; ${OURS}. Set experimentalDecorators where this file is compiled`);
  }
  if (typeof descriptor === 'function') {
    throw new TypeError(`@${decorator}: the decorator below it returned a function for ${String(name)}, as a standard decorator does; in this file decorators are called with (target, name, descriptor) and return a descriptor or nothing`);
  }
}

function expectClass(decorator: string, target: unknown, context: unknown): asserts target is Class {
  refuseStandard(decorator, context);
  if (!isClass(target)) throw new TypeError(`@${decorator} stands before a class`);
}

function scopeOf(decorator: string, options: { scope?: unknown } | undefined): Scope {
  const scope = options?.scope ?? 'singleton';
  if (!SCOPES.includes(scope as Scope)) {
    throw new TypeError(`@${decorator}: unknown scope ${show(scope)}; known are ${SCOPES.join(', ')}`);
  }
  return scope as Scope;
}

/** `@Service('orders@1.0.0')` */
export function Service(id: string, options?: { scope?: Scope }): ClassDecorator {
  const at = typeof id === 'string' ? StringIndexOf(id, '@') : -1;
  const name = at < 0 ? id : StringSlice(id, 0, at);
  const version = at < 0 ? DEFAULT_VERSION : StringSlice(id, at + 1);
  if (typeof id !== 'string' || !NAME.test(name) || !VERSION.test(version)) {
    throw new TypeError(`@Service: expected a name, of letters and digits and dots between them, and a version (semver.org), for example 'orders@1.0.0', not ${show(id)}`);
  }
  const scope = scopeOf('Service', options);
  return (target, context?: unknown) => {
    expectClass('Service', target, context);
    const facts = note(target);
    facts.service = { id: `${name}@${version}`, name, version };
    facts.injectable = true;
    facts.scope = scope;
  };
}

/** `@Injectable()`, `@Injectable({ scope })` */
export function Injectable(options?: { scope?: Scope }): ClassDecorator {
  const scope = scopeOf('Injectable', options);
  return (target, context?: unknown) => {
    expectClass('Injectable', target, context);
    const facts = note(target);
    facts.injectable = true;
    facts.scope = scope;
  };
}

const MODULE = ['imports', 'providers', 'exports', 'global'];

/** `@Module({ imports, providers, exports, global })` */
export function Module(options: ModuleOptions = {}): ClassDecorator {
  for (const key of ObjectKeys(options)) {
    if (!MODULE.includes(key)) throw new TypeError(`@Module: unknown option '${key}'; known are ${MODULE.join(', ')}`);
    const value = options[key as keyof ModuleOptions];
    if (key !== 'global' && value !== undefined && !ArrayIsArray(value)) throw new TypeError(`@Module: '${key}' is not an array`);
  }
  return (target, context?: unknown) => {
    expectClass('Module', target, context);
    note(target).module = options;
  };
}

/** The parameter of a constructor or method. A static method is none that a container calls. */
function parameter(decorator: string, target: object, method: PropertyKey | undefined, index: unknown): Parameter {
  refuseStandard(decorator, method);
  if (typeof index !== 'number') throw new TypeError(`@${decorator} stands before a parameter`);
  if (method === undefined) return (note(target).parameters[index] ??= {});
  return (noteMethod(target.constructor, String(method)).parameters[index] ??= {});
}

function constructorParameter(decorator: string, target: object, method: PropertyKey | undefined, index: unknown): Parameter {
  refuseStandard(decorator, method);
  if (method !== undefined) throw new TypeError(`@${decorator} stands before a parameter of the constructor, not of ${String(method)}`);
  return parameter(decorator, target, method, index);
}

/** Whether a value can stand for a provider. */
export function isToken(value: unknown): boolean {
  return typeof value === 'function' || typeof value === 'symbol' || value instanceof Token || (typeof value === 'string' && value !== '');
}

/** `@Inject(token)` before a parameter of a constructor. */
export function Inject(token: unknown): ParameterDecorator {
  if (!isToken(token)) {
    const cycle = token === undefined ? '; files that import each other see undefined for what is not evaluated yet' : '';
    throw new TypeError(`@Inject: expected a class, a string, a symbol or what createToken made, not ${show(token)}${cycle}`);
  }
  return (target, method, index) => {
    constructorParameter('Inject', target, method, index).token = token;
  };
}

/** `@Optional()` before a parameter of a constructor. */
export function Optional(): ParameterDecorator {
  return (target, method, index) => {
    constructorParameter('Optional', target, method, index).optional = true;
  };
}

export function instanceMethod(decorator: string, target: object, name: PropertyKey, descriptor: PropertyDescriptor | undefined): void {
  refuseStandard(decorator, name, descriptor);
  if (typeof target === 'function' || typeof descriptor?.value !== 'function') {
    throw new TypeError(`@${decorator} stands before a method that is not static`);
  }
  if (typeof name !== 'string') throw new TypeError(`@${decorator}: a method that is called by name has a string as its name`);
}

/** `@Public()` before a method or a field, `@Public({ readonly: true })` before a field that clients only read. */
export function Public(options: { readonly?: boolean } = {}): MemberDecorator {
  const keys = ObjectKeys(options);
  for (const key of keys) if (key !== 'readonly') throw new TypeError(`@Public: unknown option '${key}'; known is readonly, before a field`);
  return (target, name, descriptor) => {
    if (typeof target !== 'function' && typeof name === 'string' && descriptor === undefined) {
      MapSet(note(target.constructor).properties, name, { readonly: options.readonly === true });
      return;
    }
    instanceMethod('Public', target, name, descriptor);
    if (keys.length > 0) throw new TypeError(`@Public: ${String(name)} is a method, which takes no options; 'readonly' is for fields`);
    noteMethod(target.constructor, name as string).open = true;
  };
}

const VALIDATED = ['input', 'output'];

/** `@Validate(schema)` before a parameter or a method, `@Validate({ input, output })` before a method. */
export function Validate(what: unknown): (target: object, name: PropertyKey | undefined, at?: number | PropertyDescriptor) => void {
  const single = isSchema(what);
  if (!single) checkContract(what);
  return (target, name, at) => {
    if (typeof at === 'number') {
      if (!single) throw new TypeError('@Validate before a parameter takes a schema');
      if (name === undefined) throw new TypeError('@Validate stands before a method or its parameters, not those of the constructor');
      parameter('Validate', target, name, at).schema = what;
      return;
    }
    instanceMethod('Validate', target, name!, at);
    const method = noteMethod(target.constructor, name as string);
    const { input, output } = single ? { input: what, output: undefined } : (what as { input?: StandardSchema; output?: StandardSchema });
    method.input = input;
    method.output = output;
  };
}

function checkContract(what: unknown): void {
  const none = '@Validate: expected a Standard Schema (zod, valibot, arktype, … make them)';
  if (typeof what !== 'object' || what === null) throw new TypeError(`${none}, not ${show(what)}`);
  const keys = ObjectKeys(what);
  if (keys.length === 0) throw new TypeError(`${none}, or an object with ${VALIDATED.join(', ')}`);
  for (const key of keys) {
    if (!VALIDATED.includes(key)) throw new TypeError(`@Validate: unknown option '${key}'; known are ${VALIDATED.join(', ')}`);
    if (!isSchema((what as Record<string, unknown>)[key])) throw new TypeError(`@Validate: '${key}' is not a Standard Schema (zod, valibot, arktype, … make them)`);
  }
}

const hook =
  (decorator: string, phase: Phase) => (): MemberDecorator => (target, method, descriptor) => {
    refuseStandard(decorator, method, descriptor);
    if (typeof target === 'function' || typeof descriptor?.value !== 'function') {
      throw new TypeError(`@${decorator} stands before a method that is not static`);
    }
    note(target.constructor).hooks.push({ phase, method });
  };

export const OnInit = hook('OnInit', 'onInit');
export const OnStart = hook('OnStart', 'onStart');
export const OnStop = hook('OnStop', 'onStop');
export const OnDestroy = hook('OnDestroy', 'onDestroy');

/** `@Once()` before a method. */
export function Once(): MemberDecorator {
  return (target, method, descriptor) => {
    refuseStandard('Once', method, descriptor);
    if (typeof target === 'function' || typeof descriptor?.value !== 'function') {
      throw new TypeError('@Once stands before a method that is not static');
    }
    note(target.constructor).once.add(method);
  };
}
