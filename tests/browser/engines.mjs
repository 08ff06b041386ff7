// Three browsers with a profile that outlives them, behind the same few calls: Chromium (Playwright), Firefox (WebDriver BiDi), and
// WebKitGTK (webkit.py). A browser that is missing is a failure. It knows nothing of the page.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

import { eventually, launch } from './support.mjs';

/**
 * @typedef {object} Browser
 * @property {(url: string) => Promise<void>} goto
 * @property {(code: string) => Promise<any>} evaluate the value of an expression in the page, promises awaited
 * @property {() => Promise<void>} close and everything that it keeps is on disk
 * @property {string} downloads folder
 * @property {(keys: string) => Promise<void>} [press] real keys, such as Control+z; not in WebKitGTK
 * @property {(text: string) => Promise<void>} [type]
 */

/** @type {Record<string, (profile: string) => Promise<Browser>>} */
export const engines = {
  async Chromium(profile) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const context = await chromium.launchPersistentContext(join(profile, 'chromium'), { ...launch, acceptDownloads: true });
    const page = context.pages()[0] ?? await context.newPage();
    page.on('download', (download) => { void download.saveAs(join(downloads, download.suggestedFilename())); });
    return {
      downloads,
      goto: async (url) => { await page.goto(url); },
      evaluate: (code) => page.evaluate(code),
      press: (keys) => page.keyboard.press(keys),
      type: (text) => page.keyboard.type(text),
      close: () => context.close(),
    };
  },

  async Firefox(profile) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const browser = await puppeteer.launch({
      browser: 'firefox', executablePath: process.env.REISVERSLAG_FIREFOX ?? '/usr/bin/firefox-esr', headless: false,
      userDataDir: join(profile, 'firefox'),
      extraPrefsFirefox: {
        'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.always_ask_before_handling_new_types': false,
      },
    });
    const [page] = await browser.pages();
    return {
      downloads,
      // Not until all is loaded: what a policy refuses keeps Firefox waiting.
      goto: async (url) => { await page.goto(url, { waitUntil: 'domcontentloaded' }); },
      evaluate: (code) => page.evaluate(code),
      async press(keys) {
        const names = /** @type {import('puppeteer-core').KeyInput[]} */ (keys.split('+'));
        for (const name of names) await page.keyboard.down(name);
        for (const name of names.reverse()) await page.keyboard.up(name);
      },
      type: (text) => page.keyboard.type(text),
      close: () => browser.close(),
    };
  },

  async WebKitGTK(profile) {
    const downloads = join(profile, 'downloads');
    mkdirSync(downloads, { recursive: true });
    const child = spawn('/usr/bin/python3', [fileURLToPath(new URL('webkit.py', import.meta.url)), join(profile, 'webkit'), downloads],
      { stdio: ['pipe', 'pipe', 'pipe'] });
    // WebKitGTK complains of sound, video and a session bus that are not there; only when it ends by itself is that of interest.
    let complaints = '';
    child.stderr.on('data', (part) => { complaints += part; });
    /** @type {((answer: string) => void)[]} */
    const waiting = [];
    createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
    const ended = new Promise((done) => { child.on('close', done); });
    /** @param {object} command @returns {Promise<any>} */
    const send = async (command) => {
      const line = await new Promise((done, failed) => {
        waiting.push(done);
        void ended.then((code) => failed(new Error(`webkit.py ended with ${code}: ${complaints}`)));
        child.stdin.write(`${JSON.stringify(command)}\n`);
      });
      const { value, error } = JSON.parse(line);
      if (error) throw new Error(error);
      return value;
    };
    return {
      downloads,
      goto: (url) => send({ goto: url }),
      evaluate: (code) => send({ evaluate: code }),
      async close() {
        child.stdin.end();
        await ended;
      },
    };
  },
};

/** The file that a script in the page makes the browser save. @param {Browser} browser @param {string} code */
export async function saved(browser, code) {
  await browser.evaluate(code);
  return eventually(async () => {
    const names = readdirSync(browser.downloads).filter((name) => !name.endsWith('.part'));
    const bytes = names.length === 1 ? readFileSync(join(browser.downloads, names[0])) : Buffer.of();
    if (bytes.length === 0) throw new Error(`saved so far: ${names}`);
    return { name: names[0], bytes };
  }, 15_000);
}
