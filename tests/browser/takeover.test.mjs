// From the static page to the painted one: typing from the first millisecond on a slow machine behind a slow line, and nothing that moves or is
// made anew. The keys are real ones; the figures are the browser's own layout shifts and boxes. The short form looks at three loads and one ratio,
// the long form at all of them with a processor six times as slow and a service worker being installed. It knows nothing of how the page is drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { isCampaign } from './options.mjs';
import { atRest, draftId, exampleAnswers, manyRecords, open, record, store } from './pixels.mjs';
import { eventually, keptWords, withoutServiceWorker } from './support.mjs';

/** @typedef {import('./pixels.mjs').Page} Page */
/** @typedef {import('./pixels.mjs').Session} Session */

/**
 * What the watcher keeps in the page; `lost`: keys of elements that were taken out or put elsewhere.
 * @typedef {{shifts: {value: number, time: number, what: string[]}[], lost: string[], first: Record<string, Element>, focused: number}} Watched
 * @typedef {Window & {watched: Watched}} Watching
 */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => { site = await open(); });
after(() => site.close());

/** A browser of its own for each test, as a first visit has it. @param {import('playwright-core').BrowserContextOptions} wishes @param {(page: Page) => Promise<void>} body */
async function visit(wishes, body) {
  const context = await site.browser.newContext(wishes);
  try {
    if (!isCampaign) await withoutServiceWorker(context);
    await body(await context.newPage());
  } finally {
    await context.close();
  }
}

/** The wasm comes when the test says so; `asked`: the page waits for it. @param {Page} page */
async function holdBack(page) {
  let release = () => {};
  const gate = new Promise((done) => { release = () => done(undefined); });
  await page.route('**/reisverslag.wasm', async (route) => {
    await gate;
    await route.continue();
  });
  return { release, asked: page.waitForRequest('**/reisverslag.wasm') };
}

const id = draftId(7);
const longAnswers = () => {
  const answers = exampleAnswers();
  return /** @type {Record<string, string>} */ ({ ...answers, purpose: Array(4).fill(answers.purpose).join('\n\n'), results: Array(3).fill(answers.results).join('\n') });
};

/** Watches from before the first script of the page. @param {Page} page */
const watch = (page) => page.addInitScript(() => {
  /** @type {Watched} */
  const watched = { shifts: [], lost: [], first: {}, focused: -1 };
  /** @type {Watching} */ (/** @type {unknown} */ (window)).watched = watched;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, startTime, sources } = /** @type {PerformanceEntry & {value: number, sources: {node: Node | null}[]}} */ (entry);
      watched.shifts.push({ value, time: Math.round(startTime), what: sources.map(({ node }) => node instanceof Element ? node.id : node?.nodeName ?? '') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('focusin', (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    watched.first[event.target.id] ??= event.target;
    if (watched.focused < 0) watched.focused = performance.now();
  });
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes) {
      for (const node of removedNodes) {
        if (!(node instanceof HTMLElement) || !node.closest('body') && node.id === 'page') continue;
        for (const element of [node, ...node.querySelectorAll('*')]) if (element instanceof HTMLTextAreaElement) watched.lost.push(element.id);
      }
    }
  }).observe(document, { childList: true, subtree: true });
});

/** A slow processor, slow 4G. @param {Session} session */
async function slow(session) {
  await session.send('Emulation.setCPUThrottlingRate', { rate: isCampaign ? 6 : 3 });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions',
    { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 7.5e5 / 8 });
}

/** One press of a key as a keyboard gives it; not awaited, as a writer does not wait. @param {Session} session @param {string} key @param {number} [modifiers] */
function press(session, key, modifiers = 0) {
  const named = { Home: 36, ArrowRight: 39, ArrowLeft: 37 }[key];
  const code = key === ' ' ? 'Space' : /^[a-z]$/.test(key) ? 'Key' + key.toUpperCase() : /^\d$/.test(key) ? 'Digit' + key : key;
  const number = named ?? key.toUpperCase().charCodeAt(0);
  const text = named ? {} : { text: key };
  const common = { key, code, modifiers, windowsVirtualKeyCode: number, nativeVirtualKeyCode: number };
  return Promise.all([
    session.send('Input.dispatchKeyEvent', { type: named ? 'rawKeyDown' : 'keyDown', ...common, ...text }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common }),
  ]);
}

/** Between two keys of somebody who types fast. */
const rhythm = () => new Promise((done) => { setTimeout(done, 90); });

/**
 * Types numbers until the application has been here for a while. No letter can then be missing, doubled or out of order without a
 * difference. It stops for breath before the field would have to grow, which is a shift of its own.
 * @param {Page} page @param {Session} session
 */
async function typeThrough(page, session) {
  let typed = '';
  let ready = false;
  let before = 0;
  let after = 0;
  const sent = [];
  const poll = page.waitForFunction(() => document.documentElement.dataset.ready !== undefined, null, { polling: 50, timeout: 90_000 })
    .then(() => { ready = true; });
  for (let number = 100; after < (isCampaign ? 24 : 12); number++) {
    for (const key of `${number} `) {
      while (!ready && typed.length >= 40) await rhythm();
      if (ready) after++;
      else before++;
      sent.push(press(session, key));
      typed += key;
      await rhythm();
    }
  }
  await Promise.all([...sent, poll]);
  return { typed, before };
}

/** @typedef {{value: string, caret: number[], isFocused: boolean, isTheSame: boolean, lost: string[], shift: number, shifts: unknown[],
 *   focusedAfter: number, stored: string}} Found */
/** @param {Page} page @param {string} key @returns {Promise<Found>} */
const field = (page, key) => page.evaluate((wanted) => {
  const { watched } = /** @type {Watching} */ (/** @type {unknown} */ (window));
  const element = /** @type {HTMLTextAreaElement} */ (document.getElementById(wanted));
  const stored = Object.entries(localStorage).filter(([name]) => / d /.test(name))
    .map(([, line]) => String(line)).sort((a, b) => Number(b.split('|')[3]) - Number(a.split('|')[3]))[0];
  return {
    value: element.value,
    caret: [element.selectionStart, element.selectionEnd],
    isFocused: document.activeElement === element,
    isTheSame: watched.first[wanted] === element,
    lost: watched.lost,
    shift: watched.shifts.reduce((sum, { value }) => sum + value, 0),
    shifts: watched.shifts,
    focusedAfter: watched.focused,
    stored: JSON.parse(stored.slice(stored.indexOf('{'))).report.answers[wanted.slice('answer.'.length)],
  };
}, key);

/**
 * The field has all that was typed, the store too, and nothing was disturbed on the way there, nor in the frames that follow.
 * @param {Page} page @param {string} key of the field @param {string} wanted @param {number} caret
 */
async function isUndisturbed(page, key, wanted, caret) {
  await eventually(async () => assert.equal((await field(page, key)).stored, wanted));
  await atRest(page);
  const found = await field(page, key);
  assert.equal(found.value, wanted);
  assert.deepEqual(found.caret, [caret, caret]);
  assert.ok(found.isTheSame, 'the field is another element');
  assert.ok(found.isFocused, 'the field has lost the focus');
  assert.deepEqual(found.lost, [], 'fields were taken out of the page');
  assert.equal(found.shift, 0, JSON.stringify(found.shifts));
  return found;
}

/** @param {Page} page @param {number} before letters that came before the application @param {string} key @param {string} typed @param {string} wanted @param {number} caret */
async function typedThrough(page, before, key, typed, wanted, caret) {
  assert.ok(before > 0, 'the application was there before the first letter: nothing was tested');
  const { focusedAfter } = await isUndisturbed(page, key, wanted, caret);
  return `field after ${Math.round(focusedAfter)} ms; ${typed.length} letters, ${before} of them before the application`;
}

// Both at once, because most of the time is the slow line's.
test('typing from the first moment', { concurrency: true }, (t) => Promise.all([
  t.test('into a new report', (part) => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
    await watch(page);
    const session = await page.context().newCDPSession(page);
    await slow(session);
    await page.goto(`${site.url}#/nieuw`, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement, null, { polling: 5 });
    const { typed, before } = await typeThrough(page, session);
    part.diagnostic(await typedThrough(page, before, 'answer.persons', typed, typed, typed.length));
  })),

  t.test('in the middle of a stored answer', (part) => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
    const answers = longAnswers();
    await watch(page);
    await store(page, [record(id, answers)]);
    const session = await page.context().newCDPSession(page);
    await slow(session);
    await page.goto(`${site.url}#/verslag/${id}`, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement.dataset.fields !== undefined, null, { polling: 5 });
    const box = await page.evaluate(() => {
      const { x, y, width } = /** @type {Element} */ (document.getElementById('answer.duration')).getBoundingClientRect();
      return { x: x + width / 2, y: y + 20 };
    });
    for (const type of /** @type {const} */ (['mousePressed', 'mouseReleased'])) {
      await session.send('Input.dispatchMouseEvent', { type, ...box, button: 'left', clickCount: 1 });
    }
    await press(session, 'Home', 2);
    for (let i = 0; i < 13; i++) await press(session, 'ArrowRight');
    const { typed, before } = await typeThrough(page, session);
    const wanted = answers.duration.slice(0, 13) + typed + answers.duration.slice(13);
    part.diagnostic(await typedThrough(page, before, 'answer.duration', typed, wanted, 13 + typed.length));
  })),
]));

test('a new report: whoever has gone on to another field before the application comes stays there', () => visit({ viewport: { width: 1280, height: 900 } }, async (page) => {
  const { release, asked } = await holdBack(page);
  await page.goto(`${site.url}#/nieuw`, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.documentElement.dataset.fields !== undefined, null, { polling: 10 });
  await asked;
  await page.locator('[id="answer.purpose"]').click();
  await page.keyboard.type('eerst het doel');
  await page.keyboard.press('ArrowLeft');
  release();
  await page.waitForSelector('html[data-ready]');
  await atRest(page);
  await page.keyboard.type('!');
  await eventually(async () => assert.deepEqual(await page.evaluate(() => {
    const { id: key, value, selectionStart: caret } = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    return { key, value, caret };
  }), { key: 'answer.purpose', value: 'eerst het doe!l', caret: 14 }));
}));

for (const viewport of isCampaign ? [{ width: 1280, height: 900 }, { width: 390, height: 844 }] : [{ width: 390, height: 844 }]) {
  test(`a stored report, ${viewport.width} wide: what is typed before the application comes is not called kept, and nothing moves for that`, () => visit({ viewport }, async (page) => {
    await watch(page);
    await store(page, [record(id, longAnswers())]);
    const { release, asked } = await holdBack(page);
    await page.goto(`${site.url}#/verslag/${id}`, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement.dataset.fields !== undefined, null, { polling: 10 });
    await asked;
    const seen = () => page.evaluate(() => ({
      words: ['state.save', 'state.end.save'].map((key) => document.getElementById(key)?.textContent ?? ''),
      top: document.getElementById('answer.persons')?.getBoundingClientRect().top,
    }));
    const before = await seen();
    for (const words of before.words) assert.match(words, /^Bewaard in deze browser, /);
    await page.locator('[id="answer.persons"]').focus();
    await page.keyboard.type('!');
    await eventually(async () => assert.deepEqual(await seen(), { words: ['Bezig met bewaren', 'Bezig met bewaren'], top: before.top }));
    release();
    await page.waitForSelector('html[data-ready]');
    await page.waitForFunction((words) => document.getElementById('state.save')?.textContent?.startsWith(words), keptWords);
    await eventually(async () => {
      const { value, stored } = await field(page, 'answer.persons');
      assert.equal(stored, value, 'what is called kept has what was typed, also when nobody types on');
    });
  }));
}

/** Loads a place for the first time; what has shifted when the page is at rest. @param {Page} page @param {string} hash */
async function shiftsIn(page, hash) {
  await watch(page);
  await store(page, [record(id, longAnswers()), ...manyRecords(3)]);
  await page.goto(site.url + hash, { waitUntil: 'commit' });
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  await atRest(page);
  const { shifts } = await page.evaluate(() => /** @type {Watching} */ (/** @type {unknown} */ (window)).watched);
  return { total: shifts.reduce((sum, { value }) => sum + value, 0), shifts };
}

const [wide, narrow] = [{ width: 1280, height: 900 }, { width: 390, height: 844 }];
/** @type {[string, typeof wide][]} */
const loads = [
  ['#/nieuw', wide], [`#/verslag/${id}`, narrow], ['#/', narrow],
  .../** @type {[string, typeof wide][]} */ (isCampaign ? [[`#/verslag/${id}`, wide], ['#/', wide], ['#/nieuw', narrow], [`#/verslag/${id}/controleren`, narrow]] : []),
];

// In the short form all at once, for the same reason.
test('nothing shifts in a cold load', { concurrency: isCampaign ? 1 : 4 }, (t) => Promise.all([
  ...loads.map(([hash, viewport]) => t.test(`${hash.replace(/\d{20,}/, '…')} at ${viewport.width}`, () => visit({ viewport }, async (page) => {
    await slow(await page.context().newCDPSession(page));
    const { total, shifts } = await shiftsIn(page, hash);
    assert.equal(total, 0, JSON.stringify(shifts));
  }))),

  t.test('what shifts is noticed', () => visit({ viewport: wide }, async (page) => {
    // When the application is there: what moves before the first picture has moved for nobody.
    await page.addInitScript(() => new MutationObserver((_, ready) => {
      ready.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => { document.body.style.paddingTop = '40px'; }));
    }).observe(document, { attributeFilter: ['data-ready'], subtree: true }));
    assert.ok((await shiftsIn(page, '#/nieuw')).total > 0);
  })),
]));

/** Boxes in the page of everything, and in how many lines its words stand. @param {Page} page */
const boxes = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('#page [id]')].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
  const words = isField ? element.value : element.textContent ?? '';
  const tops = new Set();
  for (const text of (element.querySelector(':scope > label:not([id])') ?? element).childNodes) {
    if (!(text instanceof Text)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) tops.add(Math.round(line.top));
  }
  const isShown = height > 0 && element.checkVisibility({ visibilityProperty: true });
  const isText = isField || /^(H\d|P|A|BUTTON|LABEL)$/.test(element.tagName);
  return [element.id, { box: [x + scrollX, y + scrollY, width, height], lines: tops.size, words, isShown, isText }];
})));

/** Widths of the window, and the addresses at each: both kinds where the layout is that of a phone and of a desk, elsewhere the one with more in it. @type {[number, string[]][]} */
const places = [320, 390, 768, 1100, 1280, 1366, 1920].filter((width) => isCampaign || [390, 768, 1280].includes(width))
  .map((width) => [width, width === 390 || isCampaign && width === 1280 ? ['#/nieuw', `#/verslag/${id}`] : [`#/verslag/${id}`]]);

// A real factor of the browser's, because its fonts at an emulated 1.1 are a thousandth wider than at a real one.
for (const ratio of isCampaign ? [1, 1.1, 1.25, 1.5, 2, 3] : [1]) {
  test(`the application puts nothing elsewhere at ratio ${ratio}`, async (t) => {
    // At a ratio that is no quarter the browser cuts each length of its own layout to 64ths of a device px, and that adds up
    // along the page; the application places everything by itself. It must stay below what can be seen.
    const limit = Number.isInteger(ratio * 4) ? 0.02 : 0.5 / ratio;
    const scaled = ratio === 1 ? site : await open([`--force-device-scale-factor=${ratio}`]);
    const context = await scaled.browser.newContext({ viewport: null });
    if (!isCampaign) await withoutServiceWorker(context);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    try {
      assert.ok(Math.abs(await page.evaluate(() => devicePixelRatio) - ratio) < 0.001, 'the browser has another ratio');
      await store(page, [record(id, longAnswers(), { name: 'Werkbezoek Gent' })]);
      // From the second load on a worker would answer with what it keeps, at once.
      await session.send('Network.enable');
      await session.send('Network.setBypassServiceWorker', { bypass: true });
      let most = { by: 0, where: '' };
      let compared = 0;
      /** @type {string[]} */
      const moved = [];
      for (const [width, hashes] of places) {
        await session.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 0, mobile: false });
        for (const hash of hashes) {
          const where = `${hash.slice(0, 9)} at ${width}`;
          await page.goto('about:blank');
          const { release, asked } = await holdBack(page);
          await page.goto(scaled.url + hash, { waitUntil: 'commit' });
          await page.waitForFunction(() => document.documentElement.dataset.fields !== undefined, null, { polling: 10 });
          await asked;
          const before = await boxes(page);
          assert.ok(!(await page.evaluate(() => document.documentElement.dataset.ready !== undefined)), 'the wasm came too early');
          release();
          await page.waitForSelector('html[data-ready]');
          await atRest(page);
          const now = await boxes(page);
          await page.unroute('**/reisverslag.wasm');
          for (const [key, old] of Object.entries(before)) {
            if (!old.isShown) continue;
            const place = now[key];
            // Lines that only the application can fill stand empty before; where they stand must hold all the same.
            const corners = old.isText && old.words === place?.words ? 4 : 2;
            const by = place ? Math.max(...old.box.slice(0, corners).map((value, i) => Math.abs(value - place.box[i]))) : Infinity;
            compared++;
            if (corners === 4 && place && old.lines !== place.lines) moved.push(`${key}, ${where}: ${old.lines} lines → ${place.lines}`);
            if (by > most.by) most = { by, where: `${key}, ${where}` };
            if (by > limit) moved.push(`${key}, ${where}: ${old.box.map((value) => value.toFixed(2))} → ${place?.box.map((value) => value.toFixed(2))}`);
          }
        }
      }
      t.diagnostic(`${compared} boxes, most ${most.by.toFixed(4)} px (${most.where})`);
      assert.ok(compared > 40 * places.length, `${compared} boxes were compared`);
      assert.deepEqual(moved.slice(0, 40), []);
    } finally {
      await (scaled === site ? context : scaled).close();
    }
  });
}
