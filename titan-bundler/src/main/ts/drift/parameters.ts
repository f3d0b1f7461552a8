import type { Context } from './context';
import type { Emitter } from './emitter';
import type { FunctionInfo, Node } from './info';
import { patternNames } from './patterns';
import { eachChild, isFunction } from './syntax';

/** The `length` that a function with the parameters of `node` has. */
export function parameterLength(node: Node): number {
  const end = node.params.findIndex((param: Node) => param.type === 'AssignmentPattern' || param.type === 'RestElement');
  return end < 0 ? node.params.length : end;
}

/**
 * Emits the parameter list of a twin. A parameter whose default or pattern may suspend cannot stay there, since `yield` is not
 * allowed in parameters: it and those after it become declarations, which the function in the result emits into the body.
 */
export function emitParameters(emitter: Emitter, info: FunctionInfo, context: Context): (() => void) | '' {
  const { out, names } = emitter;
  const { params } = info.node;
  const plain: Context = { ...context, mode: 'plain' };
  const first = movable(info) ? firstMoved(params) : -1;
  const kept: Node[] = first < 0 ? params : params.slice(0, first);
  const moved: Node[] = first < 0 ? [] : params.slice(first);
  out.add('(');
  emitter.list(kept, plain);
  const stand = moved.map((param, index) => (param.type === 'RestElement' ? '...' : '') + `${names.prefix}_p${index}`);
  out.add((kept.length > 0 && moved.length > 0 ? ',' : '') + stand.join(',') + ')');
  if (moved.length === 0) return '';
  return () => moved.forEach((param, index) => emitMoved(emitter, info, param, `${names.prefix}_p${index}`, context));
}

/** The first parameter that cannot stay: one that may suspend, or that mentions a parameter behind it which moves. -1 if all stay. */
function firstMoved(params: Node[]): number {
  let first = params.findIndex(suspends);
  if (first < 1) return first;
  const moved = new Set<string>();
  const note = (from: number, to: number) => params.slice(from, to).forEach((param) => patternNames(param).forEach((id) => moved.add(id.name)));
  note(first, params.length);
  for (let at = first - 1; at >= 0; at--) {
    if (params[at]!.type === 'Identifier' || !mentions(params[at]!, moved)) continue;
    note(at, first);
    first = at;
  }
  return first;
}

function emitMoved(emitter: Emitter, info: FunctionInfo, param: Node, value: string, context: Context): void {
  const { out } = emitter;
  const target = param.type === 'AssignmentPattern' ? param.left : param.type === 'RestElement' ? param.argument : param;
  const redeclared = target.type === 'Identifier' && info.bodyNames.has(target.name);
  out.add(redeclared ? 'var ' : 'let ');
  emitter.emit(target, context);
  out.add('=');
  if (param.type === 'AssignmentPattern') {
    out.add(`${value}===void 0?(`);
    emitter.emit(param.right, context);
    out.add('):');
  }
  out.add(value + ';');
}

/**
 * Whether parameters can become declarations of the body without a name changing its meaning: none that they mention is
 * declared by the body, but for a plain parameter that the body redeclares with `var`. A function of that name is there before the parameter could be.
 */
function movable(info: FunctionInfo): boolean {
  if (info.bodyNames.size === 0) return true;
  const own = new Set(info.node.params.flatMap(patternNames).map((id: Node) => id.name));
  if (info.node.body.body?.some((statement: Node) => statement.type === 'FunctionDeclaration' && own.has(statement.id.name))) return false;
  return info.node.params.every((param: Node) => {
    const plain = param.type === 'AssignmentPattern' && param.left.type === 'Identifier' ? param.right : param.type === 'Identifier' ? null : param;
    return plain === null || !mentions(plain, info.bodyNames);
  });
}

function mentions(node: Node, names: Set<string>): boolean {
  if (node.type === 'Identifier') return names.has(node.name);
  let found = false;
  eachChild(node, (child) => (found ||= mentions(child, names)));
  return found;
}

function suspends(node: Node): boolean {
  if (isFunction(node)) return false;
  if (node.coloured) return true;
  let found = false;
  eachChild(node, (child) => (found ||= suspends(child)));
  return found;
}
