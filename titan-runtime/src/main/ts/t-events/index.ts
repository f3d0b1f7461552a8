/** `t.events`: what happened, told to handlers in all workers and, over Redis, on all servers. Nothing is kept: who does not listen does not hear of it. */
import { handle, handlerPlace, operation } from 'titan:kernel';
import { decode, encode } from 'titan:values';

const LONGEST = 256;
const WORD = /^[\w:$-]+$/;

/** @param pattern whether words may be stars */
function nameOf(label: string, name: unknown, pattern: boolean): string {
  if (typeof name !== 'string') throw new TypeError(`${label}: the name must be a string, not ${name === null ? 'null' : typeof name}`);
  const words = name.split('.');
  const fine = name.length <= LONGEST && words.every((word, i) => WORD.test(word) || (pattern && (word === '*' || (word === '**' && i === words.length - 1))));
  if (!fine) {
    throw new TypeError(
      `${label}: '${name.slice(0, 80)}' is not the name of an event${pattern ? ' or pattern' : ''}. Valid: words of letters, digits, _, $, : and - with dots between, such as 'order.created'` +
        (pattern ? "; '*' stands for one word, '**' at the end for all that follow" : ''),
    );
  }
  return name;
}

const OPTIONS = ['everyWorker', 'group'];

interface Options {
  everyWorker?: unknown;
  group?: unknown;
}

function on(name: unknown, handler: unknown, options?: unknown): () => void {
  const label = 't.events.on';
  const pattern = nameOf(label, name, true);
  if (typeof handler !== 'function') throw new TypeError(`${label}: expected a function, not ${handler === null ? 'null' : typeof handler}`);
  if (options !== undefined && (typeof options !== 'object' || options === null)) throw new TypeError(`${label}: the options must be an object`);
  for (const key of Object.keys(options ?? {})) {
    if (!OPTIONS.includes(key)) throw new TypeError(`${label}: unknown option '${key}'; known are ${OPTIONS.join(', ')}`);
  }
  const { everyWorker = false, group } = (options ?? {}) as Options;
  if (typeof everyWorker !== 'boolean') throw new TypeError(`${label}: everyWorker must be true or false`);
  if (group !== undefined && (typeof group !== 'string' || !WORD.test(group))) throw new TypeError(`${label}: group must be a word of letters, digits, _, $, : and -`);
  if (everyWorker && group !== undefined) throw new TypeError(`${label}: everyWorker and group exclude each other`);
  return handle({
    kind: 'event',
    label,
    name: `${pattern} ${handlerPlace()}`,
    options: { pattern, everyWorker, group: group ?? '' },
    fn: handler,
    args(payload) {
      const line = payload.indexOf('\n');
      const [event, id, at] = payload.slice(0, line).split(' ');
      return [decode(payload.slice(line + 1)), Object.freeze({ name: event, id, at: new Date(+at) })];
    },
    outcome: () => undefined,
  });
}

export const events = {
  on,
  emit(name: unknown, data?: unknown) {
    const label = 't.events.emit';
    return operation({ label, name: 'events.emit', args: [nameOf(label, name, false), encode(label, data)], decode: () => undefined });
  },
};
