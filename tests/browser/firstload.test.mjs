// The first load where something is missing: a file that comes wrong or never, a network that is cut, and each thing that a browser may refuse,
// refused by an exception where it is named. What is typed is kept, or the page says that it is not, within ten seconds; a page that looks well
// and keeps nothing fails. In Chromium, and in Firefox with all cookies blocked; the long form has every file and every fault, and the refusals
// in all three engines. It knows what the page says and what the stores hold, and nothing of how the page starts.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { chanceFrom, oneOf, whole } from './chance.mjs';
import { engines, enginesHere, saved } from './engines.mjs';
import { broken, faults, freshFolder, startFaultyHost, startHost } from './host.mjs';
import { count, isCampaign, random } from './options.mjs';
import { assetsOf, dist, driven, eventually, ready, textReport } from './support.mjs';

/** @typedef {import('./engines.mjs').Browser} Browser */

/** A build whose page runs a script of the test before any of its own. @param {string} script */
const withScript = (script) => broken(dist, (file) => {
  writeFileSync(file('before.js'), script);
  const page = file('index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', '<head><script src="before.js"></script>'));
});

// ---- What a browser may refuse ----------------------------------------------------------------------------------------------------

/** In the page: whoever names it gets an exception. */
const denying = `
const deny = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
const denyNamed = (of, ...names) => { for (const name of names) Object.defineProperty(of, name, { get: deny, configurable: true }); };
const denyCalled = (of, ...names) => { for (const name of names) if (of) Object.defineProperty(of, name, { value: deny, configurable: true }); };
`;
/** What is refused, how, and what the page then says of a text. @type {[string, string, RegExp][]} */
const refusals = [
  ['BroadcastChannel', `window.BroadcastChannel = class { constructor() { deny(); } };`, /^Bewaard op dit apparaat/],
  ['BroadcastChannel, named', `denyNamed(window, 'BroadcastChannel');`, /^Bewaard op dit apparaat/],
  ['locks', `denyNamed(Navigator.prototype, 'locks');`, /^Bewaard op dit apparaat/],
  ['locks, asked', `denyCalled(window.LockManager?.prototype, 'request', 'query');`, /^Bewaard op dit apparaat/],
  ['localStorage', `denyNamed(window, 'localStorage');`, /^Bewaard op dit apparaat/],
  ['IndexedDB', `denyNamed(window, 'indexedDB');`, /^Bewaard in deze browser/],
  ['IndexedDB, opened', `denyCalled(IDBFactory.prototype, 'open', 'databases', 'deleteDatabase');`, /^Bewaard in deze browser/],
  ['both stores', `denyNamed(window, 'localStorage', 'indexedDB');`, /^Niet bewaard/],
  ['caches', `denyNamed(window, 'caches');`, /^Bewaard op dit apparaat/],
  ['service workers', `denyNamed(Navigator.prototype, 'serviceWorker');`, /^Bewaard op dit apparaat/],
  ['storage manager', `denyNamed(Navigator.prototype, 'storage');`, /^Bewaard op dit apparaat/],
  ['estimate, persist', `denyCalled(window.StorageManager?.prototype, 'estimate', 'persist', 'persisted', 'getDirectory');`, /^Bewaard op dit apparaat/],
  ['history', `denyCalled(History.prototype, 'pushState', 'replaceState');`, /^Bewaard op dit apparaat/],
  ['matchMedia', `denyCalled(window, 'matchMedia');`, /^Bewaard op dit apparaat/],
  ['all of it', `denyNamed(window, 'localStorage', 'indexedDB', 'caches', 'BroadcastChannel');
    denyNamed(Navigator.prototype, 'locks', 'serviceWorker', 'storage'); denyCalled(window, 'matchMedia');`, /^Niet bewaard/],
];

/**
 * A new report is written, kept or not as it says, and downloaded.
 * @param {Browser} browser @param {string} url @param {RegExp} kept what the page says of the text
 */
async function writes(browser, url, kept) {
  const holds = (/** @type {string} */ code) => eventually(async () => assert.ok(await browser.evaluate(code), code), 10_000);
  await browser.goto(`${url}#/nieuw`);
  await holds(`document.documentElement.dataset.ready !== undefined`);
  await holds(`document.getElementById('failure').hidden || getComputedStyle(document.getElementById('failure')).display === 'none'`);
  await browser.evaluate(`(document.getElementById('answer.persons').focus(), document.execCommand('insertText', false, 'met zijn drieën'), 0)`);
  const says = `document.getElementById('state.save').textContent`;
  await eventually(async () => assert.match(await browser.evaluate(says), kept), 10_000);
  const click = (/** @type {string} */ words) => `[...document.querySelectorAll('button, a')].find((one) => one.textContent === '${words}').click()`;
  await browser.evaluate(`(${click('Controleren')}, 0)`);
  await holds(`document.getElementById('download.text') !== null`);
  const { bytes } = await saved(browser, `(${click('Download als tekst')}, 0)`);
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'met zijn drieën' }));
}

/** One for each way in which the page may learn of it. */
const refusedHere = refusals.filter(([what]) => isCampaign || ['locks, asked', 'IndexedDB', 'history', 'all of it'].includes(what));

for (const [engine, start] of Object.entries(enginesHere)) {
  for (const [what, how, kept] of refusedHere) {
    test(`${engine}: ${what} refused: written, said as it is, downloaded`, { timeout: 60_000 }, async () => {
      const host = await startHost(withScript(`(() => {${denying}${how}})();`));
      const browser = await start(freshFolder());
      try {
        await writes(browser, host.url, kept);
      } finally {
        await browser.close();
        await host.stop();
      }
    });
  }
}

test('Firefox with all cookies blocked: written, not kept, and that is said; downloaded', { timeout: 60_000 }, async () => {
  const host = await startHost();
  const browser = await engines.Firefox(freshFolder(), { 'network.cookie.cookieBehavior': 2 });
  try {
    await writes(browser, host.url, /^Niet bewaard/);
  } finally {
    await browser.close();
    await host.stop();
  }
});

// ---- Files that do not come -------------------------------------------------------------------------------------------------------

const promised = 10_000;  // ms in which it is kept or said
const words = 'getypt voordat er iets was';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('./host.mjs').Fault} Fault */
/** @typedef {import('./host.mjs').FaultyHost} FaultyHost */

/** @type {import('playwright-core').Browser} */
let shared;
before(async () => { shared = await chromium.launch(driven); });
after(() => shared.close());

/** What somebody sees of the page. @typedef {{canType: boolean, alarm: string, isReady: boolean, save: string, value: string, drafts: boolean, apart: boolean, isOurs: boolean}} Seen */
/** @param {string} text */
const look = (text) => {
  const field = document.getElementById('answer.persons');
  const failure = document.getElementById('failure');
  /** @param {string} part of a key */
  const holds = (part) => {
    try {
      return Object.entries(localStorage).some(([key, line]) => key.includes(part) && line.includes(text));
    } catch {
      return false;  // refused
    }
  };
  return {
    canType: field instanceof HTMLTextAreaElement && field.closest('[inert]') === null && field.checkVisibility({ visibilityProperty: true }),
    value: field instanceof HTMLTextAreaElement ? field.value : '',
    alarm: failure?.checkVisibility({ visibilityProperty: true }) ? failure.textContent ?? '' : '',
    isReady: document.documentElement.dataset.ready !== undefined,
    save: document.getElementById('state.save')?.textContent ?? '',
    drafts: holds(' d '), apart: holds(' e '), isOurs: document.getElementById('page') !== null,
  };
};
/** A page that is on its way to another document has nothing to see. @param {Page} page @returns {Promise<Seen | null>} */
const seen = (page) => Promise.race([page.evaluate(look, words).catch(() => null), new Promise((done) => { setTimeout(done, 1000, null); })]);

/**
 * Opens a new report and types as soon as the page takes it. What becomes of the text, in a word; SILENT: nothing is kept and nothing said.
 * @param {Page} page @param {string} url
 */
async function typedInto(page, url) {
  // From the page's first sight on: how long a busy machine takes until then is not the page's.
  let begin = 0;
  const asked = Date.now();
  const inTime = () => Date.now() - (begin || asked) < promised;
  page.goto(`${url}#/nieuw`, { waitUntil: 'commit', timeout: promised }).catch(() => {});  // what does not come is looked at below
  let typed = false;
  for (;;) {
    const now = await seen(page);
    if (now?.isOurs) begin ||= Date.now();
    if (now?.canType && !typed) {
      typed = await page.evaluate((text) => {
        document.getElementById('answer.persons')?.focus();
        return document.execCommand('insertText', false, text);
      }, words).catch(() => false);
    } else if (now?.isReady && now.alarm === '' && typed && now.drafts && /^(Bewaard|Saved)/.test(now.save)) {
      return now.value === words ? 'kept in the draft' : `SILENT: the field has ‘${now.value}’`;
    } else if (now?.alarm && typed) {
      if (now.alarm.includes('Wat je typt staat in deze browser')) return now.apart ? 'kept apart, and said' : `SILENT: said to be kept, and is not: ${now.alarm}`;
      return now.alarm.includes('wordt niet bewaard') ? 'not kept, and said' : `SILENT: ${now.alarm}`;
    } else if (now?.alarm && !now.canType && !inTime()) {
      return 'no form, and said';
    }
    if (!inTime()) {
      if (typed) return `SILENT: typed, ${JSON.stringify(now)}`;
      return now?.isOurs ? `SILENT: a page, ${JSON.stringify(now)}` : 'no page: the browser says so';
    }
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

/**
 * @param {BrowserContext} context @param {FaultyHost} host @param {Record<string, Fault>} wrong by name of a file @param {{worker?: boolean, english?: boolean}} [how]
 * worker: one is there, from a visit before, that has lost these files
 */
async function firstLoad(context, host, wrong, { worker = false, english = false } = {}) {
  let page = await context.newPage();
  if (worker) {
    await page.goto(host.url);
    await ready(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => 0));
    await page.evaluate(async (names) => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) if (names.some((one) => url.endsWith(`/${one}`))) await cache.delete(url);
      }
    }, Object.keys(wrong));
    await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
  }
  if (english) {
    await page.goto(`${host.url}notices.txt`);  // of the same origin, and none of the page's code
    await page.evaluate((key) => localStorage.setItem(key, '{"language":"en"}'), `rv1 ${new URL(host.url).pathname} p`);
  }
  if (worker || english) {
    await page.close();
    page = await context.newPage();
  }
  for (const [name, fault] of Object.entries(wrong)) host.wrong.set(name, fault);
  const outcome = await typedInto(page, host.url);
  host.rise();
  if (!outcome.startsWith('kept')) return outcome;
  // With the host well again: the text is in the draft, or the page leads to it.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.close();
  page = await context.newPage();
  // What the browser has kept may be wrong: it has it anew at the load after one that was said to have failed.
  for (let loads = 1; ; loads++) {
    await page.goto(host.url);
    await page.locator('html[data-ready], html.failed').waitFor({ state: 'attached' });
    if ((await seen(page))?.isReady) break;
    assert.ok(loads < 3, 'three loads from a host that is well');
    await page.waitForLoadState('networkidle');
  }
  const bar = page.locator('#rescue');
  const now = await seen(page);
  // What was kept apart may be in a draft by now: the page had got all of it, when the host was well.
  if (outcome === 'kept in the draft' || now?.drafts) {
    assert.ok(now?.drafts && !now.apart, 'in a draft, and nowhere else');
    assert.equal(await bar.count(), 0, 'nothing to tell of');
  } else {
    assert.ok(now?.apart, 'still kept apart');
    await bar.getByRole('link').click();
    await page.getByText('Laatste tekst voor de fout').waitFor();
    await page.getByText('Lezen', { exact: true }).first().click();
    await page.getByText(words).waitFor();
  }
  return outcome;
}

/** @type {[string, string, string][]} */
const table = [];
after(() => {
  for (const row of table) console.log(row.map((cell, i) => cell.padEnd([42, 18, 0][i])).join(''));
});

/** @param {string} what @param {Record<string, Fault>} wrong @param {RegExp} [expected] @param {{worker?: boolean, english?: boolean}} [how] */
async function row(what, wrong, expected = /^(kept|not kept|no )/, how = {}) {
  const host = await startFaultyHost();
  const context = await shared.newContext({ reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  try {
    const outcome = await firstLoad(context, host, wrong, how);
    table.push([what, how.worker ? 'with a worker' : 'first visit', outcome]);
    assert.match(outcome, expected, what);
  } finally {
    await context.close();
    await host.close();
  }
}

// Most of the time is the page's patience, so several at once; more would keep each other waiting.
test('a file of the first load does not come: kept, or said', { timeout: 120_000, concurrency: 6 }, async (t) => {
  /** @type {[string, Record<string, Fault>, RegExp, {english?: boolean}?][]} */
  const rows = [
    ['style.css is not there', { 'style.css': '404' }, /^kept in the draft$/],
    ['style.css never answers', { 'style.css': 'silent' }, /^kept in the draft$/],
    ['start.js never answers', { 'start.js': 'silent' }, /^kept in the draft$/],
    ['main.js is half there', { 'main.js': 'half' }, /^kept apart, and said$/],
    ['main.js is a page that asks to log in', { 'main.js': 'html' }, /^kept apart, and said$/],
    ['neither start.js nor main.js is there', { 'start.js': '404', 'main.js': '404' }, /^no form, and said$/],
    ['no script, no style sheet', { 'start.js': '404', 'main.js': '404', 'style.css': '404' }, /^no form, and said$/],
    ['parts.js never answers', { 'parts.js': 'silent' }, /^kept apart, and said$/],
    ['the wasm is called something else', { 'reisverslag.wasm': 'type' }, /^kept in the draft$/],
    ['the wasm never answers', { 'reisverslag.wasm': 'silent' }, /^kept apart, and said$/],
    ['the page is half there', { 'index.html': 'half' }, /^kept apart, and said$/],
    ['English never answers', { 'english.txt': 'silent' }, /^kept in the draft$/, { english: true }],
  ];
  await Promise.all(rows.map(([what, wrong, expected, how]) => t.test(what, () => row(what, wrong, expected, how))));
});

/** Files of the first load, without the build's folder; English is one for those who chose it. */
const firstFiles = [...assetsOf().painted.map((name) => name.replace(/^v-[0-9a-f]{12}\//, '')), 'english.txt'];

for (const worker of isCampaign ? [false, true] : []) {
  test(`each file, each fault, ${worker ? 'with a worker that has lost it' : 'on a first visit'}: kept, or said`, { timeout: 3_600_000, concurrency: 8 }, async (t) => {
    await Promise.all(firstFiles.flatMap((name) => faults.map((fault) =>
      t.test(`${name}: ${fault}`, () => row(`${name}: ${fault}`, { [name]: fault }, undefined, { worker, english: name === 'english.txt' })))));
  });
}

test('WebAssembly switched off: said, what is typed is kept apart, and the drafts are a link away', { timeout: 60_000 }, async () => {
  const host = await startFaultyHost();
  const context = await shared.newContext();
  try {
    await context.addInitScript(() => { Reflect.deleteProperty(window, 'WebAssembly'); });
    const page = await context.newPage();
    assert.equal(await typedInto(page, host.url), 'kept apart, and said');
    const alarm = page.getByRole('alert');
    assert.match(await alarm.innerText(), /^Deze browser heeft geen WebAssembly, of het staat uit\./);
    await alarm.getByRole('link').click();
    await page.getByText('Lezen', { exact: true }).click();
    await page.getByText(words).waitFor();
  } finally {
    await context.close();
    await host.close();
  }
});

// Two scripts wait for the style sheet. With no timer to fall back on, both have to hear that it is here, whichever of them began to wait first.
for (const [first, second] of [['main.js', 'start.js'], ['start.js', 'main.js']]) {
  test(`the style sheet comes last, and ${first} before ${second}: neither keeps the other from hearing of it`, { timeout: 60_000 }, async () => {
    const host = await startFaultyHost();
    const context = await shared.newContext();
    try {
      await context.addInitScript(() => {
        const { setTimeout } = window;
        Object.assign(window, { setTimeout: (/** @type {TimerHandler} */ act, ms = 0, /** @type {any[]} */ ...values) => ms < 3000 ? setTimeout(act, ms, ...values) : 0 });
      });
      const page = await context.newPage();
      /** @param {string} name */
      const held = async (name) => {
        let go = () => {};
        const free = new Promise((done) => { go = () => done(undefined); });
        await page.route(`**/${name}`, async (route) => {
          await free;
          await route.continue();
        });
        return go;
      };
      /** Come, and run: a script runs directly when it is there. @param {string} name */
      const hasCome = (name) => page.waitForFunction((end) => performance.getEntriesByType('resource').some((file) => file.name.endsWith(end)), `/${name}`, { polling: 20 });  // no frame comes before the style sheet
      const [sendSecond, sendSheet] = [await held(second), await held('style.css')];
      await page.goto(`${host.url}#/nieuw`, { waitUntil: 'commit' });
      for (const name of first === 'main.js' ? ['parts.js', first] : [first]) await hasCome(name);
      sendSecond();
      for (const name of ['parts.js', second]) await hasCome(name);
      sendSheet();
      await page.locator('html[data-ready]').waitFor({ state: 'attached' });
      await page.locator('[id="answer.persons"]').fill('getypt');
    } finally {
      await context.close();
      await host.close();
    }
  });
}

for (const [what, address, waits] of /** @type {const} */ ([['a form to write in', '#/nieuw', true], ['a list', '#/', false]])) {
  test(`the program is asked for ${waits ? 'only when there is' : 'at once when there is not'} a form that can be typed in: ${what}`, { timeout: 60_000 }, async () => {
    const host = await startFaultyHost();
    const context = await shared.newContext();
    try {
      await context.addInitScript(() => {
        // No wait ends by itself.
        const { setTimeout } = window;
        Object.assign(window, { opened: 0, setTimeout: (/** @type {TimerHandler} */ act, ms = 0, /** @type {any[]} */ ...values) => ms < 1000 ? setTimeout(act, ms, ...values) : 0 });
        new MutationObserver((_, observer) => {
          if (document.documentElement?.dataset.fields === undefined) return;
          Object.assign(window, { opened: performance.now() });
          observer.disconnect();
        }).observe(document, { attributes: true, childList: true, subtree: true });
      });
      const page = await context.newPage();
      /** @param {string} end @returns {Promise<number>} when it was asked for */
      const askedFor = async (end) => {
        const file = await page.waitForFunction((name) => performance.getEntriesByType('resource').find((one) => one.name.endsWith(name))?.startTime, end, { polling: 20 });
        return Number(await file.jsonValue());
      };
      if (!waits) host.wrong.set('style.css', 'silent');
      let send = () => {};
      const held = new Promise((done) => { send = () => done(undefined); });
      if (waits) {
        await page.route('**/start.js', async (route) => {
          await held;
          await route.continue();
        });
      }
      await page.goto(host.url + address, { waitUntil: 'commit' });
      // What asks for the program is here long before the form can be typed in.
      await askedFor('/main.js');
      await page.waitForTimeout(waits ? 500 : 0);
      send();
      const asked = [await askedFor('/parts.js'), await askedFor('/reisverslag.wasm')];
      const opened = await page.evaluate(() => /** @type {any} */ (window).opened);
      if (waits) for (const time of asked) assert.ok(opened > 0 && time >= opened, `asked for after ${time} ms, typed in from ${opened} ms on`);
      else assert.equal(opened, 0, 'the style sheet is still on its way');
    } finally {
      await context.close();
      await host.close();
    }
  });
}

test('a file never answers and nothing can be kept: said, and leaving asks', { timeout: 60_000 }, async () => {
  const host = await startFaultyHost();
  const context = await shared.newContext();
  try {
    await context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });
    });
    host.wrong.set('parts.js', 'html');
    const page = await context.newPage();
    assert.equal(await typedInto(page, host.url), 'not kept, and said');
    await page.locator('[id="answer.persons"]').press('End');  // a browser asks only where somebody has used the page
    const asked = page.waitForEvent('dialog');
    const left = page.close({ runBeforeUnload: true });
    await (await asked).accept();
    await left;
  } finally {
    await context.close();
    await host.close();
  }
});

// As a new user whose train goes into a tunnel: the line is slow, and at some moment of the first seconds it is cut, or nothing comes any more.
for (let cut = 0; cut < count('cuts', 1, 10); cut++) {
  test(`a network that is cut in the first seconds, ${cut + 1}: kept, or said`, { timeout: 60_000 }, async (t) => {
    const chance = chanceFrom(random + cut);
    const host = await startFaultyHost({ pace: 300 });
    const context = await shared.newContext();
    try {
      const how = oneOf(chance, /** @type {const} */ (['cut', 'silent']));
      const after = whole(chance, 2500);
      const page = await context.newPage();
      page.once('request', () => setTimeout(() => host.fall(how), after));
      const outcome = await typedInto(page, host.url);
      table.push([`${how === 'cut' ? 'cut' : 'silent'} after ${after} ms`, 'first visit', outcome]);
      t.diagnostic(`${how} after ${after} ms: ${outcome}`);
      assert.match(outcome, /^(kept|not kept|no )/);
    } finally {
      await context.close();
      await host.close();
    }
  });
}
