'use strict';
// What the app wrote goes into the page by these functions alone, and always as text.

const $ = (id) => document.getElementById(id);

/** An element with properties (class, attributes, on… listeners) and children: nodes, or anything else as text; null and false are left out. */
function el(tag, properties, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined) continue;
    if (key.startsWith('aria-')) element.setAttribute(key, String(value));
    else if (value === false) continue;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== false));
}

/** Makes an element's children the fresh ones, told apart by data-key. One that looks the same stays the same node, so that a click, the focus or a selection on it goes on. */
function patch(parent, fresh) {
  const wanted = new Set(fresh.map((node) => node.dataset.key));
  for (const node of [...parent.children]) if (!wanted.has(node.dataset.key)) node.remove();
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let at = parent.firstElementChild;
  for (const node of fresh) {
    const before = old.get(node.dataset.key);
    if (before === undefined) {
      parent.insertBefore(node, at);
      continue;
    }
    if (before === at) at = at.nextElementSibling;
    else parent.insertBefore(before, at);
    if (before.isEqualNode(node)) continue;
    const focused = before === document.activeElement;
    before.replaceWith(node);
    if (focused) node.focus({ preventScroll: true });
  }
}

/** Calls a function soon, once for all calls until then: at once for a person, seldom enough for a load test. */
function soon(fn) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setTimeout(() => requestAnimationFrame(() => {
      asked = false;
      fn();
    }), 80);
  };
}

async function getJson(path) {
  const response = await fetch(`/__titan/api/${path}`);
  const json = await response.json();
  if (!response.ok) throw new Error(json.detail ?? json.title);
  return json;
}

const two = (n) => String(n).padStart(2, '0');
function clock(millis) {
  const date = new Date(millis);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
const ms = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const bytes = (n) => (n < 1024 ? `${n} B` : n < 1048576 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1048576).toFixed(1)} MiB`);
const statusClass = (status) => (status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'ok');

/** A button that opens a place of the app in the author's editor, if one is known; it says `file:line:column`. */
function place({ file, line, column }) {
  const text = line > 0 ? `${file}:${line}:${column}` : file;
  const button = el('button.link.mono', { type: 'button', title: 'Open in the editor' }, text);
  button.addEventListener('click', async (event) => {
    event.stopPropagation();
    const response = await fetch('/__titan/open', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file, line: Math.max(line, 1), column: Math.max(column, 1) }),
    });
    if (response.ok) return;
    const problem = await response.json().catch(() => ({}));
    button.title = problem.detail ?? problem.title ?? 'The editor could not be opened';
    say(button.title);
  });
  return button;
}

const connection = { text: '', timer: 0 };

/** Shows a text where the state of the connection stands, and then that again. Screen readers say it. */
function say(text, millis = 6000) {
  clearTimeout(connection.timer);
  $('state').lastElementChild.textContent = text;
  connection.timer = setTimeout(() => ($('state').lastElementChild.textContent = connection.text), millis);
}

/** The state of the connection. */
function state(kind, text) {
  clearTimeout(connection.timer);
  $('state').className = kind;
  connection.text = text;
  if ($('state').lastElementChild.textContent !== text) $('state').lastElementChild.textContent = text;
}

/** Lets arrow keys, Enter and Space work on the rows of a table. */
function keyboardRows(body) {
  body.addEventListener('keydown', (event) => {
    const row = event.target.closest('tr');
    if (row === null || event.target !== row) return;
    const next = event.key === 'ArrowDown' || event.key === 'j' ? row.nextElementSibling : event.key === 'ArrowUp' || event.key === 'k' ? row.previousElementSibling : null;
    if (next !== null) next.focus();
    else if (event.key === 'Enter' || event.key === ' ') row.click();
    else return;
    event.preventDefault();
  });
}

/** What a pane beside a list has at its top: a title, a button that closes it. */
function paneHead(title, close) {
  return el('div.detail-head', null, el('h3', null, title), el('button.close', { type: 'button', 'aria-label': 'Close', onclick: close }, '×'));
}

function showPane(pane, split, shown) {
  pane.hidden = !shown;
  split.classList.toggle('open', shown);
}

function pairs(list) {
  return el('dl.pairs', null, list.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '').map(([name, value]) => [el('dt', null, name), el('dd', null, value)]).flat());
}

/** Header fields, folded away. */
function headers(title, fields) {
  if (fields === undefined || fields.length === 0) return null;
  return el('details', null, el('summary', null, `${title} (${fields.length})`), pairs(fields));
}
