import type { Node } from './info';

/** The identifiers that a pattern binds. */
export function patternNames(node: Node): Node[] {
  switch (node.type) {
    case 'Identifier': return [node];
    case 'ObjectPattern': return node.properties.flatMap((property: Node) => patternNames(property.type === 'RestElement' ? property.argument : property.value));
    case 'ArrayPattern': return node.elements.flatMap((element: Node | null) => (element ? patternNames(element) : []));
    case 'RestElement': return patternNames(node.argument);
    case 'AssignmentPattern': return patternNames(node.left);
    default: return [];
  }
}

/** The names that a statement declares in its block. */
export function lexicalNames(statement: Node): string[] {
  if ((statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') && statement.id) return [statement.id.name];
  if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap((one: Node) => patternNames(one.id)).map((id: Node) => id.name);
  return [];
}
