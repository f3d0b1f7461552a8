import type { Node } from './info';
import { staticKey } from './syntax';

/** The property name that `node`, a definition or an assignment, gives a value to. */
export function memberName(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression') {
    if (node.left.type !== 'MemberExpression') return undefined;
    return node.left.property.type === 'PrivateIdentifier' ? '#' + node.left.property.name : keyName(node.left);
  }
  if (node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
    if (node.kind === 'get' || node.kind === 'set' || node.kind === 'constructor') return undefined;
    return node.key.type === 'PrivateIdentifier' ? '#' + node.key.name : keyName(node);
  }
  return undefined;
}

/** As `staticKey`, with `@@iterator` for `[Symbol.iterator]` and its like. */
export function keyName(node: Node): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (node.computed && key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol') {
    const name = staticKey(key);
    return name === undefined ? undefined : '@@' + name;
  }
  return staticKey(node);
}

export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** The names of an object literal's properties, as far as the source shows them. */
export function literalNames(literal: Node): string[] {
  return literal.properties.map((property: Node) => (property.type === 'Property' ? keyName(property) : undefined)).filter((name: string | undefined) => name !== undefined);
}

/** Whether the value of `node` may be a property that the source does not name. */
export function isChosen(node: Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return keyName(node) === undefined && node.property.type !== 'PrivateIdentifier';
    case 'LogicalExpression':
      return isChosen(node.left) || isChosen(node.right);
    case 'ConditionalExpression':
      return isChosen(node.consequent) || isChosen(node.alternate);
    default:
      return false;
  }
}

/** A value that becomes a property: of this name, or of one that the source does not show. */
export interface Described {
  readonly name: string | undefined;
  readonly value: Node;
}

const NOTHING: readonly Described[] = [];

/**
 * What `node` gives to properties without a definition or an assignment of that name: by descriptors, in which compilers write classes for older engines, or by a name that is handed
 * to a function before the value.
 */
export function described(node: Node): readonly Described[] {
  switch (node.type) {
    case 'ObjectExpression': {
      // { key: 'name', value: function … }
      const key = entry(node, 'key');
      return key === undefined ? NOTHING : given(key, entry(node, 'value'));
    }
    case 'Property': {
      // Object.create(prototype, { name: { value: function … } })
      const value = node.value.type === 'ObjectExpression' ? entry(node.value, 'value') : undefined;
      return value === undefined ? NOTHING : [{ name: keyName(node), value }];
    }
    case 'CallExpression': {
      const [, key, value] = node.arguments;
      if (value === undefined) return NOTHING;
      // Object.defineProperty(object, 'name', { value: function … })
      if (value.type === 'ObjectExpression') return given(key, entry(value, 'value'));
      // define(object, 'name', function …)
      return expressedName(key) === undefined ? NOTHING : given(key, value);
    }
    default:
      return NOTHING;
  }
}

function given(key: Node, value: Node | undefined): readonly Described[] {
  return value === undefined ? NOTHING : [{ name: expressedName(key), value }];
}

function entry(literal: Node, name: string): Node | undefined {
  return literal.properties.find((property: Node) => property.type === 'Property' && staticKey(property) === name)?.value;
}

/** The property name that an expression is, as `keyName` has it. */
function expressedName(key: Node): string | undefined {
  if (key.type === 'Literal') return typeof key.value === 'string' ? key.value : undefined;
  return key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol' ? '@@' + staticKey(key) : undefined;
}

/** Looks through the wrappers that esbuild puts around functions to keep their names. */
export function unwrap(node: Node): Node {
  if (node.type === 'CallExpression' && isName(node.callee, '__name') && node.arguments[0]) return unwrap(node.arguments[0]);
  if (node.type === 'ChainExpression') return unwrap(node.expression);
  if (node.type === 'SequenceExpression') return unwrap(node.expressions[node.expressions.length - 1]);
  return node;
}

/** Whether `node` is a helper of esbuild's by this name. */
export function isName(node: Node, name: string): boolean {
  return node.type === 'Identifier' && (node.name === name || node.name.startsWith(name + '$'));
}
