// Input that means no good, or never was a report: a sentence or a report, a page that goes on, memory that stays flat, and text that stays text.
// How long the page gives no answer is judged in the long form only, on a quiet machine. It knows nothing of the readers.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isCampaign } from './options.mjs';
import {
  button, choose, draftAddress, field, heading, ids, inFolder, link, names, reads, says, shows, stored, textReport, useBrowser, visit,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const accept = 'Overnemen als nieuw verslag';

/** The longest time in which the page did not answer while something was done, ms. @param {Page} page @param {() => Promise<void>} act */
async function silence(page, act) {
  await page.evaluate(() => {
    const watch = Object.assign(window, { longest: 0, stop: false });
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    port1.onmessage = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - last);
      last = now;
      if (!watch.stop) port2.postMessage(0);
    };
    port2.postMessage(0);
  });
  await act();
  return page.evaluate(() => {
    Object.assign(window, { stop: true });
    return Math.round(/** @type {any} */ (window).longest);
  });
}

/** Bytes that the page holds after a clean-up, the wasm's memory with them. @param {Page} page */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = /** @type {{usedSize: number, backingStorageSize: number}} */ (await session.send('Runtime.getHeapUsage'));
  await session.detach();
  return usedSize + backingStorageSize + await page.evaluate(() => /** @type {any} */ (window).wasmMemory.buffer.byteLength);
}

/** Keeps the wasm's memory where memory() finds it. */
function watchMemory() {
  const real = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...all) => {
    const result = await real(...all);
    Object.assign(window, { wasmMemory: result.instance.exports.memory });
    return result;
  };
}

visit('a file of 1 GB is refused by its size: nothing is read', { init: [watchMemory] }, async ({ page, open }) => {
  await open('#/importeren');
  const before = await memory(page);
  await inFolder(async (where) => {
    const big = join(where, 'groot.txt');
    const file = openSync(big, 'w');
    ftruncateSync(file, 1024 ** 3);
    closeSync(file);
    await choose(page, big);
    await says(page.locator('[id="import.trouble"]'), 'Het bestand is te groot voor een verslag (meer dan 8 MB). Het is niet gelezen.');
  });
  const more = await memory(page) - before;
  assert.ok(more < 8e6, `${more} bytes more`);
});

const script = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
/** @type {[string, string | Buffer, RegExp | null][]} a sentence, or null where it is a report that can be taken over */
const hostile = [
  ['a million lines', 'a\n'.repeat(1_000_000), null],
  ['a million lines in an answer', `HOELANG DUURDE DE REIS?\n${'\na'.repeat(1_000_000)}`, null],
  ['a million levels', `{"format":"reisverslag","answers":${'['.repeat(1_000_000)}`, /^Dit bestand is te diep genest\./],
  ['doubled keys', `{"format":"reisverslag","version":1,"answers":{${Array(5000).fill('"persons":"x"').join()}}}`, null],
  ['a number nothing can hold', '{"format":"reisverslag","version":1,"trip":{"x":1e400}}', null],
  ['__proto__', '{"format":"reisverslag","version":1,"__proto__":{"polluted":1},"answers":{"__proto__":"x","persons":"y"}}', null],
  ['half a surrogate pair', '{"format":"reisverslag","version":1,"answers":{"persons":"\\ud800"}}', null],
  ['NUL', 'HOELANG DUURDE DE REIS?\n\0\0x', /^Dit bestand is geen tekst\./],
  ['bytes that are no letters', Buffer.from([...Buffer.from('HOELANG DUURDE DE REIS?\n'), 0xff, 0xfe, 0x80, 0xc0, 0xaf]), null],
  ['scripts and turned words', textReport(Object.fromEntries(ids.map((id) => [id, `${script}\u202egnirts\u202c${id}`]))), null],
];

visit('each gets a sentence or is a report, the page answers, and its memory stays flat', { init: [watchMemory] }, async ({ page, open }) => {
  await open('#/importeren');
  const trouble = page.locator('[id="import.trouble"]');
  await inFolder(async (where) => {
    for (const [i, [what, content, sentence]] of hostile.entries()) {
      const path = join(where, `vreemd-${i}.txt`);
      writeFileSync(path, content);
      const before = await memory(page);
      const longest = await silence(page, async () => {
        await choose(page, path);
        await shows(page, `Gekozen: vreemd-${i}.txt`);
        if (sentence) await says(trouble, sentence);
        else await button(page, accept).waitFor();
      });
      const more = await memory(page) - before;
      console.log(`${what}: no answer for at most ${longest} ms, ${(more / 1e6).toFixed(1)} MB more`);
      if (isCampaign) assert.ok(longest < 3000, `${what}: no answer for ${longest} ms`);
      assert.ok(more < 32e6, `${what}: ${more} bytes more`);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).hit ?? /** @type {any} */ ({}).polluted), undefined, `${what}: no script ran`);
      assert.equal(await page.locator('main img, main script').count(), 0, what);
    }
  });
  // The last one is on the screen by now, and still no script of it has run.
  await says(page.locator('[id="preview.answer.persons"]'), /window\.hit/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).hit), undefined);
  assert.deepEqual(await stored(page), {});
});

visit('names of 300 characters, scripts and turned words in every field are text', {}, async ({ page, open }) => {
  const report = {
    format: 'reisverslag', version: 1, answers: Object.fromEntries(ids.map((id) => [id, script])),
    trip: { name: `${script}\u202e${'n'.repeat(300)}`, place: '../'.repeat(100), country: script, department: 'CON', approvedBy: '\u2066x' }, unplaced: [script],
  };
  await open('#/importeren');
  await choose(page, { name: `${'n'.repeat(200)}\u202etxt.exe`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(report)) });
  await button(page, accept).click();
  await page.waitForURL(draftAddress);
  for (const name of names) await reads(field(page, name), script);
  await button(page, 'Controleren').click();
  await heading(page, 'Controleren').waitFor();
  await says(page.locator('[id="read.answer.persons"]'), script);
  await link(page, 'Verslagen').click();
  await heading(page, 'Verslagen').waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).hit), undefined, 'no script ran');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
});
