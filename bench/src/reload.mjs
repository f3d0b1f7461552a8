import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { writeSection } from './document.mjs';
import { disturbance, machine } from './machine.mjs';
import { UsageError } from './options.mjs';
import { installPeers } from './peers.mjs';
import { RELOADERS, writeApp } from './reload-apps.mjs';
import { Saves } from './saves.mjs';
import { ServerProcess } from './server-process.mjs';
import { spread } from './statistics.mjs';
import { markdown, plain } from './tables.mjs';

const USAGE = `usage: bench/reload [options]

  --peers a,b    titan, bun, deno, node (default: all)
  --actions a,b  how many actions the app has (default 10,100)
  --saves N      saves that are measured, after a tenth as many that are not (default 50)
  --write FILE   also writes the table into a page, docs/benchmarks.md for example
`;

/** Between saves, so that none falls into what the one before has left to do. */
const PAUSE_MS = 100;

async function main(args) {
  const options = readOptions(args);
  if (options.help) return process.stdout.write(USAGE);
  installPeers();
  const warning = disturbance();
  if (warning) note(warning);
  const rows = [];
  for (const count of options.actions) {
    for (const reloader of options.peers) {
      const result = await measure(reloader, count, options.saves);
      const times = spread(result.times);
      const cells = [times.median, times.min, times.max].map((each) => each.toFixed(1));
      rows.push([`${reloader.title}, ${count} actions`, ...cells, `${result.lost} of ${result.answered + result.lost}`]);
      note(rows.at(-1).join('  '));
    }
  }
  const table = {
    title: 'reload: from a save to the new answer',
    why: `${options.saves} saves of one file each, of every action in turn; the last column is a run of as many under the load of eight clients, each of which asks again as soon as it is answered.${warning ? ` **Warning** ${warning}.` : ''} ${machine()}, ${new Date().toISOString().slice(0, 10)}, \`${['bench/reload', ...args].join(' ')}\`.`,
    head: ['', 'median ms', 'fastest', 'slowest', 'requests lost'],
    rows,
  };
  process.stdout.write(plain(table));
  if (options.write) writeSection(options.write, 'reload', markdown(table));
}

async function measure(reloader, count, saves) {
  const folder = mkdtempSync(join(tmpdir(), 'titan-reload-'));
  try {
    writeApp(reloader, folder, count);
    const last = count - 1;
    const request = { method: 'GET', path: `/actions/a${last}` };
    const expect = { status: 200, json: { action: last, save: 0, shared: 'x!' } };
    const server = await ServerProcess.start((port) => reloader.command(folder, port), request, expect);
    try {
      return await save(new Saves(reloader, folder, count, server.port), saves);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function save(series, saves) {
  const times = [];
  for (let i = -Math.ceil(saves / 10); i < saves; i++) {
    const time = await series.next();
    if (i >= 0) times.push(time);
    await pause(PAUSE_MS);
  }
  const stop = series.load();
  for (let i = 0; i < saves; i++) {
    await series.next();
    await pause(PAUSE_MS);
  }
  const counts = await stop();
  series.close();
  return { times, ...counts };
}

function readOptions(args) {
  try {
    const text = { type: 'string' };
    const { values } = parseArgs({
      args,
      options: {
        peers: text,
        actions: { ...text, default: '10,100' },
        saves: { ...text, default: '50' },
        write: text,
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [saves, ...actions] = [values.saves, ...values.actions.split(',')].map(Number);
    if (![saves, ...actions].every((each) => Number.isInteger(each) && each >= 1 && each <= 10_000)) {
      throw new UsageError('--saves and --actions are whole numbers from 1 to 10000');
    }
    return { ...values, saves, actions, peers: choose(values.peers) };
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function choose(names) {
  if (!names) return RELOADERS;
  return names.split(',').map((name) => {
    const found = RELOADERS.find((each) => each.name === name);
    if (!found) throw new UsageError(`no peer '${name}'; there are ${RELOADERS.map((each) => each.name).join(', ')}`);
    return found;
  });
}

const note = (text) => process.stderr.write(`${text}\n`);

try {
  await main(process.argv.slice(2));
} catch (error) {
  note(error instanceof UsageError ? `bench/reload: ${error.message}\n\n${USAGE}` : `bench/reload: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
