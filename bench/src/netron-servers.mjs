import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { app, firstLine, java, node, packageVersion, titan } from './peers.mjs';
import { moleculerHttp, moleculerTcp, nestTcp, netronHttp, netronTcp, netronWebSocket, trpcHttp, trpcWebSocket } from './wires.mjs';

const one = () => 'calculator@1.0.0';
const jar = (name) => app(name, 'titan', 'dist', 'server.jar');

/** Titan's command with packets taken by TCP at the port; HTTP has another. */
function titanTcp(name, port) {
  const config = app(name, 'titan', 'dist', 'tcp.json');
  writeFileSync(config, JSON.stringify({ netron: { tcp: port } }));
  return [java, '-jar', jar(name), '--port', '0', '--config', config];
}

const titanHttp = () => [java, '-jar', jar('netron')];
const script = (name) => () => [node, app('netron', name)];

/**
 * What is measured, by kind of connection; the first of each is what ratios refer to. `wire` is how it is called, `command` starts it at a port,
 * `environment` is besides. Each is one process with its shipped defaults, and none checks its arguments.
 */
export const KINDS = [
  {
    name: 'websocket',
    title: 'WebSocket',
    servers: [
      { name: 'titan', title: 'Titan', command: titanHttp, wire: () => netronWebSocket(one) },
      { name: 'trpc', title: 'tRPC', command: script('trpc.mjs'), wire: trpcWebSocket },
    ],
  },
  {
    name: 'tcp',
    title: 'TCP',
    servers: [
      { name: 'titan', title: 'Titan', command: (port) => titanTcp('netron', port), wire: () => netronTcp(one) },
      { name: 'nest', title: 'NestJS', command: script('nest.mjs'), wire: nestTcp },
      { name: 'moleculer', title: 'Moleculer', command: script('moleculer.mjs'), wire: () => moleculerTcp() },
    ],
  },
  {
    name: 'http',
    title: 'HTTP',
    servers: [
      { name: 'titan', title: 'Titan', command: titanHttp, wire: () => netronHttp(one) },
      { name: 'trpc', title: 'tRPC', command: script('trpc.mjs'), wire: trpcHttp },
      { name: 'moleculer', title: 'Moleculer (moleculer-web)', command: script('moleculer.mjs'), environment: { GATEWAY: '1' }, wire: moleculerHttp },
    ],
  },
];

/** Titan with so many services, of which the last ones, so many, are called in turn by TCP. */
export const withServices = (count, called) => ({
  command: (port) => titanTcp('netron-many', port),
  environment: { SERVICES: String(count) },
  wire: () => netronTcp((i) => `calculator${count - 1 - (i % called)}@1.0.0`),
});

/** Builds Titan's apps. */
export function build() {
  for (const name of ['netron', 'netron-many']) execFileSync(titan, ['build', app(name, 'titan')], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What was measured, in one line. */
export function versions() {
  const packages = ['@trpc/server', '@nestjs/microservices', 'moleculer', 'moleculer-web'].map((name) => `${name} ${packageVersion(name)}`);
  return `${firstLine(titan, '--version')}, ${firstLine(java, '--version')}; ${packages.join(', ')} on node ${firstLine(node, '--version')}`;
}
