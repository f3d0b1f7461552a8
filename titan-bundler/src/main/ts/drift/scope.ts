import { makesPromise } from './builtins';
import { infer, inferFromKey, inferredText, noteKept } from './inference';
import type { Analysis, BindingKind, FunctionInfo, FunctionKind, Node } from './info';
import { mark, Scope } from './lexical';
import { lexicalNames, patternNames } from './patterns';
import { eachChild, isClass, isExpression, isFunction, staticKey } from './syntax';

/** Resolves every identifier of `program` to its binding and gathers what the functions use. */
export function analyse(program: Node): Analysis {
  return new Analyser().run(program);
}

class Analyser {
  readonly #functions: FunctionInfo[] = [];
  readonly #references: { node: Node; scope: Scope; write: boolean }[] = [];
  /** The classes around the place being visited, innermost last, with the private methods each declares. */
  readonly #classes: Map<string, Node>[] = [];
  #inParams = false;

  run(program: Node): Analysis {
    const module = this.#function(program, 'module', null, null, false);
    const scope = new Scope(null, module);
    this.#hoist(program, scope);
    this.#block(program.body, scope);
    for (const { node, scope, write } of this.#references) this.#resolve(node, scope, write);
    return { module, functions: this.#functions };
  }

  #resolve(node: Node, from: Scope, write: boolean): void {
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(node.name);
      if (binding === undefined) continue;
      node.binding = binding;
      if (write) binding.assigned = true;
      return;
    }
  }

  #function(node: Node, kind: FunctionKind, parent: FunctionInfo | null, member: Node | null, derived: boolean): FunctionInfo {
    const info: FunctionInfo = {
      node, kind, parent, member, derived,
      async: node.async === true,
      generator: node.generator === true,
      name: node.id?.name ?? (member && !member.computed ? (member.key.name ?? String(member.key.value)) : undefined) ?? inferredText(node) ?? '<anonymous>',
      usesThis: false, usesArguments: false, usesNewTarget: false, usesSuperCall: false, usesSuperMember: false,
      oddSuperMember: false, callsEval: false, tagged: false, awaits: false, awaitsNatively: false, plan: 'none', innerEdited: false, forced: false,
      sites: [], inner: [], bodyNames: new Set(),
    };
    node.info = info;
    parent?.inner.push(info);
    this.#functions.push(info);
    return info;
  }

  /** Declares the `var`s of a function's body (or of the module) in its scope. */
  #hoist(node: Node, scope: Scope): void {
    eachChild(node, (child) => {
      if (isFunction(child) || isClass(child)) return;
      if (child.type === 'VariableDeclaration' && child.kind === 'var') {
        for (const id of child.declarations.flatMap((declarator: Node) => patternNames(declarator.id))) {
          scope.declare(id.name, 'var');
          scope.owner.bodyNames.add(id.name);
        }
      }
      if (!isExpression(child)) this.#hoist(child, scope);
    });
  }

  /** Declares what the statements declare lexically, then visits them. */
  #block(statements: Node[], scope: Scope): void {
    for (const statement of statements) this.#declare(statement, scope);
    for (const statement of statements) this.#visit(statement, scope);
  }

  #declare(statement: Node, scope: Scope): void {
    const node = statement.type.startsWith('Export') && statement.declaration ? statement.declaration : statement;
    if (node.type === 'FunctionDeclaration' && node.id) scope.declare(node.id.name, 'function').functions.push(node);
    else if (node.type === 'ClassDeclaration' && node.id) scope.declare(node.id.name, 'class');
    else if (node.type === 'LabeledStatement') this.#declare(node.body, scope);
    else if (node.type === 'VariableDeclaration' && node.kind !== 'var') {
      for (const declarator of node.declarations) for (const id of patternNames(declarator.id)) scope.declare(id.name, node.kind);
    } else if (node.type === 'ImportDeclaration') {
      for (const specifier of node.specifiers) {
        const name =
          specifier.type === 'ImportNamespaceSpecifier' ? '*'
          : specifier.type === 'ImportDefaultSpecifier' ? 'default'
          : (specifier.imported.name ?? specifier.imported.value);
        scope.declare(specifier.local.name, 'import', { source: node.source.value, name });
      }
    }
  }

  #visit(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        this.#reference(node, scope, false);
        return;
      case 'FunctionDeclaration':
        if (node.id) this.#reference(node.id, scope, false);
        this.#visitFunction(node, scope, 'function', null, false);
        return;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#visitFunction(node, scope, node.type === 'FunctionExpression' ? 'function' : 'arrow', null, false);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#visitClass(node, scope);
        return;
      case 'BlockStatement':
        this.#block(node.body, new Scope(scope, scope.owner));
        return;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#visitLoop(node, scope);
        return;
      case 'SwitchStatement': {
        this.#visit(node.discriminant, scope);
        const cases = new Scope(scope, scope.owner);
        for (const one of node.cases) for (const statement of one.consequent) this.#declare(statement, cases);
        const statements = node.cases.flatMap((one: Node) => one.consequent);
        for (const one of node.cases) {
          one.declaring = statements;
          this.#children(one, cases);
        }
        return;
      }
      case 'CatchClause': {
        const inner = new Scope(scope, scope.owner);
        if (node.param) this.#pattern(node.param, inner, 'catch');
        this.#visit(node.body, inner);
        return;
      }
      case 'VariableDeclaration':
        if (node.kind === 'await using') scope.owner.awaits = scope.owner.awaitsNatively = true;
        for (const declarator of node.declarations) this.#visitDeclarator(declarator, scope);
        return;
      case 'AssignmentExpression':
        if (node.left.type === 'Identifier' && node.left.start === node.start) infer(node.right, { text: node.left.name, at: node.left.start });
        if (node.left.type === 'MemberExpression' && isFunction(node.right)) {
          const text = staticKey(node.left);
          if (text !== undefined) node.right.assignedTo = { text, at: node.left.property.start };
        }
        if (node.operator !== '=') this.#odd(node.left, scope);
        this.#pattern(node.left, scope, null);
        this.#visit(node.right, scope);
        return;
      case 'UpdateExpression':
        this.#odd(node.argument, scope);
        this.#pattern(node.argument, scope, null);
        return;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.#odd(node.argument, scope);
        this.#visit(node.argument, scope);
        return;
      case 'ObjectExpression':
        for (const property of node.properties) this.#visitProperty(property, scope);
        return;
      case 'MemberExpression':
        this.#visitMember(node, scope);
        return;
      case 'ThisExpression':
        mark(scope.owner, (info) => (info.usesThis = true));
        return;
      case 'AwaitExpression':
      case 'YieldExpression':
        if (node.type === 'AwaitExpression') scope.owner.awaits = true;
        else if (node.delegate && !scope.owner.async) this.#site(node, scope);
        this.#children(node, scope);
        return;
      case 'MetaProperty':
        if (node.meta.name === 'new') mark(scope.owner, (info) => (info.usesNewTarget = true));
        return;
      case 'CallExpression':
        this.#visitCall(node, scope);
        return;
      case 'NewExpression':
        if (makesPromise(node)) this.#site(node, scope);
        this.#children(node, scope);
        return;
      case 'TaggedTemplateExpression':
        scope.owner.tagged = true;
        this.#site(node, scope);
        this.#children(node, scope);
        return;
      case 'LabeledStatement':
        this.#visit(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.#visit(node.declaration, scope);
        else if (!node.source) for (const specifier of node.specifiers) if (specifier.local.type === 'Identifier') this.#reference(specifier.local, scope, false);
        return;
      case 'ExportDefaultDeclaration':
        infer(node.declaration, { text: 'default', at: node.start });
        this.#visit(node.declaration, scope);
        return;
      default:
        this.#children(node, scope);
    }
  }

  #children(node: Node, scope: Scope): void {
    eachChild(node, (child) => this.#visit(child, scope));
  }

  #reference(node: Node, scope: Scope, write: boolean): void {
    if (node.name === 'arguments') mark(scope.owner, (info) => (info.usesArguments = true));
    this.#references.push({ node, scope, write });
  }

  #visitCall(node: Node, scope: Scope): void {
    if (node.callee.type === 'Super') {
      mark(scope.owner, (info) => (info.usesSuperCall = true));
      for (const argument of node.arguments) this.#visit(argument, scope);
      return;
    }
    if (node.callee.type === 'Identifier' && node.callee.name === 'eval' && !node.optional) {
      mark(scope.owner, (info) => (info.callsEval = true));
    } else {
      noteKept(node);
      this.#site(node, scope);
    }
    this.#children(node, scope);
  }

  #site(node: Node, scope: Scope): void {
    scope.owner.sites.push({ node, inParams: this.#inParams, owner: scope.owner });
  }

  #visitMember(node: Node, scope: Scope): void {
    if (node.object.type === 'Super') {
      mark(scope.owner, (info) => {
        info.usesSuperMember = true;
        info.usesThis = true;
      });
    } else {
      this.#visit(node.object, scope);
    }
    if (node.computed) this.#visit(node.property, scope);
    else if (node.property.type === 'PrivateIdentifier') node.privateMethod = this.#privateMethod(node.property.name);
  }

  #privateMethod(name: string): Node | undefined {
    for (let i = this.#classes.length - 1; i >= 0; i--) {
      const names = this.#classes[i]!;
      const element = names.get(name);
      if (element !== undefined) return element.type === 'MethodDefinition' ? element : undefined;
    }
    return undefined;
  }

  /** Notes a use of `super.x` other than a plain read, call or assignment. */
  #odd(target: Node, scope: Scope): void {
    const member = target.type === 'ChainExpression' ? target.expression : target;
    if (member.type === 'MemberExpression' && member.object.type === 'Super') mark(scope.owner, (info) => (info.oddSuperMember = true));
  }

  #visitDeclarator(node: Node, scope: Scope): void {
    if (node.init && node.id.type === 'Identifier') infer(node.init, { text: node.id.name, at: node.id.start, variable: node.id });
    this.#pattern(node.id, scope, 'var');
    if (node.init) this.#visit(node.init, scope);
  }

  #visitLoop(node: Node, outer: Scope): void {
    const scope = new Scope(outer, outer.owner);
    if (node.type === 'ForStatement') {
      if (node.init?.type === 'VariableDeclaration') this.#declare(node.init, scope);
      this.#children(node, scope);
      return;
    }
    if (node.type === 'ForOfStatement') {
      if (node.await) scope.owner.awaits = scope.owner.awaitsNatively = true;
      else this.#site(node, scope);
    }
    if (node.left.type === 'VariableDeclaration') {
      this.#declare(node.left, scope);
      this.#visit(node.left, scope);
      for (const id of patternNames(node.left.declarations[0].id)) if (node.left.kind === 'var') this.#references.push({ node: id, scope, write: true });
    } else {
      this.#pattern(node.left, scope, null);
    }
    this.#visit(node.right, scope);
    this.#visit(node.body, scope);
  }

  #visitProperty(node: Node, scope: Scope): void {
    if (node.type === 'SpreadElement') {
      this.#visit(node.argument, scope);
      return;
    }
    if (node.computed) this.#visit(node.key, scope);
    if (isFunction(node.value) && (node.method || node.kind !== 'init')) {
      this.#visitFunction(node.value, scope, node.kind === 'init' ? 'method' : 'accessor', node, false);
      return;
    }
    if (!node.shorthand) inferFromKey(node);
    this.#visit(node.value, scope);
  }

  /** Visits a binding pattern (`kind` not null) or an assignment target. */
  #pattern(node: Node, scope: Scope, kind: BindingKind | null): void {
    switch (node.type) {
      case 'Identifier':
        if (kind === 'param' || kind === 'catch') scope.declare(node.name, kind);
        this.#reference(node, scope, kind === null);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') this.#patternElement(property.argument, scope, kind);
          else {
            if (property.computed) this.#visit(property.key, scope);
            this.#patternElement(property.value, scope, kind);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.#patternElement(element, scope, kind);
        return;
      case 'RestElement':
        this.#patternElement(node.argument, scope, kind);
        return;
      case 'AssignmentPattern':
        if (node.left.type === 'Identifier') infer(node.right, { text: node.left.name, at: node.left.start });
        this.#pattern(node.left, scope, kind);
        this.#visit(node.right, scope);
        return;
      default:
        this.#visit(node, scope);
    }
  }

  #patternElement(node: Node, scope: Scope, kind: BindingKind | null): void {
    this.#odd(node.type === 'AssignmentPattern' ? node.left : node, scope);
    this.#pattern(node, scope, kind);
  }

  #visitFunction(node: Node, outer: Scope, kind: FunctionKind, member: Node | null, derived: boolean): void {
    let scope = outer;
    const info = this.#function(node, kind, outer.owner, member, derived);
    if (node.type === 'FunctionExpression' && node.id) {
      scope = new Scope(scope, info);
      scope.declare(node.id.name, 'name').functions.push(node);
      this.#reference(node.id, scope, false);
    }
    const params = new Scope(scope, info);
    const wasInParams = this.#inParams;
    this.#inParams = true;
    for (const param of node.params) this.#pattern(param, params, 'param');
    this.#inParams = false;
    if (node.body.type === 'BlockStatement') {
      for (const statement of node.body.body) for (const name of lexicalNames(statement)) info.bodyNames.add(name);
      this.#hoist(node.body, params);
      this.#block(node.body.body, params);
    } else {
      this.#visit(node.body, params);
    }
    this.#inParams = wasInParams;
  }

  #visitClass(node: Node, outer: Scope): void {
    if (node.id && node.type === 'ClassDeclaration') this.#reference(node.id, outer, false);
    const scope = new Scope(outer, outer.owner);
    if (node.id) scope.declare(node.id.name, 'class');
    const names = new Map<string, Node>();
    for (const element of node.body.body) {
      if (element.key?.type !== 'PrivateIdentifier') continue;
      names.set(element.key.name, element);
    }
    this.#classes.push(names);
    if (node.superClass) this.#visit(node.superClass, scope);
    const wasInParams = this.#inParams;
    for (const element of node.body.body) {
      if (element.computed) this.#visit(element.key, scope);
      this.#inParams = false;
      if (element.type === 'StaticBlock') {
        const info = this.#function(element, 'initialiser', outer.owner, null, false);
        info.name = `static block of ${node.id?.name ?? 'class'}`;
        const inner = new Scope(scope, info);
        this.#hoist(element, inner);
        this.#block(element.body, inner);
      } else if (element.type === 'MethodDefinition') {
        const kind = element.kind === 'method' ? 'method' : element.kind === 'constructor' ? 'constructor' : 'accessor';
        this.#visitFunction(element.value, scope, kind, element, kind === 'constructor' && node.superClass !== null);
      } else if (element.value) {
        inferFromKey(element);
        const info = this.#function(element, 'initialiser', outer.owner, element, false);
        element.initialiser = info;
        this.#visit(element.value, new Scope(scope, info));
      }
      this.#inParams = wasInParams;
    }
    this.#classes.pop();
  }
}
