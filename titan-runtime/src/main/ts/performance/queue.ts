/** Who is told of new entries. */
import type { PerformanceEntry } from './entries';

type Listener = (entry: PerformanceEntry) => void;

const listeners = new Set<Listener>();

export function notify(entry: PerformanceEntry): void {
  for (const listener of listeners) listener(entry);
}
export function listen(listener: Listener): void {
  listeners.add(listener);
}
export function unlisten(listener: Listener): void {
  listeners.delete(listener);
}
