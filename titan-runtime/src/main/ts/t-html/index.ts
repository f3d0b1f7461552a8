/** `t.html`: HTML of templates in which every value is escaped. */
import { Html } from 'titan:kernel';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

function show(value: unknown): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(show).join('');
  return value === undefined || value === null || value === false ? '' : escape(value);
}

/**
 * A tag for templates: `` t.html`<p>${name}</p>` ``. Values are escaped, for text and for attributes in quotes; what `t.html` made is taken as it is, lists are joined, and undefined,
 * null and false are nothing.
 */
export const html = Object.assign(
  function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
    if (!Array.isArray(strings) || !('raw' in strings)) throw new TypeError('t.html: write it before a template, as t.html`<p>${text}</p>`; for plain text there is t.html.escape(text)');
    let text = strings[0];
    for (let i = 0; i < values.length; i++) text += show(values[i]) + strings[i + 1];
    return new Html(text);
  },
  {
    escape,
    /** Text that is HTML already. Nothing in it is escaped. */
    raw: (text: unknown): Html => new Html(String(text)),
  },
);
