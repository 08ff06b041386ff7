// What torture.test.mjs, composing.test.mjs and moves.test.mjs share: a field with the focus and a half-typed text, a look at whether it is
// still what it was, and all that happens around it. Chance chooses its order. It knows the ids of the page's elements, nothing of how the page makes them.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';

import { chanceFrom, oneOf, whole } from './chance.mjs';
import { engines } from './engines.mjs';
import { broken, freshFolder, startHost } from './host.mjs';
import { random } from './options.mjs';
import { database, dist, draftId, draftsIn, emptyStores, eventually, ids, prefix, record } from './support.mjs';

/** @typedef {import('./engines.mjs').Browser} Browser */
/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./chance.mjs').Chance} Chance */

/** What a failing message ends with: how to have the same order again. */
export const again = `(--random ${random})`;

/** Calls a function of this file in the page. @param {import('./engines.mjs').Tab} browser @param {Function} code @param {...unknown} values @returns {Promise<any>} */
export const call = (browser, code, ...values) => browser.evaluate(`(${code})(${values.map((value) => JSON.stringify(value)).join(', ')})`);

// ---- What must stay, and what is seen to happen around it -----------------------------------------------------------------------

/**
 * `taken`: it, or something it stands in, was taken out or put elsewhere; `elsewhere`: what else had the focus.
 * @typedef {{field: HTMLTextAreaElement, taken: string[], elsewhere: string[], compositions: string[], seen: Record<string, number>}} Held
 */

/** In the page: watches a field from now on. @param {string} id */
export function hold(id) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
  /** @type {Held} */
  const held = { field, taken: [], elsewhere: [], compositions: [], seen: { came: 0, went: 0, placed: 0, faces: 0, alarms: 0, said: 0 } };
  Object.assign(window, { held });
  addEventListener('focusin', ({ target }) => { if (target !== field) held.elsewhere.push(target instanceof Element ? target.id : String(target)); }, true);
  for (const type of ['compositionstart', 'compositionend']) field.addEventListener(type, () => held.compositions.push(type));
  const { seen } = held;
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes, removedNodes } of changes) {
      for (const node of removedNodes) if (node.contains(field)) held.taken.push(node.nodeName);
      const isSaid = target instanceof Element && target.className === 'voice';
      if (isSaid) seen.said += addedNodes.length;
      else if (type === 'childList') {
        for (const node of addedNodes) if (node instanceof HTMLElement && node.id) seen.came++;
        for (const node of removedNodes) if (node instanceof HTMLElement && node.id) seen.went++;
      } else if (attributeName === 'style') seen.placed++;
      else if (attributeName === 'hidden' && target instanceof Element && target.id === 'alarm') seen.alarms++;
      else if (attributeName === 'class' && target === document.documentElement) seen.faces++;
    }
  }).observe(document, { childList: true, subtree: true, attributeFilter: ['style', 'hidden', 'class'] });
}

/** In the page: how it is with the field now. */
export function look() {
  const { field, taken, elsewhere, compositions } = /** @type {{held: Held}} */ (/** @type {unknown} */ (window)).held;
  const active = document.activeElement;
  return {
    focus: active === field ? 'in the field' : `in ${active?.id || active?.nodeName}`,
    isThere: field.isConnected && document.getElementById(field.id) === field,
    value: field.value, selection: [field.selectionStart, field.selectionEnd, field.selectionDirection], taken, elsewhere, compositions,
  };
}
/** @typedef {ReturnType<typeof look>} Look */

/** @param {Browser} browser @param {Look} before @param {string} when */
export async function undisturbed(browser, before, when) {
  assert.deepEqual(await call(browser, look), before, when);
}

/** Undo goes back by these states of the text, and to the first one; redo comes back. @param {Browser} browser @param {string[]} states the last one stands there now */
export async function takesBack(browser, states) {
  const now = async () => (await call(browser, look)).value;
  const seen = [await now()];
  // A browser's own command, which is done when the call returns.
  for (let i = 0; i < 30 && seen[seen.length - 1] !== states[0]; i++) {
    await browser.undo();
    seen.push(await now());
  }
  assert.equal(seen[seen.length - 1], states[0], `undone: ${JSON.stringify(seen)}`);
  assert.deepEqual(states.filter((state) => !seen.includes(state)), [], `undo goes by all of them: ${JSON.stringify(seen)}`);
  const last = states[states.length - 1];
  for (let i = 0; i < seen.length && await now() !== last; i++) await browser.redo();
  assert.equal(await now(), last, 'redo');
}

// ---- What happens around it -------------------------------------------------------------------------------------------------------

export const held = 'answer.locations';
const others = ids.filter((id) => `answer.${id}` !== held);
const own = draftId(1);
const unplaced = ['Mail van het secretariaat', 'Een regel\nen nog een', 'Los blad'];

/** In the page: two frames later. */
export const frames = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(null))); });

/** In the page: as a hand elsewhere does it, or a script; the focus stays. @param {string} id */
export function click(id) {
  const control = document.getElementById(id);
  if (!control) throw new Error(`no ${id}`);
  control.click();
}

/** In the page: a field without the focus gets another text, as from an extension or a tool for dictation. @param {string} id @param {string} text */
export function put(id, text) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** In the page: a store that is full, or has room again, when something has to be kept. @param {boolean} isFull @param {string} id @param {string} text */
export function fill(isFull, id, text) {
  const own = /** @type {{set?: Storage['setItem'], open?: IDBDatabase['transaction']}} */ (/** @type {unknown} */ (window));
  own.set ??= Storage.prototype.setItem;
  own.open ??= IDBDatabase.prototype.transaction;
  const refuse = () => { throw new DOMException('full', 'QuotaExceededError'); };
  Storage.prototype.setItem = isFull ? refuse : own.set;
  IDBDatabase.prototype.transaction = isFull ? refuse : own.open;
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  dispatchEvent(new Event('blur'));
}

/** In the page: what another tab writes arrives. @param {string} key @param {string} value */
function fromOtherTab(key, value) {
  const own = /** @type {{set?: Storage['setItem']}} */ (/** @type {unknown} */ (window));
  const oldValue = localStorage.getItem(key);
  (own.set ?? Storage.prototype.setItem).call(localStorage, key, value);
  dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue: value, storageArea: localStorage, url: location.href }));
}

/** In the page: an extension puts things of its own beside the field, so that all that stands there has to be put in order again. @param {string} id */
function extend(id) {
  for (let element = document.getElementById(id)?.parentElement; element && element.id !== 'page'; element = element.parentElement) {
    for (const place of /** @type {const} */ (['afterbegin', 'beforeend'])) element.insertAdjacentElement(place, document.createElement('some-extension'));
  }
}

/** How often of 200 times. */
const plan = {
  hint: 40, trip: 10, unplaced: 16, text: 36, face: 24, window: 20, letters: 10, colours: 6, store: 14, tab: 7, scroll: 10, extension: 6, version: 1,
};

/**
 * All of the plan, each kind at least once, in an order of chance, and a look at the field after each.
 * @param {Browser} browser @param {Host} host @param {Look} before @param {number} acts about so many
 */
export async function torture(browser, host, before, acts) {
  const chance = chanceFrom(random);
  const order = Object.entries(plan).flatMap(([kind, times]) =>
    /** @type {(keyof typeof plan)[]} */ (Array(kind === 'version' ? 1 : Math.max(1, Math.round(times * acts / 200))).fill(kind)));
  for (let i = order.length - 1; i > 0; i--) {
    const other = whole(chance, i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  let isFull = false;
  let isDark = false;
  const text = () => Array.from({ length: whole(chance, 12) }, () => 'woord '.repeat(whole(chance, 30)).trim()).join('\n');

  /** @type {Record<keyof typeof plan, () => Promise<unknown>>} */
  const deeds = {
    hint: () => call(browser, click, `fold.${oneOf(chance, ids)}`),
    trip: () => call(browser, click, 'fold.trip'),
    unplaced: () => call(browser, click, `fold.move.${whole(chance, unplaced.length)}`),
    text: async () => {
      const isTrip = chance() < 0.3 && await browser.evaluate(`document.getElementById('trip.name') !== null`);
      await (isTrip ? call(browser, put, 'trip.name', text().slice(0, 60)) : call(browser, put, `answer.${oneOf(chance, others)}`, text()));
    },
    face: () => call(browser, click, 'text-view'),
    async window() {
      const width = oneOf(chance, [340, 390, 700, 1024, 1180]);
      await browser.resize(width, oneOf(chance, [500, 700, 900]));
      await eventually(async () => assert.equal(await browser.evaluate('innerWidth'), width), 20_000);
    },
    letters: () => browser.evaluate(`document.documentElement.style.fontSize = '${oneOf(chance, [80, 100, 130, 200])}%'`),
    async colours() {
      isDark = !isDark;
      // Firefox cannot be told so while it runs: there only what the browser draws itself goes dark.
      if (!browser.dark) return browser.evaluate(`document.documentElement.style.colorScheme = '${isDark ? 'dark' : 'light'}'`);
      await browser.dark(isDark);
      await eventually(async () => assert.equal(await browser.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`), isDark), 20_000);
    },
    async store() {
      isFull = !isFull;
      await call(browser, fill, isFull, `answer.${oneOf(chance, others)}`, `${text()} ${chance()}`);
      await eventually(async () => assert.equal(await browser.evaluate(`document.getElementById('alarm').hidden`), !isFull), 20_000);
    },
    tab() {
      const [key, line] = record({ id: draftId(2 + whole(chance, 3)), answers: { met: text() }, revision: 2 + whole(chance, 50), at: prefix(host.url) });
      return call(browser, fromOtherTab, key, line);
    },
    scroll: () => browser.evaluate(`scrollTo(0, ${chance()} * document.documentElement.scrollHeight)`),
    extension: () => call(browser, extend, held),
    async version() {
      host.deploy(broken(dist, (file) => appendFileSync(file('sw.js'), '\n// later\n')));
      // Not by `ready`: where no worker comes it would wait for ever.
      const registered = 'navigator.serviceWorker.getRegistration()';
      await eventually(async () => assert.ok(await browser.evaluate(`${registered}.then((registration) => Boolean(registration?.active))`), 'a worker is there'), 30_000);
      await browser.evaluate(`${registered}.then((registration) => registration.update()).then(() => 0)`);
      await eventually(async () => assert.ok(await browser.evaluate(`document.getElementById('new-version.use') !== null`), 'the new version is offered'), 30_000);
    },
  };
  for (const [i, kind] of order.entries()) {
    await deeds[kind]();
    await call(browser, frames);
    await undisturbed(browser, before, `after ${i + 1} of ${order.length}: ${kind} ${again}`);
  }
  if (isFull) await deeds.store();
  if (await browser.evaluate(`document.documentElement.classList.contains('text')`)) await deeds.face();
  await call(browser, frames);
  await undisturbed(browser, before, `at the end ${again}`);
}

/** So much has happened around the field that it could have been disturbed. @param {Browser} browser @param {number} acts */
export async function muchHappened(browser, acts) {
  const { seen } = await browser.evaluate('({seen: held.seen})');
  // Of 200 acts. Far below what has been counted, and far above nothing.
  const least = { came: 100, went: 100, placed: 1000, faces: 20, alarms: 10, said: 20 };
  for (const [what, times] of Object.entries(least)) {
    const wanted = Math.floor(times * acts / 200);
    assert.ok(seen[what] >= wanted, `${what}: ${seen[what]} times, not ${wanted} ${again}`);
  }
  return `${JSON.stringify(seen)} ${again}`;
}

/**
 * A report with a field half typed: text that was stored, then runs of typing.
 * @param {Browser} browser @param {Host} host @param {string[]} [parts] of the typing @returns {Promise<string[]>} the texts that stood there
 */
export async function halfTyped(browser, host, parts = [', dan', ' door naar', ' Aken, half']) {
  const stored = 'Gent en Luik';
  await browser.goto(`${host.url}notices.txt`);  // the same origin without the page
  const [key, line] = record({ id: own, answers: { persons: 'vijf', locations: stored, results: '- een\n- twee' }, unplaced, at: prefix(host.url) });
  await call(browser, emptyStores, database(host.url));
  await call(browser, (/** @type {string} */ k, /** @type {string} */ v) => { localStorage.setItem(k, v); }, key, line);
  await browser.goto(`${host.url}#/verslag/${own}`);
  const isPainted = `document.documentElement.dataset.ready !== undefined && document.documentElement.classList.contains('painted')`;
  await eventually(async () => assert.ok(await browser.evaluate(isPainted)), 20_000);
  await call(browser, hold, held);
  await browser.evaluate('held.field.focus()');
  await browser.press('Control+End');
  const states = [stored];
  for (const part of parts) {
    // A slip corrected, and the caret gone and come back: one browser or the other takes what follows as another step.
    for (const act of [() => browser.type(`${part}x`), () => browser.press('Backspace')]) {
      await act();
      await browser.press('ArrowLeft');
      await browser.press('ArrowRight');
    }
    states.push(states[states.length - 1] + part);
  }
  return states;
}

/** The page and the store hold the same, and both what was typed. @param {Browser} browser @param {Host} host @param {string} typed */
export async function kept(browser, host, typed) {
  await eventually(async () => {
    const shown = await browser.evaluate(`Object.fromEntries(${JSON.stringify(ids)}.map((id) => [id, document.getElementById('answer.' + id).value]))`);
    assert.equal(shown[held.slice('answer.'.length)], typed);
    assert.deepEqual(draftsIn(await browser.evaluate('({...localStorage})'), host.url)[own]?.answers, shown);
  }, 15_000);
}

/** @param {string} engine @param {(browser: Browser, host: Host) => Promise<void>} body */
export async function inside(engine, body) {
  const host = await startHost();
  const browser = await engines[engine](freshFolder());
  try {
    await body(browser, host);
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** The last four letters, backwards, as it stands before the torture. @param {Browser} browser @param {string} typed */
export async function selectsHalf(browser, typed) {
  for (let i = 0; i < 4; i++) await browser.press('Shift+ArrowLeft');
  const now = await call(browser, look);
  const { length } = typed;
  assert.deepEqual(now, /** @type {Look} */ ({
    focus: 'in the field', isThere: true, value: typed, selection: [length - 4, length, 'backward'], taken: [], elsewhere: [], compositions: [],
  }));
  return now;
}
