// Sections, keys and the stream of events.

const SECTIONS = ['requests', 'routes', 'logs', 'workers', 'diagnostics', 'config'];
const LOAD = { requests: loadRequests, routes: loadRoutes, logs: loadLogs, workers: loadWorkers, diagnostics: loadApp, config: loadConfig };

function showSection() {
  const wanted = location.hash.slice(1);
  const name = SECTIONS.includes(wanted) ? wanted : 'requests';
  for (const section of SECTIONS) $(`section-${section}`).hidden = section !== name;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (name === 'workers' || name === 'routes' || name === 'config') LOAD[name]().catch(fail);
  if (name === 'logs') renderLogs();
}

function fail(e) {
  state('lost', e.message);
}

function loadAll() {
  return Promise.all([loadApp(), loadRoutes(), loadRequests(), loadLogs(), loadConfig()]);
}

function listen() {
  const events = new EventSource('/__titan/events?topics=request,log,generation');
  events.addEventListener('open', () => {
    loadAll().then(() => state('live', 'live'), fail);
  });
  events.addEventListener('error', () => state('lost', 'not connected, trying again'));
  events.addEventListener('request', (event) => takeRequests(JSON.parse(event.data).items));
  events.addEventListener('log', (event) => takeLines(JSON.parse(event.data).items));
  events.addEventListener('generation', () => {
    Promise.all([loadApp(), loadRoutes(), loadConfig()]).catch(fail);
  });
}

addEventListener('hashchange', showSection);
addEventListener('keydown', (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== 'checkbox';
  if (event.key === 'Escape') {
    if (!$('request').hidden && !$('section-requests').hidden) closeRequest();
    else if (!$('try').hidden && !$('section-routes').hidden) closeTry();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    document.querySelector('section:not([hidden]) input[type=search]')?.focus();
    event.preventDefault();
  } else if (event.key >= '1' && event.key <= '6') {
    location.hash = SECTIONS[Number(event.key) - 1];
  }
});

setUpRequests();
setUpRoutes();
setUpLogs();
setUpApp();
showSection();
listen();
