// Screenshots for looking at: each screen with little and much in it, wide, narrow, dark and with large text, into .build/look/.
// No test: it finds nothing wrong by itself. Usage: node tests/browser/look.mjs [part of a name]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { atRest, draftId, exampleAnswers, exampleText, manyRecords, open, record, store, visit } from './pixels.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */

const folder = fileURLToPath(new URL('../../.build/look/', import.meta.url));
mkdirSync(folder, { recursive: true });
const only = process.argv[2] ?? '';
const site = await open();

/** @type {[string, import('playwright-core').BrowserContextOptions, boolean][]} the last: root font size of 64 px, which is 400 % */
const faces = [
  ['wide', { viewport: { width: 1280, height: 900 } }, false],
  ['phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }, false],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, false],
  ['large', { viewport: { width: 1280, height: 900 } }, true],
];

const full = record(draftId(1), exampleAnswers(), { name: 'Werkbezoek Aarhus', place: 'Aarhus' });
/** @type {[string, [string, string][], string, (page: Page) => Promise<void>][]} */
const screens = [
  ['verslagen-0', [], '#/', async () => {}],
  ['verslagen-3', manyRecords(3), '#/', async () => {}],
  ['verslagen-300', manyRecords(300), '#/', async () => {}],
  ['schrijven-leeg', [], '#/nieuw', async () => {}],
  ['schrijven-vol', [full], `#/verslag/${draftId(1)}`, async (page) => {
    await page.locator('[id="fold.persons"]').click();
    await page.locator('[id="fold.trip"]').click();
  }],
  ['controleren', [full], `#/verslag/${draftId(1)}`, async (page) => { await page.locator('#check').click(); }],
  ['importeren', [], '#/importeren', async (page) => {
    await page.locator('[id="import.text"]').fill(exampleText());
    await page.locator('#accept').waitFor();
  }],
];

for (const [face, options, large] of faces) {
  for (const [screen, records, hash, prepare] of screens) {
    const name = `${screen}-${face}`;
    if (!name.includes(only)) continue;
    const context = await site.browser.newContext(options);
    const page = await context.newPage();
    try {
      await store(page, records);
      // As a reader's own setting does it: the root's size is there before anything is laid out.
      if (large) await page.addInitScript(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('html { font-size: 64px !important; }');
        document.adoptedStyleSheets = [sheet];
      });
      await visit(page, site.url + hash);
      await prepare(page);
      await page.mouse.move(0, 0);
      await atRest(page);
      await page.screenshot({ path: `${folder}${name}.png` });
      // The whole of it: tiles are painted near the window only, so the window is made as high as the page, within limits.
      const end = await page.evaluate(() => document.documentElement.scrollHeight);
      const { width, height } = /** @type {{width: number, height: number}} */ (options.viewport);
      if (end > height * 1.2 && end < 6000 && !large) {
        await page.setViewportSize({ width, height: end });
        await atRest(page);
        await page.screenshot({ path: `${folder}${name}-whole.png` });
      }
      if (large) {
        await page.evaluate(() => scrollTo(0, 900));
        await atRest(page);
        await page.screenshot({ path: `${folder}${name}-lower.png` });
      }
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      console.log(`${name}: ${end} px${beyond > 0 ? `, ${beyond} px too wide` : ''}`);
    } catch (error) {
      console.log(`${name}: ${error}`);
    } finally {
      await context.close();
    }
  }
}
await site.close();
