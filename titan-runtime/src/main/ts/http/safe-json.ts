import { ArrayIsArray, JSONParse, ObjectKeys, StringIncludes } from '../kernel/primordials';

/**
 * Parses JSON from outside. Members that could change a prototype when an author copies or merges the object are left out: `__proto__`, and `constructor`
 * where its value has a `prototype`.
 *
 * @throws SyntaxError when it is not JSON
 */
export function parseUntrusted(text: string): unknown {
  const value: unknown = JSONParse(text);
  // A name can also be written with \u escapes, so a text with any of those is looked through as well.
  if (StringIncludes(text, '__proto__') || StringIncludes(text, 'constructor') || StringIncludes(text, '\\u')) strip(value);
  return value;
}

/** Without recursion: the text decides how deep the value is. */
function strip(root: unknown): void {
  const open: unknown[] = [root];
  let at = 0;
  while (at < open.length) {
    const value = open[at++];
    if (typeof value !== 'object' || value === null) continue;
    if (ArrayIsArray(value)) {
      for (let i = 0; i < value.length; i++) open[open.length] = value[i];
      continue;
    }
    const object = value as Record<string, unknown>;
    const keys = ObjectKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === '__proto__') {
        delete object[key];
      } else {
        const inner = object[key];
        if (key === 'constructor' && typeof inner === 'object' && inner !== null && 'prototype' in inner) delete object[key];
        else open[open.length] = inner;
      }
    }
  }
}
