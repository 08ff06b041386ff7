// What was kept is taken away while the page is open, by the browser or by a rule of the house: the page finds out and writes it again, or says
// that it is not kept. It knows what the page shows and the two stores, nothing of how the page finds out.
import assert from 'node:assert/strict';

import {
  address, copies, draftId, draftShown, draftsIn, eventually, heading, link, names, neverIndexedDB, prefix, record, shows, stored, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

if (!neverIndexedDB) tests();

function tests() {
  useBrowser();
  const [first] = names;
  const three = [1, 2, 3].map((number) => ({ id: draftId(number), answers: { persons: `antwoord ${number}` }, trip: { name: `Reis ${number}` } }));

  /** As a browser does that clears what a site has stored. @param {Page} page @param {string} [storageTypes] */
  const takeAway = async (page, storageTypes = 'local_storage,indexeddb') => {
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: new URL(address()).origin, storageTypes });
    await session.detach();
  };

  /** The first answers in both stores. @param {Page} page */
  const inBoth = async (page) => {
    const here = draftsIn(await page.evaluate((own) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(own))), `${prefix()}d `));
    return [Object.values(here).map((draft) => draft?.answers.persons).sort(),
      Object.values(await copies(page)).map((line) => JSON.parse(line.replace(/^[^{]*/, '')).report.answers.persons).sort()];
  };
  /** @param {Page} page @param {string[]} texts */
  const holdsBoth = (page, texts) => eventually(async () => assert.deepEqual(await inBoth(page), [texts, texts]), 10_000);
  const texts = three.map(({ answers }) => answers.persons);

  /** In the page: nobody is told that something was taken away. */
  const untold = () => {
    addEventListener('storage', (event) => event.stopImmediatePropagation(), true);
    Object.defineProperty(IDBDatabase.prototype, 'onclose', { set() {}, get: () => null });
  };
  /** In the page: as when it comes into view. */
  const comesIntoView = () => { document.dispatchEvent(new Event('visibilitychange')); };

  visit('all is taken away while the list is open: it is written again without anybody typing', {}, async ({ page, open, store }) => {
    await store(three.map(record));
    await open('#/');
    await holdsBoth(page, texts);
    await takeAway(page);
    await holdsBoth(page, texts);
    await shows(page, /Bewaard op dit apparaat/);
    assert.equal(await page.getByText('hersteld uit').count(), 0, 'nothing has happened for the writer');
  });

  visit('localStorage alone is emptied in another window: it is filled again', {}, async ({ page, context, open, store }) => {
    await store(three.map(record));
    await open('#/');
    await holdsBoth(page, texts);
    const other = await context.newPage();
    await context.route(`${address()}empty`, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
    await other.goto(`${address()}empty`);
    await other.evaluate(() => localStorage.clear());
    await holdsBoth(page, texts);
  });

  visit('all is taken away, the page is not told, and comes into view', { init: [untold] }, async ({ page, open, store }) => {
    await store(three.map(record));
    await open('#/');
    await holdsBoth(page, texts);
    await takeAway(page);
    await page.evaluate(comesIntoView);
    await holdsBoth(page, texts);
  });

  for (const [what, types] of [['localStorage', 'local_storage'], ['the safety copy', 'indexeddb']]) {
    visit(`${what} is taken away, the page is not told, and somebody types one letter in one of three reports: all three are there again`, { init: [untold] }, async ({ page, open, store }) => {
      await store(three.map(record));
      await open(`#/verslag/${three[0].id}`);
      await holdsBoth(page, texts);
      await takeAway(page, types);
      await write(page, first, '!');
      await holdsBoth(page, ['antwoord 1!', ...texts.slice(1)]);
    });
  }

  visit('all is taken away and cannot be written again: it says so, and leaving the page asks', {}, async ({ page, open, store }) => {
    await store(three.map(record));
    await open('#/');
    await holdsBoth(page, texts);
    await page.evaluate(() => {
      const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
      Storage.prototype.setItem = full;
      IDBObjectStore.prototype.put = full;
    });
    await takeAway(page);
    await shows(page, /Niet bewaard/);
    await link(page, 'Reis 1').waitFor();
    assert.equal(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true }))), false);
  });

  visit('a new report that was kept and taken away since is not here any more, and no new report', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'een');
    await eventually(async () => assert.equal((await inBoth(page))[1][0], 'een'));
    const id = draftShown(page);
    await eventually(async () => assert.equal(await page.evaluate(() => history.state), null));
    await page.goto('about:blank');
    await takeAway(page);
    await page.goBack();
    await heading(page, 'Dit verslag staat niet in deze browser').waitFor();
    assert.match(page.url(), new RegExp(id));
    assert.deepEqual(draftsIn(await stored(page)), {});
  });
}
