// Kills of kill.mjs: after a kill of a renderer, or of a whole browser, everything is there that had been called kept. And where the page calls
// kept what is not, that is found out. Six tabs and two browsers of Chromium; the long form (campaign kill, --renderer N, --browser M) in three
// browsers. It knows nothing of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { campaign, inWords, isWhole } from './kill.mjs';
import { count, isCampaign, random } from './options.mjs';

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */
const browser = count('browser', 2, 5);
/** @type {[Engine, {renderer: number, browser: number}][]} */
const plans = [['chromium', { renderer: count('renderer', 6, 25), browser }]];
if (isCampaign) plans.push(['firefox', { renderer: 0, browser }], ['webkit', { renderer: 0, browser }]);
const again = `(--random ${random})`;

for (const [engine, kills] of plans) {
  test(`${engine}: ${kills.renderer} renderers and ${kills.browser} browsers killed`, { timeout: 200_000 + 20_000 * (kills.renderer + kills.browser) }, async (t) => {
    /** @type {string[]} */
    const told = [];
    const results = await campaign({ engine, ...kills, random, say: (line) => told.push(line) });
    for (const [kind, result] of Object.entries(results)) told.push(inWords(engine, kind, result));
    for (const line of told) t.diagnostic(line);
    assert.ok(isWhole(results.renderer) && isWhole(results.browser), `${told.join('\n')} ${again}`);
    for (const { kills: done, hits, acknowledged } of Object.values(results)) {
      assert.ok(hits >= Math.floor(done / 2) && acknowledged >= done / 2, `there was something to lose: ${hits} hits, ${acknowledged} texts ${again}`);
    }
  });
}

/** In the page: the browser says that a draft is in the database, and writes nothing. */
function databaseForgets() {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (/** @type {any} */ value, /** @type {IDBValidKey | undefined} */ key) {
    return this.name === 'drafts' ? /** @type {any} */ (this.count()) : put.call(this, value, key);
  };
}

/** In the page: neither store keeps what it says it has; localStorage forgets a record as soon as the page has seen that it is there. */
function bothForget() {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (/** @type {any} */ value, /** @type {IDBValidKey | undefined} */ key) {
    return this.name === 'drafts' ? /** @type {any} */ (this.count()) : put.call(this, value, key);
  };
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (/** @type {string} */ key) {
    const value = getItem.call(this, key);
    if (value?.startsWith('RV1|')) this.removeItem(key);
    return value;
  };
}

test('a record that no store keeps is found out when the renderer is killed, and before', { timeout: 120_000 }, async (t) => {
  const { renderer } = await campaign({ engine: 'chromium', renderer: 2, random, spoil: bothForget, patience: 500 });
  t.diagnostic(inWords('chromium', 'renderer', renderer));
  assert.ok(renderer.lost > 0 && !isWhole(renderer), again);
  assert.ok(renderer.untrue.length > 0, again);
});

if (isCampaign) test('a copy that is not written is found out when the browser is killed', { timeout: 120_000 }, async (t) => {
  const { browser: found } = await campaign({ engine: 'chromium', browser: 1, random, spoil: databaseForgets, patience: 1500 });
  t.diagnostic(inWords('chromium', 'browser', found));
  assert.ok(found.lost > 0 && !isWhole(found), again);
  assert.equal(found.lostIn, 1);
});
