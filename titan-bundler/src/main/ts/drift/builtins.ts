import type { Node } from './info';

/** Built-in methods whose callback may suspend at a converted call: the runtime has suspendable versions of them. */
export const CALLBACK_METHODS: ReadonlySet<string> = new Set([
  'map', 'forEach', 'filter', 'reduce', 'reduceRight', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex',
  'flatMap', 'sort', 'toSorted', 'from', 'replace', 'replaceAll', 'then', 'catch', 'finally', 'apply', 'call', 'bind', 'groupBy', 'fromAsync',
]);

/** Whether a built-in method of this name takes its callback at `index` of its arguments. */
export function isCallbackPosition(name: string, index: number): boolean {
  if (name === 'from' || name === 'replace' || name === 'replaceAll' || name === 'groupBy' || name === 'fromAsync') return index === 1;
  return index === 0 || (name === 'then' && index === 1);
}

/** Methods that keep a function or use it natively, and never hand it to code of the bundle under another name. */
export const HOST_METHODS: ReadonlySet<string> = new Set([
  ...CALLBACK_METHODS, 'setTimeout', 'setInterval', 'queueMicrotask', 'defineAction', 'structuredClone', 'waitUntil',
]);

/** Methods of AsyncLocalStorage and AsyncResource that call what they are given, in bundles that have these. */
export const CONTEXT_METHODS: ReadonlySet<string> = new Set(['run', 'exit', 'runInAsyncScope']);

/** The module by which a bundle has them. */
export const NODE_MODULE = 'titan:node';

/** The module that exports what Titan gives to actions. */
export const TITAN_MODULE = 'titan';

/** Whether a bundle has from the app's services what it imports by this name. */
export const isServiceModule = (source: string): boolean => source.startsWith('titan:services/');

/** Whether a statement imports a service, or what gives one. */
export function bringsServices(statement: Node): boolean {
  if (statement.type !== 'ImportDeclaration') return false;
  const source: string = statement.source.value;
  return isServiceModule(source) || (source === TITAN_MODULE && statement.specifiers.some((each: Node) => each.imported === undefined || each.imported.name === 'inject'));
}
