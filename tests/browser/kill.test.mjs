// The short campaign of kill.mjs: after a kill of a renderer, or of a whole browser of three, everything is there that had been called kept.
// And with a page that calls kept what is not, the campaign says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { campaign, inWords, isWhole } from './kill.mjs';

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */
/** @type {[Engine, {renderer: number, browser: number}][]} */
const plans = [['chromium', { renderer: 25, browser: 5 }], ['firefox', { renderer: 0, browser: 5 }], ['webkit', { renderer: 0, browser: 5 }]];

for (const [engine, kills] of plans) {
  test(`${engine}: ${kills.renderer} renderers and ${kills.browser} browsers killed`, { timeout: 240_000 }, async (t) => {
    const random = Number(process.env.REISVERSLAG_RANDOM ?? Date.now() % 1e9);
    t.diagnostic(`REISVERSLAG_RANDOM=${random}`);
    const results = await campaign({ engine, ...kills, random, say: (line) => t.diagnostic(line) });
    for (const [kind, result] of Object.entries(results)) t.diagnostic(inWords(engine, kind, result));
    assert.ok(isWhole(results.renderer) && isWhole(results.browser), 'see above');
    // Chance alone could have it that there was nothing to lose.
    for (const { kills: done, hits, acknowledged } of Object.values(results)) {
      assert.ok(hits >= done / 5 && acknowledged >= done / 2, `${hits} hits, ${acknowledged} texts`);
    }
  });
}

/** The safety copy answers at once that it has it, and has nothing. @param {string} text */
const copyLies = (text) => text.replace('export function createSafety(', 'function honest(') +
  'export const createSafety = (...names) => ({ ...honest(...names), read: async () => ({ trouble: 0, copies: [], gone: [] }), put: async () => 0 });\n';
/** So does localStorage, of every record. @param {string} text */
const storageLies = (text) => text.replace('export const storage =', 'const honest =') + 'export const storage = { ...honest, writeRecord: () => 0 };\n';

test('a copy that is not written is found out when the browser is killed', { timeout: 120_000 }, async (t) => {
  const { browser } = await campaign({ engine: 'chromium', browser: 1, changes: { 'safety.js': copyLies }, patience: 1500 });
  t.diagnostic(inWords('chromium', 'browser', browser));
  assert.ok(browser.lost > 0 && !isWhole(browser));
  assert.equal(browser.lostIn, 1);
});

test('a record that is not written is found out when the renderer is killed, and before', { timeout: 120_000 }, async (t) => {
  const { renderer } = await campaign({ engine: 'chromium', renderer: 3, changes: { 'safety.js': copyLies, 'storage.js': storageLies }, patience: 1500 });
  t.diagnostic(inWords('chromium', 'renderer', renderer));
  assert.ok(renderer.lost > 0 && !isWhole(renderer));
  assert.ok(renderer.untrue.length > 0);
});
