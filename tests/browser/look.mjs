// Screenshots for looking at: each screen with little and much in it, wide, narrow, dark and with large text, into .build/look/.
// And, as <name>-both.png, both faces beside each other. No test: it finds nothing wrong by itself.
// Usage: node tests/browser/look.mjs [part of a name] [--both: nothing else] [--readme: the pictures of README alone, into shell/pictures/]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { atRest, draftId, exampleAnswers, exampleText, manyRecords, open, record, store, visit } from './pixels.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */

const folder = fileURLToPath(new URL('../../.build/look/', import.meta.url));
mkdirSync(folder, { recursive: true });
const words = process.argv.slice(2);
const bothOnly = words.includes('--both');
/** @type {Record<string, string>} */
const readme = { 'verslagen-3-wide': 'list', 'schrijven-vol-dark': 'write', 'controleren-phone': 'check' };
const readmeOnly = words.includes('--readme');
const only = words.find((word) => !word.startsWith('--')) ?? '';
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
  ['meelezen', [full], '#/', async (page) => {
    const other = await page.context().newPage();
    await visit(other, `${site.url}#/verslag/${draftId(1)}`);
    await page.bringToFront();
    await page.getByRole('link', { name: /^Werkbezoek Aarhus/ }).click();
    await page.locator('#reads-along').waitFor();
  }],
  ['versies', [full], `#/verslag/${draftId(1)}`, async (page) => {
    await page.locator('[id="answer.persons"]').fill('6 personen: de wethouder mobiliteit en vijf verkeerskundigen');
    await page.locator('[id="answer.results"]').fill('');
    await page.locator('#versions').click();
    await page.getByRole('button', { name: /^Vergelijken/ }).click();
    await page.locator('ins').first().waitFor();
  }],
  ['importeren', [], '#/importeren', async (page) => {
    await page.locator('[id="import.text"]').fill(exampleText());
    await page.locator('#accept').waitFor();
  }],
  ['terugzetten', manyRecords(2), '#/terugzetten', async (page) => {
    const drafts = manyRecords(6).map(([key, line]) => ({ id: key.split(' ')[3], record: line }));
    await page.locator('[id="restore.file"] input').setInputFiles({ name: 'reservekopie.json', mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ format: 'reisverslag-backup', version: 1, made: '2026-11-20T10:00:00+01:00', drafts })) });
    await page.locator('#merge').waitFor();
  }],
  ['prullenbak', manyRecords(3), '#/', async (page) => {
    for (const left of [2, 1]) {
      await page.getByRole('button', { name: /^Verwijderen/ }).first().click();
      await page.getByRole('button', { name: /^Verwijderen/ }).nth(left).waitFor({ state: 'detached' });
    }
    await page.locator('[id="to.trash"]').click();
    await page.getByRole('button', { name: /^Definitief verwijderen/ }).first().click();
  }],
  ['apparaat', [full], '#/apparaat', async (page) => { await page.getByText(/^Versie van deze pagina/).waitFor(); }],
  ['apparaat-wissen', [full], '#/apparaat', async (page) => {
    await page.locator('#wipe').click();
    await page.locator('[id="wipe.yes"]').waitFor();
  }],
  ['hulp', [], '#/hulp', async () => {}],
  ['privacy', [], '#/privacy', async () => {}],
  ['toegankelijkheid', [], '#/toegankelijkheid', async () => {}],
];

/** The painted face left, the text view right, in one picture. @param {Page} page @param {string} name */
async function bothFaces(page, name) {
  const shots = [];
  for (const isText of [false, true]) {
    if (isText) {
      await page.evaluate(() => scrollTo(0, 0));
      await page.locator('#text-view').click();
      await page.mouse.move(0, 0);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await atRest(page);
    }
    shots.push((await page.screenshot({ scale: 'css', fullPage: isText })).toString('base64'));
    if (isText) break;
    // Tiles are painted near the window only, so the window is made as high as the page, within limits.
    const { width, height, end } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight, end: document.documentElement.scrollHeight }));
    if (end <= height || end > 6000) continue;
    await page.setViewportSize({ width, height: end });
    await atRest(page);
    shots[0] = (await page.screenshot({ scale: 'css' })).toString('base64');
  }
  const sheet = await page.context().browser()?.newPage();
  if (!sheet) throw new Error('no browser');
  await sheet.setContent(`<body style="margin:0;display:flex;gap:8px;background:#f0f;width:max-content">${shots.map((shot) => `<img style="align-self:flex-start" src="data:image/png;base64,${shot}">`).join('')}`);
  await sheet.setViewportSize(await sheet.evaluate(() => ({ width: document.body.scrollWidth, height: document.body.scrollHeight })));
  await sheet.screenshot({ path: `${folder}${name}-both.png` });
  await sheet.close();
}

for (const [face, options, large] of faces) {
  for (const [screen, records, hash, prepare] of screens) {
    const name = `${screen}-${face}`;
    if (!name.includes(only) || (readmeOnly && !readme[name])) continue;
    const compares = !large && !screen.endsWith('300');
    if (bothOnly && !compares) continue;
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
      if (bothOnly) {
        await bothFaces(page, name);
        continue;
      }
      if (readmeOnly) {
        await page.evaluate(() => scrollTo(0, 0));
        await atRest(page);
        await page.screenshot({ path: fileURLToPath(new URL(`../../shell/pictures/${readme[name]}.png`, import.meta.url)), scale: 'css' });
        continue;
      }
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
      if (compares) await bothFaces(page, name);
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
