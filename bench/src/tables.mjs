import { ratio, spread } from './statistics.mjs';

export const whole = (number) => Math.round(number).toLocaleString('en-US');
export const fixed = (digits) => (number) => number.toFixed(digits);
const millis = (number) => (number === Infinity ? 'never' : number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0));

const LOAD_COLUMNS = [
  { title: 'requests/s', figure: 'requestsPerSecond', text: whole, compared: true },
  { title: 'CPU µs a request', figure: 'cpuMicros', text: fixed(1), compared: true },
  { title: 'CPU µs, warming up', figure: 'coldCpuMicros', text: fixed(1) },
  { title: 'p50 ms', figure: 'p50', text: millis },
  { title: 'p99 ms', figure: 'p99', text: millis },
  { title: 'slowest ms', figure: 'max', text: millis },
  { title: 'MiB under load', figure: 'loadedMiB', text: whole },
];

const START_COLUMNS = [
  { title: 'start to first answer, ms', figure: 'startMs', text: whole, compared: true },
  { title: 'MiB after start', figure: 'startMiB', text: whole, compared: true },
];

/** The tables of a run: one a case, and one of starts over all cases. Each is {title, why, head, rows}, all text. */
export function tables(cases, peers, samples) {
  const ofCases = cases.map((each) => {
    const own = samples.filter((sample) => sample.case === each.name);
    const title = `${each.name}: ${each.title}`;
    const measured = peers.filter(({ name }) => own.some(({ peer }) => peer === name));
    return { title, why: each.why, ...table(LOAD_COLUMNS, measured, own, true) };
  });
  const starts = table(START_COLUMNS, peers, numbered(samples), false);
  return [...ofCases, { title: 'start and memory', why: 'A new process each time, all cases together.', ...starts }];
}

/** Rounds count within a case; over all cases each start is a round of its own. */
function numbered(samples) {
  return samples.map((sample) => ({ ...sample, round: `${sample.case} ${sample.round}` }));
}

/** {head, rows} of a row for each peer; a column is {title, figure, text, compared?}, and those that no sample has are left out. */
export function table(columns, peers, samples, showErrors) {
  const used = columns.filter(({ figure }) => samples.some((sample) => sample[figure] !== undefined));
  const reference = samples.filter((sample) => sample.peer === peers[0].name);
  const head = ['', ...used.flatMap(({ title, compared }) => (compared ? [title, `÷ ${peers[0].title}`] : [title]))];
  if (showErrors) head.push('errors');
  const rows = peers.map((peer) => {
    const own = samples.filter((sample) => sample.peer === peer.name);
    const cells = used.flatMap((column) => cell(column, own, reference));
    if (showErrors) cells.push(whole(own.reduce((sum, sample) => sum + sample.errors, 0)));
    return [peer.title, ...cells];
  });
  return { head, rows };
}

function cell({ figure, text, compared }, own, reference) {
  const value = show(spread(own.map((sample) => sample[figure])), text);
  if (!compared) return [value];
  const quotient = ratio(own, reference, figure);
  return [value, quotient ? show(quotient, fixed(2)) : '–'];
}

function show({ median, min, max }, text) {
  return min === max ? text(median) : `${text(median)} (${text(min)}–${text(max)})`;
}

/** A table for the terminal: columns aligned. */
export function plain({ title, head, rows }) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const aligned = lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  return `${title}\n${aligned.join('\n')}\n`;
}

/** A table in Markdown. */
export function markdown({ title, why, head, rows }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = `|---|${head.slice(1).map(() => '---:|').join('')}`;
  return [`## ${title}`, '', why, '', line(head), rule, ...rows.map(line), ''].join('\n');
}
