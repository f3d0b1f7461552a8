import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder bench/. */
export const BENCH = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder that holds bench/ and the launcher `titan`. */
export const ROOT = dirname(BENCH);

/** A file of an npm package that bench/package.json names. */
export const packageFile = (...path) => join(BENCH, 'node_modules', ...path);
