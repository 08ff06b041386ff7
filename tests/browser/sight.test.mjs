// For readers who see little: contrast as it is painted, the ring of the focus, large text, wide spacing, a narrow window, text-only
// zoom, targets for fingers, and no motion. What is seen is measured in screenshots, where axe (access.test.mjs) sees a transparent
// element only. Every screen is loaded once; the campaign `looks` goes on to all looks, both faces, 400 % and Firefox. It may not know
// how the picture comes about.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import puppeteer from 'puppeteer-core';

import { isCampaign } from './options.mjs';
import { atRest, camera, luminanceAt, part, picture, ratio, ratioOf, shoot } from './pixels.mjs';
import { drawn, faceIs, faults, ownStyle, screens, spacing, textsShown, words } from './screens.mjs';
import { address, draftId, eventually, inFolder, names, record, refuseWrites, seed, useBrowser, visit } from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */
/** @typedef {import('./pixels.mjs').Picture} Picture */
/** @typedef {import('./pixels.mjs').Box} Box */

useBrowser();
const example = seed();

/** @type {Record<string, (place: Visit) => Promise<void>>} */
const all = {
  ...screens,
  async 'Schrijven, not saved'({ open, page }) {
    await open('#/nieuw');
    await page.evaluate(refuseWrites);
    await page.keyboard.type('niet bewaard');
    await page.locator('#alarm').waitFor();
  },
};

/** @param {Page} page @param {boolean} isText */
async function turn(page, isText) {
  await page.evaluate((wanted) => {
    if (document.documentElement.classList.contains('painted') === wanted) document.getElementById('text-view')?.click();
  }, isText);
  await faceIs(page, isText);
  await drawn(page);
}

/** A tall window from the top of the page, with nothing under the pointer or with the focus. @param {Page} page @param {number} height @param {number} [width] */
async function unroll(page, height, width = 900) {
  await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
  await page.mouse.move(0, 0);
  await page.setViewportSize({ width, height });
  await page.evaluate(() => scrollTo(0, 0));
  await atRest(page);
}

// ---- Contrast -----------------------------------------------------------------------------------------------------------------

/** @typedef {[string, boolean, Parameters<Page['emulateMedia']>[0], number]} Look */
/** The short form has one of each contrast, and of light and dark one; the pairs of colours of all four palettes are reckoned natively. @type {Look[]} */
const usual = [
  ['light', false, { colorScheme: 'light', contrast: 'no-preference' }, 4.5],
  ['dark, more contrast', false, { colorScheme: 'dark', contrast: 'more' }, 7],
];
/** The same tokens in the text view; axe tells its contrast in light and dark. @type {Look[]} */
const others = [
  ['light, more contrast', false, { colorScheme: 'light', contrast: 'more' }, 7],
  ['dark', false, { colorScheme: 'dark', contrast: 'no-preference' }, 4.5],
  ['text view, dark, more contrast', true, { colorScheme: 'dark', contrast: 'more' }, 7],
  ['text view, light, more contrast', true, { colorScheme: 'light', contrast: 'more' }, 7],
];
const looks = isCampaign ? [...usual, ...others] : usual;

/** How much each of these stands out in a picture. @param {Picture} shot @param {import('./screens.mjs').Words[]} lines @param {number} [scale] */
const reached = (shot, lines, scale = 1) => lines.map(({ key, kind, box }) => ({
  what: `${key} (${kind})`, by: ratio(shot, { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale }),
}));
/** Which of these stand out too little. @param {ReturnType<typeof reached>} seen @param {number} least */
const tooFaint = (seen, least) => seen.filter(({ by }) => by < least).map(({ what, by }) => `${what}: ${by.toFixed(2)}`);

/** What the writer wrote is painted by the elements in both faces. */
const ofWriters = /\((TEXTAREA|INPUT|\S+ .*\bwriters\b)/;

/** Words in the window that stand out too little, what was looked at, and how much our own stand out at most. @param {Page} page @param {number} least @param {number} [scale] */
async function faint(page, least, scale) {
  let lines = await words(page);
  let shot;
  // A state that comes late (Offline klaar, at the first visit) is in both or in neither.
  for (let before; before === undefined || JSON.stringify(before) !== JSON.stringify(lines);) {
    before = lines;
    shot = scale === undefined ? await (await camera(page))() : await shoot(page);
    lines = await words(page);
  }
  const seen = reached(/** @type {Picture} */ (shot), lines, scale);
  return { found: tooFaint(seen, least), kinds: new Set(lines.map(({ kind }) => kind)), looked: lines.length, most: Math.max(...seen.filter(({ what }) => !ofWriters.test(what)).map(({ by }) => by)) };
}

/** Words as they are painted stand out, in every look. @param {Page} page @param {string} screen */
async function standOut(page, screen) {
  await unroll(page, 1400);
  for (const [name, isText, media, least] of looks) {
    if (isText && screen !== 'Schrijven' && screen !== 'Importeren') continue;
    await page.emulateMedia(media);
    if (isText === (await page.evaluate(() => document.documentElement.classList.contains('painted')))) await turn(page, isText);
    await drawn(page);
    const { found, looked, most } = await faint(page, least);
    assert.deepEqual(found, [], `words that stand out too little: ${name}`);
    // Black on white only for those who ask for it: the palettes do reach the picture, not the elements alone.
    assert.equal(most > 20, least === 7, `${name}: ${most}`);
    assert.ok(looked >= 7, `${looked} lines of words`);
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  if (looks.some(([, isText]) => isText)) await turn(page, false);
}

// ---- Focus --------------------------------------------------------------------------------------------------------------------

/**
 * Everything that Tab reaches, from the top of the page on: what is smaller than 24 px, out of sight or under something else.
 * @param {Page} page @param {(key: string, box: Box, scrolled: number, kind: string) => Promise<void>} [look] @returns {Promise<string[]>}
 */
async function walk(page, look) {
  await page.evaluate(() => {
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    // Where a walk begins is where something was clicked last.
    getSelection()?.collapse(document.body, 0);
    scrollTo(0, 0);
  });
  const wanted = await page.evaluate(() => [...document.querySelectorAll('#page :is(a, button, textarea, input)')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => element.id || element.closest('[id]')?.id || ''));
  /** @type {string[]} */
  const met = [];
  /** @type {string[]} */
  const covered = [];
  // A field for a date has several places for the focus.
  for (let i = 0; i < 6 * wanted.length && met.length < wanted.length; i++) {
    await page.keyboard.press('Tab');
    const { key, box, over, scrolled, kind } = await page.evaluate(async () => {
      // The page draws what follows from it in the next frame.
      await new Promise((done) => requestAnimationFrame(done));
      const element = document.activeElement?.closest('[id]') ?? document.body;
      const { x, y, width, height } = element.getBoundingClientRect();
      const inside = 3;
      /** @type {string[]} */
      const over = Math.min(width, height) < 24 ? [`${element.id} is ${width} x ${height} px`] : [];
      for (const left of [x + inside, x + width - inside]) {
        for (const top of [y + inside, y + height - inside]) {
          // Of what is as tall as the window the browser brings a part into sight.
          if (height > innerHeight / 2 && (top < 0 || top > innerHeight)) continue;
          const met = document.elementFromPoint(left, top);
          if (!met || !element.contains(met)) over.push(`${element.id}: ${met ? met.closest('[id]')?.id : 'nothing of the window'} at ${Math.round(left)}, ${Math.round(top)} of ${innerHeight}`);
        }
      }
      return { key: element.id, box: { x, y, width, height }, over, scrolled: scrollY, kind: `${element.tagName} ${element.className}` };
    });
    if (key === '' || key === met.at(-1)) continue;
    assert.ok(!met.includes(key), `${key} comes twice; met: ${met}`);
    met.push(key);
    covered.push(...over);
    await look?.(key, box, scrolled, kind);
  }
  assert.deepEqual([...met].sort(), [...wanted].sort(), 'Tab reaches everything');
  assert.ok(met.length >= 4);
  return covered;
}

/**
 * The thickness of what has been drawn around a box, in px: on each side the longest run, outwards from the box, of pixels that have
 * become another colour by 3:1 at the least. The least of the four sides.
 * @param {Picture} before @param {Picture} after @param {Box} box
 */
function ring(before, after, box) {
  const reach = 8;
  const x0 = Math.round(box.x);
  const y0 = Math.round(box.y);
  const x1 = Math.round(box.x + box.width) - 1;
  const y1 = Math.round(box.y + box.height) - 1;
  /** @param {number} x @param {number} y @param {number} dx @param {number} dy */
  const thickness = (x, y, dx, dy) => {
    let longest = 0;
    let run = 0;
    for (let i = 0; i <= reach; i++) {
      const [a, b] = [before, after].map((shot) => luminanceAt(shot, x + dx * i, y + dy * i));
      run = ratioOf(a, b) >= 3 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  };
  // Words of a neighbour may lie under the ring in its own colour, so each side is looked at in several places.
  const side = (/** @type {(part: number) => number} */ at) => Math.max(...[0.2, 0.35, 0.5, 0.65, 0.8].map(at));
  return Math.min(
    side((part) => thickness(Math.round(x0 + part * (x1 - x0)), y0, 0, -1)), side((part) => thickness(Math.round(x0 + part * (x1 - x0)), y1, 0, 1)),
    side((part) => thickness(x0, Math.round(y0 + part * (y1 - y0)), -1, 0)), side((part) => thickness(x1, Math.round(y0 + part * (y1 - y0)), 1, 0)),
  );
}

/**
 * What Tab reaches in a low window: whatever has no ring of 3 px, is out of sight or lies under something else. What it looked like without
 * the focus is shot once, in a window as tall as the page.
 * @param {Page} page @param {boolean} [rings] false: the ring is not looked at
 */
async function focusFaults(page, rings = true) {
  const low = { width: 390, height: 400 };
  await page.setViewportSize(low);
  await drawn(page);
  // What slides along the window's end does not belong to the place that it covers.
  if (!rings || await page.locator('#alarm:not([hidden])').count() > 0) return walk(page);
  await unroll(page, Math.max(low.height, await page.evaluate(() => document.documentElement.scrollHeight)), low.width);
  const snap = await camera(page);
  const before = await snap();
  await page.setViewportSize(low);
  await atRest(page);
  /** @type {string[]} */
  const found = [];
  /** @type {string[]} */
  const tall = [];
  /** The ring is a rule for each kind of control: the short form looks at so many of a kind. @type {Map<string, number>} */
  const kinds = new Map();
  const most = isCampaign ? Infinity : 3;
  const look = async (/** @type {string} */ key, /** @type {Box} */ box, /** @type {number} */ top, /** @type {string} */ kind) => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if ((kinds.get(kind) ?? 0) > most) return;
    const after = await snap();
    if (box.height > after.height / 2) {
      tall.push(key);
      return;
    }
    const reach = 12;
    const around = { x: Math.max(0, Math.floor(box.x) - reach), y: Math.max(0, Math.floor(box.y) - reach), width: 0, height: 0 };
    around.width = Math.min(after.width, Math.ceil(box.x + box.width) + reach) - around.x;
    around.height = Math.min(after.height, Math.ceil(box.y + box.height) + reach) - around.y;
    const thick = ring(part(before, { ...around, y: around.y + top }), part(after, around), { ...box, x: box.x - around.x, y: box.y - around.y });
    if (thick < 3) found.push(`${key}: ${thick} px`);
  };
  const covered = await walk(page, look);
  // Of what is tall the browser brings a part into sight; all of its sides are seen in the tall window.
  if (tall.length > 0) await unroll(page, before.height, low.width);
  for (const key of tall.splice(0)) {
    const box = await page.evaluate((id) => {
      const element = /** @type {HTMLElement} */ (document.getElementById(id));
      element.focus();
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }, key);
    await look(key, box, 0, key);
  }
  assert.deepEqual(tall, []);
  return [...covered, ...found];
}

// ---- Large text, wide spacing, narrow window --------------------------------------------------------------------------------------

/** What of these texts is not on the page any more, and what is wrong with the rest. @param {Page} page @param {string[]} texts @param {boolean} [spaced] */
async function harm(page, texts, spaced) {
  const now = new Set(await page.evaluate(textsShown));
  return [...texts.filter((text) => !now.has(text)).map((text) => `lost: ${text}`), ...await faults(page, spaced)];
}

/**
 * In 320 px, which is what 400 % leaves of a window, and with letters twice as large too: what is lost, cut off or in the way.
 * @param {Page} page
 */
async function reflow(page) {
  await page.setViewportSize({ width: 1280, height: 1024 });
  await drawn(page);
  const texts = await page.evaluate(textsShown);
  assert.ok(texts.length >= 6, `${texts}`);
  await page.setViewportSize({ width: 320, height: 256 });
  await drawn(page);
  assert.deepEqual(await harm(page, texts), [], '320 px');
  await page.evaluate(ownStyle, 'html { font-size: 200% !important; }');
  await drawn(page);
  assert.deepEqual(await harm(page, texts), [], '320 px, letters twice as large');
  await page.evaluate(ownStyle, '');
  await faceIs(page, false);
}

// ---- Targets ------------------------------------------------------------------------------------------------------------------

/**
 * How far from the middle of each control a finger or a pointer still meets it, in both directions, in px.
 * @param {Page} page @returns {Promise<{key: string, width: number, height: number}[]>}
 */
const targets = (page) => page.evaluate(() => [...document.querySelectorAll('#page :is(a:not(.skips), button, textarea, input)')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => {
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const [middle, centre] = [x + width / 2, y + height / 2];
    const meets = (/** @type {number} */ left, /** @type {number} */ top) => {
      const met = document.elementFromPoint(left, top);
      // What a label stands over belongs to its field.
      return met !== null && (element === met || element.contains(met));
    };
    const reach = (/** @type {number} */ dx, /** @type {number} */ dy) => {
      let steps = 0;
      while (steps < 23 && meets(middle + (steps + 0.5) * dx, centre + (steps + 0.5) * dy)) steps += 0.5;
      return steps;
    };
    // Counted in halves from the middle, so that up to one of each side is not seen.
    return {
      key: element.id || element.closest('[id]')?.id || '', width: reach(-1, 0) + reach(1, 0) + 1, height: reach(0, -1) + reach(0, 1) + 1,
    };
  }));

/** On a touch screen everything can be hit in 44 px. @param {Page} page @param {boolean[]} faces which of them are text views */
async function fingersHit(page, faces) {
  await eventually(async () => assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)));
  for (const isText of faces) {
    await turn(page, isText);
    const found = await targets(page);
    assert.ok(found.length >= 4);
    assert.deepEqual(found.filter(({ width, height }) => Math.min(width, height) < 44).map(({ key, width, height }) => `${key}: ${width} x ${height}`), [],
      isText ? 'text view' : 'painted');
  }
}

// ---- Motion -------------------------------------------------------------------------------------------------------------------

/** What moves by itself, or would. @param {Page} page */
const motions = (page) => page.evaluate(() => {
  const found = document.getAnimations().map((animation) => `an animation of ${/** @type {any} */ (animation.effect)?.target?.id}`);
  for (const element of document.querySelectorAll('*')) {
    for (const pseudo of [null, '::before', '::after']) {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, pseudo);
      if (animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto') found.push(`${element.id || element.tagName}${pseudo ?? ''}: ${animationName} ${transitionDuration} ${scrollBehavior}`);
    }
  }
  return found;
});

// ---- Every screen ---------------------------------------------------------------------------------------------------------------

for (const [screen, prepare] of Object.entries(all)) {
  visit(`${screen}: words stand out, the focus is seen, nothing moves, 320 px are enough, and fingers hit`, {}, async (place) => {
    const { page } = place;
    await prepare(place);
    assert.deepEqual(await motions(page), [], 'what moves by itself');
    await standOut(page, screen);
    assert.deepEqual(await focusFaults(page), [], 'the focus, painted');
    // The rules for the ring are the same in the text view, but for what the painted face adds.
    if (isCampaign || screen === 'Importeren') {
      await turn(page, true);
      assert.deepEqual(await focusFaults(page, screen === 'Importeren'), [], 'the focus, text view');
      await turn(page, false);
    }
    if (!(screen in screens)) return;
    await reflow(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await fingersHit(page, isCampaign || screen.startsWith('Verslagen') ? [false, true] : [false]);
  });
}

// ---- The tests of the test ------------------------------------------------------------------------------------------------------

visit('words that are painted too faintly, lost, cut off or in the way, and what moves, is noticed', {}, async (place) => {
  const { page } = place;
  await screens.Controleren(place);
  await unroll(page, 1400);
  const before = await faint(page, 4.5);
  assert.deepEqual(before.found, []);
  assert.ok(before.kinds.size >= 10, `${[...before.kinds]}`);
  await page.evaluate(ownStyle, '#picture { opacity: .4; }');
  const after = await faint(page, 4.5);
  // What the DOM paints, the writer's words, stays.
  assert.ok(after.found.length > before.looked / 2 && after.found.length < before.looked, `${after.found.length} of ${before.looked}`);
  await page.evaluate(ownStyle, '');

  await turn(page, true);
  const texts = await page.evaluate(textsShown);
  assert.deepEqual(await harm(page, texts), []);
  for (const [rules, fault] of [
    ['#screen { display: none; }', /^lost: Controleren$/], ['#screen { height: 20px; min-height: 0; overflow: hidden; }', /^screen is cut off/],
    ['#screen { width: 2000px; }', /^the page is \d+ px wide/], ['#screen { margin-bottom: -60px !important; }', /^screen and .* overlap$/],
  ]) {
    await page.evaluate(ownStyle, String(rules));
    await drawn(page);
    assert.ok((await harm(page, texts)).some((line) => /** @type {RegExp} */ (fault).test(line)), `${rules}: ${await harm(page, texts)}`);
  }

  assert.ok((await targets(page)).some(({ height }) => height < 44), 'with a mouse targets are smaller, which is noticed');
  await page.evaluate(ownStyle, 'html { scroll-behavior: smooth; } #screen { transition: color 1s; }');
  assert.deepEqual(await motions(page), ['HTML: none 0s smooth', 'screen: none 1s auto']);
});

visit('a ring that is missing or too thin, and what lies over a control, is noticed', {}, async (place) => {
  const { page } = place;
  await screens['Verslagen, empty'](place);
  // What lies over the controls paints nothing.
  await page.evaluate(ownStyle, `#new:focus-visible { outline-width: 2px !important; } #import:focus-visible { outline: none !important; }
    #main::after { content: ""; position: absolute; z-index: 1; inset: 0 0 0 40%; pointer-events: auto; }`);
  const found = await focusFaults(page);
  for (const fault of ['new: 2 px', 'import: 0 px', 'import: main at']) assert.ok(found.some((line) => line.startsWith(fault)), `${fault} in ${found}`);
});

visit('a phone: no field is so small that the browser zooms in on it, and a keyboard that comes leaves the field in sight',
  { browser: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 } }, async ({ page, open, store }) => {
    await store([record({ id: draftId(1), answers: { results: 'een regel\n'.repeat(60) } })]);
    await open(`#/verslag/${draftId(1)}`);
    await page.locator('[id="fold.trip"]').tap();
    await page.locator('[id="trip.name"]').waitFor();
    const sizes = await page.locator('#page :is(textarea, input)').evaluateAll((all) => all.map((element) => parseFloat(getComputedStyle(element).fontSize)));
    assert.ok(sizes.length === 20 && Math.min(...sizes) >= 16, sizes.join());
    for (const id of ['answer.persons', 'answer.met', 'answer.results', 'answer.followup', 'trip.approvedOn']) {
      await page.setViewportSize({ width: 390, height: 844 });
      const field = page.locator(`[id="${id}"]`);
      // Low in the window, where the keyboard comes; the caret of the long answer is at its end.
      await field.evaluate((element) => scrollBy(0, element.getBoundingClientRect().bottom - 800));
      await field.evaluate((element) => {
        element.focus({ preventScroll: true });
        if (element instanceof HTMLTextAreaElement) element.setSelectionRange(element.value.length, element.value.length);
      });
      await page.setViewportSize({ width: 390, height: 450 });
      await eventually(async () => {
        const { bottom, height } = await page.evaluate((key) => {
          const { bottom } = /** @type {HTMLElement} */ (document.getElementById(key)).getBoundingClientRect();
          return { bottom, height: /** @type {VisualViewport} */ (visualViewport).height };
        }, id);
        assert.ok(bottom > 44 && bottom <= height + 1 || id === 'answer.results', `${id}: its end is at ${bottom} of ${height}`);
      });
      await page.keyboard.type('x');
      await eventually(async () => {
        const seen = await page.evaluate((key) => {
          const { top, bottom } = /** @type {HTMLElement} */ (document.getElementById(key)).getBoundingClientRect();
          return { top, bottom, height: innerHeight, wide: document.documentElement.scrollWidth };
        }, id);
        assert.ok(seen.bottom <= seen.height + 1 && seen.bottom > 20, `${id}: ${JSON.stringify(seen)}`);
        assert.equal(seen.wide, 390);
      });
    }
  });

visit('from the check back to a question further down, the window is there in one step', {}, async (place) => {
  const { page } = place;
  await screens.Controleren(place);
  await page.evaluate(() => {
    const places = Object.assign(window, { places: /** @type {number[]} */ ([]) }).places;
    addEventListener('scroll', () => { if (places.at(-1) !== scrollY) places.push(scrollY); });
  });
  await page.getByRole('link', { name: `Wijzig ${names[6]}`, exact: true }).click();
  await eventually(async () => assert.ok(await page.evaluate(() => document.activeElement?.id === 'answer.followup' && scrollY > 300)));
  // A window that glides is still on its way in the next frames.
  await atRest(page);
  const places = await page.evaluate(() => /** @type {any} */ (window).places);
  assert.ok(places.length <= 3, `the window went through ${places}`);
});

// ---- The campaign: what takes long ----------------------------------------------------------------------------------------------

if (isCampaign) {
  for (const [screen, prepare] of Object.entries(screens)) {
    visit(`${screen} in 320 x 256 px at 400 %: nothing is lost, too faint, cut off or in the way, with wide spacing too`,
      { browser: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 } }, async (place) => {
        const { page } = place;
        const session = await page.context().newCDPSession(page);
        /** @param {number} width @param {number} height @param {number} deviceScaleFactor */
        const zoom = async (width, height, deviceScaleFactor) => {
          await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
          await drawn(page);
        };
        await prepare(place);
        await zoom(1280, 1024, 1);
        const texts = await page.evaluate(textsShown);
        assert.ok(texts.length >= 6, `${texts}`);
        await zoom(320, 256, 4);
        await faceIs(page, false);
        assert.deepEqual(await harm(page, texts), [], 'painted');
        for (const where of [0, 0.5, 1]) {
          await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), where);
          await atRest(page);
          assert.deepEqual((await faint(page, 4.5, 4)).found, [], `painted, at ${where}`);
        }
        await zoom(320, 256, 1);
        assert.deepEqual(await harm(page, texts), [], 'painted, 100 %');
        // The reader's own distances open the text view; who goes back all the same loses nothing either.
        await page.evaluate(ownStyle, spacing);
        await faceIs(page, true);
        await drawn(page);
        assert.deepEqual(await harm(page, texts), [], 'text view, spacing');
        await zoom(320, 256, 4);
        assert.deepEqual(await harm(page, texts), [], 'text view, spacing, 400 %');
        await turn(page, false);
        assert.deepEqual(await harm(page, texts, true), [], 'painted, spacing, 400 %');
        await zoom(1280, 1024, 1);
        assert.deepEqual(await harm(page, texts, true), [], 'painted, spacing');
      });
  }

  // As the reader sets it in the browser; the page's own zoom stays as it is.
  visit('letters twice as large by the browser\'s setting: nothing is lost, cut off or in the way, in both faces, wide and narrow',
    { preferences: { webkit: { webprefs: { default_font_size: 32, default_fixed_font_size: 26 } } } }, async (place) => {
      const { page } = place;
      for (const [screen, prepare] of Object.entries(screens)) {
        await page.setViewportSize({ width: 1280, height: 720 });
        await prepare(place);
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
        const texts = await page.evaluate(textsShown);
        for (const isText of [true, false]) {
          await turn(page, isText);
          for (const width of [1280, 320]) {
            await page.setViewportSize({ width, height: 720 });
            await drawn(page);
            assert.deepEqual(await harm(page, texts), [], `${screen}, ${isText ? 'text view' : 'painted'}, ${width} px`);
          }
        }
        await page.evaluate(() => scrollTo(0, 0));
        await atRest(page);
        const { found, looked } = await faint(page, 4.5);
        assert.deepEqual(found, [], screen);
        assert.ok(looked >= 3, `${screen}: ${looked} lines of words`);
      }
    });

  visit('a phone: on every screen everything can be hit in 44 px, in both faces',
    { browser: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 } }, async (place) => {
      for (const prepare of Object.values(screens)) {
        await prepare(place);
        await fingersHit(place.page, [true, false]);
      }
    });
}

// ---- Firefox: text-only zoom ------------------------------------------------------------------------------------------------------

/**
 * Firefox as set to zoom text only. What is the browser's own, as its zoom, is reached as its own menus reach it.
 * @param {string} profile
 */
async function textZoomingFirefox(profile) {
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: process.env.REISVERSLAG_FIREFOX ?? '/usr/bin/firefox-esr', headless: true, userDataDir: profile,
    args: ['--remote-allow-system-access'], extraPrefsFirefox: { 'browser.zoom.full': false },
  });
  const [page] = await browser.pages();
  /** Not in Puppeteer's types, because only WebDriver BiDi has it. @type {{send: (method: string, values: object) => Promise<any>}} */
  const { send } = /** @type {any} */ (browser).connection;
  const call = send.bind(/** @type {any} */ (browser).connection);
  const { result: { contexts: [window] } } = await call('browsingContext.getTree', { 'moz:scope': 'chrome' });
  return {
    browser, page,
    /** @param {number} factor */
    async zoom(factor) {
      const { result } = await call('script.evaluate', {
        expression: `ZoomManager.zoom = ${factor}; String([ZoomManager.useFullZoom, ZoomManager.zoom])`, target: { context: window.context }, awaitPromise: false,
      });
      assert.equal(result.result.value, `false,${factor}`);
    },
  };
}

if (isCampaign) test('Firefox makes only the text twice as large: nothing is lost, faint, cut off or in the way, in both faces', { timeout: 90_000 }, () => inFolder(async (profile) => {
  const { browser, page: firefox, zoom } = await textZoomingFirefox(profile);
  // The helpers only evaluate, which both drivers do alike.
  const page = /** @type {Page} */ (/** @type {unknown} */ (firefox));
  const fontSize = () => page.evaluate(() => parseFloat(getComputedStyle(/** @type {Element} */ (document.getElementById('screen'))).fontSize));
  /** @param {string} hash */
  const open = async (hash) => {
    await firefox.goto('about:blank');
    await firefox.goto(`${address()}${hash}`, { waitUntil: 'domcontentloaded' });
    await firefox.waitForSelector('html[data-ready]');
  };
  try {
    await firefox.setViewport({ width: 1280, height: 800 });
    await open('#/');
    await page.evaluate((items) => { for (const [key, value] of items) localStorage.setItem(key, value); }, [
      record({ id: draftId(1), answers: example.answers, trip: { name: 'Werkbezoek' } }), record({ id: draftId(2), answers: example.answers }),
    ]);
    for (const hash of ['#/', `#/verslag/${draftId(1)}`, `#/verslag/${draftId(1)}/controleren`, '#/importeren']) {
      await firefox.setViewport({ width: 1280, height: 800 });
      await open(hash);
      await page.evaluate(() => { for (const key of ['fold.persons', 'fold.trip']) document.getElementById(key)?.click(); });
      await drawn(page);
      await faceIs(page, false);
      const texts = await page.evaluate(textsShown);
      const usual = await fontSize();
      assert.ok(texts.length >= 6, `${texts}`);
      await zoom(2);
      // While the page is open: it has to notice by itself.
      await eventually(async () => assert.equal(await fontSize(), 2 * usual));
      await drawn(page);
      assert.deepEqual(await harm(page, texts), [], `${hash}, painted, 1280 px`);
      await page.evaluate(() => scrollTo(0, 0));
      await atRest(page);
      const lines = await words(page);
      assert.ok(lines.length >= 3, `${lines.length} lines of words`);
      assert.deepEqual(tooFaint(reached(picture(Buffer.from(await firefox.screenshot())), lines), 4.5), [], `${hash}, painted, 1280 px`);
      await firefox.setViewport({ width: 390, height: 800 });
      await drawn(page);
      assert.deepEqual(await harm(page, texts), [], `${hash}, painted, 390 px`);
      await turn(page, true);
      assert.deepEqual(await harm(page, texts), [], `${hash}, text view, 390 px`);
      await turn(page, false);
      await zoom(1);
      await eventually(async () => assert.equal(await fontSize(), usual));
    }
  } finally {
    await browser.close();
  }
}));
