import { writeFileSync } from 'node:fs';
import { isFor, readCases } from './cases.mjs';
import { writePage } from './document.mjs';
import { disturbance, machine, wrkVersion } from './machine.mjs';
import { USAGE, UsageError, readOptions } from './options.mjs';
import { choosePeers, installPeers } from './peers.mjs';
import { measure } from './rounds.mjs';
import { plain, tables } from './tables.mjs';

async function main(args) {
  const options = readOptions(args);
  if (options.help) return print(USAGE);
  const cases = readCases(options.cases);
  if (options.list) return print(cases.map((each) => `${each.name.padEnd(10)} ${each.title}\n`).join(''));
  const peers = choosePeers(options.peers);
  installPeers();
  for (const app of new Set(cases.map((each) => each.app))) for (const peer of peers) peer.prepare?.(app);

  const warning = disturbance();
  if (warning) note(warning);
  const samples = [];
  const expected = options.rounds * cases.reduce((sum, each) => sum + peers.filter(({ name }) => isFor(each, name)).length, 0);
  for await (const sample of measure(cases, peers, options)) {
    samples.push(sample);
    note(progress(sample, samples.length, expected));
  }

  const result = tables(cases, peers, samples);
  print(`${result.map(plain).join('\n')}`);
  const command = ['bench/run', ...args].join(' ');
  const versions = peers.map(({ title, version }) => ({ title, version: version() }));
  const date = new Date().toISOString().slice(0, 10);
  const facts = { command, date, machine: machine(), warning, wrk: wrkVersion(), versions, options };
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...facts, samples }, undefined, 2)}\n`);
  if (options.write) writePage(options.write, { ...facts, tables: result });
}

function progress(sample, done, all) {
  const cpu = sample.cpuMicros === undefined ? '' : `, ${sample.cpuMicros.toFixed(1)} µs`;
  const rate = Math.round(sample.requestsPerSecond).toLocaleString('en-US');
  return `[${done}/${all}] ${sample.case} ${sample.peer}: ${rate} requests/s${cpu}, p99 ${sample.p99.toFixed(1)} ms`;
}

const print = (text) => process.stdout.write(text);
const note = (text) => process.stderr.write(`${text}\n`);

try {
  await main(process.argv.slice(2));
} catch (error) {
  note(error instanceof UsageError ? `bench/run: ${error.message}\n\n${USAGE}` : `bench/run: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
