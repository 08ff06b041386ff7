// What happens to a profile between two starts: a store's file is cut off, local storage is emptied or has no unit left. Every draft is there
// afterwards, it is said, and what was shown as kept on the device is. It knows where browsers keep their files. In Chromium; the long form
// (campaign damage) in three browsers, with other kinds of damage, --bits N single bits in each store, and --disk-full N seconds on a full disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../../shell/serve.mjs';
import { engines } from './engines.mjs';
import { freshFolder } from './host.mjs';
import { count, isCampaign } from './options.mjs';
import { dist, eventually, neverIndexedDB } from './support.mjs';
import { call } from './torture.mjs';

/** @typedef {import('./engines.mjs').Browser} Browser */
/** @typedef {import('./engines.mjs').Tab} Tab */
/** @typedef {'localStorage' | 'IndexedDB'} Store */
/** @typedef {keyof typeof engines} Engine */

const kinds = neverIndexedDB ? [] : /** @type {Engine[]} */ (isCampaign ? Object.keys(engines) : ['Chromium']);
const bits = count('bits', 0, 16);
const fullSeconds = count('disk-full', 0, 8);
const soon = 20_000;  // ms until the page has said what is wrong, on a busy machine
const onDevice = /^Bewaard op dit apparaat, \d\d:\d\d$/;
const inBrowser = /^Bewaard in deze browser, \d\d:\d\d$/;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let host;
before(async () => { host = await startServer({ root: dist, port: 0, path: '/reis/' }); });
after(() => host.close());

// ---- The page, as these tests use it ----------------------------------------------------------------------------------------------

/** A page of the same origin without any of the page's code. @param {Tab} tab */
const leave = (tab) => tab.goto(`${host.url}notices.txt`);

/** Loads the page, until all of it can be used. @param {Tab} tab @param {string} [hash] */
async function open(tab, hash = '#/') {
  await leave(tab);
  await tab.goto(host.url + hash);
  await eventually(async () => assert.ok(await tab.evaluate('document.documentElement.dataset.ready !== undefined')), 30_000);
}

/** In the page: text at the end of the first answer, and the page has drawn what it says of it. @param {string} text */
async function append(text) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('answer.persons'));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  document.execCommand('insertText', false, text);
  for (let i = 0; i < 2; i++) await new Promise((done) => { requestAnimationFrame(done); });
}

/** In the page: what the writer is told. */
function told() {
  const words = (/** @type {string} */ id) => document.getElementById(id)?.textContent?.trim() ?? '';
  const notices = [...document.querySelectorAll('[id^="notice."][id$=".text"]')].map(({ textContent }) => textContent?.trim() ?? '');
  return { state: words('state.save'), trouble: words('state.trouble'), restored: notices.find((told) => told.includes('veiligheidskopie')) ?? '' };
}

/** @param {Tab} tab @param {RegExp} state */
const saysState = (tab, state) => eventually(async () => {
  const now = await call(tab, told);
  assert.match(now.state, state);
  return now;
}, soon);

/** In the page: the first answer of every draft, by way of the list. @returns {Promise<string[]>} */
async function readAll() {
  /** @template T @param {() => T | null | undefined | false} look @returns {Promise<T>} */
  const until = async (look) => {
    for (const end = Date.now() + 10_000; ;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`not found: ${look}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const texts = [];
  for (const { id } of document.querySelectorAll('[id="drafts"] a')) {
    (await until(() => document.getElementById(id))).click();
    await until(() => location.hash === `#/verslag/${id.slice('open.'.length)}`);
    const field = await until(() => document.getElementById('answer.persons'));
    texts.push(/** @type {HTMLTextAreaElement} */ (field).value);
    (await until(() => document.getElementById('home'))).click();
    await until(() => document.getElementById('drafts'));
  }
  return texts;
}

/** In the page: how many drafts localStorage has, as the browser gives it; -1: it gives nothing. */
function countLocal() {
  try {
    void localStorage.length;  // a damaged one in Firefox has no keys, but throws on this
    const ids = Object.keys(localStorage).map((key) => / d ([0-9a-f]{32}) [ab]$/.exec(key)?.[1]);
    return new Set(ids.filter((id) => id !== undefined)).size;
  } catch {
    return -1;
  }
}

/** In the page: how many drafts the safety copy has. @param {string} name @returns {Promise<number>} */
const countCopies = (name) => new Promise((done, failed) => {
  const request = indexedDB.open(name);
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const count = request.result.transaction('drafts').objectStore('drafts').count();
    count.onerror = () => failed(count.error);
    count.onsuccess = () => {
      request.result.close();
      done(count.result);
    };
  };
});
const copies = (/** @type {Tab} */ tab) => call(tab, countCopies, `rv1 ${new URL(host.url).pathname}`);

const copiesUnread = 'De veiligheidskopie kon niet worden gelezen. Een verslag dat alleen daar staat, zie je nu niet. Deze pagina probeert het opnieuw.';
const noCopy = 'De veiligheidskopie lukt niet, misschien omdat de schijf vol is. Je tekst staat alleen in de gewone opslag van deze browser. ' +
  'Download dit verslag, zodat je niets kwijtraakt.';
/** @param {number} count */
const restored = (count) => count === 1 ? '1 verslag is hersteld uit de veiligheidskopie.' : `${count} verslagen zijn hersteld uit de veiligheidskopie.`;

// Of some length, so that a damaged byte is likely to be in one of them.
const texts = [1, 2, 3, 4].map((number) => `Verslag ${number}. ${`De reis duurde ${number} dagen, en er was één café à €${number},50. `.repeat(30)}`);

/** @param {Browser} browser */
async function makeDrafts(browser) {
  for (const text of texts) {
    await open(browser, '#/nieuw');
    await call(browser, append, text);
    await saysState(browser, onDevice);
  }
}

/** Runs a browser on a profile for the length of a callback. @param {Engine} engine @param {string} profile @param {(browser: Browser) => Promise<void>} use */
async function inside(engine, profile, use) {
  const browser = await engines[engine](profile);
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/** @param {string[]} found @param {string[]} expected @param {string} when */
function allThere(found, expected, when) {
  const lost = expected.filter((text) => !found.includes(text)).map((text) => text.slice(0, 10));
  assert.deepEqual(lost, [], `${when}: lost; there are ${JSON.stringify(found.map((text) => `${text.slice(0, 10)}… ${text.length}`))}`);
}

// ---- Damage -----------------------------------------------------------------------------------------------------------------------

/** Where a browser keeps the stores of the page. @type {Record<Engine, Record<Store, RegExp>>} */
const places = {
  Chromium: { localStorage: /\/Local Storage\//, IndexedDB: /\/IndexedDB\/http_127/ },
  Firefox: { localStorage: /\/storage\/default\/http\+\+\+127[^/]*\/ls\//, IndexedDB: /\/storage\/default\/http\+\+\+127[^/]*\/idb\// },
  WebKitGTK: { localStorage: /\/LocalStorage\//i, IndexedDB: /\/IndexedDB\//i },
};

/** The files of a store, the largest first. @param {Engine} engine @param {string} profile @param {Store} store */
function filesOf(engine, profile, store) {
  const all = readdirSync(profile, { recursive: true, encoding: 'utf8' }).map((name) => join(profile, name));
  const files = all.filter((name) => places[engine][store].test(name) && statSync(name).isFile());
  assert.ok(files.length > 0, `${engine} has files of ${store}`);
  return files.sort((a, b) => statSync(b).size - statSync(a).size);
}

/** Bytes of a file up to the last that is not 0. @param {Buffer} bytes */
function used(bytes) {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  assert.ok(end > 1000, `${end} bytes are enough to be damaged`);
  return end;
}

/** @type {Record<string, (bytes: Buffer) => Buffer>} */
const ways = {
  'a byte flipped': (bytes) => { bytes[used(bytes) >> 1] ^= 0xff; return bytes; },
  'a block of zeros': (bytes) => bytes.fill(0, used(bytes) >> 1, Math.min(bytes.length, (used(bytes) >> 1) + 4096)),
  'cut off': (bytes) => bytes.subarray(0, used(bytes) >> 1),
  'its header overwritten': (bytes) => bytes.fill('damaged ', 0, 512),
};

/** @param {number} index of `bits` */
const flipBit = (index) => (/** @type {Buffer} */ bytes) => {
  bytes[Math.floor((index + 0.5) / bits * used(bytes))] ^= 1 << (index % 8);
  return bytes;
};

/** @param {string} file @param {(bytes: Buffer) => Buffer} change */
function change(file, change) {
  const was = readFileSync(file);
  const is = change(Buffer.from(was));
  assert.notDeepEqual(is, was, 'damaged');
  writeFileSync(file, is);
}

/**
 * A start on a damaged profile: every draft, what is said of it, and typing is kept again.
 * @param {Engine} engine @param {string} profile @param {Store} store @param {string} what @returns {Promise<{noticed: boolean, words: string}>}
 */
async function startOn(engine, profile, store, what) {
  let noticed = false;
  let words = '';
  await inside(engine, profile, async (browser) => {
    await leave(browser);
    const inLocal = await call(browser, countLocal);
    await open(browser);
    const begin = Date.now();
    if (inLocal === -1) words = 'localStorage refused';
    else if (inLocal < texts.length) {
      words = restored(texts.length - inLocal);
      await eventually(async () => assert.equal((await call(browser, told)).restored, words), soon);
    } else if (store === 'localStorage') words = (await call(browser, told)).restored;
    noticed = words !== '';
    allThere(await call(browser, readAll), texts, what);
    if (isCampaign) assert.ok(Date.now() - begin < 20_000, 'usable');
    await browser.evaluate(`document.querySelector('[id="drafts"] a').click()`);
    await eventually(async () => assert.ok(await browser.evaluate(`document.getElementById('answer.persons') !== null`)));
    await call(browser, append, ' En verder.');
    const { state, trouble } = await saysState(browser, onDevice).catch(async (error) => {
      // What is damaged may not be of use any more. Then it is said: where it cannot be written, there; where it cannot be read, in the list.
      if (store !== 'IndexedDB') throw error;
      const said = await saysState(browser, inBrowser);
      if (said.trouble !== '') {
        assert.equal(said.trouble, noCopy);
        return said;
      }
      await browser.evaluate(`document.getElementById('home').click()`);
      await eventually(async () => assert.equal(await browser.evaluate(`document.getElementById('copies-off')?.textContent`), copiesUnread), soon);
      return said;
    });
    words += ` | ${state.replace(/, .*/, '')}${trouble ? ` | ${trouble}` : ''}`;
    if (inLocal === -1) assert.equal(trouble, 'De gewone opslag van deze browser werkt niet. Je tekst staat alleen in de veiligheidskopie.');
  });
  return { noticed, words };
}

for (const engine of kinds) {
  test(`${engine}: a store is damaged, or gone: every draft is there`, { timeout: 1_800_000 }, async (t) => {
    const whole = freshFolder();
    await inside(engine, whole, makeDrafts);
    for (const store of /** @type {Store[]} */ (['localStorage', 'IndexedDB'])) {
      let noticed = 0;
      /** @param {string} what @param {(profile: string) => void} act @param {boolean} again */
      const damaged = async (what, act, again) => {
        const profile = freshFolder();
        cpSync(whole, profile, { recursive: true, verbatimSymlinks: true });
        try {
          act(profile);
          const from = Date.now();
          const outcome = await startOn(engine, profile, store, `${store}: ${what}`);
          if (outcome.noticed) noticed++;
          if (again) {
            await inside(engine, profile, async (browser) => {
              await open(browser);
              const found = await call(browser, readAll);
              assert.equal(found.filter((/** @type {string} */ text) => text.endsWith(' En verder.')).length, 1, `${what}: what was typed then is there`);
              assert.equal(texts.filter((text) => !found.includes(text)).length, 1, `${what}: and the others`);
            });
          }
          t.diagnostic(`${store}, ${what}: ${outcome.words} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
        } finally {
          rmSync(profile, { recursive: true, force: true });
        }
      };
      for (const [what, way] of Object.entries(ways).filter(([what]) => isCampaign || what === 'cut off')) await damaged(what, (profile) => change(filesOf(engine, profile, store)[0], way), true);
      if (isCampaign) await damaged('deleted', (profile) => filesOf(engine, profile, store).forEach((file) => rmSync(file)), true);
      for (let i = 0; i < bits; i++) await damaged(`bit ${i + 1} of ${bits}`, (profile) => change(filesOf(engine, profile, store)[0], flipBit(i)), false);
      if (store === 'localStorage') assert.ok(noticed >= (isCampaign ? 2 : 1), `the damage was such that ${engine} lost something`);
    }
  });
}

// ---- No room ----------------------------------------------------------------------------------------------------------------------

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
/** @param {...string} command */
const run = (...command) => execFileSync([...asRoot, ...command][0], [...asRoot, ...command].slice(1), { stdio: 'pipe' });

/** A disk of its own for the length of a callback. @param {number} megabytes @param {(folder: string) => Promise<void>} use */
async function onSmallDisk(megabytes, use) {
  const folder = freshFolder();
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder);
  try {
    await use(folder);
  } finally {
    // A browser that has just ended may still hold a file for a moment.
    await eventually(() => run('umount', folder), 20_000);
  }
}

/** Fills what is free of the disk. @param {string} folder @returns {number} bytes */
function fillDisk(folder) {
  const handle = openSync(join(folder, 'filling'), 'a');
  let size = 0;
  for (let part = Buffer.alloc(1 << 20, 'x'); part.length > 0;) {
    try {
      size += writeSync(handle, part);
    } catch (error) {
      assert.equal(/** @type {NodeJS.ErrnoException} */ (error).code, 'ENOSPC');
      part = part.subarray(0, part.length >> 1);
    }
  }
  closeSync(handle);
  return size;
}

/** @param {string} folder */
const makeRoom = (folder) => rmSync(join(folder, 'filling'));

/**
 * Types a piece of text that begins with a mark, and waits for what the page says of it in the end.
 * @param {Tab} tab @param {string} piece @returns {Promise<{state: string, trouble: string}>}
 */
async function piece(tab, piece) {
  await call(tab, append, piece);
  const end = Date.now() + 5000;  // no longer than it takes: a browser on a full disk may end
  for (;;) {
    const now = await call(tab, told);
    if (onDevice.test(now.state) || Date.now() > end) return now;
    await new Promise((done) => setTimeout(done, 50));
  }
}

const older = ['Een ouder verslag, van voor de volle schijf.', 'En nog een ouder verslag.'];

/** Both older drafts. @param {Browser} browser @returns {Promise<string>} address of the second one */
async function makeOlder(browser) {
  for (const text of older) {
    await open(browser, '#/nieuw');
    await call(browser, append, text);
    await saysState(browser, onDevice);
  }
  return browser.evaluate('location.hash');
}

for (const engine of kinds) {
  if (fullSeconds > 0) test(`${engine}: the disk is full: said, and what was shown as kept on the device is there`, { timeout: 400_000 + 2000 * fullSeconds }, (t) => onSmallDisk(96, async (folder) => {
    /** Marks of what was shown as kept on the device. @type {string[]} */
    const kept = [];
    let hash = '';
    await inside(engine, folder, async (browser) => {
      hash = await makeOlder(browser);
      assert.ok(fillDisk(folder) > 1 << 20, 'there was room before');
      /** @type {Record<string, number>} */
      const said = {};
      let number = 0;
      for (const end = Date.now() + fullSeconds * 1000; Date.now() < end || number < 3;) {
        const mark = `[${++number}]`;
        const { state, trouble } = await piece(browser, ` ${mark} ${'Er past niets meer bij. '.repeat(1500)}`);
        const words = `${state.replace(/, .*/, '')}. ${trouble}`;
        said[words] = (said[words] ?? 0) + 1;
        if (onDevice.test(state)) kept.push(mark);
        else if (state !== 'Niet bewaard') assert.deepEqual({ kept: inBrowser.test(state), trouble }, { kept: true, trouble: noCopy }, 'where only');
        fillDisk(folder);  // the browser has thrown something away to make room
      }
      t.diagnostic(JSON.stringify(said));
      assert.ok(kept.length < number, 'the disk was full');
    });
    makeRoom(folder);
    await inside(engine, folder, async (browser) => {
      await open(browser);
      const found = await call(browser, readAll);
      assert.equal(found.length, older.length, JSON.stringify(found.map((/** @type {string} */ text) => text.slice(0, 60))));
      for (const text of older) assert.ok(found.some((/** @type {string} */ one) => one.startsWith(text)), `lost: ${text}`);
      for (const mark of kept) assert.ok(found.some((/** @type {string} */ one) => one.includes(mark)), `shown as kept and lost: ${mark}`);
      // Once more, and now room is made while the page is open: it is kept without anything being done for it.
      await open(browser, hash);
      fillDisk(folder);
      await piece(browser, ` [vol] ${'En weer past er niets bij. '.repeat(1500)}`);
      makeRoom(folder);
      await eventually(async () => {
        const { state, trouble } = await call(browser, told);
        assert.deepEqual({ kept: onDevice.test(state), trouble }, { kept: true, trouble: '' });
      }, 15_000);
    });
    await inside(engine, folder, async (browser) => {
      await open(browser);
      const found = await call(browser, readAll);
      assert.ok(found.some((/** @type {string} */ one) => one.includes('[vol]')), 'what was typed on the full disk is there');
      for (const text of older) assert.ok(found.some((/** @type {string} */ one) => one.startsWith(text)), `lost: ${text}`);
    });
  }));

  test(`${engine}: localStorage has no unit left: said, and the text is in the safety copy`, { timeout: 120_000 }, async () => {
    const profile = freshFolder();
    /** In the page. */
    const fill = () => {
      for (let size = 4 * 1024 * 1024; size >= 1;) {
        try {
          localStorage.setItem(`vulling ${localStorage.length}`, 'x'.repeat(size));
        } catch {
          size >>= 1;
        }
      }
    };
    const said = 'De gewone opslag van deze browser is vol. Je tekst staat alleen in de veiligheidskopie. Verwijder verslagen die je niet meer nodig hebt.';
    const typed = `${older[1]} En iets. [vol] Dit past er niet meer bij.`;
    let hash = '';
    await inside(engine, profile, async (browser) => {
      hash = await makeOlder(browser);
      await call(browser, fill);
      // For the first of it room was held back.
      await call(browser, append, ' En iets.');
      await saysState(browser, onDevice);
      assert.equal((await call(browser, told)).trouble, '');
      await call(browser, fill);
      await call(browser, append, ' [vol] Dit past er niet meer bij.');
      await eventually(async () => {
        const { state, trouble } = await call(browser, told);
        assert.equal(trouble, said);
        assert.match(state, onDevice);
      }, soon);
      assert.equal(await browser.evaluate(`Object.values(localStorage).some((line) => line.includes('[vol]'))`), false, 'not in localStorage');
    });
    await inside(engine, profile, async (browser) => {
      await open(browser);
      allThere(await call(browser, readAll), [older[0], typed], 'started again');
      await open(browser, hash);
      await browser.evaluate(`Object.keys(localStorage).forEach((key) => { if (key.startsWith('vulling')) localStorage.removeItem(key); })`);
      await call(browser, append, ' Nu wel.');
      await eventually(async () => {
        const { state, trouble } = await call(browser, told);
        assert.deepEqual({ trouble, isKept: onDevice.test(state) }, { trouble: '', isKept: true });
        assert.ok(await browser.evaluate(`Object.values(localStorage).some((line) => line.includes('Nu wel.'))`), 'in localStorage again');
      }, 15_000);
    });
  });

// ---- One store is emptied ---------------------------------------------------------------------------------------------------------

  test(`${engine}: localStorage or the safety copy is emptied, a draft is deleted`, { timeout: 120_000 }, async () => {
    const profile = freshFolder();
    await inside(engine, profile, async (browser) => {
      const hash = await makeOlder(browser);
      await leave(browser);
      await browser.evaluate('localStorage.clear()');
      await open(browser);
      await eventually(async () => assert.equal((await call(browser, told)).restored, restored(2)), soon);
      allThere(await call(browser, readAll), older, 'localStorage emptied');
      await leave(browser);
      await eventually(async () => assert.equal(await call(browser, countLocal), 2, 'back in localStorage'));
      await open(browser);
      // It would have been said with the list, which says last that all of it is in the safety copy.
      await eventually(async () => assert.match(await browser.evaluate(`document.getElementById('page').textContent`), /Bewaard op dit apparaat/), soon);
      assert.equal((await call(browser, told)).restored, '', 'said once');

      await leave(browser);
      await eventually(async () => assert.equal(await copies(browser), 2));
      await call(browser, (/** @type {string} */ name) => new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => done(null);
        request.onerror = () => failed(request.error);
      }), `rv1 ${new URL(host.url).pathname}`);
      await open(browser);
      allThere(await call(browser, readAll), older, 'safety copy emptied');
      await eventually(async () => assert.equal(await copies(browser), 2, 'the copy is filled again'));
      await leave(browser);

      await open(browser);
      await browser.evaluate(`document.getElementById('delete.${hash.slice('#/verslag/'.length)}').click()`);
      await eventually(async () => assert.equal(await copies(browser), 1, 'gone from the copy'));
    });
    await inside(engine, profile, async (browser) => {
      await open(browser);
      assert.deepEqual(await call(browser, readAll), [older[0]], 'it stays away');
      await leave(browser);
      await eventually(async () => assert.deepEqual([await call(browser, countLocal), await copies(browser)], [1, 1]));
    });
  });
}
