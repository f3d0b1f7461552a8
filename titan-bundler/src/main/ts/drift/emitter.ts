import { emitChain, emitMember, spineIsColoured } from './chains';
import { emitCall, emitConstruction, emitSuperCall, emitTagged, isDistantSuper } from './calls';
import { emitClass } from './classes';
import type { Context } from './context';
import { emitAwait } from './driven';
import { emitFunction } from './functions';
import { emitForOf, endsInForAwait } from './loops';
import type { Names } from './names';
import type { Output } from './output';
import type { Node } from './info';
import { eachChild } from './syntax';

/** Statements that end in a semicolon, which the author may have left to the parser to insert. */
const TERMINATED = new Set([
  'ExpressionStatement', 'VariableDeclaration', 'ThrowStatement', 'BreakStatement', 'ContinueStatement',
  'DoWhileStatement', 'DebuggerStatement', 'ImportDeclaration', 'ExportAllDeclaration', 'PropertyDefinition',
]);

/**
 * Writes the output: copies the source and replaces what the context asks for. One emitter for a file; the source may be
 * emitted more than once, in different contexts.
 */
export class Emitter {
  constructor(
    readonly source: string,
    readonly out: Output,
    readonly names: Names,
    /** Whether every twin suspends as it begins. */
    readonly suspends: boolean,
  ) {}

  emit(node: Node, context: Context): void {
    const computed = context.computed?.get(node);
    if (computed !== undefined) {
      this.out.add(computed.value);
      return;
    }
    switch (node.type) {
      case 'Program':
      case 'BlockStatement':
      case 'StaticBlock':
        this.#block(node, context);
        return;
      case 'SwitchCase':
        this.#switchCase(node, context);
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        emitFunction(this, node, context);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        emitClass(this, node, context);
        return;
      case 'Property':
        this.#property(node, context);
        return;
      case 'CallExpression':
        if (context.mode !== 'plain' && (node.coloured || context.computed?.has(node.callee))) emitCall(this, node, context);
        else if (isDistantSuper(node.callee, context)) emitSuperCall(this, node, context);
        else this.children(node, context);
        return;
      case 'TaggedTemplateExpression':
        if (context.mode !== 'plain' && node.coloured) emitTagged(this, node, context);
        else if (isDistantSuper(node.tag, context)) emitSuperCall(this, node, context);
        else this.children(node, context);
        return;
      case 'ChainExpression':
        if (context.mode !== 'plain' && spineIsColoured(node)) emitChain(this, node, context, '');
        else this.children(node, context);
        return;
      case 'MemberExpression':
        emitMember(this, node, context);
        return;
      case 'UnaryExpression':
        if (node.operator === 'delete' && node.argument.type === 'ChainExpression' && context.mode !== 'plain' && spineIsColoured(node.argument)) {
          emitChain(this, node.argument, context, 'delete ');
        } else this.children(node, context);
        return;
      case 'AssignmentExpression':
        if (context.self.superSet !== undefined && node.left.type === 'MemberExpression' && node.left.object.type === 'Super') {
          this.#superAssignment(node, context);
        } else this.children(node, context);
        return;
      case 'ThisExpression':
        this.#replace(node, context.self.this);
        return;
      case 'MetaProperty':
        this.#replace(node, node.meta.name === 'new' ? context.self.newTarget : undefined);
        return;
      case 'Identifier':
        this.#replace(node, node.name === 'arguments' ? context.self.arguments : undefined);
        return;
      case 'SequenceExpression':
        this.out.add('(');
        this.children(node, context);
        this.out.add(')');
        return;
      case 'NewExpression':
        if (context.mode !== 'plain' && node.coloured) emitConstruction(this, node, context);
        else this.#new(node, context);
        return;
      case 'ImportSpecifier':
      case 'ExportSpecifier':
        this.out.copy(node.start, node.end);
        return;
      case 'YieldExpression':
        if (context.mode === 'generator') this.#yield(node, context);
        else this.children(node, context);
        return;
      case 'AwaitExpression':
        if (context.mode === 'async') this.#await(node, context);
        else if (context.mode === 'twin') emitAwait(this, node, context);
        else this.children(node, context);
        return;
      case 'ReturnStatement':
        this.#return(node, context);
        return;
      case 'TryStatement':
        this.#try(node, context);
        return;
      case 'ForOfStatement':
        emitForOf(this, node, context);
        return;
      case 'LabeledStatement':
        this.out.copy(node.start, node.body.start);
        this.emit(node.body, context);
        return;
      case 'ExportNamedDeclaration':
        this.children(node, context);
        if (!node.declaration) this.terminate(node);
        return;
      case 'ExportDefaultDeclaration':
        this.children(node, context);
        if (!node.declaration.type.endsWith('Declaration')) this.terminate(node);
        return;
      default:
        this.children(node, context);
        if (TERMINATED.has(node.type)) this.terminate(node);
    }
  }

  /** Copies `node` and emits its children in their places. */
  children(node: Node, context: Context): void {
    let at = node.start;
    eachChild(node, (child) => {
      this.out.copy(at, child.start);
      if (child.type === 'VariableDeclaration' && node.type.startsWith('For') && child !== node.body) this.children(child, context);
      else this.emit(child, context);
      at = child.end;
    });
    this.out.copy(at, node.end);
  }

  /** Emits a list of arguments with the brackets around it. */
  arguments(list: Node[], context: Context): void {
    this.out.add('(');
    this.list(list, context);
    this.out.add(')');
  }

  list(list: Node[], context: Context): void {
    list.forEach((node, index) => {
      if (index > 0) this.out.add(',');
      this.emit(node, context);
    });
  }

  /** Adds the semicolon that the source leaves out after `node`. */
  terminate(node: Node): void {
    if (this.source.charCodeAt(node.end - 1) !== 0x3b) this.out.add(';');
  }

  temporary(context: Context, kind: string, level = context.level): string {
    const name = this.names.temporary(kind, level);
    context.frame.temporaries.add(name);
    return name;
  }

  /** Emits the statements of a block, up to `end`, with what must run first in it. */
  statements(list: Node[], from: number, end: number, context: Context, declaring = list): void {
    let at = from;
    let index = 0;
    for (; index < list.length && list[index]!.directive !== undefined; index++) {
      this.out.copy(at, list[index]!.end);
      this.terminate(list[index]!);
      at = list[index]!.end;
    }
    this.attachDeclared(declaring, context);
    for (; index < list.length; index++) {
      const statement = list[index]!;
      this.out.copy(at, statement.start);
      this.emit(statement, context);
      if (context.mode === 'async' && endsInForAwait(statement)) this.out.add(this.restore(context) + ';');
      at = statement.end;
    }
    this.out.copy(at, end);
  }

  /** The expression that notes the context of an async function before it waits: the code before may have entered another. */
  save(context: Context): string {
    context.frame.restores = true;
    return `${this.names.prefix}_c=${this.names.runtime('state')}.c`;
  }

  /** The expression that makes the context of an async function current again. */
  restore(context: Context): string {
    context.frame.restores = true;
    return `${this.names.runtime('state')}.c=${this.names.prefix}_c`;
  }

  /** Attaches the twins of the functions that the statements declare; where a name is declared twice, the last counts. */
  attachDeclared(list: Node[], context: Context): void {
    if (!context.attach) return;
    for (const node of declaredFunctions(list)) {
      const name = node.id.name;
      const twin = node.info!.plan === 'twin';
      if (!twin && node.info!.plan !== 'generator') continue;
      this.out.add(this.names.runtime(twin ? 'attach' : 'attachGenerator') + '(');
      this.out.word(name, node.id.start);
      this.out.add(twin ? `,${this.names.twin(name)});` : ');');
    }
  }

  #block(node: Node, context: Context): void {
    if (node.type === 'Program') {
      this.statements(node.body, node.start, node.end, context);
      return;
    }
    const open = this.source.indexOf('{', node.start) + 1;
    this.out.copy(node.start, open);
    this.statements(node.body, open, node.end, context);
  }

  #switchCase(node: Node, context: Context): void {
    let at = node.start;
    if (node.test) {
      this.out.copy(at, node.test.start);
      this.emit(node.test, context);
      at = node.test.end;
    }
    if (node.consequent.length === 0) this.out.copy(at, node.end);
    else {
      this.out.copy(at, node.consequent[0].start);
      this.statements(node.consequent, node.consequent[0].start, node.end, context, node.declaring);
    }
  }

  #property(node: Node, context: Context): void {
    if (node.shorthand) {
      if (node.value.type === 'Identifier' && node.value.name === 'arguments' && context.self.arguments !== undefined) {
        this.out.add('arguments:');
      }
      this.emit(node.value, context);
      return;
    }
    if (node.value.info && (node.method || node.kind !== 'init')) {
      emitFunction(this, node.value, context);
      return;
    }
    this.out.copy(node.start, node.key.start);
    if (node.computed) this.emit(node.key, context);
    else this.out.copy(node.key.start, node.key.end);
    this.out.copy(node.key.end, node.value.start);
    this.emit(node.value, context);
    this.out.copy(node.value.end, node.end);
  }

  #superAssignment(node: Node, context: Context): void {
    this.out.add(context.self.superSet + '(');
    this.propertyKey(node.left, context);
    this.out.add(',');
    this.emit(node.right, context);
    this.out.add(')');
  }

  /** Emits the key of a member expression as an expression. */
  propertyKey(member: Node, context: Context): void {
    if (member.computed) this.emit(member.property, context);
    else this.out.add(JSON.stringify(member.property.name));
  }

  #replace(node: Node, text: string | undefined): void {
    if (text === undefined) {
      this.out.copy(node.start, node.end);
    } else {
      this.out.mark(node.start);
      this.out.add(text);
    }
  }

  /** Keeps the callee of `new` in brackets of its own: what it becomes may be a call. */
  #new(node: Node, context: Context): void {
    if (node.callee.type === 'Identifier') {
      this.children(node, context);
      return;
    }
    this.out.copy(node.start, node.start + 3);
    this.out.add(' (');
    this.emit(node.callee, context);
    this.out.add(')');
    this.arguments(node.arguments, context);
  }

  #yield(node: Node, context: Context): void {
    this.out.add('(');
    this.out.copy(node.start, node.start + 5);
    this.out.add(node.delegate ? `*${this.names.runtime('delegate')}(` : ` new ${this.names.runtime('Yielded')}(`);
    if (node.argument) this.emit(node.argument, context);
    this.out.add('))');
  }

  #await(node: Node, context: Context): void {
    const value = this.temporary(context, 'v');
    this.out.add(`(${value}=`);
    this.out.copy(node.start, node.start + 'await'.length);
    this.out.add(`(${value}=${this.names.runtime('inThisContext')}(`);
    this.emit(node.argument, context);
    this.out.add(`),${this.save(context)},${value}),${this.restore(context)},${value})`);
  }

  #return(node: Node, context: Context): void {
    const value = node.argument;
    if (context.mode === 'async' && value) {
      this.out.copy(node.start, value.start);
      this.result(value, context);
      this.out.copy(value.end, node.end);
    } else {
      this.children(node, context);
    }
    this.terminate(node);
  }

  /** Emits what an async function returns: V8 calls the `then` of a thenable in no context. */
  result(value: Node, context: Context): void {
    this.out.add(this.names.runtime('inThisContext') + '(');
    this.emit(value, context);
    this.out.add(')');
  }

  #try(node: Node, context: Context): void {
    if (context.mode !== 'async') {
      this.children(node, context);
      return;
    }
    const handler = node.handler;
    this.out.copy(node.start, node.block.start);
    this.emit(node.block, context);
    let at = node.block.end;
    if (handler) {
      this.out.copy(at, handler.start);
      at = handler.start;
      if (handler.param) {
        this.out.copy(at, handler.param.start);
        this.emit(handler.param, context);
        at = handler.param.end;
      }
      this.out.copy(at, handler.body.start);
      this.#restoringBlock(handler, context);
      at = handler.end;
    }
    if (node.finalizer) {
      this.out.copy(at, node.finalizer.start);
      this.#restoringBlock(node.finalizer, context);
    }
  }

  /** Emits a `catch` clause's body or a `finally` block, which may run right after a wait that failed. */
  #restoringBlock(node: Node, context: Context): void {
    const block = node.type === 'CatchClause' ? node.body : node;
    this.out.copy(block.start, block.start + 1);
    this.out.add(this.restore(context) + ';');
    this.statements(block.body, block.start + 1, block.end, context);
  }
}

/** The named functions that the statements declare, without those that a later one of the same name replaces. */
function declaredFunctions(list: Node[]): Node[] {
  const byName = new Map<string, Node>();
  for (const statement of list) {
    const node = statement.type.startsWith('Export') && statement.declaration ? statement.declaration : statement;
    if (node.type === 'FunctionDeclaration' && node.id) byName.set(node.id.name, node);
  }
  return [...byName.values()];
}
