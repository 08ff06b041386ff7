// The safety copy in a browser: what it keeps when localStorage is full, refused, emptied or damaged, and the other way round; two tabs
// on one draft. Each time the writer is told, in a sentence, and every text is there afterwards.
import assert from 'node:assert/strict';

import {
  address, answersOn, button, copies, draftId, draftShown, draftsIn, eventually, field, fillLocal, freeLocal, heading, link, names, neverIndexedDB, prefix, ready, record, reload, says, shows, stored,
  useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

// These are about a browser that has IndexedDB.
if (!neverIndexedDB) tests();

function tests() {
  useBrowser();
  const [first, second] = names;
  const good = { id: draftId(1), answers: { persons: 'goed' }, trip: { name: 'Het goede verslag' } };
  const onDevice = /^Bewaard op dit apparaat, \d\d:\d\d$/;
  /** @param {Page} page */
  const state = (page) => page.locator('[id="state.save"]');

  /** @param {Page} page */
  const forgetCopies = (page) => page.evaluate((name) => new Promise((done, fail) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done(undefined);
    request.onerror = () => fail(request.error);
  }), prefix().trimEnd());

  /** localStorage as it was once. @param {Page} page @param {import('./support.mjs').Visit['store']} store @param {Record<string, string>} then */
  async function goBack(page, store, then) {
    await page.goto('about:blank');
    await store([]);
    await page.evaluate((items) => {
      localStorage.clear();
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
    }, then);
  }

  visit('what is typed is in both stores, byte for byte the same', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'Twee personen, één €uro en 😀');
    await says(state(page), onDevice);
    const id = draftShown(page);
    const lines = Object.entries(await stored(page)).filter(([key]) => key.startsWith(`${prefix()}d ${id} `)).map(([, line]) => line);
    assert.ok(lines.includes((await copies(page))[id]));
  });

  for (const [how, refuses] of [['cannot be opened', 'at once'], ['gives no answer', 'silently'], ['always answers late', 'late']]) {
    visit(`a safety copy that ${how} at the start is read as soon as it can be: what only it has comes back, and what was typed goes into it`, {}, async ({ page, open, store }) => {
      await open('#/nieuw');
      await write(page, first, 'een');
      await says(state(page), onDevice);
      const then = await stored(page);
      const id = draftShown(page);
      await open('#/nieuw');
      await write(page, first, 'alleen daar');
      await says(state(page), onDevice);
      const onlyThere = draftShown(page);
      await goBack(page, store, then);
      await page.addInitScript(() => {
        const { open } = IDBFactory.prototype;
        IDBFactory.prototype.open = function (/** @type {string} */ name, /** @type {number | undefined} */ version) {
          const how = sessionStorage.getItem('refuses');
          if (how === 'silently') return /** @type {IDBOpenDBRequest} */ ({});
          if (how === 'at once') throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
          if (how === 'late') {
            const request = open.call(this, name, version);
            /** @type {any} */
            const late = { get result() { return request.result; } };
            request.onsuccess = () => { setTimeout(() => late.onsuccess({ target: late }), 5500); };
            return late;
          }
          return open.call(this, name, version);
        };
      });
      await page.evaluate((how) => sessionStorage.setItem('refuses', how), refuses);
      await open(`#/verslag/${id}`);
      await write(page, first, ' en meer');
      await says(state(page), /^Bewaard in deze browser, /);
      await link(page, 'Verslagen').click();
      await says(page.locator('#copies-off'), 'De veiligheidskopie kon niet worden gelezen. Een verslag dat alleen daar staat, zie je nu niet. Deze pagina probeert het opnieuw.');
      assert.equal(await page.locator(`a[href="#/verslag/${onlyThere}"]`).count(), 0);
      if (refuses !== 'late') await page.evaluate(() => sessionStorage.clear());
      await page.locator('#restored').waitFor({ timeout: 20_000 });
      await says(page.locator('#restored'), '1 verslag is hersteld uit de veiligheidskopie.');
      await page.locator(`a[href="#/verslag/${onlyThere}"]`).waitFor();
      assert.equal(await page.locator('#copies-off').count(), 0);
      await eventually(async () => assert.match((await copies(page))[id], /een en meer/));
      const drafts = draftsIn(await stored(page));
      assert.equal(drafts[onlyThere]?.answers.persons, 'alleen daar');
      assert.equal(drafts[id]?.answers.persons, 'een en meer');
    });
  }

  visit('a connection that gives no answer any more is left for another one', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'een');
    await says(state(page), onDevice);
    await page.evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      /** @type {any} */
      const silence = new Proxy(() => {}, { get: () => silence, set: () => true, apply: () => silence });
      /** @type {IDBDatabase | undefined} */
      let dead;
      /** @type {string[]} */
      const order = [];
      Object.assign(window, { order });
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (/** @type {string} */ name, /** @type {number | undefined} */ version) {
        const request = open.call(this, name, version);
        request.addEventListener('success', () => order.push('another opened'));
        return request;
      };
      const { close } = IDBDatabase.prototype;
      IDBDatabase.prototype.close = function () {
        if (this === dead) order.push('closed');
        close.call(this);
      };
      IDBDatabase.prototype.transaction = function (/** @type {Parameters<typeof transaction>} */ ...words) {
        dead ??= this;
        return this === dead ? silence : transaction.apply(this, words);
      };
    });
    await write(page, first, ' twee');
    await says(state(page), /^Bewaard in deze browser, /);
    await state(page).filter({ hasText: onDevice }).waitFor({ timeout: 20_000 });
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).order), ['another opened', 'closed']);
    assert.match((await copies(page))[draftShown(page)], /een twee/);
  });

  visit('a page that goes out of sight before its next frame says all the same how it stands', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'een');
    await says(state(page), onDevice);
    // As a browser does it when another tab comes to the front: from here on no frame comes.
    await field(page, first).evaluate((field) => {
      if (!(field instanceof HTMLTextAreaElement)) throw new Error('no field');
      window.requestAnimationFrame = () => 0;
      field.value += ' en twee';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await eventually(async () => assert.match((await copies(page))[draftShown(page)], /een en twee/));
    await says(state(page), onDevice);
    await says(page.locator('[id="words.persons"]'), '3 woorden');
  });

  visit('a draft that only localStorage has gets its copy at the start', {}, async ({ page, open, store }) => {
    const [key, line] = record(good);
    await store([[key, line]]);
    await open('#/');
    await shows(page, /Bewaard op dit apparaat/);
    assert.deepEqual(await copies(page), { [good.id]: line });
    assert.equal((await stored(page))[key], line);
  });

  visit('localStorage was emptied: all of it is back, and that is said', {}, async ({ page, open, store }) => {
    await store([record(good), record({ id: draftId(2), answers: { persons: 'ook' } })]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 2));
    await page.evaluate(() => localStorage.clear());
    await open('#/');
    await says(page.locator('#restored'), '2 verslagen zijn hersteld uit de veiligheidskopie.');
    await eventually(async () => assert.deepEqual(Object.keys(draftsIn(await stored(page))).sort(), [good.id, draftId(2)].sort()));
    await link(page, 'Het goede verslag').click();
    assert.equal(await field(page, first).inputValue(), 'goed');
    await open('#/');
    assert.equal(await page.locator('#restored').count(), 0, 'said once');
  });

  visit('the safety copy was emptied: it is filled again', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await page.goto('about:blank');
    await store([]);
    await forgetCopies(page);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed');
  });

  visit('localStorage went back to an older text: the newer one from the copy', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const old = await stored(page);
    await write(page, first, ' en nieuwer');
    await says(state(page), onDevice);
    await eventually(async () => assert.match((await copies(page))[good.id], /nieuwer/));  // those words may be of the text without its last letter
    await goBack(page, store, old);
    await open(`#/verslag/${good.id}`);
    assert.equal(await field(page, first).inputValue(), 'goed en nieuwer');
    await link(page, 'Verslagen').click();
    await says(page.locator('#restored'), '1 verslag is hersteld uit de veiligheidskopie.');
  });

  visit('localStorage went back to an older text, and somebody is in that answer before the application is: they go on from the newer one',
    { browser: { serviceWorkers: 'block' } }, async ({ page, open, store, problems }) => {
      await store([record(good)]);
      await open(`#/verslag/${good.id}`);
      const old = await stored(page);
      await write(page, first, ' en nieuwer');
      await says(state(page), onDevice);
      await eventually(async () => assert.match((await copies(page))[good.id], /nieuwer/));
      await goBack(page, store, old);
      let arrive = () => {};
      const late = new Promise((done) => { arrive = () => done(undefined); });
      await page.route('**/reisverslag.wasm', async (route) => {
        await late;
        await route.continue();
      });
      await page.goto(`${address()}#/verslag/${good.id}`, { waitUntil: 'commit' });
      await page.waitForSelector('html[data-fields]', { state: 'attached' });
      await field(page, first).click();
      assert.equal(await field(page, first).inputValue(), 'goed');
      arrive();
      await ready(page);
      assert.equal(await field(page, first).inputValue(), 'goed en nieuwer');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('!');
      await says(state(page), onDevice);
      await eventually(async () => assert.deepEqual(Object.values(draftsIn(await stored(page))).map((draft) => draft?.answers.persons), ['goed en nieuwer!']));
      assert.equal(draftShown(page), good.id);
      problems.splice(0, problems.length, ...problems.filter((problem) => !/Playwright|offline\.js/.test(problem)));  // the blocked worker's
    });

  visit('localStorage is full: the text is in the copy, which is said, and it is there after a reload', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, '!');
    await says(state(page), onDevice);
    await fillLocal(page);
    await write(page, first, ' Dit past er niet meer bij.');
    await shows(page, 'De gewone opslag van deze browser is vol. Je tekst staat alleen in de veiligheidskopie. Verwijder verslagen die je niet meer nodig hebt.');
    await says(state(page), onDevice);
    assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed!', 'what was there is still there');
    await reload(page);
    assert.equal(await field(page, first).inputValue(), 'goed! Dit past er niet meer bij.');
    await freeLocal(page);
    await write(page, first, ' Nu wel.');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed! Dit past er niet meer bij. Nu wel.'));
    assert.equal(await page.locator('[id="state.trouble"]').count(), 0);
  });

  visit('localStorage is refused: the copy alone keeps everything', {
    init: [() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })],
  }, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'alleen in de kopie');
    await says(state(page), onDevice);
    await shows(page, 'De gewone opslag van deze browser werkt niet. Je tekst staat alleen in de veiligheidskopie.');
    await reload(page);
    assert.equal(await field(page, first).inputValue(), 'alleen in de kopie');
  });

  visit('a deleted draft stays away, also when only the copy had it; undo brings it back to both', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await eventually(async () => assert.deepEqual(await copies(page), {}));
    assert.deepEqual(Object.keys(await stored(page)).filter((key) => !key.startsWith(`${prefix()}p`)), [], 'nothing is left in localStorage');
    await button(page, 'Ongedaan maken').click();
    await link(page, 'Het goede verslag').waitFor();
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await eventually(async () => assert.deepEqual(await copies(page), {}));
    await open('#/');
    await heading(page, 'Verslagen').waitFor();
    assert.equal(await link(page, 'Het goede verslag').count(), 0);
  });

  visit('a removed draft is in the trash, is put back, and is removed for good when asked twice', {}, async ({ page, open, store }) => {
    await store([record(good), record({ id: draftId(2), answers: { persons: 'ook' } })]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 2));
    await button(page, 'Verwijderen Het goede verslag').click();
    await says(page.locator('[role=status]', { hasText: 'verwijderd' }), /Het staat nog 30 dagen in de prullenbak\./);
    await link(page, 'Prullenbak').click();
    await heading(page, 'Prullenbak').waitFor();
    // After another start, too.
    await reload(page);
    await button(page, 'Terugzetten Het goede verslag').click();
    await page.getByText('De prullenbak is leeg.').waitFor();
    await link(page, 'Verslagen').click();
    await link(page, 'Het goede verslag').click();
    assert.equal(await field(page, first).inputValue(), 'goed');
    await says(state(page), /^Bewaard op dit apparaat, /);
    await open('#/');
    await button(page, 'Verwijderen Het goede verslag').click();
    await link(page, 'Prullenbak').click();
    await button(page, 'Definitief verwijderen Het goede verslag').click();
    await button(page, 'Ja, verwijderen: Het goede verslag').click();
    await page.getByText('De prullenbak is leeg.').waitFor();
    await reload(page);
    await page.getByText('De prullenbak is leeg.').waitFor();
    assert.deepEqual(Object.keys(await copies(page)), [draftId(2)]);
    assert.deepEqual(Object.keys(draftsIn(await stored(page))), [draftId(2)]);
  });

  const reads = 'Dit verslag is open in een ander tabblad of venster. Hier lees je mee.';
  /** @param {Page} page */
  const readsAlong = async (page) => {
    await page.locator('#reads-along').waitFor();
    await says(page.locator('[id="reads-along.text"]'), reads);
    await eventually(async () => assert.equal(await field(page, first).getAttribute('readonly'), ''));
  };
  /** @param {Page} page */
  const writes = async (page) => {
    await page.locator('#reads-along').waitFor({ state: 'detached' });
    assert.equal(await field(page, first).getAttribute('readonly'), null);
  };

  /** In the page: whether it has ever read along, also for a moment. */
  const noteReadingAlong = () => {
    new MutationObserver(() => {
      if (document.getElementById('reads-along')) sessionStorage.setItem('seen', 'reads along');
    }).observe(document, { childList: true, subtree: true });
  };

  visit('a page that is loaded anew never reads along with the one before it', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await page.addInitScript(noteReadingAlong);
    await open(`#/verslag/${good.id}`);
    for (let i = 0; i < 10; i++) await reload(page);
    assert.equal(await page.evaluate(() => sessionStorage.getItem('seen')), null);
  });

  visit('a page that is too busy to hear that it may write does not read along with itself', {
    init: [() => {
      if (typeof LockManager === 'undefined') return;  // not a page of ours
      // Work of a second, right after the lock was asked for: the page's timers are due before the answer is heard.
      const { request } = LockManager.prototype;
      Object.defineProperty(LockManager.prototype, 'request', {
        value(/** @type {any[]} */ ...rest) {
          const answer = Reflect.apply(request, this, rest);
          const until = performance.now() + 1000;
          while (performance.now() < until);
          return answer;
        },
      });
    }, noteReadingAlong],
  }, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, ' en verder');
    await says(state(page), onDevice);
    await reload(page);
    await write(page, first, ' en nog verder');
    await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed en verder en nog verder'));
    assert.equal(await page.evaluate(() => sessionStorage.getItem('seen')), null);
  });

  visit('two tabs on one draft: the second reads along, goes on when asked, and the first reads along then', {}, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await readsAlong(other);
    await writes(page);
    await write(page, first, ' in het ene tabblad');
    await eventually(async () => assert.equal(await field(other, first).inputValue(), 'goed in het ene tabblad'));
    await field(other, second).click();
    await other.keyboard.type('niets');
    assert.equal(await field(other, second).inputValue(), '', 'a field that only reads takes no text');

    await page.keyboard.type(', nog niet bewaard');
    await button(other, 'Hier verdergaan').click();
    await writes(other);
    assert.equal(await field(other, first).inputValue(), 'goed in het ene tabblad, nog niet bewaard');
    assert.equal(await other.evaluate(() => document.activeElement?.id), 'answer.persons');
    await readsAlong(page);
    await field(page, second).focus();  // also there it follows: who goes on in this field goes on from what is so
    await write(other, second, 'in het andere');
    await says(state(other), onDevice);
    await eventually(async () => assert.equal(await field(page, second).inputValue(), 'in het andere'));

    await other.close();
    await writes(page);
    await page.keyboard.press('End');
    await page.keyboard.type(', en terug');
    await says(state(page), onDevice);
    await open('#/');
    assert.equal(await page.getByRole('link', { name: /^Het goede verslag/ }).count(), 1, 'nothing went apart');
    assert.equal(draftsIn(await stored(page))[good.id]?.answers.duration, 'in het andere, en terug');
  });

  visit('a tab that does not answer is waited for three seconds; it reads along when it comes back', {}, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await readsAlong(other);
    const session = await context.newCDPSession(page);
    await session.send('Debugger.enable');
    await session.send('Debugger.pause');
    const paused = new Promise((done) => { session.once('Debugger.paused', done); });
    void page.evaluate('1').catch(() => {});
    await paused;
    const began = Date.now();
    await button(other, 'Hier verdergaan').click();
    await says(other.locator('[id="reads-along.text"]'), 'Het andere tabblad bewaart zijn tekst…');
    await writes(other);
    assert.ok(Date.now() - began > 2500, 'not before the other tab had its time');
    await write(other, first, ' overgenomen');
    await says(state(other), onDevice);
    await session.send('Debugger.resume');
    await readsAlong(page);
    await eventually(async () => assert.equal(await field(page, first).inputValue(), 'goed overgenomen'));
  });

  visit('a draft removed in one tab is gone from the other', {}, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const other = await context.newPage();
    await open('#/', other);
    await other.getByRole('button', { name: /^Verwijderen/ }).click();
    await heading(page, 'Dit verslag staat niet in deze browser').waitFor();
  });

  visit('two tabs without locks in one answer: who has the caret in it goes on in a version of its own, and nothing is lost', {
    init: [() => Object.defineProperty(navigator, 'locks', { value: undefined })],
  }, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, ' hier');
    await says(state(page), onDevice);
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await write(other, first, ' en daar');
    await says(state(other), onDevice);
    await eventually(async () => assert.equal((await answersOn(page)).persons, 'goed hier', 'nobody writes where somebody types'));
    await says(page.locator('[id="words.persons"]'), '4 woorden');  // it is known
    await page.bringToFront();
    await page.keyboard.type(', en verder');
    await says(page.locator('[role=status]', { hasText: 'tabblad' }), /^Dit verslag is ook in een ander tabblad veranderd\./);
    assert.notEqual(draftShown(page), good.id);
    await field(page, second).focus();
    await page.keyboard.type('lang');
    await field(page, first).focus();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await says(state(page), onDevice);
    await eventually(async () => {
      const drafts = draftsIn(await stored(page));
      assert.equal(drafts[good.id]?.answers.persons, 'goed hier en daar');
      assert.equal(drafts[draftShown(page)]?.answers.persons, 'goed hier, en verder!');
    });
  });

  visit('two tabs that know nothing of each other: both texts are there, the second goes on in a version of its own', {
    init: [() => {
      Object.defineProperty(navigator, 'locks', { value: undefined });
      Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
    }],
  }, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await write(page, first, ' in het ene tabblad');
    await says(state(page), onDevice);
    await write(other, second, 'in het andere');
    await says(state(other), onDevice);
    await says(other.locator('[role=status]', { hasText: 'tabblad' }), /^Dit verslag is ook in een ander tabblad veranderd\./);
    assert.notEqual(draftShown(other), good.id);
    assert.deepEqual([(await answersOn(other)).duration, (await answersOn(page)).persons], ['in het andere', 'goed in het ene tabblad']);
    await open('#/');
    await link(page, 'Het goede verslag').waitFor();
    await link(page, 'Het goede verslag (andere versie)').click();
    assert.equal(await field(page, second).inputValue(), 'in het andere');
  });
}
