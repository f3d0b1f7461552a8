import { findExports } from './exports';
import { findImports } from './imports';
import { parseModule } from './module';

/**
 * All that the bundler asks about one bundle, from one parse of its text.
 *
 * @param code the bundle as esbuild made it
 * @returns JSON: `exports` and `imports`
 */
export function analyse(code: string): string {
  const module = parseModule(code);
  return JSON.stringify({ exports: findExports(module), imports: findImports(module) });
}
