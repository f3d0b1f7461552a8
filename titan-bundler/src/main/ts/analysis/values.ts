import type { ClassDeclaration, Expression, FunctionDeclaration, Identifier } from 'acorn';
import type { Bindings } from './bindings';

/** What can be exported. */
export type Value = Expression | FunctionDeclaration | ClassDeclaration;

/** The value behind a name, through plain aliases; in words when it is no expression. */
export function follow(bindings: Bindings, name: Identifier): { binding: string; value: Value | string } {
  let current = name;
  for (const seen = new Set<string>(); !seen.has(current.name); ) {
    seen.add(current.name);
    const binding = bindings.get(current.name);
    if (binding?.kind === 'function') {
      return { binding: current.name, value: 'a function' };
    }
    if (binding?.kind === 'class') {
      return { binding: current.name, value: 'a class' };
    }
    if (binding?.kind !== 'variable' || binding.init === null) {
      return { binding: current.name, value: binding?.kind === 'import' ? 'an import' : 'a value' };
    }
    const value = unwrap(binding.init);
    if (value.type !== 'Identifier' || value.name === 'undefined') {
      return { binding: current.name, value: value.type === 'Identifier' ? 'undefined' : value };
    }
    current = value;
  }
  return { binding: current.name, value: 'a value' };
}

/** Without the call of `__name` by which esbuild keeps names, and without the comma that drops a receiver. */
export function unwrap<T extends Value>(expression: T): T | Expression {
  let value: Value = expression;
  for (;;) {
    if (
      value.type === 'CallExpression' &&
      value.callee.type === 'Identifier' &&
      value.callee.name === '__name' &&
      value.arguments[0] &&
      value.arguments[0].type !== 'SpreadElement'
    ) {
      value = value.arguments[0];
    } else if (value.type === 'SequenceExpression') {
      value = value.expressions[value.expressions.length - 1];
    } else {
      return value as T | Expression;
    }
  }
}
