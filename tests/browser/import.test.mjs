// Reports (tests/data/imports) through the page: as a chosen file, as a paste, as a file dropped on another screen. What the readers make of
// them is checked to the letter by the native tests; here it has to arrive, be shown and be kept. The short form takes one text of each way
// that it can end, the long form all of them. It knows nothing of how a text is read.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

import { isCampaign } from './options.mjs';
import {
  button, choose, database, draftAddress, draftsIn, emptyStores, eventually, field, heading, ids, link, names, paste, pasteHere, reads, says,
  shows, stored, textReport, useBrowser, visit,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {{answers?: Record<string, string>, unplaced?: string[], notices: unknown[]}} Report */
/** @typedef {{problem?: string, notices?: unknown[], reports?: Report[], whole?: Report}} Expected */

useBrowser();
const folder = new URL('../data/imports/', import.meta.url);
// One report with a part that belongs to no question, several in one text, one in bytes that are not all letters, one that is broken, and one
// of another kind.
const files = isCampaign ? readdirSync(folder).filter((name) => !name.endsWith('.expected.json')) :
  ['mail.txt', 'titles-and-half-reports.txt', 'utf8-with-one-bad-byte.txt', 'comma-too-many.json', 'saved.eml'];
const accept = 'Overnemen als nieuw verslag';

/** A file as a browser's own text field would hold it. @param {Buffer} bytes @returns {string} */
function pasted(bytes) {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

/** Can its text be pasted at all: no other bytes than those of its letters. @param {string} name */
const isPlain = (name) => !/utf16|windows-1252|bad-byte|cut-off/.test(name);

/** @param {Page} page @param {string} name @param {Buffer} bytes */
const drop = (page, name, bytes) => page.evaluate(([title, base64]) => {
  const content = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([content], title));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}, /** @type {const} */ ([name, bytes.toString('base64')]));

/** What is kept, in no order. @param {Page} page */
const kept = async (page) => Object.values(draftsIn(await stored(page))).map((draft) => JSON.stringify({
  answers: ids.map((id) => draft?.report.answers[id]), unplaced: draft?.report.unplaced,
})).sort();

/** @param {Report} report */
const wanted = ({ answers = {}, unplaced = [] }) => JSON.stringify({ answers: ids.map((id) => answers[id] ?? ''), unplaced });

/**
 * @param {Page} page @param {Expected} expected @param {boolean} aboutBytes whether the page saw the file's bytes
 */
async function takesOver(page, expected, aboutBytes) {
  if (expected.problem !== undefined) {
    await says(page.locator('[id="import.trouble"]'), /./);
    assert.equal(await button(page, accept).count(), 0);
    assert.deepEqual(await stored(page), {});
    return;
  }
  const reports = expected.reports ?? [];
  await button(page, accept).waitFor();
  assert.deepEqual(await stored(page), {}, 'nothing is stored before it is taken over');
  for (const [i, report] of reports.entries()) {
    if (reports.length > 1) {
      await button(page, `Verslag ${i + 1}`).click();
      await heading(page, `Verslag ${i + 1} van ${reports.length}`).waitFor();
    }
    await eventually(async () => assert.equal(await page.locator('[id^="preview.notice"]').count(),
      report.notices.length + (aboutBytes ? (expected.notices ?? []).length : 0)));
    await eventually(async () => assert.equal(await page.locator('[id^="preview.answer."]').count(),
      Object.values(report.answers ?? {}).filter((text) => text.trim() !== '').length));
    if (report.unplaced) await page.locator('[id="unplaced.0"]').waitFor();
  }
  if (reports.length > 1) {
    await button(page, `Alle ${reports.length} overnemen`).click();
    await heading(page, 'Verslagen').waitFor();
  } else {
    await button(page, accept).click();
    await page.waitForURL(draftAddress);
  }
  await eventually(async () => assert.deepEqual(await kept(page), reports.map(wanted).sort()));
}

for (const name of files) {
  const bytes = readFileSync(new URL(name, folder));
  /** @type {Expected} */
  const expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
  visit(`${name} as a file, as a paste and dropped`, {}, async ({ page, open, store }) => {
    const afresh = async () => {
      await store([]);
      await page.evaluate(emptyStores, database());
    };
    await open('#/importeren');
    await choose(page, { name, mimeType: 'application/octet-stream', buffer: bytes });
    await takesOver(page, expected, true);
    await afresh();
    if (isPlain(name)) {
      await open('#/importeren');
      await field(page, pasteHere).fill(pasted(bytes));
      if (expected.problem === 'empty') await button(page, accept).waitFor({ state: 'detached' });
      else await takesOver(page, expected, true);
      await afresh();
    }
    await open('#/nieuw');
    await drop(page, name, bytes);
    await heading(page, 'Importeren').waitFor();
    await takesOver(page, expected, true);
  });
}

visit('two reports in one text can be taken over as one', {}, async ({ page, open }) => {
  const name = 'two-exports.txt';
  /** @type {Expected} */
  const { whole } = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
  assert.ok(whole);
  await open('#/importeren');
  await choose(page, { name, mimeType: 'text/plain', buffer: readFileSync(new URL(name, folder)) });
  await button(page, 'Alles als één verslag').click();
  await heading(page, 'Dit wordt je verslag').waitFor();
  await button(page, accept).click();
  await page.waitForURL(draftAddress);
  await eventually(async () => assert.deepEqual(await kept(page), [wanted(whole)]));
});

visit('a text dropped beside the fields is read; one dropped on a field is the field\'s', {}, async ({ page, open }) => {
  const text = textReport({ persons: 'gesleept' });
  /** @param {string} selector */
  const dropText = (selector) => page.evaluate(([where, what]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', what);
    const target = document.querySelector(where);
    return ['dragover', 'drop'].map((type) => !target?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })));
  }, /** @type {const} */ ([selector, text]));
  await open('#/nieuw');
  assert.deepEqual(await dropText('[id="answer.persons"]'), [false, false], 'left to the browser');
  assert.deepEqual(await dropText('main'), [true, true]);
  await heading(page, 'Importeren').waitFor();
  await reads(field(page, pasteHere), text);
  await says(page.locator('[id="preview.answer.persons"]'), 'gesleept');
});

visit('what was not recognised stays until it is dealt with: moved, removed, taken back', {}, async ({ page, open }) => {
  await open('#/importeren');
  await paste(page, pasteHere, `Vooraf geschreven\n\nHOELANG DUURDE DE REIS?\n\nTwee dagen`);
  await button(page, accept).click();
  await page.waitForURL(draftAddress);
  await says(page.locator('[id="state.progress"]'), '1 van 7 beantwoord, 1 niet herkend');
  const which = ' (niet herkende tekst 1)';
  await button(page, `Verplaats naar een antwoord${which}`).click();
  await button(page, `Zet bij: ${names[1]}${which}`).click();
  await shows(page, `De tekst staat nu bij ‘${names[1]}’.`);
  await reads(field(page, names[1]), 'Twee dagen\n\nVooraf geschreven');
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Ongedaan maken'));
  await page.keyboard.press('Enter');
  await reads(field(page, names[1]), 'Twee dagen');
  await page.locator('[id="unplaced.0"]').waitFor();
  await button(page, `Verwijderen${which}`).click();
  await page.locator('[id="unplaced.0"]').waitFor({ state: 'detached' });
  await eventually(async () => assert.deepEqual(JSON.parse((await kept(page))[0]).unplaced, []));
  await button(page, 'Ongedaan maken').click();
  await eventually(async () => assert.deepEqual(JSON.parse((await kept(page))[0]).unplaced, ['Vooraf geschreven']));
});

visit('bullets and links without address: one step each on Controleren, and one back', {}, async ({ page, open }) => {
  const typed = 'Gezien:\n• Gent\n* [Brugge](#)';
  await open('#/nieuw');
  await paste(page, names[3], typed);
  await button(page, 'Controleren').click();
  const answer = page.locator('[id="read.answer.locations"]');
  await shows(page, 'Hier staat een link zonder adres.');
  await button(page, `Opsomming netjes maken: ${names[3]}`).click();
  await says(answer, 'Gezien:\n- Gent\n- [Brugge](#)');
  await button(page, `Link weghalen, tekst houden: ${names[3]}`).click();
  await says(answer, 'Gezien:\n- Gent\n- Brugge');
  await button(page, `Ongedaan maken: ${names[3]}`).click();
  await says(answer, 'Gezien:\n- Gent\n- [Brugge](#)');
  await link(page, `Wijzig ${names[3]}`).click();
  await reads(field(page, names[3]), 'Gezien:\n- Gent\n- [Brugge](#)');
  await eventually(async () => assert.equal(JSON.parse((await kept(page))[0]).answers[3], 'Gezien:\n- Gent\n- [Brugge](#)'));
});
