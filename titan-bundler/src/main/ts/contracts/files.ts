/** The TypeScript files of an app: what each declares, imports and exports. Parsed when first asked for. */
import { subpath } from './packages';

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
          const exported = each.exported.name ?? each.exported.value;
          if (each.type === 'ExportNamespaceSpecifier') this.exports.set(exported, { source: statement.source.value, name: '*' });
          else if (each.type === 'ExportSpecifier') this.exports.set(exported, statement.source ? { source: statement.source.value, name: each.local.name } : { local: each.local.name });
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

/** What a tsconfig makes of names that look like those of packages, and how far up a package.json may be; all paths are relative to the app's folder. */
export interface Paths {
  /** Names, with one `*` at most, and what each stands for, best first. */
  patterns: [string, string[]][];
  /** Where any other name may be found; null without `baseUrl`. */
  base: string | null;
  /** How many folders the app's folder lies in. */
  depth: number;
}

interface Package {
  folder: string;
  imports: unknown;
}

export class Files {
  readonly #sources: Record<string, string>;
  readonly #paths: Paths;
  readonly #parse: Parse;
  readonly #modules = new Map<string, Module | undefined>();
  readonly #packages = new Map<string, Package | undefined>();
  readonly #missed = new Set<string[]>();

  constructor(sources: Record<string, string>, paths: Paths, parse: Parse) {
    this.#sources = sources;
    this.#paths = paths;
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

  /** The module of the app that another imports, by a relative path or by one that the tsconfig or the package.json maps. */
  imported(from: Module, source: string): Module | undefined {
    const tried = this.#places(from, source).flatMap(candidates);
    if (tried.length === 0) return undefined;
    const path = tried.find((each) => Object.hasOwn(this.#sources, each));
    if (path === undefined) this.#missed.add(tried);
    return path === undefined ? undefined : this.module(path);
  }

  /** What an import names that leads to no module of the app: the package that the package.json has for a name of its own, else what is written. */
  specifier(from: Module, source: string): string {
    const target = this.#subpath(from, source)?.target;
    return target === undefined || isRelative(target) ? source : target;
  }

  /** Where a module may be, as esbuild looks for it, best first. */
  #places(from: Module, source: string): string[] {
    if (isRelative(source)) return [`${from.path}/../${source}`];
    const found = this.#subpath(from, source);
    const own = found === undefined ? [] : isRelative(found.target) ? [`${found.folder}/${found.target}`] : mapped(found.target, this.#paths);
    return [...mapped(source, this.#paths), ...own];
  }

  #subpath(from: Module, source: string): { folder: string; target: string } | undefined {
    const nearest = source.startsWith('#') ? this.#package(from) : undefined;
    const target = nearest && subpath(nearest.imports, source);
    return nearest && target !== undefined ? { folder: nearest.folder, target } : undefined;
  }

  /** The nearest package.json, in the folder of a module or above. Nearer ones that are not among the sources may exist: they are missed. */
  #package(from: Module): Package | undefined {
    const [own, ...others] = folders(from.path, this.#paths.depth);
    if (!this.#packages.has(own)) {
      const nearer: string[] = [];
      let found: Package | undefined;
      for (const folder of [own, ...others]) {
        const path = folder === '' ? PACKAGE : `${folder}/${PACKAGE}`;
        if (!Object.hasOwn(this.#sources, path)) nearer.push(path);
        else found = packageIn(folder, this.#sources[path]);
        if (found !== undefined) break;
      }
      if (nearer.length > 0) this.#missed.add(nearer);
      this.#packages.set(own, found);
    }
    return this.#packages.get(own);
  }

  /** For each file that was asked for and is not among the sources, the paths that it may have, best first. */
  get missed(): string[][] {
    return [...this.#missed];
  }

  /**
   * What an import stands for behind modules of the app that only pass it on.
   *
   * @param member what is taken of it if it turns out to be a whole module; empty for nothing
   * @returns of the first module that is none of the app's, with the `member` that is still to be taken of it; undefined for what a module of the app declares
   */
  origin(module: Module, { source, name }: Imported, member: string, seen = new Set<string>()): (Imported & { member: string }) | undefined {
    const from = this.imported(module, source);
    if (from === undefined) return isRelative(source) ? undefined : { source: this.specifier(module, source), name, member };
    if (name === '*') return member === '' ? undefined : this.#passed(from, member, '', seen);
    return this.#passed(from, name, member, seen);
  }

  /** What a module of the app exports under a name, as `origin` has it. `seen` ends circles of modules that export all of each other. */
  #passed(from: Module, name: string, member: string, seen: Set<string>): (Imported & { member: string }) | undefined {
    const key = `${from.path}\n${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const found = from.exports.get(name);
    if (found !== undefined) {
      const passed = 'local' in found ? from.imports.get(found.local) : found;
      return passed && this.origin(from, passed, member, seen);
    }
    for (const all of from.all) {
      // What other packages export is not known; a name that they have is none of 'titan'.
      const through = isRelative(all) || all === 'titan' || this.imported(from, all) !== undefined ? this.origin(from, { source: all, name }, member, seen) : undefined;
      if (through !== undefined) return through;
    }
    return undefined;
  }

  /** The name that 'titan' has for a decorator; undefined for one of another's. */
  decorator(module: Module, decorator: Node): string | undefined {
    const callee = decorator.type === 'CallExpression' ? decorator.callee : decorator;
    const whole = callee.type === 'MemberExpression' && !callee.computed;
    const imported = module.imports.get((whole ? callee.object : callee).name);
    const found = imported && this.origin(module, imported, whole ? (callee.property.name as string) : '');
    if (found?.source !== 'titan') return undefined;
    return found.name === '*' ? found.member : found.member === '' ? found.name : undefined;
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
    const from = this.imported(module, source);
    return from && this.exported(from, name, seen);
  }
}

const PACKAGE = 'package.json';

/** undefined for one that cannot be read, which counts as none. */
function packageIn(folder: string, text: string): Package | undefined {
  try {
    return { folder, imports: JSON.parse(text)?.imports };
  } catch {
    return undefined;
  }
}

/** The folder of a file and those above it, the nearest first. */
function folders(path: string, depth: number): string[] {
  const parts = path.split('/').slice(0, -1);
  const all: string[] = [];
  while (parts.length > 0 && parts.at(-1) !== '..') {
    all.push(parts.join('/'));
    parts.pop();
  }
  for (let up = parts.length; up <= depth; up++) all.push(Array(up).fill('..').join('/'));
  return all;
}

export function isRelative(source: string): boolean {
  return /^\.\.?(\/|$)/.test(source);
}

/** The paths that the tsconfig has for what is no relative one, best first: an exact name before patterns, the pattern with the longest beginning before others. */
function mapped(source: string, { patterns, base }: Paths): string[] {
  if (source === 'titan') return [];
  const own = base === null ? [] : [`${base}/${source}`];
  const exact = patterns.find(([name]) => name === source);
  if (exact !== undefined) return [...exact[1], ...own];
  let best: { before: string; after: string; targets: string[] } | undefined;
  for (const [name, targets] of patterns) {
    const star = name.indexOf('*');
    const before = name.slice(0, star);
    const after = name.slice(star + 1);
    const matches = star >= 0 && source.length >= before.length + after.length && source.startsWith(before) && source.endsWith(after);
    if (matches && (best === undefined || before.length > best.before.length)) best = { before, after, targets };
  }
  if (best === undefined) return own;
  const middle = source.slice(best.before.length, source.length - best.after.length);
  return [...best.targets.map((target) => target.replace('*', () => middle)), ...own];
}

/** The paths that a module may have, as TypeScript tries them, given the one that an import leads to. What lies outside of the app's folder begins with `..`. */
function candidates(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const base = parts.join('/');
  const bare = base.replace(/\.[cm]?js$/, '');
  return [base, ...['.ts', '.tsx', '.mts', '.cts'].flatMap((end) => [base + end, bare + end]), ...['.js', '.jsx', '.mjs'].map((end) => base + end), `${base}/index.ts`, `${base}/index.js`];
}
