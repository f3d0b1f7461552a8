import { emitCall } from './calls';
import type { Computed, Context } from './context';
import type { Emitter } from './emitter';
import type { Node } from './info';

/** Whether a call that may suspend is a link of the chain itself, as opposed to a part of an argument or a key. */
export function spineIsColoured(chain: Node): boolean {
  return spine(chain.expression).some((link) => link.type === 'CallExpression' && link.coloured);
}

/** The links of a chain of members and calls, innermost first. */
function spine(last: Node): Node[] {
  const links: Node[] = [];
  for (let node = last; node.type === 'MemberExpression' || node.type === 'CallExpression'; node = inner(node)) links.push(node);
  return links.reverse();
}

function inner(link: Node): Node {
  return link.type === 'MemberExpression' ? link.object : link.callee;
}

/**
 * Emits an optional chain as nested conditionals, so that its calls can be converted:
 * `a?.b(x)?.c` becomes `(v0=a)==null?void 0:(v1=…v0.b(x)…)==null?void 0:v1.c`.
 *
 * `prefix` stands before the last part (`delete `). With `receiver`, the object of the last member is kept in that temporary.
 */
export function emitChain(emitter: Emitter, chain: Node, outer: Context, prefix: string, receiver?: string): void {
  const { out } = emitter;
  const computed = new Map<Node, Computed>(outer.computed ?? []);
  let context: Context = { ...outer, computed };
  out.add('(');
  for (const link of spine(chain.expression)) {
    if (!link.optional) continue;
    const target = inner(link);
    const value = emitter.temporary(context, 'v');
    if (link.type === 'CallExpression' && target.type === 'MemberExpression') {
      const owner = emitter.temporary(context, 'w');
      out.add(`((${owner}=`);
      emitReceiver(emitter, target, context);
      out.add(`,${value}=`);
      emitPropertyOf(emitter, target, owner, { ...context, level: context.level + 1 });
      out.add(')==null?void 0:');
      computed.set(target, { value, receiver: owner });
    } else {
      out.add(`((${value}=`);
      emitter.emit(target, context);
      out.add(')==null?void 0:');
      computed.set(target, { value });
    }
    context = { ...context, level: context.level + 1 };
  }
  out.add(prefix);
  const last = chain.expression;
  if (receiver !== undefined && last.type === 'MemberExpression') {
    out.add(`(${receiver}=`);
    emitReceiver(emitter, last, context);
    out.add(',');
    emitPropertyOf(emitter, last, receiver, { ...context, level: context.level + 1 });
    out.add(')');
  } else if (last.type === 'CallExpression') {
    emitCall(emitter, last, context);
  } else {
    emitter.emit(last, context);
  }
  out.add(')'.repeat(spine(last).filter((link) => link.optional).length + 1));
}

/** Emits the object of a member expression; for `super`, the value of `this`. */
function emitReceiver(emitter: Emitter, member: Node, context: Context): void {
  if (member.object.type === 'Super') emitter.out.add(context.self.this ?? 'this');
  else emitter.emit(member.object, context);
}

/** Emits the read of a member whose object has been computed into `receiver`. */
export function emitPropertyOf(emitter: Emitter, member: Node, receiver: string, context: Context): void {
  const { out } = emitter;
  if (member.object.type === 'Super') {
    emitMember(emitter, member, context);
    return;
  }
  out.add(receiver);
  emitProperty(emitter, member, context);
}

/** Emits a member expression; where its object has been computed already, without the `?.` in front of the property. */
export function emitMember(emitter: Emitter, node: Node, context: Context): void {
  const { out } = emitter;
  if (node.object.type === 'Super' && context.self.superGet !== undefined) {
    out.add(context.self.superGet + '(');
    emitter.propertyKey(node, context);
    out.add(')');
  } else if (node.optional && context.computed?.has(node.object)) {
    emitter.emit(node.object, context);
    emitProperty(emitter, node, context);
  } else {
    emitter.children(node, context);
  }
}

function emitProperty(emitter: Emitter, member: Node, context: Context): void {
  const { out } = emitter;
  if (member.computed) {
    out.add('[');
    emitter.emit(member.property, context);
    out.add(']');
  } else {
    out.add('.');
    out.copy(member.property.start, member.property.end);
  }
}
