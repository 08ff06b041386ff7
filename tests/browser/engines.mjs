// Three browsers with a profile that outlives them, behind the same few calls: Chromium (Playwright), Firefox (WebDriver BiDi), and
// WebKitGTK (webkit.py). A browser that is missing is a failure. Of the page it knows only what the tests in several engines do alike, which
// stands at the end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

import { isCampaign } from './options.mjs';
import { eventually, driven } from './support.mjs';

/**
 * A page in a browser.
 * @typedef {object} Tab
 * @property {(url: string) => Promise<void>} goto
 * @property {(code: string) => Promise<any>} evaluate the value of an expression in the page, promises awaited
 * @property {(keys: string) => Promise<void>} press real keys, such as Control+z; the page has seen them when it answers
 * @property {(text: string) => Promise<void>} type a key a letter, Enter for a new line
 * @property {() => Promise<void>} undo
 * @property {() => Promise<void>} redo
 * @property {() => Promise<void>} front keys go to the page, as they do to a window that somebody uses
 * @property {(width: number, height: number) => Promise<void>} resize the window, soon
 * @property {(isDark: boolean) => Promise<void>} [dark] the colour scheme of the system, soon; not in Firefox
 * @property {(text: string) => Promise<void>} [compose] what an input method shows before it is sure; only in Chromium
 * @property {(text: string) => Promise<void>} [commit] what it is sure of, and ends with; only in Chromium
 */
/**
 * A browser with its first page. close: it ends, and everything that it keeps is on disk; downloads: folder; second: one more page.
 * @typedef {Tab & {downloads: string, second: () => Promise<Tab>, close: () => Promise<void>}} Browser
 */

/** settings: of Firefox alone, as in its about:config. @type {Record<string, (profile: string, settings?: Record<string, unknown>) => Promise<Browser>>} */
export const engines = {
  async Chromium(profile) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const context = await chromium.launchPersistentContext(join(profile, 'chromium'), { ...driven, acceptDownloads: true });
    /** @param {import('playwright-core').Page} page @returns {Promise<Tab>} */
    const tab = async (page) => {
      page.on('download', (download) => { void download.saveAs(join(downloads, download.suggestedFilename())); });
      const session = await context.newCDPSession(page);
      return {
        goto: async (url) => { await page.goto(url); },
        evaluate: (code) => page.evaluate(code),
        press: (keys) => page.keyboard.press(keys),
        async type(text) {
          // Playwright's keyboard is an American one: it would put in a letter that it lacks without any key.
          for (const part of text.split(/([^ -~\n])/u)) {
            if (/^[ -~\n]*$/.test(part)) await page.keyboard.type(part);
            else {
              await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: part, text: part, unmodifiedText: part });
              await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: part });
            }
          }
        },
        undo: () => page.keyboard.press('Control+z'),
        redo: () => page.keyboard.press('Control+Shift+z'),
        front: () => page.bringToFront(),
        resize: (width, height) => page.setViewportSize({ width, height }),
        dark: (isDark) => page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' }),
        compose: async (text) => { await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }); },
        commit: async (text) => { await session.send('Input.insertText', { text }); },
      };
    };
    return {
      ...await tab(context.pages()[0] ?? await context.newPage()), downloads,
      second: async () => tab(await context.newPage()),
      close: () => context.close(),
    };
  },

  async Firefox(profile, settings = {}) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const browser = await puppeteer.launch({
      browser: 'firefox', executablePath: process.env.REISVERSLAG_FIREFOX ?? '/usr/bin/firefox-esr', headless: false,
      userDataDir: join(profile, 'firefox'),
      extraPrefsFirefox: {
        'dom.disable_window_flip': false,  // or no page comes to the front
        'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.always_ask_before_handling_new_types': false,
        ...settings,
      },
    });
    /** @param {import('puppeteer-core').Page} page @returns {Tab} */
    const tab = (page) => {
      /** @param {string} keys */
      const press = async (keys) => {
        const names = /** @type {import('puppeteer-core').KeyInput[]} */ (keys.split('+'));
        for (const name of names) await page.keyboard.down(name);
        for (const name of names.reverse()) await page.keyboard.up(name);
      };
      return {
        press,
        // Not until all is loaded: what a policy refuses keeps Firefox waiting.
        goto: async (url) => { await page.goto(url, { waitUntil: 'domcontentloaded' }); },
        evaluate: (code) => page.evaluate(code),
        type: (text) => page.keyboard.type(text),
        undo: () => press('Control+z'),
        redo: () => press('Control+Shift+z'),
        // Behind another window, or with the caret in the address bar, buttons hear of a key but do not answer.
        async front() {
          await page.bringToFront();
          await eventually(async () => {
            await page.evaluate('window.focus()');
            if (!await page.evaluate('document.hasFocus()')) throw new Error('Firefox does not get the focus');
          }, 15_000);
        },
        resize: (width, height) => page.setViewport({ width, height }),
      };
    };
    return {
      ...tab((await browser.pages())[0]), downloads,
      second: async () => tab(await browser.newPage()),
      close: () => browser.close(),
    };
  },

  async WebKitGTK(profile) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const child = spawn('/usr/bin/python3', [fileURLToPath(new URL('webkit.py', import.meta.url)), join(profile, 'webkit'), downloads],
      { stdio: ['pipe', 'pipe', 'pipe'] });
    // WebKitGTK complains of sound, video and a session bus that are not there; only when it, or the process of a page, ends by itself is
    // that of interest.
    let complaints = '';
    child.stderr.on('data', (part) => { complaints += part; });
    /** Who waits for an answer, by number of the question. @type {Map<number, (answer: {value?: any, error?: string, ended?: true}) => void>} */
    const waiting = new Map();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { to, ...answer } = JSON.parse(line);
      waiting.get(to)?.(answer);
      waiting.delete(to);
    });
    const ended = new Promise((done) => { child.on('close', done); });
    let questions = 0;
    let tabs = 0;
    /** @param {object} command @returns {Promise<any>} */
    const send = async (command) => {
      const number = ++questions;
      const { value, error, ended: pageEnded } = await new Promise((done, failed) => {
        waiting.set(number, done);
        void ended.then((code) => failed(new Error(`webkit.py ended with ${code}: ${complaints}`)));
        child.stdin.write(`${JSON.stringify({ number, ...command })}\n`);
      });
      if (pageEnded) await new Promise((done) => { setTimeout(done, 500); });  // its last words come another way
      if (error) throw new Error(pageEnded ? `${error}: ${complaints}` : error);
      return value;
    };
    const newTab = async () => {
      const tab = tabs++;
      await send({ tab, open: true });
      return {
        goto: (/** @type {string} */ url) => send({ tab, goto: url }),
        evaluate: (/** @type {string} */ code) => send({ tab, evaluate: code }),
        press: (/** @type {string} */ keys) => send({ tab, press: keys }),
        type: (/** @type {string} */ text) => send({ tab, type: text }),
        undo: () => send({ tab, command: 'Undo' }),  // the keys for it are the browser's that is made around the view
        redo: () => send({ tab, command: 'Redo' }),
        front: async () => {},  // webkit.py sees to it with each key
        resize: (/** @type {number} */ width, /** @type {number} */ height) => send({ tab, resize: [width, height] }),
        dark: (/** @type {boolean} */ isDark) => send({ tab, dark: isDark }),
      };
    };
    return {
      ...await newTab(), downloads, second: newTab,
      async close() {
        child.stdin.end();
        await ended;
      },
    };
  },
};

/** Those in which a test runs that is not about one of them: Chromium, and in a campaign all three. */
export const enginesHere = isCampaign ? engines : { Chromium: engines.Chromium };

/** The file that a script in the page, or keys, make the browser save. @param {Browser} browser @param {string | (() => Promise<void>)} act */
export async function saved(browser, act) {
  await (typeof act === 'string' ? browser.evaluate(act) : act());
  return eventually(async () => {
    const names = readdirSync(browser.downloads).filter((name) => !name.endsWith('.part'));
    const bytes = names.length === 1 ? readFileSync(join(browser.downloads, names[0])) : Buffer.of();
    if (bytes.length === 0) throw new Error(`saved so far: ${names}`);
    return { name: names[0], bytes };
  }, 15_000);
}

// ---- What the tests do alike ----------------------------------------------------------------------------------------------------

export const isReady = 'document.documentElement.dataset.ready !== undefined';
export const offlineReady = 'Offline klaar: deze pagina werkt ook zonder internet.';
/** Where the keys go: the name that is read aloud there. */
export const here = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const label = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
  return (label ?? element).textContent || element.getAttribute('aria-label') || '';
})()`;

/**
 * Tab after Tab to what has this name; none may leave the page or stay where it was. Answers how many it took.
 * @param {Browser} browser @param {string} wanted
 */
export async function tabTo(browser, wanted) {
  const passed = [];
  for (let at = await browser.evaluate('document.activeElement.id'); passed.length < 40;) {
    await browser.press('Tab');
    const id = await eventually(async () => {
      const now = await browser.evaluate('document.activeElement.id');
      assert.ok(now && now !== at, `Tab goes from '${at}' to '${now}' on the way to ${wanted}`);
      return now;
    });
    const words = await browser.evaluate(here);
    passed.push(words);
    if (words === wanted) return passed.length;
    at = id;
  }
  assert.fail(`${wanted} is not among ${passed.join(', ')}`);
}

/**
 * The host goes, and the browser starts again with what it keeps: the whole page, which says so, and the first report in its list.
 * @param {(profile: string) => Promise<Browser>} start @param {string} profile @param {import('./host.mjs').Host} host
 */
export async function startWithoutHost(start, profile, host) {
  await host.stop();
  await assert.rejects(fetch(host.url), 'nobody answers');
  const browser = await start(profile);
  try {
    await browser.goto(host.url);
    for (const claim of [isReady, `document.documentElement.classList.contains('painted')`, `document.getElementById('offline')?.textContent === '${offlineReady}'`]) {
      await eventually(async () => assert.ok(await browser.evaluate(claim), claim), 20_000);
    }
    await browser.evaluate(`document.querySelector('[id="drafts"] a').click()`);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}
