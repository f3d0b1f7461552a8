/** What the actions around a case do: run it, and tell how it ended. */
import { describe, show } from './show';

declare const drift: (value: unknown) => unknown;

type Program = (log: (note: unknown) => void) => unknown;

interface Outcome {
  value?: unknown;
  error?: string;
  log: unknown[];
}

/** As the author wrote it: with the globals of globals.ts. */
export function suspended(main: Program): Outcome {
  const outcome: Outcome = { log: [] };
  try {
    const value = main((note) => outcome.log.push(show(note)));
    outcome.value = show(value instanceof Promise ? drift(value) : value);
  } catch (reason) {
    outcome.error = describe(reason);
  }
  return outcome;
}

/** With the `drift` of plain.ts: nothing here can suspend but by await. */
export async function plain(main: Program): Promise<Outcome> {
  const outcome: Outcome = { log: [] };
  try {
    outcome.value = show(await main((note) => outcome.log.push(show(note))));
  } catch (reason) {
    outcome.error = describe(reason);
  }
  return outcome;
}
