// Where the time of a request went: in a line of the list, and as a chart of all slices and operations.

/** A bar as long as its share of `longest`. */
function strip(request, longest) {
  const bar = el('div.strip', { role: 'img', 'aria-label': request.run === undefined ? 'answered without an action' : `queue ${ms(request.queue)} ms, run ${ms(request.run)} ms, suspended ${ms(request.suspended)} ms` });
  if (request.ms === undefined) return bar;
  const parts = request.run === undefined ? [['other-part', request.ms]] : [['queue-part', request.queue], ['run-part', request.run], ['wait-part', request.suspended]];
  // A square root keeps the quick ones visible beside one that took seconds.
  const length = Math.sqrt(request.ms / longest) * 100;
  const sum = parts.reduce((total, [, part]) => total + part, 0) || 1;
  for (const [kind, part] of parts) {
    const piece = el(`i.${kind}`);
    piece.style.width = `${(part / sum) * length}%`;
    bar.append(piece);
  }
  return bar;
}

/** The slices of a request in their order, what lies between them included. */
function slices(request) {
  const runs = request.spans.filter((span) => span.kind === 'run').sort((a, b) => a.start - b.start);
  if (runs.length === 0) return [];
  const queued = request.queue ?? 0;
  const list = [];
  const began = Math.max(0, runs[0].start - queued);
  if (began > 0.005) list.push({ kind: 'server', name: 'received', start: 0, ms: began });
  list.push({ kind: 'queue', name: 'queue', start: began, ms: runs[0].start - began });
  let at = runs[0].start;
  for (const run of runs) {
    if (run.start - at > 0.0005) list.push({ kind: 'suspended', name: 'suspended', start: at, ms: run.start - at });
    const held = request.spans.filter((span) => span.kind === 'held' && span.start >= run.start && span.start < run.start + run.ms + 60000 && span.start < (runs[runs.indexOf(run) + 1]?.start ?? Infinity));
    const whole = run.ms + held.reduce((sum, span) => sum + span.ms, 0);
    list.push({ kind: 'run', name: 'run', start: run.start, ms: whole });
    for (const span of held) list.push({ kind: 'held', name: 'held its thread', start: span.start, ms: span.ms });
    at = run.start + whole;
  }
  if (request.ms !== undefined && request.ms - at > 0.005) list.push({ kind: 'server', name: 'sent', start: at, ms: request.ms - at });
  return list;
}

/** Operations that have a line of their own. */
const CHARTED = 40;

function chart(request) {
  if (request.spans === undefined) return null;
  const all = slices(request);
  if (all.length === 0) return null;
  const operations = request.spans.filter((span) => span.kind === 'operation').sort((a, b) => a.start - b.start);
  const end = Math.max(request.ms ?? 0, ...all.map((part) => part.start + part.ms), ...operations.map((part) => part.start + part.ms), 0.01);
  const bar = (part) => {
    const piece = el(`i.${part.kind}${part.failed ? '.failed' : ''}`, { title: `${part.name}: ${ms(part.ms)} ms, from ${ms(part.start)} ms on` });
    piece.style.left = `${(part.start / end) * 100}%`;
    piece.style.width = `${(part.ms / end) * 100}%`;
    return piece;
  };
  const track = (name, ...parts) => el('div.track', null, el('span', { title: name }, name), el('div.lane', null, parts.map(bar)));
  const axis = el('div.axis');
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const tick = el('span', null, share === 0 ? '0' : `${ms(end * share)}${share === 1 ? ' ms' : ''}`);
    tick.style.left = `${share * 100}%`;
    axis.append(tick);
  }
  const kinds = new Set(all.map((part) => part.kind));
  const table = [...all, ...operations.map((part) => ({ ...part, name: `${part.name}${part.failed ? ' (failed)' : ''}` }))].sort((a, b) => a.start - b.start);
  return [
    el('div.chart', { 'aria-hidden': 'true' }, axis, track('JavaScript', ...all), operations.slice(0, CHARTED).map((part) => track(`${part.name} ${ms(part.ms)}`, part))),
    el('p.legend', { 'aria-hidden': 'true' }, ['queue', 'run', 'suspended', 'held'].filter((kind) => kinds.has(kind)).map((kind) => el(`span.k.${kind}`, null, kind)), operations.length > 0 && el('span.k.operation', null, 'operation')),
    operations.length > CHARTED && el('p.note', null, `${operations.length - CHARTED} more operations are in the table`),
    request.spansLeft > 0 && el('p.note', null, `${request.spansLeft} more are not kept`),
    el('details', null, el('summary', null, 'Time line as a table'), el('table', null,
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'What'), el('th.number', { scope: 'col' }, 'From, ms'), el('th.number', { scope: 'col' }, 'For, ms'))),
      el('tbody', null, table.map((part) => el('tr', null, el('td', null, part.name), el('td.number', null, ms(part.start)), el('td.number', null, ms(part.ms))))))),
  ];
}
