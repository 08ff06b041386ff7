// English beside Dutch, the shortcuts, and the screens Hulp, Privacy and Toegankelijkheid.
import assert from 'node:assert/strict';

import {
  answersOn, button, draftAddress, draftId, draftShown, draftsIn, downloaded, eventually, field, focused, heading, link, names, questions, ready, record, seed,
  shows, stored, textReport, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const example = seed();
const [first, second] = names;
const english = 'How many people made the trip?';
/** @param {Page} page */
const language = (page) => page.evaluate(() => document.documentElement.lang);

visit('English: the words change, the writing does not; remembered, and back', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await write(page, first, 'drie mensen');
  await button(page, 'English').click();
  await field(page, english).waitFor();
  assert.equal(await language(page), 'en');
  assert.equal(await focused(page), 'language', 'the same button has the focus');
  assert.equal(await page.title(), 'Write - Reisverslag');
  assert.equal(await field(page, english).inputValue(), 'drie mensen');
  assert.equal(await field(page, english).getAttribute('lang'), 'nl', 'answers are Dutch');
  const described = await field(page, english).evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent));
  assert.equal(described[0], questions[0][2], 'described by the Dutch question');
  assert.match(described[1] ?? '', /^Write how many people/);
  await eventually(async () => assert.ok((await page.locator('.voice').allTextContents()).some((text) => text.trim() === 'The page is now in English.'), 'said'));
  assert.ok(!await page.locator('html.text').count(), 'no translation that the text view has to open for');

  await page.reload();
  await ready(page);
  assert.equal(await field(page, english).inputValue(), 'drie mensen');
  assert.equal(await language(page), 'en');
  await button(page, 'Check').click();
  await heading(page, 'Check').waitFor();
  assert.equal(await heading(page, questions[0][2]).getAttribute('lang'), 'nl', 'the report reads in Dutch');
  const { bytes } = await downloaded(page, () => button(page, 'Download as text').click());
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'drie mensen' }));

  await button(page, 'Nederlands').click();
  await heading(page, 'Controleren').waitFor();
  assert.equal(await language(page), 'nl');
  await page.reload();
  await ready(page);
  await heading(page, 'Controleren').waitFor();
});

visit('English: nothing Dutch is seen before it, and the first question has the caret', { browser: { serviceWorkers: 'block' } }, async ({ page, open, problems }) => {
  await open('#/');
  await button(page, 'English').click();
  await heading(page, 'Reports').waitFor();
  // Slow words, so that there is time to look.
  await page.route('**/english.txt', async (route) => {
    await new Promise((done) => { setTimeout(done, 700); });
    await route.continue();
  });
  await page.goto('about:blank');
  await page.goto(`${process.env.REISVERSLAG_URL}#/nieuw`, { waitUntil: 'commit' });
  await page.waitForSelector('html.loading #page *', { state: 'attached' });
  assert.equal(await page.evaluate(() => document.querySelector('h1')?.checkVisibility({ visibilityProperty: true })), false);
  await ready(page);
  await eventually(async () => assert.equal(await focused(page), 'answer.persons'));
  await page.keyboard.type('goed');
  assert.equal(await field(page, english).inputValue(), 'goed');
  // The test's own way of blocking workers, so that the words really come late; it is not one of a browser's.
  problems.splice(0, problems.length, ...problems.filter((problem) => !/Playwright|offline\.js/.test(problem)));
});

visit('English that does not come: told, and the page stays as it is', {}, async ({ page, open, problems }) => {
  await open('#/nieuw');
  await page.route('**/english.txt', (route) => route.abort());
  await page.keyboard.type('een woord');
  await button(page, 'English').click();
  await shows(page, 'De Engelse woorden konden niet worden geladen. Probeer het later.');
  assert.equal(await language(page), 'nl');
  assert.equal(await field(page, first).inputValue(), 'een woord');
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
  await eventually(async () => assert.equal(await focused(page), 'answer.persons'));
  await page.keyboard.type('eerste');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await eventually(async () => assert.equal(await focused(page), 'answer.duration'));
  await page.keyboard.type('tweede');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await eventually(async () => assert.equal(await focused(page), 'answer.persons'));
  assert.deepEqual([await field(page, first).inputValue(), await field(page, second).inputValue()], ['eerste', 'tweede'], 'no shortcut types');
  await page.keyboard.press('Alt+Shift+C');
  await heading(page, 'Controleren').waitFor();
  const { bytes } = await downloaded(page, () => page.keyboard.press('Alt+Shift+D'));
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'eerste', duration: 'tweede' }));
  await page.keyboard.press('Alt+Shift+H');
  await heading(page, 'Hulp').waitFor();
  assert.match(page.url(), /#\/hulp$/);
  // One letter alone never does anything, nor does it with one of the keys only.
  for (const keys of ['n', 'Shift+N', 'Alt+c', 'd', 'h']) await page.keyboard.press(keys);
  await heading(page, 'Hulp').waitFor();
  await page.keyboard.press('Alt+Shift+Z');
  await heading(page, 'Verslagen').waitFor();
  await eventually(async () => assert.equal(await focused(page), 'search'));
  await page.goBack();
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
    await eventually(async () => assert.equal(await field(page, first).inputValue(), ''));
    assert.ok(await field(page, first).evaluate((element) => element === document.activeElement));
    await page.keyboard.type(isFresh ? 'nieuw' : 'nog nieuwer');
    await field(page, second).focus();
    await field(page, first).focus();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await eventually(async () => assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.persons, isFresh ? 'nieuw!' : 'nog nieuwer!'));
  }
  assert.deepEqual(Object.values(draftsIn(await stored(page))).map((draft) => draft?.answers.persons).sort(), ['nieuw!', 'nog nieuwer!', 'oud']);
  assert.equal(draftsIn(await stored(page))[old]?.answers.persons, 'oud');
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
  assert.equal(await focused(page), 'text-view');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'skip');
  const skip = link(page, 'Naar de inhoud');
  const box = await skip.boundingBox();
  assert.ok(box && box.width > 40 && box.height >= 24);
  await page.waitForTimeout(100);
  const shown = await page.screenshot({ clip: box });
  await page.keyboard.press('Tab');
  await page.waitForTimeout(100);
  assert.notDeepEqual(await page.screenshot({ clip: box }), shown, 'there only while it has the focus');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await focused(page), 'screen'));
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'fold.persons', 'on from the heading');
  assert.deepEqual(await answersOn(page), example.answers);
});

for (const [hash, title] of [['#/hulp', 'Hulp'], ['#/apparaat', 'Op dit apparaat'], ['#/privacy', 'Privacy'], ['#/toegankelijkheid', 'Toegankelijkheid: wat is getest']]) {
  visit(`${title}: an address of its own, from the header or the list, and back`, {}, async ({ page, open }) => {
    await open('#/');
    await link(page, title).click();
    await heading(page, title).waitFor();
    assert.ok(page.url().endsWith(hash));
    assert.equal(await focused(page), 'screen');
    assert.equal(await page.title(), `${title} - Reisverslag`);
    await page.reload();
    await ready(page);
    await heading(page, title).waitFor();
    await page.goBack();
    await heading(page, 'Verslagen').waitFor();
  });
}
