// Two tabs on one draft: scripted edits that interleave as chance has it, with pauses, reloads and changes of the tab that writes. Texts only
// grow and each edit brings a word of its own, so what was shown as kept must be in some draft at the end, whole. 30 edits in Chromium; the
// long form (campaign tabs, --edits N) in three browsers. It knows the words and fields of the page and its records, nothing of its locks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startServer } from '../../shell/serve.mjs';
import { chanceFrom, oneOf, whole } from './chance.mjs';
import { engines } from './engines.mjs';
import { freshFolder } from './host.mjs';
import { count, isCampaign, random } from './options.mjs';
import { database, dist, draftsIn, eventually, ids, neverIndexedDB, readCopies } from './support.mjs';
import { again, call } from './torture.mjs';

/** @typedef {import('./engines.mjs').Tab} Tab */
/** @typedef {Record<string, string>} Answers by id */
/** @typedef {{question: string, word: string, pause: number}} Edit pause: ms after it */
/** @typedef {{state: string, hash: string, answers: Answers}} Look */

const edits = count('edits', 30, 2000);
const perDraft = 200;  // then both go on in a new one
const kept = /^Bewaard op dit apparaat, /;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let host;
before(async () => { host = await startServer({ root: dist, port: 0, path: '/reis/' }); });
after(() => host.close());

/** @param {Tab} tab @param {string} hash */
async function load(tab, hash) {
  await tab.front();  // a page that nobody sees does not draw its first frame, and is not ready before
  await tab.goto(`${host.url}notices.txt`);
  await tab.goto(host.url + hash);
  await eventually(async () => assert.ok(await tab.evaluate('document.documentElement.dataset.ready !== undefined')), 30_000);
}

/** In the page: edits one after the other, as far as the fields take them. @param {Edit[]} list @returns {Promise<number>} how many were taken */
async function make(list) {
  let taken = 0;
  for (const { question, word, pause } of list) {
    const field = document.getElementById(`answer.${question}`);
    if (!(field instanceof HTMLTextAreaElement) || field.readOnly || field.disabled) return taken;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    document.execCommand('insertText', false, word);
    if (!field.value.endsWith(word)) return taken;
    taken++;
    if (pause > 0) await new Promise((done) => setTimeout(done, pause));
  }
  return taken;
}

/**
 * In the page: what stands in its fields, and what it says of that, after it has drawn what it knows.
 * @param {string[]} questions @returns {Promise<Look>}
 */
async function look(questions) {
  for (let i = 0; i < 2; i++) {
    // A page that is hidden draws no frames, nor one that has just gone out of sight, and neither waits for them.
    await new Promise((done) => {
      const hidden = () => { if (document.hidden) setTimeout(done, 0); };
      document.addEventListener('visibilitychange', hidden, { once: true });
      hidden();
      requestAnimationFrame(done);
    });
  }
  const answer = (/** @type {string} */ id) => /** @type {HTMLTextAreaElement | null} */ (document.getElementById(`answer.${id}`))?.value ?? '';
  return {
    state: document.getElementById('state.save')?.textContent ?? '', hash: location.hash,
    answers: Object.fromEntries(questions.map((id) => [id, answer(id)])),
  };
}

/**
 * In the page: what there is to know of why something is not kept.
 * @param {string} name of the database @param {Promise<Record<string, string>>} copies @returns {Promise<string>}
 */
async function circumstances(name, copies) {
  const begun = performance.now();
  const heads = (/** @type {Record<string, string>} */ lines) => Object.entries(lines).filter(([, line]) => line.startsWith('RV1|')).map(([key, line]) => `${key}: ${line.slice(0, 70)}`);
  const found = await Promise.race([copies.then(heads, String), new Promise((done) => { setTimeout(() => done('no answer in 10 s'), 10_000); })]);
  return JSON.stringify({
    hidden: document.hidden, hash: location.hash, locks: (await navigator.locks.query()).held?.length, copies: found,
    copiesAfter: performance.now() - begun, local: heads({ ...localStorage }), page: document.getElementById('page')?.innerText.slice(0, 1500),
  }, null, 1);
}

/**
 * The writer goes on in this tab, if another one has the draft.
 * @param {Tab} tab
 */
async function takeOver(tab) {
  const button = `[...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === 'Hier verdergaan')`;
  if (!await tab.evaluate(`${button} !== undefined`)) return;
  await tab.evaluate(`${button}?.click()`);
  await eventually(async () => assert.ok(await tab.evaluate(`${button} === undefined`)), 15_000);
}

/** One run in one browser. */
class Run {
  /** What was typed. @type {string[]} */
  words = [];
  /** Texts that were shown as kept on the device. @type {Answers[]} */
  shown = [];
  forks = 0;
  takeOvers = 0;
  /** The last take-over, until it is over. @type {Promise<void>} */
  taking = Promise.resolve();
  reloads = 0;
  chance = chanceFrom(random);

  /** @param {Tab[]} tabs */
  constructor(tabs) { this.tabs = tabs; }

  /** Some edits in one tab, and what it says of them. @param {number} which */
  async batch(which) {
    const list = Array.from({ length: 1 + whole(this.chance, 4) }, (_, i) => ({
      question: oneOf(this.chance, ids), word: ` ${'ab'[which]}${this.words.length + i}.${whole(this.chance, 1e6)}`, pause: oneOf(this.chance, [0, 0, 0, 5, 20, 60, 150]),
    }));
    const taken = await call(this.tabs[which], make, list);
    this.words.push(...list.slice(0, taken).map(({ word }) => word));
    if (taken < list.length && this.chance() < 0.5) {
      this.takeOvers++;
      // One after the other: what a tab has just taken, the other one would take from it before anybody has seen it.
      this.taking = this.taking.then(() => takeOver(this.tabs[which]));
      await this.taking;
    }
    return this.see(which);
  }

  /** @param {number} which */
  async see(which) {
    const seen = await call(this.tabs[which], look, ids);
    if (kept.test(seen.state)) this.shown.push(seen.answers);
    return seen;
  }

  /** Until a tab says that all of it is kept. @param {number} which */
  async settle(which) {
    try {
      await eventually(async () => assert.match((await this.see(which)).state, kept), 15_000);
    } catch (error) {
      const tab = this.tabs[which];
      const name = JSON.stringify(database(host.url));
      const found = await tab.evaluate(`(${circumstances})(${name}, (${readCopies})(${name}))`).catch(String);
      throw new Error(`tab ${which}: ${found} ${again}`, { cause: error });
    }
  }

  /** Both tabs on one new draft, until so many edits have been made. @param {number} many */
  async round(many) {
    const [first, second] = this.tabs;
    await load(first, '#/nieuw');
    await this.batch(0);
    await this.settle(0);
    await load(second, (await this.see(0)).hash);
    for (const end = this.words.length + many; this.words.length < end;) {
      const which = whole(this.chance, 2);
      const what = this.chance();
      if (what < 0.6) await Promise.all([this.batch(0), this.batch(1)]);
      else if (what < 0.82) await this.batch(which);
      else if (what < 0.88) await this.settle(which);
      else if (what < 0.91) await this.tabs[which].front();
      else {
        // To where the other tab is: as it stands in this page, or read anew.
        const { hash } = await this.see(1 - which);
        if ((await this.see(which)).hash !== hash) this.forks++;
        if (what < 0.96) {
          await this.tabs[which].evaluate(`void (location.hash = ${JSON.stringify(hash)})`);
        } else {
          this.reloads++;
          await load(this.tabs[which], hash);
        }
      }
    }
    await this.settle(0);
    await this.settle(1);
  }
}

for (const engine of neverIndexedDB ? [] : isCampaign ? Object.keys(engines) : ['Chromium']) {
  test(`${engine}: ${edits} edits in two tabs, nothing is lost and each version is kept`, { timeout: Math.max(850_000, edits * 4000) }, async (t) => {
    const profile = freshFolder();
    let browser = await engines[engine](profile);
    /** @type {Run} */
    let run;
    try {
      run = new Run([browser, await browser.second()]);
      while (run.words.length < edits) await run.round(Math.min(perDraft, edits - run.words.length));
    } finally {
      await browser.close();
    }
    browser = await engines[engine](profile);
    try {
      await load(browser, '#/');
      const drafts = await eventually(async () => {
        const found = draftsIn(await browser.evaluate('({ ...localStorage })'), host.url);
        assert.deepEqual(Object.keys(await call(browser, readCopies, database(host.url))).filter((id) => !found[id]), [], 'the safety copy has no more than localStorage');
        return Object.values(found).map((draft) => draft?.answers ?? {});
      });
      const all = drafts.flatMap((answers) => Object.values(answers)).join(' ') + ' ';
      assert.deepEqual(run.words.filter((word) => !all.includes(`${word} `)), [], `lost ${again}`);
      const isThere = (/** @type {Answers} */ text) => drafts.some((answers) => ids.every((id) => (answers[id] ?? '').startsWith(text[id])));
      assert.deepEqual(run.shown.filter((text) => !isThere(text)), [], `a version that was shown as kept is not there as a whole ${again}`);
      assert.ok(run.shown.length >= edits / 10, `there was something to lose: ${run.shown.length} texts were shown as kept ${again}`);
      t.diagnostic(`${run.words.length} edits, ${run.shown.length} texts shown as kept, ${drafts.length} drafts, ${run.forks} times back to the other's, ` +
        `${run.takeOvers} taken over, ${run.reloads} loaded anew: 0 lost ${again}`);
    } finally {
      await browser.close();
    }
  });
}
