import { currentGeneration } from './generations';
import { inWords } from './in-words';

/** `t.config.get`. */
export function configured(path: unknown, fallback?: unknown): unknown {
  return valueAt('t.config.get', currentGeneration().config, path, fallback);
}

/** The value at a path of keys, `db.url`; the fallback where there is none. @throws TypeError for what is no path */
export function valueAt(label: string, config: unknown, path: unknown, fallback: unknown): unknown {
  if (typeof path !== 'string') throw new TypeError(`${label}: the path must be a string such as 'db.url', not ${inWords(path)}`);
  let value = config;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return fallback;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
