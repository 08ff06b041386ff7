// What the tests of scrolling share: a long report on an emulated phone, and a judge of its frames. A ruler of the DOM at the edge of
// the window tells where the elements of a frame are; the picture has to be there too, whole. It knows nothing of how one scrolls.
import assert from 'node:assert/strict';

import { contrast, draftId, exampleAnswers, picture, record, restyle, shoot, store, visit } from './pixels.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */
/** @typedef {import('./pixels.mjs').Session} Session */
/** @typedef {import('./pixels.mjs').Picture} Picture */
/** @typedef {import('./pixels.mjs').Box} Box */
/** @typedef {{key: string, box: Box}} Place of the page, CSS px */
/** @typedef {{frames: number, inMotion: number, bare: number, torn: number, farthest: number, examples: string[]}} Outcome */

const ratio = 3;
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: ratio, isMobile: true, hasTouch: true };
const step = 8;  // CSS px of the page to one colour of the ruler

/** A report of some twelve windows. */
function longAnswers() {
  const answers = exampleAnswers();
  return Object.fromEntries(Object.entries(answers).map(([id, text]) => [id, id === 'persons' ? text : Array(3).fill(text).join('\n')]));
}

/**
 * The ruler, and the painted fields bare. What the elements paint themselves is taken away: a field must be seen
 * by its painted frame. The ruler's colours count in the blue and green of the place, and are no greys.
 * @param {Page} page
 */
async function measureWith(page) {
  await restyle(page, `
    #page :is(textarea, input) { background: transparent !important; box-shadow: none !important; color: transparent !important;
      caret-color: transparent; outline: none !important; }
    #page .writers { color: transparent !important; }`);
  await page.evaluate((height) => {
    const ruler = document.createElement('div');
    ruler.style.cssText = 'position:absolute;left:0;top:0;width:6px;z-index:9;pointer-events:none';
    const rows = Math.ceil(document.documentElement.scrollHeight / height);
    for (let i = 0; i < rows; i++) {
      const row = document.createElement('div');
      row.style.cssText = `height:${height}px;background:rgb(255,${(i >> 5) * 8},${(i & 31) * 8})`;
      ruler.append(row);
    }
    document.body.append(ruler);
  }, step);
}

/** CSS px that the elements of a frame are scrolled by, read from the ruler. @param {Picture} frame @param {number} scale device px per CSS px */
function scrolled(frame, scale) {
  const x = Math.round(3 * scale);
  /** @param {number} y */
  const row = (y) => {
    const i = (y * frame.width + x) * 4;
    const [red, green, blue] = frame.rgba.subarray(i, i + 3);
    return red === 255 && green % 8 === 0 && blue % 8 === 0 ? (green / 8) * 32 + blue / 8 : -1;
  };
  for (let y = 1; y < frame.height; y++) {
    const [above, here] = [row(y - 1), row(y)];
    if (above >= 0 && here === above + 1) return here * step - y / scale;
  }
  return null;
}

/** What has to be painted: words of ours, and the four edges of each field. @param {Page} page */
const places = (page) => page.evaluate(() => {
  /** @type {Place[]} */
  const found = [];
  for (const element of document.querySelectorAll('#page [id]:not([hidden], .skips)')) {
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = y + scrollY;
    const add = (/** @type {string} */ name, /** @type {Box} */ box) => found.push({ key: `${element.id} ${name}`, box });
    if (element.matches('textarea, input')) {
      // Across the middle of an edge, because in corners it is round.
      add('top', { x: x + width / 2, y: top - 4, width: 2, height: 8 });
      add('bottom', { x: x + width / 2, y: top + height - 4, width: 2, height: 8 });
      for (let at = 40; at < height - 8; at += 80) add(`left at ${at}`, { x: x - 4, y: top + at, width: 8, height: 2 });
    } else if (element.matches('h1, h2, p, button, a') && !element.matches('.writers') && element.textContent !== '') {
      add('words', { x, y: top, width: Math.min(width, 80), height: Math.min(height, 24) });
    }
  }
  return found;
});

/**
 * Opens the report, has it scrolled by `distance` CSS px to its end, and judges the frames that came of it.
 * @param {Awaited<ReturnType<typeof import('./pixels.mjs').open>>} site
 * @param {(page: Page) => Promise<unknown>} prepare before the page is loaded
 * @param {(page: Page, session: Session, distance: number) => Promise<Buffer[]>} scroll gives the frames as PNG, oldest first
 * @returns {Promise<Outcome>}
 */
export async function scrolledThrough(site, prepare, scroll) {
  const context = await site.browser.newContext(phone);
  const page = await context.newPage();
  try {
    await prepare(page);
    await store(page, [record(draftId(1), longAnswers())]);
    await visit(page, `${site.url}#/verslag/${draftId(1)}`);
    await measureWith(page);
    const wanted = await places(page);
    const end = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    const frames = await scroll(page, await context.newCDPSession(page), end);
    // The frames are judged by the ruler, so it is held against what the browser says once.
    const atEnd = await shoot(page);
    assert.ok(Math.abs((scrolled(atEnd, ratio) ?? -1) - await page.evaluate(() => scrollY)) < 0.5, 'the ruler is misread');
    return judge(frames, wanted);
  } finally {
    await context.close();
  }
}

/** @param {Buffer[]} frames @param {Place[]} wanted @returns {Outcome} */
function judge(frames, wanted) {
  /** @type {Outcome} */
  const outcome = { frames: frames.length, inMotion: 0, bare: 0, torn: 0, farthest: 0, examples: [] };
  let before = -1;
  for (const bytes of frames) {
    const frame = picture(bytes);
    const scale = frame.width / phone.viewport.width;
    const top = scrolled(frame, scale);
    if (top === null) {
      // Not even the elements are drawn: that is as bare as it gets.
      outcome.bare++;
      if (outcome.examples.length < 5) outcome.examples.push('a frame without the ruler');
      continue;
    }
    if (top === before) continue;
    before = top;
    outcome.inMotion++;
    let isBare = false;
    let isTorn = false;
    for (const { key, box } of wanted) {
      const at = { x: box.x * scale, y: (box.y - top) * scale, width: box.width * scale, height: box.height * scale };
      if (at.y < 0 || at.y + at.height > frame.height) continue;
      if (contrast(frame, at) >= 12) {
        // Words that stood elsewhere would leave their box or another's; of edges the place is measured.
        const off = key.endsWith(' words') ? 0 : Math.abs(edge(frame, at, / (top|bottom)$/.test(key), key.endsWith(' bottom'), scale) / scale);
        outcome.farthest = Math.max(outcome.farthest, off);
        if (off <= 1) continue;
        isTorn = true;
      } else isBare = true;
      if (outcome.examples.length < 5) outcome.examples.push(`frame at ${top.toFixed(1)}: ${key}`);
    }
    if (isBare) outcome.bare++;
    if (isTorn) outcome.torn++;
  }
  return outcome;
}

/**
 * How far the edge of a field is from where it belongs: the middle of its ink, which lies just inside of the frame. Device px.
 * @param {Picture} frame @param {Box} box @param {boolean} across @param {boolean} far @param {number} scale
 */
function edge(frame, box, across, far, scale) {
  const length = Math.ceil(across ? box.height : box.width);
  const x = Math.floor(box.x);
  const y = Math.floor(box.y);
  let ink = 0;
  let sum = 0;
  for (let i = 0; i <= length; i++) {
    const dark = Math.max(0, 240 - frame.at(across ? Math.round(box.x) : x + i, across ? y + i : Math.round(box.y)));
    ink += dark;
    sum += dark * (i + 0.5);
  }
  const middle = (across ? y - box.y : x - box.x) + sum / ink;
  return middle - (4 + (far ? -0.5 : 0.5)) * scale;
}

/** @param {Outcome} outcome */
export const told = ({ frames, inMotion, bare, torn, farthest }) =>
  `${frames} frames, ${inMotion} at different places: ${bare} with a bare area, ${torn} torn; edges at most ${farthest.toFixed(2)} px off`;
