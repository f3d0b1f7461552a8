/**
 * What the constructors of a file's classes ask for, by the types of their parameters. esbuild drops types, so they are read from the source and said again as code behind its end, where no place in
 * the source moves.
 */
import { bare, decoratorName, type Imported, importsOf, type Node, statementsOf } from './file';

/** Decorators of 'titan' whose classes a container makes. */
const MADE = ['Service', 'Injectable', 'Module'];

/**
 * @param code TypeScript
 * @param jsx whether it may hold JSX
 * @param service the name of a file of services, below app/services; empty for any other. All classes of its top level are told, and of all of them what their constructors ask for
 * @returns one line of code to put behind it, empty when there is nothing to say; that of a text that does not parse is empty, since esbuild tells what is wrong with it
 */
export function injection(code: string, jsx: boolean, service: string): string {
  const file = statementsOf(code, jsx);
  if (file === undefined) return '';
  const { body, statements } = file;
  const imports = importsOf(body);
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

  /** The expression for a class of the file itself; one without a name is the default export. */
  const own = (type: Node): string => type.id?.name ?? `${namespace(`./${service.slice(service.lastIndexOf('/') + 1)}`)}.default`;

  const calls: string[] = [];
  const classes = statements.filter((type: Node) => type.type === 'ClassDeclaration' && (type.id || service !== '') && !type.declare);
  for (const type of classes) {
    if (service === '' && !(type.decorators ?? []).some((each: Node) => makes(each.expression, imports))) continue;
    const parameters = type.body.body.find((member: Node) => member.type === 'ClassMethod' && member.kind === 'constructor')?.params ?? [];
    if (parameters.length === 0) continue;
    const names = parameters.map((each: Node) => bare(each).name ?? '');
    const tokens = parameters.map((each: Node) => (has(each) ? 'undefined' : (token(bare(each).typeAnnotation?.typeAnnotation) ?? 'undefined')));
    const places = parameters.map((each: Node) => bare(each).loc.start).map(({ line, column }: Node) => `${line}:${column + 1}`);
    const at = service === '' ? '' : `, ${JSON.stringify(`app/services/${service}`)}, ${JSON.stringify(places)}`;
    calls.push(`$titan.parameters(${own(type)}, ${JSON.stringify(names)}, () => [${tokens.join(', ')}]${at});`);
  }
  if (service !== '') calls.push(`$titan.declare(${JSON.stringify(service)}, [${classes.filter((type: Node) => !type.abstract).map(own).join(', ')}]);`);
  if (calls.length === 0) return '';
  const lines = modules.map((source, i) => `import * as $titan${i} from ${JSON.stringify(`titan-type:${source}`)};`);
  return ["import * as $titan from 'titan:services';", ...lines, ...calls].join(' ');
}

/** Whether `@Inject` may say what the parameter gets: then its type is not asked. */
function has(parameter: Node): boolean {
  return (parameter.decorators ?? parameter.parameter?.decorators ?? []).length > 0 && !onlyOptional(parameter);
}

function onlyOptional(parameter: Node): boolean {
  return (parameter.decorators ?? parameter.parameter?.decorators).every((each: Node) => (each.expression.callee?.name ?? each.expression.callee?.property?.name) === 'Optional');
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
  return MADE.includes(decoratorName(decorator, imports) ?? '');
}

export { services } from './services';
export { standardDecorators } from './standard';
