import type { Node } from './info';

/** The children of each node type in the order of the source. */
const CHILDREN: Record<string, readonly string[]> = {
  Program: ['body'],
  ExpressionStatement: ['expression'],
  BlockStatement: ['body'],
  StaticBlock: ['body'],
  WithStatement: ['object', 'body'],
  ReturnStatement: ['argument'],
  LabeledStatement: ['label', 'body'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
  IfStatement: ['test', 'consequent', 'alternate'],
  SwitchStatement: ['discriminant', 'cases'],
  SwitchCase: ['test', 'consequent'],
  ThrowStatement: ['argument'],
  TryStatement: ['block', 'handler', 'finalizer'],
  CatchClause: ['param', 'body'],
  WhileStatement: ['test', 'body'],
  DoWhileStatement: ['body', 'test'],
  ForStatement: ['init', 'test', 'update', 'body'],
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  FunctionDeclaration: ['id', 'params', 'body'],
  FunctionExpression: ['id', 'params', 'body'],
  ArrowFunctionExpression: ['params', 'body'],
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  ArrayExpression: ['elements'],
  ObjectExpression: ['properties'],
  Property: ['key', 'value'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  BinaryExpression: ['left', 'right'],
  AssignmentExpression: ['left', 'right'],
  LogicalExpression: ['left', 'right'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  NewExpression: ['callee', 'arguments'],
  CallExpression: ['callee', 'arguments'],
  MemberExpression: ['object', 'property'],
  ChainExpression: ['expression'],
  YieldExpression: ['argument'],
  AwaitExpression: ['argument'],
  TemplateLiteral: ['expressions'],
  TaggedTemplateExpression: ['tag', 'quasi'],
  AssignmentPattern: ['left', 'right'],
  ArrayPattern: ['elements'],
  ObjectPattern: ['properties'],
  RestElement: ['argument'],
  SpreadElement: ['argument'],
  SequenceExpression: ['expressions'],
  ClassDeclaration: ['id', 'superClass', 'body'],
  ClassExpression: ['id', 'superClass', 'body'],
  ClassBody: ['body'],
  MethodDefinition: ['key', 'value'],
  PropertyDefinition: ['key', 'value'],
  ImportExpression: ['source', 'options'],
  ImportDeclaration: ['specifiers', 'source'],
  ImportSpecifier: ['imported', 'local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  ExportNamedDeclaration: ['declaration', 'specifiers', 'source'],
  ExportSpecifier: ['local', 'exported'],
  ExportDefaultDeclaration: ['declaration'],
  ExportAllDeclaration: ['exported', 'source'],
};

const NONE: readonly string[] = [];

/** Calls `visit` for each child of `node`, in the order of the source. The two halves of a shorthand property are one child. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const keys = CHILDREN[node.type] ?? NONE;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === 'key' && node.shorthand) continue;
    const child = node[key];
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) {
      for (let j = 0; j < child.length; j++) if (child[j]) visit(child[j]);
    } else {
      visit(child);
    }
  }
}

export function isFunction(node: Node): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration';
}

export function isClass(node: Node): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The name of a property key that is known without running anything; undefined for a computed or private one. */
export function staticKey(node: Node): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (key.type === 'PrivateIdentifier') return undefined;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return String(key.value);
  return undefined;
}

/** Whether evaluating a computed key a second time has no effect and gives the same key: a literal or `Symbol.name`. */
export function isPureKey(key: Node): boolean {
  if (key.type === 'Literal') return typeof key.value === 'string' || typeof key.value === 'number';
  return (
    key.type === 'MemberExpression' &&
    !key.computed &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.object.binding === undefined
  );
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text that reads the property `name` of what stands before it. */
export function access(name: string): string {
  return IDENTIFIER.test(name) ? '.' + name : '[' + JSON.stringify(name) + ']';
}

/** Words that no class can be named by. */
const RESERVED: ReadonlySet<string> = new Set(
  ('arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new ' +
    'null package private protected public return static super switch this throw true try typeof var void while with yield').split(' '),
);

/** Whether a class can have this name. */
export function isName(text: string): boolean {
  return IDENTIFIER.test(text) && !RESERVED.has(text);
}

/** The text of `name` as a key in an object literal; never one that sets the prototype. */
export function keyText(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** Whether no statement can be a part of `node` but by a function or a class. */
export function isExpression(node: Node): boolean {
  return node.type.endsWith('Expression') || node.type === 'Identifier' || node.type === 'Literal' || node.type === 'TemplateLiteral';
}
