// A long report scrolled by finger on an emulated phone, a step at a time: after each step the painted picture has to be where the elements
// are, and there at all, also when it is drawn late. Late is told in px that went by, not in ms, so that a busy machine changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { open } from './pixels.mjs';
import { scrolledThrough, told } from './scrolling.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */

const stride = 100;  // CSS px between two pictures
/** CSS px that go by before the page draws again. At 2000 px/s this is a ninth of a second: a phone that misses six frames of seven. */
const late = 220;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => { site = await open(); });
after(() => site.close());

/** The page draws its picture only when it is so many px away from where it drew last. @param {number} px */
const drawsEvery = (px) => async (/** @type {Page} */ page) => {
  await page.route('**/tiles.js', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/\bshow\(\) \{/,
      `show() { if (scrollY > 0 && Math.abs(scrollY - this.drawnAt) < ${px}) return true; this.drawnAt = scrollY;`);
    assert.match(body, /drawnAt/, 'the page draws in another way now');
    await route.fulfill({ response, body });
  });
};

/** @param {import('node:test').TestContext} t @param {(page: Page) => Promise<void>} [prepare] */
async function run(t, prepare = async () => {}) {
  const outcome = await scrolledThrough(site, prepare, async (page, session, distance) => {
    /** @type {Buffer[]} */
    const frames = [];
    const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number[]} */ ...at) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: at.map((y) => ({ x: 195, y })) });
    for (let done = 0; done < distance + 844;) {
      let y = 740;
      await touch('touchStart', y);
      for (; y > 100; done += stride) {
        y -= stride;
        await touch('touchMove', y);
        await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
        const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
        frames.push(Buffer.from(data, 'base64'));
      }
      await touch('touchEnd');
    }
    return frames;
  });
  t.diagnostic(told(outcome));
  assert.ok(outcome.inMotion >= 50, 'it hardly scrolled');
  return outcome;
}

test('nothing bare, nothing torn', async (t) => {
  const { bare, torn, examples } = await run(t);
  assert.deepEqual({ bare, torn }, { bare: 0, torn: 0 }, examples.join('; '));
});

test('nothing bare, nothing torn where the picture is drawn late', async (t) => {
  const { bare, torn, examples } = await run(t, drawsEvery(late));
  assert.deepEqual({ bare, torn }, { bare: 0, torn: 0 }, examples.join('; '));
});

// The tests of the test: a picture that comes far too late leaves bare areas, one that goes beside its elements is torn.
test('a picture that comes too late is noticed', async (t) => {
  assert.ok((await run(t, drawsEvery(6 * late))).bare > 0);
});

test('a picture that does not scroll with its elements is noticed', async (t) => {
  const { torn } = await run(t, async (page) => {
    await page.addInitScript(() => {
      addEventListener('scroll', () => {
        const canvases = /** @type {HTMLElement} */ (document.getElementById('picture'));
        canvases.style.top = `${Math.round(scrollY / 50) % 2 ? 2 : 0}px`;
      });
    });
  });
  assert.ok(torn > 0);
});
