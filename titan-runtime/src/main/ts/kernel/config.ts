import { currentGeneration } from './generations';

/** `t.config.get`. */
export function configured(path: string, fallback?: unknown): unknown {
  let value: unknown = currentGeneration().config;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return fallback;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
