import assert from 'node:assert/strict';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, launch, openPage, picture } from './chromium.mjs';
import { App, dev } from './titan.mjs';

const PRICES = `type Price = { net: number };

/** What a customer pays, in cents. */
export function gross(price?: Price): number {
  // Value added tax is the same for all of them.
  const rate = 1.19;
  return Math.round(price!.net * rate);
}
`;

const CART = `import { gross } from '../../lib/prices';
import { each } from 'each';

export default defineAction(function cart(req) {
  drift(t.sleep(1));
  const ids = req.query.getAll('id').map(Number);
  return each(ids, (id) => gross(stock[id]));
});

const stock: Record<number, { net: number }> = { 1: { net: 950 } };
`;

const FILES = {
  'lib/prices.ts': PRICES,
  'app/actions/cart.ts': CART,
  'node_modules/each/package.json': '{"name": "each", "type": "module", "main": "index.js"}',
  'node_modules/each/index.js': 'export function each(list, f) {\n  return list.map((item) => f(item));\n}\n',
  'app/actions/order.ts': `export default defineAction(() => {
  try {
    JSON.parse('{"id": 7');
  } catch (cause) {
    throw new Error('the order cannot be read', { cause });
  }
});
`,
  'app/actions/all.ts': `export default () => { throw new AggregateError([new TypeError('first'), new RangeError('second')], 'nobody answered'); };\n`,
  'app/actions/mend.ts': `export default () => { throw new Error('broken'); };\n`,
  'app/actions/post.ts': `export default () => { throw new Error('sent'); };\n`,
  'app/actions/recursion.ts': `function f(n: number): number {
  return n === 0 ? JSON.parse('') : f(n - 1);
}
export default () => f(9);
`,
  'app/actions/text.ts': `export default () => { throw 'no Error'; };\n`,
  'public/form.html': '<form method="post" action="/actions/post"><button>Send</button></form>',
};

describe('the overlay of a runtime error', () => {
  let app;
  let server;
  let browser;

  before(async () => {
    app = new App(FILES);
    const editor = join(app.folder, 'editor.sh');
    app.write('editor.sh', `#!/bin/sh\nprintf '%s\\n' "$@" > '${app.folder}/opened.part' && mv '${app.folder}/opened.part' '${app.folder}/opened'\n`);
    [server, browser] = await Promise.all([dev(app, { LAUNCH_EDITOR: `/bin/sh '${editor}' -n` }), launch()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    app.delete();
  });

  const open = async (path, options) => {
    const page = await openPage(browser, server.url, options);
    await page.goto(server.url + path);
    return page;
  };

  const close = async (page) => {
    assert.deepEqual(page.seen, []);
    await page.context().close();
  };

  test('is a dialog that says what was thrown and where', async () => {
    const page = await open('/actions/cart?id=1&id=7&token=geheim');
    const dialog = page.getByRole('dialog', { name: 'Runtime error TypeError: Cannot read properties of undefined' });
    await dialog.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'overlay');
    assert.match(await page.title(), /^TypeError: Cannot read .* – GET \/actions\/cart$/);
    const place = dialog.locator('.place').first();
    assert.match(await place.textContent(), /^lib\/prices\.ts:7:\d+$/);
    assert.match(await dialog.locator('.source .at').first().textContent(), /7\s+return Math\.round\(price!\.net \* rate\);/);
    assert.match(await dialog.locator('.source .caret').first().textContent(), /\^/);
    assert.equal(await dialog.locator('.source .line:not(.caret)').count(), 6);
    assert.match(await dialog.locator('.request > .line').textContent(), /GET \/actions\/cart\?id=1&id=7&token=\*{6}$/);
    assert.ok(!(await page.content()).includes('geheim'));
    await close(page);
  });

  test('shows the author\'s own calls, and those of packages on demand', async () => {
    const page = await open('/actions/cart?id=7');
    const own = await page.locator('.stack > ol .place').allTextContents();
    assert.ok(own.every((place) => !place.includes('node_modules')), own.join());
    assert.ok(own.some((place) => place.startsWith('app/actions/cart.ts:7:')), own.join());
    const folded = page.locator('.stack details .place');
    assert.ok((await folded.count()) > 0);
    assert.ok(!(await folded.first().isVisible()));
    await page.getByText(/calls? in (a )?packages?/).click();
    assert.match(await folded.first().textContent(), /^node_modules\/each\/index\.js:2:\d+$/);
    assert.ok(await folded.first().isVisible());
    await close(page);
  });

  test('shows causes and the errors of an AggregateError', async () => {
    const order = await open('/actions/order');
    await order.getByRole('heading', { name: /caused by.*SyntaxError/is }).waitFor();
    await close(order);
    const all = await open('/actions/all');
    for (const name of [/error 1 of 2.*TypeError: first/is, /error 2 of 2.*RangeError: second/is]) {
      await all.getByRole('heading', { name }).waitFor();
    }
    await close(all);
  });

  test('shows a call that recurs once', async () => {
    const page = await open('/actions/recursion');
    assert.match(await page.locator('.stack li').nth(1).textContent(), /^f app\/actions\/recursion\.ts:2:\d+ 9 times$/);
    await close(page);
  });

  test('shows the action where what was thrown has no place', async () => {
    const page = await open('/actions/text');
    await page.getByRole('dialog', { name: /thrown: no Error/ }).waitFor();
    assert.match(await page.locator('.place').first().textContent(), /^app\/actions\/text\.ts:1:\d+$/);
    await close(page);
  });

  test('gives way to the report at Esc and comes back', async () => {
    const page = await open('/actions/order');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#overlay').isHidden());
    assert.match(await page.locator('#report').textContent(), /^# Runtime error\n\n## `Error: the order cannot be read`\n/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'show');
    await page.keyboard.press('Enter');
    assert.ok(await page.getByRole('dialog').isVisible());
    await page.getByRole('button', { name: 'Dismiss' }).click();
    assert.ok(await page.getByRole('dialog').isHidden());
    await close(page);
  });

  test('copies all of it as Markdown, without the headers', async () => {
    const page = await open('/actions/order?a=1');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied as Markdown.').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /`app\/actions\/order\.ts:5:\d+`/);
    assert.match(text, /```ts\n(.*\n)*> 5 \| .*\n +\| +\^\n/);
    assert.match(text, /### caused by: `SyntaxError: /);
    assert.match(text, /`GET \/actions\/order\?a=1` was answered with 500 TITAN_E500, action `order`/);
    assert.doesNotMatch(text, /user-agent/i);
    await close(page);
  });

  test('opens places in the editor', async () => {
    const page = await open('/actions/order');
    const opened = new Promise((resolve) => {
      const watcher = watch(app.folder, (event, name) => {
        if (name === 'opened' && app.has('opened')) {
          watcher.close();
          resolve(readFileSync(join(app.folder, 'opened'), 'utf8'));
        }
      });
    });
    await page.locator('.place').first().click();
    await page.getByText(/^Opened app\/actions\/order\.ts:5:\d+\.$/).waitFor();
    assert.equal(await opened, `-n\n${join(app.folder, 'app/actions/order.ts')}\n`);
    await close(page);
  });

  test('can be used without a mouse', async () => {
    const page = await open('/actions/order');
    const passed = [];
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const focused = document.activeElement;
        const style = getComputedStyle(focused);
        return { name: focused.id || focused.className || focused.tagName, seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
      });
      if (at.name === 'BODY') break;
      assert.ok(at.seen, `${at.name} does not show that it has the focus`);
      passed.push(at.name);
    }
    assert.deepEqual(passed.slice(0, 4), ['copy', 'close', 'place', 'source']);
    assert.ok(passed.includes('SUMMARY'), passed.join());
    await close(page);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`has nothing that accessibility rules object to, ${colorScheme}`, async () => {
      for (const path of ['/actions/cart?id=7', '/actions/order']) {
        const page = await open(path, { colorScheme });
        for (const summary of await page.locator('summary').all()) await summary.click();
        await assertAccessible(page);
        await page.keyboard.press('Escape');
        await assertAccessible(page);
        await close(page);
      }
    });
  }

  test('follows the colours that the reader prefers', async () => {
    const light = await open('/actions/order', { colorScheme: 'light' });
    const dark = await open('/actions/order', { colorScheme: 'dark' });
    const brightness = (page) =>
      page.evaluate(() => {
        const [r, g, b] = getComputedStyle(document.getElementById('overlay')).backgroundColor.match(/\d+/g).map(Number);
        return (r + g + b) / 3;
      });
    assert.ok((await brightness(light)) > 200);
    assert.ok((await brightness(dark)) < 60);
    await close(light);
    await close(dark);
  });

  test('fits on a narrow screen', async () => {
    const page = await open('/actions/cart?id=7&' + 'x'.repeat(200), { viewport: { width: 360, height: 700 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await close(page);
  });

  test('closes by itself when the file is mended', async () => {
    const page = await open('/actions/mend');
    await page.getByRole('dialog').waitFor();
    app.write('app/actions/mend.ts', `export default () => 'mended';\n`);
    await page.getByText('mended', { exact: true }).waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
    await close(page);
  });

  test('sends no form a second time by itself', async () => {
    const page = await open('/form.html');
    await page.getByRole('button').click();
    await page.getByRole('dialog', { name: /Error: sent/ }).waitFor();
    app.write('app/actions/post.ts', `export default () => 'received';\n`);
    await page.getByText('Saved. Send the request again to see the new answer.').waitFor();
    assert.ok(await page.getByRole('dialog').isVisible());
    await close(page);
  });

  test('is shown in the guide', async () => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open('/actions/cart?id=1&id=7', { colorScheme, viewport: { width: 1000, height: 860 } });
      await picture(page, `overlay-runtime-${colorScheme}`);
      await close(page);
    }
  });
});
