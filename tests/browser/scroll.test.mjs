// A long report scrolled by finger on an emulated phone, a step at a time: after each step the painted picture has to be where the elements
// are, and there at all, also when it is drawn late. Late is told in px that went by, not in ms, so that a busy machine changes nothing. The
// campaign `looks` scrolls through all of the report, also where nothing is late. It may not know how the page draws.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { isCampaign } from './options.mjs';
import { open } from './pixels.mjs';
import { scrolledThrough, told } from './scrolling.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */

const stride = 100;  // CSS px between two pictures
/** CSS px that go by before the page draws again. At 2000 px/s this is a ninth of a second: a phone that misses six frames of seven. */
const lateBy = 220;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => { site = await open(); });
after(() => site.close());

/** CSS px that are scrolled through; a tile is 512 px, and as many lie ahead as fill one and a half windows. */
const way = isCampaign ? Infinity : 3500;

/**
 * The browser lets the page know late that it was scrolled: neither frames nor events reach it until so many px have gone by.
 * @param {number} px
 */
const late = (px) => (/** @type {Page} */ page) => page.addInitScript((most) => {
  const frame = requestAnimationFrame.bind(window);
  let told = 0;
  let isOnTime = true;
  /** @type {CSSNumberish | null} */
  let now = -1;
  /** Once a frame, because all of a frame comes or none of it. */
  const comes = () => {
    if (now !== document.timeline.currentTime) {
      now = document.timeline.currentTime;
      isOnTime = scrollY === 0 || Math.abs(scrollY - told) >= most;
      if (isOnTime) told = scrollY;
    }
    return isOnTime;
  };
  window.requestAnimationFrame = (callback) => frame(function again(time) {
    if (comes()) callback(time);
    else frame(again);
  });
  addEventListener('scroll', (event) => { if (!comes()) event.stopImmediatePropagation(); }, { capture: true });
  // What the test itself waits for is not late.
  Object.assign(window, { frameOfTheBrowser: frame });
}, px);

/** @param {import('node:test').TestContext} t @param {(page: Page) => Promise<unknown>} [prepare] @param {number} [through] CSS px */
async function run(t, prepare = async () => {}, through = way) {
  const outcome = await scrolledThrough(site, prepare, async (page, session, distance) => {
    /** @type {Buffer[]} */
    const frames = [];
    const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number[]} */ ...at) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: at.map((y) => ({ x: 195, y })) });
    for (let done = 0; done < Math.min(through, distance + 844);) {
      let y = 740;
      await touch('touchStart', y);
      for (; y > 100; done += stride) {
        y -= stride;
        await touch('touchMove', y);
        await page.evaluate(() => new Promise((seen) => {
          /** @type {typeof requestAnimationFrame} */
          const frame = /** @type {any} */ (window).frameOfTheBrowser ?? requestAnimationFrame;
          frame(() => frame(seen));
        }));
        const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
        frames.push(Buffer.from(data, 'base64'));
      }
      await touch('touchEnd');
    }
    return frames;
  });
  t.diagnostic(told(outcome));
  assert.ok(outcome.inMotion >= Math.min(50, 0.7 * through / stride), `it hardly scrolled: ${told(outcome)}`);
  return outcome;
}

// Where nothing is bare although the picture is late, nothing is where it is not.
if (isCampaign) test('nothing bare, nothing torn', async (t) => {
  const { bare, torn, examples } = await run(t);
  assert.deepEqual({ bare, torn }, { bare: 0, torn: 0 }, examples.join('; '));
});

test('nothing bare, nothing torn where the picture is drawn late', async (t) => {
  const { bare, torn, examples } = await run(t, late(lateBy));
  assert.deepEqual({ bare, torn }, { bare: 0, torn: 0 }, examples.join('; '));
});

// The tests of the test: a picture that comes far too late leaves bare areas, one that goes beside its elements is torn.
const someWay = isCampaign ? way : 2200;
test('a picture that comes too late is noticed', async (t) => {
  assert.ok((await run(t, late(6 * lateBy), someWay)).bare > 0);
});

test('a picture that does not scroll with its elements is noticed', async (t) => {
  const { torn } = await run(t, async (page) => {
    await page.addInitScript(() => {
      addEventListener('scroll', () => {
        const canvases = /** @type {HTMLElement} */ (document.getElementById('picture'));
        canvases.style.top = `${Math.round(scrollY / 50) % 2 ? 2 : 0}px`;
      });
    });
  }, someWay);
  assert.ok(torn > 0);
});
