// The routes, and a form that sends a request to one.

const routes = { list: [], selected: '' };
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const SOCKET = 'WEBSOCKET';
const keyOf = (route) => `${route.methods.join()} ${route.pattern}`;

async function loadRoutes() {
  ({ routes: routes.list = [] } = await getJson('routes'));
  $('routes-count').textContent = routes.list.length;
  renderRoutes();
}

const renderRoutes = soon(() => {
  const words = $('routes-filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = routes.list.filter((route) => {
    const text = `${route.methods.join(' ')} ${route.pattern} ${route.place.file} ${route.kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  patch($('routes-rows'), shown.map(routeRow));
  $('routes-empty').hidden = shown.length > 0;
});

function routeRow(route) {
  return el('tr', { tabindex: 0, 'data-key': keyOf(route), 'aria-selected': keyOf(route) === routes.selected, onclick: () => (route.methods.includes(SOCKET) ? openSocketTry(route) : openTry(route, {})) },
    el('td.method', null, route.methods.length === 0 ? el('span.soft', null, 'any') : route.methods.join(' ')),
    el('td.path', null, patternText(route.pattern), ' ', route.broken && el('span.chip.bad', null, 'broken')),
    el('td.nowrap', null, route.kind === 'action' ? place(route.place) : route.kind === 'redirect' ? `${route.status} → ${route.to}` : `reply ${route.status}`),
    el('td', null, route.lane === undefined ? null : el(`span.chip${route.lane === 'in place' ? '.ok' : route.lane === 'confined' ? '.warn' : ''}`, { title: LANES[route.lane] }, route.lane)));
}

const LANES = {
  'in place': 'runs on the threads that read requests: it has proved to be quick',
  side: 'runs on workers with threads of their own; quick actions move to the in-place lane by themselves',
  confined: 'one at a time on its isolate, since a drift of it may hold the thread',
};

function patternText(pattern) {
  return pattern.split(/(?<=\/)|(?=\/)/).map((part) => (part[0] === ':' || part[0] === '*' ? el('span.parameter', null, part) : part));
}

/** @param given what the form begins with: method, parameters, query, text */
function openTry(route, given) {
  routes.selected = keyOf(route);
  renderRoutes();
  const pane = $('try');
  const methods = route.methods.length === 0 ? METHODS : [...route.methods, ...(route.methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  const method = el('select', { id: 'try-method' }, methods.map((name) => el('option', { selected: name === given.method }, name)));
  const parameters = route.parameters.map((parameter) => el('input', { id: `try-p-${parameter.name}`, value: given.parameters?.[parameter.name] ?? '', placeholder: parameter.rest ? 'a/b' : parameter.type === 'string' ? 'text' : parameter.type, spellcheck: 'false', autocomplete: 'off' }));
  const query = el('input', { id: 'try-query', value: given.query ?? '', placeholder: 'name=Ada&page=2', spellcheck: 'false', autocomplete: 'off' });
  const fields = el('textarea', { id: 'try-headers', rows: 2, placeholder: 'Accept-Language: en', spellcheck: 'false' });
  const type = el('select', { id: 'try-type' }, ['application/json', 'application/x-www-form-urlencoded', 'text/plain'].map((name) => el('option', null, name)));
  const text = el('textarea', { id: 'try-body', rows: 5, placeholder: '{ "name": "Ada" }', spellcheck: 'false' });
  const result = el('div', { 'aria-live': 'polite' });
  const bodyRows = [el('label', { for: 'try-type' }, 'Body type'), type, el('label.top', { for: 'try-body' }, 'Body'), text];
  const withBody = () => !['GET', 'HEAD'].includes(method.value);
  const showBody = () => bodyRows.forEach((row) => (row.hidden = !withBody()));
  method.addEventListener('change', showBody);
  const form = el('form.form', null,
    el('label', { for: 'try-method' }, 'Method'), method,
    parameters.map((input, i) => [el('label', { for: input.id }, `${route.parameters[i].rest ? '*' : ':'}${route.parameters[i].name}`), input]).flat(),
    el('label', { for: 'try-query' }, 'Query'), query,
    el('label.top', { for: 'try-headers' }, 'Headers'), fields,
    bodyRows,
    el('div.full', null, el('button.main', { type: 'submit' }, 'Send'), el('span.note', null, 'Ctrl+Enter')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(result, method.value, pathOf(route, parameters), query.value.trim(), fields.value, withBody() && text.value !== '' ? { type: type.value, text: text.value } : null);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  showBody();
  fill(pane, paneHead(route.pattern, closeTry),
    pairs([['Answered by', route.kind === 'action' ? place(route.place) : route.kind], ['Export', route.export], ['Route in', route.written && route.written.file !== route.place?.file && place(route.written)], ['Lane', route.lane]]),
    form, result);
  showPane(pane, $('routes-split'), true);
  (parameters[0] ?? query).focus({ preventScroll: innerWidth > 980 });
}

function closeTry() {
  const row = $('routes-rows').querySelector('tr[aria-selected=true]');
  routes.selected = '';
  row?.setAttribute('aria-selected', false);
  showPane($('try'), $('routes-split'), false);
  row?.focus();
}

function pathOf(route, inputs) {
  let next = 0;
  return route.pattern.split('/').map((segment) => {
    if (segment[0] !== ':' && segment[0] !== '*') return encodeURIComponent(segment);
    const value = inputs[next++].value;
    return segment[0] === '*' ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  }).join('/');
}

async function send(result, method, path, query, fields, body) {
  fill(result, el('p.result', null, 'Waiting for the answer …'));
  const start = performance.now();
  try {
    const sent = new Headers();
    for (const line of fields.split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) sent.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    }
    if (body !== null && !sent.has('content-type')) sent.set('content-type', body.type);
    const response = await fetch(path + (query === '' ? '' : `?${query.replace(/^\?/, '')}`), { method, headers: sent, body: body?.text, cache: 'no-store' });
    const content = await response.arrayBuffer();
    showAnswer(result, response, content, performance.now() - start);
  } catch (e) {
    fill(result, el('div.result', null, el('div.error', null, el('p', null, `No answer: ${e.message}`))));
  }
}

function showAnswer(result, response, content, took) {
  const type = response.headers.get('content-type') ?? '';
  const id = response.headers.get('x-request-id');
  const text = /^text\/|json|xml|javascript|urlencoded/.test(type) ? new TextDecoder().decode(content) : null;
  fill(result, el('div.result', null,
    el('p', null, el(`span.chip.status.${statusClass(response.status)}`, null, `${response.status} ${response.statusText}`), el('span', null, `${ms(took)} ms in the browser`), el('span.soft', null, bytes(content.byteLength)),
      response.redirected && el('span.chip', null, 'after a redirect'),
      id !== null && el('button.link', { type: 'button', onclick: () => showRequestOf(id) }, 'Its time line')),
    headers('Response headers', [...response.headers]),
    content.byteLength === 0 ? el('p.note', null, 'No body.') : el('pre.body', { tabindex: 0 }, text === null ? `${bytes(content.byteLength)} of ${type || 'an unknown type'}` : pretty(text, type))));
}

function pretty(text, type) {
  if (!type.includes('json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Shows the recorded request with this request id. */
async function showRequestOf(requestId) {
  await loadRequests();
  const found = [...requests.byId.values()].find((request) => request.requestId === requestId);
  location.hash = 'requests';
  if (found !== undefined) showRequest(found.id, true);
}

/** Fills the form with a request that was recorded. */
function tryRequest(request) {
  const route = routes.list.find((one) => one.pattern === request.route && !one.methods.includes(SOCKET)) ?? { pattern: request.path, methods: [request.method], parameters: [], kind: 'path', place: undefined };
  const given = { method: request.method, query: request.query, parameters: {} };
  const segments = request.path.split('/');
  route.pattern.split('/').forEach((segment, i) => {
    if (segment[0] === ':') given.parameters[segment.slice(1).replace(/<.*/, '')] = plain(segments[i] ?? '');
    if (segment[0] === '*') given.parameters[segment.slice(1)] = plain(segments.slice(i).join('/'));
  });
  location.hash = 'routes';
  openTry(route, given);
}

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function setUpRoutes() {
  keyboardRows($('routes-rows'));
  $('routes-filter').addEventListener('input', renderRoutes);
}
