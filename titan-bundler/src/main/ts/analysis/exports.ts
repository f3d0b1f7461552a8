import type { CallExpression, Expression, Identifier } from 'acorn';
import { type Bindings, bindingsOf, nameOf } from './bindings';
import { commonJsUse } from './commonjs';
import { methodsOf, type Methods } from './methods';
import type { Module, Place } from './module';
import { follow, unwrap, type Value } from './values';

/** An export of a bundle; the names of the members are read by the host. */
export interface Export {
  name: string;
  /** What it stands for: two exports of one value have the same. */
  binding: string;
  kind: 'ACTION' | 'FUNCTION' | 'VALUE' | 'UNKNOWN';
  /** The kind in words. */
  what: string;
  place: Place;
  methods: Methods;
}

/** All exports of a bundle, by name. */
export function findExports(module: Module): Export[] {
  const bindings = bindingsOf(module.program);
  const found: Export[] = [];
  for (const statement of module.program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      for (const specifier of statement.specifiers) {
        const name = nameOf(specifier.exported);
        if (statement.source) {
          found.push(unknown(name, name, module.place(specifier.exported), 'an import'));
        } else {
          found.push(exportOf(module, bindings, name, specifier.local as Identifier));
        }
      }
    } else if (statement.type === 'ExportDefaultDeclaration') {
      const value = statement.declaration as Value;
      const place = module.place(commonJsUse(bindings, value) ?? value);
      found.push({ ...describe(module, bindings, value), name: 'default', binding: 'default', place });
    } else if (statement.type === 'ExportAllDeclaration') {
      found.push(unknown('*', '*', module.place(statement), 'everything of another module'));
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function unknown(name: string, binding: string, place: Place, what: string): Export {
  return { name, binding, kind: 'UNKNOWN', what, place, methods: {} };
}

function exportOf(module: Module, bindings: Bindings, name: string, local: Identifier): Export {
  const declared = bindings.get(local.name);
  const place = module.place(declared ? declared.id : local);
  const { binding, value } = follow(bindings, local);
  if (typeof value === 'string') {
    return { name, binding, place, ...(value === 'a function' ? functionFact : value === 'a class' ? classFact : unknownFact(value)) };
  }
  return { name, binding, place, ...describe(module, bindings, value) };
}

type Fact = Pick<Export, 'kind' | 'what' | 'methods'>;

const functionFact: Fact = { kind: 'FUNCTION', what: 'a function', methods: {} };
const classFact: Fact = { kind: 'VALUE', what: 'a class', methods: {} };
const unknownFact = (what: string): Fact => ({ kind: 'UNKNOWN', what, methods: {} });

function describe(module: Module, bindings: Bindings, expression: Value): Fact {
  const value = unwrap(expression);
  switch (value.type) {
    case 'CallExpression':
      return isDefineAction(bindings, value)
        ? { kind: 'ACTION', what: 'an action', methods: methodsOf(module, bindings, value) }
        : unknownFact('the result of a call');
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return functionFact;
    case 'ClassExpression':
    case 'ClassDeclaration':
      return classFact;
    case 'ObjectExpression':
      return { kind: 'VALUE', what: 'an object', methods: {} };
    case 'ArrayExpression':
      return { kind: 'VALUE', what: 'an array', methods: {} };
    case 'TemplateLiteral':
      return { kind: 'VALUE', what: 'a string', methods: {} };
    case 'Literal':
      return { kind: 'VALUE', what: literal(value.value), methods: {} };
    case 'UnaryExpression':
    case 'BinaryExpression':
      return { kind: 'VALUE', what: 'a computed value', methods: {} };
    default:
      return unknownFact('a value');
  }
}

function literal(value: unknown): string {
  switch (typeof value) {
    case 'object':
      return value === null ? 'null' : 'a regular expression';
    default:
      return `a ${typeof value}`;
  }
}

/** Whether a call is one of defineAction: the global, or what is imported from titan, under whatever name. */
function isDefineAction(bindings: Bindings, call: CallExpression): boolean {
  let callee = unwrap(call.callee as Expression);
  if (callee.type === 'MemberExpression') {
    const named = !callee.computed && callee.property.type === 'Identifier' && callee.property.name === 'defineAction';
    if (!named || callee.object.type !== 'Identifier') {
      return false;
    }
    const object = bindings.get(callee.object.name);
    return object
      ? object.kind === 'import' && object.source === 'titan' && object.imported === '*'
      : callee.object.name === 'globalThis';
  }
  for (const seen = new Set<string>(); callee.type === 'Identifier' && !seen.has(callee.name); ) {
    seen.add(callee.name);
    const binding = bindings.get(callee.name);
    if (!binding) {
      return callee.name === 'defineAction';
    }
    if (binding.kind === 'import') {
      return binding.source === 'titan' && binding.imported === 'defineAction';
    }
    if (binding.kind !== 'variable' || binding.init === null) {
      return false;
    }
    callee = unwrap(binding.init);
  }
  return false;
}
