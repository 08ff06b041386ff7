// What a large report costs: scrolled by wheel, compared with an earlier version while a name is typed beside it, and a file of a million lines read.
// It knows the addresses, the keys of the two stores and the names of the controls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { draftId, ids, record, seed } from '../browser/support.mjs';
import { busy, emptyPage, median, newContext, openWatched, pause, sessionOf, store, within } from './measure.mjs';

/** @typedef {import('./measure.mjs').Task} Task */
/** @typedef {import('./measure.mjs').Subject} Subject */
/** @typedef {import('./measure.mjs').Values} Values */

const id = draftId(1);
/** @param {Subject} subject */
const prefix = ({ url }) => `rv1 ${new URL(url).pathname} `;

/** 3000 CSS px by wheel, 100 at a time. @type {Task} */
const scrolling = {
  part: 'scrolling',
  rows: [['work', 'scrolling 3000 px, main thread, ms', 0], ['frames', 'frames of its own while scrolling 3000 px', 0]],
  async prepare(subject) {
    const context = await newContext();
    const answers = Object.fromEntries(Object.entries(seed().answers).map(([question, text]) => [question, Array(12).fill(text).join('\n')]));
    await store(context, subject, subject.isFloor ? [['floor', JSON.stringify(Object.values(answers))]] : [record({ id, answers, at: prefix(subject) })]);
    return {
      close: () => context.close(),
      async measure() {
        // A page of its own, because what was painted once may still be there when it is scrolled again.
        const page = await openWatched(context, subject.isFloor ? `${subject.url}long.html` : `${subject.url}#/verslag/${id}`,
          subject.isFloor ? 'html[data-fields]' : 'html.painted');
        const session = await sessionOf(page);
        const state = () => page.evaluate(() => ({ top: scrollY, frames: Number(document.documentElement.dataset.frames ?? 0) }));
        await page.mouse.move(640, 450);
        await pause(1000);
        const { frames } = await state();
        const before = await busy(session);
        for (let i = 0; i < 30; i++) {
          await page.mouse.wheel(0, 100);
          await pause(30);
        }
        await pause(700);
        const work = await busy(session) - before;
        const now = await state();
        await page.close();
        if (now.top < 2900) throw new Error(`${subject.name} was scrolled by ${now.top} px, not 3000`);
        /** @type {Values} */
        const values = { work };
        return subject.isFloor ? values : { ...values, frames: now.frames - frames };
      },
    };
  },
};

const words = 'Wij bezochten een gemeente met brede fietspaden. ';
/** 122 kB; every hundredth sentence is another one in the earlier version. @param {boolean} isEarlier */
const longText = (isEarlier) => Array.from({ length: 2490 }, (_, i) => isEarlier && i % 100 === 50 ? 'Dit stond er eerst anders. ' : words).join('');
/** @param {boolean} isEarlier */
const longAnswers = (isEarlier) => Object.fromEntries(ids.map((question) => [question, longText(isEarlier)]));

/** Eerdere versies, with a comparison of seven answers of 122 kB open, and twenty letters in the name for this version. @type {Task} */
const comparison = {
  part: 'comparison',
  isOurs: true,
  rows: [['key', 'key beside a comparison of 7 × 122 kB, to frame, ms', 1], ['work', '… main thread a key, ms', 1]],
  async prepare(subject) {
    const context = await newContext();
    const at = prefix(subject);
    const [, line] = record({ id, answers: longAnswers(true), at });
    await store(context, subject, [record({ id, answers: longAnswers(false), at, revision: 4 })]);
    // The page makes the database at its first start; the earlier version is put into it when nothing of the page is there.
    const first = await openWatched(context, `${subject.url}#/`, 'html[data-ready]');
    await pause(2000);
    await first.close();
    const empty = await emptyPage(context, subject);
    await empty.evaluate(([name, key, text]) => new Promise((done, fail) => {
      const request = indexedDB.open(name);
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        const transaction = request.result.transaction('history', 'readwrite');
        transaction.objectStore('history').put({ time: '2026-11-20T09:30:00+01:00', name: '', line: text }, key);
        transaction.onabort = () => fail(transaction.error);
        transaction.oncomplete = () => {
          request.result.close();
          done(undefined);
        };
      };
    }), /** @type {const} */ ([at.trimEnd(), `${id} 2 0a1b2c3d`, line]));
    await empty.close();
    const page = await openWatched(context, `${subject.url}#/verslag/${id}/versies`, 'html[data-ready]');
    await page.getByRole('button', { name: /^Vergelijken/ }).click();
    await page.locator('del, [role=deletion]').first().waitFor({ state: 'attached' });
    const session = await sessionOf(page);
    const field = page.locator('[id="moment.name"]');
    await page.evaluate(() => /** @type {any} */ (window).bench.watch('keydown'));
    const count = 10;
    return {
      close: () => context.close(),
      async measure() {
        await field.fill('Voor');
        await field.focus();
        await pause(1000);
        await page.evaluate(() => { /** @type {any} */ (window).bench.times.length = 0; });
        const before = await busy(session);
        for (let i = 0; i < count; i++) {
          await page.keyboard.press('a');
          await within('the frame after a letter', page.evaluate((seen) => /** @type {any} */ (window).bench.told(seen), i + 1));
          await pause(30);
        }
        await pause(500);
        const work = (await busy(session) - before) / count;
        /** @type {number[]} */
        const times = await page.evaluate(() => /** @type {any} */ (window).bench.times);
        return { key: median(times), work };
      },
    };
  },
};

/** The longest time in which the page answers nothing while it reads a file. @param {string} name @param {string} text @returns {Task} */
const reading = (name, text) => ({
  part: 'reading',
  isOurs: true,
  rows: [['longest', `no answer while reading ${name}, ms`, 0]],
  async prepare({ url }) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const file = join(folder, 'verslag.txt');
    writeFileSync(file, text);
    return {
      close: async () => rmSync(folder, { recursive: true }),
      async measure() {
        const context = await newContext();
        const page = await openWatched(context, `${url}#/importeren`, 'html[data-ready]');
        await pause(500);
        await page.evaluate(() => {
          const watch = Object.assign(window, { longest: 0 });
          const { port1, port2 } = new MessageChannel();
          let last = performance.now();
          port1.onmessage = () => {
            watch.longest = Math.max(watch.longest, performance.now() - last);
            last = performance.now();
            port2.postMessage(0);
          };
          port2.postMessage(0);
        });
        const choosing = page.waitForEvent('filechooser');
        await page.getByLabel('Bestand kiezen', { exact: true }).click();
        await (await choosing).setFiles(file);
        await pause(1500);
        const longest = await page.evaluate(() => /** @type {any} */ (window).longest);
        await context.close();
        return { longest };
      },
    };
  },
});

/** @param {boolean} isQuick @returns {Task[]} */
export const tasks = (isQuick) => isQuick ? [scrolling, comparison] : [
  scrolling,
  comparison,
  reading('a million lines', 'a\n'.repeat(1_000_000)),
  reading('a million lines in an answer', `HOELANG DUURDE DE REIS?\n${'\na'.repeat(1_000_000)}`),
];
