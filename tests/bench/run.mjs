// Times the built page against a hand-written HTML form with autosave, in one run, as ratios. Prints; judges nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { startServer } from '../../shell/serve.mjs';

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

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

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

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'] });

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
