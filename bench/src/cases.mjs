import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH } from './places.mjs';
import { UsageError } from './options.mjs';

const KEYS = new Set(['title', 'why', 'app', 'upstream', 'connections', 'request', 'alongside', 'expect', 'peers', 'database']);

/**
 * The named cases, or all, in the order named or by name. A case is a file of bench/cases:
 *
 *   title, why   for the reader
 *   app          a folder of bench/apps that holds one server a peer
 *   upstream     a program of that folder that runs beside the server, on Bun; its URL is the server's UPSTREAM
 *   peers        those that it is for; all without it
 *   database     sqlite or postgres: one that seed.ts of that folder fills, its URL is the server's DATABASE_URL
 *   connections  instead of the option's
 *   request      what every connection sends: method, path, headers, body
 *   alongside    a request that one more connection sends over and over meanwhile; its answers are not measured
 *   expect       what the request must answer before it is measured: status and json or text
 */
export function readCases(names) {
  const known = readdirSync(join(BENCH, 'cases'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  for (const name of names) {
    if (!known.includes(name)) throw new UsageError(`no case '${name}'; there are ${known.join(', ')}`);
  }
  return (names.length > 0 ? names : known).map(readCase);
}

function readCase(name) {
  const record = JSON.parse(readFileSync(join(BENCH, 'cases', `${name}.json`), 'utf8'));
  for (const key of Object.keys(record)) {
    if (!KEYS.has(key)) throw new Error(`cases/${name}.json: unknown key '${key}'; valid are ${[...KEYS].join(', ')}`);
  }
  return { name, ...record };
}

/** Whether a case is for the peer of a name. */
export const isFor = (each, peer) => each.peers?.includes(peer) ?? true;
