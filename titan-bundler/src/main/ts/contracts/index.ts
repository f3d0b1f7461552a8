/**
 * The contracts of an app's services as TypeScript that stands alone: an interface for each class with `@Service`, with its `@Public` methods and fields as they are written, and the types that these name,
 * wherever in the app they are declared. What only a type checker could tell, an inferred result or `typeof schema`, is taken from the class itself by an `import type`.
 */
import { parse } from '@babel/parser';
import { Files, type Module, type Paths } from './files';
import { Extraction, Unextractable } from './extraction';

type Node = any;

interface Warning {
  file: string;
  line: number;
  message: string;
}

export interface Contract {
  name: string;
  version: string;
  /** What its interface is called. */
  type: string;
}

/** The types that a default gives to a parameter without one. */
const LITERALS: Record<string, string> = { StringLiteral: 'string', NumericLiteral: 'number', BooleanLiteral: 'boolean' };

const ID = /^([a-zA-Z0-9]+(?:\.[a-zA-Z0-9]+)*)(?:@(.+))?$/;

/** A name that stands in an interface without quotes. */
const PLAIN = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * @param json `{ sources: { path: text }, services: [path], paths, link, taken }`: all paths are relative to the app's folder, `paths` is what its tsconfig makes of names, `link` leads there from the file that is written, `taken` are names that it has for other things
 * @returns `{ types, services, warnings, missed }`: `missed` are files that `sources` lack, for each the paths that it may have, best first
 */
export function contracts(json: string): string {
  const { sources, services, paths, link, taken } = JSON.parse(json) as { sources: Record<string, string>; services: string[]; paths: Paths; link: string; taken: string[] };
  const files = new Files(sources, paths, (code, jsx) => parse(code, { sourceType: 'module', plugins: jsx ? ['typescript', 'jsx', 'decorators-legacy'] : ['typescript', 'decorators-legacy'] }).program.body);
  const extraction = new Extraction(files, taken);
  const found: Contract[] = [];
  const warnings: Warning[] = [];
  const interfaces: string[] = [];
  for (const path of services) {
    const module = files.module(path);
    if (module === undefined) continue;
    for (const { node } of module.declarations.values()) {
      const id = node.type === 'ClassDeclaration' ? serviceId(node, module, files) : undefined;
      if (id === undefined) continue;
      const match = ID.exec(id);
      if (match === null) continue;
      const type = extraction.reserve(node.id.name);
      found.push({ name: match[1], version: match[2] ?? '1.0.0', type });
      interfaces.push(interfaceOf(node, module, files, type, id, extraction, link, warnings));
    }
  }
  return JSON.stringify({ types: [...extraction.imports(), ...interfaces, ...extraction.declarations()].join('\n'), services: found, warnings, missed: files.missed });
}

function interfaceOf(node: Node, module: Module, files: Files, type: string, id: string, extraction: Extraction, link: string, warnings: Warning[]): string {
  const lines: string[] = [];
  for (const member of node.body.body) {
    const method = member.type === 'ClassMethod' && member.kind === 'method';
    if ((!method && member.type !== 'ClassProperty') || member.static || member.computed || marked(member, 'Public', module, files) === undefined) continue;
    const name = String(member.key.name ?? member.key.value);
    const key = PLAIN.test(name) ? name : JSON.stringify(name);
    const head = !method && readonly(member, module, files) ? `  readonly ${key}` : `  ${key}`;
    lines.push(...comment(member, module));
    try {
      lines.push(`${head}${extraction.attempt(() => (method ? signature(member, module, extraction) : field(member, module, extraction)))};`);
    } catch (e) {
      if (!(e instanceof Unextractable)) throw e;
      warnings.push({
        file: module.path,
        line: member.loc.start.line,
        message: `${node.id.name}.${name}: ${e.message}; the client's types refer to this file. With written types they stand alone`,
      });
      lines.push(`${head}: ${extraction.linked(node.id.name, module.isDefault(node) ? 'default' : node.id.name, link + '/' + importable(module.path))}[${PLAIN.test(name) ? `'${name}'` : key}];`);
    }
  }
  return [`/** The service ${id}. */`, `export interface ${type} {`, ...lines, '}', ''].join('\n');
}

function signature(method: Node, module: Module, extraction: Extraction): string {
  const own = new Set<string>((method.typeParameters?.params ?? []).map((each: Node) => each.name as string));
  const print = (node: Node): string => extraction.print(node, module, own);
  const parameters = method.params.map((each: Node, i: number) => {
    const bare = each.type === 'AssignmentPattern' ? each.left : each;
    const inner = bare.type === 'RestElement' ? bare.argument : bare;
    const annotation = bare.typeAnnotation ?? inner.typeAnnotation;
    const name = inner.type === 'Identifier' ? inner.name : `argument${i}`;
    const literal = each === bare ? undefined : LITERALS[each.right.type];
    if (!annotation && literal !== undefined) return `${name}?: ${literal}`;
    if (!annotation && isUntyped(module)) return bare.type === 'RestElement' ? `...${name}: any[]` : `${name}?: any`;
    if (!annotation) throw new Unextractable(`the parameter ${inner.name ?? i} has no written type`);
    return `${bare.type === 'RestElement' ? '...' : ''}${name}${each !== bare || inner.optional ? '?' : ''}: ${print(annotation.typeAnnotation)}`;
  });
  if (!method.returnType && isUntyped(module)) return `(${parameters.join(', ')}): ${method.generator ? 'AsyncGenerator<any>' : 'any'}`;
  if (!method.returnType) throw new Unextractable('it has no written result type');
  const generics = method.typeParameters ? print(method.typeParameters) : '';
  return `${generics}(${parameters.join(', ')}): ${print(method.returnType.typeAnnotation)}`;
}

/** The type of a public field. */
function field(member: Node, module: Module, extraction: Extraction): string {
  if (member.typeAnnotation) return `: ${extraction.print(member.typeAnnotation.typeAnnotation, module, new Set())}`;
  const literal = LITERALS[member.value?.type] ?? (isUntyped(module) ? 'any' : undefined);
  if (literal === undefined) throw new Unextractable('it has no written type');
  return `: ${literal}`;
}

/** Whether it is JavaScript, where nobody can write types. */
function isUntyped(module: Module): boolean {
  return /\.(jsx?|mjs)$/.test(module.path);
}

/** Whether clients can only read a field. */
function readonly(member: Node, module: Module, files: Files): boolean {
  const decorator = marked(member, 'Public', module, files);
  const options: Node[] = decorator?.expression.arguments?.[0]?.properties ?? [];
  return options.some((each) => each.key?.name === 'readonly' && each.value?.value === true);
}

/** The author's own words, if they are documentation. */
function comment(member: Node, module: Module): string[] {
  const first = member.decorators?.[0] ?? member;
  const comments: Node[] = [...(first.leadingComments ?? []), ...(member.leadingComments ?? [])];
  const found = comments.filter((each) => each.type === 'CommentBlock' && each.value.startsWith('*')).pop();
  return found ? [`  ${module.code.slice(found.start, found.end)}`] : [];
}

function serviceId(node: Node, module: Module, files: Files): string | undefined {
  const decorator = marked(node, 'Service', module, files);
  const argument = decorator?.expression.arguments?.[0];
  return argument?.type === 'StringLiteral' ? argument.value : undefined;
}

/** The decorator before it that 'titan' exports under a name, undefined when there is none. */
function marked(node: Node, name: string, module: Module, files: Files): Node {
  return (node.decorators ?? []).find((each: Node) => files.decorator(module, each.expression) === name);
}

/** As other files import it: TypeScript finds `users.ts` by `users.js` under all its ways to resolve modules. */
function importable(path: string): string {
  return path.replace(/\.([cm]?)tsx?$/, '.$1js');
}
