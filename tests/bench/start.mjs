// What a start costs: bytes, requests, and the time until the fields can be typed in and until the page is painted; on a first visit, on a later one, on
// a processor four times as slow and over a slow 4G connection. The plain form is all there when its fields can be typed in, and stands for both.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { assetsOf } from '../browser/support.mjs';
import { filesOfFloor } from './floor.mjs';
import { newContext, sessionOf, slowDown, within } from './measure.mjs';

/** @typedef {import('./measure.mjs').Task} Task */
/** @typedef {import('./measure.mjs').Subject} Subject */
/** @typedef {import('./measure.mjs').Context} Context */

/** @type {Task} */
const size = {
  part: 'size',
  rows: [['edit', 'before the first edit, kB in brotli', 1], ['painted', 'before it is painted, kB in brotli', 1]],
  async prepare({ folder, isFloor }) {
    const files = isFloor ? { edit: filesOfFloor, painted: filesOfFloor } : assetsOf(folder);
    const kB = (/** @type {string[]} */ names) => [...new Set(names)].reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, name)),
      { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length, 0) / 1000;
    const values = { edit: kB(files.edit), painted: kB(files.painted) };
    return { measure: async () => values, close: async () => {} };
  },
};

/** Notes when the marks of readiness appear, and how many files had been asked for. */
function watchMarks() {
  Object.assign(window, {
    started: new Promise((done) => {
      let editable = 0;
      const observer = new MutationObserver(() => {
        const page = document.documentElement;
        if (page.dataset.fields === undefined) return;
        editable ||= performance.now();
        if (document.getElementById('page') && !page.classList.contains('painted')) return;
        observer.disconnect();
        done({ editable, painted: performance.now(), requests: 1 + performance.getEntriesByType('resource').length });
      });
      observer.observe(document, { attributes: true, childList: true, subtree: true });
    }),
  });
}

const slow4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };

/** Opens the form once. @param {Context} context @param {Subject} subject @param {{cpu?: number, isSlow?: boolean}} conditions */
async function start(context, { url, isFloor, name }, { cpu = 1, isSlow = false }) {
  const page = await context.newPage();
  await page.addInitScript(watchMarks);
  const session = await sessionOf(page);
  await slowDown(session, cpu);
  if (isSlow) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slow4G);
  }
  await page.goto(isFloor ? url : `${url}#/nieuw`, { waitUntil: 'commit' });
  const marks = await within(`the start of ${name}`, page.evaluate(() => /** @type {any} */ (window).started));
  return { page, marks };
}

/** @param {string} name @param {{cpu?: number, isSlow?: boolean}} conditions @param {Task['rows']} [more] @returns {Task} */
const firstVisit = (name, conditions, more = []) => ({
  part: 'start',
  rows: [['editable', `editable, ${name}, ms`, 0], ['painted', `painted, ${name}, ms`, 0], ...more],
  prepare: async (subject) => ({
    close: async () => {},
    async measure() {
      const context = await newContext();
      const { marks } = await start(context, subject, conditions);
      await context.close();
      return marks;
    },
  }),
});

/**
 * A later visit: the page comes from its service worker, which the browser keeps running between the visits of a run; the floor from the HTTP cache.
 * @type {Task}
 */
const laterVisit = {
  part: 'start',
  rows: [['editable', 'editable, warm, ms', 0], ['painted', 'painted, warm, ms', 0]],
  async prepare(subject) {
    const context = await newContext();
    const visit = async () => {
      const { page, marks } = await start(context, subject, {});
      if (!subject.isFloor) await within('the service worker', page.evaluate(async () => { await navigator.serviceWorker.ready; }));
      await page.close();
      return marks;
    };
    // The browser caches compiled code with the second and third visit.
    for (let i = 0; i < 3; i++) await visit();
    return { measure: visit, close: () => context.close() };
  },
};

/** @returns {Task[]} */
export const tasks = () => [
  size,
  firstVisit('cold', {}, [['requests', 'requests until then', 0]]),
  laterVisit,
  firstVisit('CPU 4×', { cpu: 4 }),
  firstVisit('slow 4G', { isSlow: true }),
];
