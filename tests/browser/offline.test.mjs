// The page without its host: started from what is kept, never half of a build, and a new build only when nobody is disturbed or the writer says so.
// Each test has a host of its own that it stops, breaks or deploys to. In Chromium; the long form has the engines' own part in all three, and a
// profile on disk in every test. It knows the worker by what it keeps, and nothing of how it does that.
import assert from 'node:assert/strict';
import { cpSync, existsSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { engines, isReady, offlineReady, saved, startWithoutHost } from './engines.mjs';
import { broken, buildAhead, buildMarked, freshFolder, startHost } from './host.mjs';
import { isCampaign } from './options.mjs';
import {
  assetsOf, button, dist, downloaded, driven, eventually, field, focusIs, keptAt, keptWords, link, names, reads, ready, says, shows, strange, textReport,
  useBrowser, visit,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./host.mjs').Host} Host */

useBrowser();
const [first] = names;

// ---- Any browser --------------------------------------------------------------------------------------------------------------

for (const [name, start] of Object.entries(isCampaign ? engines : {})) {
  test(`${name}: visited once, then started without a host or behind a captive portal; a new build when asked`, { timeout: 180_000 }, async () => {
    const profile = freshFolder();
    const host = await startHost();
    let browser = await start(profile);
    /** @param {string} code */
    const holds = (code) => eventually(async () => assert.ok(await browser.evaluate(code), code), 20_000);
    const clickOn = (/** @type {string} */ words) =>
      `[...document.querySelectorAll('button, a')].find((control) => control.textContent === '${words}').click()`;
    try {
      await browser.goto(`${host.url}#/nieuw`);
      await holds(isReady);
      await browser.evaluate(`(document.getElementById('answer.persons').focus(), document.execCommand('insertText', false, 'geschreven in de trein'))`);
      await holds(`document.getElementById('state.save').textContent.startsWith('${keptWords}')`);
      await browser.evaluate(clickOn('Reisverslag'));
      await holds(`document.getElementById('offline')?.textContent === '${offlineReady}'`);
    } finally {
      await browser.close();
    }

    browser = await startWithoutHost(start, profile, host);
    try {
      await holds(`document.getElementById('answer.persons')?.value === 'geschreven in de trein'`);
      await browser.evaluate(clickOn('Controleren'));
      await holds(`document.getElementById('download.text') !== null`);
      const { name: file, bytes } = await saved(browser, clickOn('Download als tekst'));
      assert.match(file, /^verslag-dienstreis-.*\.txt$/);
      assert.equal(bytes.toString('utf8'), textReport({ persons: 'geschreven in de trein' }));

      await host.portal();
      await browser.goto('about:blank');
      await browser.goto(`${host.url}#/nieuw`);
      await holds(isReady);
      await browser.evaluate(`(document.getElementById('answer.persons').focus(), document.execCommand('insertText', false, 'een halve zi'))`);

      // The new build: found when the browser looks again, offered, and used because the writer says so.
      await host.stop();
      host.deploy(buildMarked('B'));
      await host.start();
      const runs = (/** @type {string} */ build) => `document.querySelector('script[src]').getAttribute('src').startsWith('${assetsOf(build).folder}/')`;
      await browser.evaluate('navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => 0)');
      await holds(`document.getElementById('new-version.use') !== null`);
      await holds(runs(dist));
      await browser.evaluate(`document.execCommand('insertText', false, 'n')`);
      await browser.evaluate(`document.getElementById('new-version.use').click()`);
      await holds(`${runs(buildMarked('B'))} && ${isReady}`);
      await holds(`document.getElementById('answer.persons')?.value === 'een halve zin'`);
      await host.stop();
      await browser.goto('about:blank');
      await browser.goto(host.url);
      await holds(`${runs(buildMarked('B'))} && ${isReady}`);
    } finally {
      await browser.close();
    }
  });
}

// ---- Chromium, more closely ---------------------------------------------------------------------------------------------------

/** For what needs no start of its own. @type {import('playwright-core').Browser} */
let shared;
before(async () => { [shared] = await Promise.all([chromium.launch(driven), buildAhead('B', 'C')]); });
after(() => shared.close());

/**
 * A profile that outlives its browsers, where a test starts more than one; else one in a browser that others use too.
 * @param {string} title
 * @param {(start: () => Promise<import('playwright-core').BrowserContext>, host: Host) => Promise<void>} body
 * @param {{restarts?: boolean}} [how]
 */
function profileTest(title, body, { restarts = false } = {}) {
  test(title, { timeout: 120_000 }, async () => {
    const profile = freshFolder();
    const host = await startHost();
    /** @type {string[]} */
    const problems = [];
    /** @type {import('playwright-core').BrowserContext[]} */
    const open = [];
    try {
      await body(async () => {
        const context = restarts || isCampaign ? await chromium.launchPersistentContext(profile, { ...driven, acceptDownloads: true }) :
          await shared.newContext({ acceptDownloads: true });
        if (context.pages().length === 0) await context.newPage();
        open.push(context);
        context.setDefaultTimeout(10_000);
        context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack ?? error.error()}`));
        context.on('request', (request) => {
          const what = strange(request, new URL('/', host.url).href, allNames(host));
          if (what) problems.push(what);
        });
        return context;
      }, host);
    } finally {
      for (const context of open) await context.close();
      await host.stop();
    }
    assert.deepEqual(problems, []);
  });
}

/** Every name that a build here has, under any of the folders that a test deploys to. @param {Host} host */
function allNames(host) {
  const folder = new URL(host.url).pathname.slice(1);
  const builds = [dist, ...['B', 'C'].map((mark) => buildMarked(mark))].flatMap((build) => [...assetsOf(build).all, '']);
  return builds.flatMap((name) => ['', 'een/', 'twee/'].map((sub) => `${folder}${sub}${name}`));
}

/** Which build's scripts run. @param {Page} page */
const running = (page) => page.evaluate(() => {
  const folders = [...document.querySelectorAll('script[src], link[href*="/"]')]
    .map((element) => /(v-[0-9a-f]{12})\//.exec(element.getAttribute('src') ?? element.getAttribute('href') ?? '')?.[1]);
  return [...new Set(folders)].join();
});
/** @param {Page} page */
const cacheNames = (page) => page.evaluate(() => caches.keys());
/**
 * The browser looks for a new build, and what it finds is installed or refused.
 * @param {Page} page @returns {Promise<string>} `installed`, `redundant` or `refused: …`
 */
async function lookForUpdate(page) {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration) throw new Error('no registration');
    const look = Object.assign(window, { look: { registration, worker: /** @type {ServiceWorker | null} */ (null), ended: '' } }).look;
    registration.addEventListener('updatefound', () => { look.worker = registration.installing; });
    registration.update().then(() => {
      look.worker ??= registration.installing ?? registration.waiting;
      look.ended = 'looked';
    }, (error) => { look.ended = `refused: ${error.name}`; });
  });
  // The state is looked at and not only waited for: a worker can leave it before anybody listens. Where the one before has no page of its own (a
  // first visit was loaded past it), the new one goes on to be the active one.
  return eventually(async () => {
    const { ended, state } = await page.evaluate(() => {
      const { look } = /** @type {any} */ (window);
      return { ended: look.ended, state: look.worker?.state };
    });
    if (ended.startsWith('refused')) return ended;
    assert.ok(ended, 'the browser is still looking');
    assert.ok(state, 'the browser has found nothing');
    assert.notEqual(state, 'installing', 'still installing');
    return state === 'redundant' ? state : 'installed';
  }, 60_000);
}
/** Until that build's scripts run. @param {Page} page @param {string} folder @param {string} [why] */
const runs = (page, folder, why) => eventually(async () => assert.equal(await running(page), folder, why));
/** How often a page is loaded from now on. @param {Page} page */
function countLoads(page) {
  const count = { loads: 0 };
  page.on('domcontentloaded', () => { count.loads++; });
  return count;
}

/** @param {Page} page @param {string} url */
async function visitPage(page, url) {
  await page.goto('about:blank');
  await page.goto(url);
  await ready(page);
}
/** @param {import('playwright-core').BrowserContext} context @param {Host} host */
async function visitOnce(context, host) {
  const [page] = context.pages();
  await visitPage(page, `${host.url}#/`);
  await shows(page, offlineReady);
  return page;
}

profileTest('visited once, it starts without a host or behind a captive portal, with what was written, and stays what it is', async (start, host) => {
  const { folder } = assetsOf();
  const before = await start();
  const page = await visitOnce(before, host);
  const kept = await cacheNames(page);
  await button(page, 'Nieuw verslag').click();
  await field(page, first).waitFor();
  await page.keyboard.type('geschreven in de trein');
  await says(page.locator('[id="state.save"]'), keptAt);
  await before.close();
  await host.stop();
  await assert.rejects(fetch(host.url), 'nobody answers');
  const [again] = (await start()).pages();
  await visitPage(again, host.url);
  await again.locator('html.painted').waitFor();
  await shows(again, offlineReady);
  await again.locator('[id="drafts"] a').click();
  await reads(field(again, first), 'geschreven in de trein');
  await button(again, 'Controleren').click();
  const { bytes } = await downloaded(again, () => button(again, 'Download als tekst').click());
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'geschreven in de trein' }));

  await host.portal();
  await visitPage(again, `${host.url}#/nieuw`);
  assert.equal(await running(again), folder);
  await field(again, first).waitFor();
  await again.keyboard.type('ook hier');
  await reads(field(again, first), 'ook hier');
  assert.match(await lookForUpdate(again), /^refused: /);
  assert.deepEqual(await cacheNames(again), kept);
  await again.goto(`${host.url}#/`);
  await shows(again, offlineReady);
  assert.ok(host.asked.some((path) => path.endsWith('/sw.js')), 'the portal was asked');
}, { restarts: true });

/** What a host may hold in the middle of an update, or after one that went wrong. @type {[string, (build: string) => string][]} */
const halves = [
  ['the new folder is not there yet', (build) => broken(build, (file, folder) => rmSync(file(folder), { recursive: true }))],
  ['the wasm is cut short', (build) => broken(build, (file, folder) => {
    const name = file(`${folder}/reisverslag.wasm`);
    writeFileSync(name, readFileSync(name).subarray(0, 50_000));
  })],
  ['a script is of another build', (build) => broken(build, (file, folder) => {
    cpSync(`${dist}/${assetsOf().folder}/main.js`, file(`${folder}/main.js`));
  })],
  ['the page is of another build', (build) => broken(build, (file) => cpSync(`${dist}/index.html`, file('index.html')))],
  ['a file is a page that asks to log in', (build) => broken(build, (file, folder) => {
    writeFileSync(file(`${folder}/style.css`), '<!doctype html><title>Log in</title>');
  })],
  ['a file is missing', (build) => broken(build, (file) => rmSync(file('icon-512.png')))],
];
profileTest('a new build of which something is wrong is not taken, not even in part', async (start, host) => {
  const { folder } = assetsOf();
  const context = await start();
  let page = await visitOnce(context, host);
  const kept = await cacheNames(page);
  const session = await context.newCDPSession(page);
  for (const [i, [what, half]] of halves.entries()) {
    // The page looks for a new build as well. What it began with the host before this one it may not finish with this one: each half
    // is of another build, or two of them could make a whole.
    const build = buildMarked(i % 2 === 0 ? 'B' : 'C');
    // What the browser still holds of an earlier attempt may be used: its hash is right. Here it would hide the fault.
    await session.send('Network.clearBrowserCache');
    host.deploy(half(build));
    assert.equal(await lookForUpdate(page), 'redundant', what);
    assert.deepEqual(await cacheNames(page), kept, what);
    await page.reload();
    await ready(page);
    await runs(page, folder, what);
    await shows(page, offlineReady);
    assert.equal(await page.getByText('Nieuwe versie klaar').count(), 0, what);
  }
  await host.stop();
  page = await context.newPage();
  await visitPage(page, host.url);
  await runs(page, folder, 'and without the host');
});

profileTest('a first visit in the middle of an update: said, and nothing of it is kept', async (start, host) => {
  const half = broken(dist, (file, folder) => rmSync(file(`${folder}/main.js`)));
  host.deploy(half);
  const [page] = (await start()).pages();
  await page.goto(`${host.url}#/`);
  await shows(page, /De pagina is niet helemaal geladen/);
  assert.deepEqual(await cacheNames(page), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  host.deploy(broken(dist, (file, folder) => writeFileSync(file(`${folder}/reisverslag.wasm`), '<!doctype html>')));
  await page.reload();
  await shows(page, /De pagina is niet helemaal geladen/);
  // The host is well again, but the browser was told to keep that file for a year. The service worker mends it: at the next load
  // when it is ready before that, else at the one after.
  host.deploy(dist);
  await page.reload();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await visitOnce(page.context(), host);
});

profileTest('a new build while somebody writes: offered, taken when asked, no letter lost', async (start, host) => {
  const a = assetsOf().folder;
  const b = assetsOf(buildMarked('B')).folder;
  assert.notEqual(a, b);
  const context = await start();
  const page = await visitOnce(context, host);
  await button(page, 'Nieuw verslag').click();
  await field(page, first).waitFor();
  await page.keyboard.type('een halve zi');
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }); });
  const loaded = countLoads(page);
  const other = await context.newPage();
  await visitPage(other, `${host.url}#/`);
  await other.evaluate(() => { Object.assign(window, { sameDocument: true }); });
  const place = await field(page, first).boundingBox();

  host.deploy(buildMarked('B'));
  await page.bringToFront();
  assert.equal(await lookForUpdate(page), 'installed');
  await button(page, 'Nieuwe versie gebruiken').waitFor();
  await eventually(async () => assert.ok((await page.locator('.voice').allTextContents()).some((text) => text.trim() === 'Nieuwe versie klaar'), 'said aloud'));
  await focusIs(page, 'answer.persons', 'the caret stays');
  assert.deepEqual(await field(page, first).boundingBox(), place, 'nothing moves under the hands');
  await page.keyboard.type('n, en nog een');
  await reads(field(page, first), 'een halve zin, en nog een');
  await says(page.locator('[id="state.save"]'), keptAt);
  assert.ok(await page.evaluate(() => 'sameDocument' in window), 'nothing loads by itself');
  assert.equal(await running(page), a);

  await Promise.all([page.waitForEvent('load'), button(page, 'Nieuwe versie gebruiken').click()]);
  await ready(page);
  await runs(page, b);
  await reads(field(page, first), 'een halve zin, en nog een');
  await eventually(async () => assert.equal(await button(page, 'Nieuwe versie gebruiken').count(), 0));
  assert.equal(loaded.loads, 1, 'loaded because it was asked to, and at no other time');
  assert.ok(await other.evaluate(() => 'sameDocument' in window), 'the other tab is left alone');
  assert.equal(await running(other), a);
  // A page of the old build that is still loading gets the rest of it, though the host has it no more.
  assert.ok(!existsSync(`${host.root}/${a}`));
  assert.equal(await other.evaluate(async (path) => (await fetch(path, { signal: AbortSignal.timeout(30_000) })).status, `${a}/main.js`), 200);
  await other.bringToFront();
  await Promise.all([other.waitForEvent('load'), button(other, 'Nieuwe versie gebruiken').click()]);
  await ready(other);
  await runs(other, b);
  await eventually(async () => assert.equal((await cacheNames(other)).length, 2, 'this build and the one before'));

  // The next one: what is kept is again two builds.
  host.deploy(buildMarked('C'));
  const known = await cacheNames(page);
  assert.equal(await lookForUpdate(other), 'installed');
  await other.close();
  await page.bringToFront();
  await Promise.all([page.waitForEvent('load'), button(page, 'Nieuwe versie gebruiken').click()]);
  await ready(page);
  await runs(page, assetsOf(buildMarked('C')).folder);
  await eventually(async () => {
    const now = await cacheNames(page);
    assert.equal(now.length, 2);
    assert.deepEqual(now.filter((name) => known.includes(name)).length, 1);
  });
  await reads(field(page, first), 'een halve zin, en nog een');
});

profileTest('a new build that nobody takes is used at the next start, also without the host', async (start, host) => {
  const context = await start();
  const page = await visitOnce(context, host);
  host.deploy(buildMarked('B'));
  await page.reload();
  await ready(page);
  await button(page, 'Nieuwe versie gebruiken').waitFor();
  assert.equal(await running(page), assetsOf().folder, 'a reload is no start: other tabs may be open');
  await page.reload();  // now that the new one is here as a whole
  await ready(page);
  assert.equal(await running(page), assetsOf().folder, 'nor is another one');
  await context.close();
  await host.stop();
  const [again] = (await start()).pages();
  await visitPage(again, host.url);
  await eventually(async () => {
    // Chromium may still open the first page of a start with the build that was active when it ended.
    await visitPage(again, host.url);
    assert.equal(await running(again), assetsOf(buildMarked('B')).folder);
  });
  await shows(again, offlineReady);
  assert.equal(await button(again, 'Nieuwe versie gebruiken').count(), 0);
}, { restarts: true });

profileTest('what cannot be kept is not risked for a new build', async (start, host) => {
  const context = await start();
  const page = await visitOnce(context, host);
  await button(page, 'Nieuw verslag').click();
  await field(page, first).waitFor();
  await page.keyboard.type('kan nergens heen');
  await page.evaluate(() => {
    const refuse = () => { throw new DOMException('full', 'QuotaExceededError'); };
    Storage.prototype.setItem = refuse;
    IDBDatabase.prototype.transaction = refuse;
    Object.assign(window, { sameDocument: true });
  });
  const loaded = countLoads(page);
  await page.keyboard.type('!');
  await shows(page, 'Niet bewaard');
  host.deploy(buildMarked('B'));
  assert.equal(await lookForUpdate(page), 'installed');
  await button(page, 'Nieuwe versie gebruiken').click();
  await shows(page, /Niet alles is bewaard\. Download eerst je verslag\./);
  await button(page, 'Controleren').click();
  const { bytes } = await downloaded(page, () => button(page, 'Download als tekst').click());
  assert.equal(bytes.toString('utf8'), textReport({ persons: 'kan nergens heen!' }));
  assert.ok(await page.evaluate(() => 'sameDocument' in window));
  assert.equal(loaded.loads, 0, 'nothing loads that would lose it');
  page.on('dialog', (dialog) => void dialog.accept());
});

profileTest('installations on one origin do not meet', async (start, host) => {
  // At the top of the host and in one or two of its folders, each another build; the worker at the top could see the others' requests.
  const top = assetsOf().folder;
  const others = [['een', buildMarked('B')], ...(isCampaign ? [['twee', buildMarked('C')]] : [])];
  for (const [folder, build] of others) host.deploy(build, folder);
  const context = await start();
  const page = await visitOnce(context, host);
  for (const [folder, build] of others) {
    await visitPage(page, `${host.url}${folder}/`);
    await runs(page, assetsOf(build).folder);
    await shows(page, offlineReady);
  }
  const folder = new URL(host.url).pathname;
  const all = await cacheNames(page);
  assert.deepEqual(all.map((name) => name.replace(/ [0-9a-f]{12}$/, '')).sort(), ['', ...others.map(([name]) => `${name}/`)].map((name) => `rv1 ${folder}${name}`));

  // A new build of one of them: the others keep theirs.
  if (isCampaign) {
    host.deploy(buildMarked('C'), 'een');
    await visitPage(page, `${host.url}een/`);
    await Promise.all([page.waitForEvent('load'), button(page, 'Nieuwe versie gebruiken').click()]);
    await ready(page);
    await runs(page, assetsOf(buildMarked('C')).folder);
  }
  await host.stop();
  for (const [path, build] of [['', top], ...others.map(([name]) => [`${name}/`, assetsOf(buildMarked(isCampaign ? 'C' : 'B')).folder])]) {
    await visitPage(page, host.url + path);
    await runs(page, build, `/${path}`);
  }
  const after = await cacheNames(page);
  for (const name of all) assert.ok(after.includes(name), name);
});

/** To Verslagen, by which the page looks again whether it would start without a network. @param {Page} page */
async function lookAgain(page) {
  await button(page, 'Nieuw verslag').click();
  await field(page, first).waitFor();
  await link(page, 'Reisverslag').click();
  await button(page, 'Nieuw verslag').waitFor();
}

profileTest('offline ready is said only while it is true; what the browser took away is fetched again', async (start, host) => {
  const page = await visitOnce(await start(), host);
  const lose = (/** @type {string} */ end) => page.evaluate(async (ending) => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (url.endsWith(ending)) await cache.delete(url);
      if (ending === '') await caches.delete(name);
    }
  }, end);
  for (const end of ['.wasm', '']) {
    await host.stop();
    await lose(end);
    // Or the worker takes from there what it has lost.
    await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
    await lookAgain(page);
    await eventually(async () => assert.equal(await page.getByText('Offline klaar').count(), 0));
    await host.start();
    await lookAgain(page);
    await shows(page, offlineReady);
  }
  const names = await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => url);
  });
  for (const name of assetsOf().all.filter((one) => one !== 'sw.js')) assert.ok(names.includes(new URL(name, host.url).href), name);
  await host.stop();
  await visitPage(page, `${host.url}#/`);
  await shows(page, offlineReady);
});

/** One bit of each file in the cache is another; the worker that has looked at them ends, as it does after half a minute without work. @param {Page} page */
async function turnBits(page) {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const answer = await cache.match(url);
        const bytes = new Uint8Array(await /** @type {Response} */ (answer).arrayBuffer());
        if (bytes.length > 0) bytes[bytes.length >> 1] ^= 1;
        await cache.put(url, new Response(bytes, { headers: answer?.headers }));
      }
    }
  });
  await endWorkers(page);
}

/** @param {Page} page */
async function endWorkers(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

profileTest('one bit of each kept file is another: with a network the page starts, and is whole again', async (start, host) => {
  const page = await visitOnce(await start(), host);
  await turnBits(page);
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  await visitPage(page, `${host.url}#/`);
  await page.locator('html.painted').waitFor();
  await shows(page, offlineReady);
  await host.stop();
  await endWorkers(page);
  await visitPage(page, `${host.url}#/`);
  await shows(page, offlineReady);
});

profileTest('… without a network: a sentence, and no white page', async (start, host) => {
  const page = await visitOnce(await start(), host);
  await turnBits(page);
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  await host.stop();
  await page.goto('about:blank');
  await page.goto(`${host.url}#/`);
  await shows(page, /Met je verslagen is niets gebeurd\./);
  await host.start();
  await visitPage(page, `${host.url}#/`);
  await shows(page, offlineReady);
});

for (const [how, options] of /** @type {[string, import('./support.mjs').Options][]} */ ([
  ['refused', { serviceWorker: true, init: [() => { if ('ServiceWorkerContainer' in window) ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('private window', 'SecurityError')); }] }],
  ['not there', {}],
])) {
  visit(`service workers ${how}: the page works, is silent, and claims nothing`, options, async ({ page, open }) => {
    await open('#/nieuw');
    await page.keyboard.type('gewoon');
    await link(page, 'Reisverslag').click();
    await shows(page, '1 van 7 beantwoord');
    // At each change of screen it is asked anew.
    await button(page, 'Nieuw verslag').click();
    await field(page, first).waitFor();
    await link(page, 'Reisverslag').click();
    await shows(page, '1 van 7 beantwoord');
    assert.equal(await page.getByText('Offline klaar').count(), 0);
  });
}

// ---- As an app ----------------------------------------------------------------------------------------------------------------

visit('can be installed: manifest, icons and shortcut, relative to any folder', { serviceWorker: true }, async ({ page, context, open }) => {
  await open('#/');
  await shows(page, offlineReady);
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
  const manifest = JSON.parse(/** @type {string} */ (data));
  // Without an id it is the start's address, which is another one in each folder; "./" as an id would be the same in all.
  assert.deepEqual([manifest.start_url, manifest.scope, manifest.id], ['./', './', undefined]);
  for (const { src, sizes } of manifest.icons) {
    const file = readFileSync(`${dist}/${src}`);
    if (!src.endsWith('.png')) continue;
    assert.equal(`${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`, sizes, src);
  }
  assert.ok(manifest.icons.some((/** @type {any} */ icon) => icon.purpose === 'maskable'));
  const [shortcut] = manifest.shortcuts;
  assert.equal(shortcut.name, 'Nieuw verslag');
  await open(shortcut.url.slice(2));
  await focusIs(page, 'answer.persons');
});
