import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

/** Where screenshots go: into the guide when they are to be renewed. */
const IMAGES = process.env.TITAN_IMAGES;

/** The machine's own Chromium. Root, which a container's user often is, gets no sandbox from it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/**
 * A page in a profile of its own. Its `seen` has what no page of Titan's may do: dialogs, requests to others, refusals by its content security policy, errors of scripts.
 */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.seen = [];
  page.on('dialog', (dialog) => {
    page.seen.push(`dialog ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) page.seen.push(`request ${request.url()}`);
  });
  page.on('pageerror', (error) => page.seen.push(`error ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) page.seen.push(message.text());
  });
  return page;
}

/** Takes a picture of what a reader would see. */
export async function picture(page, name) {
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Asks axe what of a page's present state people could not see, hear or reach. */
export async function assertAccessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`), []);
}
