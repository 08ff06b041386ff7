// Three browsers as plain processes with a profile, for kill.mjs: started, given an address, and killed, one process or all of them, with
// SIGKILL. Their processes are known by a mark in their environment. No driver is in between; it knows nothing of the page.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { eventually, launch } from './support.mjs';

/**
 * @typedef {object} Victim
 * @property {(url: string) => Promise<void>} open starts the browser if it does not run, and loads the page; it has asked for it, no more
 * @property {() => Promise<number>} kill all of its processes; how many
 * @property {() => Promise<number>} killRenderers those in which pages live; how many
 */

// ---- Processes ------------------------------------------------------------------------------------------------------------------

const variable = 'REISVERSLAG_MARK';

/** @param {number | string} pid @param {string} name @returns {string} empty when the process is gone */
function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * The living processes with this mark, and what descends from them: a renderer's name is written over its environment.
 * @param {string} mark @returns {{pid: number, words: string[]}[]} youngest first: a page hears that its browser is gone, and would take its leave
 */
function marked(mark) {
  /** @type {Map<number, {parent: number, isMarked: boolean}>} */
  const all = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(read(name, 'stat')) ?? [];
    if (!state || state === 'Z' || state === 'X') continue;
    all.set(Number(name), { parent: Number(parent), isMarked: read(name, 'environ').split('\0').includes(`${variable}=${mark}`) });
  }
  /** @param {number} pid @returns {boolean} */
  const isOurs = (pid) => {
    const process = all.get(pid);
    return process !== undefined && (process.isMarked || isOurs(process.parent));
  };
  return [...all.keys()].filter(isOurs).sort((a, b) => b - a).map((pid) => ({ pid, words: read(pid, 'cmdline').split(/[\0 ]/).filter((word) => word !== '') }));
}

/**
 * Kills them, and waits until they are gone.
 * @param {string} mark @param {(words: string[]) => boolean} which @param {boolean} untilNone also what they start meanwhile
 */
async function killMarked(mark, which, untilNone) {
  /** @type {Set<number>} */
  const killed = new Set();
  await eventually(() => {
    const found = marked(mark).filter(({ pid, words }) => which(words) && (untilNone || killed.size === 0 || killed.has(pid)));
    for (const { pid } of found) {
      killed.add(pid);
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;  // gone already
      }
    }
    if (found.length > 0) throw new Error(`still there: ${found.map(({ words }) => words.join(' ')).join('; ')}`);
  }, 20_000);
  return killed.size;
}

/** @param {string} command @param {string[]} words @param {string} mark @param {Record<string, string>} [more] of the environment */
function run(command, words, mark, more = {}) {
  const child = spawn(command, words, { env: { ...process.env, ...more, [variable]: mark }, stdio: 'ignore' });
  child.on('error', (error) => { throw error; });  // no such browser
  return child;
}

/**
 * @param {string} mark @param {(words: string[]) => boolean} isRenderer
 * @param {(url: string) => void} start @param {(url: string) => Promise<void>} again in the browser that runs
 * @returns {Victim}
 */
function victim(mark, isRenderer, start, again) {
  return {
    async open(url) {
      if (marked(mark).length > 0) await again(url);
      else start(url);
    },
    kill: () => killMarked(mark, () => true, true),
    killRenderers: () => killMarked(mark, isRenderer, false),
  };
}

// ---- Chromium -------------------------------------------------------------------------------------------------------------------

/** @param {number} port @param {string} path @param {string} [method] @returns {Promise<string>} */
const ask = (port, path, method = 'GET') => new Promise((done, failed) => {
  request({ host: '127.0.0.1', port, path, method }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => done(text)).on('error', failed);
  }).on('error', failed).end();
});

/** @param {string} profile @param {string} mark */
function chromium(profile, mark) {
  const portFile = join(profile, 'DevToolsActivePort');
  return victim(mark, (words) => words.includes('--type=renderer'), (url) => {
    rmSync(portFile, { force: true });
    run(launch.executablePath, [...launch.args, '--headless=new', '--no-default-browser-check', '--disable-sync', '--remote-debugging-port=0',
      `--user-data-dir=${profile}`, url], mark);
  }, async (url) => {
    // The page of a dead renderer stays dead; a tab beside it, and then that one goes.
    const port = Number(readFileSync(portFile, 'utf8').split('\n')[0]);
    /** @type {{id: string, type: string}[]} */
    const before = JSON.parse(await ask(port, '/json/list'));
    await ask(port, `/json/new?${encodeURIComponent(url)}`, 'PUT');
    for (const { id, type } of before) if (type === 'page') await ask(port, `/json/close/${id}`);
  });
}

// ---- Firefox --------------------------------------------------------------------------------------------------------------------

// A profile that asks nothing, tells nobody anything, and begins with one page however the last run ended.
const settings = {
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.sessionstore.max_resumed_crashes': -1,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'termsofuse.acceptedVersion': 99,
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
  'trailhead.firstrun.didSeeAboutWelcome': true,
};

/** @param {string} profile @param {string} mark */
function firefox(profile, mark) {
  const program = process.env.REISVERSLAG_FIREFOX ?? '/usr/bin/firefox-esr';
  writeFileSync(join(profile, 'user.js'), Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const start = (/** @type {string} */ url) => { run(program, ['--profile', profile, url], mark, { MOZ_CRASHREPORTER_DISABLE: '1' }); };
  // A second one hands its address to the one that runs.
  return victim(mark, (words) => words.includes('-contentproc') && words.at(-1) === 'tab', start, async (url) => start(url));
}

// ---- WebKitGTK ------------------------------------------------------------------------------------------------------------------

/** @param {string} profile @param {string} mark */
function webkit(profile, mark) {
  const folder = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/webkit2gtk-4.1`).find((name) => existsSync(join(name, 'MiniBrowser')));
  if (folder === undefined) throw new Error('no MiniBrowser of WebKitGTK 4.1 on this machine');
  const homes = Object.fromEntries(['DATA', 'CACHE', 'CONFIG'].map((kind) => [`XDG_${kind}_HOME`, join(profile, kind.toLowerCase())]));
  const start = (/** @type {string} */ url) => { run(join(folder, 'MiniBrowser'), [url], mark, homes); };
  return victim(mark, (words) => words[0].endsWith('/WebKitWebProcess'), start, async () => {
    await new Promise((done) => run('xdotool', ['key', 'F5'], '').on('close', done));
  });
}

/** @type {Record<string, (profile: string, mark: string) => Victim>} */
const kinds = { chromium, firefox, webkit };
export const victims = Object.keys(kinds);

/** @param {string} engine @param {string} profile a folder @param {string} mark of its processes, used by nobody else @returns {Victim} */
export function victimOf(engine, profile, mark) {
  mkdirSync(profile, { recursive: true });
  return kinds[engine](profile, mark);
}
