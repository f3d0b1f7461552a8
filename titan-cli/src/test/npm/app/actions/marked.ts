import assert from 'node:assert';
import { Marked, marked } from 'marked';

export default async () => {
  assert.strictEqual(marked.parse('# Hi *there*\n\n- [x] a\n'), '<h1>Hi <em>there</em></h1>\n<ul>\n<li><input checked="" disabled="" type="checkbox"> a</li>\n</ul>\n');
  const own = new Marked({ async: true, async walkTokens(token) { if (token.type === 'link') { await t.sleep(1); token.href += '?seen'; } } });
  return (await own.parse('[a](b) «**ü**»')).trim();
};
