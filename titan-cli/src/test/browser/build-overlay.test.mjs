import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, launch, openPage, picture } from './chromium.mjs';
import { App, dev } from './titan.mjs';

describe('the overlay of a build error', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App({ 'app/actions/sound.ts': `export default () => 'sound';\n` });
    [server, browser] = await Promise.all([dev(app), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  /** Saves files, opens a path once it is answered with the fault, and takes the files away afterwards. */
  const broken = async (files, path, check, options) => {
    for (const [name, text] of Object.entries(files)) app.write(name, text);
    const page = await openPage(browser, server.url, options);
    while ((await page.goto(server.url + path)).status() !== 500);
    await check(page);
    assert.deepEqual(page.seen, []);
    await page.context().close();
    for (const name of Object.keys(files)) rmSync(join(app.folder, name));
  };

  const CHAIN = {
    'lib/money.ts': `import { readFileSync } from 'node:fs';

const rates = JSON.parse(readFileSync('rates.json', 'utf8'));

export const format = (cents: number) => (cents * rates.eur).toFixed(2);
`,
    'lib/totals.ts': `import { format } from './money';

export const total = (items: number[]) => format(items.reduce((a, b) => a + b, 0));
`,
    'app/actions/invoice.ts': `import { total } from '../../lib/totals';

export default defineAction((req) => {
  return { total: total(req.body.items) };
});
`,
  };

  for (const colorScheme of ['light', 'dark']) {
    test(`shows the file, the line and the chain of imports, ${colorScheme}`, async () => {
      const options = { colorScheme, viewport: { width: 1000, height: 860 } };
      await broken(CHAIN, '/actions/invoice', async (page) => {
        await page.getByRole('dialog', { name: /^Build error .*node:fs/ }).waitFor();
        const places = await page.locator('.place').allTextContents();
        assert.match(places[0], /^lib\/money\.ts:1:\d+$/);
        assert.match(await page.locator('.notes').textContent(), /imported by app\/actions\/invoice\.ts → lib\/totals\.ts → lib\/money\.ts → node:fs/);
        await picture(page, `overlay-build-${colorScheme}`);
        await assertAccessible(page);
      }, options);
    });
  }

  test('says how an action comes to depend on a file that does not parse', async () => {
    const files = {
      'lib/b.ts': 'export const b = (: number) => 1;\n',
      'lib/a.ts': `export { b } from './b';\n`,
      'app/actions/chain.ts': `import { b } from '../../lib/a';\n\nexport default () => b;\n`,
    };
    await broken(files, '/actions/chain', async (page) => {
      assert.match(await page.locator('.place').first().textContent(), /^lib\/b\.ts:1:\d+$/);
      assert.equal(await page.locator('.notes').innerText(), 'imported by app/actions/chain.ts → lib/a.ts → lib/b.ts');
      const sound = await page.request.get(`${server.url}/actions/sound`);
      assert.equal(await sound.text(), 'sound');
    });
  });

  test('shows several errors at once', async () => {
    const files = {
      'app/actions/many.ts': `import { a } from './_missing';\nimport { b } from 'not-installed';\n\nexport default () => a + b;\n`,
    };
    await broken(files, '/actions/many', async (page) => {
      await page.getByRole('dialog', { name: /^2 build errors/ }).waitFor();
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 2);
      await assertAccessible(page);
    });
  });

  test('shows what a module threw while it was loaded', async () => {
    const files = { 'app/actions/load.ts': `const settings = JSON.parse('{');\n\nexport default () => settings;\n` };
    await broken(files, '/actions/load', async (page) => {
      await page.getByRole('dialog', { name: /^Error while the action was loaded SyntaxError/ }).waitFor();
      assert.match(await page.locator('.place').first().textContent(), /^app\/actions\/load\.ts:1:\d+$/);
    });
  });

  test('follows further saves and closes by itself once the file is mended', async () => {
    const file = 'app/actions/page.ts';
    await broken({ [file]: `export default () => {\n  return 'first;\n};\n` }, '/actions/page', async (page) => {
      assert.match(await page.locator('.place').first().textContent(), /^app\/actions\/page\.ts:2:\d+$/);
      app.write(file, `export default () => {\n  return 'second;\n};\n`);
      await page.locator('.source .at').getByText('second').waitFor();
      app.write(file, `export default () => 'mended';\n`);
      await page.getByText('mended', { exact: true }).waitFor();
    });
  });
});
