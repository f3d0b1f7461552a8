import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCases } from '../src/cases.mjs';
import { UsageError, readOptions } from '../src/options.mjs';
import { choosePeers } from '../src/peers.mjs';

test('cases are the words, flags may stand among them', () => {
  const options = readOptions(['json', '--rounds', '3', 'text', '--peers', 'titan,node']);
  assert.deepEqual([options.cases, options.rounds, options.peers], [['json', 'text'], 3, ['titan', 'node']]);
});

test('an unknown flag, peer, case or number is a usage error', () => {
  assert.throws(() => readOptions(['--round', '3']), UsageError);
  assert.throws(() => readOptions(['--rounds', '0']), UsageError);
  assert.throws(() => choosePeers(['koa']), UsageError);
  assert.throws(() => readCases(['jsno']), UsageError);
});

test('every case is complete', () => {
  for (const each of readCases([])) {
    for (const key of ['title', 'why', 'app', 'request', 'expect']) assert.ok(each[key], `${each.name} has no ${key}`);
  }
});
