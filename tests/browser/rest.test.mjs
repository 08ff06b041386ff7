// The page at rest: no frame, no request, and no timer but the look at its fields. And what it is from outside: painted face, titles, its own files only,
// no cookies, nothing in the console (that last one is watched in every test). It knows the number of frames that the page tells, and no way in
// which it draws.
import assert from 'node:assert/strict';

import { isCampaign } from './options.mjs';
import {
  address, assetsOf, button, choose, draftAddress, draftId, eventually, field, focused, heading, keptAt, link, names, paste, pasteHere, ready, record,
  says, seed, tripGroup, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();

/** Counts what is asked for that could draw, and notes what has not come yet. */
function countCallbacks() {
  const counts = Object.assign(window, { asked: /** @type {string[]} */ ([]), waiting: /** @type {Map<string, string>} */ (new Map()) });
  for (const [name, cancel] of /** @type {const} */ ([['requestAnimationFrame', 'cancelAnimationFrame'], ['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval'],
    ['requestIdleCallback', 'cancelIdleCallback']])) {
    const real = /** @type {(...all: any[]) => any} */ (window[name]);
    const realCancel = /** @type {(id: any) => void} */ (window[cancel]);
    Object.defineProperty(window, name, {
      value: (/** @type {(...all: any[]) => void} */ act, /** @type {any[]} */ ...all) => {
        counts.asked.push(name);
        const id = real.call(window, (/** @type {any[]} */ ...given) => {
          if (name !== 'setInterval') counts.waiting.delete(`${name} ${id}`);
          act(...given);
        }, ...all);
        counts.waiting.set(`${name} ${id}`, name === 'requestAnimationFrame' ? name : `${name} of ${all[0]} ms`);
        return id;
      },
    });
    Object.defineProperty(window, cancel, {
      value: (/** @type {any} */ id) => {
        // A timer may be taken back as an interval, and the other way round: they share their numbers.
        for (const kind of name.startsWith('set') ? ['setTimeout', 'setInterval'] : [name]) counts.waiting.delete(`${kind} ${id}`);
        realCancel.call(window, id);
      },
    });
  }
}

/** @param {Page} page */
const frames = (page) => page.evaluate(() => Number(document.documentElement.dataset.frames));
/** @param {Page} page @returns {Promise<string[]>} */
const waiting = (page) => page.evaluate(() => [.../** @type {any} */ (window).waiting.values()]);

/** What a page at rest may still wait for: an address of a download is given back after a minute, and its next look at fields and colours, which draws nothing. */
const quietly = ['setTimeout of 60000 ms', 'setInterval of 2000 ms'];

/**
 * Nothing waits for its time any more, and then no frame is drawn and nothing is asked for while the browser does something else. The long form
 * also looks for three seconds.
 * @param {Page} page @param {string} when @param {number} [patience] ms
 */
async function rests(page, when, patience = 8000) {
  if (isCampaign) await page.evaluate(async () => { await navigator.serviceWorker.ready; });  // a frame may follow
  await eventually(async () => assert.deepEqual((await waiting(page)).filter((what) => !quietly.includes(what)), [], `nothing is planned ${when}`), patience);
  // What an answer of a store, a worker or another tab sets off comes between two looks without any timer.
  let before = -1;
  await eventually(async () => {
    const now = await frames(page);
    const isSame = now === before;
    before = now;
    await page.evaluate(otherWork);
    assert.ok(isSame && await frames(page) === now, `the page comes to rest ${when}`);
  }, patience);
  await page.evaluate(() => { /** @type {any} */ (window).asked.length = 0; });
  await page.evaluate(otherWork);
  if (isCampaign) await page.waitForTimeout(3000);
  assert.equal(await frames(page), before, `no frame ${when}`);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked), [], `no timer and no frame asked for ${when}`);
}

/** In the page: a message, a request and a database come and go, so that what the page was still to be told by them has come too. */
async function otherWork() {
  await new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  await (await fetch(document.baseURI, { cache: 'no-store' })).arrayBuffer();
  await new Promise((done) => {
    const opening = indexedDB.open('een ander');
    opening.onsuccess = () => {
      opening.result.close();
      indexedDB.deleteDatabase('een ander').onsuccess = done;
    };
  }).catch(() => {});  // forbidden here
}

visit('at rest with the caret in a field', { init: [countCallbacks], serviceWorker: isCampaign }, async ({ page, open }) => {
  await open('#/nieuw');
  await field(page, names[0]).click();
  await rests(page, 'before typing');
  await page.keyboard.type('klaar');
  await says(page.locator('[id="state.save"]'), keptAt);
  await rests(page, 'after typing');
  assert.ok(await frames(page) > 0);
  assert.equal(await focused(page), 'answer.persons');

  // What never rests is noticed.
  const restless = /** @type {[string, () => void][]} */ ([
    ['a timer', () => { const timer = setInterval(() => {}, 3_600_000); Object.assign(window, { quiet: () => clearInterval(timer) }); }],
    ['frames', () => { (function again() { Object.assign(window, { quiet: cancelAnimationFrame.bind(window, requestAnimationFrame(again)) }); })(); }],
    ['a frame for each message', () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { document.documentElement.dataset.frames = `${Number(document.documentElement.dataset.frames) + 1}`; port2.postMessage(0); };
      port2.postMessage(0);
    }],
  ]);
  for (const [what, begin] of restless) {
    await page.evaluate(begin);
    await assert.rejects(rests(page, `with ${what}`, 300), /nothing is planned|comes to rest/, what);
    await page.evaluate(() => /** @type {any} */ (window).quiet());
  }
});

visit('at rest on the list and after scrolling', { init: [countCallbacks], serviceWorker: isCampaign }, async ({ page, open, store }) => {
  await store(Array.from({ length: 30 }, (_, i) => record({ id: draftId(i + 1), trip: { name: `Reis ${i}` } })));
  await open('#/');
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, 1500);
  await eventually(async () => assert.ok(await page.evaluate(() => scrollY) > 500));
  await rests(page, 'after scrolling');
});

visit('opens in the painted face', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.locator('html.painted:not(.loading)').waitFor();
  const drawn = () => page.evaluate(() => [...document.querySelectorAll('#picture canvas')].map((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const copy = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(canvas.width, canvas.height).getContext('2d'));
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }));
  await eventually(async () => {
    const colours = await drawn();
    assert.ok(colours.length > 0 && colours[0] > 10, `colours in each part of the picture: ${colours}`);
  });
});

visit('each screen has its title; all requests are to its own files; no cookies', { serviceWorker: true }, async ({ page, context, open, requests }) => {
  /** @param {string} screen */
  const isTitled = (screen) => eventually(async () => assert.equal(await page.title(), `${screen} - Reisverslag`));
  await open('');
  await isTitled('Verslagen');
  await open('#/');
  await isTitled('Verslagen');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'nl');
  await button(page, 'Nieuw verslag').click();
  await page.waitForURL(draftAddress);
  await isTitled('Schrijven');
  await write(page, names[0], 'geheim');
  await button(page, tripGroup).click();
  await write(page, 'Naam van de reis', 'ook geheim');
  await button(page, 'Controleren').click();
  await isTitled('Controleren');
  await button(page, 'Download als tekst').click();
  await link(page, 'Reisverslag').click();
  await isTitled('Verslagen');
  await button(page, 'Importeren').click();
  await isTitled('Importeren');
  await choose(page, { name: 'a.txt', mimeType: 'text/plain', buffer: seed().bytes });
  await paste(page, pasteHere, seed().text);
  await page.goBack();
  await isTitled('Verslagen');
  await open('#/nieuw');
  await isTitled('Schrijven');
  await page.goto(`${address()}#/bestaat-niet`);
  await ready(page);
  await heading(page, 'Verslagen').waitFor();

  // Every test fails at a request outside of the asset list; here it is made sure that requests are seen at all.
  const { folder, all } = assetsOf();
  for (const name of ['index.html', 'sw.js', `${folder}/reisverslag.wasm`]) assert.ok(all.includes(name), name);
  assert.ok(requests.includes(`${address()}${folder}/main.js`));
  await eventually(() => assert.ok(requests.includes(`${address()}sw.js`)));
  assert.deepEqual(await context.cookies(), []);
});
