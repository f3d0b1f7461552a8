import type { Node } from 'acorn';
import type { Module, Place } from './module';

/** An import that is left in a bundle; the names of the members are read by the host. */
interface Import {
  path: string;
  place: Place;
  /** Whether a failure of it is caught right there, as packages do that can live without. */
  optional: boolean;
}

/** What every isolate has for bundles. */
const PROVIDED: readonly unknown[] = ['titan', 'titan:services', 'titan:node'];

/** Whether it is there at run time: what isolates have for bundles, and the files of the app's services. */
const isProvided = (source: unknown): boolean => PROVIDED.includes(source) || (typeof source === 'string' && source.startsWith('titan:services/'));

/** What a bundle imports besides that, statically, by `import()` or by esbuild's stand-in for `require`. */
export function findImports(module: Module): Import[] {
  const found: Import[] = [];
  for (const statement of module.program.body) {
    if ('source' in statement && statement.source && !isProvided(statement.source.value)) {
      found.push({ path: String(statement.source.value), place: module.place(statement), optional: false });
    }
  }
  if (module.code.includes('__require') || module.code.includes('import(')) {
    findCalls(module, found);
  }
  return found;
}

/** Walks with a stack of its own: bundles hold chains of thousands of operators. */
function findCalls(module: Module, found: Import[]): void {
  const stack: { node: Node; optional: boolean }[] = [{ node: module.program, optional: false }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    const path = importedBy(node);
    if (path && !isProvided(path.value)) {
      found.push({ path: path.value, place: module.place(path), optional: next.optional });
    }
    const optional = next.optional && !/Function/.test(node.type);
    for (const [key, child] of Object.entries(node)) {
      const caught = optional || (key === 'block' && node.type === 'TryStatement' && (node as { handler?: unknown }).handler != null);
      for (const item of Array.isArray(child) ? child : [child]) {
        if (item !== null && typeof item === 'object' && typeof item.type === 'string') {
          stack.push({ node: item, optional: caught });
        }
      }
    }
  }
}

interface Path extends Node {
  value: string;
}

function importedBy(node: Node): Path | undefined {
  let path: Node | undefined;
  if (node.type === 'ImportExpression') {
    path = (node as Node & { source: Node }).source;
  } else if (node.type === 'CallExpression') {
    const call = node as Node & { callee: Node & { name?: string }; arguments: Node[] };
    // esbuild numbers the name when the bundle has another of it.
    path = /^__require\d*$/.test(call.callee.name ?? '') ? call.arguments[0] : undefined;
  }
  return path?.type === 'Literal' && typeof (path as Path).value === 'string' ? (path as Path) : undefined;
}
