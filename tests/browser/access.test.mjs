// What Chromium tells assistive software, and what axe has to say, on every screen: painted, and the same in the text view. The campaign
// `looks` has axe again in dark, in forced colours and in English. It may not know how the elements are made.
// axe cannot judge words that lie transparent over a picture, so it also looks at the elements' own face.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { isCampaign } from './options.mjs';
import { drawn } from './screens.mjs';
import {
  address, answersOn, button, choose, downloaded, draftAddress, draftId, eventually, field, finds, heading, ids, keptAt, keptWords, link, names, paste,
  pasteHere, reads, ready, record, says, seed, tripGroup, tripName, useBrowser, visit,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */
/** @typedef {{role: string, name: string, level?: number}} Spoken */

useBrowser();
const example = seed();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The accessibility tree as Chromium hands it out, in reading order. @param {Page} page @returns {Promise<Spoken[]>} */
async function spoken(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {Spoken[]} */
  const found = [];
  const walk = (/** @type {string} */ id) => {
    const node = byId.get(id);
    if (!node) return;
    if (!node.ignored) {
      const level = node.properties?.find((property) => property.name === 'level')?.value.value;
      found.push({ role: String(node.role?.value ?? ''), name: String(node.name?.value ?? ''), ...(level ? { level } : {}) });
    }
    for (const child of node.childIds ?? []) walk(child);
  };
  walk(nodes[0].nodeId);
  return found;
}

/** @param {Spoken[]} tree @param {string} role */
const all = (tree, role) => tree.filter((node) => node.role === role);

/** What holds for every screen. @param {Page} page @param {string} title @returns {Promise<Spoken[]>} */
async function basics(page, title) {
  const tree = await spoken(page);
  assert.equal(all(tree, 'main').length, 1, 'one main landmark');
  assert.equal(all(tree, 'banner').length, 1, 'one banner');
  const headings = all(tree, 'heading');
  assert.deepEqual(headings.filter((node) => node.level === 1).map((node) => node.name), [title]);
  headings.forEach((node, i) => {
    const before = headings[i - 1]?.level ?? 0;
    assert.ok((node.level ?? 0) <= before + 1, `heading ${node.name} skips a level`);
  });
  for (const role of ['button', 'link', 'textbox', 'group', 'navigation', 'Date', 'list']) {
    // A list may do without a name; whatever is operated may not.
    if (role !== 'list') for (const node of all(tree, role)) assert.notEqual(node.name.trim(), '', `a ${role} without a name`);
  }
  for (const role of ['button', 'link']) {
    // The button in a date field is the browser's own.
    const called = all(tree, role).map((node) => node.name).filter((name) => !name.startsWith('Show date picker'));
    assert.equal(new Set(called).size, called.length, `each ${role} has a name of its own: ${called}`);
  }
  return tree;
}

/** @param {Page} page @param {string} screen @param {'everything' | 'colours'} [about] */
async function axeFinds(page, screen, about = 'everything') {
  if (!await page.evaluate(() => 'axe' in window)) {
    // As a script of the debugger, because the page's policy lets no other script in.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    await session.detach();
  }
  const violations = await page.evaluate(async (all) => {
    const axe_ = /** @type {any} */ (window).axe;
    const which = all ? { rules: { 'target-size': { enabled: true } } } : { runOnly: ['target-size'] };
    const { violations: found } = await axe_.run(document, { resultTypes: ['violations'], ...which });
    // The picture is painted in the colours of the elements' own face, and that one axe can judge; its places are then nobody's.
    const { classList } = document.documentElement;
    const isPainted = classList.contains('painted');
    classList.remove('painted');
    const plain = await axe_.run(document, { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] });
    classList.toggle('painted', isPainted);
    return [...found, ...plain.violations].map((/** @type {any} */ one) => `${one.id} (${one.impact}): ${one.help}: ${one.nodes.map((/** @type {any} */ node) => node.target.join(' ')).join(', ')}`);
  }, about === 'everything');
  assert.deepEqual(violations, [], `axe on ${screen}`);
}

/** @param {Page} page */
async function speakEnglish(page) {
  await button(page, 'English').click();
  await page.locator('html[lang=en]').waitFor();
  await button(page, 'Nederlands').waitFor();
}

/** @type {Record<string, {title: string, prepare: (visit: Visit) => Promise<void>, look?: (tree: Spoken[], page: Page) => Promise<void>}>} */
const screens = {
  'Verslagen, empty': {
    title: 'Verslagen',
    prepare: ({ open }) => open('#/'),
    async look(tree) {
      assert.deepEqual(all(tree, 'button').map((node) => node.name), ['English', 'Nieuw verslag', 'Importeren', 'Reservekopie maken', 'Reservekopie terugzetten']);
    },
  },
  'Verslagen with drafts, one of them unreadable, one deleted': {
    title: 'Verslagen',
    async prepare({ open, store, page }) {
      const [key] = record({ id: draftId(9) });
      await store([...[1, 2, 3].map((i) => record({ id: draftId(i), answers: example.answers, trip: { name: `Reis ${i}` } })), [key, 'kapot']]);
      await open('#/');
      await button(page, 'Verwijderen Reis 2').click();
      await button(page, 'Ongedaan maken').waitFor();
    },
    async look(tree) {
      const called = all(tree, 'button').map((node) => node.name);
      for (const name of ['Nieuw verslag', 'Importeren', 'Verwijderen Reis 1', 'Verwijderen Reis 3', 'Ongedaan maken']) assert.ok(called.includes(name), name);
      assert.ok(called.some((name) => name.startsWith('Download de ruwe gegevens')));
      for (const name of ['Reis 1', 'Reis 3']) assert.ok(all(tree, 'link').some((node) => node.name === name), name);
    },
  },
  'a new draft': {
    title: 'Verslag buitenlandse dienstreis',
    prepare: ({ open }) => open('#/nieuw'),
    async look(tree) {
      assert.deepEqual(all(tree, 'textbox').map((node) => node.name), names);
      const headings = all(tree, 'heading').filter((node) => node.level === 2).map((node) => node.name);
      assert.deepEqual(headings, names, 'each question is a heading');
      const called = all(tree, 'button').map((node) => node.name);
      assert.deepEqual(called, ['English', ...names.map((name) => `Uitleg en voorbeeld: ${name}`), tripGroup, 'Controleren', 'Eerdere versies']);
      assert.deepEqual(all(tree, 'group').map((node) => node.name), [tripGroup]);
    },
  },
  'writing, hints and trip details unfolded': {
    title: 'Verslag buitenlandse dienstreis',
    async prepare({ open, store, page }) {
      await store([record({ id: draftId(1), answers: example.answers, trip: { name: 'Werkbezoek' } })]);
      await open(`#/verslag/${draftId(1)}`);
      for (const name of names) await button(page, `Uitleg en voorbeeld: ${name}`).click();
      await button(page, tripGroup).click();
      await page.getByLabel(tripName, { exact: true }).waitFor();
    },
    async look(tree, page) {
      assert.deepEqual(all(tree, 'textbox').map((node) => node.name).slice(0, 7), names);
      assert.equal(await page.getByRole('group', { name: tripGroup }).locator('input').count(), 13);
      assert.deepEqual(await answersOn(page), example.answers);
    },
  },
  Controleren: {
    title: 'Controleren',
    async prepare({ open, store }) {
      await store([record({ id: draftId(1), answers: { ...example.answers, met: '' }, trip: { name: 'Werkbezoek' } })]);
      await open(`#/verslag/${draftId(1)}/controleren`);
    },
    async look(tree) {
      for (const name of names) assert.ok(all(tree, 'link').some((node) => node.name === `Wijzig ${name}`), name);
      const called = all(tree, 'button').map((node) => node.name);
      for (const name of ['Download als tekst', 'Download als JSON']) assert.ok(called.includes(name), name);
      assert.ok(tree.some((node) => node.name === 'Niet ingevuld'));
    },
  },
  'Importeren with a preview': {
    title: 'Importeren',
    async prepare({ open, page }) {
      await open('#/importeren');
      await paste(page, pasteHere, `Losse tekst\n${example.text}`);
      await button(page, 'Overnemen als nieuw verslag').waitFor();
    },
    async look(tree) {
      assert.deepEqual(all(tree, 'textbox').map((node) => node.name), [pasteHere]);
      // The chooser is one button with the words that stand on it.
      assert.ok(all(tree, 'button').some((node) => node.name.startsWith('Bestand kiezen')), JSON.stringify(all(tree, 'button')));
    },
  },
  'Importeren with an error': {
    title: 'Importeren',
    async prepare({ open, page }) {
      await open('#/importeren');
      await choose(page, { name: 'leeg.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
      await page.locator('[id="import.trouble"]').getByText('Dit bestand is leeg.').waitFor();
    },
  },
  'Verslagen, one of three found': {
    title: 'Verslagen',
    async prepare({ open, store, page }) {
      await store([1, 2, 3].map((i) => record({ id: draftId(i), answers: example.answers, trip: { name: i === 2 ? 'Śnieżka in de sneeuw' : `Reis ${i}` } })));
      await open('#/');
      await field(page, 'Zoeken in verslagen').fill('sniezka SNEEUW');
      await page.getByText('1 van 3 verslagen gevonden').waitFor();
    },
    async look(tree) {
      assert.deepEqual(all(tree, 'textbox').map((node) => node.name), ['Zoeken in verslagen']);
      assert.equal(all(tree, 'search').length, 1);
      assert.deepEqual(all(tree, 'link').filter((node) => /^(Reis |Śn)/.test(node.name)).map((node) => node.name), ['Śnieżka in de sneeuw']);
    },
  },
  'Op dit apparaat': {
    title: 'Op dit apparaat',
    async prepare({ open, store, page }) {
      await store([record({ id: draftId(1), answers: example.answers })]);
      await open('#/apparaat');
      await page.getByText(/^Versie van deze pagina/).waitFor();
      await page.locator('#wipe').click();
      await page.locator('[id="wipe.yes"]').waitFor();
    },
    async look(tree) {
      assert.deepEqual(all(tree, 'group').map((node) => node.name), ['Alles wissen']);
      assert.deepEqual(all(tree, 'button').map((node) => node.name).slice(-2), ['Niet wissen', 'Ja, alles wissen']);
    },
  },
  'Eerdere versies': {
    title: 'Eerdere versies',
    async prepare({ open, store, page }) {
      await store([record({ id: draftId(1), answers: { persons: 'vier personen' } })]);
      await open(`#/verslag/${draftId(1)}`);
      await page.locator('[id="answer.persons"]').fill('vijf personen');
      await page.locator('#versions').click();
      await page.getByRole('button', { name: /^Vergelijken/ }).click();
      await page.getByRole('button', { name: /^Verwijderen/ }).click();
      await page.getByRole('button', { name: /^Ja, verwijderen/ }).waitFor();
      await page.getByRole('insertion').waitFor();
    },
    async look(tree) {
      assert.deepEqual([all(tree, 'deletion').length, all(tree, 'insertion').length], [1, 1]);
      const called = all(tree, 'button').map((node) => node.name.replace(/ \d+ \w+ \d+, [\d:]+$/, ' …'));
      assert.deepEqual(called, ['English', 'Moment bewaren', 'Vergelijken …', 'Terugzetten …', 'Verwijderen …', 'Ja, verwijderen: …', 'Terug naar schrijven']);
    },
  },
  Privacy: { title: 'Privacy', prepare: ({ open }) => open('#/privacy') },
  Hulp: { title: 'Hulp', prepare: ({ open }) => open('#/hulp') },
  Toegankelijkheid: { title: 'Toegankelijkheid: wat is getest', prepare: ({ open }) => open('#/toegankelijkheid') },
  'a draft that is not there': {
    title: 'Dit verslag staat niet in deze browser',
    prepare: ({ open }) => open(`#/verslag/${draftId(77)}`),
  },
};

/** What axe finds in dark, in the campaign. @param {Page} page @param {string} screen @param {'everything' | 'colours'} [about] */
async function axeFindsInDark(page, screen, about = 'colours') {
  if (!isCampaign) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawn(page);
  await axeFinds(page, `${screen}, dark`, about);
}

visit('Herstel: accessibility tree, axe', { browser: { colorScheme: 'light' } }, async ({ page, store }) => {
  const [key, line] = record({ id: draftId(9), revision: 4 });
  const last = JSON.stringify({ time: '2026-11-23T14:05:00.250', name: 'Reis 1', report: { answers: { persons: 'een halve zin' }, trip: {}, unplaced: [] } });
  await store([...[1, 2].map((i) => record({ id: draftId(i), answers: example.answers, trip: { name: 'Reis' }, revision: i })),
    record({ id: draftId(2), answers: example.answers, revision: 1 }), [key, line.slice(1)], [key.replace(/d .*/, `e ${draftId(1)} 2026`), last]]);
  await page.goto(`${address()}herstel.html`);
  await ready(page);
  for (const words of ['Eerdere versies', 'Lezen']) for (const fold of await page.getByText(words, { exact: true }).all()) await fold.click();
  await page.locator('dl').nth(2).waitFor();
  await basics(page, 'Herstel');
  await axeFinds(page, 'Herstel');
  await axeFindsInDark(page, 'Herstel');
});

visit('the error screen: axe', { browser: { colorScheme: 'light' } }, async ({ page, context, problems }) => {
  await context.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(`${address()}#/nieuw`);
  await page.getByRole('alert').waitFor();
  await axeFinds(page, 'the error screen');
  await axeFindsInDark(page, 'the error screen');
  assert.deepEqual(problems.splice(0).filter((problem) => !/404|status code is not ok/.test(problem)), [], 'nothing but the missing file');
});

for (const [screen, { title, prepare, look }] of Object.entries(screens)) {
  visit(`${screen}: accessibility tree, axe, and the same tree in the text view`, { browser: { colorScheme: 'light' } }, async (place) => {
    const { page } = place;
    await prepare(place);
    const landmarksAndControls = async () => {
      const tree = await basics(page, title);
      await look?.(tree, page);
      return tree.filter(({ role }) => !/^(InlineTextBox|StaticText|RootWebArea|paragraph|status|generic|none)$/.test(role))
        .map(({ role, name, level }) => `${role} ${level ?? ''} ${name}`);
    };
    const painted = await eventually(landmarksAndControls);
    await axeFinds(page, screen);
    await axeFindsInDark(page, screen);
    if (isCampaign) {
      await page.emulateMedia({ colorScheme: 'light' });
      await speakEnglish(page);
      await axeFinds(page, `${screen}, English`);
      await button(page, 'Nederlands').click();
      await button(page, 'English').waitFor();
    }
    await page.evaluate(() => document.getElementById('text-view')?.click());
    await page.locator('html.text').waitFor();
    await eventually(async () => assert.deepEqual(await landmarksAndControls(), painted));
    if (!isCampaign) return;
    await axeFinds(page, `${screen}, text view, light`);
    await axeFindsInDark(page, `${screen}, text view`, 'everything');
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
    await drawn(page);
    await axeFinds(page, `${screen}, text view, forced colours`);
    await speakEnglish(page);
    await axeFinds(page, `${screen}, text view, forced colours, English`);
  });
}

visit('what has no name, a heading that skips a level, and faint words are noticed', { browser: { colorScheme: 'light' } }, async ({ page, open }) => {
  await open('#/');
  await basics(page, 'Verslagen');
  await axeFinds(page, 'Verslagen');
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.getElementById('import')).textContent = ''; });
  await finds(basics(page, 'Verslagen'), /a button without a name/);
  await finds(axeFinds(page, 'Verslagen'), /button-name/);
  await page.evaluate(() => {
    const named = /** @type {HTMLElement} */ (document.getElementById('import'));
    named.textContent = 'Importeren';
    const heading = document.createElement('h4');
    heading.textContent = 'een vierde';
    heading.style.color = 'rgb(200, 200, 200)';
    document.getElementById('main')?.append(heading);
  });
  await finds(basics(page, 'Verslagen'), /een vierde skips a level/);
  await finds(axeFinds(page, 'Verslagen'), /color-contrast/);
});

const onNarrow = [[`#/verslag/${draftId(1)}`, 'Verslag buitenlandse dienstreis'], ['#/', 'Verslagen'], ['#/importeren', 'Importeren'],
  [`#/verslag/${draftId(1)}/controleren`, 'Controleren']];
visit('on a narrow screen: the same tree, axe again, nothing to scroll sideways', { browser: { viewport: { width: 320, height: 640 } } }, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: example.answers, trip: { name: 'Een heel lange naam '.repeat(8) } })]);
  for (const [hash, title] of isCampaign ? onNarrow : onNarrow.slice(0, 1)) {
    await open(hash);
    await basics(page, title);
    await axeFinds(page, `${hash} at 320 px`);
    const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
    assert.ok(wide <= window, `${hash} is ${wide} px wide in a window of ${window}`);
  }
});

visit('a screen begins at its heading, and says what happens', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.type('x');
  await button(page, 'Controleren').click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1'));
  await link(page, 'Reisverslag').click();
  await heading(page, 'Verslagen').waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Verslagen'));
  await button(page, 'Nieuw verslag').click();
  await page.waitForURL(draftAddress);
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), `answer.${ids[0]}`));
});

visit('"Bewaard" is said once when a changed field is left, never while typing', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.evaluate(() => {
    const heard = Object.assign(window, { heard: /** @type {string[]} */ ([]) }).heard;
    const note = new MutationObserver((changes) => {
      for (const { target } of changes) if (target.textContent) heard.push(target.textContent.trim());
    });
    for (const region of document.querySelectorAll('[role=status]')) note.observe(region, { childList: true, characterData: true, subtree: true });
  });
  assert.equal(await page.locator('[role=status]').count(), 2, 'the regions are there from the start');
  await field(page, names[1]).click();
  await page.keyboard.type('twee dagen');
  // Whatever would be said of it while typing comes with these words.
  await says(page.locator('[id="state.save"]'), keptAt);
  await drawn(page);
  await page.evaluate(() => /** @type {any} */ (window).heard.push('(left)'));
  await field(page, names[2]).focus();
  const heard = (/** @type {string[]} */ ...all) => eventually(async () => assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), all));
  await heard('(left)', keptWords);
  // Nothing when an unchanged field is left: what is said next is said of something else.
  await field(page, names[3]).focus();
  await drawn(page);
  await page.evaluate(() => document.getElementById('text-view')?.click());
  await heard('(left)', keptWords, 'Tekstweergave staat aan');
});

visit('all of it by keyboard: from the list to the downloaded report and back in', {}, async ({ page, open }) => {
  await open('#/');
  /** Goes on with Tab until something has the focus. @param {string} name @param {string} [key] */
  const press = async (name, key = 'Enter') => {
    for (let i = 0; i < 60; i++) {
      const called = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.ariaLabel || element?.textContent || '';
      });
      if (called === name) {
        await page.keyboard.press(key);
        return;
      }
      await page.keyboard.press('Tab');
    }
    assert.fail(`${name} cannot be reached by keyboard`);
  };
  await press('Nieuw verslag');
  await page.waitForURL(draftAddress);
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer.persons'));
  await page.keyboard.type('Twee');
  await press(tripGroup, 'Space');
  await page.getByLabel(tripName, { exact: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Op toetsen');
  await press('Controleren');
  await heading(page, 'Controleren').waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1'));
  const { bytes } = await downloaded(page, () => press('Download als JSON'));
  await press(`Wijzig ${names[1]}`);
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer.duration'));
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await heading(page, 'Verslagen').waitFor();
  await press('Importeren');
  await heading(page, 'Importeren').waitFor();
  const coming = page.waitForEvent('filechooser');
  await press('Bestand kiezen');
  await (await coming).setFiles({ name: 'terug.json', mimeType: 'application/json', buffer: bytes });
  await button(page, 'Overnemen als nieuw verslag').waitFor();
  await press('Overnemen als nieuw verslag');
  await page.waitForURL(draftAddress);
  await reads(field(page, names[0]), 'Twee');
});
