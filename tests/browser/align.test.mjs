// Elements and picture lie over one another: the same window is shot with only the elements and with only the picture, and each
// word, frame and link of the one is looked for in the other. Nothing is believed that the page reports about itself; its boxes
// only say where to look. The campaign `looks` compares every screen at every ratio (with --ratios=all at two more).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { isCampaign, option } from './options.mjs';
import {
  atRest, contrast, displacement, draftId, exampleAnswers, exampleText, manyRecords, open, record, restyle, shoot, store, visit,
} from './pixels.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */
/** @typedef {import('./pixels.mjs').Box} Box */
/** @typedef {{key: string, kind: 'text' | 'frame' | 'fold', box: Box}} Place */
/** @typedef {{dx: number, dy: number, where: string}} Worst */

const limit = 1;  // CSS px
const tripName = { name: 'Werkbezoek Gent' };

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => { site = await open(); });
after(() => site.close());

const onlyElements = `
  #picture { visibility: hidden !important; }
  .painted #page :is(button, .file) { opacity: 1 !important; }
  .painted #page :is(h2, .file) > label { color: inherit !important; text-decoration-color: currentcolor !important; }
  #page :is(textarea, input) { color: transparent !important; caret-color: transparent; }
  .writers { visibility: hidden; }`;
const onlyPicture = '#page { visibility: hidden !important; }';

/** Undoes what the painted face does to colours, from the style sheet's own rules for text. @param {Page} page */
const colours = (page) => page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSStyleRule && /^\.s-[a-z-]+$/.test(rule.selectorText))
  .map((rule) => {
    const { selectorText, style } = /** @type {CSSStyleRule} */ (rule);
    const colour = style.getPropertyValue('color');
    return `.painted #page ${selectorText} { color: ${colour} !important; text-decoration-color: ${colour} !important; }`;
  }).join('\n'));

/** Where to look: each line of our own words, each frame, each folding mark. CSS px of the window. @param {Page} page */
const places = (page) => page.evaluate(() => {
  /** @type {Place[]} */
  const found = [];
  for (const element of document.querySelectorAll('#page [id]')) {
    const { x, y, width, height } = element.getBoundingClientRect();
    const key = element.id;
    if (width === 0 || height === 0) continue;
    if (element.matches('textarea, input, .standard, .primary')) found.push({ key, kind: 'frame', box: { x, y, width, height } });
    if (element.matches('button.fold')) found.push({ key, kind: 'fold', box: { x, y, width: 18, height } });
    if (element.matches('.writers, textarea, input')) continue;
    // Word by word, because a browser counts the space at the end of a line as part of it.
    /** @type {Map<number, Box>} */
    const lines = new Map();
    const inner = element.querySelector(':scope > label:not([id])') ?? element;
    for (const text of inner.childNodes) {
      if (!(text instanceof Text)) continue;
      for (const word of text.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        for (const part of range.getClientRects()) {
          const line = lines.get(part.y);
          if (line) line.width = part.right - line.x;
          else lines.set(part.y, { x: part.x, y: part.y, width: part.width, height: part.height });
        }
      }
    }
    for (const line of lines.values()) found.push({ key, kind: 'text', box: line });
  }
  return found;
});

/**
 * Compares a screen from its top to its end.
 * @param {Page} page @param {number} ratio @param {string} screen @param {string} [spoilt] style rules for the picture's shots
 */
async function compare(page, ratio, screen, spoilt = '') {
  const visible = onlyElements + await colours(page);
  /** @type {Worst[]} */
  const worst = [];
  /** @type {string[]} */
  const missing = [];
  const seen = new Set();
  let compared = 0;
  const { height: window, end } = await page.evaluate(() => ({ height: innerHeight, end: document.documentElement.scrollHeight }));
  for (let top = 0; ; top += window - 160) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await restyle(page, visible);
    await atRest(page);
    const around = await page.evaluate(() => scrollY);
    const all = await places(page);
    const elements = await shoot(page);
    await restyle(page, onlyPicture + spoilt);
    const painted = await shoot(page);
    for (const { key, kind, box } of all) {
      const name = `${screen} ${key} ${kind} ${Math.round(box.x)},${Math.round(box.y + around)}`;
      // A field may be taller than the window; the rest is compared where it is whole.
      const whole = box.y >= 4 && box.y + box.height <= window - 4;
      const edges = kind === 'frame' && box.height > window - 200;
      if ((!whole && !edges) || (seen.has(name) && !edges)) continue;
      seen.add(name);
      compared++;
      for (const part of parts(kind, box, window)) {
        const at = { x: part.x * ratio, y: part.y * ratio, width: part.width * ratio, height: part.height * ratio };
        const found = displacement(elements, painted, at, Math.ceil(2 * ratio));
        if (contrast(elements, at) < 12) missing.push(`${name}: nothing to see in the elements`);
        else if (contrast(painted, at) < 12) missing.push(`${name}: nothing painted`);
        else if (found.edge) missing.push(`${name}: not within 2 px in the picture`);
        else if (found.alike < 0.7) missing.push(`${name}: painted otherwise (${found.alike.toFixed(2)} alike)`);
        worst.push({ dx: Math.abs(found.dx) / ratio, dy: Math.abs(found.dy) / ratio, where: name });
      }
    }
    if (top + window >= end) break;
  }
  await restyle(page, '');
  return { worst, missing, compared };
}

/**
 * What of a place is compared: a frame has four corners, a line of words a beginning, a middle and an end.
 * @param {Place['kind']} kind @param {Box} box @param {number} window @returns {Box[]}
 */
function parts(kind, { x, y, width, height }, window) {
  if (kind === 'fold') return [{ x, y, width, height }];
  if (kind === 'frame') {
    const size = 10;
    const corners = [x - 4, x + width - size + 4].flatMap((left) => [y - 4, y + height - size + 4].map((top) =>
      ({ x: left, y: top, width: size, height: size })));
    return corners.filter((corner) => corner.y >= 0 && corner.y + size <= window);
  }
  const piece = Math.min(width, 36);
  return [x, x + (width - piece) / 2, x + width - piece].map((left) => ({ x: left, y, width: piece, height }));
}

/** @type {Record<string, (page: Page) => Promise<void>>} */
const screens = {
  schrijven: async (page) => {
    await store(page, [record(draftId(1), exampleAnswers(), tripName)]);
    await visit(page, `${site.url}#/verslag/${draftId(1)}`);
    await page.locator('[id="fold.purpose"]').click();
    await page.locator('[id="fold.trip"]').click();
  },
  verslagen: async (page) => {
    await store(page, manyRecords(3));
    await visit(page, `${site.url}#/`);
  },
  controleren: async (page) => {
    await store(page, [record(draftId(1), { ...exampleAnswers(), followup: '' }, tripName)]);
    await visit(page, `${site.url}#/verslag/${draftId(1)}`);
    await page.locator('#check').click();
  },
  importeren: async (page) => {
    await visit(page, `${site.url}#/importeren`);
    await page.locator('[id="import.text"]').fill(exampleText());
    await page.locator('#accept').waitFor();
  },
};

/** Device px to a CSS px. In the short form every screen has one: whole, broken, a phone's. @type {Record<string, number[]>} */
const short = { schrijven: [1.5], verslagen: [3], controleren: [1], importeren: [1.5] };
const ratios = option('ratios') === 'all' ? [1, 1.25, 1.5, 2, 3] : [1, 1.5, 3];

for (const [screen, prepare] of Object.entries(screens)) {
  for (const ratio of isCampaign ? ratios : short[screen]) {
    // The narrow layout at the ratio of a phone; the wide one with the outline at the others.
    const viewport = ratio === 3 ? { width: 390, height: 844 } : { width: 1280, height: 900 };
    test(`${screen} at ratio ${ratio}`, async (t) => {
      const context = await site.browser.newContext({ viewport, deviceScaleFactor: ratio, reducedMotion: 'reduce' });
      const page = await context.newPage();
      try {
        await prepare(page);
        await page.mouse.move(0, 0);
        await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
        const { worst, missing, compared } = await compare(page, ratio, screen);
        const byX = worst.reduce((a, b) => (b.dx > a.dx ? b : a));
        const byY = worst.reduce((a, b) => (b.dy > a.dy ? b : a));
        t.diagnostic(`${compared} things in ${worst.length} places; worst dx ${byX.dx.toFixed(3)} (${byX.where}), dy ${byY.dy.toFixed(3)} (${byY.where}) CSS px`);
        assert.deepEqual(missing, []);
        assert.ok(byX.dx <= limit, `dx ${byX.dx} at ${byX.where}`);
        assert.ok(byY.dy <= limit, `dy ${byY.dy} at ${byY.where}`);
      } finally {
        await context.close();
      }
    });
  }
}

// The test of the test.
test('a picture that lies beside its elements, or lacks something, is noticed', async (t) => {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  try {
    await screens.verslagen(page);
    const beside = await compare(page, 1, 'verslagen', '#picture { translate: 1.5px 0; }');
    const by = Math.max(...beside.worst.map(({ dx }) => dx));
    t.diagnostic(`1.5 px beside is measured as ${by.toFixed(2)} px`);
    assert.ok(by > limit);
    const without = await compare(page, 1, 'verslagen', '#picture { clip-path: inset(0 0 0 300px); }');
    assert.ok(without.missing.length > 0);
  } finally {
    await context.close();
  }
});
