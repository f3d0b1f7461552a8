// A form that opens a WebSocket at a route, sends messages and shows what comes.

const SHOWN_MESSAGES = 200;

/** The socket that the form has open, null for none. */
let trySocket = null;

function openSocketTry(route) {
  routes.selected = keyOf(route);
  renderRoutes();
  trySocket?.close();
  const pane = $('try');
  const parameters = route.parameters.map((parameter) => el('input', { id: `try-p-${parameter.name}`, placeholder: parameter.rest ? 'a/b' : 'text', spellcheck: 'false', autocomplete: 'off' }));
  const query = el('input', { id: 'try-query', placeholder: 'name=Ada', spellcheck: 'false', autocomplete: 'off' });
  const text = el('textarea', { id: 'try-body', rows: 3, spellcheck: 'false' });
  const connect = el('button.main', { type: 'submit' }, 'Connect');
  const send = el('button', { type: 'button', disabled: true }, 'Send');
  const log = el('pre.body', { tabindex: 0, 'aria-live': 'polite' });
  const note = (line) => {
    log.append(`${line}\n`);
    while (log.childNodes.length > SHOWN_MESSAGES) log.firstChild.remove();
    log.scrollTop = log.scrollHeight;
  };
  const form = el('form.form', null,
    parameters.map((input, i) => [el('label', { for: input.id }, `${route.parameters[i].rest ? '*' : ':'}${route.parameters[i].name}`), input]).flat(),
    el('label', { for: 'try-query' }, 'Query'), query,
    el('label.top', { for: 'try-body' }, 'Message'), text,
    el('div.full', null, connect, send));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (trySocket !== null) {
      trySocket.close();
      return;
    }
    const url = new URL(pathOf(route, parameters) + (query.value === '' ? '' : `?${query.value.replace(/^\?/, '')}`), location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = (trySocket = new WebSocket(url));
    connect.textContent = 'Close';
    socket.onopen = () => {
      note('open');
      send.disabled = false;
    };
    socket.onmessage = ({ data }) => note(`← ${typeof data === 'string' ? data : bytes(data.size)}`);
    socket.onclose = ({ code, reason }) => {
      note(`closed ${code} ${reason}`);
      connect.textContent = 'Connect';
      send.disabled = true;
      if (trySocket === socket) trySocket = null;
    };
  });
  send.addEventListener('click', () => {
    trySocket?.send(text.value);
    note(`→ ${text.value}`);
  });
  fill(pane, paneHead(route.pattern, () => {
    trySocket?.close();
    closeTry();
  }), pairs([['Answered by', place(route.place)], ['Export', route.export], ['Lane', route.lane]]), form, log);
  showPane(pane, $('routes-split'), true);
  (parameters[0] ?? query).focus({ preventScroll: innerWidth > 980 });
}
