import { parseArgs } from 'node:util';
import { callsOf } from './calls.mjs';
import { writeSection } from './document.mjs';
import { disturbance, machine } from './machine.mjs';
import { KINDS, build, versions, withServices } from './netron-servers.mjs';
import { UsageError } from './options.mjs';
import { installPeers } from './peers.mjs';
import { fixed, markdown, plain, table, whole } from './tables.mjs';

const USAGE = `usage: bench/netron [options]

  --rounds N       measurements of each server, taken in turn (default 2)
  --seconds N      length of a measurement (default 2)
  --warmup N       load before each, of the same kind (default 10)
  --services a,b   with how many services Titan is measured besides (default 1,100,10000,100000; 0 for none)
  --write FILE     also writes the tables into a page, docs/benchmarks.md for example
`;

const LANES = [64, 1];
const percent = (share) => `${Math.round(share * 100)} %`;

const COLUMNS = [
  { title: 'calls/s', figure: 'callsPerSecond', text: whole, compared: true },
  { title: 'CPU µs a call', figure: 'cpuMicros', text: fixed(1), compared: true },
  { title: 'load generator busy', figure: 'generatorBusy', text: percent },
];

const SERVICES_COLUMNS = [...COLUMNS, { title: 'start to first answer, ms', figure: 'startMs', text: whole }, { title: 'MiB after start', figure: 'startMiB', text: whole }];

async function main(args) {
  const options = readOptions(args);
  if (options.help) return process.stdout.write(USAGE);
  installPeers();
  build();
  const warning = disturbance();
  if (warning) note(warning);
  const calls = callsTable(await measureCalls(options));
  const many = options.services.length > 0 ? [servicesTable(await measureServices(options))] : [];
  process.stdout.write([calls, ...many].map(plain).join('\n'));
  if (!options.write) return;
  const facts = [
    `- **Machine** ${machine()}`,
    `- **Measured** ${versions()}`,
    `- **Load** ${options.seconds} s after ${options.warmup} s of warm-up, ${options.rounds} round${options.rounds > 1 ? 's' : ''}`,
    ...(warning ? [`- **Warning** ${warning}`] : []),
    `- **Command** \`${['bench/netron', ...args].join(' ')}\` on ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n');
  writeSection(options.write, 'netron', [markdown({ ...calls, why: `${calls.why}\n\n${facts}` }), ...many.map((each) => `#${markdown(each)}`)].join('\n'));
}

/** Each server of each kind in turn, and so again: A B C A B C. */
async function measureCalls(options) {
  const samples = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const kind of KINDS) {
      for (const server of kind.servers) {
        for await (const sample of named(`${kind.title} ${server.title}`, callsOf(server, LANES, 1, options))) {
          samples.push({ kind: kind.name, peer: server.name, round, ...sample });
        }
      }
    }
  }
  return samples;
}

async function measureServices(options) {
  const samples = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const { count, called, title } of manyServices(options)) {
      for await (const sample of named(title, callsOf(withServices(count, called), [LANES[0]], called, options))) {
        samples.push({ peer: title, round, ...sample });
      }
    }
  }
  return samples;
}

/** One of the services called, and then each of them. */
function manyServices({ services }) {
  return [1, Infinity].flatMap((most) =>
    services
      .filter((count) => most === 1 || count > 1)
      .map((count) => {
        const called = Math.min(count, most);
        return { count, called, title: count === 1 ? '1 service' : `${whole(count)} services, ${called === 1 ? 'one' : 'each'} called` };
      }),
  );
}

/** The samples, told as they come; a failure says of what. */
async function* named(what, samples) {
  try {
    for await (const sample of samples) {
      note(`${what}, ${sample.lanes} in flight: ${whole(sample.callsPerSecond)} calls/s, ${sample.cpuMicros.toFixed(1)} µs`);
      yield sample;
    }
  } catch (error) {
    throw new Error(`${what}: ${error.message}`);
  }
}

function callsTable(samples) {
  const parts = KINDS.flatMap((kind) =>
    LANES.map((lanes) => {
      const own = samples.filter((each) => each.kind === kind.name && each.lanes === lanes);
      const { head, rows } = table(COLUMNS, kind.servers, own, false);
      return { head, rows: rows.map(([title, ...cells]) => [`${kind.title}, ${lanes} in flight: ${title}`, ...cells]) };
    }),
  );
  return {
    title: 'netron: calls of a service',
    why: 'Calls of a method that adds two numbers, from one process with one connection (by HTTP with as many as calls are in flight) that sends what it has made before and compares each answer; a wrong one ends the run. Where it was busy all of the time, it is what calls/s measure.',
    head: parts[0].head,
    rows: parts.flatMap(({ rows }) => rows),
  };
}

function servicesTable(samples) {
  const counts = [...new Set(samples.map(({ peer }) => peer))].map((title) => ({ name: title, title }));
  return {
    title: 'netron: from one service to many',
    why: `By TCP with ${LANES[0]} in flight, one service called, or each in turn: code, tables and instances of many do not fit into the caches of a processor. The services are classes that a loop makes in one file, for a module's \`providers\`; each worker has an instance of each, in a heap of up to 1,024 MiB.`,
    ...table(SERVICES_COLUMNS, counts, samples, false),
  };
}

function readOptions(args) {
  const text = { type: 'string' };
  const count = (name, given, least, most) => {
    const number = Number(given);
    if (given.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
    throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not '${given}'`);
  };
  let values;
  try {
    values = parseArgs({
      args,
      options: {
        rounds: { ...text, default: '2' },
        seconds: { ...text, default: '2' },
        warmup: { ...text, default: '10' },
        services: { ...text, default: '1,100,10000,100000' },
        write: text,
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
  return {
    ...values,
    rounds: count('rounds', values.rounds, 1, 100),
    seconds: count('seconds', values.seconds, 1, 120),
    warmup: count('warmup', values.warmup, 0, 120),
    services: values.services === '0' ? [] : values.services.split(',').map((each) => count('services', each, 1, 100_000)),
  };
}

const note = (text) => process.stderr.write(`${text}\n`);

try {
  await main(process.argv.slice(2));
} catch (error) {
  note(error instanceof UsageError ? `bench/netron: ${error.message}\n\n${USAGE}` : `bench/netron: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
