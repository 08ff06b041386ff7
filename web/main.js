// Wiring of the page: starts the wasm, hands it events, carries out what it asks. It decides nothing about the form.
import { addressState } from './refusable.js';
import { createCanvasFont, canReadBack } from './canvas_font.js';
import { createBridge, randomHex } from './bridge.js';
import { createEffects } from './effects.js';
import { controls, fields } from './elements.js';
import { read, readEnglish } from './files.js';
import { database, preferences, prefix } from './names.js';
import { createOffline } from './offline.js';
import { page } from './page.js';
import { createReconciler } from './reconciler.js';
import { createSafety } from './safety.js';
import { watchSignals, why } from './signals.js';
import { storage } from './storage.js';
import { createTabs } from './tabs.js';
import { createTiles } from './tiles.js';
import { createViewport } from './viewport.js';

const html = document.documentElement;
const styleDelay = 4000;  // ms that the start waits for the style sheet, at most

/** Undefined: not in time. @template T @param {Promise<T> | undefined} promise @param {number} patience ms @returns {Promise<T | undefined>} */
const inTime = (promise, patience) => Promise.race([promise, new Promise((done) => setTimeout(done, patience))]);

// This may be here before the form is. What has come in part only (a network that was cut) would be taken for all of it.
if (document.readyState === 'loading') await new Promise((done) => document.addEventListener('readystatechange', done, { once: true }));
if (!document.getElementById('voice.2')) throw new Error('the page itself came in part only');
// Nothing is measured without the style sheet. One that never comes would also keep the browser from showing anything.
const isStyled = () => getComputedStyle(html).getPropertyValue('--u') !== '';
const sheet = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=stylesheet]'));
if (sheet && !isStyled() && performance.getEntriesByName(sheet.href).length === 0) {
  await inTime(new Promise((done) => { for (const end of ['load', 'error']) sheet.addEventListener(end, done); }), styleDelay);
  if (!isStyled()) sheet.remove();
}

const failure = /** @type {HTMLElement} */ (document.getElementById('failure'));
const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const picture = /** @type {HTMLElement} */ (document.getElementById('picture'));
const saveDelay = 100;    // ms from a change to its record, at most
const lookDelay = 2000;   // ms between two looks at what no event tells of
const retryDelay = 5000;  // ms until a record that could not be written is tried again
const copiesDelay = 1000; // ms that the start waits for the safety copy, at most
const checkDelay = 250;   // ms until it is looked whether the stores still have what was kept
const englishDelay = 4000;       // ms that the start waits for the English words, at most
const longestRetry = 60_000; // ms between two attempts to read it, when it could not be read at the start
const longestWipe = 15_000;  // ms
const blocked = 1;        // as in state/state.h, enum StorageTrouble

const bridge = createBridge(() => breakDown());
const { app, send } = bridge;

// ---- Faces: elements and picture --------------------------------------------------------------------------------------------

const canPaint = canReadBack();
const font = createCanvasFont(getComputedStyle(document.body).fontFamily, canPaint);
const viewport = createViewport(() => { if (page.isHere) viewChanged(); });
const reconciler = createReconciler(root, (key, width, height) => app.measured(key, width, height));
const tiles = createTiles(picture, (top, height) => {
  const pointer = app.picture(top, height);
  const width = app.picture_width();
  const hash = app.picture_fingerprint();
  return { pixels: new Uint8ClampedArray(app.memory.buffer, pointer, width * height * 4), width, hash };
});

const offline = createOffline((ready) => send('OfflineReady', ready), () => send('NewVersionReady'));

let frames = 0;
let frameRequested = false;
let pageHeight = 0;

/** Lays out until elements and picture agree; the browser has painted nothing in between. */
function layOut() {
  let due = false;
  for (let rounds = 0; rounds < 4; rounds++) {
    due = app.frame() !== 0;
    frames++;
    if (!reconciler.measure()) break;
  }
  html.dataset.frames = String(frames);
  html.classList.toggle('writes', reconciler.element('outline') !== null);
  moveFocus();
  reconciler.leftUnsaid();
  return due;
}

/** Before the browser paints, so that no face is seen half. */
function changeFace() {
  if (page.painted !== page.wantsText) return;
  page.painted = !page.wantsText;
  // What has the focus stays where it is in the window.
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const before = held?.getBoundingClientRect().top ?? 0;
  html.classList.toggle('painted', page.painted);
  html.classList.toggle('text', page.wantsText);
  reconciler.show(page.painted);
  if (page.painted) point();
  else tiles.clear();
  layOut();
  if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: 'instant' });
}

function paint() {
  if (!page.painted) return;
  tiles.changed(devicePixelRatio, pageHeight);
  if (tiles.show()) requestTiles();
}

let tilesRequested = false;
function requestTiles() {
  if (tilesRequested || !page.painted) return;
  tilesRequested = true;
  requestAnimationFrame(() => {
    tilesRequested = false;
    if (page.painted && tiles.show()) requestTiles();
  });
}

function requestFrame() {
  if (frameRequested || !page.isHere) return;
  frameRequested = true;
  // A hidden page draws nothing, but its elements and its storage go on. A timer would be late there, and the words untrue as long.
  if (document.hidden) hiddenFrame.port2.postMessage(null);
  else requestAnimationFrame(drawRequested);
}
const hiddenFrame = new MessageChannel();
hiddenFrame.port1.onmessage = drawRequested;

/** Once, also when the page goes out of sight first: its frame would not come. */
function drawRequested() {
  if (!frameRequested) return;
  frameRequested = false;
  sendTyped();
  changeFace();
  const due = layOut();
  paint();
  // One frame has all the elements; the others are for the picture.
  if (due && page.painted) requestFrame();
}

function viewChanged() {
  const { width, ratio, unit, dark, moreContrast } = viewport.read();
  viewport.baselines().forEach((baseline, style) => app.set_baseline(style, baseline));
  app.set_view(width, ratio, unit, dark ? 1 : 0, moreContrast ? 1 : 0);
}

/** Once: what has not come with the frame after the event gets no focus, or it would be taken from the writer much later. */
function moveFocus() {
  const key = page.focusNext ?? (page.screenChanged ? 'screen' : null);
  page.focusNext = null;
  page.screenChanged = false;
  const isNowhere = document.activeElement === document.body;
  const element = key && (reconciler.element(key) ?? (isNowhere ? reconciler.element('screen') : null));
  if (!element) return;
  if (document.activeElement === element) {
    reconciler.left(key);  // the caret was in the field of this name on the screen before
    return;
  }
  element.focus({ preventScroll: true });
  if (key !== 'screen') element.scrollIntoView({ block: 'nearest' });
}

// ---- Writing -----------------------------------------------------------------------------------------------------------------

let saveTimer = 0;
let retryTimer = 0;
const storageWorks = storage.available();
const tornNote = `${prefix}l`;
const logNote = {
  stands: () => storage.read(tornNote) !== null,
  put: () => { storage.writeInAnyRoom(prefix, tornNote, ''); },
  remove: () => { storage.remove(tornNote); },
};
const safety = createSafety(database, logNote, (named) => send('HistoryGivenUp', named), () => checkStoresSoon(true));
const copies = safety.read();  // while the application is on its way

/** What other tabs have done before the application is here. @type {(() => void)[]} */
const before = [];
/** @template T @param {(id: string) => T | Promise<T>} act @returns {(id: string) => Promise<T>} never answered by a page that is broken */
const whenStarted = (act) => (id) => new Promise((done) => {
  if (!page.started) before.push(() => done(act(id)));
  else if (!page.broken) done(act(id));
});
/** What comes first is all of it. @param {string} id */
const readAgain = (id) => {
  const asked = page.copiesAreRead ? id : '';
  return safety.read(asked).then((found) => {
    if (page.broken) return;
    sendTyped();
    copiesRead(found.trouble === 0 ? asked : id, found);
  });
};
const tabs = createTabs(database, {
  held: whenStarted((id) => send('Held', id)),
  took: whenStarted(readAgain),
  elsewhere: whenStarted((id) => { sendTyped(); send('HeldElsewhere', id); }),
  wanted: whenStarted((id) => { saveNow(); send('HoldWanted', id); }),
  changed: whenStarted(readAgain),
  wiping: forgetAll,
  wiped: (localLeft, copy) => { void allForgotten(localLeft, copy); },
});
tabs.show(/^#\/verslag\/([0-9a-f]{32})/.exec(location.hash)?.[1] ?? '');

/**
 * The application gets what the fields show, before it calls anything kept: also what a spelling helper, a form filler or a translator has
 * put there, which send no event.
 */
function sendTyped() {
  for (const { key, value, waited } of reconciler.typed()) app.edited(key, value, waited ? 1 : 0);
}

/** The text is in the store before this returns, if the browser lets it. */
function saveNow() {
  if (!page.isHere) return;
  if (page.broken) return keepLast();
  sendTyped();
  clearTimeout(saveTimer);
  saveTimer = 0;
  send('FlushDue');
  letGoOfEarly();
}

/** What start.js has kept apart of what was typed before the application was here, once that is in a draft that is kept. */
function letGoOfEarly() {
  if (html.dataset.early === undefined || html.dataset.ready === undefined || app.unkept()) return;
  storage.remove(html.dataset.early);
  delete html.dataset.early;
}

function saveSoon() {
  if (saveTimer === 0) saveTimer = setTimeout(saveNow, saveDelay);
}

function tryAgain() {
  clearTimeout(retryTimer);
  retryTimer = setTimeout(saveNow, retryDelay);
}

/**
 * What the safety copy holds, beside what localStorage holds now.
 * @param {string} id of the draft that was asked for; empty: all @param {import('./safety.js').Found} found
 */
function copiesRead(id, found) {
  if (found.trouble === 0) page.copiesAreRead = true;
  send('CopiesRead', found.trouble, storage.items(prefix, id), found.copies, found.gone, id);
}

/** A disk may have stood still at the start, or another version have held on to it: the safety copy is read as soon as it can be. */
async function readLater() {
  for (let delay = retryDelay; !page.copiesAreRead && !page.broken; delay = Math.min(2 * delay, longestRetry)) {
    await new Promise((done) => setTimeout(done, delay));
    if (!page.copiesAreRead && !page.broken) await readAgain('');
  }
}

let checkTimer = 0;
let isTold = false;
/**
 * What was kept may have been taken away by somebody else than this app: the browser, or a rule of the house. The application compares it with
 * what it holds.
 * @param {boolean} told something said so; else it is only looked whether one of the stores is empty @param {number} [delay] ms
 */
function checkStoresSoon(told, delay = checkDelay) {
  isTold ||= told;
  if (checkTimer === 0) checkTimer = setTimeout(checkStores, delay, delay);
}

/** @param {number} delay */
async function checkStores(delay) {
  checkTimer = 0;
  const told = isTold;
  isTold = false;
  // Without drafts there is nothing to look for, and looking would make the database anew that was wiped a moment ago.
  if (!page.started || page.broken || !app.holds_drafts()) return;
  if (!told && storage.keys(`${prefix}d `).length > 0 && !await safety.isEmpty()) return;
  const found = await safety.read();
  if (!page.started || page.broken) return;
  sendTyped();
  copiesRead('', found);
  if (found.trouble !== 0 && page.copiesAreRead) checkStoresSoon(true, Math.min(2 * delay, longestRetry));
}

// ---- This device ----------------------------------------------------------------------------------------------------------------

function readRoom() {
  const { used, others } = storage.room(prefix);
  storage.holdBack(prefix, used);
  send('RoomRead', used, others);
}

let roomTimer = 0;
/** It reads all of localStorage, and not within a call of the application. @param {number} [delay] ms */
function readRoomSoon(delay = 0) {
  if (roomTimer === 0) roomTimer = setTimeout(() => { roomTimer = 0; readRoom(); }, delay);
}

/** After a change of screen, and when the page comes into view. */
function lookAround() {
  offline.ask();
  readRoomSoon();
  checkStoresSoon(false);
}

/** Starts anew, with what the stores hold now. */
function startAnew() {
  lastText = undefined;
  page.unkept = false;
  location.reload();
}

let wipeTimer = 0;
/** Another tab wipes everything: nothing of this one may come back. */
function forgetAll() {
  safety.shut(true);
  if (!page.started || page.broken) return startAnew();
  send('WipeBegun');
  sendTyped();  // the application hears no edits while it is wiped, so what the fields show now is never sent again
  clearTimeout(wipeTimer);
  wipeTimer = setTimeout(startAnew, longestWipe);  // that tab is gone
}

/** It is done, here or in another tab; what is still there is shown. @param {number} localLeft @param {number} copy as device.js tells */
async function allForgotten(localLeft, copy) {
  clearTimeout(wipeTimer);
  safety.shut(false);
  if (!page.started || page.broken) return startAnew();
  sendTyped();
  send('Wiped', localLeft !== 0, copy);
  document.getElementById('rescue')?.remove();
  if (localLeft !== 0 || copy !== 0) copiesRead('', await safety.read());
}

// ---- When the application breaks ------------------------------------------------------------------------------------------------

/** @type {typeof import('./last_text.js') | undefined} */
let lastText;
const loadLastText = async () => { lastText = await import('./last_text.js'); };

/** From here on the page is its elements, in flow. The fields stay and can be typed in; what they hold is kept apart. */
function breakDown() {
  page.broken = page.wantsText = true;
  page.painted = false;
  clearTimeout(saveTimer);
  clearTimeout(retryTimer);
  html.classList.remove('painted');
  reconciler.show(false);
  tiles.clear();
  // Before it was ready, start.js still keeps what is typed, and says so: start() ends with this error.
  page.unkept = html.dataset.ready !== undefined;
  alarm('De pagina is vastgelopen.', page.unkept ? 'Wat je nu typt wordt niet bewaard. Kopieer je tekst naar een andere plek en ververs de pagina.' : '');
  if (!page.unkept) return;
  if (lastText) keepLast();
  else loadLastText().then(keepLast, (error) => console.error(error));  // the words that stand there stay true
}

/** @param {string} what @param {string} [kept] what becomes of the text; start.js says it until this page is ready */
function alarm(what, kept) {
  html.classList.add('failed');
  for (const [i, words] of [what, kept].entries()) if (words) failure.querySelectorAll('span')[i].textContent = words;
  failure.hidden = false;
}

function keepLast() {
  saveTimer = 0;
  if (lastText) page.unkept = !lastText.keepLastText();
}

// ---- Events -------------------------------------------------------------------------------------------------------------------

let hovered = '';
let pressed = '';
let focused = '';
function point() {
  if (!page.painted) return;  // the style sheet shows it
  app.point(hovered, pressed, focused);
}

function listen() {
  root.addEventListener('input', (event) => {
    reconciler.typesIn(event.target);
    const control = reconciler.controlOf(event.target);
    if (!control || !fields.has(control.role)) return;
    requestFrame();
    saveSoon();  // from the key on, however long the frame takes
  });
  root.addEventListener('click', (event) => {
    const control = reconciler.controlOf(event.target);
    if (!control || !controls.has(control.role)) return;
    // A link opened in a new tab is the browser's.
    if (control.role === 'link' && (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)) return;
    event.preventDefault();
    sendTyped();
    app.activated(control.key);
  });
  root.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const file = input.files?.[0];
    if (file) openFile(file);
    input.value = '';  // so that the same file can be chosen again
  });
  root.addEventListener('focusin', (event) => {
    focused = reconciler.controlOf(event.target)?.key ?? '';
    point();
  });
  root.addEventListener('focusout', (event) => {
    focused = '';
    point();
    const control = reconciler.controlOf(event.target);
    if (!control || !fields.has(control.role)) return;
    sendTyped();
    reconciler.left(control.key);
    app.field_left(control.key);
  });
  const hover = (/** @type {EventTarget | null} */ target) => {
    const control = reconciler.controlOf(target);
    const key = control && (controls.has(control.role) || control.role === 'file' || fields.has(control.role)) ? control.key : '';
    if (key === hovered) return;
    hovered = key;
    point();
  };
  root.addEventListener('pointerover', (event) => { if (event.pointerType === 'mouse') hover(event.target); });
  root.addEventListener('pointerleave', () => hover(null));
  root.addEventListener('pointerdown', () => {
    if (hovered === '') return;
    pressed = hovered;
    point();
  });
  addEventListener('pointerup', () => {
    if (pressed === '') return;
    pressed = '';
    point();
  });
  addEventListener('keydown', (event) => {
    const to = shortcutOf(event);
    if (to >= 0) {
      event.preventDefault();
      sendTyped();
      send('Shortcut', to, focused);
      return;
    }
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    saveNow();
    if (focused !== '') app.field_left(focused);
  });
  // By itself the browser brings no more of a field into sight than the line with the caret.
  root.addEventListener('keyup', ({ key, target }) => {
    if (key !== 'Tab' || !(target instanceof HTMLElement)) return;
    if (target.offsetHeight < innerHeight / 2) target.scrollIntoView({ block: 'nearest' });
  });
  // A phone's keyboard takes half of the window away; what is typed in there is still to be seen. Zooming in does the same to the window,
  // but is the writer's own wish.
  visualViewport?.addEventListener('resize', () => {
    const view = /** @type {VisualViewport} */ (visualViewport);
    const field = document.activeElement;
    if (view.scale !== 1 || !field || !fields.has(reconciler.controlOf(field)?.role ?? '')) return;
    const { top, bottom } = field.getBoundingClientRect();
    if (top > view.offsetTop + view.height - 44 || bottom < view.offsetTop + 44) field.scrollIntoView({ block: 'nearest' });
  });
  // A file may be dropped anywhere, a text anywhere but on a field, which takes it by itself.
  /** @param {DragEvent} event */
  const dropped = (event) => {
    const types = event.dataTransfer?.types ?? [];
    const control = reconciler.controlOf(event.target);
    return types.includes('Files') || (types.includes('text/plain') && !fields.has(control?.role ?? ''));
  };
  addEventListener('dragover', (event) => { if (dropped(event)) event.preventDefault(); });
  addEventListener('drop', (event) => {
    if (!dropped(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) {
      openFile(file);
      return;
    }
    sendTyped();
    send('TextDropped', event.dataTransfer?.getData('text/plain') ?? '');
  });
  addEventListener('popstate', () => {
    sendTyped();
    page.screenChanged = true;
    send('Navigated', location.hash, addressState()?.fresh === true);
    lookAround();
  });
  addEventListener('scroll', requestTiles, { passive: true });
  addEventListener('resize', requestTiles);  // a higher window shows more of the same page
  // Only while something is kept nowhere else: a page that always asks keeps out of the browser's quick way back.
  addEventListener('beforeunload', (event) => {
    saveNow();
    if (page.unkept || app.unkept()) event.preventDefault();
  });
  addEventListener('blur', saveNow);
  // Windows beside each other stay in sight.
  addEventListener('focus', () => checkStoresSoon(false));
  addEventListener('storage', ({ key }) => { if (key === null) checkStoresSoon(true); });  // all of it was cleared, not by this app
  addEventListener('pagehide', saveNow);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) saveNow();
    else lookAround();
    drawRequested();  // a frame of this page does not come any more, or late
  });
}

/**
 * As in state/action.h, enum Shortcut::To; -1: none. Letters are those of the keyboard's own layout; with Option a Mac gives signs instead.
 * @param {KeyboardEvent} event
 */
function shortcutOf(event) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return -1;
  const key = /^([a-z]|Arrow\w+)$/i.test(event.key) ? event.key : event.code.replace('Key', '');
  return ['n', 'arrowdown', 'arrowup', 'c', 'd', 'h', 'z'].indexOf(key.toLowerCase());
}

/** @param {File} file */
function openFile(file) {
  read(file, (name, bytes) => {
    sendTyped();
    send('FileRead', name, bytes);
  }, (name, tooLarge) => send('FileRefused', name, tooLarge));
}

// ---- What the application asks ------------------------------------------------------------------------------------------------

/** When the last backup was made, as far as this browser knows. */
function lastBackup() {
  const { lastBackup } = storage.preferences(preferences);
  return typeof lastBackup === 'string' ? lastBackup : '';
}

const effects = createEffects({
  bridge, offline, frames: { requestFrame }, typing: { sendTyped, saveSoon, tryAgain, letGoOfEarly },
  stores: { safety, tabs, readAgain, checkStoresSoon, readRoomSoon, lookAround, allForgotten, lastBackup },
});

const functions = {
  /** @param {number} delta @param {number} size */
  apply(delta, size) {
    const parsed = JSON.parse(bridge.text(delta, size));
    if (parsed.height !== undefined) pageHeight = parsed.height;
    reconciler.apply(parsed);
  },
  request_frame: requestFrame,
  /** @param {number} codePoint @param {number} em @param {number} bold @param {number} numbers */
  measure_glyph(codePoint, em, bold, numbers) {
    const { advance, left, top, width, height } = font.measure(codePoint, em, bold !== 0);
    new Float32Array(app.memory.buffer, numbers, 5).set([advance, left, top, width, height]);
  },
  /** @param {number} codePoint @param {number} em @param {number} bold @param {number} rgb @param {number} into */
  draw_glyph(codePoint, em, bold, rgb, into) {
    const pixels = font.draw(codePoint, em, bold !== 0, rgb);
    new Uint8ClampedArray(app.memory.buffer, into, pixels.length).set(pixels);
  },
};

async function start() {
  const { textView, language } = storage.preferences(preferences);
  // Without them the page is in Dutch, and the choice stays remembered.
  const english = language === 'en' ? readEnglish().catch((error) => void console.error(error)) : undefined;
  await bridge.load(effects, functions);
  const words = await inTime(english, englishDelay);
  const found = await inTime(copies, copiesDelay);
  // From here on nothing waits: no frame may come before the start.
  bridge.open();
  viewChanged();
  if (words !== undefined) {
    app.set_english(words);
    send('EnglishRead', true);
  }
  // As if it were typed: what has been put into a field of the static page without an event.
  for (const field of root.querySelectorAll('textarea')) {
    if (field.value !== (/** @type {{filled?: string}} */ (field).filled ?? '')) field.dataset.typed = '';
  }
  // Who is typing in a new report already is not sent away from it: as long as nothing is known of the room, there is enough.
  const typing = root.querySelector('[data-typed]') !== null;
  if (!typing) readRoom();
  send('Started', prefix, randomHex(4), storageWorks, storage.items(prefix), location.hash, addressState()?.fresh === true, lastBackup());
  if (found !== undefined) copiesRead('', found);
  else void copies.then((late) => { sendTyped(); copiesRead('', late); });
  void copies.then(({ trouble }) => trouble === blocked ? undefined : readLater());
  page.started = true;
  if (typing) readRoom();
  for (const act of before.splice(0)) act();
  page.screenChanged = false;
  // A new report begins at its first question, where start.js has put the caret; a writer who has gone on since stays there.
  if (root.contains(document.activeElement)) page.focusNext = null;
  listen();
  if (language === 'en' && words === undefined) send('EnglishMissing');
  if (typeof textView === 'boolean') send('TextViewRemembered', textView);
  if (!canPaint || !isStyled()) send('TextViewWanted', why.cannotPaint);
  const lookAtColours = watchSignals((reason) => send('TextViewWanted', reason));
  setInterval(() => {
    if (document.hidden) return;
    sendTyped();  // a value that was set while the writer only looks
    lookAtColours();
  }, lookDelay);
  // Places of the painted face only from here on; nothing is shown before the tiles in sight are drawn, below.
  html.classList.toggle('text', page.wantsText);
  html.classList.remove('loading', 'filled', 'other-language', 'failed');  // what is hidden cannot have the focus
  root.inert = false;
  failure.hidden = true;
  changeFace();
  layOut();
  for (const { key, value } of reconciler.typedBefore()) app.typed_before(key, value);
  const control = reconciler.controlOf(document.activeElement);
  if (control && root.contains(document.activeElement)) {
    focused = control.key;
    point();
  }
  sendTyped();
  layOut();
  paint();
  if (page.broken) throw new Error('the application broke while it started');  // outside of this function
  html.dataset.fields = '';
  html.dataset.ready = '';
  if (html.dataset.early !== undefined) saveSoon();
  // What was clicked before there was anybody to answer.
  if (html.dataset.clicked !== undefined) {
    const { clicked } = html.dataset;
    delete html.dataset.clicked;
    app.activated(clicked);
  }
  requestFrame();
  // Last of all, so that it delays nothing.
  offline.start();
}

async function help() {
  const { helpWriting } = await import('./writing.js');
  // A report that is pasted to be read stays as it is: the reader knows what to do with it.
  helpWriting(root, (field) => field.id.startsWith('answer.'));
}

async function tellOfLastText() {
  await loadLastText();
  lastText?.tellOfLastText();
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
