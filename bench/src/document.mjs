import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH } from './places.mjs';
import { markdown } from './tables.mjs';

/** Writes the page of a run: what was done, on what, the tables, and the words around them from page-head.md and page-foot.md, and what bench/reload and bench/netron have measured last. */
export function writePage(file, { command, date, machine, warning, wrk, versions, options, tables }) {
  const part = (name) => readFileSync(join(BENCH, name), 'utf8').trim();
  const facts = [
    `- **Machine** ${machine}`,
    ...versions.map(({ title, version }) => `- **${title}** ${version}`),
    `- **Load** wrk ${wrk}: ${options.connections} connections, ${options.threads} thread${options.threads > 1 ? 's' : ''}, ${options.seconds} s after ${options.warmup} s of warm-up, ${options.rounds} round${options.rounds > 1 ? 's' : ''}`,
    ...(warning ? [`- **Warning** ${warning}`] : []),
    `- **Command** \`${command}\` on ${date}`,
  ];
  const sections = [part('page-head.md'), facts.join('\n'), ...tables.map(markdown), part('page-reload.md'), part('page-netron.md'), part('page-foot.md')];
  writeFileSync(file, `${sections.map((section) => section.trim()).join('\n\n')}\n`);
}

/**
 * Puts a section in the place of the one of the same name, or before the last of the page, and keeps it for `writePage` as page-<name>.md. It begins
 * with `## <name>: `.
 */
export function writeSection(file, name, section) {
  writeFileSync(join(BENCH, `page-${name}.md`), `${section.trim()}\n`);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const sections = page.split(/^(?=## )/m);
  const old = sections.findIndex((each) => each.startsWith(`## ${name}: `));
  const text = `${section.trim()}\n\n`;
  if (old >= 0) sections[old] = text;
  else sections.splice(Math.max(1, sections.length - 1), 0, text);
  writeFileSync(file, sections.join(''));
}
