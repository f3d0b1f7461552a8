import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import { launch, openPage, picture } from './chromium.mjs';
import { row, status } from './page.mjs';
import { App, dev } from './titan.mjs';

const FILES = {
  'app/actions/users/[id].ts': `import { HttpError } from 'titan';

const names = ['Ada', 'Grace', 'Linus', 'Barbara'];

export default defineAction((req) => {
  console.log('looking for user', req.params.id);
  drift(t.sleep(4));
  const name = names[Number(req.params.id) - 1];
  if (!name) throw new HttpError(404, 'no such user');
  return { id: req.params.id, name };
});
`,
  'app/actions/orders/index.ts': `const price = (item: number) => {
  drift(t.sleep(6 + item));
  return item * 3;
};

export const GET = defineAction((req) => {
  const prices = [1, 2, 3].map(price);
  drift([t.sleep(25), t.sleep(12), t.sleep(31)]);
  t.log.info('prices', { total: prices.length, shop: 'main' });
  drift(t.sleep(3));
  return { prices };
});

export const POST = defineAction((req) => {
  t.log.debug('ordering', { item: req.body.item });
  drift(t.sleep(2));
  return { status: 201, headers: { 'X-Order': '7' }, body: { ordered: req.body.item, page: req.query.page, language: req.headers.get('accept-language') } };
});
`,
  'app/actions/checkout.ts': `import { total } from '../../lib/cart';

export default defineAction(() => {
  console.warn('the cart is nearly empty');
  drift(t.sleep(8));
  return { total: total(undefined) };
});
`,
  'lib/cart.ts': `interface Cart { items: { price: number }[] }

export function total(cart?: Cart): number {
  try {
    return cart!.items.reduce((sum, item) => sum + item.price, 0);
  } catch (cause) {
    throw new Error('the cart has no items', { cause });
  }
}
`,
  'app/actions/report.ts': `class Report {
  get body() {
    drift(t.sleep(30));
    return 'done';
  }
}

export default defineAction(() => new Report().body);
`,
  'app/actions/health.ts': `export default () => ({ ok: true });\n`,
  'app/actions/waits.ts': `export default defineAction(() => {\n  drift(t.sleep(20_000));\n  return 1;\n});\n`,
  'app/routes.ts': `import { route } from 'titan';

route.get('/u/:id<number>', 'users/[id]');
route.get('/files/*path', 'health');
`,
  '.env': 'DATABASE_URL=postgres://shop:hunter2@localhost/shop\nSTRIPE_API_KEY=sk_live_1\nGREETING=hi\n',
  'titan.config.json': '{ "limits": { "queue": 500 }, "app": { "greeting": "Hello", "stripe": { "apiKey": "hunter2" } } }\n',
};

const SECTIONS = ['requests', 'routes', 'logs', 'workers', 'diagnostics', 'config'];

describe('the page at /__titan', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App(FILES);
    [server, browser] = await Promise.all([dev(app), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  const open = async (section = '', options) => {
    const page = await openPage(browser, server.url, { viewport: { width: 1280, height: 800 }, ...options });
    await page.goto(`${server.url}/__titan${section}`);
    await page.locator('#state.live').waitFor();
    return page;
  };

  const close = async (page) => {
    assert.deepEqual(page.seen, []);
    await page.context().close();
  };

  const get = (path, options) => fetch(server.url + path, options).then((answer) => answer.text());

  test('lists requests as they come, and shows where their time went', async () => {
    const page = await open();
    await get('/actions/orders?page=2&token=geheim', { headers: { authorization: 'Bearer geheim', 'x-plain': 'seen' } });
    const line = row(page, 'requests-rows', '/actions/orders');
    await status(line, '200').waitFor();
    assert.match(await line.textContent(), /GET\/actions\/orders\?page=2&token=\*{6}200/);
    await line.click();
    const details = page.getByRole('complementary', { name: 'Details of the request' });
    await details.getByText('Time line as a table').click();
    const parts = await details.locator('details table tbody tr td:first-child').allTextContents();
    // Three in turn, three at once, one more: how many of the three at once settle in one slice is chance.
    assert.ok(parts.filter((part) => part === 'run').length >= 6, parts.join());
    assert.ok(parts.filter((part) => part === 'suspended').length >= 5, parts.join());
    assert.equal(parts.filter((part) => part === 'sleep').length, 7, parts.join());
    await details.getByText('app/actions/orders/index.ts:6:14').waitFor();
    await details.getByText(/^Request headers/).click();
    await details.getByText('seen').waitFor();
    assert.ok(!(await page.content()).includes('geheim'));
    await close(page);
  });

  test('shows a request while it runs', async () => {
    const page = await open();
    const leave = new AbortController();
    const waiting = get('/actions/waits', { signal: leave.signal }).catch(() => 'left');
    await status(row(page, 'requests-rows', '/actions/waits'), 'running').waitFor();
    leave.abort();
    assert.equal(await waiting, 'left');
    await status(row(page, 'requests-rows', '/actions/waits'), '499').waitFor();
    await close(page);
  });

  test('shows what an action threw', async () => {
    const page = await open();
    await get('/actions/checkout');
    await status(row(page, 'requests-rows', '/actions/checkout'), '500').click();
    const error = page.locator('#request .error').first();
    await error.getByText('Error: the cart has no items').waitFor();
    assert.deepEqual(await error.locator('li').allTextContents(), [
      'total lib/cart.ts:7:11',
      'app/actions/checkout.ts:6:19',
      'total lib/cart.ts:5:18',
      'app/actions/checkout.ts:6:19',
    ]);
    await page.getByRole('button', { name: 'Its log lines' }).click();
    await page.locator('.entry.warn-level', { hasText: 'the cart is nearly empty' }).waitFor();
    await page.locator('.entry.error-level', { hasText: 'at total (lib/cart.ts:7:11)' }).waitFor();
    await close(page);
  });

  test('sends a request with parameters, query, headers and body', async () => {
    const page = await open('#routes');
    const pattern = row(page, 'routes-rows', '/actions/users/:id');
    assert.match(await pattern.textContent(), /any\/actions\/users\/:id app\/actions\/users\/\[id\]\.ts:5:8(side|in place)/);
    await pattern.locator('td').nth(1).click();
    await page.getByLabel(':id').fill('2');
    await page.keyboard.press('Enter');
    await page.locator('pre.body', { hasText: '"name": "Grace"' }).waitFor();
    await page.getByRole('button', { name: 'Its time line' }).click();
    await page.locator('#request h3', { hasText: 'GET /actions/users/2' }).waitFor();

    await page.getByRole('link', { name: 'Routes' }).click();
    await row(page, 'routes-rows', 'POST').locator('td').nth(1).click();
    await page.getByLabel('Query').fill('page=3');
    await page.getByLabel('Headers').fill('Accept-Language: tlh');
    await page.getByLabel('Body', { exact: true }).fill('{"item":"book"}');
    await page.keyboard.press('Control+Enter');
    await status(page.locator('#try'), '201').waitFor();
    const answer = JSON.parse(await page.locator('pre.body').textContent());
    assert.deepEqual(answer, { ordered: 'book', page: '3', language: 'tlh' });
    await page.locator('#try').getByText(/^Response headers/).click();
    await page.locator('dt', { hasText: 'x-order' }).waitFor();
    await close(page);
  });

  test('fills the form with a request that was recorded', async () => {
    await get('/u/3?q=1');
    const page = await open();
    await row(page, 'requests-rows', '/u/3').click();
    await page.getByRole('button', { name: 'Try it again' }).click();
    assert.equal(await page.getByLabel(':id').inputValue(), '3');
    assert.equal(await page.getByLabel('Query').inputValue(), 'q=1');
    await close(page);
  });

  test('shows log lines live, by level and text', async () => {
    const page = await open('#logs');
    await page.getByLabel('Level').selectOption('warn');
    await Promise.all([get('/actions/orders'), get('/actions/checkout')]);
    await page.locator('.entry', { hasText: 'the cart is nearly empty' }).first().waitFor();
    await page.locator('.entry', { hasText: 'prices' }).first().waitFor({ state: 'detached' });
    await page.getByLabel('Level').selectOption('info');
    const prices = page.locator('.entry', { hasText: 'prices' }).last();
    await prices.waitFor();
    assert.match(await prices.textContent(), /infopricesapp\/actions\/orders\/index\.ts:9:9action orders\/index\S+total=3shop=main$/);
    await page.locator('#logs-filter').fill('nearly');
    await page.locator('.entry', { hasText: 'prices' }).first().waitFor({ state: 'detached' });
    await close(page);
  });

  test('shows workers with their heaps', async () => {
    const page = await open('#workers');
    const card = page.locator('.card', { hasText: 'titan-worker-0' });
    await card.getByText(/^\d+\.\d MiB of 256\.0 MiB heap/).waitFor();
    assert.equal(await card.getByRole('meter', { name: 'Heap' }).count(), 1);
    await page.locator('.card', { hasText: 'titan-io-0' }).getByText('in place').waitFor();
    await close(page);
  });

  test('shows the configuration with its origins, and no secret', async () => {
    const page = await open('#config');
    assert.match(await row(page, 'config-rows', 'limits.queue').first().textContent(), /^limits\.queue500.*titan\.config\.json:1/);
    assert.match(await row(page, 'config-rows', 'server.port').textContent(), /--port/);
    await page.getByLabel('only what is set').check();
    assert.equal(await row(page, 'config-rows', 'server.compression').count(), 0);
    assert.match(await row(page, 'env-rows', 'DATABASE_URL').textContent(), /postgres:\/\/shop:\*{6}@localhost\/shop/);
    assert.ok(!/hunter2|sk_live/.test(await page.content()));
    await close(page);
  });

  test('shows diagnostics as soon as a save breaks something, and that they are gone', async () => {
    const page = await open('#diagnostics');
    app.write('app/actions/health.ts', 'export default () => {\n  return { ok: tru };\n  const x = 3 +;\n};\n');
    const box = page.locator('.diagnostic.is-error');
    await box.getByText('app/actions/health.ts:3:16').waitFor();
    assert.match(await box.locator('pre').textContent(), /3 │ {3}const x = 3 \+;\n +\^$/);
    app.write('app/actions/health.ts', FILES['app/actions/health.ts']);
    await box.waitFor({ state: 'detached' });
    await close(page);
  });

  test('needs no mouse', async () => {
    await get('/actions/health');
    await get('/actions/users/1');
    const page = await open();
    await row(page, 'requests-rows', '/actions/users/1').waitFor();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'requests-filter');
    await page.keyboard.type('users');
    await row(page, 'requests-rows', '/actions/health').waitFor({ state: 'detached' });
    await page.locator('#requests-rows tr').first().focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details of the request' });
    await details.getByText('Time line as a table').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'request');
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TR');
    for (const [i, section] of SECTIONS.entries()) {
      await page.keyboard.press(String(i + 1));
      await page.locator(`#section-${section}`).waitFor();
      assert.equal(await page.locator('nav a[aria-current]').getAttribute('href'), `#${section}`);
    }
    await close(page);
  });

  test('connects again by itself', async () => {
    const page = await openPage(browser, server.url);
    await page.route('**/__titan/events?*', (route) => route.abort());
    await page.goto(`${server.url}/__titan`);
    await page.locator('#state.lost').waitFor();
    await page.unrouteAll();
    await page.locator('#state.live').waitFor();
    await close(page);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`is accessible, ${colorScheme}`, async () => {
      await get('/actions/checkout');
      const page = await open('', { colorScheme });
      await page.evaluate(axe.source);
      const check = async (what) => {
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => `${what}: ${id} ${nodes[0].html}`), []);
      };
      await row(page, 'requests-rows', '/actions/checkout').click();
      await page.locator('#request .chart').waitFor();
      await check('requests');
      await page.keyboard.press('Escape');
      await page.keyboard.press('2');
      await row(page, 'routes-rows', 'POST').locator('td').nth(1).click();
      await check('routes');
      for (const [i, section] of SECTIONS.slice(2).entries()) {
        await page.evaluate((hash) => (location.hash = hash), section);
        await page.locator(`#section-${section}`).waitFor();
        await check(`${section} ${i}`);
      }
      await close(page);
    });
  }

  test('has its pictures taken', async () => {
    const light = await open('', { colorScheme: 'light' });
    await light.getByRole('button', { name: 'Clear' }).first().click();
    for (const path of ['health', 'users/1', 'orders', 'report', 'checkout?cart=7', 'users/9', 'users/2', 'orders']) await get(`/actions/${path}`);
    await get('/actions/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"item":"book"}' });
    await get('/actions/orders?page=2');
    await status(row(light, 'requests-rows', 'page=2'), '200').click();
    await light.locator('#request .chart').waitFor();
    await picture(light, 'page-requests-light');
    await close(light);

    const dark = await open('#routes', { colorScheme: 'dark' });
    await row(dark, 'routes-rows', '/actions/users/:id').locator('td').nth(1).click();
    await dark.getByLabel(':id').fill('2');
    await dark.keyboard.press('Enter');
    await dark.locator('pre.body', { hasText: 'Grace' }).waitFor();
    await picture(dark, 'page-routes-dark');
    await close(dark);
  });
});
