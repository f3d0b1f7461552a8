import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Flight } from './flight.mjs';
import { ServerProcess } from './server-process.mjs';

/** A server of 100,000 services takes a while to start. */
const START_LIMIT_MS = 120_000;

/** Starts a server and measures each of `lanes`, a number of calls at once, after a warm-up with as many. Yields a sample of each: {lanes, …}. */
export async function* callsOf(server, lanes, calls, { seconds, warmup }) {
  const process = await ServerProcess.start(server.command, (port) => ask(server, port), undefined, server.environment, START_LIMIT_MS);
  try {
    for (const each of lanes) {
      if (warmup > 0) await fly(server, process, each, calls, warmup);
      yield { lanes: each, ...(await fly(server, process, each, calls, seconds)) };
    }
  } finally {
    await process.stop();
  }
}

/** One call, answered rightly. */
async function ask(server, port) {
  const flight = new Flight(server.wire(), 1);
  try {
    await flight.begin(port);
    await flight.end();
  } finally {
    flight.close();
  }
}

async function fly(server, target, lanes, calls, seconds) {
  const flight = new Flight(server.wire(), lanes, calls);
  try {
    await flight.begin(target.port);
    const before = { count: flight.count, cpu: target.cpuMicros, own: process.cpuUsage(), at: performance.now() };
    await Promise.race([pause(seconds * 1000), flight.failed]);
    const micros = (performance.now() - before.at) * 1000;
    const own = process.cpuUsage(before.own);
    const count = flight.count - before.count;
    if (count === 0) throw new Error('no answer came');
    const sample = {
      callsPerSecond: (count / micros) * 1e6,
      cpuMicros: (target.cpuMicros - before.cpu) / count,
      generatorBusy: (own.user + own.system) / micros,
      startMs: target.startMs,
      startMiB: target.startMiB,
    };
    await flight.end();
    return sample;
  } finally {
    flight.close();
  }
}
