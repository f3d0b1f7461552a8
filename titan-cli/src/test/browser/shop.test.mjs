import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible, launch, openPage } from './chromium.mjs';
import { dev } from './titan.mjs';

// The suites run as a copy in target/browser.
const EXAMPLE = fileURLToPath(new URL('../../../examples/shop', import.meta.url));

describe('the page of examples/shop', () => {
  const above = mkdtempSync(join(tmpdir(), 'titan-shop-'));
  const folder = join(above, 'shop');
  let server;
  let browser;

  before(async () => {
    cpSync(EXAMPLE, folder, { recursive: true, filter: (file) => !/[\\/](data|\.titan|dist)$/.test(file) });
    [server, browser] = await Promise.all([dev({ folder }), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(above, { recursive: true, force: true });
  });

  test('orders and pays by the generated client', async () => {
    const page = await openPage(browser, server.url);
    await page.goto(server.url);
    await page.getByText('for Ann').waitFor();
    await page.getByLabel('Item').fill('book');
    await page.getByRole('button', { name: 'Order' }).click();
    await page.getByText('book, 12.50: open').waitFor();
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.getByText('book, 12.50: paid').waitFor();
    assert.deepEqual(page.seen, []);
  });

  test('shows what a schema refuses', async () => {
    const page = await openPage(browser, server.url);
    await page.goto(server.url);
    await page.getByText('for Ann').waitFor();
    await page.evaluate(() => document.querySelector('[name=cents]').removeAttribute('min'));
    await page.getByLabel('Item').fill('gift');
    await page.getByLabel('Cents').fill('-5');
    await page.getByRole('button', { name: 'Order' }).click();
    await page.getByRole('alert').getByText('0.cents').waitFor();
    assert.deepEqual(page.seen, []);
  });
});
