/** A file of TypeScript as far as decorators, classes and imports go. */
import { parse } from '@babel/parser';

export type Node = any;

/** What a name is imported as. */
export interface Imported {
  source: string;
  /** `*` for the module itself. */
  name: string;
}

/**
 * The statements of a file.
 *
 * @throws SyntaxError for a text that does not parse
 */
export function parseFile(code: string, jsx: boolean): Node[] {
  return parse(code, { sourceType: 'module', attachComment: false, plugins: jsx ? ['typescript', 'jsx', 'decorators-legacy'] : ['typescript', 'decorators-legacy'] }).program.body;
}

/** The statements of a file, of those that export one the one that they export; undefined for a text that does not parse. */
export function statementsOf(code: string, jsx: boolean): { body: Node[]; statements: Node[] } | undefined {
  try {
    const body = parseFile(code, jsx);
    return { body, statements: body.map((statement: Node) => (/^Export(Named|Default)Declaration$/.test(statement.type) ? (statement.declaration ?? statement) : statement)) };
  } catch {
    return undefined;
  }
}

/** What each name that a file imports stands for. */
export function importsOf(body: Node[]): Map<string, Imported> {
  const found = new Map<string, Imported>();
  for (const statement of body) {
    if (statement.type !== 'ImportDeclaration') continue;
    for (const each of statement.specifiers) {
      const name = each.type === 'ImportDefaultSpecifier' ? 'default' : each.type === 'ImportNamespaceSpecifier' ? '*' : each.imported.name;
      if (name !== undefined) found.set(each.local.name, { source: statement.source.value, name });
    }
  }
  return found;
}

/** A parameter without modifier and default. */
export function bare(parameter: Node): Node {
  const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  return inner.type === 'AssignmentPattern' ? inner.left : inner;
}

/** The name that 'titan' has for a decorator; undefined for one of another's. */
export function decoratorName(decorator: Node, imports: Map<string, Imported>): string | undefined {
  const callee = decorator.type === 'CallExpression' ? decorator.callee : decorator;
  const whole = callee.type === 'MemberExpression' && !callee.computed;
  const imported = imports.get((whole ? callee.object : callee).name);
  return imported?.source === 'titan' ? (whole ? callee.property.name : imported.name) : undefined;
}
