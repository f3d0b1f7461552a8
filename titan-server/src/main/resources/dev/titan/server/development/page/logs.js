// Log lines, live.

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];
const logs = { lines: [], clearedTo: 0, follow: true };

function takeLines(items) {
  logs.lines.push(...items);
  if (logs.lines.length > 1000) logs.lines = logs.lines.slice(-1000);
  renderLogs();
}

const renderLogs = soon(() => {
  const least = LEVELS.indexOf($('logs-level').value);
  const words = $('logs-filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = logs.lines.filter((line) => line.id > logs.clearedTo && LEVELS.indexOf(line.level) >= least && words.every((word) => searchText(line).includes(word))).slice(-500);
  const box = $('logs-lines');
  const before = box.scrollTop;
  patch(box, shown.map(logLine));
  box.scrollTop = logs.follow ? box.scrollHeight : before;
  $('logs-empty').hidden = shown.length > 0;
  $('logs-empty').firstChild.textContent = logs.lines.length === 0 ? 'Nothing has been logged. ' : 'No line matches. ';
});

const searchText = (line) => `${line.message} ${line.logger} ${JSON.stringify(line.fields)} ${line.error ?? ''}`.toLowerCase();

function logLine(line) {
  const { at, requestId, action, ...others } = line.fields;
  const where = typeof at === 'string' ? /^(.*):(\d+):(\d+)$/.exec(at) : null;
  const names = Object.keys(others);
  const has = where !== null || requestId !== undefined || action !== undefined || names.length > 0;
  return el(`div.entry.${line.level}-level`, { 'data-key': line.id },
    el('span.time', null, clock(line.time)),
    el('span.level', null, line.level),
    el('span.text', null, line.message,
      line.error === undefined ? null : `\n${line.error}`,
      has && el('span.with', null,
        where !== null && place({ file: where[1], line: Number(where[2]), column: Number(where[3]) }),
        action !== undefined && el('span', null, `action ${action}`),
        requestId !== undefined && el('button.link.mono', { type: 'button', title: 'Show its time line', onclick: () => showRequestOf(requestId) }, String(requestId)),
        names.map((name) => el('span', null, `${name}=${typeof others[name] === 'string' ? others[name] : JSON.stringify(others[name])}`)))));
}

function showLogsOf(requestId) {
  $('logs-filter').value = requestId;
  $('logs-level').value = 'trace';
  location.hash = 'logs';
  renderLogs();
}

async function loadLogs() {
  const { lines } = await getJson('logs');
  logs.lines = [];
  takeLines(lines);
}

function follow(on) {
  logs.follow = on;
  $('logs-follow').setAttribute('aria-pressed', on);
}

function setUpLogs() {
  $('logs-level').addEventListener('change', renderLogs);
  $('logs-filter').addEventListener('input', renderLogs);
  $('logs-clear').addEventListener('click', () => {
    logs.clearedTo = logs.lines.at(-1)?.id ?? 0;
    renderLogs();
  });
  $('logs-follow').addEventListener('click', () => {
    follow(!logs.follow);
    renderLogs();
  });
  // Who scrolls up wants to read.
  $('logs-lines').addEventListener('wheel', (event) => {
    if (event.deltaY < 0) follow(false);
  }, { passive: true });
}
