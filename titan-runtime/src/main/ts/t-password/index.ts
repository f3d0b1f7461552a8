/** `t.password`: hashes of passwords by Argon2id (RFC 9106), calculated beside the isolate: `dev.titan.host.password`. */
import { operation } from 'titan:kernel';

interface Cost {
  memoryKiB?: number;
  iterations?: number;
  parallelism?: number;
}

/** What OWASP's cheat sheet on password storage asks for at least. */
const COST = { memoryKiB: 19_456, iterations: 2, parallelism: 1 };
const MOST_BYTES = 4096;
const PHC = /^\$(argon2(?:id|i|d))\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$/;

function passwordOf(what: string, password: unknown): string {
  if (typeof password !== 'string') throw new TypeError(`t.password.${what}: the password must be a string, not ${password === null ? 'null' : typeof password}`);
  if (password.length > MOST_BYTES) throw new RangeError(`t.password.${what}: the password has ${password.length} characters, more than ${MOST_BYTES}`);
  return password;
}

function costOf(what: string, cost: Cost | undefined): number[] {
  if (cost !== undefined && (typeof cost !== 'object' || cost === null)) throw new TypeError(`t.password.${what}: the options must be an object with memoryKiB, iterations, parallelism`);
  const all: Record<string, unknown> = { ...COST, ...cost };
  const names = Object.keys(COST);
  for (const name of Object.keys(all)) {
    if (!names.includes(name)) throw new TypeError(`t.password.${what}: no option '${name}'; there are ${names.join(', ')}`);
    if (!Number.isInteger(all[name]) || (all[name] as number) < 1 || (all[name] as number) > 2 ** 30) throw new RangeError(`t.password.${what}: ${name} must be a whole number from 1 on, not ${String(all[name])}`);
  }
  return names.map((name) => all[name] as number);
}

export const password = {
  hash(given: string, cost?: Cost): PromiseLike<unknown> {
    return operation({ label: 't.password.hash', name: 'password.hash', args: [passwordOf('hash', given), ...costOf('hash', cost)] });
  },
  verify(given: string, hash: string | null | undefined): PromiseLike<unknown> {
    if (hash !== null && hash !== undefined && typeof hash !== 'string') throw new TypeError(`t.password.verify: the hash must be a string, null or undefined, not ${typeof hash}`);
    if (typeof hash === 'string' && !PHC.test(hash) && typeof given === 'string' && PHC.test(given)) {
      throw new TypeError('t.password.verify: the arguments are the other way round; expected verify(password, hash)');
    }
    return operation({ label: 't.password.verify', name: 'password.verify', args: [passwordOf('verify', given), hash ?? null, ...costOf('verify', undefined)] });
  },
  needsRehash(hash: string, cost?: Cost): boolean {
    const wanted = costOf('needsRehash', cost);
    const found = PHC.exec(String(hash));
    return found === null || found[1] !== 'argon2id' || found[2] !== '19' || wanted.some((least, i) => (i < 2 ? Number(found[i + 3]) < least : Number(found[i + 3]) !== least));
  },
};
