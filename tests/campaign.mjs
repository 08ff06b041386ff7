// `./dev campaign NAME… [--option value]`: what is too long for ./dev test, one after the other, after the page has been built. The table says
// of each what it guards, how long it takes on two cores, and which options it has. It knows nothing of how a test does it.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../', import.meta.url));

/**
 * @typedef {object} Campaign
 * @property {string} guards
 * @property {string} takes minutes on two cores, with the defaults
 * @property {Record<string, string>} [options] what each is; its default stands with it
 * @property {(given: string[]) => string[][]} commands given: the options, as they were written
 */

/** Browser test files in their long form. @param {...string} names @returns {(given: string[]) => string[][]} */
const browsers = (...names) => (given) => [['xvfb-run', '-a', 'node', 'tests/browser/run.mjs', ...names.map((name) => `${name}.test`), '--campaign', ...given.flatMap(
  (word, i) => !word.startsWith('--') ? [] : word === '--random' ? [word, given[i + 1] ?? ''] : ['--option', given[i + 1]?.startsWith('--') === false ? `${word.slice(2)}=${given[i + 1]}` : word.slice(2)])]];

/** The number behind an option. @param {string[]} given @param {string} option @param {number} otherwise */
function number(given, option, otherwise) {
  const at = given.indexOf(option);
  return at < 0 ? otherwise : Number(given[at + 1]);
}

/** @type {Record<string, Campaign>} */
export const campaigns = {
  looks: {
    guards: 'contrast, focus, reflow, large text, picture over elements, names and roles, scrolling: every screen, both faces, all looks, ratios and themes, Firefox with text only enlarged',
    takes: '7', commands: browsers('sight', 'align', 'access', 'textview', 'transcript', 'language', 'scroll'),
    options: { ratios: 'all: also 1.25 and 2 of the picture over its elements' },
  },
  motion: { guards: 'nothing bare under a finger or a wheel at 2000 px/s, on a screen of one\'s own; on a quiet machine', takes: '2',
    options: { runs: 'how often (default 3)' }, commands: browsers('motion') },
  orca: { guards: 'what the screen reader Orca says in Firefox and Chromium; on a quiet machine', takes: '2',
    options: { walks: 'how often through the page (default 1)' }, commands: browsers('orca') },
  stores: {
    guards: 'both stores, full, refused, slow, emptied, in every combination; the device screen, backups and earlier versions in full',
    takes: '4', options: { reloads: 'how often a page is loaded anew while a store answers late (default 30)' },
    commands: browsers('safety', 'rules', 'device', 'backup', 'bad', 'history'),
  },
  damage: {
    guards: 'no text is lost where files of a store are cut off, deleted, emptied or have wrong bits, or the disk is full: three browsers', takes: '25 (bits 1: 8)',
    options: { bits: 'single bits that are turned in each store (default 16)', 'disk-full': 'seconds of writing on a full disk (default 8); 0 leaves it out. It mounts a small disk, so root or sudo is needed' }, commands: browsers('damage'),
  },
  tabs: {
    guards: 'nothing is lost between two tabs that write, take over, load anew: three browsers', takes: '75 (edits 50: 3)',
    options: { edits: 'edits in each browser (default 2000)' }, commands: browsers('tabs'),
  },
  kill: {
    guards: 'what was called kept is there after a tab or the whole browser was killed while somebody typed: three browsers', takes: '2 (renderer 1000: 60)',
    options: { engine: 'chromium, firefox or webkit; without it all three, and pages that lie', renderer: 'killed tabs (default 25, of Chromium)', browser: 'killed browsers (default 5)' },
    commands: (given) => given.includes('--engine') ? [['xvfb-run', '-a', 'node', 'tests/browser/kill.mjs', ...given]] : browsers('kill')(given),
  },
  torture: {
    guards: 'focus, caret, selection and undo of a half-typed field stay whatever happens around it: three browsers', takes: '4',
    options: { acts: 'things that happen around the field (default 200)', trees: 'screens of chance around the field (default 2000)' }, commands: browsers('torture', 'composing', 'moves'),
  },
  takeover: { guards: 'nothing shifts and no letter is lost while the program comes: slow processor, six ratios, nine loads', takes: '2', commands: browsers('takeover') },
  imports: { guards: 'each of the 46 kinds of text as a file, a paste and dropped', takes: '2', commands: browsers('import') },
  engines: {
    guards: 'a whole report by keyboard, offline and updates, the policy, the rescue page, lists and undo, spelling: Chromium, Firefox, WebKitGTK', takes: '4',
    commands: browsers('keyboard', 'offline', 'policy', 'rescue', 'writing', 'spelling', 'smoke'),
  },
  'first-load': {
    guards: 'each file of the first load wrong in each way, on a first visit and with a worker that has lost it; a network cut in the first seconds; each thing that three browsers may refuse',
    takes: '12', options: { cuts: 'networks that are cut (default 10)' }, commands: browsers('firstload'),
  },
  nginx: { guards: 'the page behind nginx with shell/nginx.conf: at rest, and a whole report', takes: '1', commands: browsers('nginx') },
  'without-indexeddb': {
    guards: 'all of it in a browser that forbids IndexedDB', takes: '5',
    commands: (given) => browsers('write', 'report', 'rest', 'access', 'textview', 'sight', 'language', 'hostile', 'import')(['--without-indexeddb', ...given]),
  },
  repeat: {
    guards: 'the browser tests of ./dev test pass every time, with no second try', takes: '5 each',
    options: { times: 'how often (default 5)', busy: 'beside a busy loop on every core' },
    commands: (given) => Array.from({ length: number(given, '--times', 5) }, () => ['xvfb-run', '-a', 'node', 'tests/browser/run.mjs', '--all', '--no-retry']),
  },
  sweep: {
    guards: 'every order of steps of two pages, every failed call and allocation, every row of brackets, further than ./dev test goes',
    takes: '8', commands: () => [['./dev', 'sweep']],
  },
  fuzz: {
    guards: 'no input makes a parser crash, hang or lose text', takes: '10 (each target 4)', options: { seconds: 'for each of the five targets (default 240)' },
    commands: (given) => [['./dev', 'fuzz', '--seconds', String(number(given, '--seconds', 240))]],
  },
  analyzer: { guards: 'clang\'s analysis of paths finds nothing in app/', takes: '6', commands: () => [['./dev', 'lint', '--analyzer']] },
  mutations: {
    guards: 'the short suite still finds the faults in tests/mutations: each is put into a copy, and the part that should see it is run', takes: '15',
    options: { only: 'faults whose name has this part' },
    commands: (given) => [['node', 'tests/tools/mutate.mjs', ...given.filter((word) => word !== '--only')]],
  },
};

/** Runs a command; its exit code. @param {string[]} command @returns {Promise<number>} */
const run = ([program, ...words]) => new Promise((done) => {
  // What is started without run.mjs takes its long form too; run.mjs says for itself which form is meant.
  spawn(program, words, { cwd: top, stdio: 'inherit', env: { ...process.env, REISVERSLAG_RUN: JSON.stringify({ campaign: true }) } }).on('close', (code) => done(code ?? 1)).on('error', (error) => {
    console.error(`campaign: ${program}: ${error.message}`);
    done(1);
  });
});

function list() {
  for (const [name, { guards, takes, options }] of Object.entries(campaigns)) {
    console.log(`${name.padEnd(18)} ${takes} min\n    ${guards}`);
    for (const [option, what] of Object.entries(options ?? {})) console.log(`    --${option}: ${what}`);
  }
  console.log('all                each of them\n    --random N brings an order of chance back');
}

/** @param {string[]} words */
async function main(words) {
  const at = words.findIndex((word) => word.startsWith('--'));
  const wanted = at < 0 ? words : words.slice(0, at);
  const given = at < 0 ? [] : words.slice(at);
  const names = wanted.includes('all') ? Object.keys(campaigns) : wanted;
  for (const name of names) {
    const campaign = campaigns[name];
    if (!campaign) return `there is no campaign ${name}; --list tells them`;
    // A word that is misspelt would silently be a campaign with the defaults.
    const strange = given.find((word) => word.startsWith('--') && word !== '--random' && !(word.slice(2) in (campaign.options ?? {})));
    if (strange) return `${name} has no ${strange}`;
  }
  /** @type {string[]} */
  const failed = [];
  const busy = given.includes('--busy') ? Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);'])) : [];
  for (const name of names) {
    const start = Date.now();
    for (const command of campaigns[name].commands(given)) {
      console.log(`== ${name}: ${command.join(' ')}`);
      if (await run(command) !== 0 && !failed.includes(name)) failed.push(name);
    }
    console.log(`   ${Math.round((Date.now() - start) / 1000)} s: ${name}${failed.includes(name) ? ': FAILED' : ''}`);
  }
  for (const loop of busy) loop.kill();
  return failed.length > 0 ? `failed: ${failed.join(', ')}` : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  if (words.length === 0 || words.includes('--list')) list();
  else {
    const trouble = await main(words);
    if (trouble) {
      console.error(`campaign: ${trouble}`);
      process.exitCode = 1;
    }
  }
}
