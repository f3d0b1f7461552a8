import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange, mismatch } from './http.mjs';
import { cpuMicros, residentMiB } from './proc.mjs';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;
const SETTLE_MS = 500;
const LOG_BYTES = 8_192;

/** One server, in a process of its own, from its start to its end. */
export class ServerProcess {
  #child;
  #log = '';
  #exited;
  #environment;
  #limitMs;

  /** Port of 127.0.0.1 that it listens on. */
  port;
  /** From before the process was made to the end of its first answer, milliseconds. */
  startMs;
  /** Resident memory half a second after that, MiB. */
  startMiB;

  /**
   * Starts a command, or what a function makes of the port, with this environment besides, and waits until it answers the request as expected; throws
   * when it does not, with what it printed. A request may be a function of the port, which rejects while there is no answer and judges it itself.
   */
  static async start(line, request, expect, environment = {}, limitMs = START_LIMIT_MS) {
    const server = new ServerProcess();
    server.#environment = environment;
    server.#limitMs = limitMs;
    server.port = await freePort();
    const [command, ...args] = typeof line === 'function' ? line(server.port) : line;
    try {
      await server.#run(command, args, request, expect);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get cpuMicros() {
    return cpuMicros(this.#child.pid);
  }

  get residentMiB() {
    return residentMiB(this.#child.pid);
  }

  /** Ends the process: politely, and after ten seconds at once. */
  async stop() {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.#exited;
    clearTimeout(force);
  }

  async #run(command, args, request, expect) {
    const begun = performance.now();
    this.#child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: String(this.port), HOST: '127.0.0.1', DO_NOT_TRACK: '1', DENO_NO_UPDATE_CHECK: '1', ...this.#environment },
    });
    this.#exited = new Promise((resolve) => this.#child.once('exit', resolve).once('error', resolve));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk) => (this.#log = (this.#log + chunk).slice(-LOG_BYTES)));
    }
    const answer = await this.#firstAnswer(request, begun + this.#limitMs);
    this.startMs = performance.now() - begun;
    const wrong = expect && mismatch(answer, expect);
    if (wrong) throw new Error(`${command} ${args.join(' ')} answers ${request.path} with ${wrong}`);
    await pause(SETTLE_MS);
    this.startMiB = this.residentMiB;
  }

  async #firstAnswer(request, deadline) {
    let failure;
    while (performance.now() < deadline && this.#child.exitCode === null && this.#child.pid !== undefined) {
      try {
        if (typeof request === 'function') return await request(this.port);
        return await exchange(this.port, request, { signal: AbortSignal.timeout(START_LIMIT_MS) });
      } catch (error) {
        failure = error;
        await pause(1);
      }
    }
    throw new Error(`${this.#child.spawnargs.join(' ')} does not answer (${failure?.message}); it printed:\n${this.#log}`);
  }
}

/** A port of loopback that nothing listened on a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
