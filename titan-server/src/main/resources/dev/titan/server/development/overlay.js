'use strict';
// The page of an error. It only ever sets text, never markup: what an error says stays what it is.
(() => {
  const root = document.documentElement;
  const overlay = document.getElementById('overlay');
  const beneath = document.getElementById('beneath');
  const show = document.getElementById('show');
  const copy = document.getElementById('copy');
  const status = document.getElementById('status');

  const say = (text) => {
    status.textContent = text;
  };

  const dismiss = () => {
    overlay.hidden = true;
    beneath.hidden = false;
    show.focus();
  };

  const appear = () => {
    beneath.hidden = true;
    overlay.hidden = false;
    overlay.focus();
  };

  const toClipboard = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  const copyReport = async () => {
    const done = await toClipboard(document.getElementById('report').textContent);
    say(done ? 'Copied as Markdown.' : 'The browser does not let this page copy. Press Esc and select the text.');
    if (done) {
      copy.textContent = 'Copied';
      setTimeout(() => (copy.textContent = 'Copy'), 1500);
    }
  };

  const open = async ({ file, line, column }) => {
    const place = `${file}:${line}:${column}`;
    try {
      const answer = await fetch('/__titan/open', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ file, line: Number(line), column: Number(column) }),
      });
      if (answer.ok) {
        say(`Opened ${place}.`);
        return;
      }
      const problem = await answer.json();
      const copied = await toClipboard(place);
      say(`${problem.detail || problem.title}${copied ? ' The place is in the clipboard.' : ''}`);
    } catch {
      say('The server does not answer.');
    }
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !overlay.hidden) {
      event.preventDefault();
      dismiss();
    }
  });
  document.getElementById('close').addEventListener('click', dismiss);
  show.addEventListener('click', appear);
  copy.addEventListener('click', copyReport);
  for (const place of document.querySelectorAll('.place')) {
    place.addEventListener('click', () => open(place.dataset));
  }

  let events;

  const listen = () => {
    events?.close();
    events = new EventSource('/__titan/events?topics=generation');
    events.addEventListener('generation', (event) => {
      if (event.lastEventId === root.dataset.state) {
        return;
      }
      if (root.dataset.method === 'GET') {
        events.close();
        location.reload();
      } else {
        say('Saved. Send the request again to see the new answer.');
      }
    });
    events.addEventListener('error', () => say('The server does not answer. This page comes back with it.'));
    events.addEventListener('open', () => say('Save the file, and this page shows the new answer.'));
  };

  // A browser opens six connections to a server and no more: pages that nobody looks at must not hold them.
  document.addEventListener('visibilitychange', () => (document.hidden ? events?.close() : listen()));
  if (!document.hidden) {
    listen();
  }

  overlay.focus();
})();
