// What the browser tests share: the page in a real browser, whose errors, violations, requests outside of the asset list and
// cookies fail a test; fields by role and name; records as they stand in the store. It knows the names that a person or a screen reader meets, nothing of how the page is made.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import vm from 'node:vm';

import { chromium } from 'playwright-core';

import { startServer } from '../../shell/serve.mjs';
import { isCampaign, wants } from './options.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('playwright-core').BrowserContextOptions} BrowserContextOptions */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').Download} Download */

const root = new URL('../../', import.meta.url);
export const dist = process.env.REISVERSLAG_DIST ?? fileURLToPath(new URL('dist/', root));

/**
 * What the build step says of a built page: its build's folder, and the names of all its files.
 * @param {string} [folder]
 * @returns {{folder: string, edit: string[], painted: string[], all: string[]}}
 */
export const assetsOf = (folder = dist) => JSON.parse(readFileSync(join(folder, 'assets.json'), 'utf8'));

/** A copy of a build in which files are changed. @param {string} build @param {string} out @param {() => void} change */
export function copyChanged(build, out, change) {
  cpSync(build, out, { recursive: true });
  change();
  // The server prefers a compressed neighbour, which would hide the change.
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) if (/\.(br|gz)$/.test(name)) rmSync(join(out, name));
}

// ---- The form: ids, headings and questions as app/model/form.h has them ---------------------------------------------------------------

/** Id, heading in the text report, question on screen. */
export const questions = /** @type {const} */ ([
  ['persons', 'HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT', 'Hoeveel personen hebben de reis gemaakt?'],
  ['duration', 'HOELANG DUURDE DE REIS?', 'Hoelang duurde de reis?'],
  ['purpose', 'WAT WAS HET DOEL VAN DE REIS?', 'Wat was het doel van de reis?'],
  ['locations', 'WELKE LOCATIES ZIJN BEZOCHT?', 'Welke locaties zijn bezocht?'],
  ['met', 'WIE HEB JE ONTMOET? (BENOEM DE FUNCTIEOMSCHRIJVING)', 'Wie heb je ontmoet? (Benoem de functieomschrijving)'],
  ['results', 'WAT HEEFT DE REIS DE GEMEENTE OPGELEVERD?', 'Wat heeft de reis de gemeente opgeleverd?'],
  ['followup', 'ZIJN ER VERVOLGAFSPRAKEN? ZO JA, WELKE?', 'Zijn er vervolgafspraken? Zo ja, welke?'],
]);
export const ids = questions.map(([id]) => id);
export const names = questions.map(([, , name]) => name);
export const tripName = 'Naam van de reis';
export const tripGroup = 'Reisgegevens (niet verplicht)';
export const pasteHere = 'Plak hier de tekst van een verslag';
export const draftAddress = /#\/verslag\/([0-9a-f]{32})$/;

/** @param {Record<string, string>} answers */
export const textReport = (answers) => '\n\n' +
  ['VERSLAG BUITENLANDSE DIENSTREIS', ...questions.flatMap(([id, heading]) => [heading, answers[id] ?? ''])].join('\n\n');

/**
 * The whole report to try with: the file that REISVERSLAG_SEED names, else the example. A name without a file is a failure.
 * @returns {{bytes: Buffer, text: string, answers: Record<string, string>, isSeed: boolean}}
 */
export function seed() {
  const named = process.env.REISVERSLAG_SEED;
  const bytes = readFileSync(named || new URL('tests/data/example-report.txt', root));
  const text = bytes.toString('utf8');
  /** @type {Record<string, string>} */
  const answers = {};
  questions.forEach(([id, heading], i) => {
    const from = text.indexOf(`\n\n${heading}\n\n`) + heading.length + 4;
    const next = questions[i + 1];
    answers[id] = text.slice(from, next ? text.indexOf(`\n\n${next[1]}\n\n`) : undefined);
  });
  assert.equal(textReport(answers), text, 'the report to try with is one that the text export writes');
  return { bytes, text, answers, isSeed: Boolean(named) };
}

// ---- Browser ------------------------------------------------------------------------------------------------------------------

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
let ownServer;
let url = process.env.REISVERSLAG_URL ?? '';
/** How Chromium is started where nothing drives it. */
export const launch = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
};
// Each new window of Chromium 156 loads two pages of its own address bar, which nobody sees here: a third of the processor time of
// these tests. The last list of features counts, so the one of playwright-core (chromiumSwitches) is repeated in it.
const withoutFeatures = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'BoundaryEventDispatchTracksNodeRemoval', 'DestroyProfileOnBrowserClose', 'DialMediaRouteProvider',
  'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'Translate',
  'AutoDeElevate', 'RenderDocument', 'OptimizationHints',
];
/** How playwright-core starts the whole Chromium, with its windows, its spelling checker and its services. */
export const chromiumInFull = { ...launch, args: [...launch.args, `--disable-features=${withoutFeatures.join(',')}`] };
/** How playwright-core starts Chromium: the short form of the tests takes Debian's build without windows, a quarter less processor time. */
export const driven = isCampaign ? chromiumInFull : { ...chromiumInFull, executablePath: '/usr/bin/chromium-headless-shell' };

/** Call once in a test file: starts the browser before its tests, and the server when run.mjs has not. */
export function useBrowser() {
  before(async () => {
    if (url === '') {
      ownServer = await startServer({ root: dist, port: 0, path: '/reis/' });
      url = ownServer.url;
    }
    browser = await chromium.launch(driven);
  });
  after(async () => {
    await browser?.close();
    await ownServer?.close();
  });
}

/** Address of the page. */
export const address = () => url;
/** What every key of the page begins with in the store. */
export const prefix = (at = url) => `rv1 ${new URL(at).pathname} `;

// Chromium does not know two names in the headers that other browsers and later versions do; these lines are about them.
const known = [
  "Error with Permissions-Policy header: Unrecognized feature: 'bluetooth'.",
  "Unrecognized Content-Security-Policy directive 'webrtc'.",
];

/**
 * What is wrong with a request that a page at this address makes; empty: it is to one of its own files, and carries nothing.
 * @param {{method: () => string, url: () => string}} request @param {string} page @param {string[]} own
 */
export function strange(request, page, own) {
  const asked = new URL(request.url());
  if (asked.protocol === 'blob:') return asked.origin === new URL(page).origin ? '' : `foreign blob: ${asked}`;
  const name = asked.href.startsWith(page) ? asked.pathname.slice(new URL(page).pathname.length) || 'index.html' : '';
  return request.method() === 'GET' && asked.search === '' && own.includes(name) ? '' : `not a file of the page: ${request.method()} ${asked}`;
}

/**
 * One test's browser profile: nothing stored, nothing shared with other tests.
 * @typedef {object} Visit
 * @property {BrowserContext} context
 * @property {Page} page
 * @property {(hash: string, where?: Page) => Promise<void>} open loads the page at an address, until all of it can be used
 * @property {(items: [string, string][]) => Promise<void>} store puts items into the store without loading the page
 * @property {string[]} requests addresses asked for
 * @property {string[]} problems console errors and warnings, uncaught errors, policy violations, failed requests; must be empty at the end
 */
/**
 * @typedef {object} Options
 * @property {boolean} [withoutIndexedDB]
 * @property {BrowserContextOptions} [browser]
 * @property {(() => void)[]} [init] scripts that run before the page's own
 * @property {boolean} [serviceWorker] the page may have one; for tests that are about it, because installing takes each visit processor time
 * @property {object} [preferences] settings of the browser itself, as in the file Preferences of a profile; makes a browser of its own
 * @property {number} [timeout] ms
 */

/** True in the campaign without-indexeddb, which runs the whole suite as in a browser that forbids IndexedDB. */
export const neverIndexedDB = wants('without-indexeddb');

/** The save state of text that is stored as safely as this browser can. */
export const keptWords = neverIndexedDB ? 'Bewaard in deze browser' : 'Bewaard op dit apparaat';
export const keptAt = new RegExp(`^${keptWords}, \\d\\d:\\d\\d$`);

/**
 * Empties both stores. To be run in a page that has no draft open: an open draft would be written again.
 * @param {string} name of the database; empty: there is none
 */
export const emptyStores = (name) => new Promise((done, fail) => {
  localStorage.clear();
  if (name === '') {
    done(0);
    return;
  }
  const request = indexedDB.deleteDatabase(name);
  request.onsuccess = () => done(0);
  request.onerror = () => fail(request.error);
});
export const database = (at = url) => neverIndexedDB ? '' : prefix(at).trimEnd();

/** What a store of the safety copy holds, by id. @param {Page} page @param {string} store @returns {Promise<Record<string, any>>} */
export const kept = (page, store) => page.evaluate(([name, from]) => new Promise((done, fail) => {
  const request = indexedDB.open(name);
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const objects = request.result.transaction(from).objectStore(from);
    const keys = objects.getAllKeys();
    const values = objects.getAll();
    values.onsuccess = () => {
      request.result.close();
      done(Object.fromEntries(keys.result.map((key, i) => [key, values.result[i]])));
    };
  };
}), [prefix().trimEnd(), store]);

/** From here on both stores refuse every write. */
export function refuseWrites() {
  const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
  Storage.prototype.setItem = full;
  IDBDatabase.prototype.transaction = full;
}

/** Makes the browser one without service workers. @param {BrowserContext} context */
export const withoutServiceWorker = (context) => context.addInitScript(() => { Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'); });

/** Makes IndexedDB what it is in a browser that forbids it: it exists, and refuses every call. */
export function refuseIndexedDB() {
  const refuse = () => { throw new DOMException('denied by a setting', 'SecurityError'); };
  for (const name of ['open', 'databases', 'deleteDatabase']) Object.defineProperty(IDBFactory.prototype, name, { value: refuse });
}

/**
 * A test with a page of its own.
 * @param {string} name @param {Options} options @param {(visit: Visit) => Promise<void>} body
 */
export function visit(name, options, body) {
  test(name, { timeout: options.timeout ?? 180_000 }, async () => {
    const wishes = { acceptDownloads: true, reducedMotion: /** @type {const} */ ('reduce'), ...options.browser };
    const profile = options.preferences ? mkdtempSync(join(tmpdir(), 'reisverslag-')) : '';
    if (profile) {
      mkdirSync(join(profile, 'Default'));
      writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(options.preferences));
    }
    const context = profile ? await chromium.launchPersistentContext(profile, { ...chromiumInFull, ...wishes }) : await browser.newContext(wishes);
    try {
      /** @type {string[]} */
      const problems = [];
      /** @type {string[]} */
      const requests = [];
      context.on('console', (message) => {
        if (!['error', 'warning', 'assert'].includes(message.type()) || known.includes(message.text())) return;
        // The browser fetches the icon by itself, and reports a failure when the test leaves the page before the icon has arrived.
        if (message.text().startsWith('Error while trying to use the following icon') && message.location().url === 'about:blank') return;
        problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack ?? error.error()}`));
      const own = assetsOf().all;
      const empty = `${url}empty`;
      context.on('request', (request) => {
        requests.push(request.url());
        const what = request.url() === empty ? '' : strange(request, url, own);
        if (what) problems.push(what);
      });
      context.on('response', (response) => {
        if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
        });
      });
      if (!options.serviceWorker) await withoutServiceWorker(context);
      if (options.withoutIndexedDB || neverIndexedDB) await context.addInitScript(refuseIndexedDB);
      for (const script of options.init ?? []) await context.addInitScript(script);
      const page = context.pages()[0] ?? await context.newPage();
      context.setDefaultTimeout(8000);
      await body({
        context, page, requests, problems,
        open: (hash, where = page) => open(hash, where),
        async store(items) {
          // A page of the same origin without any of the page's code.
          await context.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
          await page.goto(empty);
          await page.evaluate((all) => { for (const [key, value] of all) localStorage.setItem(key, value); }, items);
          await context.unroute(empty);
          requests.length = 0;
        },
      });
      assert.deepEqual(problems, [], 'the browser has nothing to complain about');
      assert.deepEqual(await context.cookies(), [], 'no cookie');
    } finally {
      await context.close();
      if (profile) rmSync(profile, { recursive: true, force: true });
    }
  });
}

/** @param {string} hash @param {Page} page */
async function open(hash, page) {
  const wanted = url + hash;
  // Between two addresses of the page that differ in the hash the browser loads nothing, so about:blank comes between.
  if (page.url().split('#')[0] === url) await page.goto('about:blank');
  await page.goto(wanted);
  await ready(page);
}

/** Waits until the whole page can be used. @param {Page} page */
export const ready = (page) => page.waitForSelector('html[data-ready]', { state: 'attached' });

/** @param {Page} page */
export async function reload(page) {
  await page.reload();
  await ready(page);
}

// ---- Looking and acting as a person does ----------------------------------------------------------------------------------------

/** @param {Page} page @param {string} name */
export const field = (page, name) => page.getByRole('textbox', { name, exact: true });
/** @param {Page} page @param {string} name */
export const button = (page, name) => page.getByRole('button', { name, exact: true });
/** @param {Page} page @param {string} name */
export const link = (page, name) => page.getByRole('link', { name, exact: true });
/** The announcements under the page's heading, in order. @param {Page} page */
export const notices = (page) => page.locator('[id^="notice."][id$=".text"]');
/** @param {Page} page @param {string} name */
export const heading = (page, name) => page.getByRole('heading', { name, exact: true });

/** Goes into a field as a finger does and types at its end. @param {Page} page @param {string} name @param {string} text */
export async function write(page, name, text) {
  await field(page, name).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/** Puts text into a field in one go, as a paste does. @param {Page} page @param {string} name @param {string} text */
export async function paste(page, name, text) {
  await field(page, name).focus();
  await page.keyboard.insertText(text);
}

/** The seven fields' texts, by id. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function answersOn(page) {
  return Object.fromEntries(await Promise.all(questions.map(async ([id, , name]) => [id, await field(page, name).inputValue()])));
}

/**
 * Tries until it holds.
 * @template T
 * @param {() => T | Promise<T>} claim throws while it does not hold
 * @param {number} [patience] ms
 * @returns {Promise<T>}
 */
export async function eventually(claim, patience = 5000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 25));
    }
  }
}

/**
 * Asserts that a comparison fails, and that these words are in its message or in what it compared. Node 18 writes what it compared into the error only, not into its message.
 * @param {Promise<unknown>} comparison @param {RegExp} words @param {string} [why]
 */
export const finds = (comparison, words, why) => assert.rejects(comparison, (/** @type {Error & {actual?: unknown}} */ error) => {
  assert.match(`${error.message}\n${inspect(error.actual, { depth: null })}`, words, why);
  return true;
}, why);

/** @param {Locator} locator @param {string | RegExp} expected */
export async function says(locator, expected) {
  await eventually(async () => {
    const text = ((await locator.first().textContent({ timeout: 1000 })) ?? '').trimEnd();
    if (typeof expected === 'string') assert.equal(text, expected);
    else assert.match(text, expected);
  });
}

/** Waits until a field has this text. @param {Locator} locator @param {string} text @param {string} [why] */
export const reads = (locator, text, why) => eventually(async () => assert.equal(await locator.inputValue({ timeout: 1000 }), text, why));

/** Waits until the element with this id has the focus. @param {Page} page @param {string} id @param {string} [why] */
export const focusIs = (page, id, why) => eventually(async () => assert.equal(await focused(page), id, why));

/** Waits until a text is visible somewhere on the page. @param {Page} page @param {string | RegExp} text */
export const shows = (page, text) => page.getByText(text).first().waitFor();

/** @param {Page} page @param {() => Promise<void>} act */
export async function downloaded(page, act) {
  const coming = page.waitForEvent('download');
  await act();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Chooses a file as a person does. @param {Page} page @param {{name: string, mimeType: string, buffer: Buffer} | string} file */
export async function choose(page, file) {
  const coming = page.waitForEvent('filechooser');
  await page.getByLabel('Bestand kiezen', { exact: true }).click();
  if (typeof file === 'string' || file.buffer.length < 1e6) return (await coming).setFiles(file);
  // A large file takes too long through the driver's connection: it is put on the disk.
  const folder = mkdtempSync(join(tmpdir(), 'reisverslag-file-'));
  after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, file.name);
  writeFileSync(path, file.buffer);
  await (await coming).setFiles(path);
}

/** A backup of these drafts, as somebody else's program could make one, chosen as a person does. @param {Page} page @param {[string, any][]} drafts */
export const chooseBackup = (page, drafts) => choose(page, {
  name: 'reservekopie.json', mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ format: 'reisverslag-backup', version: 1, made: '2026-11-20T10:00:00+01:00',
    drafts: drafts.map(([id, draft]) => ({ id, record: record({ id, ...draft })[1] })), trash: [], history: [], unreadable: [] })),
});

/** Drops a file onto the page. @param {Page} page @param {string} name @param {string} content */
export const drop = (page, name, content) => page.evaluate(([title, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], title));
  const target = document.elementFromPoint(innerWidth / 2, 300) ?? document.body;
  for (const type of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}, [name, content]);

/** The id or the tag name of the element that has the focus. @param {Page} page */
export const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName || '');

/** A folder of its own for the length of a callback. @param {(folder: string) => Promise<void>} use */
export async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'reisverslag-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// ---- The store ----------------------------------------------------------------------------------------------------------------

const sandbox = vm.createContext({});
vm.runInContext(readFileSync(new URL('shell/record.js', root), 'utf8'), sandbox);
/** @type {any} */
const records = sandbox.reisverslagRecords;

/** Everything in localStorage, but for the room that the page holds back. @param {Page} page @returns {Promise<Record<string, string>>} */
export const stored = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => !key.endsWith(' z'))));

/**
 * Fills localStorage, to the last unit or until so many are in use.
 * @param {Page} page @param {{units?: number, heldBack?: boolean}} [how] heldBack: the room that the page holds back stays
 */
export const fillLocal = (page, { units = Infinity, heldBack = false } = {}) => page.evaluate(([most, ballast, isKept]) => {
  if (!isKept) localStorage.removeItem(ballast);
  const others = Object.entries(localStorage).filter(([key]) => key !== ballast);
  let left = most === null ? Infinity : most - others.reduce((sum, item) => sum + item.join('').length, 0);
  let key = '';
  for (let size = 4 * 1024 * 1024, number = others.length; size >= 1;) {
    const next = `vulling ${number++}`;
    try {
      if (next.length + size > left) throw new Error('enough');
      localStorage.setItem(next, 'x'.repeat(size));
      left -= next.length + size;
      key = next;
    } catch {
      size >>= 1;
    }
  }
  if (most !== null) return;
  try {
    for (;;) localStorage.setItem(key, `${localStorage.getItem(key)}x`);  // no room is left for another key
  } catch {
    return;
  }
}, /** @type {const} */ ([units === Infinity ? null : units, `${prefix()}z`, heldBack]));

/** @param {Page} page */
export const freeLocal = (page) => page.evaluate(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith('vulling')) localStorage.removeItem(key);
});

/** In a page of any engine: the lines in the safety copy, by id. @param {string} name of the database @returns {Promise<Record<string, string>>} */
export const readCopies = (name) => new Promise((done, fail) => {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.transaction?.abort();  // the database does not exist, and reading must not create it
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const database = request.result;
    /** @type {Record<string, string>} */
    const all = {};
    const read = database.transaction('drafts').objectStore('drafts').openCursor();
    read.onerror = () => fail(read.error);
    read.onsuccess = () => {
      const cursor = read.result;
      if (!cursor) {
        database.close();
        done(all);
        return;
      }
      all[String(cursor.key)] = cursor.value;
      cursor.continue();
    };
  };
});
/** The same. @param {Page} page */
export const copies = (page) => page.evaluate(readCopies, prefix().trimEnd());

/**
 * The drafts in a copy of the store, by id.
 * @param {Record<string, string>} items
 * @param {string} [at] address of the page
 * @returns {Record<string, {revision: number, time: string, name: string, answers: Record<string, string>, report: any} | null>}
 */
export function draftsIn(items, at) {
  const keys = Object.keys(items);
  const store = {
    length: keys.length,
    key: (/** @type {number} */ i) => keys[i] ?? null,
    getItem: (/** @type {string} */ key) => items[key] ?? null,
  };
  /** @type {{id: string, record: any}[]} */
  const list = JSON.parse(JSON.stringify(records.list(store, prefix(at))));
  return Object.fromEntries(list.map(({ id, record }) => [id, record]));
}

/** Id of the draft whose address a page shows. @param {Page} page */
export function draftShown(page) {
  const id = draftAddress.exec(page.url())?.[1];
  assert.ok(id, `${page.url()} is the address of a draft`);
  return id;
}

/** @param {string} text ASCII @returns {string} two 32-bit words in hex, as app/drafts/record.h has them */
function hash(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const byte = text.charCodeAt(i);
    high = Math.imul(high ^ byte, 2654435761);
    low = Math.imul(low ^ byte, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** @param {number} number */
export const draftId = (number) => number.toString(16).padStart(32, '0');

/**
 * Key and line of one record, as the page writes them. `at`: what its key begins with.
 * @param {{id: string, name?: string, answers?: Record<string, string>, trip?: Record<string, string>, unplaced?: string[], time?: string, revision?: number, base?: number, writer?: string, minReader?: number, at?: string}} draft
 * @returns {[string, string]}
 */
export function record({ id, name = '', answers = {}, trip = {}, unplaced = [], time = '2026-11-20T09:30:00+01:00', revision = 2, base = revision - 1, writer = '0a1b2c3d', minReader = 1, at = prefix() }) {
  const report = {
    $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1,
    answers: Object.fromEntries(ids.map((question) => [question, answers[question] ?? ''])), trip, unplaced,
  };
  const payload = JSON.stringify({ name, report })
    .replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const head = `RV1|${minReader}|${minReader}|${revision}|${base}|${writer}|${time}|${payload.length}|`;
  return [`${at}d ${id} ${revision % 2 === 0 ? 'a' : 'b'}`, `${head}${hash(head + payload)}|${payload}`];
}
