import { currentGeneration } from './generations';

/** `t.config.get`. */
export function configured(path: string, fallback?: unknown): unknown {
  return valueAt(currentGeneration().config, path, fallback);
}

/** The value at a path of keys, `db.url`; the fallback where there is none. */
export function valueAt(config: unknown, path: string, fallback: unknown): unknown {
  let value = config;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return fallback;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
