import { inside, type Context, type Self } from './context';
import { emitDrivenBody } from './driven';
import type { Emitter } from './emitter';
import { emitParameters, parameterLength } from './parameters';
import { type FunctionInfo, type Node, rootOf } from './info';
import { patternNames } from './patterns';
import { access, keyText, staticKey } from './syntax';

/** Emits a function, an arrow, or (with the property around it) a method of an object literal, together with its twin. */
export function emitFunction(emitter: Emitter, node: Node, context: Context): void {
  const info = node.info!;
  const plan = context.attach ? info.plan : 'none';
  if (node.type === 'FunctionDeclaration') emitDeclaration(emitter, node, context, plan);
  else if (plan === 'twin') emitPair(emitter, info, context);
  else if (plan === 'generator') emitAttachedGenerator(emitter, info, context);
  else emitWhole(emitter, info, context);
}

function emitDeclaration(emitter: Emitter, node: Node, context: Context, plan: FunctionInfo['plan']): void {
  const info = node.info!;
  if (plan !== 'twin') {
    emitWhole(emitter, info, context);
    return;
  }
  const twin = emitter.names.twin(node.id.name);
  emitOriginal(emitter, info, context, twin);
  emitter.out.add('function* ');
  emitter.out.mark(node.id.start);
  emitter.out.add(twin);
  emitTwin(emitter, info, inside(context, info, 'twin', { self: { newTarget: '(void 0)' } }));
}

/**
 * Emits a function expression and its twin as one expression. What the twin, a generator, cannot take from its surroundings as
 * an arrow would is passed to an arrow around both.
 */
function emitPair(emitter: Emitter, info: FunctionInfo, context: Context): void {
  const { out, names } = emitter;
  const { node } = info;
  const taken = captures(emitter, info, context);
  const inner: Context = { ...context, self: { ...context.self, ...taken.self } };
  const twinContext = inside(inner, info, 'twin', info.kind === 'arrow' ? {} : { self: { newTarget: '(void 0)' } });
  const named = node.type === 'FunctionExpression' && node.id ? (node.id.name as string) : undefined;
  const attach = names.runtime('attach');
  if (info.member) emitKey(emitter, info.member, context);
  if (taken.parameters.length === 0 && named === undefined && !isThin(info)) {
    out.add(attach + '(');
    emitNamed(emitter, info, inner, () => emitOriginal(emitter, info, inner, ''));
    out.add(',');
    emitTwinExpression(emitter, info, twinContext, inner);
    out.add(')');
    return;
  }
  const twin = names.fresh('twin');
  out.add(`((${taken.parameters.join(',')})=>{const ${twin}=`);
  emitTwinExpression(emitter, info, twinContext, inner);
  const emitAuthors = () => emitNamed(emitter, info, inner, () => emitOriginal(emitter, info, inner, twin));
  if (named === undefined) {
    out.add(`;return ${attach}(`);
    emitAuthors();
  } else {
    out.add(',');
    out.word(named, node.id.start);
    out.add('=');
    emitAuthors();
    out.add(`;return ${attach}(`);
    out.word(named, node.id.start);
  }
  out.add(`,${twin});})`);
  out.add(`(${taken.values.join(',')})`);
}

function emitAttachedGenerator(emitter: Emitter, info: FunctionInfo, context: Context): void {
  if (info.member && info.usesSuperMember) {
    emitWhole(emitter, info, context);
    return;
  }
  if (info.member) emitKey(emitter, info.member, context);
  emitter.out.add(emitter.names.runtime('attachGenerator') + '(');
  emitNamed(emitter, info, context, () => emitWhole(emitter, info, context));
  emitter.out.add(')');
}

/** Emits a function that has no twin, or is edited in place. For a method of an object literal, its head as well. */
export function emitWhole(emitter: Emitter, info: FunctionInfo, context: Context): void {
  const { out } = emitter;
  const { node } = info;
  const plan = context.attach ? info.plan : 'none';
  const mode = plan === 'async' ? 'async' : 'plain';
  const own = inside(context, info, mode);
  if (plan === 'none' && !(context.attach && info.innerEdited) && !replaces(info, own.self)) {
    if (info.member?.type === 'Property') emitHead(emitter, info, context);
    out.copy(node.start, node.end);
    return;
  }
  emitHead(emitter, info, context);
  emitParameterList(emitter, info, { ...own, mode: 'plain' });
  if (plan === 'generator') emitGeneratorBody(emitter, info, own);
  else if (plan === 'async') emitBody(emitter, info, own, '');
  else if (plan === 'driven') emitDrivenBody(emitter, info, own);
  else if (node.body.type === 'BlockStatement') emitter.emit(node.body, own);
  else emitExpressionBody(emitter, node.body, own);
}

/** Whether the code of a function mentions anything that stands for something else where it is emitted. */
function replaces(info: FunctionInfo, self: Self): boolean {
  return (
    (info.usesThis && self.this !== undefined) ||
    (info.usesArguments && self.arguments !== undefined) ||
    (info.usesNewTarget && self.newTarget !== undefined) ||
    (info.usesSuperMember && self.superGet !== undefined)
  );
}

function emitExpressionBody(emitter: Emitter, body: Node, context: Context): void {
  emitter.out.add('(');
  emitter.emit(body, context);
  emitter.out.add(')');
}

/**
 * Emits the original beside a twin: its own text, or a call of the twin where the text would need twins of its own. `twin` is
 * the expression that has the twin, after the name of its class (`owner`) if it is a method.
 */
export function emitOriginal(emitter: Emitter, info: FunctionInfo, context: Context, twin: string, owner?: { readonly name: string; readonly start: number }): void {
  if (!isThin(info)) {
    emitWhole(emitter, info, { ...context, attach: false });
    return;
  }
  const { out, names } = emitter;
  const length = parameterLength(info.node);
  const parameters = Array.from({ length }, (_, index) => `${names.prefix}_${index}`);
  emitHead(emitter, info, context);
  if (info.kind === 'arrow') {
    const rest = names.prefix + '_r';
    out.add(`(${[...parameters, '...' + rest].join(',')})=>${names.runtime('runArrow')}(${[twin, rest, ...parameters].join(',')})`);
  } else {
    out.add(`(${parameters.join(',')}){return ${names.runtime('runThin')}(`);
    if (owner) out.word(owner.name, owner.start);
    out.add(`${twin},this,arguments);}`);
  }
}

/** Whether the original is replaced by a call of its twin. One that reads `new.target` cannot be: a twin is never constructed. */
export function isThin(info: FunctionInfo): boolean {
  return (info.innerEdited || info.tagged || info.forced) && !(info.usesNewTarget && info.kind === 'function');
}

/** Emits what stands before the parameters of a function: `async function* name`, or the head of a method. */
function emitHead(emitter: Emitter, info: FunctionInfo, context: Context): void {
  const { out } = emitter;
  const { node } = info;
  if (info.member?.type === 'Property') {
    out.copy(info.member.start, info.member.key.start);
    if (info.member.computed) emitter.emit(info.member.key, context);
    else out.copy(info.member.key.start, info.member.key.end);
    out.copy(info.member.key.end, node.start);
  } else if (info.member === null) {
    if (node.type === 'ArrowFunctionExpression') out.add(node.async ? 'async ' : '');
    else out.copy(node.start, node.id ? node.id.end : headEnd(emitter, node));
  }
}

/** The offset of the bracket that opens an anonymous function's parameters. */
function headEnd(emitter: Emitter, node: Node): number {
  const head = /^(?:async\b)?(?:\s|\/\*[^]*?\*\/|\/\/.*\n)*function(?:\s|\/\*[^]*?\*\/|\/\/.*\n)*\*?(?:\s|\/\*[^]*?\*\/|\/\/.*\n)*/.exec(emitter.source.slice(node.start, node.body.start));
  return node.start + (head ? head[0].length : 0);
}

function emitParameterList(emitter: Emitter, info: FunctionInfo, context: Context): void {
  const { out } = emitter;
  out.add('(');
  emitter.list(info.node.params, context);
  out.add(info.kind === 'arrow' ? ')=>' : ')');
}

/** Emits the parameters and the body of a twin. */
export function emitTwin(emitter: Emitter, info: FunctionInfo, context: Context): void {
  const prologue = emitParameters(emitter, info, context);
  emitBody(emitter, info, context, prologue);
}

/** Emits the twin as an expression, with the author's name for the stack. */
function emitTwinExpression(emitter: Emitter, info: FunctionInfo, context: Context, outer: Context): void {
  const { out } = emitter;
  const name = nameOf(info);
  if (name === undefined) {
    out.add('(0,function*');
    emitTwin(emitter, info, context);
    out.add(')');
    return;
  }
  out.add('{*');
  out.word(keyText(name.text), name.at);
  emitTwin(emitter, info, { ...context, attach: outer.attach });
  emitAccess(emitter, name);
}

/** The name that the author's function has, and where the source has it; undefined if it has none, or one that is computed. */
export function nameOf(info: FunctionInfo): { text: string; at: number } | undefined {
  const { node, member } = info;
  if (node.id) return { text: node.id.name, at: node.id.start };
  if (node.inferred) return 'text' in node.inferred ? node.inferred : undefined;
  if (node.assignedTo) return node.assignedTo;
  const text = member ? staticKey(member) : undefined;
  return text === undefined ? undefined : { text, at: member!.key.start };
}

/** Closes an object literal and reads its one property. */
export function emitAccess(emitter: Emitter, name: { text: string; at: number }): void {
  const text = access(name.text);
  emitter.out.add(text.startsWith('.') ? '}.' : '}');
  emitter.out.word(text.startsWith('.') ? text.slice(1) : text, name.at);
}

/** Emits a body with the variables that its conversions need; `prologue` runs first. */
export function emitBody(emitter: Emitter, info: FunctionInfo, context: Context, prologue: (() => void) | ''): void {
  const { out } = emitter;
  const { body } = info.node;
  out.add('{');
  const slot = out.slot();
  if (prologue) prologue();
  if (body.type === 'BlockStatement') {
    emitter.statements(body.body, body.start + 1, body.end, context);
  } else {
    out.add('return ');
    if (context.mode === 'async') emitter.result(body, context);
    else emitter.emit(body, context);
    out.add(';}');
  }
  slot.text = variables(emitter, context);
}

function variables(emitter: Emitter, context: Context): string {
  const { names } = emitter;
  const { frame } = context;
  const list = [...frame.temporaries];
  const state = names.runtime('state');
  if (frame.restores) list.push(`${names.prefix}_c=${state}.c`);
  if (frame.starts) list.push(`${names.prefix}_n=${state}.n`);
  const declared = list.length > 0 ? `let ${list.join(',')};` : '';
  const begun = `${names.runtime('un')}(yield ${names.runtime('pending')});`;
  if (emitter.suspends && (context.mode === 'twin' || context.mode === 'generator')) return declared + begun;
  return frame.starts ? `${declared}if(${names.prefix}_n>${DEEP})${begun}` : declared;
}

/** How many generators may be started inside one another before the next is handed to the scheduler. */
const DEEP = 400;

/** Emits the body of a user's generator: a native shell that delegates to a suspendable body of its own. */
function emitGeneratorBody(emitter: Emitter, info: FunctionInfo, outer: Context): void {
  const { out, names } = emitter;
  const { node } = info;
  const self: { -readonly [K in keyof Self]: Self[K] } = { newTarget: '(void 0)' };
  const parameters: string[] = [];
  const values: string[] = [];
  out.add('{');
  if (info.usesArguments) {
    self.arguments = names.prefix + '_args';
    parameters.push(self.arguments);
    values.push('arguments');
  }
  if (info.usesSuperMember) {
    self.superGet = names.prefix + '_get';
    self.superSet = names.prefix + '_set';
    const get = `${names.prefix}_k=>super[${names.prefix}_k]`;
    const set = `(${names.prefix}_k,${names.prefix}_v)=>super[${names.prefix}_k]=${names.prefix}_v`;
    out.add(`const ${self.superGet}=${get},${self.superSet}=${set};`);
  }
  for (const name of parameterNames(info).keys()) {
    if (!info.bodyNames.has(name)) continue;
    parameters.push(name);
    values.push(name);
  }
  const name = nameOf(info) ?? { text: names.prefix + '_body', at: node.start };
  out.add(`return yield* ${names.runtime('generator')}({*`);
  out.word(keyText(name.text), name.at);
  emitNames(emitter, info, '(', parameters, ')');
  const context = inside(outer, info, 'generator', { self });
  emitBody(emitter, info, context, '');
  emitAccess(emitter, name);
  emitNames(emitter, info, ',this,[', values, ']);}');
}

/** Emits a list of names, of which those of parameters are the author's. */
export function emitNames(emitter: Emitter, info: FunctionInfo, before: string, list: string[], after: string): void {
  const { out } = emitter;
  const known = parameterNames(info);
  out.add(before);
  list.forEach((name, index) => {
    if (index > 0) out.add(',');
    const at = known.get(name);
    if (at === undefined) out.add(name);
    else out.word(name, at);
  });
  out.add(after);
}

/** The names that the parameters bind, with the offsets at which they do. */
export function parameterNames(info: FunctionInfo): Map<string, number> {
  return new Map(info.node.params.flatMap(patternNames).map((id: Node) => [id.name, id.start]));
}

/** Emits `emit`'s function so that it gets the name that it has in the source by its place. */
function emitNamed(emitter: Emitter, info: FunctionInfo, context: Context, emit: () => void): void {
  const { out } = emitter;
  const { inferred } = info.node;
  const property = info.member?.type === 'Property' ? info.member : undefined;
  if (property) {
    out.add('{');
    emit();
    const name = staticKey(property);
    if (name !== undefined) {
      emitAccess(emitter, { text: name, at: property.key.start });
    } else {
      out.add('}');
      emitComputed(emitter, property.key, context);
    }
  } else if (inferred === undefined) {
    emit();
  } else if ('text' in inferred) {
    out.add('{');
    out.word(keyText(inferred.text), inferred.at);
    out.add(':');
    emit();
    emitAccess(emitter, inferred);
  } else {
    out.add('{');
    emitComputed(emitter, inferred.key, context);
    out.add(':');
    emit();
    out.add('}');
    emitComputed(emitter, inferred.key, context);
  }
}

function emitComputed(emitter: Emitter, key: Node, context: Context): void {
  emitter.out.add('[');
  emitter.emit(key, context);
  emitter.out.add(']');
}

/** Emits the key of a method of an object literal that becomes a property with a value. */
function emitKey(emitter: Emitter, member: Node, context: Context): void {
  const name = staticKey(member);
  if (name === undefined) emitComputed(emitter, member.key, context);
  else emitter.out.word(keyText(name), member.key.start);
  emitter.out.add(':');
}

/** What the twin of an arrow needs from around it: parameters for an arrow around it, their values, and the texts that read them. */
function captures(emitter: Emitter, info: FunctionInfo, context: Context): { self: Self; parameters: string[]; values: string[] } {
  const self: { -readonly [K in keyof Self]: Self[K] } = {};
  const parameters: string[] = [];
  const values: string[] = [];
  if (info.kind !== 'arrow') return { self, parameters, values };
  const { names } = emitter;
  const root = rootOf(info);
  const take = (kind: string, value: string): string => {
    const name = names.fresh(kind);
    parameters.push(name);
    values.push(value);
    return name;
  };
  if (info.usesThis && context.self.this === undefined) {
    self.this = root.derived ? take('this', '()=>this') + '()' : take('this', 'this');
  }
  if (info.usesArguments && context.self.arguments === undefined && root.kind !== 'module' && root.kind !== 'initialiser') {
    self.arguments = take('args', 'arguments');
  }
  if (info.usesNewTarget && context.self.newTarget === undefined) self.newTarget = take('target', 'new.target');
  if (info.usesSuperMember && context.self.superGet === undefined) {
    const key = names.prefix + '_k';
    const value = names.prefix + '_v';
    self.superGet = take('get', `${key}=>super[${key}]`);
    self.superSet = take('set', `(${key},${value})=>super[${key}]=${value}`);
  }
  return { self, parameters, values };
}
