// The last requests, live.

const requests = { byId: new Map(), rows: new Map(), selected: 0, paused: false, clearedTo: 0 };

function takeRequests(items) {
  for (const item of items) {
    // Of a request that has ended, the news that it began may come later.
    if (item.status === undefined && requests.byId.get(item.id)?.status !== undefined) continue;
    requests.byId.set(item.id, item);
  }
  const ids = [...requests.byId.keys()].sort((a, b) => b - a);
  for (const id of ids.slice(250)) requests.byId.delete(id);
  if (!requests.paused) renderRequests();
  const selected = requests.byId.get(requests.selected);
  if (selected !== undefined && items.some((item) => item.id === requests.selected)) showRequest(requests.selected, false);
}

const renderRequests = soon(() => {
  const words = $('requests-filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...requests.byId.values()]
    .filter((request) => request.id > requests.clearedTo)
    .filter((request) => {
      const text = `${request.method} ${request.path}?${request.query} ${request.status ?? 'running'} ${request.action ?? ''} ${request.requestId ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => b.id - a.id)
    .slice(0, 200);
  const longest = Math.max(1, ...shown.map((request) => request.ms ?? 0));
  patch($('requests-rows'), shown.map((request) => requestRow(request, longest)));
  $('requests-empty').hidden = shown.length > 0;
});

function requestRow(request, longest) {
  const running = request.status === undefined;
  return el('tr', { tabindex: 0, 'data-key': request.id, 'aria-selected': request.id === requests.selected, onclick: () => showRequest(request.id, true) },
    el('td.time', null, clock(request.time)),
    el('td.method', null, request.method),
    el('td.path', null, request.path, request.query === '' ? null : el('span.soft', null, `?${request.query}`)),
    el('td', null, el(`span.chip.status.${running ? 'accent' : statusClass(request.status)}`, null, running ? 'running' : request.status)),
    el('td.number', null, running ? '' : ms(request.ms)),
    el('td.line', null, strip(request, longest)));
}

async function showRequest(id, focus) {
  requests.selected = id;
  for (const row of $('requests-rows').rows) row.setAttribute('aria-selected', Number(row.dataset.key) === id);
  const pane = $('request');
  let request;
  try {
    request = await getJson(`request?id=${id}`);
  } catch (e) {
    fill(pane, paneHead('Not kept', closeRequest), el('p.note', null, e.message));
    showPane(pane, $('requests-split'), true);
    return;
  }
  if (requests.selected !== id) return;
  const query = request.query === '' ? '' : `?${request.query}`;
  fill(pane,
    paneHead(`${request.method} ${request.path}${query}`, closeRequest),
    el('div.detail-actions', null,
      el('button', { type: 'button', onclick: () => tryRequest(request) }, 'Try it again'),
      el('button', { type: 'button', onclick: (event) => copy(event.target, curl(request)) }, 'Copy as curl'),
      request.requestId && el('button', { type: 'button', onclick: () => showLogsOf(request.requestId) }, 'Its log lines')),
    request.error === undefined ? null : errorBox(request.error),
    chart(request),
    pairs([
      ['Status', request.status === undefined ? 'running' : el(`span.chip.status.${statusClass(request.status)}`, null, request.status)],
      ['Time', request.ms === undefined ? clock(request.time) : `${ms(request.ms)} ms, begun ${clock(request.time)}`],
      ['Queue', request.queue === undefined ? '' : `${ms(request.queue)} ms`],
      ['Run', request.run === undefined ? '' : `${ms(request.run)} ms`],
      ['Suspended', request.suspended === undefined ? '' : `${ms(request.suspended)} ms`],
      ['Action', request.action],
      ['Route', request.route],
      ['Written in', request.place && place(request.place)],
      ['Lane', request.lane],
      ['Request id', request.requestId],
      ['Body sent', request.bytes === undefined ? '' : bytes(request.bytes)],
    ]),
    headers('Request headers', request.requestHeaders),
    headers('Response headers', request.responseHeaders));
  showPane(pane, $('requests-split'), true);
  if (focus) pane.focus({ preventScroll: innerWidth > 980 });
}

function closeRequest() {
  const row = $('requests-rows').querySelector('tr[aria-selected=true]');
  requests.selected = 0;
  row?.setAttribute('aria-selected', false);
  showPane($('request'), $('requests-split'), false);
  row?.focus();
}

function errorBox(error) {
  return el('div.error', null,
    el('p', null, error.message === '' ? error.name : `${error.name}: ${error.message}`),
    el('ol', null, error.frames.map((frame) => el(frame.own ? 'li' : 'li.foreign', null, frame.function === '' ? null : `${frame.function} `, place(frame)))),
    error.cause === undefined ? null : el('div.cause', null, el('p', null, 'caused by'), errorBox(error.cause)));
}

/** One argument of a POSIX shell. */
const quoted = (text) => (/^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

function curl(request) {
  const method = request.method === 'GET' ? [] : ['-X', request.method];
  return ['curl', '-i', ...method, location.origin + request.path + (request.query === '' ? '' : `?${request.query}`)].map(quoted).join(' ');
}

async function copy(button, text) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'The browser does not allow it';
  }
  setTimeout(() => (button.textContent = before), 1500);
}

function setUpRequests() {
  keyboardRows($('requests-rows'));
  $('requests-filter').addEventListener('input', renderRequests);
  $('requests-clear').addEventListener('click', () => {
    requests.clearedTo = Math.max(0, ...requests.byId.keys());
    renderRequests();
  });
  $('requests-pause').addEventListener('click', (event) => {
    requests.paused = !requests.paused;
    event.target.setAttribute('aria-pressed', requests.paused);
    if (!requests.paused) renderRequests();
  });
}

async function loadRequests() {
  const { requests: list } = await getJson('requests');
  requests.byId.clear();
  takeRequests(list);
}
