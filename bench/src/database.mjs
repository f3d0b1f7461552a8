import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './server-process.mjs';

const START_LIMIT_MS = 30_000;
const NOBODY = 65_534;

/** A database that is there for one sample. */
export class Database {
  #folder = mkdtempSync(join(tmpdir(), 'titan-bench-db-'));
  #server;
  /** As `DATABASE_URL` has it. */
  url;

  /** Makes one, `sqlite` or `postgres`, and lets a command fill it. PostgreSQL's programs are looked for in POSTGRES_BIN, else on the PATH. */
  static async start(kind, seed) {
    const database = new Database();
    try {
      if (kind === 'postgres') await database.#startPostgres();
      else database.url = `sqlite:${join(database.#folder, 'bench.db')}`;
      const [command, ...args] = seed;
      execFileSync(command, args, { env: { ...process.env, DATABASE_URL: database.url }, stdio: ['ignore', 'inherit', 'inherit'] });
      return database;
    } catch (error) {
      await database.stop();
      throw error;
    }
  }

  async #startPostgres() {
    const data = join(this.#folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    chmodSync(this.#folder, 0o755);
    // PostgreSQL refuses to run as root.
    const root = process.getuid() === 0;
    if (root) for (const path of [this.#folder, data]) chownSync(path, NOBODY, NOBODY);
    const options = { cwd: this.#folder, stdio: 'ignore', ...(root && { uid: NOBODY, gid: NOBODY }) };
    const program = (name) => (process.env.POSTGRES_BIN ? join(process.env.POSTGRES_BIN, name) : name);
    execFileSync(program('initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], options);
    const port = await freePort();
    this.#server = spawn(program('postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'], options);
    await answers(port);
    this.url = `postgres://bench@127.0.0.1:${port}/postgres`;
  }

  async stop() {
    if (this.#server !== undefined) {
      const exited = new Promise((resolve) => this.#server.once('exit', resolve));
      this.#server.kill('SIGQUIT');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function answers(port) {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return pause(500);
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not listen on port ${port}`);
    await pause(20);
  }
}
