/** What `imports` of a package.json make of names that begin with `#`: https://nodejs.org/api/packages.html#subpath-imports */

/** Those under which an app is bundled; the order is that of the package.json. */
const CONDITIONS: readonly string[] = ['titan', 'module', 'browser', 'import', 'default'];

/**
 * What a name stands for.
 *
 * @param imports as the package.json has it
 * @returns a path relative to the folder of the package.json, which begins with `./`, or the name of something else; undefined where nothing is said of it
 */
export function subpath(imports: unknown, name: string): string | undefined {
  if (typeof imports !== 'object' || imports === null) return undefined;
  if (!name.includes('*') && Object.hasOwn(imports, name)) return valid(target((imports as Record<string, unknown>)[name]));
  let best: { before: string; after: string; value: unknown } | undefined;
  for (const [key, value] of Object.entries(imports)) {
    const [before, after, more] = key.split('*');
    const matches = after !== undefined && more === undefined && name.startsWith(before) && name.endsWith(after) && name.length >= key.length;
    // The longest beginning, and of two that begin alike the longer one, whatever their order.
    if (matches && (best === undefined || before.length > best.before.length || (before.length === best.before.length && after.length > best.after.length))) best = { before, after, value };
  }
  return best && valid(target(best.value, name.slice(best.before.length, name.length - best.after.length)));
}

/** What a value of the map leads to: null where it says that there is nothing, undefined where none of its conditions holds. */
function target(value: unknown, star?: string): string | null | undefined {
  if (typeof value === 'string') return star === undefined ? value : value.replaceAll('*', () => star);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map((each) => target(each, star)).find((each) => valid(each) !== undefined);
  for (const [condition, each] of Object.entries(value)) {
    const found = CONDITIONS.includes(condition) ? target(each, star) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing outside of the package's folder. */
function valid(found: string | null | undefined): string | undefined {
  return typeof found !== 'string' || /^(\.\.|\/)/.test(found) ? undefined : found;
}
