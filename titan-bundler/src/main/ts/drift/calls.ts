import { isDrift } from './builtins';
import { emitChain, emitPropertyOf } from './chains';
import type { Context } from './context';
import type { Emitter } from './emitter';
import type { Node } from './info';

/**
 * Emits a call that may suspend: the callee is chosen (the twin, if it has one), the arguments are evaluated, it is called
 * once, and if it was a twin the generator it gave is run; only if that does not finish does the caller suspend as well.
 */
export function emitCall(emitter: Emitter, node: Node, context: Context): void {
  const computed = context.computed?.get(node.callee);
  const callee = computed === undefined ? node.callee : undefined;
  if (callee && isDriftCall(node)) {
    emitDrift(emitter, node, context);
  } else if (callee?.type === 'MemberExpression' && callee.privateMethod?.value.info?.plan === 'twin') {
    emitPrivateCall(emitter, node, context);
  } else {
    emitChosen(emitter, node.callee, node, context, () => {
      emitter.list(node.arguments, deeper(context));
    });
  }
}

/** As `emitCall`, for a tagged template. */
export function emitTagged(emitter: Emitter, node: Node, context: Context): void {
  emitChosen(emitter, node.tag, node, context, () => {
    emitTagArguments(emitter, node.quasi, deeper(context));
  });
}

/** Emits a `new` that may be of a promise: the runtime makes it, and its executor may suspend. */
export function emitConstruction(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  const child = emitter.temporary(context, 'r');
  const step = emitter.temporary(context, 't');
  out.add(`(${child}=${names.runtime('construct')}(${JSON.stringify(describe(node.callee))},`);
  emitter.list([node.callee, ...node.arguments], deeper(context));
  out.add('),');
  out.mark(node.start);
  out.add(run(emitter, context, child, step) + ')');
}

/** Emits what a tag is called with. */
function emitTagArguments(emitter: Emitter, quasi: Node, context: Context): void {
  const { out } = emitter;
  out.add(emitter.names.runtime('template'));
  let at = quasi.start;
  for (const expression of quasi.expressions) {
    out.copy(at, expression.start);
    out.add('0');
    at = expression.end;
  }
  out.copy(at, quasi.end);
  for (const expression of quasi.expressions) {
    out.add(',');
    emitter.emit(expression, context);
  }
}

/** Whether `callee` is `super.x`, and `super` is out of reach where it is emitted: then the call must be given its `this`. */
export function isDistantSuper(callee: Node, context: Context): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Super' && context.self.superGet !== undefined;
}

/** Emits a call, or a tagged template, that does not suspend, of such a callee. */
export function emitSuperCall(emitter: Emitter, node: Node, context: Context): void {
  const { out } = emitter;
  const callee = node.callee ?? node.tag;
  if (!node.optional) out.add(emitter.names.runtime('oddCall') + '(');
  emitter.emit(callee, context);
  out.add(node.optional ? '?.call' : `,${JSON.stringify(describe(callee))}).call`);
  out.mark(callee.property.start);
  out.add(`(${context.self.this ?? 'this'}`);
  if (node.type === 'TaggedTemplateExpression') {
    out.add(',');
    emitTagArguments(emitter, node.quasi, context);
  } else if (node.arguments.length > 0) {
    out.add(',');
    emitter.list(node.arguments, context);
  }
  out.add(')');
}

/** Emits `await`, `yield` or nothing: the value of `operation`, an expression that starts what the function then waits for. */
function suspended(emitter: Emitter, context: Context, child: string): string {
  const { names } = emitter;
  if (context.mode !== 'async') return `${names.runtime('un')}(yield ${names.runtime('hand')}(${child}))`;
  return `(${emitter.save(context)},${child}=(await ${names.runtime('awaitTwin')}(${child})).value,${emitter.restore(context)},${child})`;
}

/** The expression that runs the generator in the variable `child` and has its result; `step` is a variable to spare. */
export function run(emitter: Emitter, context: Context, child: string, step: string): string {
  const depth = `${emitter.names.runtime('state')}.n=${depthOf(emitter, context)}`;
  return `(${depth},(${step}=${child}.next()).done)?${step}.value:${suspended(emitter, context, child)}`;
}

function depthOf(emitter: Emitter, context: Context): string {
  if (context.mode === 'async') return '1';
  context.frame.starts = true;
  return emitter.names.prefix + '_n+1';
}

function deeper(context: Context): Context {
  return { ...context, level: context.level + 1 };
}

function isDriftCall(node: Node): boolean {
  return isDrift(node.callee) && node.arguments.length === 1 && node.arguments[0].type !== 'SpreadElement';
}

function emitDrift(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  const value = emitter.temporary(context, 'r');
  out.add(`((${value}=${names.runtime('drift')}`);
  out.mark(node.callee.start);
  emitter.arguments(node.arguments, context);
  out.add(`)===${names.runtime('pending')}?`);
  out.mark(node.callee.start);
  if (context.mode === 'async') {
    out.add(`(${emitter.save(context)},${value}=await ${names.runtime('awaitDrift')}(),${emitter.restore(context)},${value})`);
  } else {
    out.add(`${names.runtime('un')}(yield ${value})`);
  }
  out.add(`:${value})`);
}

/** Emits a call of a private method of a class around it, whose twin is known by its name. */
function emitPrivateCall(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  const { object, property } = node.callee;
  const child = emitter.temporary(context, 'r');
  const step = emitter.temporary(context, 't');
  out.add(`(${child}=`);
  out.add('(');
  emitter.emit(object, context);
  out.add(').');
  out.mark(property.start);
  out.add('#' + names.twin(property.name));
  emitter.arguments(node.arguments, deeper(context));
  out.add(',');
  out.mark(property.start);
  out.add(run(emitter, context, child, step) + ')');
}

function emitChosen(emitter: Emitter, callee: Node, node: Node, context: Context, emitArguments: () => void): void {
  const { out, names } = emitter;
  const symbol = names.runtime('symbol');
  const found = emitter.temporary(context, 'c');
  const chosen = emitter.temporary(context, 't');
  const result = emitter.temporary(context, 'r');
  const place = callee.type === 'MemberExpression' ? callee.property.start : callee.start;
  const text = JSON.stringify(describe(callee));
  const receiver = emitReceiverFirst(emitter, callee, context);
  out.add(`${result}=(`);
  out.add(`(${chosen}=(${found}=`);
  emitCallee(emitter, callee, receiver, context);
  out.add(`)?.[${symbol}])&&${chosen}[${symbol}]===${found}?${chosen}:${chosen}=`);
  if (receiver === undefined) {
    out.add(`typeof ${found}=="function"?${found}:${names.runtime('notCallable')}(${found},${text})`);
  } else {
    out.add(`${found},${chosen}?.call===${names.runtime('nativeCall')}?${chosen}:${names.runtime('oddCall')}(${chosen},${text})`);
  }
  out.add(receiver === undefined ? ')' : ').call');
  out.mark(place);
  out.add('(');
  if (receiver !== undefined) {
    out.add(receiver);
    if (node.type !== 'CallExpression' || node.arguments.length > 0) out.add(',');
  }
  emitArguments();
  out.add(`),${chosen}===${found}?${result}:`);
  out.mark(place);
  out.add(run(emitter, context, result, chosen) + ')');
}

/** Emits the opening bracket of a call and what must be computed before its callee. Its result is the text of `this`, if there is one. */
function emitReceiverFirst(emitter: Emitter, callee: Node, context: Context): string | undefined {
  const { out } = emitter;
  out.add('(');
  const computed = context.computed?.get(callee);
  if (computed !== undefined) return computed.receiver;
  const member = callee.type === 'ChainExpression' ? callee.expression : callee;
  if (member.type !== 'MemberExpression') return undefined;
  const self = context.self.this ?? 'this';
  if (member.object.type === 'Super') return self;
  if (callee.type === 'MemberExpression' && member.object.type === 'ThisExpression') return self;
  const owner = emitter.temporary(context, 'o');
  if (callee.type === 'MemberExpression') {
    out.add(owner + '=');
    emitter.emit(member.object, context);
    out.add(',');
  }
  return owner;
}

function emitCallee(emitter: Emitter, callee: Node, receiver: string | undefined, context: Context): void {
  if (context.computed?.has(callee) || receiver === undefined) {
    emitter.emit(callee, context);
  } else if (callee.type === 'ChainExpression') {
    emitChain(emitter, callee, deeper(context), '', receiver);
  } else {
    emitPropertyOf(emitter, callee, receiver, deeper(context));
  }
}

/** The callee as V8 names it in "… is not a function". */
function describe(callee: Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return '(intermediate value)';
    case 'ChainExpression':
      return describe(callee.expression);
    case 'CallExpression':
      return describe(callee.callee) + '(...)';
    case 'MemberExpression':
      if (callee.property.type === 'PrivateIdentifier') return `${describe(callee.object)}.#${callee.property.name}`;
      if (!callee.computed) return `${describe(callee.object)}.${callee.property.name}`;
      return `${describe(callee.object)}[${callee.property.type === 'Identifier' ? callee.property.name : '...'}]`;
    default:
      return '(intermediate value)';
  }
}
