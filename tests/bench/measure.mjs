// What every part of the benchmark measures with: a browser, the main thread's time, marks in the page, the tables. It knows no part, and of the
// pages only whether one is the floor.
//
// Main thread: TaskDuration of the browser's Performance domain, the sum of all tasks of the page's main thread, in processor time of that thread (time
// domain threadTicks), so that a machine that does something else besides does not count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { chromiumInFull } from '../browser/support.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {import('playwright-core').CDPSession} Session */
/**
 * What is measured: a build of the page, or the floor.
 * @typedef {object} Subject
 * @property {string} name
 * @property {boolean} isFloor
 * @property {string} folder
 * @property {string} url of the folder
 */
/** What one round gives, by the row's key; a key that is missing: the subject has no such thing. @typedef {Record<string, number>} Values */
/**
 * One or more rows that are measured together. `prepare` is called once for each subject, for all of them at the same time; then `measure` once a round,
 * the subjects in turn.
 * @typedef {object} Task
 * @property {string} part name for --only
 * @property {[key: string, what: string, digits: number][]} rows
 * @property {(subject: Subject) => Promise<{measure: () => Promise<Values>, close: () => Promise<void>}>} prepare
 * @property {boolean} [isOurs] the floor has no such thing
 */

const viewport = { width: 1280, height: 900 };

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} time ms */
export const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;
/** A context whose stores are in memory, in one browser for all of them. */
export async function newContext() {
  browser ??= chromium.launch(chromiumInFull);
  return (await browser).newContext({ viewport });
}
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

/** A browser of its own whose stores are files, as a writer's are. */
export async function newProfile() {
  const profile = mkdtempSync(join(tmpdir(), 'bench-'));
  const context = await chromium.launchPersistentContext(profile, { ...chromiumInFull, viewport, acceptDownloads: true });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** @param {Page} page */
export async function sessionOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** The main thread's time since the page began, ms. @param {Session} session */
export async function busy(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'TaskDuration');
  if (!found) throw new Error('the browser does not tell TaskDuration');
  return found.value * 1000;
}

/** How many times slower the processor seems. @param {Session} session @param {number} rate */
export const slowDown = (session, rate) => session.send('Emulation.setCPUThrottlingRate', { rate });

/** A page of the same origin without any of the page's code, in which the stores can be filled. @param {Context} context @param {Subject} subject */
export async function emptyPage(context, { url }) {
  const address = `${url}empty`;
  await context.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Puts items into localStorage. @param {Context} context @param {Subject} subject @param {[string, string][]} items */
export async function store(context, subject, items) {
  const page = await emptyPage(context, subject);
  await page.evaluate((all) => { for (const [key, value] of all) localStorage.setItem(key, value); }, items);
  await page.close();
}

/**
 * What `watchFrames` notes in a page. `times`: ms from each event to the end of the frame after it; `frames`: how many frames the page had drawn of its
 * own when the event came; `told(n)` resolves when `times` has n of them.
 * @typedef {{times: number[], frames: number[], told: (count: number) => Promise<void>, watch: (type: string, begin?: () => (() => boolean)) => void}} Bench
 */

/**
 * To run before a page's own scripts. `bench.watch` notes each event of a type before the page sees it. Where `begin` is given, it gives a function, and
 * the time ends with the first frame after which that holds.
 */
function watchFrames() {
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {Bench} */
  const bench = {
    times: [], frames: [],
    watch(type, begin) {
      addEventListener(type, () => {
        const began = performance.now();
        bench.frames.push(Number(document.documentElement.dataset.frames ?? 0));
        const until = begin?.();
        const { port1, port2 } = new MessageChannel();
        const frame = () => { requestAnimationFrame(() => port2.postMessage(0)); };
        port1.onmessage = () => {
          if (until && !until()) {
            frame();
            return;
          }
          bench.times.push(performance.now() - began);
          for (const look of waiting) look();
        };
        frame();
      }, true);
    },
    told: (count) => new Promise((done) => {
      const look = () => { if (bench.times.length >= count) done(); };
      waiting.push(look);
      look();
    }),
  };
  Object.assign(window, { bench });
}

/**
 * A page of a subject, opened at an address, and looked at through `watchFrames`.
 * @param {Context} context @param {string} address @param {string} ready selector
 */
export async function openWatched(context, address, ready) {
  const page = await context.newPage();
  await page.addInitScript(watchFrames);
  await page.goto(address);
  await page.waitForSelector(ready, { state: 'attached' });
  return page;
}

/**
 * Waits for what a script in the page resolves with, and no longer than `patience` ms.
 * @template T @param {string} what @param {Promise<T>} result
 * @returns {Promise<T>}
 */
export async function within(what, result, patience = 60_000) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`${what} did not come within ${patience} ms`)), patience); });
  try {
    return await Promise.race([result, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
