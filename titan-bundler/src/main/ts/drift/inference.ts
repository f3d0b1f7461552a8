import type { InferredName, Node } from './info';
import { isClass, isFunction, staticKey } from './syntax';

/** Notes the name that an anonymous function or class gets by where it stands. */
export function infer(node: Node, name: InferredName): void {
  if ((isFunction(node) || isClass(node)) && !node.id) node.inferred = name;
}

/** As `infer`, for the value of a property or field. */
export function inferFromKey(property: Node): void {
  const key = property.key;
  const text = staticKey(property);
  if (key.type === 'PrivateIdentifier') infer(property.value, { text: '#' + key.name, at: key.start });
  else if (text !== undefined && !(property.type === 'Property' && text === '__proto__' && !property.computed)) infer(property.value, { text, at: key.start });
  else if (property.computed) infer(property.value, { key });
}

/** Notes the name that esbuild gives back to a function by its `__name(…, "name")`, for stacks: the variable before it may have another. */
export function noteKept(call: Node): void {
  const [named, name] = call.arguments;
  if (call.callee.type !== 'Identifier' || !/^__name\d*$/.test(call.callee.name) || named === undefined || !isFunction(named)) return;
  if (name?.type === 'Literal' && typeof name.value === 'string' && name.value !== '') named.assignedTo = { text: name.value, at: name.start + 1 };
}

/** The name that `infer` has noted, if it is a text. */
export function inferredText(node: Node): string | undefined {
  return node.inferred && 'text' in node.inferred ? node.inferred.text : undefined;
}
