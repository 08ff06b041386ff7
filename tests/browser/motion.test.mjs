// A long report scrolled at speed on an emulated phone: frames as the compositor showed them, in motion. It runs by name, on a machine
// that does nothing else, as the campaign `motion`: a browser that shares its core shows what a slower phone would. What cannot depend on the
// clock is in scroll.test.mjs. It may not know how the page draws.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { count } from './options.mjs';
import { atRest, open } from './pixels.mjs';
import { scrolledThrough, told } from './scrolling.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */
/** @typedef {import('./pixels.mjs').Session} Session */

const speed = 2000;  // CSS px per second
/** Every run is made and told, whatever came of the one before. */
const runs = count('runs', 3, 3);
/** ms for the work of `slowness` on the phone: four times what the machine took on which the tiles were designed. */
const phoneTakes = 16;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => { site = await open(); });
after(() => site.close());

/** How many times slower than this machine the phone is: its own speed, so that a slow machine does not make a slower phone. @param {Page} page */
const slowness = async (page) => Math.max(1, phoneTakes / await page.evaluate(() => {
  let best = Infinity;
  for (let round = 0; round < 60; round++) {
    const began = performance.now();
    let value = round;
    for (let i = 0; i < 3e6; i++) value = (Math.imul(value, 1664525) + 1013904223) | 0;
    best = Math.min(best, performance.now() - began + (value === 0 ? 1e-9 : 0));
  }
  return best;
}));

/** @param {Session} session @param {number} distance */
const wheel = (session, distance) => session.send('Input.synthesizeScrollGesture',
  { x: 195, y: 400, yDistance: -distance, speed, gestureSourceType: 'mouse', preventFling: true });

/** A finger that comes back up for each stroke, which a reader at this speed has to do. @param {Session} session @param {number} distance */
async function swipe(session, distance) {
  const stroke = 640;
  const every = 16;  // ms
  for (let done = 0; done < distance; done += stroke) {
    const sent = [session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 195, y: 740 }] })];
    const began = Date.now();
    for (let moved = 0; moved < stroke;) {
      await new Promise((next) => setTimeout(next, every));
      moved = Math.min(stroke, ((Date.now() - began) * speed) / 1000);
      sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 195, y: 740 - moved }] }));
    }
    sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }));
    await Promise.all(sent);
  }
}

/** Frames in motion, oldest first. @param {Page} page @param {Session} session @param {'mouse' | 'touch'} source @param {number} distance */
async function scroll(page, session, source, distance) {
  /** @type {Buffer[]} */
  const frames = [];
  const keep = (/** @type {{data: string, sessionId: number}} */ { data, sessionId }) => {
    frames.push(Buffer.from(data, 'base64'));
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  };
  session.on('Page.screencastFrame', keep);
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  const began = Date.now();
  await (source === 'mouse' ? wheel : swipe)(session, distance);
  const took = Date.now() - began;
  await session.send('Page.stopScreencast');
  session.off('Page.screencastFrame', keep);
  await atRest(page);
  return { frames, took };
}

/** @param {import('node:test').TestContext} t @param {'mouse' | 'touch'} source @param {(page: Page) => Promise<void>} [prepare] */
async function run(t, source, prepare = async () => {}) {
  const outcome = await scrolledThrough(site, prepare, async (page, session, distance) => {
    const rate = await slowness(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    const { frames, took } = await scroll(page, session, source, distance);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    t.diagnostic(`processor slowed ${rate.toFixed(1)} times, ${took} ms`);
    return frames;
  });
  t.diagnostic(told(outcome));
  return outcome;
}

/**
 * What is bare or torn in so many runs. A wheel gives the page all of its way at once: a part of the frames may be bare (README), so of those runs
 * one without is enough, as it is proof that the page can do it. Under a finger there is none.
 * @param {import('node:test').TestContext} t @param {'mouse' | 'touch'} source
 */
async function all(t, source) {
  /** @type {import('./scrolling.mjs').Outcome[]} */
  const outcomes = [];
  for (let i = 0; i < runs; i++) outcomes.push(await run(t, source));
  for (const { torn, inMotion, examples } of outcomes) {
    assert.equal(torn, 0, examples.join('; '));
    assert.ok(inMotion >= 10, 'too few frames to say anything');
  }
  t.diagnostic(`runs with a bare area: ${outcomes.filter(({ bare }) => bare > 0).length} of ${runs}`);
  return outcomes;
}

test(`scrolling at ${speed} px/s under a finger: nothing bare, nothing torn in any run`, async (t) => {
  for (const { bare, examples } of await all(t, 'touch')) assert.equal(bare, 0, examples.join('; '));
});

test(`scrolling at ${speed} px/s with a wheel: nothing torn in any run, nothing bare in one of them`, async (t) => {
  const outcomes = await all(t, 'mouse');
  assert.ok(outcomes.some(({ bare }) => bare === 0), outcomes[0]?.examples.join('; '));
});

// The test of the test: a page that gets its frames late leaves bare areas, a picture 2 px beside its elements is torn.
test('a picture that comes late is noticed', async (t) => {
  const outcome = await run(t, 'mouse', async (page) => {
    await page.addInitScript(() => {
      const every = 400;  // ms between two frames of the page, once it is scrolled
      const frame = requestAnimationFrame.bind(window);
      let last = -Infinity;
      window.requestAnimationFrame = (callback) => frame(function again(time) {
        if (scrollY > 0 && time !== last && time - last < every) {
          frame(again);
          return;
        }
        last = time;
        callback(time);
      });
    });
  });
  assert.ok(outcome.bare > 0);
});

test('a picture that does not scroll with its elements is noticed', async (t) => {
  const outcome = await run(t, 'mouse', async (page) => {
    await page.addInitScript(() => {
      addEventListener('scroll', () => {
        const canvases = /** @type {HTMLElement} */ (document.getElementById('picture'));
        canvases.style.top = `${Math.round(scrollY / 50) % 2 ? 2 : 0}px`;
      });
    });
  });
  assert.ok(outcome.torn > 0);
});
