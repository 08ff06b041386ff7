// The page at rest: no frame, no timer, no request that nobody asked for. And what it is from outside: painted face, titles,
// its own files only, no cookies, nothing in the console (that last one is watched in every test).
import assert from 'node:assert/strict';

import {
  address, assetsOf, button, choose, draftAddress, draftId, eventually, field, heading, link, names, paste, pasteHere, ready, record, seed,
  tripGroup, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();

/** Counts what could draw. */
function countCallbacks() {
  const counts = Object.assign(window, { asked: /** @type {string[]} */ ([]) });
  for (const name of /** @type {const} */ (['requestAnimationFrame', 'setTimeout', 'setInterval', 'requestIdleCallback'])) {
    const real = /** @type {(...all: any[]) => any} */ (window[name]);
    Object.defineProperty(window, name, {
      value: (/** @type {any[]} */ ...all) => {
        counts.asked.push(name);
        return real.apply(window, all);
      },
    });
  }
}

/** @param {Page} page */
const frames = (page) => page.evaluate(() => Number(document.documentElement.dataset.frames));

/** Until no frame was drawn for half a second. @param {Page} page */
async function settle(page) {
  // The service worker is installed once the page is there, and a frame may follow.
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  let before = -1;
  await eventually(async () => {
    const now = await frames(page);
    const same = now === before;
    before = now;
    await page.waitForTimeout(500);
    assert.ok(same && await frames(page) === now, 'the page comes to rest');
  }, 8000);
}

/** Nothing is drawn and nothing is planned for three seconds. @param {Page} page @param {string} when */
async function rests(page, when) {
  await settle(page);
  const before = await frames(page);
  await page.evaluate(() => { /** @type {any} */ (window).asked.length = 0; });
  await page.waitForTimeout(3000);
  assert.equal(await frames(page), before, `no frame ${when}`);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked), [], `no timer and no frame asked for ${when}`);
}

for (const withoutIndexedDB of [false, true]) {
  visit(`at rest with the caret in a field${withoutIndexedDB ? ' (IndexedDB blocked)' : ''}`, { withoutIndexedDB, init: [countCallbacks] }, async ({ page, open }) => {
    await open('#/nieuw');
    await field(page, names[0]).click();
    await rests(page, 'before typing');
    await page.keyboard.type('klaar');
    await rests(page, 'after typing');
    assert.ok(await frames(page) > 0);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer.persons');
  });
}

visit('at rest on the list and after scrolling', { init: [countCallbacks] }, async ({ page, open, store }) => {
  await store(Array.from({ length: 30 }, (_, i) => record({ id: draftId(i + 1), trip: { name: `Reis ${i}` } })));
  await open('#/');
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, 1500);
  await rests(page, 'after scrolling');
});

visit('opens in the painted face', {}, async ({ page, open }) => {
  await open('#/nieuw');
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains('painted')));
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains('loading')), false);
  const drawn = await page.evaluate(() => [...document.querySelectorAll('#picture canvas')].map((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }));
  assert.ok(drawn.length > 0 && drawn[0] > 10, `colours in each part of the picture: ${drawn}`);
});

visit('each screen has its title; all requests are to its own files; no cookies', {}, async ({ page, context, open, requests }) => {
  await open('');
  assert.equal(await page.title(), 'Verslagen - Reisverslag');
  await open('#/');
  assert.equal(await page.title(), 'Verslagen - Reisverslag');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'nl');
  await button(page, 'Nieuw verslag').click();
  await page.waitForURL(draftAddress);
  await eventually(async () => assert.equal(await page.title(), 'Schrijven - Reisverslag'));
  await write(page, names[0], 'geheim');
  await button(page, tripGroup).click();
  await write(page, 'Naam van de reis', 'ook geheim');
  await button(page, 'Controleren').click();
  await eventually(async () => assert.equal(await page.title(), 'Controleren - Reisverslag'));
  await button(page, 'Download als tekst').click();
  await link(page, 'Reisverslag').click();
  await eventually(async () => assert.equal(await page.title(), 'Verslagen - Reisverslag'));
  await button(page, 'Importeren').click();
  await eventually(async () => assert.equal(await page.title(), 'Importeren - Reisverslag'));
  await choose(page, { name: 'a.txt', mimeType: 'text/plain', buffer: seed().bytes });
  await paste(page, pasteHere, seed().text);
  await page.goBack();
  await eventually(async () => assert.equal(await page.title(), 'Verslagen - Reisverslag'));
  await open('#/nieuw');
  assert.equal(await page.title(), 'Schrijven - Reisverslag');
  await page.goto(`${address()}#/bestaat-niet`);
  await ready(page);
  await heading(page, 'Verslagen').waitFor();

  // Every test fails at a request outside of the asset list; here it is made sure that requests are seen at all.
  const { folder, all } = assetsOf();
  for (const name of ['index.html', 'sw.js', `${folder}/reisverslag.wasm`]) assert.ok(all.includes(name), name);
  assert.ok(requests.includes(`${address()}${folder}/main.js`) && requests.includes(`${address()}sw.js`));
  assert.deepEqual(await context.cookies(), []);
});
