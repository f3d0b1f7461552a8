import { run } from './calls';
import type { Context } from './context';
import type { Emitter } from './emitter';
import { patternNames } from './patterns';
import type { Node } from './info';
import { eachChild } from './syntax';

/** Whether the statement is a `for await` loop, after which an async function resumes without an `await` in sight. */
export function endsInForAwait(statement: Node): boolean {
  const loop = statement.type === 'LabeledStatement' ? statement.body : statement;
  return loop.type === 'ForOfStatement' && loop.await === true;
}

/**
 * Emits a `for…of` loop. Where its iterator may suspend, the native loop runs over a stand-in and the body begins with the
 * step of the real iterator; so `break`, `continue`, labels and the closing on exit stay native:
 *
 *     for (const x of E) B   →   i=it(E); for (const y of i.each) { if (i.slow&&(step)) break; const x=i.slow?i.value:y; B }
 */
export function emitForOf(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  if (node.await || !node.coloured || context.mode === 'plain' || shadows(node)) {
    emitNative(emitter, node, context);
    return;
  }
  const loop = names.fresh('loop');
  context.frame.temporaries.add(loop);
  const child = emitter.temporary(context, 'r');
  const step = emitter.temporary(context, 't');
  const element = names.fresh('element');
  out.add(`for(const ${element} of ((${loop}=${names.runtime('iterate')}(`);
  emitter.emit(node.right, context);
  out.add(`)).slow?(${child}=${loop}.open(),`);
  out.mark(node.right.start);
  out.add(`${run(emitter, context, child, step)}):0,${loop}.each)){if(${loop}.slow&&(${child}=${loop}.step(),`);
  out.mark(node.right.start);
  out.add(`${run(emitter, context, child, step)}))break;`);
  const value = `=${loop}.slow?${loop}.value:${element};`;
  if (node.left.type === 'VariableDeclaration') {
    out.copy(node.left.start, node.left.declarations[0].id.start);
    emitter.emit(node.left.declarations[0].id, context);
    out.add(value);
  } else {
    out.add('(');
    emitter.emit(node.left, context);
    out.add(value.slice(0, -1) + ');');
  }
  emitter.emit(node.body, context);
  out.add('}');
}

function emitNative(emitter: Emitter, node: Node, context: Context): void {
  if (!(node.await && context.mode === 'async')) {
    emitter.children(node, context);
    return;
  }
  const { out } = emitter;
  out.copy(node.start, node.left.start);
  if (node.left.type === 'VariableDeclaration') emitter.children(node.left, context);
  else emitter.emit(node.left, context);
  out.copy(node.left.end, node.right.start);
  const source = emitter.temporary(context, 'v');
  out.add(`(${source}=`);
  emitter.emit(node.right, context);
  out.add(`,${emitter.save(context)},${source})`);
  out.copy(node.right.end, node.body.start);
  out.add(`{${emitter.restore(context)};`);
  emitter.emit(node.body, context);
  out.add('}');
}

/** Whether the loop's own variables hide names that the iterated expression mentions: there they are in their dead zone. */
function shadows(node: Node): boolean {
  if (node.left.type !== 'VariableDeclaration' || node.left.kind === 'var') return false;
  const names = new Set(patternNames(node.left.declarations[0].id).map((id) => id.name as string));
  const mentions = (part: Node): boolean => {
    if (part.type === 'Identifier') return names.has(part.name);
    let found = false;
    eachChild(part, (child) => (found ||= mentions(child)));
    return found;
  };
  return mentions(node.right);
}
