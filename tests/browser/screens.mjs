// What the tests of looks share: each screen with something in it, its two faces, the rules of a reader's own style sheet, and what
// sticks out, is cut off, lies over something else or is too faint to be read. It knows how the elements are made.
import assert from 'node:assert/strict';

import { chooseBackup, draftId, eventually, keptWords, names, neverIndexedDB, paste, pasteHere, record, seed, tripName, write } from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */

const example = seed();

// ---- The two faces ------------------------------------------------------------------------------------------------------------

export const toggle = (/** @type {Page} */ page) => page.getByRole('switch', { name: 'Tekstweergave', exact: true });
/** @param {Page} page @param {boolean} isText */
export const faceIs = (page, isText) => eventually(async () => {
  const found = await page.evaluate(() => ({
    painted: document.documentElement.classList.contains('painted'),
    checked: document.getElementById('text-view')?.getAttribute('aria-checked'),
    canvases: document.querySelectorAll('canvas').length,
    placed: [...document.querySelectorAll('#page [id]')].filter((element) => element instanceof HTMLElement && element.style.left !== '').length,
  }));
  assert.equal(found.painted, !isText);
  assert.equal(found.checked, String(isText));
  assert.equal(found.canvases > 0, !isText, `${found.canvases} canvases`);
  assert.equal(found.placed > 0, !isText, `${found.placed} elements have places`);
});

/** Until what has just happened is to be seen: an event, its frame, and the frames that follow by themselves. @param {Page} page */
export const drawn = (page) => page.evaluate(async () => {
  for (let i = 0; i < 6; i++) await new Promise((done) => requestAnimationFrame(done));
});

/** Rules as a reader's own style sheet has them; the page's policy leaves constructed sheets alone. @param {string} rules */
export const ownStyle = (rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
};
/** The values of WCAG 1.4.12. */
export const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }';

// ---- Screens ------------------------------------------------------------------------------------------------------------------

/** @type {Record<string, (place: Visit) => Promise<void>>} */
export const screens = {
  'Verslagen, empty': ({ open }) => open('#/'),
  async 'Verslagen with drafts'({ open, store, page }) {
    const [key] = record({ id: draftId(9) });
    await store([...[1, 2, 3].map((i) => record({ id: draftId(i), answers: example.answers, trip: i === 2 ? {} : { name: `Reis ${i} ${'lang '.repeat(i * 8)}` } })), [key, 'kapot']]);
    await open('#/');
    await page.waitForFunction((words) => document.getElementById('page')?.innerText.split(words).length === 4, keptWords);
  },
  async Schrijven({ open, store, page }) {
    await store([record({ id: draftId(1), answers: example.answers, trip: { name: 'Werkbezoek' } })]);
    await open(`#/verslag/${draftId(1)}`);
    await page.locator('[id="fold.persons"]').click();
    await page.locator('[id="fold.trip"]').click();
    await page.getByLabel(tripName, { exact: true }).waitFor();
  },
  async Controleren({ open, store }) {
    await store([record({ id: draftId(1), answers: { ...example.answers, met: '', purpose: '• een\n• twee [link](#)' }, trip: { name: 'Werkbezoek' } })]);
    await open(`#/verslag/${draftId(1)}/controleren`);
  },
  // Without IndexedDB there is a sentence.
  async 'Eerdere versies'({ open, store, page }) {
    await store([record({ id: draftId(1), answers: example.answers, trip: { name: 'Werkbezoek' } })]);
    await open(`#/verslag/${draftId(1)}`);
    await write(page, names[0], ' en nog drie anderen');
    await page.locator('#versions').click();
    if (neverIndexedDB) {
      await page.locator('[id="versions.none"]').waitFor();
      return;
    }
    await page.getByRole('button', { name: /^Verwijderen/ }).click();
    await page.getByRole('button', { name: /^Vergelijken/ }).click();
    await page.locator('ins').waitFor();
  },
  async Importeren({ open, page }) {
    await open('#/importeren');
    await paste(page, pasteHere, `Losse tekst\n${example.text}`);
    await page.locator('#accept').waitFor();
  },
  async 'Reservekopie terugzetten'({ open, page }) {
    await open('#/terugzetten');
    await chooseBackup(page, [[draftId(1), { name: 'Werkbezoek Gent', answers: example.answers }], [draftId(2), { answers: example.answers }]]);
    await page.locator('#merge').waitFor();
  },
  async 'Op dit apparaat'({ open, store, page }) {
    await store([record({ id: draftId(1), answers: example.answers }), [record({ id: draftId(9) })[0], 'kapot']]);
    await open('#/apparaat');
    await page.getByText(/^Versie van deze pagina/).waitFor();
    await page.getByRole('button', { name: 'Alles wissen op dit apparaat', exact: true }).click();
    await page.locator('[id="wipe.yes"]').waitFor();
  },
};

// ---- Faults -------------------------------------------------------------------------------------------------------------------

/**
 * What sticks out, is cut off, or lies over something else. Runs in the page.
 * @param {boolean} [spaced] the reader's own distances are in force, and the painted face all the same: our own words, which are
 *   transparent there, may take more room than what is painted of them
 */
export function findFaults(spaced = false) {
  /** @type {string[]} */
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${innerWidth}`);
  const things = [...document.querySelectorAll('#page :is(h1, h2, h3, p, a, button, label[id], textarea, input, .file):not(.skips)')]
    .filter((element) => element.getBoundingClientRect().height > 0 && !element.closest('.file :scope') && !(element.parentElement?.matches('.file')));
  for (const element of things) {
    const { left, right } = element.getBoundingClientRect();
    if (left < 0 || right > innerWidth + 0.5) found.push(`${element.id} sticks out: ${left} to ${right}`);
    if (spaced && !element.matches('textarea, input, .writers')) continue;
    // In the painted face the beginning of a text is one line of it, cut with an ellipsis. A field of one line goes along with the caret.
    if (!element.matches('.toggle, .fold, .scrolls, input, .painted .one-line') && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
      found.push(`${element.id} is cut off: ${element.scrollWidth} x ${element.scrollHeight} in ${element.clientWidth} x ${element.clientHeight}`);
    }
  }
  things.forEach((one, i) => {
    const a = one.getBoundingClientRect();
    for (const other of things.slice(i + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) found.push(`${one.id} and ${other.id} overlap`);
    }
  });
  return found;
}
/** @param {Page} page @param {boolean} [spaced] */
export const faults = (page, spaced) => page.evaluate(findFaults, spaced);

/** Every text that has a place on the page, ours and the writer's, but for the outline, which narrow windows do without. Runs in the page. */
export function textsShown() {
  const found = new Set();
  const walker = document.createTreeWalker(/** @type {Element} */ (document.getElementById('page')), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    const range = document.createRange();
    range.selectNodeContents(text);
    const { width, height } = range.getBoundingClientRect();
    if (text.data.trim() && width > 0 && height > 0 && text.parentElement?.checkVisibility({ visibilityProperty: true }) && !text.parentElement.closest('#outline, textarea')) found.add(text.data);
  }
  for (const field of document.querySelectorAll('#page :is(textarea, input)')) {
    const { value } = /** @type {HTMLTextAreaElement} */ (field);
    if (value.trim() && field.getBoundingClientRect().height > 0) found.add(value);
  }
  return /** @type {string[]} */ ([...found]);
}


/** A line of words in the window, and of which kind they are. @typedef {{key: string, kind: string, box: import('./pixels.mjs').Box}} Words */

/**
 * The lines of words that are wholly in the window: our own, the writer's, and what stands first in a field.
 * @param {Page} page @returns {Promise<Words[]>}
 */
export const words = (page) => page.evaluate(() => {
  /** @type {Words[]} */
  const found = [];
  /** @param {Element} element @param {{x: number, y: number, width: number, height: number}} rect */
  const add = (element, { x, y, width, height }) => {
    if (width < 1 || x < 0 || y < 0 || x + width > innerWidth || y + height > innerHeight) return;
    const own = element.closest('[id]') ?? element;
    found.push({ key: own.id, kind: `${own.tagName} ${own.className}`, box: { x, y, width, height } });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    const element = text.parentElement;
    if (!element || !text.data.trim() || element.closest('.voice, .probe, .heard, script, noscript, textarea') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    // Of each text the first two lines: word by word, because a browser counts the space at the end of a line as part of it.
    /** @type {Map<number, {x: number, y: number, width: number, height: number}>} */
    const lines = new Map();
    for (const word of text.data.slice(0, 400).matchAll(/\S+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      for (const part of range.getClientRects()) {
        const line = lines.get(part.y);
        if (line) line.width = part.right - line.x;
        else lines.set(part.y, { x: part.x, y: part.y, width: part.width, height: part.height });
      }
    }
    for (const line of [...lines.values()].slice(0, 2)) add(element, line);
  }
  for (const field of document.querySelectorAll('#page :is(textarea, input:not([type=file]))')) {
    const { value } = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (field);
    if (!value.trim()) continue;
    const { paddingLeft, paddingTop, lineHeight } = getComputedStyle(field);
    const rect = field.getBoundingClientRect();
    add(field, { x: rect.x + parseFloat(paddingLeft), y: rect.y + parseFloat(paddingTop), width: 60, height: parseFloat(lineHeight) });
  }
  return found;
});
