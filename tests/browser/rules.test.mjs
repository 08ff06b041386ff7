// The rules of the two stores, asked of web/storage.js and web/safety.js themselves in a page without the application: nothing is written over
// that the page does not know, what was written is read back, what was removed stays for thirty days. Between tabs each store would hide that
// the other one has no rules. It knows the first fields of a record's line, nothing of drafts.
import assert from 'node:assert/strict';

import { address, assetsOf, eventually, prefix, useBrowser, visit } from './support.mjs';

useBrowser();

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, full: 2, mismatch: 3, conflict: 5 };
const id = '0'.repeat(32);
const nobody = { revision: 0, writer: '' };
/** @param {number} revision @param {string} writer */
const line = (revision, writer) => `RV1|1|1|${revision}|0|${writer}|${revision} of ${writer}`;
/** The page's modules as they are built, in one. */
const parts = () => `${address()}${assetsOf().folder}/parts.js`;

visit('localStorage: nothing that is not known is written over or removed, and what was written is read back', {}, async ({ page, store }) => {
  await store([]);
  const keys = ['a', 'b'].map((slot) => `${prefix()}d ${id} ${slot}`);
  /** @param {string} key @param {string} record @param {{revision: number, writer: string}} known @returns {Promise<number>} */
  const put = (key, record, known) => page.evaluate(async ([from, ...values]) => (await import(/** @type {string} */ (from))).storage.writeRecord(...values),
    /** @type {const} */ ([parts(), key, record, known]));
  /** @param {{revision: number, writer: string}} known @param {boolean} [onlyOwn] */
  const remove = (known, onlyOwn = false) => page.evaluate(async ([from, ...values]) => (await import(/** @type {string} */ (from))).storage.removeRecords(...values),
    /** @type {const} */ ([parts(), keys, known, 'ours', onlyOwn]));
  const kept = () => page.evaluate((names) => names.map((name) => localStorage.getItem(name)), keys);

  assert.equal(await put(keys[0], line(2, 'ours'), nobody), trouble.none);
  assert.equal(await put(keys[1], line(3, 'ours'), { revision: 2, writer: 'ours' }), trouble.none);
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [keys[0], line(4, 'theirs')]);
  assert.equal(await put(keys[1], line(5, 'ours'), { revision: 3, writer: 'ours' }), trouble.conflict, 'another tab was first, in the other slot');
  await remove({ revision: 3, writer: 'ours' });
  assert.deepEqual(await kept(), [line(4, 'theirs'), line(3, 'ours')]);
  assert.equal(await put(keys[1], line(5, 'ours'), { revision: 4, writer: 'theirs' }), trouble.none, 'known by now');
  assert.equal(await put(keys[0], line(5, 'theirs'), { revision: 4, writer: 'theirs' }), trouble.conflict, 'of one number the first one stays');
  await remove({ revision: 5, writer: 'ours' }, true);
  assert.deepEqual(await kept(), [line(4, 'theirs'), null], 'its own only');

  await page.evaluate((key) => localStorage.removeItem(key), keys[0]);
  await page.evaluate((key) => localStorage.setItem(key, ''), `${prefix()}z`);
  assert.equal(await put(keys[1], line(5, 'ours'), { revision: 4, writer: 'theirs' }), trouble.conflict, 'removed by another tab');
  await page.evaluate(() => localStorage.clear());
  assert.equal(await put(keys[1], line(5, 'ours'), { revision: 4, writer: 'theirs' }), trouble.none, 'all of it was taken away');

  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) { set.call(this, key, value.slice(0, -1)); };
  });
  assert.equal(await put(keys[1], line(5, 'ours'), { revision: 4, writer: 'theirs' }), trouble.mismatch);
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  assert.equal(await put(keys[1], line(7, 'ours'), { revision: 5, writer: 'ours' }), trouble.full);
});

/**
 * In the page: a safety copy in a database of its own, made anew with each start, and how its transactions are asked for.
 * @typedef {Window & {copy: any, start: () => void, asked: string[], days: number}} Asking
 */
/** @param {import('./support.mjs').Page} page */
const makeCopy = (page) => page.evaluate(async (from) => {
  const asking = /** @type {Asking} */ (/** @type {unknown} */ (window));
  const { createSafety } = await import(from);
  const begin = IDBDatabase.prototype.transaction;
  asking.asked = [];
  IDBDatabase.prototype.transaction = function (/** @type {string | Iterable<string>} */ stores, /** @type {IDBTransactionMode} */ mode, /** @type {IDBTransactionOptions} */ options) {
    if (mode === 'readwrite') asking.asked.push(String(options?.durability));
    return begin.call(this, stores, mode, options);
  };
  const now = Date.now;
  asking.days = 0;
  Date.now = () => now() + asking.days * 86_400_000;
  asking.start = () => { asking.copy = createSafety('regels', { stands: () => false, put() {}, remove() {} }); };
  asking.start();
}, parts());

/** @param {import('./support.mjs').Page} page @param {string} what @param {unknown[]} values @returns {Promise<any>} */
const ask = (page, what, ...values) => page.evaluate(([name, all]) => /** @type {any} */ (window).copy[name](...all), /** @type {const} */ ([what, values]));

visit('safety copy: in one strict transaction nothing that is not known is written over, and nothing comes back over a tombstone', {}, async ({ page, store }) => {
  await store([]);
  await makeCopy(page);
  const kept = async () => (await ask(page, 'read')).copies;

  assert.equal(await ask(page, 'put', id, line(1, 'ours'), nobody), trouble.none);
  assert.equal(await ask(page, 'put', id, line(2, 'ours'), { revision: 1, writer: 'ours' }), trouble.none);
  assert.equal(await ask(page, 'put', id, line(3, 'theirs'), { revision: 1, writer: 'ours' }), trouble.conflict);
  assert.equal(await ask(page, 'put', id, line(3, 'theirs'), nobody), trouble.conflict);
  assert.equal(await ask(page, 'remove', id, '3 0 theirs', '', '2026-11-20T09:30:00+01:00', nobody), trouble.conflict);
  assert.deepEqual(await kept(), [id, line(2, 'ours')]);
  assert.equal(await ask(page, 'put', id, line(3, 'theirs'), { revision: 2, writer: 'ours' }), trouble.none);
  assert.equal(await ask(page, 'put', id, line(4, 'ours'), { revision: 2, writer: 'ours' }), trouble.conflict);
  assert.deepEqual(await kept(), [id, line(3, 'theirs')]);

  // What does not read is never touched.
  const other = '1'.repeat(32);
  await page.evaluate((key) => new Promise((done) => {
    const opening = indexedDB.open('regels');
    opening.onsuccess = () => {
      const writing = opening.result.transaction('drafts', 'readwrite', { durability: 'strict' });
      writing.objectStore('drafts').put('kapot', key);
      writing.oncomplete = () => { opening.result.close(); done(0); };
    };
  }), other);
  assert.equal(await ask(page, 'put', other, line(1, 'ours'), nobody), trouble.conflict);
  assert.deepEqual(await kept(), [id, line(3, 'theirs'), other, 'kapot']);

  // Removed with the last letters, then written by a page that has not heard of it; put back by one that has.
  const time = '2026-11-20T09:30:00+01:00';
  assert.equal(await ask(page, 'remove', id, '4 3 ours', line(4, 'ours'), time, { revision: 3, writer: 'theirs' }), trouble.none);
  assert.deepEqual((await ask(page, 'readTrash')).items, [id, line(4, 'ours'), time]);
  assert.deepEqual((await ask(page, 'read')).gone, [id, '4 3 ours']);
  assert.equal(await ask(page, 'put', id, line(4, 'theirs'), { revision: 3, writer: 'theirs' }), trouble.conflict);
  assert.equal(await ask(page, 'put', id, line(4, 'ours'), nobody), trouble.conflict);
  assert.deepEqual(await kept(), [other, 'kapot']);
  assert.equal(await ask(page, 'put', id, line(5, 'ours'), nobody), trouble.none);
  assert.deepEqual((await ask(page, 'readTrash')).items, []);
  assert.deepEqual((await ask(page, 'read')).gone, []);

  const asked = await page.evaluate(() => /** @type {Asking} */ (/** @type {unknown} */ (window)).asked);
  assert.ok(asked.length > 5);
  assert.deepEqual([...new Set(asked)], ['strict']);
});

visit('safety copy: what was removed is in the trash for thirty days, and its tombstone as long; no one look at a clock takes it away', {}, async ({ page, store }) => {
  await store([]);
  await makeCopy(page);
  const time = '2026-11-20T09:30:00+01:00';
  const tombstone = '1 0 ours';
  /** Another start of the page. @param {number} days after today, by its clock @returns {Promise<string[]>} what is gone, by then */
  const startsAt = async (days) => {
    await page.evaluate((count) => {
      const asking = /** @type {Asking} */ (/** @type {unknown} */ (window));
      asking.days = count;
      asking.start();
    }, days);
    await ask(page, 'read');
    // A write comes after what the reading has asked for, and what is read then after that.
    await ask(page, 'dropSnapshots', []);
    return (await ask(page, 'read')).gone;
  };
  const remove = async () => {
    await ask(page, 'put', id, line(1, 'ours'), nobody);
    assert.equal(await ask(page, 'remove', id, tombstone, '', time, { revision: 1, writer: 'ours' }), trouble.none);
  };

  await remove();
  assert.deepEqual(await startsAt(30), [id, tombstone]);
  assert.deepEqual(await startsAt(31), [id, tombstone], 'found to be over for the first time');
  assert.deepEqual(await startsAt(31), [id, tombstone], 'on the same day');
  assert.deepEqual((await ask(page, 'readTrash')).items, [id, line(1, 'ours'), time]);
  assert.deepEqual(await startsAt(32), []);
  assert.deepEqual((await ask(page, 'readTrash')).items, []);

  // A clock that is ahead for one start, and one that was far behind when it was removed.
  await startsAt(0);
  await remove();
  assert.deepEqual(await startsAt(4000), [id, tombstone]);
  assert.deepEqual(await startsAt(1), [id, tombstone]);
  assert.deepEqual(await startsAt(31), [id, tombstone], 'the day that was seen before had not come');
  assert.deepEqual(await startsAt(32), []);
  await startsAt(-400);
  await remove();
  assert.deepEqual(await startsAt(0), [id, tombstone]);
  assert.deepEqual((await ask(page, 'readTrash')).items, [id, line(1, 'ours'), time]);
  assert.deepEqual(await startsAt(1), []);
});
