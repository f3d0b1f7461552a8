import {
  bringsServices, CALLBACK_METHODS, CONTEXT_METHODS, HOST_METHODS, isCallbackPosition, isDrift, isHost, isServiceModule, isStream, KEEPING_METHODS, makesPromise,
  NODE_MODULE, OWN_METHODS,
} from './builtins';
import { Flow } from './flow';
import { patternNames } from './patterns';
import type { Analysis, Binding, FunctionInfo, Node, Site } from './info';
import { append, described, isChosen, isName, keyName, literalNames, memberName, unwrap } from './members';
import { eachChild, isClass, isFunction, staticKey } from './syntax';

/**
 * Finds the call sites that may suspend and marks them (`node.coloured = true`).
 *
 * Identifiers are followed by their binding, members by the name of the property. Since every marked call is checked again
 * when it is made, a site too many costs a few nanoseconds and a site too few parks the worker; neither changes a result.
 */
export function colour(program: Node, analysis: Analysis): void {
  new Colouring(analysis).run(program);
}

/** Marks every site: for tests that want each conversion tried. */
export function colourAll(analysis: Analysis): void {
  for (const info of analysis.functions) for (const site of info.sites) site.node.coloured = true;
}

/** How many variables are followed from one initialiser to the next. */
const MAX_HOPS = 8;

class Colouring {
  readonly #analysis: Analysis;
  readonly #flow = new Flow();
  readonly #bindings = new Map<Binding, number>();
  readonly #properties = new Map<string, number>();
  readonly #functions = new Map<FunctionInfo, number>();
  readonly #returns = new Map<FunctionInfo, number>();
  /** The functions that the source stores under each property name. */
  readonly #members = new Map<string, FunctionInfo[]>();
  /** The property names that have been read. */
  readonly #names = new Set<string>();
  readonly #classes = new Map<Binding, Node>();
  /** The initialisers of variables. */
  readonly #initial = new Map<Binding, Node>();
  /** What passes through places that are not followed one by one: collections, unknown callees. */
  readonly #anywhere = this.#flow.node();
  readonly #computed = this.#flow.node();
  /** What object literals hold. */
  readonly #tables = this.#flow.node();
  /** Variables that are given a property which the source does not name. */
  readonly #chosen = new Set<Binding>();
  readonly #drift = this.#flow.node();
  /** What methods of classes are. */
  readonly #methods = this.#flow.node();
  /** Methods that call what they are given, beside the built-ins. */
  #callers: ReadonlySet<string> = new Set();
  /** Holds when a generator of the bundle can suspend. */
  readonly #generators = this.#flow.node();
  /** Whether services are called, whose methods are in another bundle. */
  #services = false;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  run(program: Node): void {
    this.#services = program.body.some(bringsServices);
    if (program.body.some((statement: Node) => statement.type === 'ImportDeclaration' && statement.source.value === NODE_MODULE)) this.#callers = CONTEXT_METHODS;
    this.#flow.set(this.#drift);
    this.#flow.edge(this.#computed, this.#anywhere);
    this.#gather(program);
    // What is stored out of another variable or property is known once that has been gathered.
    this.#gather(program);
    this.#connect(program, this.#analysis.module);
    for (const info of this.#analysis.functions) for (const site of info.sites) this.#watch(site);
    this.#flow.run();
  }

  /** Finds what each property name and each variable is given in the source. */
  #gather(node: Node): void {
    if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier' && node.id.binding) {
      const value = unwrap(node.init);
      if (isChosen(value)) this.#chosen.add(node.id.binding);
      if (isClass(value)) this.#classes.set(node.id.binding, value);
      else this.#initial.set(node.id.binding, value);
    } else if (node.type === 'ClassDeclaration' && node.id?.binding) {
      this.#classes.set(node.id.binding, node);
    } else if (node.type === 'AssignmentExpression' && node.left.binding && isChosen(unwrap(node.right))) {
      this.#chosen.add(node.left.binding);
    }
    eachChild(node, (child) => this.#gather(child));
    for (const { name, value } of described(node)) if (name !== undefined) for (const info of this.#known(value)) append(this.#members, name, info);
    const name = memberName(node);
    if (name === undefined) return;
    const value = node.type === 'AssignmentExpression' ? node.right : node.value;
    if (value) for (const info of this.#known(value)) append(this.#members, name, info);
  }

  /** Adds the flows of values that `node` and its parts make. */
  #connect(node: Node, owner: FunctionInfo): void {
    const inside = node.info ?? owner;
    for (const { name, value } of described(node)) this.#all(this.#sources(value), name === undefined ? this.#computed : this.#property(name));
    switch (node.type) {
      case 'VariableDeclarator':
        if (!node.init) break;
        this.#into(node.id, this.#sources(node.init));
        if (isDrift(node.init) && node.id.type === 'ObjectPattern') for (const id of patternNames(node.id)) this.#into(id, [this.#drift]);
        break;
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        this.#into(node.left, this.#sources(node.right));
        break;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.kind === 'get') {
          const name = keyName(node);
          if (name !== undefined) this.#flow.edge(this.#returned(node.value.info!), this.#property(name));
        } else if (node.value && node.value.type !== 'AssignmentPattern') {
          const name = memberName(node);
          const sources = this.#sources(node.value);
          this.#all(sources, name === undefined ? this.#computed : this.#property(name));
          this.#all(sources, node.type === 'Property' ? this.#tables : this.#methods);
        }
        break;
      case 'ArrayExpression':
      case 'YieldExpression':
      case 'SpreadElement':
        eachChild(node, (child) => this.#all(this.#sources(child), this.#anywhere));
        break;
      case 'ForOfStatement':
        this.#into(node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left, [this.#anywhere]);
        break;
      case 'ReturnStatement':
        if (node.argument) this.#all(this.#sources(node.argument), this.#returned(owner));
        break;
      case 'CallExpression':
      case 'NewExpression':
        this.#connectArguments(node);
        break;
      case 'TaggedTemplateExpression':
        for (const value of node.quasi.expressions) this.#all(this.#sources(value), this.#anywhere);
        break;
    }
    if (isFunction(node)) {
      if (node.body.type !== 'BlockStatement') this.#all(this.#sources(node.body), this.#returned(inside));
      for (const param of node.params) this.#into(param, [this.#anywhere]);
    }
    eachChild(node, (child) => this.#connect(child, inside));
  }

  #connectArguments(call: Node): void {
    const callee = unwrap(call.callee);
    if (isDrift(callee) || isName(callee, '__name') || (makesPromise(call) && !callee.binding)) return;
    if (isName(callee, '__export') && call.arguments[1]?.type === 'ObjectExpression') {
      for (const property of call.arguments[1].properties) {
        const name = staticKey(property);
        if (name === undefined || property.value.type !== 'ArrowFunctionExpression') continue;
        this.#all(this.#sources(property.value.body), this.#property(name));
        for (const info of this.#known(property.value.body)) append(this.#members, name, info);
      }
      return;
    }
    // Object.values and its like hand out what a table of functions holds.
    if (callee.type === 'MemberExpression' && callee.object.name === 'Object') for (const argument of call.arguments) this.#all(this.#table(argument), this.#anywhere);
    const targets = call.type === 'NewExpression' ? this.#constructors(callee) : this.#targets(callee);
    const name = callee.type === 'MemberExpression' ? staticKey(callee) : undefined;
    const builtin = name !== undefined && CALLBACK_METHODS.has(name) ? name : undefined;
    call.arguments.forEach((argument: Node, index: number) => {
      const sources = this.#sources(argument);
      if (sources.length === 0) return;
      for (const info of targets) {
        // A callback where the built-in of that name takes it is the built-in's, or that of a collection of the author's own.
        if (builtin !== undefined && isCallbackPosition(builtin, index) && !info.usesThis) continue;
        const param = info.node.params[index];
        if (param) this.#into(param, sources);
        if (!param || param.type === 'RestElement' || info.usesArguments) this.#all(sources, this.#anywhere);
      }
      const kept = name !== undefined && KEEPING_METHODS.has(name);
      if (kept || (targets.length === 0 && !isHost(callee, this.#callers))) this.#all(sources, this.#anywhere);
    });
  }

  /** Marks the site once something that may suspend reaches it. */
  #watch(site: Site): void {
    const { node } = site;
    // It defines a name, natively.
    if (node.type === 'CallExpression' && isName(node.callee, '__name')) return;
    const sources: number[] = [];
    if (node.type === 'ForOfStatement' || node.type === 'YieldExpression') {
      const source = unwrap(node.right ?? node.argument);
      if (isStream(source.binding ? this.#initial.get(source.binding) : source)) this.#mark(site);
      if (source.type !== 'ArrayExpression') sources.push(this.#generators, this.#property('next'), this.#property('@@iterator'));
    } else if (node.type === 'NewExpression') {
      sources.push(...this.#sources(node.arguments[0]));
    } else {
      const callee = unwrap(node.type === 'CallExpression' ? node.callee : node.tag);
      sources.push(...this.#called(callee));
      if (callee.type === 'MemberExpression') {
        const name = staticKey(callee);
        if (isDrift(callee.object)) sources.push(this.#drift);
        if (name === 'call' || name === 'apply' || name === 'bind') sources.push(...this.#called(callee.object));
        if (name === 'next' || name === 'return' || name === 'throw') sources.push(this.#generators);
        if (name !== undefined && (CALLBACK_METHODS.has(name) || this.#callers.has(name))) {
          for (const argument of node.arguments ?? []) sources.push(...this.#sources(argument));
        }
      }
    }
    for (const source of sources) this.#flow.when(source, () => this.#mark(site));
    if (this.#services && node.type === 'CallExpression' && this.#mayBeOfServices(unwrap(node.callee))) this.#mark(site);
  }

  /** What may be called by `callee`: where it is a property that the source does not name, one of any object. */
  #called(callee: Node): number[] {
    const chosen = callee.binding ? this.#chosen.has(callee.binding) : isChosen(callee);
    return chosen ? [...this.#sources(callee), this.#tables, this.#methods] : this.#sources(callee);
  }

  /** Whether a call may reach a method of a service: any that the bundle has not itself. */
  #mayBeOfServices(callee: Node): boolean {
    if (callee.type === 'Identifier') return callee.binding?.imported !== undefined && isServiceModule(callee.binding.imported.source);
    if (callee.type !== 'MemberExpression') return false;
    const name = staticKey(callee);
    if (name !== undefined && (this.#members.has(name) || HOST_METHODS.has(name))) return false;
    let root = unwrap(callee.object);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    return root.type !== 'Identifier' || root.binding !== undefined;
  }

  #mark(site: Site): void {
    if (site.node.coloured) return;
    site.node.coloured = true;
    const { owner } = site;
    if (owner.generator) {
      if (!owner.async) this.#flow.set(this.#generators);
    } else if (!owner.async && owner.kind !== 'module') {
      this.#flow.set(this.#function(owner));
    }
  }

  /** The places whose functions the value of `node` may be. */
  #sources(node: Node): number[] {
    switch (node.type) {
      case 'Identifier':
        if (isDrift(node)) return [this.#drift];
        return [node.binding ? this.#binding(node.binding) : this.#property(node.name)];
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'ArrowFunctionExpression':
        return node.async || node.generator ? [] : [this.#function(node.info!)];
      case 'MemberExpression': {
        if (isDrift(node)) return [this.#drift];
        if (node.property.type === 'PrivateIdentifier') return [this.#property('#' + node.property.name)];
        const name = keyName(node);
        return name === undefined ? [this.#computed, this.#anywhere, ...this.#table(node.object)] : [this.#read(name)];
      }
      case 'CallExpression':
        return this.#results(node);
      case 'ChainExpression':
        return this.#sources(node.expression);
      case 'ConditionalExpression':
        return [...this.#sources(node.consequent), ...this.#sources(node.alternate)];
      case 'LogicalExpression':
        return [...this.#sources(node.left), ...this.#sources(node.right)];
      case 'SequenceExpression':
        return this.#sources(node.expressions[node.expressions.length - 1]);
      case 'AssignmentExpression':
        return this.#sources(node.right);
      case 'AwaitExpression':
        return [this.#anywhere, ...this.#sources(node.argument)];
      case 'YieldExpression':
        return [this.#anywhere];
      case 'SpreadElement':
        return [this.#anywhere];
      default:
        return [];
    }
  }

  /** What a computed key may choose of an object literal, a table of functions, or of an instance or class. */
  #table(node: Node): number[] {
    const value = node.type === 'Identifier' && node.binding ? this.#initial.get(node.binding) : node;
    if (node.type === 'ThisExpression' || value?.type === 'NewExpression' || (node.binding && this.#classes.has(node.binding))) return [this.#methods];
    return value?.type === 'ObjectExpression' ? literalNames(value).map((name) => this.#property(name)) : [];
  }

  #results(call: Node): number[] {
    const callee = unwrap(call.callee);
    if (isName(callee, '__name') && call.arguments[0]) return this.#sources(call.arguments[0]);
    if (callee.type === 'MemberExpression' && staticKey(callee) === 'bind') return this.#sources(callee.object);
    const targets = this.#targets(callee);
    const results = targets.map((info) => this.#returned(info));
    if (targets.length === 0 || callee.type === 'MemberExpression') results.push(this.#anywhere);
    return results;
  }

  /** Lets what `sources` hold flow into a variable, a property or a pattern of them. */
  #into(target: Node, sources: readonly number[]): void {
    switch (target.type) {
      case 'Identifier':
        this.#all(sources, target.binding ? this.#binding(target.binding) : this.#property(target.name));
        break;
      case 'MemberExpression': {
        const name = target.property.type === 'PrivateIdentifier' ? '#' + target.property.name : keyName(target);
        this.#all(sources, name === undefined ? this.#computed : this.#property(name));
        break;
      }
      case 'AssignmentPattern':
        this.#into(target.left, sources);
        break;
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') continue;
          const name = staticKey(property);
          this.#into(property.value, name === undefined ? [this.#computed, this.#anywhere] : [this.#read(name)]);
        }
        break;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.#into(element, [this.#anywhere]);
        break;
      case 'RestElement':
        for (const id of patternNames(target.argument)) this.#into(id, [this.#anywhere]);
        break;
    }
  }

  #all(sources: readonly number[], to: number): void {
    for (const source of sources) this.#flow.edge(source, to);
  }

  /** The functions of the bundle that a call of `callee` is known to reach. */
  #targets(callee: Node): FunctionInfo[] {
    if (callee.type === 'MemberExpression') {
      const name = callee.property.type === 'PrivateIdentifier' ? '#' + callee.property.name : keyName(callee);
      return (name !== undefined && this.#members.get(name)) || [];
    }
    return this.#known(callee);
  }

  #constructors(callee: Node): FunctionInfo[] {
    const node = callee.type === 'Identifier' && callee.binding ? this.#classes.get(callee.binding) : isClass(callee) ? callee : undefined;
    if (node === undefined) return this.#known(callee);
    const member = node.body.body.find((element: Node) => element.kind === 'constructor');
    return member ? [member.value.info] : [];
  }

  /** The functions that `node` evaluates to, as far as the source shows. */
  #known(node: Node, hops = 0): FunctionInfo[] {
    const value = unwrap(node);
    if (isFunction(value)) return [value.info!];
    if (hops > MAX_HOPS) return [];
    if (value.type === 'MemberExpression') {
      const name = keyName(value);
      return (name !== undefined && this.#members.get(name)) || [];
    }
    if (value.type !== 'Identifier' || !value.binding) return [];
    const declared = value.binding.functions.map((declaration) => declaration.info!);
    const initial = this.#initial.get(value.binding);
    return declared.length > 0 || initial === undefined ? declared : this.#known(initial, hops + 1);
  }

  #binding(binding: Binding): number {
    let node = this.#bindings.get(binding);
    if (node !== undefined) return node;
    node = this.#flow.node();
    this.#bindings.set(binding, node);
    for (const declaration of binding.functions) for (const source of this.#sources(declaration)) this.#flow.edge(source, node);
    return node;
  }

  #property(name: string): number {
    return this.#made(this.#properties, name);
  }

  /** A property of this name where it is read: what the source stores under no such name may be there under a computed one. */
  #read(name: string): number {
    const node = this.#property(name);
    if (!this.#names.has(name) && !this.#members.has(name) && !OWN_METHODS.has(name)) this.#flow.edge(this.#computed, node);
    this.#names.add(name);
    return node;
  }

  #function(info: FunctionInfo): number {
    return this.#made(this.#functions, info);
  }

  #returned(info: FunctionInfo): number {
    return this.#made(this.#returns, info);
  }

  #made<K>(map: Map<K, number>, key: K): number {
    let node = map.get(key);
    if (node === undefined) map.set(key, (node = this.#flow.node()));
    return node;
  }
}
