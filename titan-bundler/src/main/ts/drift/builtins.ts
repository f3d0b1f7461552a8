import type { Node } from './info';
import { staticKey } from './syntax';

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

/** Methods by which collections of the language keep a function, whatever methods of the same name the author has. */
export const KEEPING_METHODS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'fill', 'concat', 'add', 'set', 'of']);

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

/** Whether `node` is the `drift` that Titan provides: the free global, or an import of it. */
export function isDrift(node: Node): boolean {
  if (node.type === 'Identifier') {
    if (node.binding === undefined) return node.name === 'drift';
    return node.binding.imported?.source === TITAN_MODULE && node.binding.imported.name === 'drift';
  }
  return (
    node.type === 'MemberExpression' && staticKey(node) === 'drift' && node.object.type === 'Identifier' &&
    node.object.binding?.imported?.source === TITAN_MODULE && node.object.binding.imported.name === '*'
  );
}

/** Whether the callee belongs to the host or is a built-in, so that functions handed to it come back only as calls by the host. */
export function isHost(callee: Node, callers: ReadonlySet<string>): boolean {
  if (callee.type === 'Identifier') {
    return callee.binding === undefined ? HOST_METHODS.has(callee.name) : callee.binding.imported?.source === TITAN_MODULE;
  }
  if (callee.type !== 'MemberExpression') return false;
  let root = callee.object;
  while (root.type === 'MemberExpression') root = root.object;
  if (root.type === 'Identifier' && (root.binding === undefined ? root.name === 't' : root.binding.imported?.source === TITAN_MODULE)) return true;
  const name = staticKey(callee);
  return name !== undefined && (HOST_METHODS.has(name) || callers.has(name));
}

/** Whether `node` may be the host's `t.db.stream(…)`, by whatever name its owner goes: what that gives waits between rows, in code that no bundle has. */
export function isStream(node: Node | undefined): boolean {
  return node?.type === 'CallExpression' && node.callee.type === 'MemberExpression' && staticKey(node.callee) === 'stream';
}

/** Whether `node` is a `new` that may be of a promise: the runtime calls the executor there, so that it may suspend. */
export function makesPromise(node: Node): boolean {
  return node.type === 'NewExpression' && node.arguments.length > 0 && node.arguments[0].type !== 'SpreadElement' && mayBePromise(node.callee);
}

/** `Promise` by itself, or as compilers write it: `new (P || (P = Promise))(…)`. */
function mayBePromise(callee: Node): boolean {
  switch (callee.type) {
    case 'Identifier':
      return callee.name === 'Promise';
    case 'MemberExpression':
      return staticKey(callee) === 'Promise';
    case 'LogicalExpression':
      return mayBePromise(callee.left) || mayBePromise(callee.right);
    case 'AssignmentExpression':
      return mayBePromise(callee.right);
    default:
      return false;
  }
}

/**
 * Names of the language's own methods that no app is thought to store its functions under by a computed key. `get`, `set` and their like are none of them: routers and clients are
 * made so.
 */
export const OWN_METHODS: ReadonlySet<string> = new Set(
  ([Object, Function, Array, String, Number, Boolean, RegExp, Date, Promise, Symbol, Error, Uint8Array, Object.getPrototypeOf(Uint8Array)] as any[])
    .flatMap((made) => [made, made.prototype])
    .concat(Math, JSON)
    .flatMap((home) => Object.getOwnPropertyNames(home)),
);
