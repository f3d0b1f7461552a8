import { inside, type Context } from './context';
import type { Emitter } from './emitter';
import { emitOriginal, emitTwin, emitWhole, isThin } from './functions';
import type { Binding, Node } from './info';
import { eachChild, isName, staticKey } from './syntax';

/** A method that gets a sibling generator, which the class's first static element attaches to it and removes. */
interface Sibling {
  readonly member: Node;
  /** The key of the sibling while the class is made. */
  readonly key: string;
  readonly index: number;
}

/** The name of a class, and where it stands in the source. */
interface ClassName {
  readonly name: string;
  readonly start: number;
}

/** Where a class keeps the twins of its methods: in a private static field of the class that `id` names. */
interface Holder {
  readonly id: ClassName;
  readonly holder: string;
}

/** Emits a class. Its methods get twins; its constructor, accessors, field initialisers and static blocks run natively. */
export function emitClass(emitter: Emitter, node: Node, context: Context): void {
  const { out, names } = emitter;
  const members: Node[] = node.body.body;
  const siblings = context.attach ? siblingsOf(emitter, members) : [];
  const generators = context.attach ? members.filter((member) => isMethod(member, 'generator') && isLast(members, member)) : [];
  const id = siblings.length > 0 ? nameOf(node) : undefined;
  let at = node.start;
  if (id !== undefined && !node.id) {
    at += 'class'.length;
    out.copy(node.start, at);
    out.add(' ');
    out.word(id.name, id.start);
  }
  eachChild(node, (child) => {
    if (child === node.body) return;
    out.copy(at, child.start);
    emitter.emit(child, context);
    at = child.end;
  });
  out.copy(at, node.body.start + 1);
  const holder = id === undefined ? undefined : `#${names.prefix}_twins`;
  if (siblings.length + generators.length > 0) {
    const attach = `${names.runtime('attachMethods')}(this,`;
    out.add(holder === undefined ? `static{${attach}` : `static ${holder}=${attach}`);
    emitTable(emitter, siblings, generators, context);
    out.add(holder === undefined ? ')}' : ');');
  }
  at = node.body.start + 1;
  for (const member of members) {
    out.copy(at, member.start);
    const sibling = siblings.find((one) => one.member === member);
    emitMember(emitter, member, context, sibling, id === undefined || holder === undefined ? undefined : { id, holder });
    at = member.end;
  }
  out.copy(at, node.end);
}

/**
 * The name by which the methods of a class can find what it keeps. One without a name is given that which it has by where it stands, unless its code means anything else by it than the
 * variable that always holds the class.
 */
function nameOf(node: Node): ClassName | undefined {
  if (node.id) return node.id;
  const { inferred } = node;
  if (inferred === undefined || !('text' in inferred) || !isName(inferred.text)) return undefined;
  const { text, at, variable } = inferred;
  const always = variable?.binding?.assigned === false ? variable.binding : null;
  return mentionsAnother(node, text, always) ? undefined : { name: text, start: at };
}

function mentionsAnother(node: Node, name: string, binding: Binding | null): boolean {
  if (node.type === 'Identifier') return node.name === name && node.binding !== binding;
  let found = false;
  eachChild(node, (child) => (found ||= mentionsAnother(child, name, binding)));
  return found;
}

function siblingsOf(emitter: Emitter, members: Node[]): Sibling[] {
  const siblings: Sibling[] = [];
  for (const member of members) {
    if (!isMethod(member, 'twin') || !isLast(members, member)) continue;
    const index = siblings.length;
    siblings.push({ member, index, key: emitter.names.twin(`${staticKey(member) ?? 'method'}${index}`) });
  }
  return siblings;
}

function isMethod(member: Node, plan: string): boolean {
  return member.type === 'MethodDefinition' && member.key.type !== 'PrivateIdentifier' && member.value.info.plan === plan;
}

/** Whether no later member of the class takes the key of `member`. */
function isLast(members: Node[], member: Node): boolean {
  const name = staticKey(member);
  return !members.slice(members.indexOf(member) + 1).some(
    (other) => other.type === 'MethodDefinition' && other.static === member.static &&
      (name === undefined || staticKey(other) === undefined ? other.computed : staticKey(other) === name),
  );
}

/** Emits the table that `attachMethods` reads: for each method, whether it is static, its key and its sibling's key, if it has one. */
function emitTable(emitter: Emitter, siblings: Sibling[], generators: Node[], context: Context): void {
  const { out } = emitter;
  out.add('[');
  const row = (member: Node, sibling: string) => {
    out.add(member.static ? '1,' : '0,');
    const name = staticKey(member);
    if (name === undefined) emitter.emit(member.key, { ...context, mode: 'plain' });
    else out.add(JSON.stringify(name));
    out.add(`,${sibling},`);
  };
  for (const sibling of siblings) row(sibling.member, JSON.stringify(sibling.key));
  for (const generator of generators) row(generator, 'null');
  out.add(']');
}

function emitMember(emitter: Emitter, member: Node, context: Context, sibling: Sibling | undefined, twins: Holder | undefined): void {
  const { out, names } = emitter;
  const { key, value } = member;
  const initialiser = { attach: context.attach };
  if (member.type === 'StaticBlock') {
    emitter.emit(member, inside(context, member.info!, 'plain', initialiser));
    return;
  }
  out.copy(member.start, key.start);
  if (member.computed) emitter.emit(key, context);
  else out.copy(key.start, key.end);
  if (member.type === 'PropertyDefinition') {
    if (value) {
      out.copy(key.end, value.start);
      emitter.emit(value, inside(context, member.initialiser, 'plain', initialiser));
      out.copy(value.end, member.end);
    } else {
      out.copy(key.end, member.end);
    }
    emitter.terminate(member);
    return;
  }
  out.copy(key.end, value.start);
  const info = value.info!;
  const privateTwin = context.attach && key.type === 'PrivateIdentifier' && info.plan === 'twin';
  if (sibling === undefined && !privateTwin) {
    emitWhole(emitter, info, info.plan === 'twin' ? { ...context, attach: false } : context);
    return;
  }
  if (sibling !== undefined && twins !== undefined && isThin(info)) {
    emitOriginal(emitter, info, context, `.${twins.holder}[${sibling.index}]`, twins.id);
  }
  else emitWhole(emitter, info, { ...context, attach: false });
  out.mark(key.start);
  out.add(member.static ? 'static *' : '*');
  out.add(sibling === undefined ? '#' + names.twin(key.name) : JSON.stringify(sibling.key));
  emitTwin(emitter, info, inside(context, info, 'twin', { self: { newTarget: '(void 0)' } }));
}
