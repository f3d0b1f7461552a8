/** Modules: which provider is seen from where. */
import { factsOf, isThenable, type ModuleOptions } from 'titan:kernel';
import type { Faults } from './faults';
import { nameOf, type Provider, toProvider } from './providers';

/** A provider in its module. */
export interface Node extends Provider {
  module: ModuleNode;
  /** Its place among all: modules after those that they import, providers as their module lists them. */
  order: number;
  /** For each need, what it is met by; several where the token is a multi one, none where it is optional and absent. */
  edges: { many: boolean; targets: Node[] }[];
}

interface ModuleNode {
  name: string;
  global: boolean;
  imports: ModuleNode[];
  own: Map<unknown, Node[]>;
  exports: Set<unknown>;
  reexports: ModuleNode[];
}

/** A module that a static method such as `forRoot` has made. */
interface Dynamic extends ModuleOptions {
  module: Function;
}

export interface Modules {
  all: ModuleNode[];
  root: ModuleNode;
  nodes: Node[];
}

/** Reads all modules that a root module reaches. Promises of modules are waited for. */
export async function readModules(root: unknown, faults: Faults): Promise<Modules> {
  const all: ModuleNode[] = [];
  const nodes: Node[] = [];
  const known = new Map<unknown, ModuleNode>();
  const path: ModuleNode[] = [];

  async function read(given: unknown, by: string | undefined): Promise<ModuleNode | undefined> {
    const declared = isThenable(given) ? await given : given;
    const dynamic = typeof declared === 'object' && declared !== null;
    const type = dynamic ? (declared as Dynamic).module : declared;
    const facts = typeof type === 'function' ? factsOf(type)?.module : undefined;
    if (typeof type !== 'function' || (facts === undefined && !dynamic)) {
      const what = declared === undefined ? 'undefined (files that import each other see undefined for what is not evaluated yet)' : typeof type === 'function' ? nameOf(type) : String(declared);
      return faults.add('BAD_MODULE', `${by === undefined ? 'createContainer' : `module ${by}`}: ${what} is not a module: expected a class with @Module or an object with 'module'`);
    }
    const name = nameOf(type);
    const before = known.get(declared);
    if (before !== undefined) {
      const at = path.indexOf(before);
      if (at < 0) return before;
      const cycle = [...path.slice(at), before].map((each) => each.name);
      return faults.add('MODULE_CYCLE', `modules import each other: ${cycle.join(' → ')}; move what both need into a module of its own`);
    }
    const options = [facts, dynamic ? (declared as Dynamic) : undefined];
    const each = (key: 'imports' | 'providers' | 'exports'): unknown[] => options.flatMap((some) => some?.[key] ?? []);
    const module: ModuleNode = { name, global: options.some((some) => some?.global === true), imports: [], own: new Map(), exports: new Set(), reexports: [] };
    known.set(declared, module);
    path.push(module);
    for (const imported of each('imports')) {
      const found = await read(imported, name);
      if (found !== undefined) module.imports.push(found);
    }
    for (const item of each('providers')) {
      const provider = toProvider(item, name, faults);
      if (provider === undefined) continue;
      const same = module.own.get(provider.token) ?? [];
      if (same.length > 0 && !(provider.multi && same[0].multi)) {
        faults.add('DUPLICATE', `module ${name} declares ${nameOf(provider.token)} twice; give each 'multi: true' if one array of both is meant`);
        continue;
      }
      const node: Node = { ...provider, module, order: nodes.length, edges: [] };
      nodes.push(node);
      module.own.set(provider.token, [...same, node]);
    }
    for (const item of each('exports')) {
      const token = isThenable(item) ? await item : item;
      const again = known.get(token);
      if (again !== undefined && module.imports.includes(again)) module.reexports.push(again);
      else module.exports.add(token);
    }
    for (const token of module.exports) {
      if (!module.own.has(token) && !module.imports.some((imported) => exported(imported, token).length > 0)) {
        faults.add('BAD_EXPORT', `module ${name} exports ${nameOf(token)}, which it neither declares nor imports`);
      }
    }
    path.pop();
    all.push(module);
    return module;
  }

  const found = await read(root, undefined);
  faults.refuse();
  return { all, root: found!, nodes };
}

/** What a module gives to those that import it. */
export function exported(module: ModuleNode, token: unknown): Node[] {
  if (module.exports.has(token)) {
    const own = module.own.get(token);
    if (own !== undefined) return own;
    for (const imported of module.imports) {
      const found = exported(imported, token);
      if (found.length > 0) return found;
    }
  }
  for (const again of module.reexports) {
    const found = exported(again, token);
    if (found.length > 0) return found;
  }
  return [];
}

/** What a token is within a module: its own provider, one that an imported module exports, one of a global module. */
export function visible(modules: Modules, from: ModuleNode, token: unknown): Node[] {
  const own = from.own.get(token);
  if (own !== undefined) return own;
  for (const module of [...from.imports, ...modules.all.filter((each) => each.global)]) {
    const found = exported(module, token);
    if (found.length > 0) return found;
  }
  return [];
}
