// English beside Dutch, the shortcuts, and the screens Hulp, Privacy and Toegankelijkheid. It may not know how words are looked up.
import assert from 'node:assert/strict';

import { atRest } from './pixels.mjs';
import {
  address, answersOn, button, draftAddress, draftId, draftShown, draftsIn, downloaded, eventually, field, focusIs, heading, link, names, questions, reads, ready, record, seed,
  shows, stored, textReport, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const example = seed();
const [first, second] = names;
const english = 'How many people made the trip?';
/** @param {Page} page @param {'nl' | 'en'} wanted */
const languageIs = (page, wanted) => page.locator(`html[lang=${wanted}]`).waitFor();
/** @param {Page} page @param {string} wanted */
const titleIs = (page, wanted) => eventually(async () => assert.equal(await page.title(), wanted));

visit('English: the words change, the writing does not; remembered, and back', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await write(page, first, 'drie mensen');
  await button(page, 'English').click();
  await field(page, english).waitFor();
  await languageIs(page, 'en');
  await focusIs(page, 'language', 'the same button has the focus');
  await titleIs(page, 'Write - Reisverslag');
  await reads(field(page, english), 'drie mensen');
  await eventually(async () => {
    assert.equal(await field(page, english).getAttribute('lang'), 'nl', 'answers are Dutch');
    const described = await field(page, english).evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ')
      .map((id) => document.getElementById(id)?.textContent));
    assert.equal(described[0], questions[0][2], 'described by the Dutch question');
    assert.match(described[1] ?? '', /^Write how many people/);
  });
  await eventually(async () => assert.ok((await page.locator('.voice').allTextContents()).some((text) => text.trim() === 'The page is now in English.'), 'said'));
  assert.ok(!await page.locator('html.text').count(), 'no translation that the text view has to open for');
  assert.equal(await page.locator('body > :not(#page)[aria-label], body > :not(#page) [aria-label]').count(), 0, 'no name that stays Dutch stands beside the page');

  await page.reload();
  await ready(page);
  await reads(field(page, english), 'drie mensen');
  await languageIs(page, 'en');
  await button(page, 'Check').click();
  await heading(page, 'Check').waitFor();
  await eventually(async () => assert.equal(await heading(page, questions[0][2]).getAttribute('lang'), 'nl', 'the report reads in Dutch'));
  const { bytes } = await downloaded(page, () => button(page, 'Download as text').click());
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'drie mensen' }));

  await button(page, 'Nederlands').click();
  await heading(page, 'Controleren').waitFor();
  await languageIs(page, 'nl');
  await page.reload();
  await ready(page);
  await heading(page, 'Controleren').waitFor();
});

visit('English: nothing Dutch is seen before it, and the first question has the caret', {}, async ({ page, open }) => {
  await open('#/');
  await button(page, 'English').click();
  await heading(page, 'Reports').waitFor();
  // The words come when it has been looked.
  let looked = () => {};
  const look = new Promise((done) => { looked = () => done(undefined); });
  let asked = false;
  await page.route('**/english.txt', async (route) => {
    asked = true;
    await look;
    await route.continue();
  });
  await page.goto('about:blank');
  await page.goto(`${address()}#/nieuw`, { waitUntil: 'commit' });
  await page.waitForSelector('html.loading #page *', { state: 'attached' });
  await eventually(() => assert.ok(asked, 'English is asked for'));
  assert.equal(await page.evaluate(() => document.querySelector('h1')?.checkVisibility({ visibilityProperty: true })), false);
  looked();
  await ready(page);
  await focusIs(page, 'answer.persons');
  await page.keyboard.type('goed');
  await reads(field(page, english), 'goed');
});

visit('English that does not come: told, and the page stays as it is', {}, async ({ page, open, problems }) => {
  await open('#/nieuw');
  await page.route('**/english.txt', (route) => route.abort());
  await page.keyboard.type('een woord');
  await button(page, 'English').click();
  await shows(page, 'De Engelse woorden konden niet worden geladen. Probeer het later.');
  await languageIs(page, 'nl');
  await reads(field(page, first), 'een woord');
  // The browser's own complaint, and ours with the reason.
  await eventually(async () => assert.equal(problems.length, 2));
  assert.ok(problems.splice(0).every((problem) => /Failed to (load resource|fetch)/.test(problem)));
  await page.unroute('**/english.txt');
  await button(page, 'English').click();
  await field(page, english).waitFor();
});

visit('shortcuts: through the whole report without leaving the keyboard', {}, async ({ page, open }) => {
  await open('#/');
  await page.keyboard.press('Alt+Shift+N');
  await focusIs(page, 'answer.persons');
  await page.keyboard.type('eerste');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await focusIs(page, 'answer.duration');
  await page.keyboard.type('tweede');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await focusIs(page, 'answer.persons');
  await reads(field(page, first), 'eerste', 'no shortcut types');
  await reads(field(page, second), 'tweede', 'no shortcut types');
  await page.keyboard.press('Alt+Shift+C');
  await heading(page, 'Controleren').waitFor();
  const { bytes } = await downloaded(page, () => page.keyboard.press('Alt+Shift+D'));
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'eerste', duration: 'tweede' }));
  await page.keyboard.press('Alt+Shift+H');
  await heading(page, 'Hulp').waitFor();
  await page.waitForURL(/#\/hulp$/);
  // One letter alone never does anything, nor does it with one of the keys only: whatever they did would stand in the way back.
  for (const keys of ['n', 'Shift+N', 'Alt+c', 'd', 'h']) await page.keyboard.press(keys);
  await page.keyboard.press('Alt+Shift+Z');
  await heading(page, 'Verslagen').waitFor();
  await focusIs(page, 'search');
  await page.goBack();
  await heading(page, 'Hulp').waitFor();
  await page.goBack();
  await heading(page, 'Controleren').waitFor();
});

visit('a new report by its shortcut, from the first answer of another one: it begins empty, and each keeps its own', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await field(page, first).focus();
  await page.keyboard.type('oud');
  await eventually(async () => assert.match(page.url(), draftAddress));
  const old = draftShown(page);
  for (const isFresh of [true, false]) {
    await page.keyboard.press('Alt+Shift+N');
    await reads(field(page, first), '');
    await focusIs(page, 'answer.persons');
    await page.keyboard.type(isFresh ? 'nieuw' : 'nog nieuwer');
    await field(page, second).focus();
    await field(page, first).focus();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await eventually(async () => assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.persons, isFresh ? 'nieuw!' : 'nog nieuwer!'));
  }
  await eventually(async () => {
    const drafts = draftsIn(await stored(page));
    assert.deepEqual(Object.values(drafts).map((draft) => draft?.answers.persons).sort(), ['nieuw!', 'nog nieuwer!', 'oud']);
    assert.equal(drafts[old]?.answers.persons, 'oud');
  });
});

visit('each shortcut that Hulp names works on the keyboards that give other signs', {}, async ({ page, open }) => {
  await open(`#/hulp`);
  for (const letter of ['N', 'C', 'D', 'H', 'Z']) await shows(page, new RegExp(`Alt \\+ Shift \\+ ${letter}:`));
  // As a Mac sends Option+Shift+N.
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown',
    { key: '˜', code: 'KeyN', altKey: true, shiftKey: true, bubbles: true, cancelable: true })));
  await field(page, first).waitFor();
});

visit('the way past the header: the second thing that Tab reaches, seen while it has the focus', {}, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: example.answers })]);
  await open(`#/verslag/${draftId(1)}`);
  await page.keyboard.press('Tab');
  await focusIs(page, 'text-view');
  await page.keyboard.press('Tab');
  await focusIs(page, 'skip');
  const skip = link(page, 'Naar de inhoud');
  const box = await skip.boundingBox();
  assert.ok(box && box.width > 40 && box.height >= 24);
  await atRest(page);
  const shown = await page.screenshot({ clip: box });
  assert.deepEqual(await page.screenshot({ clip: box }), shown, 'nothing else changes there');
  await page.keyboard.press('Tab');
  await eventually(async () => assert.notDeepEqual(await page.screenshot({ clip: box }), shown, 'there only while it has the focus'));
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await focusIs(page, 'screen');
  await page.keyboard.press('Tab');
  await focusIs(page, 'fold.persons', 'on from the heading');
  await eventually(async () => assert.deepEqual(await answersOn(page), example.answers));
});

visit('each screen beside the reports: an address of its own, from the header or the list, and back', {}, async ({ page, open }) => {
  await open('#/');
  for (const [hash, title] of [['#/hulp', 'Hulp'], ['#/apparaat', 'Op dit apparaat'], ['#/privacy', 'Privacy'], ['#/toegankelijkheid', 'Toegankelijkheid: wat is getest']]) {
    await link(page, title).click();
    await heading(page, title).waitFor();
    await eventually(() => assert.ok(page.url().endsWith(hash), page.url()));
    await focusIs(page, 'screen');
    await titleIs(page, `${title} - Reisverslag`);
    await page.reload();
    await ready(page);
    await heading(page, title).waitFor();
    await page.goBack();
    await heading(page, 'Verslagen').waitFor();
  }
});
