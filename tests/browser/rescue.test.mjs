// The rescue page, and what leads to it: every draft of both stores is found, read, downloaded and put back without the application; a break in the
// middle of a sentence shows the error screen, and the rescue page has the sentence. In Chromium; the long form has the engines' own part in all
// three. It knows the stores as records, and nothing of how either page reads them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { chromium } from 'playwright-core';

import { enginesHere } from './engines.mjs';
import { freshFolder, startHost } from './host.mjs';
import { isCampaign } from './options.mjs';
import {
  address, answersOn, assetsOf, button, choose as chooseFile, copies, database, downloaded, draftId, draftsIn, driven, emptyStores, eventually, field, focusIs, heading, kept, link,
  names, neverIndexedDB, prefix, reads, ready, record, reload, says, seed, shows, stored, textReport, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */

useBrowser();
const example = seed();
const [first] = names;
const data = new URL('../data/records/', import.meta.url);
const lastTitle = 'Laatste tekst voor de fout';

/** @param {Page} page */
async function openRescue(page) {
  await page.goto(`${address()}herstel.html`);
  await ready(page);
}

/** @param {string} id @param {string} name @param {number} revision @param {string} [persons] */
const drafted = (id, name, revision, persons = `revisie ${revision}`) => record({ id, name, answers: { persons }, revision });

/**
 * A safety copy as the page makes it.
 * @param {Page} page of the origin @param {Record<string, [any, any][]>} content
 */
const makeCopy = (page, content) => page.evaluate(([name, stores]) => new Promise((done, failed) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of ['drafts', 'gone', 'trash', 'history', 'meta']) request.result.createObjectStore(store);
  };
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction(Object.keys(stores), 'readwrite');
    for (const [store, pairs] of Object.entries(stores)) for (const [key, value] of pairs) transaction.objectStore(store).put(value, key);
    transaction.oncomplete = () => {
      request.result.close();
      done(undefined);
    };
  };
}), /** @type {const} */ ([prefix().trimEnd(), content]));

/** @param {Page} page @param {string} file @param {Buffer | string} content */
async function choose(page, file, content) {
  // What was said of a file before is no answer to this one.
  await page.locator('[id="restore.status"]').evaluate((status) => { status.textContent = ''; });
  await page.getByLabel('Bestand om terug te zetten').setInputFiles({ name: file, mimeType: 'application/json', buffer: Buffer.from(content) });
  await says(page.locator('[id="restore.status"]'), /./);
}
/** A backup of these records, whatever page made it. @param {[string, string][]} drafts keys and lines */
const fileOf = (drafts) => JSON.stringify({ format: 'reisverslag-backup', version: 1, drafts: drafts.map(([key, line]) => ({ id: /[0-9a-f]{32}/.exec(key)?.[0], record: line })) });
/** Until the preview has these lines. @param {Page} page @param {string[]} lines */
const previews = (page, lines) => eventually(async () => assert.deepEqual(await page.locator('#preview li').allTextContents(), lines));

// ---- Listing ------------------------------------------------------------------------------------------------------------------

visit('drafts of either store and of both are listed, with where they are; differing revisions are all there', {}, async ({ page, store }) => {
  const [onlyLocal, onlyCopy, same, behind] = [1, 2, 3, 4].map(draftId);
  await store([drafted(onlyLocal, 'Alleen lokaal', 2), drafted(same, 'In beide', 2), drafted(behind, 'Verschilt', 4), drafted(behind, 'Verschilt', 5)]);
  await openRescue(page);
  await makeCopy(page, {
    drafts: [[onlyCopy, drafted(onlyCopy, 'Alleen kopie', 3)[1]], [same, drafted(same, 'In beide', 2)[1]], [behind, drafted(behind, 'Verschilt', 6)[1]]],
    trash: [[draftId(5), { line: drafted(draftId(5), 'Weggegooid', 2)[1], day: '2026-11-20' }]],
    history: [[`${same} 1`, drafted(same, 'In beide, eerder', 1)[1]]],
  });
  await openRescue(page);
  await shows(page, '4 verslagen gevonden.');
  /** @param {string} name */
  const about = (name) => page.locator('.draft', { has: heading(page, name) }).first();
  for (const [name, place] of [['Alleen lokaal', 'de browseropslag.'], ['Alleen kopie', 'de veiligheidskopie.'], ['In beide', 'de browseropslag en in de veiligheidskopie.']]) {
    await says(about(name).locator('p'), new RegExp(`^Laatst gewijzigd: 20 november 2026, 09:30\\. 1 van 7 beantwoord\\. Staat in ${place}$`));
  }
  await says(about('Verschilt').locator('p'), /Staat in de veiligheidskopie\.$/);
  await about('Verschilt').getByText('Eerdere versies').click();
  const older = about('Verschilt').locator('.inside > p');
  await eventually(async () => assert.deepEqual(await older.allTextContents(), ['20 november 2026, 09:30, in de browseropslag.', '20 november 2026, 09:30, in de browseropslag.']));
  for (const part of ['Prullenbak', 'Geschiedenis']) await heading(page, part).waitFor();
  await heading(page, 'Weggegooid').waitFor();
  await heading(page, 'In beide, eerder').waitFor();
  const texts = await about('Verschilt').getByRole('button', { name: /^Download als tekst/ }).all();
  const got = [];
  for (const one of texts) got.push((await downloaded(page, () => one.click())).bytes.toString('utf8'));
  assert.deepEqual(got, [6, 5, 4].map((revision) => textReport({ persons: `revisie ${revision}` })));
  const called = await page.locator('button').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.ariaLabel || one.textContent));
  assert.equal(new Set(called).size, called.length, `each control has a name of its own: ${called}`);
});

visit('looking writes nothing, and makes no database', {}, async ({ page, store }) => {
  await store([drafted(draftId(1), 'Een', 2), [`${prefix()}d kapot`, 'x']]);
  await openRescue(page);
  const before = await stored(page);
  await shows(page, '1 verslag gevonden.');
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  const all = JSON.parse((await downloaded(page, () => button(page, 'Alles downloaden').click())).bytes.toString('utf8'));
  assert.deepEqual([all.format, all.drafts.length, all.unreadable], ['reisverslag-backup', 1, [{ key: `${prefix()}d kapot`, value: 'x' }]]);
  await reload(page);
  assert.deepEqual(await stored(page), before);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
});

visit('a report is read, and downloaded byte for byte as the page would', {}, async ({ page, store }) => {
  const trip = { name: 'Fietsstraten', place: 'Łódź & Gent', departure: '2026-09-30' };
  await store([record({ id: draftId(1), answers: { ...example.answers, met: '' }, trip, unplaced: ['een los stuk'] })]);
  await openRescue(page);
  const text = await downloaded(page, () => button(page, 'Download als tekst Fietsstraten').click());
  assert.equal(text.name, 'verslag-dienstreis-lodz-gent-2026-09.txt');
  assert.equal(text.bytes.toString('utf8'), textReport({ ...example.answers, met: '' }));
  await page.getByText('Lezen', { exact: true }).click();
  await eventually(async () => {
    const read = await page.locator('dl').evaluate((list) => [...list.children].map((child) => child.textContent), undefined, { timeout: 1000 });
    assert.deepEqual(read.slice(0, 2), [first, example.answers.persons]);
    assert.equal(read[read.indexOf(names[4]) + 1], 'Niet ingevuld');
    for (const part of ['Datum van vertrek', '2026-09-30', 'Niet herkend, stuk 1', 'een los stuk']) assert.ok(read.includes(part), part);
  });
  const json = (await downloaded(page, () => button(page, 'Download als JSON Fietsstraten').click())).bytes.toString('utf8');
  const rest = { answers: { ...example.answers, met: '' }, trip, unplaced: ['een los stuk'] };
  assert.equal(json, JSON.stringify({ $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1, ...rest }, null, 2) + '\n');
});

// tests/unit/formats/json.cpp has the application write the same bytes.
visit('JSON of frozen records is the frozen JSON, numbers that JavaScript cannot hold included', {}, async ({ page, context, store }) => {
  const reports = readdirSync(new URL('reports/', data)).filter((name) => name.endsWith('.json'));
  assert.ok(reports.length >= 11);
  const lines = reports.map((name) => readFileSync(new URL(name.replace(/json$/, 'record'), data), 'utf8'));
  await store(lines.map((line, i) => [`${prefix()}d ${draftId(i + 1)} ${Number(line.split('|')[3]) % 2 ? 'b' : 'a'}`, line]));
  await openRescue(page);
  const buttons = page.getByRole('button', { name: /^Download als JSON/ });
  await eventually(async () => assert.equal(await buttons.count(), reports.length));
  const got = [];
  for (let i = 0; i < reports.length; i++) {
    // The browser asks before it takes more than ten from one tab.
    const tab = i % 5 === 0 ? await context.newPage() : context.pages()[context.pages().length - 1];
    if (i % 5 === 0) await openRescue(tab);
    got.push((await downloaded(tab, () => tab.getByRole('button', { name: /^Download als JSON/ }).nth(i).click())).bytes.toString('utf8'));
  }
  assert.deepEqual(got.sort(), reports.map((name) => readFileSync(new URL(`reports/${name}`, data), 'utf8')).sort());
});

visit('without the safety copy the rest is there, and that is said', { withoutIndexedDB: true }, async ({ page, store }) => {
  await store([drafted(draftId(1), 'Lokaal', 2)]);
  await openRescue(page);
  await heading(page, 'Lokaal').waitFor();
  await shows(page, /^De veiligheidskopie is niet te lezen/);
  await button(page, 'Alles downloaden').click();
  await shows(page, /^Niet alles staat in de download\. De veiligheidskopie/);
});

/** Refuses localStorage from the second page on. */
function refuseLocal() {
  if (location.hash !== '#zonder') return;
  Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } });
}
visit('without localStorage the safety copy is there, takes what is put back, and that is said', { init: [refuseLocal] }, async ({ page }) => {
  await openRescue(page);
  await makeCopy(page, { drafts: [[draftId(1), drafted(draftId(1), 'Kopie', 2)[1]]] });
  await page.goto('about:blank');
  await page.goto(`${address()}herstel.html#zonder`);
  await ready(page);
  await heading(page, 'Kopie').waitFor();
  await shows(page, /^De browseropslag is niet te lezen/);
  const [key, line] = drafted(draftId(2), 'Uit een bestand', 2);
  await choose(page, 'kopie.json', fileOf([[key, line]]));
  await button(page, 'Terugzetten').click();
  await shows(page, '1 teruggezet. Open Reisverslag om verder te gaan.');
  await heading(page, 'Uit een bestand').waitFor();
  await eventually(async () => assert.equal((await copies(page))[draftId(2)], line));
});

visit('without any store the page says so', {
  withoutIndexedDB: true,
  init: [() => Object.defineProperty(window, 'localStorage', { get: () => null })],
}, async ({ page }) => {
  await openRescue(page);
  await shows(page, 'Geen verslag gevonden.');
  await eventually(async () => assert.equal(await page.locator('.s-alarm').count(), 2));
  await choose(page, 'kopie.json', fileOf([drafted(draftId(2), 'Uit een bestand', 2)]));
  await button(page, 'Terugzetten').click();
  await shows(page, '0 teruggezet. Niet gelukt, omdat deze browser vol is of niets bewaart:');
  await previews(page, ['Uit een bestand']);
});

visit('what cannot be read is listed, saved raw and left alone', {}, async ({ page, store }) => {
  const whole = drafted(draftId(4), 'Afgebroken', 4);
  const raw = {
    [`${prefix()}d ${draftId(2)} a`]: 'kapot \u0001 é € 😀 |RV1|',
    [`${prefix()}d ${draftId(3)} b`]: drafted(draftId(3), 'Verkeerde plaats', 2)[1],
    [whole[0]]: whole[1].slice(0, -10),
    [`${prefix()}d kort a`]: 'een vreemde sleutel',
    [`${prefix()}e ${draftId(2)} 2026`]: '{"half":',
  };
  const later = record({ id: draftId(8), revision: 9, minReader: 2 });
  await store([drafted(draftId(1), 'Goed', 2), ...Object.entries(raw), later, ['iets anders', 'van een ander']]);
  await openRescue(page);
  await makeCopy(page, { drafts: [[draftId(9), 'ook kapot'], [draftId(10), { vreemd: 1 }]] });
  await openRescue(page);
  await shows(page, '1 verslag gevonden.');
  for (const title of ['Niet leesbaar', 'Van een nieuwere versie']) await heading(page, title).waitFor();
  const got = [];
  for (const one of await page.getByRole('button', { name: /^Download ruwe gegevens/ }).all()) got.push((await downloaded(page, () => one.click())).bytes.toString('utf8'));
  assert.deepEqual(got.sort(), [...Object.values(raw), later[1], 'ook kapot', '{"vreemd":1}'].sort());
  const after = await stored(page);
  for (const [key, value] of [...Object.entries(raw), later]) assert.equal(after[key], value, key);
});

visit('texts of the writer are text everywhere', {}, async ({ page, store, problems }) => {
  const bad = '<img src=x onerror=alert(1)><script>alert(1)</script>"><svg onload=alert(1)>\u202e{{7*7}}';
  const id = draftId(1);
  const hostile = record({ id, name: bad, answers: { persons: bad, met: 'javascript:alert(1)' }, trip: { place: bad }, unplaced: [bad] });
  const last = JSON.stringify({ time: bad, name: bad, report: { answers: { persons: bad }, trip: null, unplaced: bad } });
  await store([hostile, [`${prefix()}e ${bad}`, last], [`${prefix()}d ${bad}`, bad]]);
  await openRescue(page);
  await makeCopy(page, { drafts: [[bad, bad]], trash: [[bad, { line: hostile[1] }]], history: [[[bad, 1], hostile[1]]] });
  await openRescue(page);
  await shows(page, '1 verslag gevonden.');
  for (const one of await page.locator('.fold').all()) await one.click();
  await eventually(async () => assert.ok(await page.locator('dd', { hasText: bad }).count() >= 4));
  const all = await downloaded(page, () => button(page, 'Alles downloaden').click());
  await choose(page, `${bad.replaceAll('/', '')}.json`, all.bytes);
  const { name } = await downloaded(page, () => page.getByRole('button', { name: /^Download als tekst/ }).first().click());
  assert.match(name, /^[a-z0-9.-]{1,80}$/);
  assert.equal(await page.evaluate(() => document.querySelectorAll('main :is(img, script, svg)').length), 0);
  assert.deepEqual(problems, []);
});

// ---- Putting back ---------------------------------------------------------------------------------------------------------------

visit('everything downloaded comes back in an empty browser, and a second time changes nothing', {}, async ({ page, open, store }) => {
  const items = [drafted(draftId(1), 'Een', 4), drafted(draftId(1), 'Een', 5), drafted(draftId(2), 'Twee', 2), [`${prefix()}d ${draftId(3)} a`, 'kapot'],
    [`${prefix()}e ${draftId(1)} 2026-11-20T09:31:00.250`, JSON.stringify({ time: '2026-11-20T09:31:00.250', name: '', report: { format: 'reisverslag', answers: { persons: 'laatste' } } })]];
  await store(/** @type {[string, string][]} */ (items));
  await openRescue(page);
  const copyOnly = drafted(draftId(7), 'Alleen kopie', 3);
  const thrown = drafted(draftId(8), 'Weg', 2)[1];
  const earlier = { time: '2026-11-20T10:00:00+01:00', name: 'Voor het gesprek', line: drafted(draftId(2), 'Twee, eerder', 1)[1] };
  await makeCopy(page, {
    drafts: [[draftId(1), items[1][1]], [draftId(7), copyOnly[1]]],
    trash: [[draftId(8), { line: thrown, removed: '2026-11-20T10:00:00+01:00' }]],
    history: [[`${draftId(2)} 1 0a1b2c3d ${Date.parse('2026-11-20T10:00:00+01:00') / 1000}`, earlier]], meta: [['first', '2026-11-20']],
  });
  await openRescue(page);
  const { bytes, name } = await downloaded(page, () => button(page, 'Alles downloaden').click());
  assert.match(name, /^reservekopie-verslagen-\d{4}-\d\d-\d\d\.json$/);

  await page.evaluate(async (database) => {
    localStorage.clear();
    await new Promise((done) => { indexedDB.deleteDatabase(database).onsuccess = done; });
  }, prefix().trimEnd());
  await openRescue(page);
  await shows(page, 'Geen verslag gevonden.');
  await choose(page, name, bytes);
  assert.deepEqual(await stored(page), {}, 'nothing before it is asked for');
  await eventually(async () => assert.deepEqual((await page.locator('#preview li').allTextContents()).sort(), ['Alleen kopie: nieuw', 'Een: nieuw', 'Geschiedenis: Een: nieuw',
    'Geschiedenis: Twee, eerder: nieuw', 'Laatste tekst voor de fout: Verslag van 20 november 2026: nieuw', 'Prullenbak: Weg: nieuw', 'Twee: nieuw', `d ${draftId(3)} a: nieuw, niet leesbaar`]));
  await button(page, 'Terugzetten').click();
  await shows(page, '8 teruggezet. Open Reisverslag om verder te gaan.');
  // The line that the newest one was written over is an earlier version from now on.
  const restored = Object.fromEntries([...items.slice(1), copyOnly]);
  await eventually(async () => {
    assert.deepEqual(await stored(page), restored);
    assert.equal((await copies(page))[draftId(7)], copyOnly[1]);
    assert.equal((await copies(page))[draftId(2)], items[2][1]);
    assert.deepEqual(await kept(page, 'trash'), { [draftId(8)]: { line: thrown, removed: '2026-11-20T10:00:00+01:00' } });
    assert.deepEqual(await kept(page, 'history'), {
      [`${draftId(1)} 4 0a1b2c3d`]: { time: '2026-11-20T09:30:00+01:00', name: '', line: items[0][1] }, [`${draftId(2)} 1 0a1b2c3d ${Date.parse('2026-11-20T10:00:00+01:00') / 1000}`]: earlier,
    });
  });
  await heading(page, 'Twee, eerder').waitFor();

  await choose(page, name, bytes);
  await eventually(async () => {
    const lines = await page.locator('#preview li').allTextContents();
    assert.ok(lines.length > 0 && lines.every((words) => words.endsWith('staat er al precies zo')), lines.join());
  });
  await eventually(async () => assert.equal(await button(page, 'Terugzetten').count(), 0));
  assert.deepEqual(await stored(page), restored);
  await open(`#/verslag/${draftId(7)}`);
  await reads(field(page, first), 'revisie 3');
});

visit('a frozen file that the page made before it wrote backups, of another address, is still put back', {}, async ({ page }) => {
  await openRescue(page);
  const everything = readFileSync(new URL('everything-1.json', data));
  await choose(page, 'alles.json', everything);
  await button(page, 'Terugzetten').click();
  await shows(page, '6 teruggezet. Open Reisverslag om verder te gaan.');
  const after = await stored(page);
  /** @type {{prefix: string, local: [string, string][]}} */
  const file = JSON.parse(everything.toString('utf8'));
  for (const [key, value] of file.local.slice(1)) assert.equal(after[key.replace(file.prefix, prefix())], value, key);
  await eventually(async () => assert.deepEqual(Object.keys(await copies(page)), [1, 2, 4].map(draftId)));
  for (const title of [lastTitle, 'Verslagen', 'Geschiedenis', 'Niet leesbaar']) await heading(page, title).waitFor();
  await shows(page, '3 verslagen gevonden.');
});

visit('putting back only adds: what is newer, older, different or thrown away here stays as it is', {}, async ({ page, store }) => {
  const [older, newer, other, gone] = [1, 2, 3, 4].map(draftId);
  const here = [drafted(older, 'Hier verder', 8), drafted(newer, 'Daar verder', 3), drafted(other, 'Anders', 2, 'van hier')];
  await store(here);
  await openRescue(page);
  await makeCopy(page, { gone: [[gone, { revision: 9, day: '2026-11-20' }]] });
  await openRescue(page);
  const there = [drafted(older, 'Hier verder', 6), drafted(newer, 'Daar verder', 5), drafted(other, 'Anders', 2, 'van daar'), drafted(gone, 'Weg', 4)];
  await choose(page, 'kopie.json', fileOf(there));
  await previews(page, ['Hier verder: ouder dan wat hier staat; blijft alleen in het bestand',
    'Daar verder: nieuwer of anders dan wat hier staat; komt ernaast', 'Anders: nieuwer of anders dan wat hier staat; komt ernaast',
    'Weg: hier weggegooid; komt terug als nieuw verslag']);
  await button(page, 'Terugzetten').click();
  await shows(page, '3 teruggezet. Open Reisverslag om verder te gaan.');
  const after = await stored(page);
  for (const [key, line] of here) assert.equal(after[key], line, 'untouched');
  assert.equal(Object.keys(after).length, 6);
  for (const [, line] of there.slice(1)) assert.ok(Object.values(after).includes(line));
  assert.deepEqual(Object.values(draftsIn(after)).map((draft) => draft?.answers.persons).sort(),
    ['revisie 3', 'revisie 4', 'revisie 5', 'revisie 8', 'van daar', 'van hier']);
});

visit('files that are not of this page: a sentence, and nothing changes', {}, async ({ page, store }) => {
  await store([drafted(draftId(1), 'Een', 2)]);
  await openRescue(page);
  const before = await stored(page);
  const good = { format: 'reisverslag-backup', version: 1 };
  const before2026 = { format: 'reisverslag-alles', version: 1, prefix: prefix(), local: [], database: null };
  for (const [content, sentence] of /** @type {[string, RegExp][]} */ ([
    ['', /niet te lezen/], ['{"format":', /niet te lezen/], ['['.repeat(1_000_000), /niet te lezen/], ['null', /geen reservekopie/], ['{}', /geen reservekopie/],
    [JSON.stringify({ ...good, version: 2 }), /nieuwere versie/],
    [JSON.stringify({ ...good, drafts: [1, null, {}, { id: draftId(2), record: 5 }], trash: 'x', history: null, unreadable: [null] }), /Alles wat kan, staat hier al/],
    [JSON.stringify({ ...before2026, version: 2 }), /nieuwere versie/],
    [JSON.stringify({ ...before2026, local: [['theme', 'dark']] }), /geen reservekopie/],
    [JSON.stringify({ ...before2026, local: [[`${prefix()}d ${draftId(2)} a`, 5]] }), /geen reservekopie/],
    [JSON.stringify({ ...before2026, database: { drafts: [1] } }), /geen reservekopie/],
  ])) {
    await choose(page, 'bestand.json', content);
    await says(page.locator('[id="restore.status"]'), sentence);
    await eventually(async () => assert.equal(await button(page, 'Terugzetten').count(), 0, content.slice(0, 80)));
  }
  assert.deepEqual(await stored(page), before);
});

// ---- One backup for both pages ------------------------------------------------------------------------------------------------------

const whole = draftId(1);
const noon = '2026-11-20T10:00:00+01:00';
/** A draft in both stores, one in the trash, an earlier version with a name, and a record that does not read. @param {Page} page @param {(items: [string, string][]) => Promise<void>} store */
async function fillStores(page, store) {
  const delft = drafted(whole, 'Delft', 2, 'één €, 😀, العربية');
  await store([delft, [`${prefix()}d ${draftId(9)} a`, 'kapot']]);
  await openRescue(page);
  await makeCopy(page, {
    drafts: [[whole, delft[1]]],
    gone: [[draftId(3), { tombstone: '2 0 0a1b2c3d', day: Math.floor(Date.parse(noon) / 86_400_000) }]],
    trash: [[draftId(3), { line: drafted(draftId(3), 'Weg', 2)[1], removed: noon }]],
    history: [[`${whole} 1 0a1b2c3d ${Date.parse(noon) / 1000}`, { time: noon, name: 'Voor het gesprek', line: drafted(whole, 'Delft', 1)[1] }]],
  });
  await openRescue(page);
}
/** The lines in the trash, by id. @param {Record<string, any>} trash */
const inTrash = (trash) => Object.entries(trash).map(([id, { line }]) => [id, line]);
/** The entries of a backup, in any order. @param {Buffer} bytes */
function entriesOf(bytes) {
  const { made, ...file } = JSON.parse(bytes.toString('utf8'));
  assert.match(made, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  return Object.entries(file).map(([name, part]) => [name, Array.isArray(part) ? part.map((entry) => JSON.stringify(entry)).sort() : part]);
}

if (!neverIndexedDB) visit('both pages make the same backup of the same stores', {}, async ({ page, open, store }) => {
  await fillStores(page, store);
  const own = await downloaded(page, () => button(page, 'Alles downloaden').click());
  await open('#/');
  const made = await downloaded(page, () => button(page, 'Reservekopie maken').click());
  assert.deepEqual(entriesOf(own.bytes), entriesOf(made.bytes));
});

if (!neverIndexedDB) visit('the application puts back what the rescue page made: drafts, last texts, trash and earlier versions', {}, async ({ page, open, store }) => {
  await fillStores(page, store);
  const last = { time: '2026-11-20T09:31:00.250', name: 'Delft', report: { $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1, answers: { persons: 'laatste zin' }, trip: {}, unplaced: [] } };
  // Two tabs have written one draft, each for itself.
  const gent = { id: draftId(2), name: 'Gent' };
  await page.evaluate((items) => items.forEach(([key, value]) => localStorage.setItem(key, value)), [
    [`${prefix()}e ${whole} ${last.time}`, JSON.stringify(last)], record({ ...gent, answers: { persons: 'van dit tabblad' }, revision: 5, base: 3 }),
    record({ ...gent, answers: { persons: 'van het andere tabblad' }, revision: 4, writer: '0f0f0f0f' }),
  ]);
  await openRescue(page);
  const { bytes } = await downloaded(page, () => button(page, 'Alles downloaden').click());
  const [trash, history] = [await kept(page, 'trash'), await kept(page, 'history')];
  assert.deepEqual(JSON.parse(bytes.toString('utf8')).unreadable, [{ key: `${prefix()}d ${draftId(9)} a`, value: 'kapot' }]);

  await page.goto('about:blank');
  await store([]);
  await page.evaluate(emptyStores, database());
  await open('#/terugzetten');
  await chooseFile(page, { name: 'reservekopie.json', mimeType: 'application/json', buffer: bytes });
  await says(page.locator('[id="backup.facts"]'), /4 verslagen, 2 nieuw, 2 in conflict\. In de prullenbak van de kopie: 1\. Eerdere versies in de kopie: 1\. Niet leesbaar: 1\./);
  await button(page, 'Samenvoegen').click();
  await shows(page, /4 verslagen/);
  await eventually(async () => {
    assert.deepEqual(Object.values(draftsIn(await stored(page))).map((draft) => draft?.answers.persons).sort(), ['laatste zin', 'van dit tabblad', 'van het andere tabblad', 'één €, 😀, العربية']);
    assert.deepEqual(inTrash(await kept(page, 'trash')), inTrash(trash));  // the thirty days begin anew
    for (const [key, moment] of Object.entries(history)) assert.deepEqual((await kept(page, 'history'))[key], moment);
  });
});

if (!neverIndexedDB) visit('the rescue page puts back what the application made, also with a record that was damaged', {}, async ({ page, open, store }) => {
  await fillStores(page, store);
  await open('#/');
  const { bytes } = await downloaded(page, () => button(page, 'Reservekopie maken').click());
  const [trash, history, here] = [await kept(page, 'trash'), await kept(page, 'history'), await copies(page)];
  await page.goto('about:blank');
  await store([]);
  await page.evaluate(emptyStores, database());
  await openRescue(page);
  const file = JSON.parse(bytes.toString('utf8'));
  file.drafts.push({ ...file.drafts[0], record: file.drafts[0].record.slice(0, -9) });
  await choose(page, 'reservekopie.json', JSON.stringify(file));
  await button(page, 'Terugzetten').click();
  await shows(page, /^5 teruggezet\./);
  await eventually(async () => {
    assert.deepEqual(await kept(page, 'trash'), trash);
    assert.deepEqual(await kept(page, 'history'), history);
    assert.deepEqual(await copies(page), here);
  });
  await heading(page, lastTitle).waitFor();
  await open('#/');
  await link(page, 'Delft').waitFor();
  await link(page, 'Bekijk je laatste tekst').waitFor();
});

// ---- When the application breaks ------------------------------------------------------------------------------------------------

/** Lets a test break any call into the wasm, from within it where that can be done. Nothing of this is in the page that is built. */
function breakable() {
  const test = Object.assign(window, { fault: /** @type {{in: string, kind: string} | null} */ (null), calls: 0 });
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const { module, instance } = await instantiate(...given);
    const own = /** @type {Record<string, any>} */ (instance.exports);
    /** @type {Record<string, any>} */
    const exports = { ...own };
    for (const [name, member] of Object.entries(own)) {
      if (typeof member !== 'function') continue;
      exports[name] = (/** @type {number[]} */ ...values) => {
        test.calls++;
        if (test.fault?.in !== name) return member(...values);
        const { kind } = test.fault;
        if (kind === 'memory') own.text_argument(1 << 30);  // more than there may ever be: the program aborts
        /** @type {() => number} */
        const deeper = () => deeper() + 1;
        if (kind === 'stack') deeper();
        if (kind === 'trap') throw new WebAssembly.RuntimeError('unreachable');
        throw new Error('nothing broke');
      };
    }
    return { module, instance: { exports } };
  };
}
/** @param {Page} page @param {string} where @param {string} kind */
const breakIn = (page, where, kind) => page.evaluate((fault) => { Object.assign(window, { fault }); }, { in: where, kind });
/** @param {Page} page */
const broken = (page) => page.getByRole('alert').filter({ hasText: 'De pagina is vastgelopen.' });

/** What the break itself says in the console; nothing else may be wrong. @param {string[]} problems @param {RegExp} reason */
function onlyTheBreak(problems, reason) {
  assert.ok(problems.length > 0);
  for (const problem of problems.splice(0)) assert.match(problem, reason);
}

for (const [kind, where, reason] of /** @type {[string, string, RegExp][]} */ ([
  ['memory', 'edited', /the application ended|unreachable/],
  ['stack', 'frame', /Maximum call stack size exceeded/],
  ['trap', 'event', /unreachable/],
])) {
  visit(`the application breaks in the middle of a sentence (${kind}, in ${where}): said, and the sentence is kept`, { init: [breakable] }, async ({ page, open, store, problems }) => {
    const id = draftId(1);
    await store([record({ id, name: 'Gent', answers: { persons: 'Drie.', results: 'Veel.' }, trip: { place: 'Gent' } })]);
    await open(`#/verslag/${id}`);
    await page.locator('html.painted').waitFor();
    const before = await stored(page);
    await field(page, first).click();
    await page.keyboard.press('Control+End');
    await breakIn(page, where, kind);
    const sentence = ' Een zin die net niet af is, met é en 😀';
    for (const letter of sentence) await page.keyboard.insertText(letter);
    await broken(page).waitFor();
    onlyTheBreak(problems, reason);
    await page.evaluate(() => { Object.assign(window, { calls: 0 }); });
    await page.keyboard.insertText(' en nog verder');
    const typed = `Drie.${sentence} en nog verder`;
    await eventually(async () => assert.ok(Object.entries(await stored(page)).some(([key, value]) => key.startsWith(`${prefix()}e ${id} `) && value.includes('en nog verder'))));

    await reads(field(page, first), typed);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).calls), 0, 'nothing runs after the break');
    await focusIs(page, 'answer.persons', 'the caret stays');
    await eventually(async () => assert.equal(await page.locator('html.painted, #picture canvas').count(), 0, 'in flow'));
    await eventually(async () => assert.notEqual(await field(page, first).evaluate((element) => getComputedStyle(element).position), 'absolute'));
    await says(broken(page), /Wat je tot 20-11-2026 09:30 schreef, is bewaard\. Je laatste tekst is apart bewaard: gebruik de link hieronder\./);
    if (kind !== 'memory' && !isCampaign) return;  // from here on they are the same
    const after = await stored(page);
    for (const [key, value] of Object.entries(before)) assert.equal(after[key], value, `${key} is as it was`);

    await link(page, 'Al je verslagen lezen en downloaden').click();
    await ready(page);
    await heading(page, lastTitle).waitFor();
    const { bytes } = await downloaded(page, () => button(page, 'Download als tekst laatste tekst Gent').click());
    assert.equal(bytes.toString('utf8'), textReport({ persons: typed, results: 'Veel.' }));
    const json = await downloaded(page, () => button(page, 'Download als JSON laatste tekst Gent').click());
    assert.deepEqual(JSON.parse(json.bytes.toString('utf8')).trip, { place: 'Gent' });

    // The next start says so, until the text is thrown away.
    await link(page, 'Naar Reisverslag').click();
    await ready(page);
    await link(page, 'Gent').waitFor();
    await link(page, 'Bekijk je laatste tekst').click();
    await button(page, 'Weggooien laatste tekst Gent').click();
    await shows(page, 'De laatste tekst is weggegooid.');
    await button(page, 'Ongedaan maken laatste tekst Gent').click();
    await shows(page, 'De laatste tekst is terug.');
    await button(page, 'Weggooien laatste tekst Gent').click();
    await shows(page, 'De laatste tekst is weggegooid.');
    await open('#/');
    await link(page, 'Gent').waitFor();
    assert.equal(await link(page, 'Bekijk je laatste tekst').count(), 0);
    assert.deepEqual(problems, []);
  });
}

visit('it breaks when all is kept: nothing is kept twice', { init: [breakable] }, async ({ page, open, store, problems }) => {
  await store([record({ id: draftId(1), name: 'Gent', answers: { persons: 'Drie.' } })]);
  await open(`#/verslag/${draftId(1)}`);
  await write(page, first, ' Af.');
  await eventually(async () => assert.equal(draftsIn(await stored(page))[draftId(1)]?.answers.persons, 'Drie. Af.'));
  const before = await stored(page);
  await breakIn(page, 'activated', 'trap');
  await button(page, 'Controleren').click();
  await broken(page).waitFor();
  onlyTheBreak(problems, /unreachable/);
  await says(broken(page), /Wat bewaard was, is er nog\. Ververs de pagina om verder te gaan\./);
  assert.deepEqual(await stored(page), before);
  await page.evaluate(() => { Object.assign(window, { fault: null }); });
  await reload(page);
  await reads(field(page, first), 'Drie. Af.');
});

visit('a frame that was asked for before it breaks calls nothing after it', { init: [breakable] }, async ({ page, open, store, problems }) => {
  await store([record({ id: draftId(1), name: 'Gent', answers: { persons: 'Drie.' } })]);
  await open(`#/verslag/${draftId(1)}`);
  await field(page, first).click();
  await breakIn(page, 'field_left', 'trap');
  await page.evaluate(() => {
    const typedIn = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    typedIn.value += 'x';
    typedIn.dispatchEvent(new InputEvent('input', { bubbles: true }));  // asks for the frame
    typedIn.blur();
    Object.assign(window, { calls: 0 });
  });
  await broken(page).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).calls), 0);
  onlyTheBreak(problems, /unreachable/);
});

visit('it breaks inside of a call that is under way: that one ends too', { init: [breakable] }, async ({ page, open, store, problems }) => {
  await store([record({ id: draftId(1), name: 'Gent', answers: { persons: 'Drie.' } })]);
  await open('#/');
  await link(page, 'Gent').click();
  await field(page, first).click();
  await breakIn(page, 'field_left', 'trap');
  await page.goBack();  // the field goes while it has the focus, in the middle of a frame
  await broken(page).waitFor();
  await eventually(() => assert.match(problems[0] ?? '', /unreachable[^]*\bapply\b/, 'from within'));
  onlyTheBreak(problems, /unreachable|the application is broken/);
  await page.evaluate(() => { Object.assign(window, { calls: 0 }); });
  await page.goForward();
  await page.mouse.move(50, 50);
  await page.keyboard.press('Control+s');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).calls), 0);
  const shortcut = () => dispatchEvent(new KeyboardEvent('keydown', { key: 'h', altKey: true, shiftKey: true, cancelable: true }));
  assert.ok(await page.evaluate(shortcut), 'nobody listens for shortcuts any more');
});

visit('it breaks with text that no store takes: the page says that the fields have the only copy', {
  init: [breakable, () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
      if (/** @type {any} */ (window).fault) throw new DOMException('vol', 'QuotaExceededError');
      set.call(this, key, value);
    };
  }],
}, async ({ page, open, problems }) => {
  await open('#/nieuw');
  await field(page, first).click();
  await breakIn(page, 'edited', 'trap');
  await page.keyboard.insertText('nergens anders');
  await broken(page).waitFor();
  onlyTheBreak(problems, /unreachable/);
  await says(broken(page), /vastgelopen\. Je laatste tekst staat alleen nog in de velden hierboven\. Kopieer die/);
  await eventually(async () => assert.deepEqual(await answersOn(page),
    { ...Object.fromEntries(Object.keys(example.answers).map((id) => [id, ''])), persons: 'nergens anders' }));
  const leaving = page.waitForEvent('dialog');
  const left = page.close({ runBeforeUnload: true });
  await (await leaving).accept();
  await left;
});

visit('it breaks while it starts: the static page has what is stored, and what is typed is kept', { init: [breakable] }, async ({ page, store, problems }) => {
  await store([record({ id: draftId(1), name: 'Gent', answers: { persons: 'Drie.' } })]);
  await page.addInitScript(() => { Object.assign(window, { fault: { in: 'event', kind: 'trap' } }); });
  await page.goto(`${address()}#/verslag/${draftId(1)}`);
  await broken(page).waitFor();
  onlyTheBreak(problems, /unreachable/);
  await reads(field(page, first), 'Drie.');
  await write(page, first, ' En meer.');
  await eventually(async () => assert.ok(Object.keys(await stored(page)).some((key) => key.startsWith(`${prefix()}e ${draftId(1)} `))));
  await link(page, 'Al je verslagen lezen en downloaden').click();
  await heading(page, lastTitle).waitFor();
  const { bytes } = await downloaded(page, () => button(page, 'Download als tekst laatste tekst Gent').click());
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'Drie. En meer.' }));
});

visit('the wasm is not there: the page says so, and its link leads to the drafts', {}, async ({ page, context, store, problems }) => {
  await store([record({ id: draftId(1), name: 'Gent', answers: { persons: 'Drie.' } })]);
  await context.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'weg' }));
  await page.goto(`${address()}#/`);
  await shows(page, /De pagina is niet helemaal geladen/);
  await link(page, 'Al je verslagen lezen en downloaden').click();
  await ready(page);
  await heading(page, 'Gent').waitFor();
  onlyTheBreak(problems, /wasm|status/i);
});

// ---- Always there -----------------------------------------------------------------------------------------------------------------

test('visited once, the rescue page opens without a host, in a folder of a host', { timeout: 90_000 }, async () => {
  assert.ok(assetsOf().all.includes('herstel.html'));
  const host = await startHost(undefined, '/een/map/');
  const browser = await chromium.launch(driven);
  try {
    const page = await browser.newPage();
    await page.goto(`${host.url}#/nieuw`);
    await ready(page);
    await field(page, first).click();
    await page.keyboard.type('onderweg');
    await page.locator('#home').click();
    await shows(page, 'Offline klaar: deze pagina werkt ook zonder internet.');
    await host.stop();
    await assert.rejects(fetch(host.url), 'nobody answers');
    await page.goto('about:blank');
    await page.goto(`${host.url}herstel.html`);
    await ready(page);
    await shows(page, '1 verslag gevonden.');
    await page.getByText('Lezen', { exact: true }).click();
    await shows(page, 'onderweg');
  } finally {
    await browser.close();
    await host.stop();
  }
});

for (const [name, start] of Object.entries(enginesHere)) {
  test(`${name}: the rescue page makes no database by looking, and reads and fills both stores`, { timeout: 90_000 }, async () => {
    const host = await startHost();
    const browser = await start(freshFolder());
    /** @param {string} code */
    const holds = (code) => eventually(async () => assert.ok(await browser.evaluate(code), code), 20_000);
    try {
      await browser.goto(`${host.url}herstel.html`);
      await holds(`document.getElementById('status').textContent === '0 verslagen gevonden.'`);
      if (await browser.evaluate(`typeof indexedDB.databases === 'function'`)) assert.equal(await browser.evaluate('indexedDB.databases().then((all) => all.length)'), 0);
      const everything = readFileSync(new URL('everything-1.json', data), 'utf8');
      await browser.evaluate(`(() => {
        const files = new DataTransfer();
        files.items.add(new File([${JSON.stringify(everything)}], 'alles.json'));
        const chooser = document.getElementById('restore.file');
        chooser.files = files.files;
        chooser.dispatchEvent(new Event('change'));
        return 0;
      })()`);
      await holds(`document.querySelector('#preview button') !== null`);
      await browser.evaluate(`(document.querySelector('#preview button').click(), 0)`);
      await holds(`document.getElementById('restore.status').textContent.startsWith('6 teruggezet')`);
      await browser.goto('about:blank');
      await browser.goto(`${host.url}herstel.html`);
      await holds(`document.getElementById('status').textContent === '3 verslagen gevonden.'`);
      await holds(`[...document.querySelectorAll('.draft p')].filter((line) => line.textContent.endsWith('Staat in de browseropslag en in de veiligheidskopie.')).length === 3`);
      await holds(`[...document.querySelectorAll('h2')].some((title) => title.textContent === '${lastTitle}')`);
    } finally {
      await browser.close();
      await host.stop();
    }
  });
}

visit('narrow, in the reader’s own colours, by keyboard', { browser: { viewport: { width: 320, height: 480 }, forcedColors: 'active' } }, async ({ page, store }) => {
  const long = 'woord'.repeat(40);
  await store([record({ id: draftId(1), name: long, answers: { ...example.answers, persons: long } }), [`${prefix()}d ${draftId(2)} a`, long]]);
  await openRescue(page);
  /** @type {string[]} */
  const reached = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const { name, ring } = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === document.body) return { name: '', ring: '' };  // the end
      return { name: element?.ariaLabel || element?.textContent || element?.id || '', ring: element ? getComputedStyle(element).outlineStyle : '' };
    });
    if (!name || reached.includes(name)) break;
    assert.equal(ring, 'solid', name);
    reached.push(name);
    if (name.startsWith('Lezen')) await page.keyboard.press('Enter');
  }
  assert.deepEqual(reached, ['Naar Reisverslag', `Download als tekst ${long}`, `Download als JSON ${long}`, `Lezen ${long}`,
    `Download ruwe gegevens d ${draftId(2)} a`, 'Alles downloaden', 'restore.file']);
  await page.locator('dl').waitFor();
  await eventually(async () => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, 'nothing to scroll sideways'));
});
