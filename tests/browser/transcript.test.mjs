// What is heard of every screen from its first word to its last, and what is said while somebody works, word for word: a simulated
// screen reader in the page, compared with tests/data/transcripts. The campaign `looks` reads the text view too; its option --write writes
// what is heard into those files, to be read by a person. What no simulation can tell is orca.test.mjs's.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { isCampaign, wants } from './options.mjs';
import { drawn, faceIs } from './screens.mjs';
import {
  button, choose, chooseBackup, copies, draftId, eventually, field, heading, keptAt, link, names, neverIndexedDB, paste, pasteHere, record, says, stored,
  textReport, tripGroup, tripName, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */

useBrowser();

const folder = fileURLToPath(new URL('../data/transcripts/', import.meta.url));
/** What was heard becomes what is expected. It is never a run that passes: somebody has to read what has changed. */
const writes = wants('write');
if (writes && process.env.CI) throw new Error('--write: what is expected is written by a person who reads it, not in CI');
/** Files that were written in this run. @type {string[]} */
const written = [];
after(() => {
  if (!writes) return;
  console.log(`${written.length} transcripts are other than before${written.map((file) => `\n  ${file}`).join('')}\nTo be read with git diff; this run counts as failed.`);
  process.exitCode = 1;
});

/** The library as a script that leaves its reader in the page; it is made as a module, which the page's policy has no address for. */
const reader = (() => {
  const source = readFileSync(createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/browser.js'), 'utf8');
  const exported = /export\s*\{([^}]*)\};?/.exec(source);
  const name = /([\w$]+) as virtual\b/.exec(exported?.[1] ?? '')?.[1];
  assert.ok(exported && name, 'the library exports its reader');
  return `(() => {${source.replace(exported[0], () => `globalThis.screenReader = ${name};`)}\n})()`;
})();

/** @param {Page} page */
async function startReader(page) {
  const session = await page.context().newCDPSession(page);
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: reader });
  assert.equal(exceptionDetails, undefined);
  await page.evaluate(() => /** @type {any} */ (window).screenReader.start({ container: document.body }));
}

/** All that was said since the reader started. @param {Page} page @returns {Promise<string[]>} */
const spoken = (page) => page.evaluate(() => /** @type {any} */ (window).screenReader.spokenPhraseLog());

/** From the first word to the last. @param {Page} page */
async function readAll(page) {
  await startReader(page);
  return page.evaluate(async () => {
    const { screenReader } = /** @type {any} */ (window);
    for (let steps = 0; await screenReader.lastSpokenPhrase() !== 'end of document'; steps++) {
      if (steps > 2000) throw new Error('the document has no end');
      await screenReader.next();
    }
    /** @type {string[]} */
    const all = await screenReader.spokenPhraseLog();
    // Behind it are the two regions that speak by themselves. What stands there for browsers without scripts no browser with them shows.
    const unseen = document.querySelector('noscript')?.textContent;
    return all.slice(0, all.indexOf('end of main') + 1).filter((phrase) => !phrase.startsWith('polite: ') && phrase !== unseen);
  });
}

/** What is another one with each build and browser. @param {string} phrase */
const lasting = (phrase) => phrase.replace(/(pagina: )\w{7}\./, '$1….').replace(/ongeveer \S+ \S+ van \S+ \S+\.$/, 'ongeveer … van ….');

/**
 * What differs between two texts, as lines: those that are gone with a minus, those that came with a plus, and the line before each place.
 * @param {string[]} before @param {string[]} now
 */
function difference(before, now) {
  // Length of the longest common subsequence of what begins at each pair of lines.
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) common[i][j] = before[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  }
  /** @type {string[]} */
  const lines = [];
  let isSame = true;
  for (let i = 0, j = 0; i < before.length || j < now.length;) {
    if (i < before.length && j < now.length && before[i] === now[j]) {
      isSame = true;
      i++;
      j++;
      continue;
    }
    if (isSame) lines.push(`@ line ${i + 1}, after: ${before[i - 1] ?? '(the beginning)'}`);
    isSame = false;
    if (j >= now.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) lines.push(`- ${before[i++]}`);
    else lines.push(`+ ${now[j++]}`);
  }
  return lines;
}

/** @param {string} name @param {string[]} said */
function compare(name, said) {
  const file = `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.txt`;
  const text = `# ${name}\n${said.map((phrase) => `${lasting(phrase.replace(/\s+/g, ' ').trim())}\n`).join('')}`;
  let before = '';
  try {
    before = readFileSync(folder + file, 'utf8');
  } catch {
    // A screen that is new: all of it is more than there was.
  }
  if (text === before) return;
  if (!writes) assert.fail(`what is heard is another than tests/data/transcripts/${file} has (-: gone, +: came; --option write takes it over)\n${difference(before.split('\n'), text.split('\n')).join('\n')}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + file, text);
  written.push(file);
}

test('a difference is told by its lines', () => {
  assert.deepEqual(difference(['a', 'b', 'c', 'd'], ['a', 'c', 'x', 'd']), ['@ line 2, after: a', '- b', '@ line 4, after: c', '+ x']);
  assert.deepEqual(difference(['a'], ['a']), []);
});

// ---- Screens ------------------------------------------------------------------------------------------------------------------

const answers = {
  persons: '2 adviseurs', duration: 'Eén dag', purpose: 'Kijken naar:\n- fietsstraten\n- waterpleinen', locations: '[brochure](#) van Gent',
  met: '', results: '* een ontwerp', followup: 'Nee',
};
const draft = record({ id: draftId(1), answers, trip: { name: 'Werkbezoek Gent', departure: '2026-09-30' }, unplaced: ['Los blad'], time: '2026-11-21T09:30:00+01:00' });

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const screens = {
  'Verslagen, empty': ({ open }) => open('#/'),
  async 'Verslagen with drafts'({ open, store, page }) {
    await store([draft, record({ id: draftId(2), answers: { persons: 'vier' }, time: '2026-11-20T09:30:00+01:00' }), [record({ id: draftId(9) })[0], 'kapot']]);
    await open('#/');
    await link(page, 'Werkbezoek Gent').waitFor();
  },
  'Schrijven, new': ({ open }) => open('#/nieuw'),
  async 'Schrijven, all of it unfolded'({ open, store, page }) {
    await store([draft]);
    await open(`#/verslag/${draftId(1)}`);
    for (const name of names) await button(page, `Uitleg en voorbeeld: ${name}`).click();
    await button(page, tripGroup).click();
    await page.getByLabel(tripName, { exact: true }).waitFor();
  },
  async 'Schrijven, written in another tab'({ open, store, context, page }) {
    await store([draft]);
    const other = await context.newPage();
    await open(`#/verslag/${draftId(1)}`, other);
    await open(`#/verslag/${draftId(1)}`);
    await page.locator('#reads-along').waitFor();
  },
  async Controleren({ open, store }) {
    await store([draft]);
    await open(`#/verslag/${draftId(1)}/controleren`);
  },
  async 'Eerdere versies'({ open, store, page }) {
    await store([draft]);
    await open(`#/verslag/${draftId(1)}`);
    await write(page, names[0], ' en een chauffeur');
    await button(page, 'Eerdere versies').click();
    await page.getByRole('button', { name: /^Vergelijken/ }).click();
    await page.locator('ins').waitFor();
  },
  'Importeren, empty': ({ open }) => open('#/importeren'),
  async 'Importeren with a preview'({ open, page }) {
    await open('#/importeren');
    await paste(page, pasteHere, `Losse tekst\n${textReport(answers)}`);
    await button(page, 'Overnemen als nieuw verslag').waitFor();
  },
  async 'Reservekopie terugzetten'({ open, store, page }) {
    await store([draft]);
    await open('#/terugzetten');
    await chooseBackup(page, [[draftId(1), { answers, time: '2026-11-22T10:00:00+01:00', revision: 3 }], [draftId(2), { name: 'Delft', answers }]]);
    await button(page, 'Samenvoegen').waitFor();
  },
  async Prullenbak({ open, store, page }) {
    await store([draft, record({ id: draftId(2), answers: { persons: 'vier' }, time: '2026-11-20T09:30:00+01:00' })]);
    await open('#/');
    await page.getByRole('button', { name: /^Verwijderen/ }).first().click();
    await page.getByRole('button', { name: /^Verwijderen/ }).nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await link(page, 'Prullenbak').click();
    await page.getByRole('button', { name: /^Definitief verwijderen/ }).nth(1).click();
  },
  Hulp: ({ open }) => open('#/hulp'),
  async 'Op dit apparaat'({ open, store, page }) {
    await store([draft]);
    await open('#/apparaat');
    for (const words of [/^Veiligheidskopie: 1 van 1/, /^Versie van deze pagina/, /^Offline klaar/]) await page.getByText(words).waitFor();
    await button(page, 'Alles wissen op dit apparaat').click();
    await button(page, 'Ja, alles wissen').waitFor();
  },
  Privacy: ({ open }) => open('#/privacy'),
  Toegankelijkheid: ({ open }) => open('#/toegankelijkheid'),
  'a draft that is not there': ({ open }) => open(`#/verslag/${draftId(77)}`),
};

const clock = new Date('2026-11-23T14:03:00+01:00');
const options = { browser: { timezoneId: 'Europe/Amsterdam', viewport: { width: 1280, height: 900 } } };

/** Where it is said that the page works without a network, which takes a worker. */
const offline = ['Verslagen, empty', 'Verslagen with drafts', 'Op dit apparaat'];

for (const [screen, reach] of Object.entries(screens)) {
  visit(`${screen}: word for word${isCampaign ? ', the same in both faces' : ''}`, { ...options, serviceWorker: offline.includes(screen) }, async (place) => {
    const { page } = place;
    await page.clock.setFixedTime(clock);
    await reach(place);
    // When it comes is the service worker's business.
    if (screen.startsWith('Verslagen')) await page.getByText('Offline klaar').waitFor();
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
    await drawn(page);
    const painted = await readAll(page);
    compare(screen, painted);
    if (!isCampaign) return;
    await page.evaluate(() => /** @type {any} */ (window).screenReader.stop());
    await page.getByRole('switch', { name: 'Tekstweergave' }).click();
    await faceIs(page, true);
    await eventually(async () => assert.match((await page.locator('.voice').allTextContents()).join(), /Tekstweergave/));
    const inFlow = await readAll(page);
    const own = (/** @type {string[]} */ said) => said.filter((phrase) => !/^(switch, )?Tekstweergave/.test(phrase));
    assert.deepEqual(own(inFlow), own(painted));
  });
}

visit('what is said while somebody works, word for word', { ...options, timeout: 90_000 }, async ({ page, open }) => {
  await page.clock.setFixedTime(clock);
  await open('#/');
  await page.evaluate(() => {
    const own = document.createElement('p');
    own.id = 'own-voice';
    own.role = 'status';
    document.body.append(own);
  });
  await startReader(page);
  /** @type {string[]} */
  const said = [];
  let steps = 0;
  let heard = 0;
  const live = async () => (await spoken(page)).filter((phrase) => /^(polite|assertive): ./.test(phrase)).slice(heard);
  /**
   * Something is done, and what is said of it waited for. Then a voice of the test's own speaks: what the page had to say comes before it.
   * @param {string} what @param {() => Promise<unknown>} act with the waiting for its effect, where nothing should be said of it
   * @param {RegExp} [until]
   */
  const doing = async (what, act, until) => {
    await act();
    if (until) await eventually(async () => assert.match((await live()).join('\n'), until, what));
    await drawn(page);
    const own = `polite: step ${++steps}.`;
    await page.evaluate((words) => { /** @type {HTMLElement} */ (document.getElementById('own-voice')).textContent = words; }, own.slice('polite: '.length));
    await eventually(async () => assert.ok((await live()).includes(own), `${own} is heard`));
    const now = await live();
    heard += now.length;
    said.push(`[${what}]`, ...now.filter((phrase) => phrase !== own));
  };
  const question = (/** @type {number} */ i) => field(page, names[i]);
  /** Types a text and waits until that is kept: whatever could be said of it while typing has been said. @param {number} i @param {string} text */
  const types = async (i, text) => {
    await question(i).pressSequentially(text);
    const typed = text.replace('• ', '');
    await eventually(async () => assert.ok(Object.values(await (neverIndexedDB ? stored : copies)(page)).some((line) => line.includes(typed)), `${typed} is kept`));
    await says(page.locator('[id="state.save"]'), keptAt);
  };
  await doing('new report', async () => {
    await button(page, 'Nieuw verslag').click();
    await question(0).waitFor();
  });
  await doing('typing in the first question', () => types(0, '2 adviseurs'));
  await doing('to the next question', () => question(1).focus(), /Bewaard/);
  await doing('back and on again, nothing changed', async () => {
    await question(0).focus();
    await question(1).focus();
  });
  await doing('typing in the second question', () => types(1, 'drie dagen'));
  await doing('to the next question', () => question(2).focus(), /Bewaard/);
  await doing('a list', () => types(2, '• fietsstraten'));
  await doing('Ctrl+S', () => page.keyboard.press('Control+s'), /Bewaard/);
  await doing('Controleren', async () => {
    await button(page, 'Controleren').click();
    await heading(page, 'Controleren').waitFor();
  });
  await doing('tidy', () => button(page, `Opsomming netjes maken: ${names[2]}`).click(), /netjes/);
  await doing('undo', () => page.locator('[id="undo.change"]').click(), /ongedaan/i);
  await doing('download', () => button(page, 'Download als tekst').click(), /verslag-dienstreis/);
  await doing('to the list', async () => {
    await link(page, 'Verslagen').click();
    await heading(page, 'Verslagen').waitFor();
  });
  await doing('search', () => field(page, 'Zoeken in verslagen').fill('nergens'), /Geen verslag/);
  await doing('another search', () => field(page, 'Zoeken in verslagen').fill('adviseurs'), /1 verslag/);
  await doing('search again', () => field(page, 'Zoeken in verslagen').fill(''));
  await doing('delete', () => page.getByRole('button', { name: /^Verwijderen/ }).click(), /verwijderd/);
  await doing('undo', () => button(page, 'Ongedaan maken').click(), /terug/);
  await doing('an empty file', async () => {
    await button(page, 'Importeren').click();
    await choose(page, { name: 'leeg.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  }, /leeg/);
  await doing('a report', () => choose(page, { name: 'verslag.txt', mimeType: 'text/plain', buffer: Buffer.from(textReport(answers)) }), /overgenomen/);
  await doing('taken over', () => button(page, 'Overnemen als nieuw verslag').click(), /nieuw|verslag/i);
  await doing('English', () => button(page, 'English').click(), /English/);
  compare('What is said', said);
});
