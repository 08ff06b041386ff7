// What many drafts cost, in a browser whose stores are files: the start to the list of 1, 100 and 1,000 drafts of 2 kB, the memory, a letter in the
// search, a backup made and read back. It knows the addresses, the keys of the store and the names of the controls.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { draftId, record } from '../browser/support.mjs';
import { busy, median, newProfile, openWatched, pause, sessionOf, store, within } from './measure.mjs';

/** @typedef {import('./measure.mjs').Task} Task */
/** @typedef {import('./measure.mjs').Subject} Subject */
/** @typedef {import('./measure.mjs').Page} Page */

const answer = 'Wij bezochten een gemeente. '.repeat(66);
/** Letters that the answers lack. After `asked` a letter more is found in half as many drafts, eight times. */
const asked = 'q';
const letters = 'xxxxxxxx';

/** @param {Subject} subject @param {number} count @returns {[string, string][]} */
function drafts(subject, count) {
  const at = `rv1 ${new URL(subject.url).pathname} `;
  return Array.from({ length: count }, (_, i) => {
    const word = asked + [...letters].map((_, bit) => (i >> bit) & 1 ? 'z' : 'x').join('');
    const draft = { name: `Verslag ${i}`, answers: { purpose: answer + word }, time: `2026-11-${String(1 + i % 28).padStart(2, '0')}T09:30:00+01:00` };
    return subject.isFloor ? [draftId(i + 1), JSON.stringify(draft)] : record({ ...draft, id: draftId(i + 1), at });
  });
}

/** @param {Subject} subject */
const list = ({ url, isFloor }) => isFloor ? `${url}list.html` : `${url}#/`;
/** @param {Subject} subject */
const shown = ({ isFloor }) => isFloor ? 'a' : 'html[data-ready]';

/** Waits until the safety copy has all drafts: the page makes it at its first start. @param {Page} page @param {string} name @param {number} count */
const copied = (page, name, count) => page.waitForFunction(async (/** @type {{name: string, count: number}} */ wanted) => {
  const request = indexedDB.open(wanted.name);
  const database = /** @type {IDBDatabase} */ (await new Promise((done) => { request.onsuccess = () => done(request.result); }));
  const all = database.transaction('drafts').objectStore('drafts').count();
  await new Promise((done) => { all.onsuccess = done; });
  database.close();
  return all.result === wanted.count;
}, { name, count }, { timeout: 120_000, polling: 500 });

/** A browser that has these drafts in all stores. @param {Subject} subject @param {number} count */
async function withDrafts(subject, count) {
  const profile = await newProfile();
  await store(profile.context, subject, drafts(subject, count));
  const page = await profile.context.newPage();
  await page.goto(list(subject));
  if (!subject.isFloor) await copied(page, `rv1 ${new URL(subject.url).pathname}`, count);
  await page.close();
  return profile;
}

/** To run before a page's own scripts: notes when the list stands there, and the memory of the wasm. @param {number} count */
function watchList(count) {
  const listed = new Promise((done) => {
    new MutationObserver((_, observer) => {
      // The static page has links to a draft of its own, whose id is nothing but zeros.
      if (document.querySelectorAll(`a[href*="#/verslag/"]:not([href$="${'0'.repeat(32)}"])`).length < count) return;
      observer.disconnect();
      done(performance.now());
    }).observe(document, { childList: true, subtree: true });
  });
  const watch = Object.assign(window, { listed, wasm: /** @type {WebAssembly.Memory | null} */ (null) });
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await start.apply(WebAssembly, given);
    watch.wasm = /** @type {any} */ (made.instance.exports.memory);
    return made;
  };
}

/** @param {number} count @returns {Task} */
const listing = (count) => ({
  part: 'lists',
  rows: [['listed', `start to the list, ${count} ${count === 1 ? 'draft' : 'drafts'} of 2 kB, ms`, 0],
    ['heap', `memory of JavaScript with ${count}, MB`, 1], ['wasm', `memory of the wasm with ${count}, MB`, 1]],
  async prepare(subject) {
    const { context, close } = await withDrafts(subject, count);
    return {
      close,
      async measure() {
        const page = await context.newPage();
        await page.addInitScript(watchList, Math.min(count, 50));
        await page.goto(list(subject));
        const listed = await within('the list', page.evaluate(() => /** @type {any} */ (window).listed));
        await page.waitForSelector(shown(subject), { state: 'attached' });
        await pause(500);
        const session = await sessionOf(page);
        await session.send('HeapProfiler.enable');
        await session.send('HeapProfiler.collectGarbage');
        const heap = (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
        /** @type {number | undefined} */
        const bytes = await page.evaluate(() => /** @type {any} */ (window).wasm?.buffer.byteLength);
        await page.close();
        /** @type {import('./measure.mjs').Values} */
        const values = { listed, heap };
        if (subject.isFloor) return values;
        if (bytes === undefined) throw new Error('the wasm was not seen to start');
        return { ...values, wasm: bytes / 1e6 };
      },
    };
  },
});

/** Eight letters in the search field, each after the number for the one before stands there. @type {Task} */
const search = {
  part: 'search',
  rows: [['key', 'search, 1,000 drafts, key to its number, ms', 1], ['work', 'search, main thread a key, ms', 1]],
  async prepare(subject) {
    const { context, close } = await withDrafts(subject, 1000);
    const page = await openWatched(context, list(subject), shown(subject));
    const session = await sessionOf(page);
    const field = page.locator('[id="search"]');
    await pause(1000);
    await field.fill(asked);
    await page.evaluate((id) => {
      const told = () => document.getElementById(id)?.textContent;
      /** @type {import('./measure.mjs').Bench} */
      (/** @type {any} */ (window).bench).watch('keydown', () => {
        const before = told();
        return () => told() !== before;
      });
    }, subject.isFloor ? 'found' : 'search.found');
    return {
      close,
      async measure() {
        await pause(500);
        await field.focus();
        await field.evaluate((/** @type {HTMLInputElement} */ element) => {
          element.setSelectionRange(element.value.length, element.value.length);
          /** @type {any} */ (window).bench.times.length = 0;
        });
        const before = await busy(session);
        for (const [i, letter] of [...letters].entries()) {
          await page.keyboard.press(letter);
          await within('the number found', page.evaluate((count) => /** @type {any} */ (window).bench.told(count), i + 1));
          await pause(30);
        }
        await pause(500);
        const work = (await busy(session) - before) / letters.length;
        /** @type {number[]} */
        const times = await page.evaluate(() => /** @type {any} */ (window).bench.times);
        await field.fill(asked);
        return { key: median(times), work };
      },
    };
  },
};

/** To run before a page's own scripts: when the press of a button has made a file, and when a chosen file has made an element. */
function watchBackup() {
  /** @type {(type: string, make: (done: () => void) => void) => Promise<number>} */
  const after = (type, make) => new Promise((done) => {
    addEventListener(type, () => {
      const began = performance.now();
      make(() => done(performance.now() - began));
    }, { capture: true, once: true });
  });
  const made = after('click', (done) => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (file) => {
      done();
      return create.call(URL, file);
    };
  });
  const read = after('change', (done) => {
    const frame = () => {
      if (document.querySelector('[id="backup.facts"], #facts:not(:empty)')) done();
      else requestAnimationFrame(frame);
    };
    frame();
  });
  Object.assign(window, { made, read });
}

/** @type {Task} */
const backup = {
  part: 'backup',
  rows: [['made', 'backup of 1,000 drafts made, ms', 0], ['read', 'backup of 1,000 drafts read back, ms', 0]],
  async prepare(subject) {
    const { context, close } = await withDrafts(subject, 1000);
    const file = join(tmpdir(), `bench-backup-${process.pid}.json`);
    return {
      async close() {
        await close();
        rmSync(file, { force: true });
      },
      async measure() {
        const page = await context.newPage();
        await page.addInitScript(watchBackup);
        const result = (/** @type {'made' | 'read'} */ what) => within(`a backup ${what}`, page.evaluate((name) => /** @type {any} */ (window)[name], what));
        await page.goto(list(subject));
        await page.waitForSelector(shown(subject), { state: 'attached' });
        await pause(500);
        const coming = page.waitForEvent('download');
        await page.locator('[id="backup"]').click();
        const made = await result('made');
        await (await coming).saveAs(file);
        // The page at another address than before, so that its scripts begin anew.
        await page.goto('about:blank');
        await page.goto(subject.isFloor ? list(subject) : `${subject.url}#/terugzetten`);
        await page.waitForSelector(shown(subject), { state: 'attached' });
        await pause(500);
        if (subject.isFloor) await page.locator('#file').setInputFiles(file);
        else {
          const choosing = page.waitForEvent('filechooser');
          await page.getByLabel('Bestand kiezen', { exact: true }).click();
          await (await choosing).setFiles(file);
        }
        const read = await result('read');
        await page.close();
        return { made, read };
      },
    };
  },
};

/** @param {boolean} isQuick @returns {Task[]} */
export const tasks = (isQuick) => [...isQuick ? [] : [listing(1), listing(100)], listing(1000), search, backup];
