// A whole report in and out: pasted, taken over, downloaded as text (the same bytes) and as JSON (valid by the published schema), read back from
// that file, and looked at on every screen between. One test does that where IndexedDB is blocked; the campaign without-indexeddb does all of it
// there. It knows nothing of the readers and writers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { isCampaign } from './options.mjs';
import {
  answersOn, button, choose, dist, downloaded, draftAddress, draftShown, draftsIn, drop, eventually, field, heading, link, names,
  pasteHere, paste, questions, reads, reload, seed, shows, stored, textReport, tripGroup, tripName, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

const require = createRequire(import.meta.url);
/** @type {typeof import('ajv/dist/2020.js').default} */
const Ajv = require('ajv/dist/2020').default;
/** @type {typeof import('ajv-formats').default} */
const addFormats = require('ajv-formats').default;

useBrowser();
const example = seed();
const accept = 'Overnemen als nieuw verslag';

/** By a validator that is not ours. @param {unknown} report */
function validate(report) {
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
  addFormats(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(join(dist, 'schema/reisverslag-1.schema.json'), 'utf8')));
  assert.ok(check(report), JSON.stringify(check.errors));
}

/** Until the preview shows these answers, by id; fixed spaces are shown as marks. @param {Page} page @param {Record<string, string>} answers */
const previews = (page, answers) => eventually(async () => assert.deepEqual(Object.fromEntries(await Promise.all(questions.map(async ([id]) =>
  [id, ((await page.locator(`[id="preview.answer.${id}"]`).textContent({ timeout: 1000 })) ?? '').replaceAll('⍽', '\u00a0')]))), answers));

/** Until the fields have these answers, by id. @param {Page} page @param {Record<string, string>} answers */
const hasAnswers = (page, answers) => eventually(async () => assert.deepEqual(await answersOn(page), answers));

/** @param {Page} page */
async function takeOver(page) {
  await button(page, accept).click();
  await page.waitForURL(draftAddress);
  await field(page, names[0]).waitFor();
}

/** @param {Page} page */
async function toCheck(page) {
  await button(page, 'Controleren').click();
  await heading(page, 'Controleren').waitFor();
}

// Where IndexedDB is blocked the same path is gone once, of which the second half, reading the file back, is for the long form.
for (const withoutIndexedDB of [false, true]) {
  const where = withoutIndexedDB ? ' (IndexedDB blocked)' : '';

  visit(`pasted, taken over, downloaded: the same report${where}`, { withoutIndexedDB, browser: { timezoneId: 'Europe/Amsterdam' } }, async ({ page, open }) => {
    if (example.isSeed) assert.equal(example.bytes.length, 2280);
    await open('#/');
    await button(page, 'Importeren').click();
    await paste(page, pasteHere, example.text);
    await button(page, accept).waitFor();
    await previews(page, example.answers);
    for (const absent of ['Niet herkend', 'Niet ingevuld']) assert.equal(await page.getByText(absent).count(), 0, absent);
    for (const notice of await page.locator('[id^="preview.notice"]').allTextContents()) {
      assert.match(notice, /^Regel \d+: Er staa[nt] (vaste spaties|een link zonder adres) bij /);
    }
    assert.deepEqual(await stored(page), {}, 'nothing stored before it is taken over');

    await takeOver(page);
    await hasAnswers(page, example.answers);
    await shows(page, '7 van 7 beantwoord');
    await eventually(async () => assert.deepEqual(draftsIn(await stored(page))[draftShown(page)]?.answers, example.answers, 'in the store'));

    await toCheck(page);
    for (const [id] of questions) {
      await eventually(async () => assert.equal(await page.locator(`[id="read.answer.${id}"]`).textContent({ timeout: 1000 }), example.answers[id]));
    }
    for (const absent of ['Niet herkend', 'Niet ingevuld']) assert.equal(await page.getByText(absent).count(), 0, absent);
    for (const name of names) await link(page, `Wijzig ${name}`).waitFor();

    const text = await downloaded(page, () => button(page, 'Download als tekst').click());
    assert.ok(text.bytes.equals(example.bytes), `the same ${example.bytes.length} bytes as text, not ${text.bytes.length}`);
    assert.match(text.name, /^verslag-dienstreis-\d{4}-\d\d-\d\d\.txt$/);

    const json = await downloaded(page, () => button(page, 'Download als JSON').click());
    assert.match(json.name, /^verslag-dienstreis-\d{4}-\d\d-\d\d\.json$/);
    const report = JSON.parse(json.bytes.toString('utf8'));
    validate(report);
    const exact = {
      $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1, answers: example.answers, trip: {}, unplaced: [],
    };
    assert.equal(json.bytes.toString('utf8'), `${JSON.stringify(exact, null, 2)}\n`);

    if (withoutIndexedDB && !isCampaign) return;
    await open('#/importeren');
    await choose(page, { name: json.name, mimeType: 'application/json', buffer: json.bytes });
    await shows(page, `Gekozen: ${json.name}`);
    await button(page, accept).waitFor();
    await previews(page, example.answers);
    await takeOver(page);
    await hasAnswers(page, example.answers);
    await toCheck(page);
    const again = await downloaded(page, () => button(page, 'Download als JSON').click());
    assert.ok(again.bytes.equals(json.bytes), 'the same JSON again');
    await eventually(async () => assert.equal(Object.keys(draftsIn(await stored(page))).length, 2, 'a draft of its own'));
  });
}

visit('with trip details: the text warns, the JSON keeps them, the file is named after the trip', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.type('2 personen');
  await button(page, tripGroup).click();
  for (const [label, text] of [[tripName, 'Naar zee'], ['Plaats', 'Århus & Køge'], ['Land', 'Denemarken']]) await write(page, label, text);
  await page.getByLabel('Datum van vertrek', { exact: true }).fill('2026-09-14');
  await toCheck(page);
  await shows(page, 'Je reisgegevens komen niet in de download als tekst. Kies JSON als alles mee moet.');
  const text = await downloaded(page, () => button(page, 'Download als tekst').click());
  assert.equal(text.name, 'verslag-dienstreis-arhus-koge-2026-09.txt');
  assert.equal(text.bytes.toString('utf8'), textReport({ persons: '2 personen' }));
  const json = await downloaded(page, () => button(page, 'Download als JSON').click());
  const report = JSON.parse(json.bytes.toString('utf8'));
  validate(report);
  assert.deepEqual(report.trip, { name: 'Naar zee', place: 'Århus & Køge', country: 'Denemarken', departure: '2026-09-14' });
  assert.deepEqual(Object.keys(report.trip), ['name', 'place', 'country', 'departure']);
  await eventually(async () => assert.equal(await page.getByText('Niet ingevuld').count(), 6));
});

visit('text that belongs to no question is kept, and said to be', {}, async ({ page, open }) => {
  await open('#/importeren');
  const stray = 'Mail van het secretariaat, zie onder';
  await paste(page, pasteHere, `${stray}\n\n1. Hoelang duurde de reis: 3 dagen\n\n**Zijn er vervolgafspraken? Zo ja, welke**\n\n- ja, in mei\n- en in juni`);
  await button(page, accept).waitFor();
  await heading(page, 'Niet herkend').waitFor();
  await shows(page, stray);
  await shows(page, `De vraag ‘${names[0]}’ staat niet in de tekst.`);
  await takeOver(page);
  await reads(field(page, names[1]), '3 dagen');
  await reads(field(page, names[6]), '- ja, in mei\n- en in juni');
  await shows(page, stray);
  await toCheck(page);
  await shows(page, stray);
  const json = await downloaded(page, () => button(page, 'Download als JSON').click());
  assert.deepEqual(JSON.parse(json.bytes.toString('utf8')).unplaced, [stray]);
});

visit('JSON of a later version keeps what this page does not know', {}, async ({ page, open }) => {
  /** @type {Record<string, string>} */
  const answers = { ...example.answers, mood: 'goed' };
  const report = {
    $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1,
    answers, trip: { place: 'Gent', weather: 'regen' }, unplaced: [], annex: { pages: [1, 2, { a: null }] },
  };
  const line = `${JSON.stringify(report, null, 2)}\n`;
  await open('#/importeren');
  await choose(page, { name: 'later.json', mimeType: 'application/json', buffer: Buffer.from(line) });
  await shows(page, 'Het onderdeel ‘annex’ kent deze pagina niet. Het blijft bewaard in de JSON.');
  await takeOver(page);
  await write(page, names[0], '!');
  await eventually(async () => assert.match(draftsIn(await stored(page))[draftShown(page)]?.answers.persons ?? '', /!$/));
  await reload(page);
  await toCheck(page);
  const json = await downloaded(page, () => button(page, 'Download als JSON').click());
  answers.persons += '!';
  assert.deepEqual(JSON.parse(json.bytes.toString('utf8')), report);
});

visit('a file dropped on any screen is shown before it is taken over', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.type('niet kwijtraken');
  const at = page.url();
  await drop(page, 'verslag.txt', example.text);
  await button(page, accept).waitFor();
  await page.waitForURL(/#\/importeren$/);
  await previews(page, example.answers);
  await page.goBack();
  await page.waitForURL(at);
  await reads(field(page, names[0]), 'niet kwijtraken');
});

visit('an answer that looks like a question: the text says that it cannot be read back', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.insertText('Drie.\n\nHOELANG DUURDE DE REIS?\n\nLang');
  await paste(page, names[1], 'drie dagen');
  await toCheck(page);
  await shows(page, 'Een antwoord bevat een regel die op een vraag lijkt.');
});
