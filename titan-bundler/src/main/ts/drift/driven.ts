import { inside, type Context, type Self } from './context';
import type { Emitter } from './emitter';
import { emitAccess, emitBody, emitNames, nameOf, parameterNames } from './functions';
import { type FunctionInfo, type Node, rootOf } from './info';
import { keyText } from './syntax';

/**
 * Emits the body of an async function that is driven: a call of the runtime with a suspendable body, a generator in which an `await` is a suspension. The shell stays async, so
 * that errors of its parameters reject.
 */
export function emitDrivenBody(emitter: Emitter, info: FunctionInfo, outer: Context): void {
  const { out, names } = emitter;
  const self: { -readonly [K in keyof Self]: Self[K] } = { ...outer.self };
  const constants: string[] = [];
  const take = (kind: string, value: string): string => {
    const name = names.fresh(kind);
    constants.push(`${name}=${value}`);
    return name;
  };
  const arrow = info.kind === 'arrow';
  const root = rootOf(info);
  if (info.usesThis && self.this === undefined) self.this = take('this', 'this');
  if (info.usesArguments && self.arguments === undefined && !(arrow && (root.kind === 'module' || root.kind === 'initialiser'))) {
    self.arguments = take('args', 'arguments');
  }
  if (!arrow) self.newTarget = '(void 0)';
  else if (info.usesNewTarget && self.newTarget === undefined) self.newTarget = take('target', 'new.target');
  if (info.usesSuperMember && self.superGet === undefined) {
    const key = names.prefix + '_k';
    const value = names.prefix + '_v';
    self.superGet = take('get', `${key}=>super[${key}]`);
    self.superSet = take('set', `(${key},${value})=>super[${key}]=${value}`);
  }
  const parameters = [...parameterNames(info).keys()].filter((name) => info.bodyNames.has(name));
  const name = nameOf(info) ?? { text: names.prefix + '_body', at: info.node.start };
  out.add('{');
  if (constants.length > 0) out.add(`const ${constants.join(',')};`);
  out.add(`return ${names.runtime('driven')}({*`);
  out.word(keyText(name.text), name.at);
  emitNames(emitter, info, '(', parameters, ')');
  emitBody(emitter, info, inside(outer, info, 'twin', { self }), '');
  emitAccess(emitter, name);
  emitNames(emitter, info, ',[', parameters, ']);}');
}

/** Emits an `await` of a driven function. */
export function emitAwait(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  out.add(`${names.runtime('un')}(yield ${names.runtime('awaited')}(`);
  emitter.emit(node.argument, context);
  out.add('))');
}
