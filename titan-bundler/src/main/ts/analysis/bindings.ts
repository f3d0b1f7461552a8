import type { AssignmentExpression, Expression, Identifier, Node, Pattern, Program, Statement } from 'acorn';

/** What a name at the top level of a bundle stands for. */
export type Binding =
  | { kind: 'variable'; id: Identifier; init: Expression | null }
  | { kind: 'function'; id: Identifier }
  | { kind: 'class'; id: Identifier }
  /** `imported` is `*` for a namespace. */
  | { kind: 'import'; id: Identifier; source: string; imported: string };

export type Bindings = ReadonlyMap<string, Binding>;

/** The names that the top level of a bundle declares. */
export function bindingsOf(program: Program): Bindings {
  const bindings = new Map<string, Binding>();
  for (const statement of program.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const specifier of statement.specifiers) {
          const imported =
            specifier.type === 'ImportSpecifier'
              ? nameOf(specifier.imported)
              : specifier.type === 'ImportDefaultSpecifier'
                ? 'default'
                : '*';
          const source = String(statement.source.value);
          bindings.set(specifier.local.name, { kind: 'import', id: specifier.local, source, imported });
        }
        break;
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          if (id.type === 'Identifier') {
            bindings.set(id.name, { kind: 'variable', id, init: init ?? null });
          } else {
            forEachName(id, (name) => bindings.set(name.name, { kind: 'variable', id: name, init: null }));
          }
        }
        break;
      case 'FunctionDeclaration':
        bindings.set(statement.id.name, { kind: 'function', id: statement.id });
        break;
      case 'ClassDeclaration':
        bindings.set(statement.id.name, { kind: 'class', id: statement.id });
        break;
    }
  }
  for (const assignment of lazyInitialisers(program)) {
    if (assignment.left.type === 'Identifier') {
      const binding = bindings.get(assignment.left.name);
      if (binding?.kind === 'variable') {
        binding.init ??= assignment.right;
      }
    }
  }
  return bindings;
}

/** The name of an import or export, which may be written as a string. */
export function nameOf(node: { type: string }): string {
  return node.type === 'Identifier' ? (node as Identifier).name : String((node as Node & { value: unknown }).value);
}

function forEachName(pattern: Pattern, visit: (name: Identifier) => void): void {
  switch (pattern.type) {
    case 'Identifier':
      visit(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        forEachName(property.type === 'Property' ? property.value : property.argument, visit);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) {
        if (element) {
          forEachName(element, visit);
        }
      }
      break;
    case 'AssignmentPattern':
      forEachName(pattern.left, visit);
      break;
    case 'RestElement':
      forEachName(pattern.argument, visit);
      break;
  }
}

/**
 * The assignments in the bodies that esbuild runs on demand. A module that is imported by `import()` or `require` becomes
 * `var init_x = __esm({ "file"() { x = …; } })`, with `var x;` outside.
 */
function* lazyInitialisers(program: Program): Generator<AssignmentExpression> {
  for (const statement of program.body) {
    for (const declarator of statement.type === 'VariableDeclaration' ? statement.declarations : []) {
      const init = declarator.init;
      if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== '__esm') {
        continue;
      }
      const modules = init.arguments[0];
      const module = modules?.type === 'ObjectExpression' ? modules.properties[0] : undefined;
      if (module?.type === 'Property' && module.value.type === 'FunctionExpression') {
        yield* assignments(module.value.body.body);
      }
    }
  }
}

function* assignments(statements: Statement[]): Generator<AssignmentExpression> {
  for (const statement of statements) {
    if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
      yield statement.expression;
    }
  }
}
