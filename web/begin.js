// The start of the program: waits for what it needs, makes the rooms of the page (bridge, frames, typing, stores, effects, events), starts the
// application and shows it. What happens after that is for the rooms. It does not know what has brought it (main.js).
import { alarm, readyLastText, whenBroken } from './breaking.js';
import { createBridge, randomHex } from './bridge.js';
import { createEffects } from './effects.js';
import { listenToAll } from './events.js';
import { readEnglish } from './files.js';
import { createFrames } from './frames.js';
import { preferences, prefix } from './names.js';
import { createOffline } from './offline.js';
import { page } from './page.js';
import { createReconciler } from './reconciler.js';
import { addressState } from './refusable.js';
import { watchSignals, why } from './signals.js';
import { storage } from './storage.js';
import { createStores } from './stores.js';
import { createTyping } from './typing.js';

const html = document.documentElement;
const styleDelay = 4000;    // ms that the start waits for the style sheet, at most
const copiesDelay = 1000;   // ms that the start waits for the safety copy, at most
const englishDelay = 4000;  // ms that the start waits for the English words, at most
const lookDelay = 2000;     // ms between two looks at what no event tells of

/** Undefined: not in time. @template T @param {Promise<T> | undefined} promise @param {number} patience ms @returns {Promise<T | undefined>} */
const inTime = (promise, patience) => Promise.race([promise, new Promise((done) => setTimeout(done, patience))]);

/** Once, and when the form may still be coming in. */
export async function begin() {
  // This script may run before the form is parsed. A page that has come in part only (the network was cut) must not be taken for a whole one.
  if (document.readyState === 'loading') await new Promise((done) => document.addEventListener('readystatechange', done, { once: true }));
  if (!document.getElementById('voice.2')) throw new Error('the page itself came in part only');
  // Nothing is measured without the style sheet. One that never comes would also keep the browser from showing anything.
  const isStyled = () => getComputedStyle(html).getPropertyValue('--u') !== '';
  const sheet = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=stylesheet]'));
  if (sheet && !isStyled() && performance.getEntriesByName(sheet.href).length === 0) {
    await inTime(new Promise((done) => { for (const end of ['load', 'error']) sheet.addEventListener(end, done); }), styleDelay);
    if (!isStyled()) sheet.remove();
  }

  const root = /** @type {HTMLElement} */ (document.getElementById('page'));
  const failure = /** @type {HTMLElement} */ (document.getElementById('failure'));

  const bridge = createBridge();
  const { app, send } = bridge;
  const reconciler = createReconciler(root, (key, width, height) => app.measured(key, width, height));
  const typing = createTyping(bridge, reconciler);
  const frames = createFrames(bridge, reconciler, root, typing.sendTyped);
  const offline = createOffline((ready) => send('OfflineReady', ready), () => send('NewVersionReady'));
  const storageWorks = storage.available();
  const stores = createStores(bridge, typing, offline);

  async function start() {
    const { textView, language } = storage.preferences(preferences);
    // Without them the page is in Dutch, and the choice stays remembered.
    const english = language === 'en' ? readEnglish().catch((error) => void console.error(error)) : undefined;
    await bridge.load(createEffects({ bridge, offline, frames, typing, stores }), frames.functions);
    const words = await inTime(english, englishDelay);
    const found = await inTime(stores.firstCopies, copiesDelay);
    // From here on nothing waits: no frame may come before the start.
    bridge.open();
    frames.viewChanged();
    if (words !== undefined) {
      app.set_english(words);
      send('EnglishRead', true);
    }
    // As if it were typed: what has been put into a field of the static page without an event.
    for (const field of root.querySelectorAll('textarea')) {
      if (field.value !== (/** @type {{filled?: string}} */ (field).filled ?? '')) field.dataset.typed = '';
    }
    // Who is typing in a new report already is not sent away from it: as long as nothing is known of the room, there is enough.
    const isTyping = root.querySelector('[data-typed]') !== null;
    if (!isTyping) stores.readRoom();
    send('Started', prefix, randomHex(4), storageWorks, storage.items(prefix), location.hash, addressState()?.fresh === true, stores.lastBackup());
    stores.started(found);
    if (isTyping) stores.readRoom();
    stores.catchUp();
    page.screenChanged = false;
    // A new report begins at its first question, where start.js has put the caret; a writer who has gone on since stays there.
    if (root.contains(document.activeElement)) page.focusNext = null;
    listenToAll(bridge, root, reconciler, typing, frames, stores);
    if (language === 'en' && words === undefined) send('EnglishMissing');
    if (typeof textView === 'boolean') send('TextViewRemembered', textView);
    if (!frames.canPaint || !isStyled()) send('TextViewWanted', why.cannotPaint);
    const lookAtColours = watchSignals((reason) => send('TextViewWanted', reason));
    const looks = setInterval(() => {
      if (document.hidden) return;
      typing.sendTyped();  // a value that was set while the writer only looks
      lookAtColours();
    }, lookDelay);
    whenBroken(() => clearInterval(looks));
    // Places of the painted face only from here on; nothing is shown before the tiles in sight are drawn, below.
    html.classList.toggle('text', page.wantsText);
    html.classList.remove('loading', 'filled', 'other-language', 'failed');  // what is hidden cannot have the focus
    root.inert = false;
    failure.hidden = true;
    frames.changeFace();
    frames.layOut();
    const control = reconciler.controlOf(document.activeElement);
    if (control && root.contains(document.activeElement)) frames.point({ focused: control.key });
    typing.sendTyped();
    frames.layOut();
    frames.paint();
    if (page.broken) throw new Error('the application broke while it started');  // outside of this function
    html.dataset.fields = '';
    html.dataset.ready = '';
    if (html.dataset.early !== undefined) typing.saveSoon();
    // What was clicked before there was anybody to answer.
    if (html.dataset.clicked !== undefined) {
      const { clicked } = html.dataset;
      delete html.dataset.clicked;
      app.activated(clicked);
    }
    // Last of all, so that it delays nothing.
    offline.start();
  }

  async function help() {
    const { helpWriting } = await import('./writing.js');
    // A report that is pasted to be read stays as it is: the reader knows what to do with it.
    helpWriting(root, (field) => field.id.startsWith('answer.'));
  }

  async function tellOfLastText() {
    const lastText = await readyLastText();
    lastText.tellOfLastText();
  }

  // Without these the page is whole: a module that does not come is an error for the console and no more.
  start().then(() => Promise.all([help(), tellOfLastText()]), (error) => {
    // The fields of the static page still hold what is stored and typed. start.js hears of the error and says what becomes of that.
    alarm(typeof WebAssembly === 'object' ? '' : 'Deze browser heeft geen WebAssembly, of het staat uit. Reisverslag werkt dan niet: gebruik een andere browser.');
    console.error(error);
    dispatchEvent(new ErrorEvent('error', { error }));
    // The worker fetches past a damaged file in the browser's own cache and checks what it gets: the next load is whole.
    offline.start();
  });
}
