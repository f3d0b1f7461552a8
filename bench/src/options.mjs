import { parseArgs } from 'node:util';

export const USAGE = `usage: bench/run [case…] [options]

  case               names of files in bench/cases, without .json (default: all)
  --peers a,b        titan, node, fastify, bun, deno (default: all; the first is what ratios refer to)
  --rounds N         measurements of each peer and case, taken in turn (default 5)
  --seconds N        length of a measurement (default 5)
  --warmup N         load before it, shown apart (default 10)
  --connections N    kept-alive connections (default 64)
  --threads N        threads of wrk (default 2)
  --json FILE        also writes every sample
  --write FILE       also writes the tables as a page, docs/benchmarks.md for example
  --list             prints the cases and ends
`;

/** A wrong command line: the message is for the user, the exit code is 2. */
export class UsageError extends Error {}

/** The command line as a record; throws UsageError. */
export function readOptions(args) {
  const { values, positionals } = parse(args);
  return {
    cases: positionals,
    peers: values.peers?.split(','),
    rounds: count(values, 'rounds', 1, 100),
    seconds: count(values, 'seconds', 1, 120),
    warmup: count(values, 'warmup', 0, 120),
    connections: count(values, 'connections', 1, 10_000),
    threads: count(values, 'threads', 1, 64),
    json: values.json,
    write: values.write,
    list: values.list,
    help: values.help,
  };
}

function parse(args) {
  const text = { type: 'string' };
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        peers: text,
        rounds: { ...text, default: '5' },
        seconds: { ...text, default: '5' },
        warmup: { ...text, default: '10' },
        connections: { ...text, default: '64' },
        threads: { ...text, default: '2' },
        json: text,
        write: text,
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function count(values, name, least, most) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not '${values[name]}'`);
  }
  return number;
}
