import type { FunctionExpression, Identifier, Node } from 'acorn';
import type { Bindings } from './bindings';
import type { Value } from './values';

/**
 * What makes a CommonJS module of a file. esbuild wraps one as `var require_x = __commonJS({ "file"(exports, module) { … } })`, and exports what `require_x()` gives.
 *
 * @param exported the default export of a bundle
 * @returns the first `exports` or `module` in the file; undefined for an ES module, and where neither is written
 */
export function commonJsUse(bindings: Bindings, exported: Value): Identifier | undefined {
  const wrapped = exported.type === 'CallExpression' && exported.callee.type === 'Identifier' ? bindings.get(exported.callee.name) : undefined;
  const wrapper = wrapped?.kind === 'variable' ? wrapped.init : null;
  if (wrapper?.type !== 'CallExpression' || wrapper.callee.type !== 'Identifier' || wrapper.callee.name !== '__commonJS') {
    return undefined;
  }
  const files = wrapper.arguments[0];
  const file = files?.type === 'ObjectExpression' ? files.properties[0] : undefined;
  return file?.type === 'Property' && file.value.type === 'FunctionExpression' ? firstParameterIn(file.value) : undefined;
}

/** The first of a function's parameters in its text. Walks with a stack of its own: files hold chains of thousands of operators. */
function firstParameterIn(wrapper: FunctionExpression): Identifier | undefined {
  const names = new Set(wrapper.params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : '')));
  let first: Identifier | undefined;
  const stack: Node[] = [wrapper.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (first !== undefined && node.start > first.start) {
      continue;
    }
    if (node.type === 'Identifier' && names.has((node as Identifier).name)) {
      first = node as Identifier;
    }
    for (const [key, child] of Object.entries(node)) {
      const isName = (key === 'property' || key === 'key') && !(node as Node & { computed?: boolean }).computed;
      for (const item of isName ? [] : Array.isArray(child) ? child : [child]) {
        if (item !== null && typeof item === 'object' && typeof item.type === 'string') {
          stack.push(item);
        }
      }
    }
  }
  return first;
}
