// Puts small faults into a copy of the checkout, one after the other, and looks whether the part of the suite that is named in each of them fails:
//   node tests/tools/mutate.mjs [part of a name…] [--list] [--only-native | --only-browser] [--in FOLDER] [--jobs N]
// The faults are the patches in tests/mutations. It knows how the parts are built and run, nothing of what they test.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { killChildren, run as runChild } from './child.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const patches = join(top, 'tests/mutations');
const browserFiles = join(top, 'tests/browser');
/** ms: a part that hangs does not count as one that fails. */
const longest = 300_000;

const { values: wishes, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false }, 'only-native': { type: 'boolean', default: false }, 'only-browser': { type: 'boolean', default: false },
    in: { type: 'string' }, jobs: { type: 'string', default: String(availableParallelism()) },
  },
});

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(`mutate.mjs: ${why}`);
  process.exit(2);
}

// ---- The patches ----------------------------------------------------------------------------------------------------------------

/**
 * @typedef {object} Mutation
 * @property {string} name
 * @property {string} path of the patch
 * @property {string} promise @property {string} fault
 * @property {'native' | 'browser'} kind @property {string} part program, or browser file @property {string} pattern of its tests; empty: all of them
 * @property {string[]} changes files
 */

const promises = [...readFileSync(join(top, 'README.md'), 'utf8').matchAll(/^- \*\*(.+?)\.\*\* /gm)].map(([, name]) => name);

/** @param {string} file @returns {Mutation} */
function readMutation(file) {
  const name = file.replace(/\.patch$/, '');
  const text = readFileSync(join(patches, file), 'utf8');
  const head = text.slice(0, text.indexOf('\ndiff --git ') + 1);
  /** @param {string} title */
  const line = (title) => new RegExp(`^${title}: (.+)$`, 'm').exec(head)?.[1] ?? refuse(`${file} has no line "${title}: …" before its diff`);
  const seen = /^(native|browser) (\S+)(?: "(.+)"| \/ (.+))?$/.exec(line('Seen by')) ?? refuse(`${file}: "Seen by: native PROGRAM" or "Seen by: browser FILE", with a pattern or without`);
  const [, kind, part, quoted, behind] = seen;
  const changes = [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, path]) => path);
  // A promise is named as in README: see tests/tools/promises.mjs.
  const promise = line('Promise');
  if (!promises.some((known) => promise.startsWith(`${known}. `))) refuse(`${file} names no promise of README.md: ${promise}`);
  if (changes.length === 0 || changes.some((path) => !/^(app|web|shell)\//.test(path))) refuse(`${file} changes nothing, or something else than the program`);
  return {
    name, path: join(patches, file), promise, fault: line('Fault'),
    kind: /** @type {Mutation['kind']} */ (kind), part: kind === 'browser' ? browserFile(file, part) : part, pattern: quoted ?? behind ?? '', changes,
  };
}

/** The one browser file that a part of a name means. @param {string} patch @param {string} part */
function browserFile(patch, part) {
  const found = readdirSync(browserFiles).filter((name) => name.endsWith('.test.mjs') && (name.includes(part)));
  const exact = found.find((name) => name === `${part}.test.mjs`);
  if (exact) return exact;
  return found.length === 1 ? found[0] : refuse(`${patch}: ${found.length} browser files are called something with ${part}`);
}

/** Whether a mutation changes the wasm; otherwise the page is only assembled again. @param {Mutation} mutation */
const changesWasm = ({ changes }) => changes.some((path) => /\.(cpp|h)$/.test(path));

// Mutations that need no compiler come first and share one wasm; then those of one test program after the other, so that most objects are compiled once.
/** @param {Mutation} mutation */
const place = (mutation) => `${mutation.kind === 'native' ? 1 : changesWasm(mutation) ? 2 : 0} ${mutation.part} ${mutation.name}`;
const all = readdirSync(patches).filter((file) => file.endsWith('.patch')).map(readMutation);
const mutations = all.filter(({ kind }) => kind === 'native' ? !wishes['only-browser'] : !wishes['only-native'])
  .filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort((one, other) => place(one) < place(other) ? -1 : 1);
if (mutations.length === 0) refuse(`no fault is called something with ${words.join(' or ')}`);
if (wishes.list) {
  for (const { name, promise, fault, kind, part, pattern } of mutations) {
    console.log(`${name}\n  Promise: ${promise}\n  Fault: ${fault}\n  Seen by: ${kind} ${part}${pattern && `, ${pattern}`}`);
  }
  for (const known of promises) if (!all.some(({ promise }) => promise.startsWith(`${known}. `))) console.log(`no fault breaks “${known}”`);
  console.log(`${mutations.length} faults, ${mutations.filter(({ kind }) => kind === 'browser').length} of them seen by browser tests`);
  process.exit(0);
}

// Native and browser mutations run at the same time, each in a copy of its own: one compiles while the other waits for a browser.
if (mutations.some(({ kind }) => kind === 'native') && mutations.some(({ kind }) => kind === 'browser')) {
  const both = ['native', 'browser'].map((kind) => spawn(process.execPath,
    [...process.argv.slice(1), `--only-${kind}`, ...wishes.in ? ['--in', join(wishes.in, kind)] : []], { stdio: 'inherit' }));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => { for (const one of both) one.kill(signal); });
  const codes = await Promise.all(both.map((one) => new Promise((done) => { one.on('close', (code) => done(code ?? 1)); })));
  process.exit(Math.max(...codes));
}

// ---- Running things -------------------------------------------------------------------------------------------------------------

const copy = wishes.in ? resolve(wishes.in) : mkdtempSync(join(tmpdir(), 'reisverslag-mutate-'));
const environment = {
  ...process.env, CMAKE_C_COMPILER_LAUNCHER: 'ccache', CMAKE_CXX_COMPILER_LAUNCHER: 'ccache', CCACHE_BASEDIR: copy, CCACHE_NOHASHDIR: '1',
  // As in ./dev: Debian's emcc looks for acorn there.
  ...existsSync('/usr/share/nodejs') ? { NODE_PATH: ['/usr/share/nodejs', process.env.NODE_PATH].filter(Boolean).join(':') } : {},
  REISVERSLAG_DIST: join(copy, 'dist'),
};
/** @typedef {import('./child.mjs').Ended} Ended */

/** In the copy. @param {string} command @param {string[]} values @param {number} [most] ms */
const run = (command, values, most = 1_800_000) => runChild(command, values, most, { cwd: copy, env: environment, detached: true });

function tidyUp() {
  killChildren();
  if (!wishes.in) rmSync(copy, { recursive: true, force: true });
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => { tidyUp(); process.exit(1); });

/** @param {string} output @param {number} [lines] */
const endOf = (output, lines = 12) => output.trimEnd().split('\n').slice(-lines).map((line) => `    ${line}`).join('\n');

/** The output of a command that has to succeed; a failure ends the program. @param {string} what @param {Promise<Ended>} ended */
async function must(what, ended) {
  const { code, output } = await ended;
  if (code === 0) return output;
  console.error(`${what} failed\n${endOf(output, 30)}`);
  tidyUp();
  process.exit(2);
}

// ---- The copy -------------------------------------------------------------------------------------------------------------------

/** Copies the files of the checkout. A file that is the same already is not touched, so that nothing is built again for it. */
async function makeCopy() {
  mkdirSync(join(copy, '.build'), { recursive: true });
  for (const [link, target] of [['node_modules', 'node_modules'], ['.build/deps', '.build/deps']]) {
    if (!existsSync(join(copy, link)) && existsSync(join(top, target))) symlinkSync(join(top, target), join(copy, link));
  }
  const names = (await must('git ls-files', run('git', ['-C', top, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'])))
    .split('\0').filter((name) => name && existsSync(join(top, name)));
  for (const name of names) {
    const to = join(copy, name);
    const content = readFileSync(join(top, name));
    if (existsSync(to) && readFileSync(to).equals(content)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, content, { mode: statSync(join(top, name)).mode });
  }
  // Files that are in the copy from an earlier run, and no longer in the checkout.
  const known = new Set(names);
  for (const folder of ['app', 'web', 'shell', 'tests']) {
    for (const name of readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' })) {
      const path = `${folder}/${name}`;
      if (!known.has(path) && statSync(join(copy, path)).isFile()) rmSync(join(copy, path));
    }
  }
}

/** @type {Set<string>} */
const configured = new Set();
/** @param {string} preset @param {string} target @returns {Promise<Ended>} */
async function compile(preset, target) {
  if (!configured.has(preset)) {
    const ended = await run('cmake', ['--preset', preset]);
    if (ended.code !== 0) return ended;
    configured.add(preset);
  }
  return run('cmake', ['--build', '--preset', preset, '-j', wishes.jobs, '--target', target]);
}

/** The page: all of it, or only what needs no compiler. @param {boolean} withWasm @returns {Promise<Ended>} */
async function buildPage(withWasm) {
  const steps = [
    ...withWasm ? [() => compile('native-release', 'describe_page'), () => compile('web', 'reisverslag')] : [],
    () => run('node', ['shell/assemble.mjs', '--wasm', '.build/web/reisverslag.wasm', '--page', '.build/native-release/describe_page', '--out', 'dist']),
  ];
  let ended = { code: /** @type {number | null} */ (0), output: '' };
  for (const step of steps) {
    ended = await step();
    if (ended.code !== 0) break;
  }
  return ended;
}

// ---- The parts ------------------------------------------------------------------------------------------------------------------

/** How the tests of a part ended. first: the first that failed; wrong: there is no saying, and why. @typedef {{ran: number, failed: number, first: string, wrong: string}} Outcome */

/** @param {string} program @param {string[]} patterns @returns {Promise<Outcome>} */
async function runNative(program, patterns) {
  // Catch2 takes a comma for the end of a name, within quotes too, unless it is escaped.
  const names = patterns.flatMap((pattern) => pattern.split('","')).map((name) => `"${name.replaceAll(',', '\\,')}"`).join(',');
  const { code, output } = await run(`.build/native-debug/${program}`, [names, '--reporter', 'xml'], longest);
  const total = /<OverallResultsCases successes="(\d+)" failures="(\d+)"/.exec(output);
  if (!total || /<FatalErrorCondition/.test(output)) return { ran: 0, failed: 0, first: '', wrong: `it broke down (exit code ${code})\n${endOf(output)}` };
  const first = output.split('<TestCase ').find((test) => test.includes('<OverallResult success="false"')) ?? '';
  const [, successes, failures] = total.map(Number);
  return { ran: successes + failures, failed: failures, first: /name="([^"]*)"/.exec(first)?.[1] ?? '', wrong: '' };
}

/** @param {string} file @param {string[]} patterns @returns {Promise<Outcome>} */
async function runBrowser(file, patterns) {
  const log = join(copy, '.build/browser', `${file}.log`);
  rmSync(log, { force: true });
  const { code, output: told } = await run('xvfb-run', ['-a', 'node', 'tests/browser/run.mjs', file, '--jobs', '1', '--no-retry',
    ...patterns.flatMap((pattern) => ['--only', pattern])], longest);
  const output = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const [passed, failed] = ['pass', 'fail'].map((what) => Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? NaN));
  if (Number.isNaN(passed + failed) || /hookFailed|run\.mjs: ended after/.test(output)) {
    return { ran: 0, failed: 0, first: '', wrong: `it broke down (exit code ${code})\n${endOf(output || told)}` };
  }
  return { ran: passed + failed, failed, first: /^\s*✖ (.+?)(?: \([\d.]+ms\))?$/m.exec(output)?.[1] ?? '', wrong: '' };
}

/** @param {Mutation['kind']} kind @param {string} part @param {string[]} patterns */
const runPart = (kind, part, patterns) => kind === 'native' ? runNative(part, patterns) : runBrowser(part, patterns);

/** Runs every named test without any fault: one that fails even so would prove nothing. @returns {Promise<Map<string, string>>} parts that do not pass, and why */
async function checkParts() {
  /** @type {Map<string, Mutation[]>} */
  const parts = new Map();
  /** @type {Map<string, string>} */
  const red = new Map();
  for (const mutation of mutations) parts.set(mutation.part, [...parts.get(mutation.part) ?? [], mutation]);
  if (mutations.some(({ kind }) => kind === 'browser')) await must('building the page', buildPage(true));
  for (const [part, of] of parts) {
    if (of[0].kind === 'native') await must(`building ${part}`, compile('native-debug', part));
    const patterns = of.some(({ pattern }) => pattern === '') ? [] : [...new Set(of.map(({ pattern }) => pattern))];
    const { ran, failed, first, wrong } = await runPart(of[0].kind, part, patterns);
    if (wrong === '' && failed === 0 && ran > 0) continue;
    red.set(part, wrong || first || 'no test ran');
    console.log(`NOT GREEN without any fault: ${part}  (${red.get(part)})`);
  }
  return red;
}

/** @param {Mutation} mutation @returns {Promise<{caught: boolean, words: string}>} */
async function look(mutation) {
  const { kind, part, pattern, path } = mutation;
  if (notGreen.has(part)) return { caught: false, words: `(not judged: without any fault ${part} fails)` };
  const applied = await run('git', ['apply', path]);
  if (applied.code !== 0) return { caught: false, words: `(does not apply any more)\n${endOf(applied.output)}` };
  try {
    const built = kind === 'native' ? await compile('native-debug', part) : await buildPage(changesWasm(mutation));
    if (built.code !== 0) return { caught: false, words: `(does not build)\n${endOf(built.output)}` };
    const { ran, failed, first, wrong } = await runPart(kind, part, pattern ? [pattern] : []);
    if (wrong) return { caught: false, words: `(${wrong})` };
    if (ran === 0) return { caught: false, words: '(no test ran)' };
    return { caught: failed > 0, words: failed > 0 ? `(by: ${first})` : `(${ran} tests passed)` };
  } finally {
    await must(`taking ${mutation.name} back`, run('git', ['apply', '-R', path]));
  }
}

await makeCopy();
const begin = Date.now();
/** @param {number} since */
const seconds = (since) => Math.round((Date.now() - since) / 1000);
const notGreen = await checkParts();
const seenBy = `seen by ${mutations[0].kind} tests`;
console.log(`${mutations.length} faults ${seenBy}; these were run without any, after ${seconds(begin)} s`);
/** @type {string[]} */
const missed = [];
for (const mutation of mutations) {
  const since = Date.now();
  const { caught, words: why } = await look(mutation);
  if (!caught) missed.push(mutation.name);
  console.log(`${caught ? 'caught' : 'MISSED'}  ${mutation.name}  ${seconds(since)} s  ${why}`);
}
tidyUp();
console.log(`${mutations.length - missed.length} of ${mutations.length} faults ${seenBy} caught in ${seconds(begin)} s${missed.length > 0 ? `; missed: ${missed.join(', ')}` : ''}`);
process.exitCode = missed.length > 0 ? 1 : 0;
