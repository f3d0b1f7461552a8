/** Providers as modules declare them, made alike. */
import { factsOf, isClass, isThenable, isToken, type Scope, SCOPES, Token } from 'titan:kernel';
import type { Faults } from './faults';

/** What one parameter of a provider asks for. */
export interface Need {
  /** Undefined where nothing says what it is. */
  token: unknown;
  optional: boolean;
  /** As messages have it: `parameter 2`. */
  label: string;
  /** Where it is written, as messages end with it: ` (app/services/orders.ts:4:5)`; empty where that is not known. */
  place: string;
}

export interface Provider {
  token: unknown;
  kind: 'class' | 'value' | 'factory' | 'existing';
  scope: Scope;
  multi: boolean;
  needs: Need[];
  /** The class that it is an instance of; undefined for other kinds. */
  type?: Function;
  /** Makes the instance of what it needs; not called for `existing`. */
  make(values: unknown[]): unknown;
}

/** The name of a token in messages. */
export function nameOf(token: unknown): string {
  if (typeof token === 'function') return token.name === '' ? '(a class without a name)' : token.name;
  if (typeof token === 'string') return `'${token}'`;
  return token instanceof Token ? token.name : String(token);
}

/** What the constructor of a class needs: of its parameters, or of those of the nearest class that it extends and that has some. */
export function needsOf(type: Function): Need[] {
  let owner = type;
  let facts = factsOf(owner);
  while (owner.length === 0 && facts?.types === undefined && (facts?.parameters.length ?? 0) === 0) {
    const parent: unknown = Object.getPrototypeOf(owner);
    if (typeof parent !== 'function' || parent === Function.prototype) break;
    owner = parent;
    facts = factsOf(owner);
  }
  const said = facts?.parameters ?? [];
  const types = facts?.types?.tokens() ?? [];
  const needs: Need[] = [];
  for (let i = 0; i < Math.max(owner.length, said.length); i++) {
    const name = facts?.types?.names[i] ?? '';
    const read = isToken(types[i]) ? types[i] : undefined;
    needs.push({ token: said[i]?.token ?? read, optional: said[i]?.optional === true, label: `parameter ${i + 1} of its constructor${name === '' ? '' : ` (${name})`}`, place: placeOf(facts?.types, i) });
  }
  return needs;
}

function placeOf(types: { file?: string; places?: readonly string[] } | undefined, parameter: number): string {
  const place = types?.places?.[parameter];
  return place === undefined ? '' : ` (${types!.file}:${place})`;
}

function ofClass(token: unknown, type: Function, scope: Scope | undefined, multi: boolean): Provider {
  return {
    token,
    kind: 'class',
    scope: scope ?? factsOf(type)?.scope ?? 'singleton',
    multi,
    needs: needsOf(type),
    type,
    make: (values) => Reflect.construct(type, values),
  };
}

const WAYS = ['useClass', 'useValue', 'useFactory', 'useExisting'] as const;
const KEYS: readonly string[] = ['provide', ...WAYS, 'inject', 'scope', 'multi'];

/** A provider as declared, or undefined when it is faulty: then a fault says how. */
export function toProvider(declared: unknown, module: string, faults: Faults): Provider | undefined {
  const refuse = (what: string): undefined => faults.add('BAD_PROVIDER', `module ${module}: ${what}`);
  if (isClass(declared)) return ofClass(declared, declared, undefined, false);
  if (typeof declared !== 'object' || declared === null || isThenable(declared)) {
    return refuse(`a provider is a class or an object with 'provide' and one of ${WAYS.join(', ')}, not ${declared === undefined ? 'undefined (files that import each other see undefined for what is not evaluated yet)' : String(declared)}`);
  }
  const given = declared as Record<string, unknown>;
  const token = given.provide;
  if (!isToken(token)) return refuse("a provider's 'provide' is a class, a string, a symbol or what createToken made");
  const name = nameOf(token);
  const unknown = Object.keys(given).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return refuse(`provider ${name}: unknown option '${unknown}'; known are ${KEYS.join(', ')}`);
  const ways = WAYS.filter((way) => way in given);
  if (ways.length !== 1) return refuse(`provider ${name} has ${ways.length === 0 ? 'none' : 'more than one'} of ${WAYS.join(', ')}; it needs one`);
  const scope = given.scope as Scope | undefined;
  if (scope !== undefined && !SCOPES.includes(scope)) return refuse(`provider ${name}: unknown scope '${String(scope)}'; known are ${SCOPES.join(', ')}`);
  const multi = given.multi === true;
  const [way] = ways;
  if (way === 'useClass') {
    return isClass(given.useClass) ? ofClass(token, given.useClass, scope, multi) : refuse(`provider ${name}: useClass is not a class`);
  }
  if (way === 'useValue') {
    return { token, kind: 'value', scope: 'singleton', multi, needs: [], make: () => given.useValue };
  }
  if (way === 'useExisting') {
    if (!isToken(given.useExisting)) return refuse(`provider ${name}: useExisting is not a token`);
    const need: Need = { token: given.useExisting, optional: false, label: 'useExisting', place: '' };
    return { token, kind: 'existing', scope: 'singleton', multi, needs: [need], make: ([value]) => value };
  }
  const factory = given.useFactory;
  if (typeof factory !== 'function') return refuse(`provider ${name}: useFactory is not a function`);
  const inject = given.inject ?? [];
  if (!Array.isArray(inject)) return refuse(`provider ${name}: inject is not an array`);
  return {
    token,
    kind: 'factory',
    scope: scope ?? 'singleton',
    multi,
    needs: inject.map((each, i) => {
      const optional = typeof each === 'object' && each !== null && !(each instanceof Token);
      const { token: inner, optional: may } = optional ? (each as { token: unknown; optional?: boolean }) : { token: each, optional: false };
      return { token: inner, optional: may === true, label: `parameter ${i + 1} of its factory`, place: '' };
    }),
    make: (values) => Reflect.apply(factory, undefined, values),
  };
}
