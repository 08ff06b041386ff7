// Runs the browser tests, each file in a process of its own, over one server of the built page (dist/, or REISVERSLAG_DIST):
//   node tests/browser/run.mjs [part of a file's name…] [--all] [--jobs N] [--random N] [--no-retry] [--nginx] [--campaign] [--option NAME[=VALUE]]… [--only PATTERN]…
// Files that passed and cannot have changed since are skipped, but for --all, --campaign and those that are named. It knows nothing of what is tested.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startServer } from '../../shell/serve.mjs';
import { run } from '../tools/child.mjs';
import { startNginx } from './nginx.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const top = fileURLToPath(new URL('../../', import.meta.url));
const root = process.env.REISVERSLAG_DIST ?? `${top}dist`;
/** Output of each file, and what passed: see `unchanged`. */
const notes = `${top}.build/browser`;

/** Files that run only when they are named: a screen reader on a busy machine skips sentences, and scrolling is measured. */
const byName = ['motion.test.mjs', 'orca.test.mjs'];
/** Files that run alone in the long form: they need visible windows, steady timing, or a disk of their own. */
const alone = ['damage.test.mjs', 'kill.test.mjs', 'tabs.test.mjs'];
/**
 * Files whose second try counts in CI too: why, and until which day. Anywhere else a file that passes only the second time is told, in CI it fails.
 * @type {Record<string, {until: string, why: string}>}
 */
const mayNeedTwo = {};

const { values: wishes, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false }, jobs: { type: 'string', default: String(Math.max(2, availableParallelism())) },
    random: { type: 'string', default: String(Date.now() % 1e9) }, 'no-retry': { type: 'boolean', default: false },
    nginx: { type: 'boolean', default: false }, campaign: { type: 'boolean', default: false }, option: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const jobs = Number(wishes.jobs);
const random = Number(wishes.random);
/** ms for one file: a browser that hangs must not hang the build; a campaign may take hours. */
const longest = wishes.campaign ? 5 * 3_600_000 : 300_000;

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(`run.mjs: ${why}`);
  process.exit(2);
}
if (!existsSync(`${root}/index.html`)) refuse(`no page in ${root}; ./dev build makes it`);
if (!(jobs >= 1) || !Number.isInteger(random)) refuse('--jobs and --random take a whole number');
const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => words.length === 0 ? !byName.includes(name) : words.some((word) => name.includes(word)));
if (files.length === 0) refuse(`nothing to run for ${words.join(' ')}`);
mkdirSync(notes, { recursive: true });

// ---- What need not run, and what runs first -------------------------------------------------------------------------------------

/** Names of all files in a folder. @param {string} folder @returns {string[]} */
const filesIn = (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`).filter((name) => statSync(name).isFile()).sort();
/** @param {string[]} names */
const hashOf = (names) => names.reduce((hash, name) => hash.update(`\n${name}\n`).update(readFileSync(name)), createHash('sha256')).digest('hex');

/** What every file depends on: the page, the helpers, the data, the tools, the browsers. */
const common = [
  hashOf([...filesIn(root), ...filesIn(`${top}shell`), ...filesIn(`${top}tests/data`), `${top}package-lock.json`,
    ...filesIn(here.replace(/\/$/, '')).filter((name) => !name.endsWith('.test.mjs')), ...(process.env.REISVERSLAG_SEED ? [process.env.REISVERSLAG_SEED] : [])]),
  // Debian replaces these files when it brings another version.
  ...['/usr/bin/chromium', '/usr/bin/chromium-headless-shell', '/usr/bin/firefox-esr', '/usr/lib/chromium/chromium', '/usr/lib/firefox-esr/firefox-esr']
    .map((name) => existsSync(name) ? `${statSync(name).size} ${statSync(name).mtimeMs}` : 'none'),
].join('\n');
/** @param {string} file */
const identity = (file) => createHash('sha256').update(common).update(readFileSync(here + file)).digest('hex');

/** How it went the last time: the seconds, and of what it was that passed. @param {string} file @returns {{seconds: number, passed: string}} */
function lastTime(file) {
  try {
    return JSON.parse(readFileSync(`${notes}/${file}.json`, 'utf8'));
  } catch {
    // The file has never run here: its length is a guess of its seconds.
    return { seconds: statSync(here + file).size / 1000, passed: '' };
  }
}
const skips = words.length === 0 && !wishes.all && !wishes.campaign && !wishes.nginx;
const unchanged = files.filter((file) => skips && lastTime(file).passed === identity(file));
const wanted = files.filter((file) => !unchanged.includes(file)).sort((a, b) => lastTime(b).seconds - lastTime(a).seconds);

// ---- Running --------------------------------------------------------------------------------------------------------------------

/** @typedef {{file: string, ok: boolean, seconds: number, output: string}} Result */

/** @param {string} file @param {string} url @returns {Promise<Result>} */
async function runFile(file, url) {
  const start = Date.now();
  const options = Object.fromEntries(wishes.option.map((option) => [option.split('=')[0], option.slice(option.split('=')[0].length + 1)]));
  const { code, output, isLate } = await run(process.execPath, ['--test-reporter=spec', ...wishes.only.map((pattern) => `--test-name-pattern=${pattern}`), here + file], longest, {
    env: {
      ...process.env, REISVERSLAG_URL: url, REISVERSLAG_DIST: root, FORCE_COLOR: '0',
      REISVERSLAG_RUN: JSON.stringify({ campaign: wishes.campaign, random, options }),
    },
  });
  return { file, ok: code === 0, seconds: (Date.now() - start) / 1000, output: output + (isLate ? `\nrun.mjs: ended after ${longest / 1000} s\n` : '') };
}

// The page is served in a folder, because nothing may depend on being at the top of a host.
const server = wishes.nginx ? await startNginx(root) : await startServer({ root, port: 0, path: '/reis/' });
const begin = Date.now();
const seconds = () => Math.round((Date.now() - begin) / 1000);
/** @type {Result[]} */
const results = [];
/** The files that run now, with the second in which each began. @type {Map<string, number>} */
const running = new Map();

const isTerminal = process.stdout.isTTY;
/** A person sees how far it is: a line that is written over, or one every half minute where the output goes into a file. */
function tellHowFar() {
  if (running.size === 0) return;
  const now = [...running].map(([file, since]) => `${file.replace('.test.mjs', '')} ${seconds() - since} s`).join(', ');
  const text = `   ${results.length} of ${wanted.length} files after ${seconds()} s; running: ${now}`;
  if (isTerminal) process.stdout.write(`\r\x1b[K${text}`);
  else console.log(text);
}
const teller = setInterval(tellHowFar, isTerminal ? 1000 : 30_000);

/** @param {string[]} waiting @param {number} atOnce @param {string} how */
async function runFiles(waiting, atOnce, how) {
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      running.set(file, seconds());
      const result = await runFile(file, server.url);
      running.delete(file);
      results.push(result);
      writeFileSync(`${notes}/${file}${how ? '.again' : ''}.log`, result.output);
      if (result.ok && !wishes.campaign && !wishes.nginx && wishes.only.length === 0) writeFileSync(`${notes}/${file}.json`, JSON.stringify({ seconds: result.seconds, passed: identity(file) }));
      if (isTerminal) process.stdout.write('\r\x1b[K');
      console.log(`${result.ok ? 'passed' : 'FAILED'} ${result.seconds.toFixed(1).padStart(6)} s  ${result.file}${how}`);
      // A campaign prints everything that its files measured and counted; otherwise the output is in .build/browser.
      if (!result.ok || wishes.campaign) console.log(`${result.output.trimEnd()}\n`);
    }
  }));
}

console.log(`browser tests: ${wanted.length} files${unchanged.length > 0 ? `, ${unchanged.length} unchanged since they passed` : ''}; --random ${random}`);
const byThemselves = wishes.campaign ? wanted.filter((file) => alone.includes(file)) : [];
await runFiles(wanted.filter((file) => !byThemselves.includes(file)), jobs, '');
await runFiles([...byThemselves], 1, '');
// A browser on a busy machine sometimes does not come in time. What is broken fails the second time too, with the same chance.
const again = wishes['no-retry'] ? [] : results.filter((result) => !result.ok).map((result) => result.file);
await runFiles([...again], 1, ', once more');
clearInterval(teller);
await server.close();

/** @param {string} file */
const passes = (file) => results.some((result) => result.file === file && result.ok);
const second = again.filter(passes);
const today = new Date().toISOString().slice(0, 10);
const unsteady = second.filter((file) => process.env.CI && !(mayNeedTwo[file] && today <= mayNeedTwo[file].until));
const failed = wanted.filter((file) => !passes(file));
for (const file of unsteady) console.log(`FAILED in CI: ${file} passed only the second time, and is not on the list of those that may`);
const summary = `${wanted.length - failed.length} of ${wanted.length} browser files passed` + (unchanged.length > 0 ? `, ${unchanged.length} unchanged ones skipped` : '') +
  (second.length > 0 ? `; only the second time: ${second.join(', ')}` : '');
writeFileSync(`${notes}/summary`, summary);  // for the last line of ./dev test
console.log(`${summary}, in ${seconds()} s`);
process.exitCode = failed.length + unsteady.length > 0 ? 1 : 0;
