import type { CallExpression, Expression, Identifier, Node, ObjectExpression } from 'acorn';
import type { Bindings } from './bindings';
import type { Module, Place } from './module';
import { follow } from './values';

/** What the options of defineAction say of methods; the names of the members are read by the host. */
export interface Methods {
  /** As written; absent when nothing is said. */
  names?: string[];
  /** Where they are written. */
  place?: Place;
  /** Where something stands that cannot be read without running it. */
  unreadable?: Place;
}

/** Reads `methods` from `defineAction({ methods: ['POST'] }, fn)`. */
export function methodsOf(module: Module, bindings: Bindings, call: CallExpression): Methods {
  if (call.arguments.length < 2) {
    return {};
  }
  const options = call.arguments[0];
  const object = options.type === 'SpreadElement' ? undefined : objectOf(bindings, options);
  return object ? fromObject(module, bindings, object) : { unreadable: module.place(options) };
}

/** The last property of the name wins, as it does when the object is made. */
function fromObject(module: Module, bindings: Bindings, object: ObjectExpression): Methods {
  for (const property of [...object.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      const spread = objectOf(bindings, property.argument);
      const methods = spread ? fromObject(module, bindings, spread) : { unreadable: module.place(property) };
      if (methods.names || methods.unreadable) {
        return methods;
      }
    } else if (property.computed) {
      if (property.key.type !== 'Literal' || property.key.value === 'methods') {
        return { unreadable: module.place(property.key) };
      }
    } else if (keyOf(property.key) === 'methods') {
      const names = namesIn(bindings, property.value);
      return names ? { names, place: module.place(property.value) } : { unreadable: module.place(property.value) };
    }
  }
  return {};
}

function keyOf(key: Node): unknown {
  return key.type === 'Identifier' ? (key as Identifier).name : (key as Node & { value?: unknown }).value;
}

function objectOf(bindings: Bindings, expression: Expression): ObjectExpression | undefined {
  const value = valueOf(bindings, expression);
  return value?.type === 'ObjectExpression' ? value : undefined;
}

function namesIn(bindings: Bindings, expression: Expression): string[] | undefined {
  const value = valueOf(bindings, expression);
  if (value?.type !== 'ArrayExpression') {
    return undefined;
  }
  const names: string[] = [];
  for (const element of value.elements) {
    if (element?.type === 'Literal' && typeof element.value === 'string') {
      names.push(element.value);
    } else if (element?.type === 'TemplateLiteral' && element.expressions.length === 0) {
      names.push(element.quasis[0].value.cooked ?? '');
    } else {
      return undefined;
    }
  }
  return names;
}

/** An expression, or what the constant that it names was initialised with. */
function valueOf(bindings: Bindings, expression: Expression): Expression | undefined {
  if (expression.type !== 'Identifier') {
    return expression;
  }
  const { value } = follow(bindings, expression);
  return typeof value === 'string' ? undefined : (value as Expression);
}
