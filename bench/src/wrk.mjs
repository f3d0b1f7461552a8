import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MARK = '@@bench ';

/**
 * Loads a port of 127.0.0.1 with wrk for some seconds: {requests, seconds, p50, p99, max, errors}, latencies in milliseconds, infinite when no
 * answer came. `errors` counts answers other than 2xx and 3xx, connections that failed, and answers that took more than two seconds longer
 * than the load.
 */
export async function load(port, request, { seconds, connections, threads }) {
  const folder = mkdtempSync(join(tmpdir(), 'titan-bench-'));
  try {
    const script = join(folder, 'request.lua');
    // Clients name a host; servers may treat an address apart.
    writeFileSync(script, lua({ ...request, headers: { Host: `localhost:${port}`, ...request.headers } }));
    const timeout = `${seconds + 2}s`;
    const url = `http://127.0.0.1:${port}${request.path}`;
    const args = ['-t', threads, '-c', connections, '-d', `${seconds}s`, '--timeout', timeout, '-s', script, url];
    return readSummary(await run('wrk', args.map(String), (seconds + 30) * 1000));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lua({ method, headers = {}, body }) {
  const lines = [`wrk.method = ${quote(method)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`wrk.headers[${quote(name)}] = ${quote(value)}`);
  if (body !== undefined) lines.push(`wrk.body = ${quote(body)}`);
  lines.push(`
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n${MARK}{"requests":%d,"micros":%d,"errors":%d,"p50":%d,"p99":%d,"max":%d}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end`);
  return lines.join('\n');
}

/** A Lua string literal: decimal escapes of every byte that is not plain. */
function quote(text) {
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`,
  );
  return `"${bytes.join('')}"`;
}

function readSummary(output) {
  const at = output.lastIndexOf(MARK);
  if (at < 0) throw new Error(`wrk gave no summary:\n${output}`);
  const { requests, micros, errors, p50, p99, max } = JSON.parse(output.slice(at + MARK.length));
  // Without an answer wrk reports latencies of zero, which would look like the best there is.
  const millis = (latency) => (requests > 0 ? latency / 1000 : Infinity);
  return { requests, seconds: micros / 1e6, errors, p50: millis(p50), p99: millis(p99), max: millis(max) };
}

function run(command, args, limitMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const force = setTimeout(() => child.kill('SIGKILL'), limitMs);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      clearTimeout(force);
      reject(error.code === 'ENOENT' ? new Error('wrk is not installed: apt-get install wrk') : error);
    });
    child.on('close', (code) => {
      clearTimeout(force);
      if (code === 0) resolve(output);
      else reject(new Error(`wrk ended with ${code}:\n${output}`));
    });
  });
}
