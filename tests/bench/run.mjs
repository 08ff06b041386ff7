// Times the built page against a hand-written HTML form with autosave, in one run, as ratios. Prints; judges nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { startServer } from '../../shell/serve.mjs';
import { chromiumInFull, draftId, record } from '../browser/support.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 7);
const questions = ['Hoeveel personen', 'Hoelang', 'Doel', 'Locaties', 'Wie', 'Opgeleverd', 'Vervolg'];

// ---- The floor: what a careful person writes by hand -----------------------------------------------------------------------
const floorFolder = mkdtempSync(join(tmpdir(), 'floor-'));
writeFileSync(join(floorFolder, 'index.html'), `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Verslag</title>
<style>textarea{width:40em;height:6em;font:18px sans-serif}</style><h1>Verslag</h1>
${questions.map((question, i) => `<p><label for="f${i}">${question}</label><br><textarea id="f${i}"></textarea>`).join('')}
<script src="form.js"></script></html>`);
writeFileSync(join(floorFolder, 'form.js'), `const fields = document.querySelectorAll('textarea');
const saved = JSON.parse(localStorage.getItem('floor') ?? '[]');
fields.forEach((field, i) => { field.value = saved[i] ?? ''; });
let timer = 0;
addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() =>
  localStorage.setItem('floor', JSON.stringify([...fields].map((field) => field.value))), 100); });
document.documentElement.dataset.fields = '';`);
// And a list of what is kept, a key each, newest first: fifty of them are shown.
writeFileSync(join(floorFolder, 'list.html'), `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Verslagen</title>
<h1>Verslagen</h1><ul></ul><script src="list.js"></script></html>`);
writeFileSync(join(floorFolder, 'list.js'), `const drafts = Object.keys(localStorage).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
drafts.sort((a, b) => b.time.localeCompare(a.time) || a.key.localeCompare(b.key));
document.querySelector('ul').append(...drafts.slice(0, 50).map(({ key, name }) => {
  const link = Object.assign(document.createElement('a'), { href: '#/verslag/' + key, textContent: name });
  const row = document.createElement('li');
  row.append(link);
  return row;
}));`);

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
/** @param {number[]} values */
const p95 = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

// Notes when the marks of readiness appear.
function watch() {
  /** @type {any} */ (window).marks = {};
  const note = () => {
    const page = document.documentElement;
    const marks = /** @type {any} */ (window).marks;
    if (page.dataset.fields !== undefined) marks.editable ??= performance.now();
    if (page.classList.contains('painted')) marks.painted ??= performance.now();
  };
  new MutationObserver(note).observe(document, { attributes: true, childList: true, subtree: true });
}

const browser = await chromium.launch(chromiumInFull);

/** A browser whose stores are files, as a writer's are. @param {(context: import('playwright-core').BrowserContext) => Promise<void>} use */
async function withProfile(use) {
  const profile = mkdtempSync(join(tmpdir(), 'bench-'));
  const context = await chromium.launchPersistentContext(profile, { ...chromiumInFull, viewport: { width: 1280, height: 900 } });
  await use(context);
  await context.close();
  rmSync(profile, { recursive: true });
}

/**
 * @param {string} address
 * @param {{cpu: number, slow: boolean}} conditions
 * @returns {Promise<{editable: number, painted: number}>}
 */
async function start(address, conditions) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: conditions.cpu });
  if (conditions.slow) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
  }
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(conditions.slow || conditions.cpu > 1 ? 2500 : 800);
  const marks = await page.evaluate(() => /** @type {any} */ (window).marks);
  await context.close();
  return marks;
}

/** Milliseconds from a key to the frame after it. @param {string} address @param {string} field @param {string} text */
async function keys(address, field, text) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForTimeout(1000);
  await page.locator(field).focus();
  if (text) await page.keyboard.insertText(text);
  await page.evaluate(() => {
    const times = /** @type {any} */ (window).times = /** @type {number[]} */ ([]);
    addEventListener('keydown', () => {
      const began = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - began);
        port2.postMessage(0);
      });
    }, true);
  });
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('a');
    await page.waitForTimeout(30);
  }
  const times = await page.evaluate(() => /** @type {any} */ (window).times);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  /** @returns {Promise<number>} */
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  await page.waitForTimeout(1000);
  const before = await busy();
  await page.waitForTimeout(5000);
  const rest = (await busy() - before) * 1000;
  await context.close();
  return { key: median(times), rest };
}

/**
 * The longest time without an answer while a file is read, ms; and for a file of one word, which is what choosing a file costs.
 * @param {string} address @param {string} text @returns {Promise<number>}
 */
async function silence(address, text) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address + '#/importeren');
  await page.waitForTimeout(1000);
  const file = join(floorFolder, 'verslag.txt');
  writeFileSync(file, text);
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
  const coming = page.waitForEvent('filechooser');
  await page.getByLabel('Bestand kiezen', { exact: true }).click();
  await (await coming).setFiles(file);
  await page.waitForTimeout(1000);
  const longest = await page.evaluate(() => /** @type {any} */ (window).longest);
  await context.close();
  return longest;
}

// Notes how long each writing to localStorage takes, and the time from a change of a field until its text is kept: until it stands on the
// screen, or, on a page that says nothing, until localStorage has it.
function watchSaving() {
  const watch = Object.assign(window, { kept: /** @type {number[]} */ ([]), writes: /** @type {number[]} */ ([]) });
  let changed = 0;
  let isWaiting = false;
  let isSaid = true;
  const keep = () => {
    if (isWaiting) watch.kept.push(performance.now() - changed);
    isWaiting = false;
  };
  addEventListener('input', () => {
    changed = performance.now();
    isWaiting = true;
    isSaid = true;
  }, true);
  const write = Storage.prototype.setItem;
  /** @this {Storage} @param {string} key @param {string} value */
  Storage.prototype.setItem = function (key, value) {
    const began = performance.now();
    write.call(this, key, value);
    if (value.length > 65_536) watch.writes.push(performance.now() - began);
    if (key === 'floor') keep();
  };
  new MutationObserver(() => {
    const says = document.getElementById('state.save')?.textContent ?? '';
    // What stood there before the change says nothing about it.
    if (!says.startsWith('Bewaard op dit apparaat')) isSaid = false;
    else if (!isSaid) keep();
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** A draft of 64 KiB, one letter at a time. @param {string} address @param {string} field @returns {Promise<{writes: number[], kept: number[]}>} */
async function saving(address, field) {
  /** @type {{writes: number[], kept: number[]}} */
  let found = { writes: [], kept: [] };
  await withProfile(async (context) => {
    const page = await context.newPage();
    await page.addInitScript(watchSaving);
    await page.goto(address);
    await page.waitForTimeout(1000);
    await page.locator(field).focus();
    await page.keyboard.insertText('Wij bezochten een gemeente. '.repeat(2400).slice(0, 65_536));
    await page.waitForFunction(() => /** @type {any} */ (window).kept.length === 1, null, { polling: 10 });
    for (let i = 0; i < 100; i++) {
      await page.keyboard.press('a');
      await page.waitForFunction((count) => /** @type {any} */ (window).kept.length === count, i + 2, { polling: 10 });
      await page.waitForTimeout(20 * (i % 5));
    }
    const { writes, kept } = await page.evaluate(() => ({ writes: /** @type {any} */ (window).writes, kept: /** @type {any} */ (window).kept }));
    found = { writes: writes.slice(1), kept: kept.slice(1) };
  });
  return found;
}

// Notes when the list stands there, and the memory of the wasm.
function watchList() {
  const watch = Object.assign(window, { listed: 0, wasm: /** @type {WebAssembly.Memory | null} */ (null) });
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('a[href*="#/verslag/"]').length < 50) return;
    watch.listed = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await start.apply(WebAssembly, given);
    watch.wasm = /** @type {any} */ (made.instance.exports.memory);
    return made;
  };
}

/**
 * Start to the list of what is in the store, ms, and memory when it stands there, MB: of JavaScript and of the wasm.
 * @param {string} address @param {[string, string][]} items @param {number} copies that have to be made before it counts
 */
async function listing(address, items, copies) {
  /** @type {number[]} */
  const times = [];
  let heap = 0;
  let wasm = 0;
  await withProfile(async (context) => {
    const first = await context.newPage();
    const empty = new URL('empty', address).href;
    await context.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await first.goto(empty);
    await first.evaluate((all) => { for (const [key, value] of all) localStorage.setItem(key, value); }, items);
    await first.goto(address);
    if (copies > 0) {
      await first.waitForFunction(async (/** @type {{name: string, count: number}} */ { name, count }) => {
        const request = indexedDB.open(name);
        const database = /** @type {IDBDatabase} */ (await new Promise((done) => { request.onsuccess = () => done(request.result); }));
        const all = database.transaction('drafts').objectStore('drafts').count();
        await new Promise((done) => { all.onsuccess = done; });
        database.close();
        return all.result === count;
      }, { name: `rv1 ${new URL(address).pathname}`, count: copies }, { timeout: 120_000, polling: 500 });
    }
    await first.close();
    for (let i = 0; i < runs; i++) {
      const page = await context.newPage();
      await page.addInitScript(watchList);
      await page.goto(address);
      if (items.length > 0) await page.waitForFunction(() => /** @type {any} */ (window).listed > 0, null, { polling: 10 });
      await page.waitForTimeout(2000);
      times.push(await page.evaluate(() => /** @type {any} */ (window).listed));
      const session = await context.newCDPSession(page);
      await session.send('HeapProfiler.enable');
      await session.send('HeapProfiler.collectGarbage');
      heap = (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
      wasm = await page.evaluate(() => (/** @type {any} */ (window).wasm?.buffer.byteLength ?? 0) / 1e6);
      await page.close();
    }
  });
  return { time: median(times), heap, wasm };
}

const ours = await startServer({ root: 'dist', port: 0, path: '/' });
const floor = await startServer({ root: floorFolder, port: 0, path: '/' });
const rows = [];
for (const [name, conditions] of /** @type {const} */ ([['cold', { cpu: 1, slow: false }],
  ['CPU 4x slower', { cpu: 4, slow: false }], ['slow 4G', { cpu: 1, slow: true }]])) {
  const here = [];
  const there = [];
  for (let i = 0; i < runs; i++) {
    here.push(await start(ours.url + '#/nieuw', conditions));
    there.push(await start(floor.url, conditions));
  }
  const plain = median(there.map(({ editable }) => editable));
  const editable = median(here.map(({ editable }) => editable));
  rows.push({ what: `editable, ${name}, ms`, page: editable.toFixed(0), floor: plain.toFixed(0), ratio: (editable / plain).toFixed(2) });
  const painted = median(here.map(({ painted }) => painted));
  rows.push({ what: `painted, ${name}, ms`, page: painted.toFixed(0), floor: plain.toFixed(0), ratio: (painted / plain).toFixed(2) });
}
for (const [name, text] of [['empty', ''], ['10 kB', 'Wij bezochten een gemeente. '.repeat(360)]]) {
  const here = await keys(ours.url + '#/nieuw', '[id="answer.purpose"]', text);
  const there = await keys(floor.url, '#f2', text);
  rows.push({ what: `key to frame, ${name}, ms`, page: here.key.toFixed(1), floor: there.key.toFixed(1), ratio: (here.key / there.key).toFixed(2) });
  rows.push({ what: `at rest 5 s, ${name}, ms of CPU`, page: here.rest.toFixed(1), floor: there.rest.toFixed(1), ratio: (here.rest / there.rest).toFixed(2) });
}
{
  const here = await saving(ours.url + '#/nieuw', '[id="answer.purpose"]');
  const there = await saving(floor.url, '#f2');
  for (const [what, page, plain] of /** @type {const} */ ([['setItem, 64 KiB, p95, ms', here.writes, there.writes],
    ['key to Bewaard op dit apparaat, 64 KiB, p95, ms', here.kept, there.kept]])) {
    const note = what.startsWith('key') ? ' (localStorage only)' : '';
    rows.push({ what, page: p95(page).toFixed(2), floor: p95(plain).toFixed(2) + note, ratio: (p95(page) / p95(plain)).toFixed(2) });
  }
}
{
  const count = 1000;
  const answer = 'Wij bezochten een gemeente. '.repeat(66);
  const prefix = `rv1 ${new URL(ours.url).pathname} `;
  /** @type {[string, string][]} */
  const drafts = [];
  /** @type {[string, string][]} */
  const plain = [];
  for (let i = 0; i < count; i++) {
    const draft = { name: `Verslag ${i}`, answers: { purpose: answer }, time: `2026-11-${String(1 + i % 28).padStart(2, '0')}T09:30:00+01:00` };
    drafts.push(record({ ...draft, id: draftId(i + 1), at: prefix }));
    plain.push([draftId(i + 1), JSON.stringify(draft)]);
  }
  const here = await listing(ours.url, drafts, count);
  const none = await listing(ours.url, [], 0);
  const there = await listing(floor.url + 'list.html', plain, 0);
  rows.push({ what: 'start to list, 1,000 drafts of 2 kB, ms', page: here.time.toFixed(0), floor: there.time.toFixed(0), ratio: (here.time / there.time).toFixed(2) });
  rows.push({ what: '… JavaScript memory, MB', page: `${here.heap.toFixed(1)} (without drafts ${none.heap.toFixed(1)})`, floor: there.heap.toFixed(1), ratio: (here.heap / there.heap).toFixed(2) });
  rows.push({ what: '… wasm memory, MB', page: `${here.wasm.toFixed(1)} (without drafts ${none.wasm.toFixed(1)})`, floor: '', ratio: '' });
}
for (const [name, text] of [['a million lines', 'a\n'.repeat(1_000_000)], ['a million lines in an answer', `HOELANG DUURDE DE REIS?\n${'\na'.repeat(1_000_000)}`]]) {
  const here = [];
  const word = [];
  for (let i = 0; i < runs; i++) {
    here.push(await silence(ours.url, text));
    word.push(await silence(ours.url, 'woord'));
  }
  rows.push({ what: `no answer while reading ${name}, ms`, page: median(here).toFixed(0), floor: `${median(word).toFixed(0)} (one word)`, ratio: (median(here) / median(word)).toFixed(2) });
}
console.table(rows);
await browser.close();
await ours.close();
await floor.close();
rmSync(floorFolder, { recursive: true });
