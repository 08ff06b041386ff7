// What a field shows is what is kept, whoever put it there: text without an event, before the program is here or after, and copies that an extension
// puts in the place of a field. In Chromium. It knows the fields' names and the records, nothing of how the page looks at its fields.
import assert from 'node:assert/strict';

import {
  address, button, copies, draftId, draftShown, draftsIn, eventually, field, focusIs, keptAt, keptWords, link, names, neverIndexedDB, prefix, reads, ready,
  record, reload, says, stored, tripGroup, tripName, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const [first, second, third] = names;

/** As a spelling helper or a form filler does it: no event tells of it. @param {Page} page @param {string} name @param {string} text */
const put = (page, name, text) => page.getByLabel(name, { exact: true }).evaluate((element, value) => {
  /** @type {HTMLInputElement} */ (element).value = value;
}, text);

/** Until both stores have this of the report on the screen. @param {Page} page @param {Record<string, string>} answers @param {Record<string, string>} [trip] */
async function areKept(page, answers, trip = {}) {
  await eventually(async () => {
    const { report } = draftsIn(await stored(page))[draftShown(page)] ?? { report: { answers: {}, trip: {} } };
    for (const [id, text] of Object.entries(answers)) assert.equal(report.answers[id], text);
    assert.deepEqual(report.trip, trip);
    const copy = neverIndexedDB ? '' : (await copies(page))[draftShown(page)];
    for (const text of Object.values(answers)) if (copy) assert.ok(copy.includes(JSON.stringify(text)), `the safety copy has ${text}`);
  });
  await says(page.locator('[id="state.save"]'), keptAt);
}

/** Notes each time that the page calls its text kept while a field shows another text than the record has. @param {string[]} how what keys begin with, and the words */
function noteLies([at, words]) {
  const lies = Object.assign(window, { lies: /** @type {string[]} */ ([]), times: 0 });
  /** @type {any} */
  const { reisverslagRecords: records } = window;
  new MutationObserver(() => {
    if (!document.getElementById('state.save')?.textContent?.startsWith(words)) return;
    lies.times++;
    const { answers } = records.newest(localStorage, at, /[0-9a-f]{32}/.exec(location.hash)?.[0]);
    for (const { id, value } of document.querySelectorAll('textarea')) {
      if (answers[id.slice('answer.'.length)] !== value) lies.lies.push(`${id}: ${value}, not ${answers[id.slice('answer.'.length)]}`);
    }
  }).observe(/** @type {Element} */ (document.getElementById('page')), { childList: true, subtree: true, characterData: true });
}

visit('text put into a field without an event is kept while nobody does anything, and when the page is left', {}, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: { persons: 'vijf', purpose: 'de haven' } })]);
  await open(`#/verslag/${draftId(1)}`);
  await says(page.locator('[id="state.save"]'), new RegExp(`^${keptWords}`));
  await put(page, third, 'de haven en de sluis');
  await areKept(page, { persons: 'vijf', purpose: 'de haven en de sluis' });
  await button(page, tripGroup).click();
  await page.getByLabel(tripName, { exact: true }).waitFor();
  await put(page, tripName, 'Havenreis');
  await put(page, 'Datum van vertrek', '2026-05-04');
  await areKept(page, {}, { name: 'Havenreis', departure: '2026-05-04' });
  // At once, when nothing is left of the page a moment later.
  await put(page, second, 'twee dagen');
  await reload(page);
  await reads(field(page, second), 'twee dagen');
  await put(page, second, 'drie dagen');
  await link(page, 'Reisverslag').click();
  await page.goBack();
  await reads(field(page, second), 'drie dagen');
  await areKept(page, { persons: 'vijf', duration: 'drie dagen', purpose: 'de haven en de sluis' }, { name: 'Havenreis', departure: '2026-05-04' });
});

visit('nothing is called kept while a field shows something else', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await write(page, first, 'vijf');
  await says(page.locator('[id="state.save"]'), keptAt);
  await page.evaluate(noteLies, [prefix(), keptWords]);
  // In the moments in which what was typed is on its way to one store and the other.
  await page.evaluate(() => {
    const others = [...document.querySelectorAll('textarea')].slice(1);
    let put = 0;
    new MutationObserver(() => {
      const one = others[put % others.length];
      if (put < 12 && document.getElementById('state.save')?.textContent?.startsWith('Bezig')) one.value = `${one.value}${put++} `;
    }).observe(/** @type {Element} */ (document.getElementById('page')), { childList: true, subtree: true, characterData: true });
  });
  await page.keyboard.type(' of zes personen', { delay: 40 });
  await eventually(async () => {
    await says(page.locator('[id="state.save"]'), keptAt);
    const shown = await page.evaluate(() => [...document.querySelectorAll('textarea')].map(({ id, value }) => [id.slice('answer.'.length), value]));
    assert.ok(shown.filter(([, text]) => text).length > 1, 'something was put there');
    assert.deepEqual(draftsIn(await stored(page))[draftShown(page)]?.answers, Object.fromEntries(shown));
  });
  const { lies, times } = await page.evaluate(() => { const { lies: all, times: count } = /** @type {any} */ (window); return { lies: all, times: count }; });
  assert.deepEqual(lies, []);
  assert.ok(times > 0, 'it was called kept');
});

visit('text put into the static page without an event is taken over like typed text', {}, async ({ page, context, store }) => {
  await store([record({ id: draftId(1), answers: { persons: 'vijf', purpose: 'de haven' } })]);
  let release = () => {};
  const gate = new Promise((done) => { release = () => done(undefined); });
  await context.route('**/reisverslag.wasm', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${address()}#/verslag/${draftId(1)}`, { waitUntil: 'commit' });
  await page.waitForSelector('html[data-fields]', { state: 'attached' });
  await reads(field(page, third), 'de haven');
  await put(page, third, 'de sluis');
  release();
  await ready(page);
  await reads(field(page, third), 'de sluis');
  await areKept(page, { persons: 'vijf', purpose: 'de sluis' });
  await context.unrouteAll({ behavior: 'wait' });
});

visit('a field that is replaced by its copy goes on: text, caret, keys, and what is kept', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.type('vier mensen');
  await says(page.locator('[id="state.save"]'), keptAt);
  await page.evaluate(() => {
    const old = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    const copy = /** @type {HTMLTextAreaElement} */ (old.cloneNode(true));
    old.replaceWith(copy);
    copy.focus();
    copy.setSelectionRange(5, 5);
  });
  await page.keyboard.type('aardige ');
  await reads(field(page, first), 'vier aardige mensen');
  assert.equal(await page.evaluate(() => /** @type {HTMLTextAreaElement} */ (document.activeElement).selectionStart), 13);
  await areKept(page, { persons: 'vier aardige mensen' });

  // Beside the field, which is hidden, as an editor of its own does it.
  await page.evaluate(() => {
    const old = /** @type {HTMLTextAreaElement} */ (document.getElementById('answer.duration'));
    const copy = /** @type {HTMLTextAreaElement} */ (old.cloneNode(true));
    old.after(copy);
    old.hidden = true;
    copy.focus();
  });
  await page.keyboard.type('een week');
  await areKept(page, { persons: 'vier aardige mensen', duration: 'een week' });
  await reload(page);
  await reads(field(page, first), 'vier aardige mensen');
  await reads(field(page, second), 'een week');
});

visit('a page that is written anew as HTML loses nothing and works on', {}, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: { persons: 'vijf' } })]);
  await open(`#/verslag/${draftId(1)}`);
  await write(page, first, ' personen');
  await write(page, second, 'twee dagen');
  await page.evaluate(() => {
    const main = /** @type {HTMLElement} */ (document.getElementById('main'));
    // The page's policy lets nobody but extensions parse HTML. What HTML has of a field is its attributes and its first text.
    const copy = /** @type {HTMLElement} */ (main.cloneNode(true));
    for (const field of copy.querySelectorAll('textarea')) {
      const parsed = document.createElement('textarea');
      for (const { name, value } of field.attributes) if (name !== 'style') parsed.setAttribute(name, value);
      parsed.style.cssText = field.style.cssText;
      parsed.textContent = field.textContent;
      field.replaceWith(parsed);
    }
    main.replaceWith(copy);
  });
  await reads(field(page, first), 'vijf personen');
  await reads(field(page, second), 'twee dagen');
  await write(page, second, ' en een nacht');
  await areKept(page, { persons: 'vijf personen', duration: 'twee dagen en een nacht' });
  await button(page, 'Controleren').click();
  await says(page.locator('[id="read.answer.duration"]'), 'twee dagen en een nacht');
});

visit('a focus that nothing could be given is not given later, in the middle of a word', {}, async ({ page, open, store }) => {
  await store([[1, 'Gent'], [2, 'Luik']].map(([number, name]) => record({ id: draftId(Number(number)), trip: { name: String(name) } })));
  await open('#/');
  await button(page, 'Verwijderen Gent').click();
  const search = page.getByRole('searchbox').or(page.getByRole('textbox', { name: 'Zoeken in verslagen' }));
  await search.click();
  await page.keyboard.type('luik');
  // What comes back is not among what is found, so it cannot get the focus.
  await button(page, 'Ongedaan maken').press('Enter');
  await focusIs(page, 'screen');
  await search.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('gent');
  await link(page, 'Gent').waitFor();
  await focusIs(page, 'search');
  await page.keyboard.type('!');
  await reads(search, 'gent!');
});
