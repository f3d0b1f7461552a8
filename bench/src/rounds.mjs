import { isFor } from './cases.mjs';
import { Database } from './database.mjs';
import { repeat } from './http.mjs';
import { ServerProcess } from './server-process.mjs';
import { seedCommand, upstreamCommand } from './peers.mjs';
import { load } from './wrk.mjs';

const UPSTREAM_REQUEST = { method: 'GET', path: '/' };

/** Seconds of a run of the warm-up, after which its connections end: a JIT compiler that has seen none end takes that for a rule, and begins anew with the first that does. */
const WARM_UP_RUN = 5;

/**
 * Measures every case on every peer in interleaved rounds (A B C A B C …), so that a machine that slows down slows all of them. Each sample has
 * a process of its own. Yields samples as they come.
 */
export async function* measure(cases, peers, options) {
  for (const each of cases) {
    for (let round = 1; round <= options.rounds; round++) {
      for (const peer of peers.filter(({ name }) => isFor(each, name))) yield { case: each.name, peer: peer.name, round, ...(await sample(each, peer, options)) };
    }
  }
}

async function sample(each, peer, given) {
  const options = { ...given, connections: each.connections ?? given.connections };
  const upstream = each.upstream && (await ServerProcess.start(upstreamCommand(each), UPSTREAM_REQUEST, { status: 200, json: { n: 42 } }));
  const database = each.database && (await Database.start(each.database, seedCommand(each)));
  try {
    return await sampleWith(each, peer, options, {
      ...(upstream && { UPSTREAM: `http://127.0.0.1:${upstream.port}/` }),
      ...(database && { DATABASE_URL: database.url }),
    });
  } finally {
    await upstream?.stop();
    await database?.stop();
  }
}

async function sampleWith(each, peer, options, environment) {
  const server = await ServerProcess.start(peer.command(each.app), each.request, each.expect, environment);
  try {
    const coldMicros = options.warmup > 0 ? await warmUp(server, each.request, options) : undefined;
    const other = each.alongside && repeat(server.port, each.alongside);
    const warm = await loaded(server, each.request, options);
    const others = other && (await other.stop());
    return {
      ...warm,
      // What runs alongside has its share of the time: the figure would mean nothing.
      cpuMicros: other ? undefined : warm.cpuMicros,
      coldCpuMicros: other ? undefined : coldMicros,
      alongside: others,
      startMs: server.startMs,
      startMiB: server.startMiB,
      loadedMiB: server.residentMiB,
    };
  } finally {
    await server.stop();
  }
}

/** @returns CPU time of a request meanwhile */
async function warmUp(server, request, options) {
  const before = server.cpuMicros;
  let requests = 0;
  for (let left = options.warmup; left > 0; left -= WARM_UP_RUN) {
    requests += (await load(server.port, request, { ...options, seconds: Math.min(left, WARM_UP_RUN) })).requests;
  }
  return (server.cpuMicros - before) / requests;
}

async function loaded(server, request, options) {
  const before = server.cpuMicros;
  const { requests, seconds, p50, p99, max, errors } = await load(server.port, request, options);
  return { requestsPerSecond: requests / seconds, cpuMicros: (server.cpuMicros - before) / requests, p50, p99, max, errors };
}
