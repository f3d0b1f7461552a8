import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './chromium.mjs';
import { CORPUS, literal } from './corpus.mjs';
import { App, dev } from './titan.mjs';

/** A file may have any name but for the slash; and an action's path has no dots that part its extension. */
const FILE = `<img src=x onerror=canary()>'"&`;

describe('what an error says stays text', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App({
      'app/actions/message.ts': `const all: string[] = [${CORPUS.map(literal).join(', ')}];
export default defineAction((req) => {
  const text = all[Number(req.query.n)];
  const error = new Error(text, { cause: new AggregateError([text, { [text]: text }], text) });
  error.name = text;
  throw error;
});
`,
      'app/actions/source.ts': `export default defineAction(() => {
${CORPUS.map((text) => `  // ${text.replace(/[\u2028\u2029]/g, ' ').replace(/\u0000/g, ' ')}`).slice(0, 4).join('\n')}
  const x = ${literal(CORPUS[4])}; null!.${'x'}; // </code></pre><script>canary()</script>
  /* ${CORPUS[7]} ${CORPUS[8]} */
});
`,
      [`lib/${FILE}.ts`]: `export function fail(): never {\n  throw new Error('in a file');\n}\n`,
      'app/actions/file.ts': `import { fail } from ${JSON.stringify(`../../lib/${FILE}`)};\nexport default defineAction(() => fail());\n`,
      'app/actions/named.ts': `export default defineAction(() => {
  const o = { [${literal(CORPUS[0])}]() { throw new Error('in a function'); } };
  o[${literal(CORPUS[0])}]();
});
`,
    });
    [server, browser] = await Promise.all([dev(app), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  let page;

  before(async () => {
    page = await openPage(browser, server.url);
    await page.addInitScript(() => {
      globalThis.canary = () => (globalThis.sung = true);
    });
  });

  /** Opens a page, has it checked, then does what a reader might do and looks whether any text has become more than that. */
  const visit = async (path, check) => {
    await page.goto(server.url + path, { waitUntil: 'load' });
    await page.getByRole('dialog').waitFor();
    await check(page);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => globalThis.sung), undefined);
    assert.equal(await page.locator('img, svg, iframe, math, form, base, object, embed').count(), 0);
    assert.deepEqual([await page.locator('script').count(), await page.locator('style').count()], [1, 1]);
    assert.equal(decodeURIComponent(page.url()), decodeURIComponent(server.url + path));
    assert.deepEqual(page.seen, []);
  };

  test('messages, names and causes', async () => {
    for (let n = 0; n < CORPUS.length; n++) {
      const shown = CORPUS[n].replace(/[\u0000\u202E]/g, '\uFFFD');
      await visit(`/actions/message?n=${n}`, async () => {
        assert.equal(await page.locator('h1 .text').textContent(), shown);
        assert.equal(await page.locator('h1 .name').textContent(), shown);
      });
    }
  });

  test('lines of source', async () => {
    await visit('/actions/source', async () => {
      assert.ok((await page.locator('.source').first().textContent()).includes(CORPUS[0]));
    });
  });

  test('names of files', async () => {
    await visit('/actions/file', async () => {
      assert.match(await page.locator('.place').first().textContent(), /^lib\/<img src=x onerror=canary\(\)>'"&\.ts:2:\d+$/);
    });
  });

  test('names of functions', async () => {
    await visit('/actions/named', async () => {
      assert.ok((await page.locator('.function').allTextContents()).some((name) => name.includes(CORPUS[0])));
    });
  });

  test('queries and headers', async () => {
    const query = CORPUS.map((text, i) => `q${i}=${encodeURIComponent(text)}`).join('&');
    const headers = Object.fromEntries(
      CORPUS.map((text, i) => [`x-hostile-${i}`, text]).filter(([, text]) => /^[\x20-\x7e]*$/.test(text)),
    );
    await page.setExtraHTTPHeaders(headers);
    await visit(`/actions/message?n=0&${query}`, async () => {
      const values = await page.locator('dd').allTextContents();
      for (const text of Object.values(headers)) assert.ok(values.includes(text), text);
    });
  });
});

describe('other sites', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App({ 'app/actions/broken.ts': `export default () => { throw new Error('private'); };\n` });
    [server, browser] = await Promise.all([dev(app), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  test('cannot frame the overlay, hear events or open files', async () => {
    const page = await openPage(browser, server.url);
    await page.route('http://other.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${server.url}/actions/broken"></iframe>` }),
    );
    await page.goto('http://other.example/');
    const frame = page.frames()[1];
    assert.ok(!(await frame?.content().catch(() => ''))?.includes('private'));
    const outcome = await page.evaluate(async (url) => {
      const events = await new Promise((resolve) => {
        const source = new EventSource(`${url}/__titan/events`);
        source.onmessage = source.onopen = () => resolve('heard');
        source.onerror = () => resolve('refused');
      });
      const opened = await fetch(`${url}/__titan/open`, { method: 'POST', body: '{}' }).then(
        (answer) => answer.status,
        () => 'refused',
      );
      return { events, opened };
    }, server.url);
    assert.deepEqual(outcome, { events: 'refused', opened: 'refused' });
    await page.context().close();
  });
});
