/** Types out of the files that declare them, under names that do not meet. */
import { type Declaration, type Files, type Imported, isRelative, type Module } from './files';

type Node = any;

/** Only a type checker could tell. The message says why. */
export class Unextractable extends Error {}

interface Extracted {
  name: string;
  text: string;
}

export class Extraction {
  readonly #files: Files;
  readonly #taken: Set<string>;
  #extracted = new Map<Node, Extracted>();
  /** `import type` lines by module, exported name and the name it has here. */
  #packages = new Map<string, { source: string; name: string; local: string }>();

  /** @param taken names that something else has */
  constructor(files: Files, taken: readonly string[]) {
    this.#files = files;
    this.#taken = new Set(taken);
  }

  /** A name that nothing else has. */
  reserve(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#taken.has(name); i++) name = wanted + i;
    this.#taken.add(name);
    return name;
  }

  /** What fails leaves nothing behind that could name what is not there. */
  attempt<T>(work: () => T): T {
    const extracted = new Map(this.#extracted);
    const packages = new Map(this.#packages);
    try {
      return work();
    } catch (e) {
      this.#extracted = extracted;
      this.#packages = packages;
      throw e;
    }
  }

  /** A class of the app itself, by the name that it has here. */
  linked(wanted: string, name: string, source: string): string {
    return this.#package(source, name, wanted);
  }

  imports(): string[] {
    const lines = [...this.#packages.values()].map(({ source, name, local }) => {
      const what = name === '*' ? `* as ${local}` : name === 'default' ? local : name === local ? `{ ${name} }` : `{ ${name} as ${local} }`;
      return `import type ${what} from ${JSON.stringify(source)};`;
    });
    return lines.length > 0 ? [...lines, ''] : [];
  }

  declarations(): string[] {
    return [...this.#extracted.values()].map(({ text }) => `${text}\n`);
  }

  /**
   * The text of a type, in which what it names has the names that it has here.
   *
   * @param own the type parameters that are in scope
   */
  print(node: Node, module: Module, own: ReadonlySet<string>): string {
    const replaced: { start: number; end: number; text: string }[] = [];
    this.#visit(node, module, own, (identifier, text) => replaced.push({ start: identifier.start, end: identifier.end, text }));
    let text = '';
    let at = node.start;
    for (const { start, end, text: by } of replaced.sort((a, b) => a.start - b.start)) {
      text += module.code.slice(at, start) + by;
      at = end;
    }
    return text + module.code.slice(at, node.end);
  }

  #visit(node: Node, module: Module, own: ReadonlySet<string>, replace: (identifier: Node, text: string) => void): void {
    if (Array.isArray(node)) {
      for (const each of node) this.#visit(each, module, own, replace);
      return;
    }
    if (typeof node !== 'object' || node === null || typeof node.type !== 'string') return;
    if (node.type === 'TSTypeQuery') throw new Unextractable(`${module.code.slice(node.start, node.end)} is known to a type checker only`);
    if (node.type === 'TSImportType') throw new Unextractable(`${module.code.slice(node.start, node.end)} is the type of another module`);
    let scope = own;
    const parameters = node.typeParameters?.type === 'TSTypeParameterDeclaration' ? node.typeParameters.params : [];
    const inferred = node.type === 'TSInferType' || node.type === 'TSMappedType' ? [node.typeParameter ?? { name: node.key?.name ?? node.key }] : [];
    if (node.type === 'TSConditionalType') inferred.push(...infers(node.extendsType));
    if (parameters.length + inferred.length > 0) scope = new Set([...own, ...[...parameters, ...inferred].map((each: Node) => each.name?.name ?? each.name)]);
    const named = node.type === 'TSTypeReference' ? node.typeName : /^TS(Expression|Interface|ClassImplements)/.test(node.type) ? node.expression : undefined;
    if (named !== undefined && named !== null) this.#reference(named, module, scope, replace);
    for (const key of Object.keys(node)) {
      if (key === 'loc' || key === 'typeName' || /Comments$/.test(key) || (named !== undefined && key === 'expression')) continue;
      this.#visit(node[key], module, scope, replace);
    }
  }

  #reference(named: Node, module: Module, own: ReadonlySet<string>, replace: (identifier: Node, text: string) => void): void {
    let first = named;
    while (first.type === 'TSQualifiedName' || first.type === 'MemberExpression') first = first.left ?? first.object;
    const name = first.name as string;
    if (own.has(name)) return;
    const declared = module.declarations.get(name);
    const imported = module.imports.get(name);
    if (declared !== undefined) replace(first, this.#extract(declared));
    else if (imported !== undefined) replace(first, this.#imported(imported, name, module));
  }

  #imported(imported: Imported, local: string, module: Module): string {
    if (imported.source === 'titan') throw new Unextractable(`${local} is a type of Titan's`);
    const from = this.#files.imported(module, imported.source);
    if (from === undefined && !isRelative(imported.source)) {
      const source = this.#files.specifier(module, imported.source);
      // No package has such a name.
      if (/^([@~]\/|#)/.test(source)) throw new Unextractable(`${local} is not found: '${source}' is not a path that tsconfig.json${source.startsWith('#') ? ' or package.json' : ''} maps to a file`);
      return this.#package(source, imported.name, local);
    }
    const declaration = from && this.#files.exported(from, imported.name);
    if (declaration === undefined) throw new Unextractable(`${local} is not found in '${imported.source}'`);
    return this.#extract(declaration);
  }

  #package(source: string, name: string, wanted: string): string {
    const key = `${source}\n${name}`;
    let known = this.#packages.get(key);
    if (known === undefined) {
      known = { source, name, local: this.reserve(wanted) };
      this.#packages.set(key, known);
    }
    return known.local;
  }

  #extract({ node, module }: Declaration): string {
    const known = this.#extracted.get(node);
    if (known !== undefined) return known.name;
    if (node.type === 'ClassDeclaration') throw new Unextractable(`${node.id.name} is a class`);
    const name = this.reserve(node.id.name);
    const extracted: Extracted = { name, text: '' };
    this.#extracted.set(node, extracted);
    const whole = this.print(node, module, new Set());
    const at = node.id.start - node.start;
    const head = whole.slice(0, at).replace(/^declare\s+/, '').replace(/^const\s+(?=enum)/, '');
    extracted.text = `export ${node.type === 'TSEnumDeclaration' ? 'declare ' : ''}${head}${name}${whole.slice(at + node.id.name.length)}`;
    return name;
  }
}

/** The names that a conditional type infers. */
function infers(node: Node): Node[] {
  if (Array.isArray(node)) return node.flatMap(infers);
  if (typeof node !== 'object' || node === null || typeof node.type !== 'string') return [];
  const own = node.type === 'TSInferType' ? [node.typeParameter] : [];
  return [...own, ...Object.keys(node).filter((key) => key !== 'loc' && !/Comments$/.test(key)).flatMap((key) => infers(node[key]))];
}
