import { transform } from '../drift/index.ts';
import { findExports } from './exports';
import { findImports } from './imports';
import { parseModule } from './module';

/**
 * All that the bundler asks about one bundle, from one parse of its text.
 *
 * @param code the bundle as esbuild made it
 * @returns JSON: `exports`, `imports`, and what the drift pass made of it: `report`, and unless it left the text alone, `code` and `mappings`; or `problem`, with a
 *   `place` if there is one, when the text cannot be read
 */
export function analyse(code: string): string {
  try {
    const module = parseModule(code);
    const drift = transform(code);
    return JSON.stringify({
      exports: findExports(module),
      imports: findImports(module),
      report: drift.report,
      code: drift.mappings === null ? undefined : drift.code,
      mappings: drift.mappings ?? undefined,
    });
  } catch (e) {
    if (e instanceof RangeError) {
      return JSON.stringify({ problem: 'the code nests too deeply' });
    }
    if (e instanceof SyntaxError && 'loc' in e) {
      const { line, column } = e.loc as { line: number; column: number };
      return JSON.stringify({ problem: e.message.replace(/ \(\d+:\d+\)$/, ''), place: [line, column + 1, 0] });
    }
    throw e;
  }
}
