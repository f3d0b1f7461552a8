// Workers, diagnostics and configuration.

async function loadApp() {
  const app = await getJson('app');
  $('app-name').textContent = app.app ?? 'Titan';
  document.title = `${app.app ?? ''} · Titan`;
  $('generation').textContent = app.generation === undefined ? '' : `generation ${app.generation}`;
  const list = app.diagnostics ?? [];
  const errors = list.some((diagnostic) => diagnostic.severity === 'error');
  $('diagnostics-count').textContent = list.length === 0 ? '' : list.length;
  $('diagnostics-count').className = `count ${errors ? 'bad' : 'warn'}`;
  patch($('diagnostics-list'), list.map(diagnosticBox));
  $('diagnostics-empty').hidden = list.length > 0;
}

function diagnosticBox(diagnostic, i) {
  return el(`article.diagnostic.is-${diagnostic.severity}`, { 'data-key': i },
    el('h3', null, diagnostic.text),
    el('p.at', null, el(`span.chip.${diagnostic.severity === 'error' ? 'bad' : 'warn'}`, null, diagnostic.severity), diagnostic.file !== undefined && place(diagnostic), el('span.soft.mono', null, diagnostic.code)),
    diagnostic.lineText === undefined ? null : excerpt(diagnostic),
    diagnostic.notes === undefined ? null : el('ul', null, diagnostic.notes.map((note) => el('li', null, note.text, ' ', note.file !== undefined && place(note)))),
    diagnostic.suggestion === undefined ? null : el('p.suggestion', null, diagnostic.suggestion));
}

function excerpt({ line, column, length, lineText }) {
  const number = `${line} │ `;
  const indent = lineText.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return el('pre', { tabindex: 0 }, el('span.soft', null, number), `${lineText}\n`, ' '.repeat(number.length), indent, el('span.caret', null, '^'.repeat(Math.max(1, Math.min(length || 1, 80)))));
}

async function loadWorkers() {
  const { workers = [], queued } = await getJson('workers');
  $('workers-note').textContent = `${workers.length} isolates, ${queued} ${queued === 1 ? 'request waits' : 'requests wait'} for one`;
  patch($('workers-cards'), workers.map(workerCard));
}

function workerCard(worker) {
  const share = worker.heapLimit > 0 ? worker.heapUsed / worker.heapLimit : 0;
  const level = el('i');
  level.style.width = `${Math.max(share * 100, 0.5)}%`;
  return el('article.card', { 'data-key': worker.name },
    el('h3', null, worker.name, el(`span.chip${worker.alive ? (worker.lane === 'in place' ? '.ok' : '') : '.bad'}`, { title: LANES[worker.lane] }, worker.alive ? worker.lane : 'being replaced')),
    el(`div.meter${share > 0.8 ? '.high' : ''}`, { role: 'meter', 'aria-label': 'Heap', 'aria-valuemin': 0, 'aria-valuemax': worker.heapLimit, 'aria-valuenow': worker.heapUsed, 'aria-valuetext': `${bytes(worker.heapUsed)} of ${bytes(worker.heapLimit)}` }, level),
    el('p.note', null, `${bytes(worker.heapUsed)} of ${bytes(worker.heapLimit)} heap${worker.external > 65536 ? `, ${bytes(worker.external)} outside` : ''}`),
    pairs([['Generation', worker.generation], ['Invocations', worker.invocations], ['Suspended now', worker.suspended], ['Thread', worker.held ? el('span.chip.warn', null, 'held by a drift') : 'free']]));
}

const config = { settings: [], env: [] };

async function loadConfig() {
  Object.assign(config, await getJson('config'));
  renderConfig();
}

function renderConfig() {
  const words = $('config-filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = config.settings.filter((setting) => !($('config-set').checked && setting.default) && words.every((word) => setting.key.toLowerCase().includes(word)));
  fill($('config-rows'), shown.map((setting) => el('tr', null,
    el('td.nowrap', null, setting.key),
    el('td.path', null, setting.value === null ? el('span.soft', null, 'none') : JSON.stringify(setting.value), setting.unit === '' ? null : el('span.soft', null, ` ${setting.unit}`)),
    el('td.nowrap', null, setting.default ? el('span.soft', null, 'default') : el('span.chip.accent', null, setting.origin)),
    el('td.prose', null, setting.description))));
  fill($('env-rows'), config.env.map((entry) => el('tr', null, el('td.nowrap', null, entry.name), el('td.path', null, entry.value))));
  $('env-empty').hidden = config.env.length > 0;
}

function setUpApp() {
  $('config-filter').addEventListener('input', renderConfig);
  $('config-set').addEventListener('change', renderConfig);
  setInterval(() => {
    if (!document.hidden && !$('section-workers').hidden) loadWorkers().catch(() => {});
  }, 1000);
}
