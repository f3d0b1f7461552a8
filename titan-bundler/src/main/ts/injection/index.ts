/**
 * What the constructors of a file's classes ask for, by the types of their parameters. esbuild drops types, so they are read from the source and said again as code behind its end, where no place in
 * the source moves.
 */
import { parse } from '@babel/parser';

type Node = any;

/** Decorators of 'titan' whose classes a container makes. */
const MADE = ['Service', 'Injectable', 'Module'];

interface Imported {
  source: string;
  /** `*` for the module itself. */
  name: string;
}

/**
 * @param code TypeScript
 * @param jsx whether it may hold JSX
 * @returns one line of code to put behind it, empty when there is nothing to say; that of a text that does not parse is empty, since esbuild tells what is wrong with it
 */
export function injection(code: string, jsx: boolean): string {
  let body: Node[];
  try {
    body = parse(code, { sourceType: 'module', attachComment: false, plugins: jsx ? ['typescript', 'jsx', 'decorators-legacy'] : ['typescript', 'decorators-legacy'] }).program.body;
  } catch {
    return '';
  }
  const imports = importsOf(body);
  const statements = body.map((statement) => (/^Export(Named|Default)Declaration$/.test(statement.type) ? (statement.declaration ?? statement) : statement));
  const values = valuesOf(statements);
  const modules: string[] = [];
  const namespace = (source: string): string => {
    if (!modules.includes(source)) modules.push(source);
    return `$titan${modules.indexOf(source)}`;
  };

  /** The expression for the class that a type names; undefined for what is no name of a value. */
  function token(type: Node): string | undefined {
    if (type?.type === 'TSUnionType') {
      const rest = type.types.filter((each: Node) => each.type !== 'TSUndefinedKeyword' && each.type !== 'TSNullKeyword');
      return rest.length === 1 ? token(rest[0]) : undefined;
    }
    if (type?.type !== 'TSTypeReference') return undefined;
    const path: string[] = [];
    let name = type.typeName;
    for (; name.type === 'TSQualifiedName'; name = name.left) path.unshift(name.right.name);
    const imported = imports.get(name.name);
    if (imported === undefined) return values.has(name.name) ? [name.name, ...path].join('.') : undefined;
    return [namespace(imported.source), ...(imported.name === '*' ? [] : [imported.name]), ...path].join('.');
  }

  const calls: string[] = [];
  for (const type of statements) {
    if (type.type !== 'ClassDeclaration' || !type.id || !(type.decorators ?? []).some((each: Node) => makes(each.expression, imports))) continue;
    const parameters = type.body.body.find((member: Node) => member.type === 'ClassMethod' && member.kind === 'constructor')?.params ?? [];
    if (parameters.length === 0) continue;
    const names = parameters.map((each: Node) => bare(each).name ?? '');
    const tokens = parameters.map((each: Node) => (has(each) ? 'undefined' : (token(bare(each).typeAnnotation?.typeAnnotation) ?? 'undefined')));
    calls.push(`$titan.parameters(${type.id.name}, ${JSON.stringify(names)}, () => [${tokens.join(', ')}]);`);
  }
  if (calls.length === 0) return '';
  const lines = modules.map((source, i) => `import * as $titan${i} from ${JSON.stringify(source)};`);
  return ["import * as $titan from 'titan:services';", ...lines, ...calls].join(' ');
}

/** A parameter without modifier and default. */
function bare(parameter: Node): Node {
  const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  return inner.type === 'AssignmentPattern' ? inner.left : inner;
}

/** Whether `@Inject` may say what the parameter gets: then its type is not asked. */
function has(parameter: Node): boolean {
  return (parameter.decorators ?? parameter.parameter?.decorators ?? []).length > 0 && !onlyOptional(parameter);
}

function onlyOptional(parameter: Node): boolean {
  return (parameter.decorators ?? parameter.parameter?.decorators).every((each: Node) => (each.expression.callee?.name ?? each.expression.callee?.property?.name) === 'Optional');
}

function importsOf(body: Node[]): Map<string, Imported> {
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

/** The names that a file's own statements give to values. */
function valuesOf(statements: Node[]): Set<string> {
  const found = new Set<string>();
  for (const each of statements) {
    if (each.type === 'ClassDeclaration' && each.id && !each.declare) found.add(each.id.name);
    if (each.type === 'VariableDeclaration' && !each.declare) for (const { id } of each.declarations) if (id.type === 'Identifier') found.add(id.name);
  }
  return found;
}

function makes(decorator: Node, imports: Map<string, Imported>): boolean {
  const callee = decorator.type === 'CallExpression' ? decorator.callee : decorator;
  const whole = callee.type === 'MemberExpression' && !callee.computed;
  const imported = imports.get((whole ? callee.object : callee).name);
  return imported?.source === 'titan' && MADE.includes(whole ? callee.property.name : imported.name);
}
