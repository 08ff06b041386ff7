// A backup in a browser: made, put back where everything is gone, and put back where work has gone on. Each time what is stored is compared
// byte for byte, and what the writer is told is read. It knows the file's format and the database's stores. The long form (campaign stores)
// also reads a file of 20 MB.
import assert from 'node:assert/strict';

import { isCampaign } from './options.mjs';
import {
  answersOn, button, choose, chooseBackup, database, downloaded, draftId, drop, emptyStores, eventually, heading, kept, link, names, neverIndexedDB, prefix, record, says,
  shows, stored, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();

const one = { id: draftId(1), name: 'Werkbezoek Gent', answers: { persons: 'twee', met: 'één €, 😀, العربية' } };
const two = { id: draftId(2), answers: { persons: 'vier' }, trip: { name: 'Delft' } };
const make = (/** @type {Page} */ page) => downloaded(page, () => button(page, 'Reservekopie maken').click());
/** @param {Page} page @param {Buffer} bytes */
async function preview(page, bytes) {
  await button(page, 'Reservekopie terugzetten').click();
  await heading(page, 'Reservekopie terugzetten').waitFor();
  await choose(page, { name: 'kopie.json', mimeType: 'application/json', buffer: bytes });
  await heading(page, 'Dit staat in de reservekopie').waitFor();
}
/** What localStorage has of drafts. @param {Page} page */
const lines = async (page) => Object.fromEntries(Object.entries(await stored(page)).filter(([key]) => key.startsWith(`${prefix()}d `)));
/** @param {Page} page */
const inTrash = async (page) => Object.values(await kept(page, 'trash')).map(({ line }) => JSON.parse(line.slice(line.indexOf('{'))).report.answers.persons);

visit('made, everything wiped, put back: the same bytes in both stores, and what was in the trash', {}, async ({ page, open, store }) => {
  await store([record(one), record(two), record({ id: draftId(3), name: 'Weg', answers: { persons: 'weg' } })]);
  await open('#/');
  await button(page, 'Verwijderen Weg').click();
  if (!neverIndexedDB) await eventually(async () => assert.deepEqual(await inTrash(page), ['weg']));
  const { name, bytes } = await make(page);
  assert.match(name, /^reservekopie-verslagen-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(bytes.toString());
  assert.deepEqual(file.drafts.map((/** @type {any} */ draft) => draft.record), [record(one)[1], record(two)[1]]);
  assert.deepEqual(file.drafts[0].report.answers.met, one.answers.met);
  const before = await lines(page);
  const copies = neverIndexedDB ? {} : await kept(page, 'drafts');

  await page.goto('about:blank');
  await store([]);
  await page.evaluate(emptyStores, database());
  await open('#/');
  await shows(page, /^Schrijf het verslag van je buitenlandse dienstreis/);  // what stands there instead of a list
  assert.deepEqual(await lines(page), {});
  await preview(page, bytes);
  await says(page.locator('[id="backup.facts"]'), /2 verslagen, 2 nieuw\./);
  await button(page, 'Samenvoegen').click();
  await link(page, 'Werkbezoek Gent').waitFor();
  await eventually(async () => assert.deepEqual(await lines(page), before));
  if (!neverIndexedDB) {
    await eventually(async () => assert.deepEqual(await kept(page, 'drafts'), copies));
    await eventually(async () => assert.deepEqual(await inTrash(page), ['weg']));
  }
  await link(page, 'Werkbezoek Gent').click();
  await eventually(async () => assert.equal((await answersOn(page)).met, one.answers.met));

  // Once more: there is nothing to do.
  await open('#/');
  await preview(page, bytes);
  await says(page.locator('[id="backup.facts"]'), /2 verslagen, 2 gelijk\./);
  await button(page, 'Samenvoegen').click();
  await link(page, 'Werkbezoek Gent').waitFor();
  assert.deepEqual(await lines(page), before);  // localStorage is written before the list is shown
});

if (!neverIndexedDB) visit('earlier versions come back with their draft, byte for byte, and are not doubled', {}, async ({ page, open, store }) => {
  await store([record(one)]);
  await open(`#/verslag/${one.id}`);
  await write(page, names[0], ' en een half');
  await says(page.locator('[id="state.save"]'), /^Bewaard op dit apparaat, /);
  await open(`#/verslag/${one.id}/versies`);
  await page.locator('[id="moment.name"]').fill('Voor het gesprek');
  await button(page, 'Moment bewaren').click();
  await eventually(async () => assert.equal(Object.keys(await kept(page, 'history')).length, 2));
  const before = await kept(page, 'history');
  await open('#/');
  const { bytes } = await make(page);
  assert.deepEqual(JSON.parse(bytes.toString()).history.map((/** @type {any} */ { draft, name }) => [draft, name]).sort(), [[one.id, undefined], [one.id, 'Voor het gesprek']]);

  await page.goto('about:blank');
  await store([]);
  await page.evaluate(emptyStores, database());
  await open('#/');
  await eventually(async () => assert.deepEqual(await kept(page, 'history'), {}));
  for (const words of [/1 verslag, 1 nieuw\. Eerdere versies in de kopie: 2\./, /1 verslag, 1 gelijk\./]) {
    await preview(page, bytes);
    await says(page.locator('[id="backup.facts"]'), words);
    await button(page, 'Samenvoegen').click();
    await link(page, 'Werkbezoek Gent').waitFor();
    await eventually(async () => assert.deepEqual(await kept(page, 'history'), before));
  }
  await open(`#/verslag/${one.id}/versies`);
  await shows(page, /Voor het gesprek/);
});

visit('where work has gone on: what the preview says, and nothing that is here is lost', {}, async ({ page, open, store }) => {
  await store([record(one), record(two), record({ id: draftId(4), name: 'Alleen hier', answers: { persons: 'hier' } })]);
  await open('#/terugzetten');
  await chooseBackup(page, [
    [one.id, { ...one, revision: 3, answers: { persons: 'twee en een half' } }], [two.id, { ...two, revision: 1 , answers: { persons: 'drie' } }],
    [draftId(5), { name: 'Uit de kopie', answers: { persons: 'kopie' } }],
  ]);
  await says(page.locator('[id="backup.facts"]'), /3 verslagen, 1 nieuw, 1 nieuwer, 1 ouder\./);
  for (const [i, kind] of ['Nieuwer', 'Ouder', 'Nieuw'].entries()) await says(page.locator(`[id="backup.${i}.facts"]`), new RegExp(`^${kind}: `));
  if (neverIndexedDB) {
    assert.equal(await button(page, 'Vervangen').count(), 0, 'there is no trash');
    await button(page, 'Samenvoegen').click();
    await shows(page, /5 verslagen/);
    return;
  }
  await button(page, 'Vervangen').click();
  await shows(page, /3 verslagen/);
  await eventually(async () => assert.deepEqual((await inTrash(page)).sort(), ['hier', 'twee', 'vier']));
  await open('#/prullenbak');
  await button(page, 'Terugzetten Alleen hier').click();
  await open('#/');
  await link(page, 'Alleen hier').waitFor();
});

visit('dropped at Importeren, cut short, or no backup at all', {}, async ({ page, open, store }) => {
  await store([record(one), record(two)]);
  await open('#/');
  const { bytes } = await make(page);
  await open('#/importeren');
  await drop(page, 'kopie.json', bytes.toString());
  await says(page.locator('[id="backup.facts"]'), /2 verslagen, 2 gelijk\./);
  await eventually(() => assert.match(page.url(), /#\/terugzetten$/));
  await choose(page, { name: 'half.json', mimeType: 'application/json', buffer: bytes.subarray(0, bytes.length * 0.7) });
  await says(page.locator('[id="restore.trouble"]'), 'Dit bestand is niet heel. Je ziet hieronder alles wat nog te lezen is.');
  await button(page, 'Samenvoegen').waitFor();
  await choose(page, { name: 'plaatje.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]) });
  await says(page.locator('[id="restore.trouble"]'), /^Dit is geen reservekopie van deze pagina\./);
  await button(page, 'Samenvoegen').waitFor({ state: 'detached' });
});

if (isCampaign) visit('a backup of 20 MB is read; a file of that size that is none is not', { timeout: 120_000 }, async ({ page, open }) => {
  await open('#/terugzetten');
  const drafts = Array.from({ length: 20 }, (_, i) => /** @type {[string, any]} */ ([draftId(i + 1), { name: `Groot ${i}`, answers: { persons: 'x'.repeat(1e6) } }]));
  await chooseBackup(page, drafts);
  await says(page.locator('[id="backup.facts"]'), /20 verslagen, 20 nieuw\./);
  await choose(page, { name: 'groot.json', mimeType: 'application/json', buffer: Buffer.alloc(20e6, ' ') });
  await says(page.locator('[id="restore.trouble"]'), 'Dit is geen reservekopie van deze pagina, of hij is te groot (meer dan 64 MB of 50.000 teksten).');
});

visit('a quiet word when much was written since the last one', {}, async ({ page, open, store }) => {
  await store([record({ ...one, answers: { persons: 'x'.repeat(12_000) } })]);
  await open('#/');
  await shows(page, 'Er staat veel tekst in je verslagen. Een reservekopie is een bestand met al je verslagen.');
  // Offered is not there: the browser may refuse it, as some are told to.
  await make(page);
  await shows(page, /^Reservekopie aangeboden als download: reservekopie-verslagen-.*\.json\. Kijk in je map Downloads\.$/);
  await open('#/');
  await shows(page, 'Er staat veel tekst in je verslagen. Een reservekopie is een bestand met al je verslagen.');
  await make(page);
  await button(page, 'De reservekopie staat in mijn map Downloads').click();
  await page.locator('[id="backup-due.text"]').waitFor({ state: 'detached' });
  await shows(page, 'Deze pagina onthoudt dat je de reservekopie hebt.');
  await open('#/');
  await button(page, 'Reservekopie maken').waitFor();
  assert.equal(await page.locator('[id="backup-due.text"]').count(), 0, 'and it is remembered');
});
