import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './chromium.mjs';
import { CORPUS, literal } from './corpus.mjs';
import { row, status } from './page.mjs';
import { App, dev } from './titan.mjs';

describe('what an app wrote stays text', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App({
      'app/actions/all.ts': `const all: string[] = [${CORPUS.map(literal).join(', ')}];
export default defineAction((req) => {
  const text = all[Number(req.query.n)];
  console.error(text);
  t.log.warn(text, { [text]: text, inner: { [text]: [text] } });
  const error = new Error(text, { cause: new Error(text) });
  error.name = text;
  throw error;
});
`,
      'app/actions/body.ts': `const all: string[] = [${CORPUS.map(literal).join(', ')}];
export default defineAction(() => ({ status: 200, headers: { 'Content-Type': 'text/html', 'X-All': all.filter((text) => /^[\\x20-\\x7e]*$/.test(text)).join(' ') }, body: all.join('\\n') }));
`,
      'app/routes.ts': `import { route } from 'titan';
route.get('/<img src=x onerror=canary()>/:id', 'body');
`,
      'titan.config.json': JSON.stringify({ app: Object.fromEntries(CORPUS.map((text) => [text, text])) }),
    });
    [server, browser] = await Promise.all([dev(app), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  /** Sends what no browser would: the path and the header fields as they are. */
  const raw = (path, headers) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      httpRequest({ hostname, port, path, headers, agent: false }, (answer) => answer.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });

  test('paths, queries, headers, messages, log lines, answers and configuration', async () => {
    const page = await openPage(browser, server.url);
    await page.addInitScript(() => {
      globalThis.canary = () => (globalThis.sung = true);
    });
    await page.goto(`${server.url}/__titan`);
    await page.locator('#state.live').waitFor();
    const plain = CORPUS.filter((text) => /^[\x20-\x7e]*$/.test(text));
    const headers = Object.fromEntries(plain.map((text, i) => [`x-hostile-${i}`, text]));
    for (const text of plain) await raw(`/none/${text.replaceAll(' ', '%20').replaceAll('#', '%23')}`, headers);
    for (let n = 0; n < CORPUS.length; n++) await raw(`/actions/all?n=${n}&q=${encodeURIComponent(CORPUS[n])}`, headers);

    const silent = async () => {
      assert.equal(await page.evaluate(() => globalThis.sung), undefined);
      assert.equal(await page.locator('img, svg, iframe, math, base, object, embed, form:not(.form)').count(), 0);
      assert.deepEqual([await page.locator('script').count(), await page.locator('style').count()], [1, 1]);
      assert.deepEqual(page.seen, []);
    };
    await status(row(page, 'requests-rows', '/actions/all?n=0'), '500').click();
    await page.locator('#request .error').first().waitFor();
    assert.ok((await page.locator('#request .error').first().textContent()).startsWith(`${CORPUS[0]}: ${CORPUS[0]}`));
    for (const summary of await page.locator('#request summary').all()) await summary.click();
    const values = await page.locator('#request dd').allTextContents();
    for (const text of plain) assert.ok(values.includes(text), text);
    for (const link of await page.locator('#requests-rows tr').all()) await link.dispatchEvent('click');
    await silent();

    for (const section of ['logs', 'config', 'diagnostics', 'workers', 'routes']) {
      await page.evaluate((hash) => (location.hash = hash), section);
      await page.locator(`#section-${section}`).waitFor();
      await silent();
    }
    const lines = await page.locator('.entry .text').allTextContents();
    assert.ok(lines.some((line) => line.startsWith(CORPUS[0])));
    await row(page, 'routes-rows', 'onerror').locator('td').nth(1).click();
    await page.getByLabel(':id').fill(CORPUS[0]);
    await page.keyboard.press('Enter');
    await page.locator('pre.body').waitFor();
    assert.ok((await page.locator('pre.body').textContent()).startsWith(CORPUS[0]));
    await page.locator('#try').getByText(/^Response headers/).click();
    await silent();
    await page.context().close();
  });
});
