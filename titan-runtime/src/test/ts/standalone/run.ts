/** Runs what the tests that are bundled with this say. */
import { $run } from 'node:test';

let lines: string[] | undefined;

export function begin(): void {
  void (async () => {
    const found: string[] = [];
    for await (const line of $run('')) {
      const { type, path, outcome, errors } = JSON.parse(line);
      if (type === 'end') found.push([outcome, ...path, ...(errors ?? []).map((error: { message: string }) => error.message)].join(' | '));
    }
    lines = found;
  })();
}

export function outcome(): string {
  return lines === undefined ? 'not settled' : lines.join('\n');
}
