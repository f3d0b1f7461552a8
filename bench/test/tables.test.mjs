import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdown, plain, tables } from '../src/tables.mjs';

const cases = [{ name: 'json', title: 'a small JSON', why: 'Because.' }];
const peers = [
  { name: 'a', title: 'A' },
  { name: 'b', title: 'B' },
];
const sample = (peer, round, more) => ({
  case: 'json',
  peer,
  round,
  requestsPerSecond: 1000,
  cpuMicros: 10,
  coldCpuMicros: 20,
  p50: 1,
  p99: 2,
  max: 3,
  errors: 0,
  startMs: 100,
  startMiB: 50,
  loadedMiB: 60,
  ...more,
});

test('a row shows median, least and most, and the ratio to the first peer', () => {
  const samples = [sample('a', 1), sample('b', 1, { requestsPerSecond: 500 }), sample('a', 2), sample('b', 2, { requestsPerSecond: 1500 })];
  const [json] = tables(cases, peers, samples);
  assert.deepEqual(json.rows[1].slice(0, 3), ['B', '1,000 (500–1,500)', '1.00 (0.50–1.50)']);
});

test('a load without any answer is shown as such', () => {
  const [json] = tables(cases, peers, [sample('a', 1), sample('b', 1, { p50: Infinity, p99: Infinity, max: Infinity })]);
  assert.ok(json.rows[1].includes('never'));
});

test('a case without a CPU figure has no column for it', () => {
  const [json] = tables(cases, peers, [sample('a', 1, { cpuMicros: undefined }), sample('b', 1, { cpuMicros: undefined })]);
  assert.ok(!json.head.includes('CPU µs a request'));
});

test('errors of all rounds are added up', () => {
  const [json] = tables(cases, peers, [sample('a', 1, { errors: 2 }), sample('a', 2, { errors: 3 }), sample('b', 1)]);
  assert.equal(json.rows[0].at(-1), '5');
});

test('starts are compared over all cases', () => {
  const result = tables(cases, peers, [sample('a', 1), sample('b', 1, { startMs: 25 })]);
  assert.deepEqual(result.at(-1).rows[1].slice(0, 3), ['B', '25', '0.25']);
});

test('both forms hold every cell', () => {
  const [json] = tables(cases, peers, [sample('a', 1), sample('b', 1)]);
  for (const form of [plain(json), markdown(json)]) for (const cell of json.rows.flat()) assert.ok(form.includes(cell));
});
