import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** The machine in one line: processors, memory, kernel, distribution. */
export function machine() {
  const [first, ...rest] = cpus();
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  return `${rest.length + 1} × ${first.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${name}, Linux ${release()}`;
}

/** The version of wrk. It prints one only among its usage, which ends with a failure. */
export function wrkVersion() {
  try {
    return execFileSync('wrk', ['-v'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return /wrk ([^\s]+)/.exec(error.stdout ?? '')?.[1] ?? 'not found';
  }
}

/** A warning when something else is using the machine, or undefined. */
export function disturbance() {
  const [minute] = loadavg();
  return minute > 0.5 ? `other work had a load of ${minute.toFixed(1)} in the minute before; these figures are not to be relied on` : undefined;
}
