// Op dit apparaat, in a browser: what the screen says is so; wiping takes everything of this page and nothing of others, in every tab;
// localStorage filling up, to the last unit; a report that is too long for it; and the browser asked to keep it all. It knows what the page
// shows, what its records are called and how much it may hold back, not under which names it keeps anything else. The long form (campaign
// stores) also has a disk without room while all of it is wiped.
import assert from 'node:assert/strict';

import { isCampaign } from './options.mjs';
import {
  address, assetsOf, button, copies, downloaded, draftId, draftShown, draftsIn, eventually, field, fillLocal, focused, freeLocal, heading, link, names, notices, neverIndexedDB,
  paste, pasteHere, prefix, reads, ready, record, reload, says, shows, textReport, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

// These are about a browser that has IndexedDB.
if (!neverIndexedDB) tests();

function tests() {
  useBrowser();
  const [first] = names;
  const room = 5 * 1024 * 1024;
  const heldBack = 256 * 1024;
  const good = { id: draftId(1), answers: { persons: 'goed' }, trip: { name: 'Het goede verslag' } };
  const onDevice = /^Bewaard op dit apparaat, \d\d:\d\d$/;
  /** @param {Page} page */
  const state = (page) => page.locator('[id="state.save"]');
  /** What this page has in localStorage; others, and what only fills it, are left where they are. @param {Page} page @returns {Promise<Record<string, string>>} */
  const own = (page) => page.evaluate((from) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(from))), prefix());
  /** The drafts in it. @param {Page} page */
  const drafts = async (page) => draftsIn(await own(page));
  /** Units that are held back for a draft: one entry of just that size. @param {Page} page */
  const ballast = (page) => page.evaluate(([from, size]) =>
    Object.entries(localStorage).filter(([key, { length }]) => key.startsWith(String(from)) && length === size).length * Number(size), [prefix(), heldBack]);
  /** @param {Page} page @param {string} id */
  const slots = async (page, id) => Object.keys(await own(page)).filter((key) => key.startsWith(`${prefix()}d ${id} `));
  /** @param {Page} page */
  const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  /**
   * In the page: all that localStorage and the database hold.
   * @param {string} name of the database @returns {Promise<unknown[]>}
   */
  const everything = async (name) => {
    /** @type {unknown[]} */
    const found = Object.entries(localStorage);
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return found;
    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const answer = (request) => new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) found.push(await answer(database.transaction(store).objectStore(store).getAll()));
    database.close();
    return found;
  };
  /** @param {Page} page */
  const openDevice = async (page) => {
    await link(page, 'Verslagen').click();
    await link(page, 'Op dit apparaat').click();
    await heading(page, 'Op dit apparaat').waitFor();
  };

  // ---- What it says -------------------------------------------------------------------------------------------------------------

  visit('the screen says what is stored, where it is safe, and what the browser gives', { serviceWorker: true }, async ({ page, open, store }) => {
    await store([record(good), ['van een ander', 'x'.repeat(room / 10)]]);
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    await downloaded(page, () => button(page, 'Reservekopie maken').click());
    await button(page, 'De reservekopie staat in mijn map Downloads').click();
    await openDevice(page);
    await eventually(() => assert.equal(new URL(page.url()).hash, '#/apparaat'));
    await eventually(async () => assert.equal(await page.title(), 'Op dit apparaat - Reisverslag'));
    await shows(page, '1 verslag');
    await shows(page, /^Gewone opslag: 10 % is in gebruik, ongeveer 5 MB is nog vrij\. Daarvan is 10 % van andere pagina’s van deze website\.$/);
    await shows(page, /^Alles samen, ook de veiligheidskopie en de pagina zelf: ongeveer \d+ (bytes|kB|MB) van \d+ (MB|GB)\.$/);
    await shows(page, 'Gewone opslag: 1 van 1 verslagen.');
    await shows(page, 'Veiligheidskopie: 1 van 1 verslagen. Die blijven staan als je browser of je computer ineens stopt.');
    await shows(page, /^Laatste reservekopie: (vandaag|gisteren) \d\d:\d\d\.$/);  // it may be midnight
    await shows(page, `Versie van deze pagina: ${assetsOf().folder.slice(2, 9)}.`);
    await shows(page, 'Offline klaar: deze pagina werkt ook zonder internet.');
    for (const words of [/privévenster/, /bij het afsluiten/, /zeven dagen Safari/]) await shows(page, words);
  });

  // ---- Wiping -------------------------------------------------------------------------------------------------------------------

  visit('wiping takes both stores and what is typed in other tabs, and leaves what is not of this page', {}, async ({ page, context, open, store }) => {
    const others = { 'thema van een ander': 'donker', [`${prefix().trimEnd()}ernaast/ d x`]: 'van hiernaast' };
    await store([record(good), record({ id: draftId(2), answers: { persons: 'nog een' } }), ...Object.entries(others)]);
    await open(`#/verslag/${good.id}`);
    const other = page;
    const wiper = await context.newPage();
    await open('#/', wiper);
    await eventually(async () => assert.equal(Object.keys(await copies(wiper)).length, 2));
    // Something that is remembered beside the drafts.
    await downloaded(wiper, () => button(wiper, 'Reservekopie maken').click());
    await button(wiper, 'De reservekopie staat in mijn map Downloads').click();
    await eventually(async () => assert.ok(Object.keys(await own(wiper)).some((key) => !key.startsWith(`${prefix()}d `))));
    await openDevice(wiper);
    await button(wiper, 'Alles wissen op dit apparaat').click();
    await shows(wiper, /^Dit gaat weg: 2 verslagen, de prullenbak, eerdere versies en je voorkeuren\./);
    await eventually(async () => assert.equal(await wiper.evaluate(() => document.activeElement?.textContent), 'Niet wissen', 'the way back has the focus'));
    await button(wiper, 'Niet wissen').click();
    await button(wiper, 'Alles wissen op dit apparaat').click();
    await button(wiper, 'Ja, alles wissen').waitFor();
    assert.equal(Object.keys(await drafts(wiper)).length, 2, 'not before it was confirmed');
    await write(other, first, ' en dit is net getypt');
    await button(wiper, 'Ja, alles wissen').click();
    const gone = 'Alles is verwijderd uit deze app. Resten kunnen nog in de bestanden van je browser staan. Wat je hebt gedownload, staat er nog.';
    for (const tab of [wiper, other]) {
      await says(tab.locator('#wiped'), gone);
      await eventually(() => assert.equal(new URL(tab.url()).hash, '#/'));
      await tab.getByRole('link', { name: /goede/ }).waitFor({ state: 'detached' });
    }
    assert.deepEqual(await wiper.evaluate(() => ({ ...localStorage })), others);
    assert.deepEqual(await databases(wiper), []);
    await other.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    for (const tab of [wiper, other]) {
      await reload(tab);
      await shows(tab, /^Schrijf het verslag van je buitenlandse dienstreis/);
    }
    // And it goes on as on the first day. Whatever was waiting to be written in either tab would have come before what is written here.
    for (const tab of [wiper, other]) {
      await button(tab, 'Nieuw verslag').click();
      await write(tab, first, 'opnieuw begonnen');
      await says(state(tab), onDevice);
    }
    const ids = [wiper, other].map(draftShown).sort();
    assert.deepEqual(Object.keys(await drafts(other)).sort(), ids);
    await eventually(async () => assert.deepEqual(Object.keys(await copies(other)).sort(), ids));
    assert.doesNotMatch(JSON.stringify(await other.evaluate(everything, prefix().trimEnd())), /goed|nog een|net getypt/);
  });

  for (const hasRoom of isCampaign ? [true, false] : [true]) visit(`a text that waits for room on the disk while all of it is wiped does not come afterwards, ${hasRoom ? 'there is' : 'or there is none'}`, {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    // One write fails as on a broken disk, and then the disk takes its time to say whether there is room.
    await page.evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (/** @type {Parameters<typeof transaction>} */ ...words) {
        if (words[1] !== 'readwrite') return transaction.apply(this, words);
        IDBDatabase.prototype.transaction = transaction;
        throw new DOMException('disk', 'UnknownError');
      };
      const { getDirectory } = StorageManager.prototype;
      /** @type {Promise<boolean>} */
      const answer = new Promise((done) => { Object.assign(window, { letIn: done }); });
      StorageManager.prototype.getDirectory = async function () {
        Object.assign(window, { isAsked: true });
        if (await answer) return getDirectory.call(this);
        const nothing = async () => {};
        const stream = { write: () => Promise.reject(new Error('full')), abort: nothing };
        return /** @type {any} */ ({ getFileHandle: async () => ({ createWritable: async () => stream }), removeEntry: nothing });
      };
    });
    await write(page, first, '!');
    await says(state(page), /^Bewaard in deze browser, /);
    await write(page, first, ' en dit wacht');
    await page.waitForFunction(() => 'isAsked' in window);
    await openDevice(page);
    await button(page, 'Alles wissen op dit apparaat').click();
    await button(page, 'Ja, alles wissen').click();
    await page.locator('#wiped').waitFor({ timeout: 15_000 });
    assert.deepEqual(await databases(page), []);
    // That the log is torn is noted until it was filled; the note holds nothing.
    assert.deepEqual(Object.values(await own(page)), ['']);
    await page.evaluate((answer) => /** @type {any} */ (window).letIn(answer), hasRoom);
    // The log is filled in the database, so that is here again.
    if (hasRoom) await eventually(async () => assert.equal((await databases(page)).length, 1));
    // What is written now comes behind what has waited.
    await button(page, 'Nieuw verslag').click();
    await write(page, first, 'opnieuw begonnen');
    if (hasRoom) await says(state(page), onDevice);
    else await says(page.locator('[id="state.trouble"]'), /^De veiligheidskopie lukt niet/);
    const id = draftShown(page);
    assert.deepEqual(Object.keys(await drafts(page)), [id]);
    if (hasRoom) await eventually(async () => assert.deepEqual(Object.keys(await copies(page)), [id]));
    assert.doesNotMatch(JSON.stringify(await page.evaluate(everything, prefix().trimEnd())), /goed|dit wacht/);
  });

  visit('what another page holds on to is not wiped: said, and shown', {}, async ({ page, context, open, store }) => {
    await store([record(good)]);
    await page.clock.install();
    await open('#/');
    await eventually(async () => assert.equal(Object.keys(await copies(page)).length, 1));
    const holder = await context.newPage();
    await holder.goto(`${address()}herstel.html`);
    await holder.evaluate((name) => new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => { done(Object.assign(window, { held: /** @type {IDBOpenDBRequest} */ (target).result }) && 0); };
    }), prefix().trimEnd());
    await openDevice(page);
    await button(page, 'Alles wissen op dit apparaat').click();
    await button(page, 'Ja, alles wissen').click();
    // The page waits some seconds for the other one; here they are over at once.
    await eventually(async () => {
      await page.clock.runFor(1000);
      assert.ok(await page.locator('[id="wiped.0"]').count());
    }, 20_000);
    await says(page.locator('[id="wiped.0"]'), 'Niet gewist: de veiligheidskopie. Sluit andere tabbladen met deze pagina en probeer het opnieuw.');
    await holder.close();
    await openDevice(page);
    await button(page, 'Alles wissen op dit apparaat').click();
    await button(page, 'Ja, alles wissen').click();
    await page.locator('#wiped').waitFor({ timeout: 15_000 });
    await eventually(async () => assert.deepEqual(await databases(page), []));
  });

  // ---- Room ---------------------------------------------------------------------------------------------------------------------

  visit('full to the last unit: the open draft gets the room that was held back, which is there again when there is room', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await eventually(async () => assert.equal(await ballast(page), heldBack));
    await fillLocal(page, { heldBack: true });
    await write(page, first, ', en dit past er nog bij');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal((await drafts(page))[good.id]?.answers.persons, 'goed, en dit past er nog bij'));
    await page.locator('[id="state.trouble"]').waitFor({ state: 'detached' });
    assert.equal(await ballast(page), 0);
    await link(page, 'Verslagen').click();
    await says(page.locator('#room'), /voor (9\d|100) % vol\. Een nieuw verslag past er niet meer bij\./);
    assert.equal(await ballast(page), 0, 'not where it would be given up again at once');  // looked at together with the room
    await freeLocal(page);
    await link(page, 'Hulp').click();
    await eventually(async () => assert.equal(await ballast(page), heldBack));
    await link(page, 'Verslagen').click();
    await page.locator('#room').waitFor({ state: 'detached' });
  });

  visit('nothing is held back before there is anything to keep', {}, async ({ page, open }) => {
    await open('#/');
    await openDevice(page);
    // Room is held back, if it is, where it is looked how much there is; then it is told.
    await shows(page, /^Gewone opslag: .* is in gebruik/);
    assert.equal(await ballast(page), 0);
  });

  visit('a warning from 60 %; from 80 % no new report begins, in any way, and an open one goes on', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open('#/');
    await fillLocal(page, { units: room * 0.65, heldBack: true });
    await link(page, 'Hulp').click();
    await link(page, 'Verslagen').click();
    await says(page.locator('#room'), /^De gewone opslag van deze browser is voor 6\d % vol\. Download wat je wilt houden/);
    await button(page, 'Nieuw verslag').click();
    await field(page, first).waitFor();
    await link(page, 'Verslagen').click();

    await fillLocal(page, { units: room * 0.85, heldBack: true });
    await link(page, 'Hulp').click();
    await link(page, 'Verslagen').click();
    await says(page.locator('#room'), /voor 8\d % vol\. Een nieuw verslag past er niet meer bij\. Download wat je wilt houden en verwijder verslagen/);
    const refused = 'Er is geen ruimte voor een nieuw verslag. Je leest op de pagina wat je kunt doen.';
    await button(page, 'Nieuw verslag').click();
    await says(page.locator('[role=status]', { hasText: 'geen ruimte' }), refused);
    await open('#/nieuw');
    await eventually(() => assert.equal(new URL(page.url()).hash, '#/'));
    await page.locator('#room').waitFor();
    await page.evaluate(() => { location.hash = '#/nieuw'; });
    await eventually(() => assert.equal(new URL(page.url()).hash, '#/'));

    await button(page, 'Importeren').click();
    await paste(page, pasteHere, textReport({ persons: 'uit een mail' }));
    await shows(page, /Een nieuw verslag past er niet meer bij/);
    await button(page, 'Overnemen als nieuw verslag').click();
    await says(page.locator('[role=status]', { hasText: 'geen ruimte' }), refused);

    await open(`#/verslag/${good.id}`);
    await write(page, first, ', en verder');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal((await drafts(page))[good.id]?.answers.persons, 'goed, en verder'));
    assert.deepEqual(Object.keys(await drafts(page)), [good.id], 'none of the refused ones has come, also not late');
    // What there is to do helps at once.
    await freeLocal(page);
    await link(page, 'Verslagen').click();
    await page.locator('#room').waitFor({ state: 'detached' });
    await button(page, 'Nieuw verslag').click();
    await field(page, first).waitFor();
  });

  visit('who types in a new report before the application is here stays in it, however full it is', {}, async ({ page, store }) => {
    await store([record(good)]);
    await fillLocal(page, { units: room * 0.9, heldBack: true });
    let arrive = () => {};
    const late = new Promise((done) => { arrive = () => done(undefined); });
    await page.route('**/reisverslag.wasm', async (route) => {
      await late;
      await route.continue();
    });
    await page.goto(`${address()}#/nieuw`, { waitUntil: 'commit' });
    await page.waitForSelector('html[data-fields]', { state: 'attached' });
    await eventually(async () => assert.equal(await focused(page), 'answer.persons'));
    await page.keyboard.type('al begonnen');
    arrive();
    await ready(page);
    await reads(field(page, first), 'al begonnen');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal((await drafts(page))[draftShown(page)]?.answers.persons, 'al begonnen'));
  });

  visit('a draft that is put away has one record in localStorage', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, '!');
    await says(state(page), onDevice);
    await eventually(async () => assert.equal((await slots(page, good.id)).length, 2));
    await link(page, 'Verslagen').click();
    await eventually(async () => assert.equal((await slots(page, good.id)).length, 1));
    assert.equal((await drafts(page))[good.id]?.answers.persons, 'goed!');
  });

  // ---- Too long -----------------------------------------------------------------------------------------------------------------

  visit('a report of more than 256 KiB is in the safety copy only, which is said; shorter again, in both', {}, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await write(page, first, '!');
    await says(state(page), onDevice);
    // In a record each € takes six units, so the field itself need not be that long.
    await paste(page, first, '€€€€€€€€€ '.repeat(heldBack / 54));
    const told = 'Dit verslag is te lang voor de gewone opslag van deze browser. Je tekst staat alleen in de veiligheidskopie. Download hem af en toe.';
    await says(page.locator('[id="state.trouble"]'), told);
    await says(state(page), onDevice);
    await eventually(async () => assert.deepEqual(await slots(page, good.id), []));
    await eventually(async () => assert.ok((await copies(page))[good.id].length > heldBack));
    await page.keyboard.type('Het einde.');
    await eventually(async () => assert.match((await copies(page))[good.id], /Het einde\./));
    assert.deepEqual(await slots(page, good.id), []);  // localStorage is written first, and would have it by now

    await reload(page);
    await eventually(async () => assert.match(await field(page, first).inputValue(), /^goed!€€.* €{9} Het einde\.$/));
    await says(page.locator('[id="state.trouble"]'), told);
    assert.equal(await notices(page).count(), 0, 'nothing had to be restored');
    await link(page, 'Verslagen').click();
    await link(page, 'Het goede verslag').waitFor();
    await openDevice(page);
    await shows(page, 'Gewone opslag: 0 van 1 verslagen.');

    await open(`#/verslag/${good.id}`);
    await field(page, first).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('kort');
    await eventually(async () => assert.equal((await drafts(page))[good.id]?.answers.persons, 'kort'));
    await says(state(page), onDevice);
    await page.locator('[id="state.trouble"]').waitFor({ state: 'detached' });
  });

  // ---- Lasting ------------------------------------------------------------------------------------------------------------------

  /** What the browser answers, and how often it was asked. @param {boolean} grants */
  const persist = (grants) => `if (location.protocol !== 'about:') {
    Object.assign(window, { asked: 0 });
    let granted = localStorage.getItem('granted') !== null;
    StorageManager.prototype.persisted = async () => granted;
    StorageManager.prototype.persist = async () => {
      window.asked++;
      if (${grants}) localStorage.setItem('granted', '');
      return granted = ${grants};
    };
  }`;
  /** @param {Page} page */
  const asked = (page) => page.evaluate(() => /** @type {any} */ (window).asked);

  for (const grants of [true, false]) {
    visit(`the browser is asked with the first text to keep it, and ${grants ? 'grants it: remembered' : 'does not: asked again on the next visit'}`, {}, async ({ page, context, open }) => {
      await context.addInitScript(persist(grants));
      await open('#/');
      await openDevice(page);
      await shows(page, 'Blijvend: nee, nog niet. Deze pagina vraagt het aan de browser als je iets schrijft.');
      assert.equal(await asked(page), 0);
      await link(page, 'Verslagen').click();
      await button(page, 'Nieuw verslag').click();
      await write(page, first, 'een');
      await says(state(page), onDevice);
      await eventually(async () => assert.equal(await asked(page), 1));
      await write(page, first, ' twee');
      await says(state(page), onDevice);
      await openDevice(page);
      await shows(page, grants ? /^Blijvend: ja\./ : /^Blijvend: nee\. Het is gevraagd, en deze browser belooft het niet\./);
      assert.equal(await asked(page), 1);
      await open('#/nieuw');
      await write(page, first, 'op een volgend bezoek');
      await says(state(page), onDevice);
      // What it says of the browser's answer comes behind the question.
      await openDevice(page);
      await shows(page, grants ? /^Blijvend: ja\./ : /^Blijvend: nee\. Het is gevraagd, en deze browser belooft het niet\./);
      assert.equal(await asked(page), grants ? 0 : 1);
    });
  }
}
