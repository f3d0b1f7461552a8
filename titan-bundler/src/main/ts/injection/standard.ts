import { type Node, statementsOf } from './file';

/** The types that TypeScript has for the second parameter of a standard decorator, and for nothing else. */
const CONTEXT = /^(?:Class(?:Member|Method|Getter|Setter|Accessor|Field)?)?DecoratorContext$/;

/**
 * The functions of a file that are standard decorators, by the types of their parameters. Decorators of TypeScript files are called as `experimentalDecorators` has it, so nothing that they do would work.
 *
 * @returns JSON: for each the place of that parameter, `[line, column, length]`, the line from 1, the column from 0 and in UTF-16 code units
 */
export function standardDecorators(code: string, jsx: boolean): string {
  const found: number[][] = [];
  visit(statementsOf(code, jsx)?.body, found);
  return JSON.stringify(found);
}

function visit(node: Node, found: number[][]): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, found);
    return;
  }
  if (typeof node !== 'object' || node === null || typeof node.type !== 'string') return;
  if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(node.type)) {
    const type = node.params[1]?.typeAnnotation?.typeAnnotation;
    if (type?.type === 'TSTypeReference' && CONTEXT.test(type.typeName.name)) {
      const { start, end } = node.params[1].loc;
      found.push([start.line, start.column, start.line === end.line ? end.column - start.column : 0]);
    }
  }
  for (const key of Object.keys(node)) if (key !== 'loc') visit(node[key], found);
}
