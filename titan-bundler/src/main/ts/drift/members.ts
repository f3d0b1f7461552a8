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
