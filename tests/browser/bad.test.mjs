// What goes wrong outside the page: damaged and later records, files that are no report, a browser without room or without a
// store. Each time: a clear sentence, a page that can still be used, and nothing lost. It knows what the page shows and the lines of its
// records. The long form (campaign stores) also takes the store away in more ways, one of them the browser's own setting.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { isCampaign } from './options.mjs';
import {
  address, answersOn, button, choose, downloaded, draftId, draftShown, draftsIn, eventually, field, fillLocal, focusIs, freeLocal, heading, inFolder,
  link, names, paste, pasteHere, prefix, reads, record, reload, says, seed, shows, stored, textReport, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const example = seed();
const [first] = names;
const accept = 'Overnemen als nieuw verslag';
const good = { id: draftId(1), answers: { persons: 'goed' }, trip: { name: 'Het goede verslag' } };

/** The drafts in localStorage, without what only fills it. @param {Page} page */
const drafts = async (page) => draftsIn(await page.evaluate((own) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(own))), `${prefix()}d `));
/** @param {string} id @param {string} slot */
const slot = (id, slot) => `${prefix()}d ${id} ${slot}`;

// ---- Records ------------------------------------------------------------------------------------------------------------------

visit('garbage under the keys of drafts is listed, can be saved raw, and stays', {}, async ({ page, open, store }) => {
  const whole = record({ id: draftId(4), answers: { persons: 'x'.repeat(200) } });
  const garbage = Object.fromEntries([
    [slot(draftId(2), 'a'), 'kapot \u0000\u0001 é € 😀 |RV1|'],
    [slot(draftId(3), 'a'), 'RV1|1|1|2|1|'],
    [slot(draftId(3), 'b'), ''],
    [whole[0], whole[1].slice(0, -20)],
    [slot('kort', 'a'), 'een vreemde sleutel'],
  ]);
  const foreign = { 'iets anders': 'van een ander', [`${prefix()}p`]: '{}' };
  await store([record(good), ...Object.entries(garbage), ...Object.entries(foreign)]);
  await open('#/');
  await heading(page, 'Niet leesbaar').waitFor();
  await shows(page, 'Deze gegevens zijn beschadigd of niet van deze pagina. Ze blijven staan zoals ze zijn.');
  await link(page, 'Het goede verslag').waitFor();

  const raw = page.getByRole('button', { name: /^Download de ruwe gegevens/ });
  await eventually(async () => assert.equal(await raw.count(), 5));
  const count = 5;
  /** @type {string[]} */
  const got = [];
  for (let i = 0; i < count; i++) {
    const { bytes, name } = await downloaded(page, () => raw.nth(i).click());
    assert.match(name, /^onleesbaar-verslag-\d+\.txt$/);
    got.push(bytes.toString('utf8'));
  }
  assert.deepEqual(got.sort(), Object.values(garbage).sort(), 'the raw values, nothing else');

  await link(page, 'Het goede verslag').click();
  await write(page, first, ' en beter');
  await button(page, 'Controleren').click();
  await shows(page, 'goed en beter');
  await reload(page);
  await shows(page, 'goed en beter');
  const after = await stored(page);
  for (const [key, value] of Object.entries({ ...garbage, ...foreign })) assert.equal(after[key], value, `${key} is untouched`);
  assert.equal(draftsIn(after)[good.id]?.answers.persons, 'goed en beter');
});

visit('the address of an unreadable draft', {}, async ({ page, open, store }) => {
  const items = { [slot(draftId(3), 'a')]: 'kapot', [slot(draftId(3), 'b')]: 'ook kapot' };
  await store([record(good), ...Object.entries(items)]);
  await open(`#/verslag/${draftId(3)}`);
  await heading(page, 'Dit verslag staat niet in deze browser').waitFor();
  await page.getByRole('textbox').waitFor({ state: 'detached' });
  await button(page, 'Nieuw verslag').click();
  await focusIs(page, 'answer.persons');
  await page.keyboard.type('verder');
  await eventually(async () => assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.persons, 'verder'));
  const after = await stored(page);
  for (const [key, value] of Object.entries(items)) assert.equal(after[key], value);
});

visit('one of two slots is garbage: the other opens, writing goes on in a copy', {}, async ({ page, open, store }) => {
  const [key, line] = record({ ...good, revision: 6 });
  const broken = slot(good.id, 'b');
  await store([[key, line], [broken, 'RV1|1|1|7|6|kapot']]);
  await open(`#/verslag/${good.id}`);
  await reads(field(page, first), 'goed');
  await field(page, first).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' en nu verder', { delay: 20 });
  await eventually(async () => assert.notEqual(draftShown(page), good.id));
  await eventually(async () => assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.persons, 'goed en nu verder'));
  await focusIs(page, 'answer.persons', 'the caret stays');
  const after = await stored(page);
  assert.equal(after[broken], 'RV1|1|1|7|6|kapot');
  assert.equal(after[key], line);
  await reload(page);
  await reads(field(page, first), 'goed en nu verder');
});

visit('a draft of a later version is shown as such and never touched', {}, async ({ page, open, store }) => {
  const later = record({ id: draftId(8), answers: { persons: 'van later' }, revision: 9, minReader: 2 });
  await store([record(good), later]);
  await open('#/');
  await shows(page, 'Gemaakt met een nieuwere versie van deze pagina');
  await eventually(async () => assert.equal(await page.getByRole('button', { name: /^Verwijderen/ }).count(), 1, 'only the other one can be deleted'));
  await open(`#/verslag/${draftId(8)}`);
  await heading(page, 'Gemaakt met een nieuwere versie van deze pagina').waitFor();
  await shows(page, 'Ververs de pagina om het te openen.');
  await page.getByRole('textbox').waitFor({ state: 'detached' });
  await link(page, 'Reisverslag').click();
  await link(page, 'Het goede verslag').click();
  await write(page, first, ' en beter');
  await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed en beter'));
  await reload(page);
  assert.equal((await stored(page))[later[0]], later[1]);
});

// ---- Files --------------------------------------------------------------------------------------------------------------------

/** After a refusal: nothing was stored or lost, and a good report still goes in. @param {Page} page @param {Record<string, string>} before */
async function stillWorks(page, before) {
  await button(page, accept).waitFor({ state: 'detached' });
  assert.deepEqual(await stored(page), before);
  await paste(page, pasteHere, example.text);
  await button(page, accept).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await button(page, accept).waitFor({ state: 'detached' });
}

/** A file to choose, and what is said of it. @typedef {[name: string, content: string | Buffer, sentence: RegExp]} Refused */

visit('files that are no report: a sentence each, and the page goes on', { timeout: 180_000 }, async ({ page, open, store }) => {
  await store([record(good)]);
  await open('#/importeren');
  const before = await stored(page);
  const trouble = page.locator('[id="import.trouble"]');
  const deep = (/** @type {string} */ a, /** @type {string} */ b) => a.repeat(100_000) + b.repeat(100_000);
  /** @type {Refused[]} */
  const files = [
    ['leeg.txt', '', /^Dit bestand is leeg\./],
    ['wit.txt', ' \n\t\n ', /^Dit bestand is leeg\./],
    ['open.json', '{"a":'.repeat(100_000), /^Dit bestand is te diep genest\./],
    ['dieper.json', `{"format":"reisverslag","version":1,"answers":${deep('{"a":', '}').replace(':}', ':1}')}}`, /^Dit bestand is te diep genest\./],
    ['ander.json', '{"een":1}', /^Dit is JSON, maar geen verslag van deze pagina\./],
    ['foto.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, ...Array.from({ length: 4000 }, (_, i) => (i * 37) % 256)]), /^Dit is een plaatje of een film\./],
    ['brief.pdf', '%PDF-1.7\n1 0 obj\n', /^Dit is een pdf-bestand\. Open het in /],
    ['vreemd.bin', Buffer.from([1, 0, 0, 2, 3, 0, 0, 0]), /^Dit bestand is geen tekst\./],
    ['drie-mega.txt', 'Woord na woord.\n'.repeat(200_000), /^Dit is te groot voor een verslag\./],
    ['regels.txt', '\n'.repeat(1_000_000), /^Dit bestand is leeg\./],
  ];
  for (const [name, content, sentence] of files) {
    await choose(page, { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    await shows(page, `Gekozen: ${name}`);
    await says(trouble, sentence);
    assert.deepEqual(await stored(page), before, name);
    await button(page, accept).waitFor({ state: 'detached' });
  }
  await stillWorks(page, before);

  // What is text is taken over whole, and what it is not is said.
  /** @type {[name: string, content: string, sentence: RegExp][]} */
  const kept = [
    ['diep.json', deep('[', ']'), /^Hier staat geen vraag van het verslag als kop in\./],
    ['half.json', JSON.stringify({ format: 'reisverslag', version: 1, answers: { persons: 'x' } }).slice(0, -9), /^Regel 1: Hier houdt de JSON op/],
    ['brief.txt', 'Beste collega,\n\nHoe gaat het?\n', /^Hier staat geen vraag van het verslag als kop in\./],
  ];
  for (const [name, content, sentence] of kept) {
    await open('#/importeren');
    await choose(page, { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    await says(page.locator('[id="preview.notice.0"]'), sentence);
    await says(page.locator('[id="preview.outcome"]'), '0 van 7 vragen hebben een antwoord. Niet alle tekst heeft een plek.');
    await page.locator('[id="unplaced.0"]').waitFor();
    assert.deepEqual(await stored(page), before, name);
  }

  await open('#/importeren');
  await inFolder(async (folder) => {
    const big = join(folder, 'groot.txt');
    const file = openSync(big, 'w');
    ftruncateSync(file, 50 * 1024 * 1024);
    closeSync(file);
    await choose(page, big);
    await says(trouble, 'Het bestand is te groot voor een verslag (meer dan 8 MB). Het is niet gelezen.');
    await stillWorks(page, before);
  });
});

visit('a file that cannot be read', {
  init: [() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  }],
}, async ({ page, open, store }) => {
  await store([record(good)]);
  await open('#/importeren');
  const before = await stored(page);
  await choose(page, { name: 'weg.txt', mimeType: 'text/plain', buffer: example.bytes });
  await says(page.locator('[id="import.trouble"]'), 'Het bestand kon niet worden gelezen. Kies het opnieuw, of plak de tekst.');
  await stillWorks(page, before);
});

visit('a paste that is no report, or far too long', {}, async ({ page, open }) => {
  await open('#/importeren');
  await paste(page, pasteHere, 'zomaar wat');
  await says(page.locator('[id="preview.notice.0"]'), /^Hier staat geen vraag van het verslag als kop in\./);
  await says(page.locator('[id="unplaced.0"]'), 'zomaar wat');
  await field(page, pasteHere).fill('Woord na woord. '.repeat(140_000));
  await says(page.locator('[id="import.trouble"]'), /^Dit is te groot voor een verslag\./);
  assert.deepEqual(await stored(page), {});
  await field(page, pasteHere).fill(example.text);
  await button(page, accept).click();
  await field(page, first).waitFor();
  await eventually(async () => assert.deepEqual(await answersOn(page), example.answers));
});

// ---- The store ----------------------------------------------------------------------------------------------------------------

const nothingKept = 'Deze browser bewaart niets voor deze pagina. Download je verslag voordat je de pagina sluit.';

/** @param {Page} page @param {(hash: string) => Promise<void>} open */
async function writesWithoutStore(page, open) {
  await open('#/');
  await shows(page, nothingKept);
  await button(page, 'Nieuw verslag').click();
  await focusIs(page, 'answer.persons');
  await page.keyboard.type('toch geschreven');
  await says(page.locator('[id="state.save"]'), 'Niet bewaard');
  await shows(page, nothingKept);
  await button(page, 'Controleren').click();
  await shows(page, 'toch geschreven');
  const text = await downloaded(page, () => button(page, 'Download als tekst').click());
  assert.equal(text.bytes.toString('utf8'), textReport({ persons: 'toch geschreven' }));
  await link(page, 'Reisverslag').click();
  await shows(page, '1 van 7 beantwoord');
  await page.getByRole('list', { name: 'Verslagen' }).getByRole('link').click();
  await reads(field(page, first), 'toch geschreven');
  await open('#/importeren');
  await paste(page, pasteHere, example.text);
  await button(page, accept).click();
  await field(page, first).waitFor();
  await eventually(async () => assert.deepEqual(await answersOn(page), example.answers));
  await says(page.locator('[id="state.save"]'), 'Niet bewaard');
}

visit('localStorage throws, and there is no IndexedDB', {
  withoutIndexedDB: true,
  init: [() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } })],
}, ({ page, open }) => writesWithoutStore(page, open));

if (isCampaign) visit('localStorage is null, and there is no IndexedDB', { withoutIndexedDB: true, init: [() => Object.defineProperty(window, 'localStorage', { get: () => null })] }, ({ page, open }) =>
  writesWithoutStore(page, open));

// A browser of its own; in ./dev test the page meets the same error by a script.
if (isCampaign) visit('all site data forbidden in the settings of the browser', {
  preferences: { profile: { default_content_setting_values: { cookies: 2 } } },
}, async ({ page, open }) => {
  await page.goto(address());
  const error = await page.evaluate(() => {
    try {
      return String(window.localStorage);
    } catch (refused) {
      return /** @type {Error} */ (refused).name;
    }
  });
  assert.equal(error, 'SecurityError', 'the setting works');
  await writesWithoutStore(page, open);
});

visit('localStorage is full, and there is no IndexedDB: said, with what to do; kept again when there is room', { withoutIndexedDB: true }, async ({ page, open, store }) => {
  await store([record(good)]);
  await open(`#/verslag/${good.id}`);
  await write(page, first, '!');
  await eventually(async () => assert.equal((await drafts(page))[good.id]?.answers.persons, 'goed!'));
  await fillLocal(page);
  const state = page.locator('[id="state.save"]');
  await field(page, first).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Dit past er niet meer bij, en dat moet je weten.');
  await says(state, 'Niet bewaard');
  await shows(page, 'De opslag van deze browser is vol. Download dit verslag nu, of verwijder verslagen die je niet meer nodig hebt.');
  await says(page.locator('[role=status]', { hasText: 'Niet bewaard' }), 'Niet bewaard. Download je verslag.');
  const typed = 'goed! Dit past er niet meer bij, en dat moet je weten.';
  await reads(field(page, first), typed);
  assert.match((await drafts(page))[good.id]?.answers.persons ?? '', /^goed!/, 'what was kept is still kept');

  await button(page, 'Controleren').click();
  await shows(page, typed);
  await shows(page, 'Niet bewaard');
  const text = await downloaded(page, () => button(page, 'Download als tekst').click());
  assert.ok(text.bytes.toString('utf8').includes(typed));
  await button(page, 'Terug naar schrijven').click();

  await freeLocal(page);
  await write(page, first, ' Nu wel.');
  await says(state, /^Bewaard in deze browser, \d\d:\d\d$/);
  await eventually(async () => assert.equal((await drafts(page))[good.id]?.answers.persons, `${typed} Nu wel.`));
  await says(page.locator('[role=status]', { hasText: 'Weer' }), 'Weer bewaard in deze browser');
  await reload(page);
  await reads(field(page, first), `${typed} Nu wel.`);
});

for (const [name, fault, sentence] of /** @type {[string, () => void, RegExp][]} */ ([
  ['writes that do not arrive', () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
      set.call(this, key, /** @type {any} */ (window).broken ? value.slice(0, -1) : value);
    };
  }, /^Bewaren in deze browser lukt niet\. Download dit verslag nu/],
  ['writes that throw something else', () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
      if (/** @type {any} */ (window).broken) throw new DOMException('disk', 'UnknownError');
      set.call(this, key, value);
    };
  }, /^Bewaren in deze browser lukt niet\. Download dit verslag nu/],
])) {
  visit(`${name}, and there is no IndexedDB: said, and the older text stays`, { withoutIndexedDB: true, init: [fault] }, async ({ page, open, store }) => {
    await store([record(good)]);
    await open(`#/verslag/${good.id}`);
    await page.evaluate(() => { Object.assign(window, { broken: true }); });
    await write(page, first, ' en meer');
    await says(page.locator('[id="state.save"]'), 'Niet bewaard');
    await says(page.locator('[id="state.trouble"]'), sentence);
    assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed', 'the older record stands');
    await page.evaluate(() => { Object.assign(window, { broken: false }); });
    await page.keyboard.press('Control+s');
    await says(page.locator('[id="state.save"]'), /^Bewaard in deze browser/);
    await eventually(async () => assert.equal(draftsIn(await stored(page))[good.id]?.answers.persons, 'goed en meer'));
  });
}
