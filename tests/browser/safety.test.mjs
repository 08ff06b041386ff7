// The safety copy in a browser: what it keeps when localStorage is full, refused, emptied or damaged, and the other way round; two tabs
// on one draft. Each time the writer is told, in a sentence, and every text is there afterwards. It knows what the page shows and what the
// two stores hold, nothing of how the page brings it there. The long form (campaign stores) also has what damage.test.mjs sees in a profile.
import assert from 'node:assert/strict';

import { count, isCampaign } from './options.mjs';
import {
  address, answersOn, button, copies, draftId, draftShown, draftsIn, eventually, field, fillLocal, focusIs, freeLocal, heading, link, names, notices, neverIndexedDB, prefix, reads, ready,
  record, reload, says, shows, stored, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

// These are about a browser that has IndexedDB.
if (!neverIndexedDB) tests();

function tests() {
  useBrowser();
  const [first, second, third] = names;
  const good = { id: draftId(1), answers: { persons: 'goed' }, trip: { name: 'Het goede verslag' } };
  const onDevice = /^Bewaard op dit apparaat, \d\d:\d\d$/;
  /** @param {Page} page */
  const state = (page) => page.locator('[id="state.save"]');

  /** Until both stores have this as the first answer of a draft: what the page says may still be of the text without its last letter. @param {Page} page @param {string} text @param {string} [id] */
  const keeps = (page, text, id) => eventually(async () => {
    const shown = id ?? draftShown(page);
    assert.equal((await recordsHere(page))[shown]?.answers.persons, text);
    assert.equal(JSON.parse((await copies(page))[shown]?.replace(/^[^{]*/, '') ?? '{}').report?.answers.persons, text);
  });

  /** The drafts in localStorage, without what only fills it. @param {Page} page */
  const recordsHere = async (page) => draftsIn(await page.evaluate((own) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(own))), `${prefix()}d `));

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
    await keeps(page, 'Twee personen, één €uro en 😀');
    const id = draftShown(page);
    const lines = Object.entries(await stored(page)).filter(([key]) => key.startsWith(`${prefix()}d ${id} `)).map(([, line]) => line);
    assert.ok(lines.includes((await copies(page))[id]));
  });

  // ---- A safety copy that is late, or silent -----------------------------------------------------------------------------------

  // The page gives the safety copy seconds to answer, and asks again after more of them. In these tests its seconds are the test's: they go
  // by when it says so, and an answer comes when it says so, however busy the machine is.

  /** Lets the page's time go by until something holds; the browser gets its turns in between. @param {Page} page @param {() => Promise<unknown>} claim throws while it does not hold */
  const inPageTime = (page, claim) => eventually(async () => {
    try {
      return await claim();
    } catch (error) {
      await page.clock.runFor(500);
      throw error;
    }
  }, 30_000);

  /** Lets the page's time go by until an element says this. @param {Page} page @param {string} id @param {string | RegExp} words */
  const saysInTime = (page, id, words) => inPageTime(page, async () => {
    // Playwright's own look would wait for an element that only comes with time.
    const text = await page.evaluate((one) => document.getElementById(one)?.textContent?.trim() ?? '', id);
    if (typeof words === 'string') assert.equal(text, words);
    else assert.match(text, words);
  });

  /** In the page: IndexedDB opens, or does not, as sessionStorage has it. */
  const refuseToOpen = () => {
    const { open } = IDBFactory.prototype;
    let opened = 0;
    IDBFactory.prototype.open = function (/** @type {string} */ name, /** @type {number | undefined} */ version) {
      const how = sessionStorage.getItem('refuses');
      if (how === 'at once') throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      // Of the late ones only the first answers, and not before it has been given up.
      if (how === 'silently' || (how === 'late' && ++opened > 1)) return /** @type {IDBOpenDBRequest} */ ({});
      if (how === null) return open.call(this, name, version);
      const request = open.call(this, name, version);
      /** @type {any} */
      const late = { get result() { return request.result; } };
      const isOpen = new Promise((done) => { request.onsuccess = done; });
      Object.assign(window, { answer: () => isOpen.then(() => late.onsuccess({ target: late })) });
      return late;
    };
  };

  for (const [how, refuses] of [['cannot be opened', 'at once'], ['gives no answer', 'silently'], ['answers after it was given up', 'late']]) {
    if (refuses !== 'at once' || isCampaign) visit(`a safety copy that ${how} at the start is read as soon as it can be: what only it has comes back, and what was typed goes into it`, {}, async ({ page, open, store }) => {
      await open('#/nieuw');
      await write(page, first, 'een');
      await keeps(page, 'een');
      const older = await stored(page);
      const id = draftShown(page);
      await open('#/nieuw');
      await write(page, first, 'alleen daar');
      await keeps(page, 'alleen daar');
      const onlyThere = draftShown(page);
      await goBack(page, store, older);
      await page.addInitScript(refuseToOpen);
      await page.evaluate((value) => sessionStorage.setItem('refuses', value), refuses);
      await page.clock.install();
      await page.goto(`${address()}#/verslag/${id}`);
      await inPageTime(page, async () => assert.ok(await page.evaluate(() => document.documentElement.dataset.ready !== undefined), 'ready'));
      await write(page, first, ' en meer');
      await saysInTime(page, 'state.save', /^Bewaard in deze browser, /);
      await link(page, 'Verslagen').click();
      const unread = 'De veiligheidskopie kon niet worden gelezen. Een verslag dat alleen daar staat, zie je nu niet. Deze pagina probeert het opnieuw.';
      await saysInTime(page, 'copies-off', unread);
      assert.equal(await page.locator(`a[href="#/verslag/${onlyThere}"]`).count(), 0);
      if (refuses === 'late') await page.evaluate(() => /** @type {any} */ (window).answer());
      else await page.evaluate(() => sessionStorage.clear());
      await inPageTime(page, async () => assert.deepEqual(await notices(page).allTextContents(), ['1 verslag is hersteld uit de veiligheidskopie.']));
      await page.locator(`a[href="#/verslag/${onlyThere}"]`).waitFor();
      await page.locator('#copies-off').waitFor({ state: 'detached' });
      await page.evaluate(() => sessionStorage.clear());  // for the test's own look
      await inPageTime(page, async () => assert.match((await copies(page))[id], /een en meer/));
      const drafts = draftsIn(await stored(page));
      assert.equal(drafts[onlyThere]?.answers.persons, 'alleen daar');
      assert.equal(drafts[id]?.answers.persons, 'een en meer');
    });
  }

  visit('what is removed while the safety copy cannot be read stays removed when it can be', {}, async ({ page, open, store }) => {
    const kept = record({ id: draftId(2), answers: { persons: 'blijft' }, trip: { name: 'Wat blijft' } });
    await store([record(good), kept]);
    await open('#/');
    await eventually(async () => assert.deepEqual(Object.keys(await copies(page)), [good.id, draftId(2)]));
    await page.addInitScript(refuseToOpen);
    await page.evaluate(() => sessionStorage.setItem('refuses', 'at once'));
    await page.clock.install();
    await open('#/');
    await button(page, 'Verwijderen Het goede verslag').click();
    await shows(page, '‘Het goede verslag’ is verwijderd uit deze app.');
    await reload(page);
    await link(page, 'Wat blijft').waitFor();
    await link(page, 'Het goede verslag').waitFor({ state: 'detached' });
    await page.evaluate(() => sessionStorage.clear());
    await inPageTime(page, async () => assert.deepEqual(Object.keys(await copies(page)), [draftId(2)]));
    await link(page, 'Prullenbak').click();
    await inPageTime(page, () => button(page, 'Terugzetten Het goede verslag').waitFor({ timeout: 100 }));
    await eventually(async () => assert.deepEqual(Object.keys(await stored(page)).filter((key) => key.includes(good.id)), []));
  });

  visit('a connection that gives no answer any more is left for another one', {}, async ({ page, open }) => {
    await page.clock.install();
    await open('#/nieuw');
    await write(page, first, 'een');
    await keeps(page, 'een');
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
    await saysInTime(page, 'state.save', /^Bewaard in deze browser, /);
    await saysInTime(page, 'state.save', onDevice);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).order), ['another opened', 'closed']);
    await inPageTime(page, async () => assert.match((await copies(page))[draftShown(page)], /een twee/));
  });

  visit('a page that goes out of sight before its next frame says all the same how it stands', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'een');
    await says(state(page), onDevice);
    // As a browser does it when another tab comes to the front: from here on no frame comes.
    await field(page, second).evaluate((field) => {
      if (!(field instanceof HTMLTextAreaElement)) throw new Error('no field');
      window.requestAnimationFrame = () => 0;
      field.value = 'twee';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await eventually(async () => assert.match((await copies(page))[draftShown(page)], /twee/));
    await says(state(page), onDevice);
    await says(page.locator('[id="state.progress"]'), '2 van 7 beantwoord');
  });

  visit('a draft that only localStorage has gets its copy at the start', {}, async ({ page, open, store }) => {
    const [key, line] = record(good);
    await store([[key, line]]);
    await open('#/');
    await shows(page, /Bewaard op dit apparaat/);
    await eventually(async () => assert.deepEqual(await copies(page), { [good.id]: line }));
    assert.equal((await stored(page))[key], line);
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
    await reads(field(page, first), 'goed en nieuwer');
    await says(notices(page), '1 verslag is hersteld uit de veiligheidskopie.');
  });

  visit('localStorage went back to an older text, and somebody is in that answer before the application is: they go on from the newer one', {}, async ({ page, open, store }) => {
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
    await reads(field(page, first), 'goed');
    arrive();
    await ready(page);
    await reads(field(page, first), 'goed en nieuwer');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await says(state(page), onDevice);
    await eventually(async () => assert.deepEqual(Object.values(draftsIn(await stored(page))).map((draft) => draft?.answers.persons), ['goed en nieuwer!']));
    assert.equal(draftShown(page), good.id);
  });

  if (isCampaign) visit('localStorage is full: the text is in the copy, which is said, and it is there after a reload', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, '!');
    await keeps(page, 'goed!');
    await fillLocal(page);
    await write(page, first, ' Dit past er niet meer bij.');
    await shows(page, 'De gewone opslag van deze browser is vol. Je tekst staat alleen in de veiligheidskopie. Verwijder verslagen die je niet meer nodig hebt.');
    await says(state(page), onDevice);
    await eventually(async () => assert.match((await copies(page))[good.id], /niet meer bij\./));
    assert.equal((await recordsHere(page))[good.id]?.answers.persons, 'goed!', 'what was there is still there');
    await reload(page);
    await reads(field(page, first), 'goed! Dit past er niet meer bij.');
    await freeLocal(page);
    await write(page, first, ' Nu wel.');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed! Dit past er niet meer bij. Nu wel.'));
    await page.locator('[id="state.trouble"]').waitFor({ state: 'detached' });
  });

  visit('localStorage is refused: the copy alone keeps everything', {
    init: [() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })],
  }, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'alleen in de kopie');
    await says(state(page), onDevice);
    await shows(page, 'De gewone opslag van deze browser werkt niet. Je tekst staat alleen in de veiligheidskopie.');
    await eventually(async () => assert.match((await copies(page))[draftShown(page)], /alleen in de kopie"/));
    await reload(page);
    await reads(field(page, first), 'alleen in de kopie');
  });

  visit('a deleted draft stays away, also when only the copy had it; undo brings it back to both', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await eventually(async () => assert.deepEqual(await copies(page), {}));
    await eventually(async () => assert.deepEqual(Object.keys(draftsIn(await stored(page))), [], 'nothing is left in localStorage'));
    await button(page, 'Ongedaan maken').click();
    await link(page, 'Het goede verslag').waitFor();
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await eventually(async () => assert.deepEqual(await copies(page), {}));
    await open('#/');
    await shows(page, /^Schrijf het verslag van je buitenlandse dienstreis/);  // what stands there instead of a list
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
    await reads(field(page, first), 'goed');
    await says(state(page), /^Bewaard op dit apparaat, /);
    await open('#/');
    await button(page, 'Verwijderen Het goede verslag').click();
    await link(page, 'Prullenbak').click();
    await button(page, 'Definitief verwijderen Het goede verslag').click();
    await button(page, 'Ja, verwijderen: Het goede verslag').click();
    await page.getByText('De prullenbak is leeg.').waitFor();
    await reload(page);
    await page.getByText('De prullenbak is leeg.').waitFor();
    await eventually(async () => assert.deepEqual(Object.keys(await copies(page)), [draftId(2)]));
    await eventually(async () => assert.deepEqual(Object.keys(draftsIn(await stored(page))), [draftId(2)]));
  });

  const readsAlongWords = 'Dit verslag is open in een ander tabblad of venster. Hier lees je mee.';
  /** @param {Page} page */
  const readsAlong = async (page) => {
    await page.locator('#reads-along').waitFor();
    await says(page.locator('[id="reads-along.text"]'), readsAlongWords);
    await eventually(async () => assert.equal(await field(page, first).getAttribute('readonly'), ''));
  };
  /** @param {Page} page */
  const writes = async (page) => {
    await page.locator('#reads-along').waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await field(page, first).getAttribute('readonly'), null));
  };

  /** In the page: whether it has ever read along, also for a moment. */
  const noteReadingAlong = () => {
    new MutationObserver(() => {
      if (document.getElementById('reads-along')) sessionStorage.setItem('seen', 'reads along');
    }).observe(document, { childList: true, subtree: true });
  };

  /** What that has noted. @param {Page} page */
  const seen = (page) => page.evaluate(() => sessionStorage.getItem('seen'));

  visit('a page that is loaded anew never reads along with the one before it; a second one does, which is noted', { init: [noteReadingAlong] }, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    for (let i = count('reloads', 3, 30); i > 0; i--) {
      await reload(page);
      // Its lock is there before it says so in words: reading along would have come first.
      await writes(page);
      await write(page, first, '.');
      await says(state(page), onDevice);
      assert.equal(await seen(page), null);
    }
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await readsAlong(other);
    assert.equal(await seen(other), 'reads along', 'the note is taken when there is something to note');
    assert.equal(await seen(page), null);
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
    assert.equal(await seen(page), null);
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
    assert.equal(await field(other, second).inputValue(), '', 'a field that only reads takes no text');  // the browser has done with the keys

    await page.keyboard.type(', nog niet bewaard');
    await button(other, 'Hier verdergaan').click();
    await writes(other);
    await reads(field(other, first), 'goed in het ene tabblad, nog niet bewaard');
    await focusIs(other, 'answer.persons');
    await readsAlong(page);
    await field(page, second).focus();  // also there it follows: who goes on in this field goes on from what is so
    await write(other, second, 'in het andere');
    await says(state(other), onDevice);
    await eventually(async () => assert.equal(await field(page, second).inputValue(), 'in het andere'));

    await other.close();
    await writes(page);
    await page.keyboard.press('End');
    await page.keyboard.type(', en terug');
    await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.duration, 'in het andere, en terug'));
    await open('#/');
    await link(page, 'Het goede verslag').waitFor();
    assert.equal(await page.getByRole('link', { name: /^Het goede verslag/ }).count(), 1, 'nothing went apart');
  });

  visit('a tab that does not answer is waited for three seconds; it reads along when it comes back', {}, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    const other = await context.newPage();
    // Its long waits are over when the test says so. (Playwright's clock would also want an answer of the tab that gives none.)
    await other.addInitScript(() => {
      const { setTimeout, clearTimeout } = window;
      /** @type {Map<number, {ms: number, act: () => void}>} */
      const held = new Map();
      Object.assign(window, {
        setTimeout(/** @type {(...values: any[]) => void} */ act, ms = 0, /** @type {any[]} */ ...values) {
          if (ms < 2000) return setTimeout(act, ms, ...values);
          const id = setTimeout(() => {}, 1e9);
          held.set(id, { ms, act: () => act(...values) });
          return id;
        },
        clearTimeout(/** @type {number} */ id) {
          held.delete(id);
          clearTimeout(id);
        },
        held,
      });
    });
    await open(`#/verslag/${good.id}`, other);
    await readsAlong(other);
    const session = await context.newCDPSession(page);
    await session.send('Debugger.enable');
    await session.send('Debugger.pause');
    const paused = new Promise((done) => { session.once('Debugger.paused', done); });
    void page.evaluate('1').catch(() => {});
    await paused;
    await button(other, 'Hier verdergaan').click();
    await says(other.locator('[id="reads-along.text"]'), 'Het andere tabblad bewaart zijn tekst…');
    assert.equal(await field(other, first).getAttribute('readonly'), '', 'not before the other tab had its time');
    const waited = await other.evaluate(() => [.../** @type {{held: Map<number, {ms: number, act: () => void}>}} */ (/** @type {any} */ (window)).held.values()]
      .filter(({ ms }) => ms === 3000).map(({ act }) => act()).length);
    assert.equal(waited, 1, 'three seconds');
    await writes(other);
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
    await keeps(page, 'goed hier');
    const other = await context.newPage();
    await open(`#/verslag/${good.id}`, other);
    await write(other, first, ' en daar');
    await write(other, third, 'daarom');
    await keeps(other, 'goed hier en daar');
    await says(state(other), onDevice);
    await says(page.locator('[id="state.progress"]'), '2 van 7 beantwoord');  // it is known
    assert.equal((await answersOn(page)).persons, 'goed hier', 'nobody writes where somebody types');
    await page.bringToFront();
    await page.keyboard.type(', en verder');
    await says(page.locator('[role=status]', { hasText: 'tabblad' }), /^Dit verslag is ook in een ander tabblad veranderd\./);
    await eventually(() => assert.notEqual(draftShown(page), good.id));
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
    await eventually(() => assert.notEqual(draftShown(other), good.id));
    await eventually(async () => assert.deepEqual([(await answersOn(other)).duration, (await answersOn(page)).persons], ['in het andere', 'goed in het ene tabblad']));
    await open('#/');
    await link(page, 'Het goede verslag').waitFor();
    await link(page, 'Het goede verslag (andere versie)').click();
    await reads(field(page, second), 'in het andere');
  });
}
