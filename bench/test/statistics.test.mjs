import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratio, spread } from '../src/statistics.mjs';

test('the median of an even count is the mean of the middle two', () => {
  assert.deepEqual(spread([4, 1, 3, 2]), { median: 2.5, min: 1, max: 4 });
});

test('an infinite latency counts as the slowest', () => {
  assert.deepEqual(spread([Infinity, 2, 1]), { median: 2, min: 1, max: Infinity });
});

test('a ratio compares samples of the same round only', () => {
  const reference = [
    { round: 1, rate: 100 },
    { round: 2, rate: 50 },
  ];
  const samples = [
    { round: 2, rate: 25 },
    { round: 1, rate: 50 },
    { round: 3, rate: 1 },
  ];
  assert.deepEqual(ratio(samples, reference, 'rate'), { median: 0.5, min: 0.5, max: 0.5 });
});

test('there is no ratio to a peer that was not measured', () => {
  assert.equal(ratio([{ round: 1, rate: 1 }], [], 'rate'), undefined);
});
