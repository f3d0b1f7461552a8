/** The TypeScript files of an app: what each declares, imports and exports. Parsed when first asked for. */

type Node = any;

export interface Declaration {
  node: Node;
  module: Module;
}

export interface Imported {
  source: string;
  /** `*` for the module itself. */
  name: string;
}

type Parse = (code: string, jsx: boolean) => Node[];

const DECLARED = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSEnumDeclaration', 'ClassDeclaration'];

export class Module {
  readonly path: string;
  readonly code: string;
  readonly declarations = new Map<string, Declaration>();
  readonly imports = new Map<string, Imported>();
  /** By exported name: a name of its own, or one of another module. */
  readonly exports = new Map<string, { local: string } | Imported>();
  /** Modules that it exports all of. */
  readonly all: string[] = [];
  #default: Node;

  constructor(path: string, code: string, body: Node[]) {
    this.path = path;
    this.code = code;
    for (const statement of body) this.#read(statement);
  }

  isDefault(node: Node): boolean {
    return this.#default === node;
  }

  #read(statement: Node): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const each of statement.specifiers) {
          const name = each.type === 'ImportDefaultSpecifier' ? 'default' : each.type === 'ImportNamespaceSpecifier' ? '*' : (each.imported.name ?? each.imported.value);
          this.imports.set(each.local.name, { source: statement.source.value, name });
        }
        return;
      case 'ExportAllDeclaration':
        this.all.push(statement.source.value);
        return;
      case 'ExportDefaultDeclaration':
        this.#default = statement.declaration;
        this.#declare(statement.declaration);
        if (statement.declaration.id) this.exports.set('default', { local: statement.declaration.id.name });
        return;
      case 'ExportNamedDeclaration':
        if (statement.declaration) {
          this.#declare(statement.declaration);
          const name = statement.declaration.id?.name;
          if (name !== undefined) this.exports.set(name, { local: name });
        }
        for (const each of statement.specifiers) {
          if (each.type !== 'ExportSpecifier') continue;
          const exported = each.exported.name ?? each.exported.value;
          this.exports.set(exported, statement.source ? { source: statement.source.value, name: each.local.name } : { local: each.local.name });
        }
        return;
      default:
        this.#declare(statement);
    }
  }

  #declare(node: Node): void {
    if (DECLARED.includes(node.type) && node.id) this.declarations.set(node.id.name, { node, module: this });
  }
}

export class Files {
  readonly #sources: Record<string, string>;
  readonly #parse: Parse;
  readonly #modules = new Map<string, Module | undefined>();

  constructor(sources: Record<string, string>, parse: Parse) {
    this.#sources = sources;
    this.#parse = parse;
  }

  /** The module of a path; undefined where there is none, or none that parses. */
  module(path: string): Module | undefined {
    if (!Object.hasOwn(this.#sources, path)) return undefined;
    if (!this.#modules.has(path)) {
      const code = this.#sources[path];
      let body: Node[] | undefined;
      try {
        body = this.#parse(code, path.endsWith('x'));
      } catch {
        // The build says what is wrong with it.
      }
      this.#modules.set(path, body && new Module(path, code, body));
    }
    return this.#modules.get(path);
  }

  /** The module that another imports by a relative path. */
  imported(from: Module, source: string): Module | undefined {
    const parts = from.path.split('/').slice(0, -1);
    for (const part of source.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    const base = parts.join('/');
    const bare = base.replace(/\.[cm]?js$/, '');
    const tried = [base, ...['.ts', '.tsx', '.mts', '.cts'].flatMap((end) => [base + end, bare + end]), `${base}/index.ts`];
    const path = tried.find((each) => Object.hasOwn(this.#sources, each));
    return path === undefined ? undefined : this.module(path);
  }

  /** What a module exports under a name. `seen` ends circles of modules that export all of each other. */
  exported(module: Module, name: string, seen = new Set<Module>()): Declaration | undefined {
    if (seen.has(module)) return undefined;
    seen.add(module);
    const found = module.exports.get(name);
    if (found !== undefined) return 'local' in found ? this.#local(module, found.local, seen) : this.#of(module, found, seen);
    for (const source of module.all) {
      const declaration = this.#of(module, { source, name }, seen);
      if (declaration !== undefined) return declaration;
    }
    return undefined;
  }

  #local(module: Module, name: string, seen: Set<Module>): Declaration | undefined {
    const imported = module.imports.get(name);
    return module.declarations.get(name) ?? (imported && this.#of(module, imported, seen));
  }

  #of(module: Module, { source, name }: Imported, seen: Set<Module>): Declaration | undefined {
    const from = source.startsWith('.') ? this.imported(module, source) : undefined;
    return from && this.exported(from, name, seen);
  }
}
