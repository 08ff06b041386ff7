// Earlier versions in a browser: a text is kept before it is changed, compared word by word, put back and that undone; under a name;
// removed by the writer, with its draft, and first of all when room is short. Each time the writer is told.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import {
  button, database, draftId, draftShown, draftsIn, eventually, field, focused, heading, names, neverIndexedDB, record, says, shows, stored,
  useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

// These are about a browser that has IndexedDB.
if (!neverIndexedDB) tests();

function tests() {
  useBrowser();
  const [first] = names;
  const id = draftId(1);
  const answers = { persons: 'Vijf personen: de wethouder en vier ambtenaren', results: 'Een ontwerp.' };
  const draft = () => record({ id, answers, trip: { name: 'Werkbezoek Gent' } });
  const onDevice = /^Bewaard op dit apparaat, /;
  const kept = (/** @type {Page} */ page) => says(page.locator('[id="state.save"]'), onDevice);
  const address = `#/verslag/${id}/versies`;

  /** Name and size of each moment in the database, by key. @param {Page} page @returns {Promise<Record<string, {name: string, size: number}>>} */
  const moments = (page) => page.evaluate((name) => new Promise((done, fail) => {
    const request = indexedDB.open(name);
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      /** @type {Record<string, {name: string, size: number}>} */
      const all = {};
      const read = request.result.transaction('history').objectStore('history').openCursor();
      read.onerror = () => fail(read.error);
      read.onsuccess = () => {
        const cursor = read.result;
        if (!cursor) {
          request.result.close();
          done(all);
          return;
        }
        all[String(cursor.key)] = { name: cursor.value.name, size: cursor.value.line.length };
        cursor.continue();
      };
    };
  }), database());

  /** Puts moments of drafts that are not on the screen into the database. @param {Page} page @param {Record<string, {time: string, name: string, line: string}>} all */
  const keep = (page, all) => page.evaluate(([name, entries]) => new Promise((done, fail) => {
    const request = indexedDB.open(name);
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction('history', 'readwrite');
      for (const [key, value] of Object.entries(entries)) transaction.objectStore('history').put(value, key);
      transaction.onabort = () => fail(transaction.error);
      transaction.oncomplete = () => {
        request.result.close();
        done(undefined);
      };
    };
  }), /** @type {const} */ ([database(), all]));

  /** What has the focus, once the page has drawn what was done. @param {Page} page @param {string} id */
  const hasFocus = (page, id) => eventually(async () => assert.equal(await focused(page), id));

  /** Items of the list, as they are named. @param {Page} page */
  const listed = (page) => page.locator('[id="versions.list"] > li').count();

  visit('written, left, changed: the text before is there, compared word by word, put back, and that undone', {}, async ({ page, open }) => {
    await open('#/nieuw');
    await write(page, first, 'Twee personen en een chauffeur');
    await kept(page);
    const draftHere = draftShown(page);
    assert.deepEqual(await moments(page), {});
    await open('#/');
    await open(`#/verslag/${draftHere}`);
    await field(page, first).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.type('Drie');
    await kept(page);
    await eventually(async () => assert.equal(Object.keys(await moments(page)).length, 1));

    await button(page, 'Eerdere versies').click();
    await heading(page, 'Eerdere versies').waitFor();
    await eventually(async () => assert.equal(await page.title(), 'Eerdere versies - Reisverslag'));
    await eventually(() => assert.ok(page.url().endsWith(`#/verslag/${draftHere}/versies`)));
    await shows(page, 'Hier staan eerdere versies van dit verslag, alleen in deze browser. Is er te weinig ruimte, dan gaan ze als eerste weg.');
    await shows(page, 'Automatisch bewaard, 1 van 7 beantwoord');
    const compare = page.getByRole('button', { name: /^Vergelijken vandaag \d\d:\d\d$/ });
    await compare.click();
    await eventually(async () => assert.equal(await compare.getAttribute('aria-expanded'), 'true'));
    await heading(page, first).waitFor();
    // What is gone and what was added is told by lines and by words, not by colours.
    const gone = page.getByRole('deletion');
    const added = page.getByRole('insertion');
    await eventually(async () => assert.deepEqual([await gone.allTextContents(), await added.allTextContents()],
      [['verwijderd: Twee einde '], ['toegevoegd: Drie einde ']]));
    assert.deepEqual(await Promise.all([gone, added].map((one) => one.evaluate((element) => getComputedStyle(element).textDecorationLine))), ['line-through', 'underline']);
    const text = page.locator('[id$=".persons"].writers');
    assert.equal((await text.textContent())?.replace(/(verwijderd: | einde |toegevoegd: )/g, ''), 'TweeDrie personen en een chauffeur');
    assert.equal(await text.evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return String(getSelection());
    }), 'TweeDrie personen en een chauffeur', 'the words that are heard are not copied');

    const before = draftsIn(await stored(page))[draftHere]?.revision ?? 0;
    await page.getByRole('button', { name: /^Terugzetten vandaag/ }).click();
    await shows(page, /^De tekst van vandaag \d\d:\d\d staat er weer\.$/);
    await says(page.locator('[role=status]', { hasText: 'eerdere versie' }), 'De eerdere versie staat er weer. Je kunt dit ongedaan maken.');
    await hasFocus(page, 'undo.change');
    await kept(page);
    await eventually(async () => {
      const now = draftsIn(await stored(page))[draftHere];
      assert.equal(now?.answers.persons, 'Twee personen en een chauffeur');
      assert.ok((now?.revision ?? 0) > before, 'a new revision');
    });
    await eventually(async () => assert.equal(await listed(page), 2));

    await button(page, 'Ongedaan maken').click();
    await eventually(async () => assert.equal(draftsIn(await stored(page))[draftHere]?.answers.persons, 'Drie personen en een chauffeur'));
    await kept(page);
    await hasFocus(page, 'screen');
    await button(page, 'Terug naar schrijven').click();
    await eventually(async () => assert.equal(await field(page, first).inputValue(), 'Drie personen en een chauffeur'));
    await eventually(async () => assert.equal(await listed(page), 0));
  });

  visit('a moment under a name; it is removed after a question', {}, async ({ page, open, store }) => {
    await store([draft()]);
    await open(address);
    await shows(page, 'Er zijn nog geen eerdere versies. Schrijf je later verder, dan bewaart de pagina er vanzelf een.');
    await button(page, 'Moment bewaren').click();
    await shows(page, 'Geef dit moment eerst een naam.');
    await hasFocus(page, 'moment.name');
    await page.keyboard.type('Voor de wethouder');
    await button(page, 'Moment bewaren').click();
    await says(page.locator('[role=status]', { hasText: 'moment' }), 'Het moment is bewaard.');
    await shows(page, 'Er is geen verschil met de tekst van nu.');
    await shows(page, 'Voor de wethouder');
    await eventually(async () => assert.deepEqual(Object.values(await moments(page)).map(({ name }) => name), ['Voor de wethouder']));

    const remove = page.getByRole('button', { name: /^Verwijderen Voor de wethouder, vandaag/ });
    await remove.click();
    await shows(page, 'Daarna kun je deze versie niet meer terugzetten.');
    await page.getByRole('button', { name: /^Ja, verwijderen: Voor de wethouder/ }).click();
    await says(page.locator('[role=status]', { hasText: 'versie' }), 'De eerdere versie is verwijderd uit deze app.');
    await eventually(async () => assert.equal(await listed(page), 0));
    await eventually(async () => assert.deepEqual(await moments(page), {}));
    await hasFocus(page, 'screen');
  });

  visit('reading along: what has changed can be seen, and nothing put back', {}, async ({ page, context, open, store }) => {
    await store([draft()]);
    await open(`#/verslag/${id}`);
    await write(page, first, '!');
    await kept(page);
    const other = await context.newPage();
    await open(address, other);
    await other.locator('#reads-along').waitFor();
    await other.getByRole('button', { name: /^Vergelijken/ }).click();
    await eventually(async () => assert.deepEqual(await other.getByRole('insertion').allTextContents(), ['toegevoegd: ! einde ']));
    assert.equal(await other.getByRole('button', { name: /^(Terugzetten|Moment bewaren)/ }).count(), 0);
    await button(other, 'Hier verdergaan').click();
    await other.getByRole('button', { name: /^Terugzetten/ }).click();
    await eventually(async () => assert.equal(draftsIn(await stored(other))[id]?.answers.persons, answers.persons));
  });

  visit('a draft keeps its earlier versions in the trash, and takes them with it when it is removed for good', {}, async ({ page, open, store }) => {
    await store([draft()]);
    await open(`#/verslag/${id}`);
    await write(page, first, '!');
    await kept(page);
    await eventually(async () => assert.equal(Object.keys(await moments(page)).length, 1));
    await open('#/');
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await open('#/prullenbak');
    await page.getByRole('button', { name: /^Terugzetten/ }).click();
    await eventually(async () => assert.ok(draftsIn(await stored(page))[id]));
    await open(address);
    await eventually(async () => assert.equal(await listed(page), 1));
    await open('#/');
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await open('#/prullenbak');
    await page.getByRole('button', { name: /^Definitief verwijderen/ }).click();
    await page.getByRole('button', { name: /^Ja, verwijderen/ }).click();
    await eventually(async () => assert.deepEqual(await moments(page), {}));
  });

  // A quota that is small from the beginning and then filled, because the browser remembers for a while how much was left.
  visit('when room is short the earlier versions of all drafts go first, which is said; the text stays', {}, async ({ page, context, open, store }) => {
    await store([draft()]);
    const session = await context.newCDPSession(page);
    const { origin } = new URL(page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
    await open(`#/verslag/${id}`);
    await write(page, first, '!');
    await kept(page);
    await eventually(async () => assert.equal(Object.keys(await moments(page)).length, 1));
    const other = (/** @type {number} */ i) => ({
      // Random, or the database would press it together.
      [`${draftId(2)} ${i} 0a1b2c3d${i % 2 ? '' : ` ${i}`}`]: { time: '2026-11-20T09:30:00+01:00', name: i % 2 ? '' : 'met naam', line: randomBytes(25_000).toString('hex') },
    });
    const fill = async () => { for (let i = 1; i < 200; i++) await keep(page, other(i)); };
    await assert.rejects(fill, /QuotaExceededError|Quota/);
    const before = Object.keys(await moments(page)).length;
    assert.ok(before > 10, `${before}`);
    await page.locator('[id="answer.results"]').fill('y'.repeat(100_000));
    await shows(page, /^Eerdere versies zijn verwijderd om ruimte te maken/);
    await eventually(async () => assert.equal(Object.values(await moments(page)).filter(({ name }) => name === '').length, 0));
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await kept(page);
    await eventually(async () => assert.equal(draftsIn(await stored(page))[id]?.answers.results?.length, 100_000));
  });
}
