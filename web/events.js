// What the writer and the window do, as events for the application: keys, clicks, the pointer, files, coming and going. It knows elements by the key and role
// that the reconciler has for them, and decides nothing.
import { listen } from './breaking.js';
import { controls, fields } from './elements.js';
import { read } from './files.js';
import { page } from './page.js';
import { addressState } from './refusable.js';

/**
 * As in state/action.h, enum Shortcut::To; -1: none. Letters are those of the keyboard's own layout; with Option a Mac gives signs instead.
 * @param {KeyboardEvent} event
 */
function shortcutOf(event) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return -1;
  const key = /^([a-z]|Arrow\w+)$/i.test(event.key) ? event.key : event.code.replace('Key', '');
  return ['n', 'arrowdown', 'arrowup', 'c', 'd', 'h', 'z'].indexOf(key.toLowerCase());
}

/**
 * @param {import('./bridge.js').Bridge} bridge @param {HTMLElement} root holds the elements @param {import('./reconciler.js').Reconciler} reconciler
 * @param {ReturnType<typeof import('./typing.js').createTyping>} typing @param {ReturnType<typeof import('./frames.js').createFrames>} frames
 * @param {ReturnType<typeof import('./stores.js').createStores>} stores
 */
export function listenToAll({ app, send }, root, reconciler, { sendTyped, saveNow, saveSoon }, frames, stores) {
  const { pointer, point } = frames;

  /** @param {File} file */
  function openFile(file) {
    read(file, (name, bytes) => {
      sendTyped();
      send('FileRead', name, bytes);
    }, (name, tooLarge) => send('FileRefused', name, tooLarge));
  }

  listen(root, 'input', (event) => {
    reconciler.typesIn(event.target);
    const control = reconciler.controlOf(event.target);
    if (!control || !fields.has(control.role)) return;
    frames.requestFrame();
    saveSoon();  // the 100 ms count from the key, not from the frame that hands the text in
  });
  listen(root, 'click', (event) => {
    const control = reconciler.controlOf(event.target);
    if (!control || !controls.has(control.role)) return;
    // A link opened in a new tab is the browser's.
    if (control.role === 'link' && (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)) return;
    event.preventDefault();
    sendTyped();
    app.activated(control.key);
  });
  listen(root, 'change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const file = input.files?.[0];
    if (file) openFile(file);
    input.value = '';  // so that the same file can be chosen again
  });
  listen(root, 'focusin', (event) => {
    point({ focused: reconciler.controlOf(event.target)?.key ?? '' });
  });
  listen(root, 'focusout', (event) => {
    point({ focused: '' });
    const control = reconciler.controlOf(event.target);
    if (!control || !fields.has(control.role)) return;
    sendTyped();
    reconciler.left(control.key);
    app.field_left(control.key);
  });
  const hover = (/** @type {EventTarget | null} */ target) => {
    const control = reconciler.controlOf(target);
    const key = control && (controls.has(control.role) || control.role === 'file' || fields.has(control.role)) ? control.key : '';
    if (key !== pointer.hovered) point({ hovered: key });
  };
  listen(root, 'pointerover', (event) => { if (event.pointerType === 'mouse') hover(event.target); });
  listen(root, 'pointerleave', () => hover(null));
  listen(root, 'pointerdown', () => {
    if (pointer.hovered !== '') point({ pressed: pointer.hovered });
  });
  listen(window, 'pointerup', () => {
    if (pointer.pressed !== '') point({ pressed: '' });
  });
  listen(window, 'keydown', (event) => {
    const to = shortcutOf(event);
    if (to >= 0) {
      event.preventDefault();
      sendTyped();
      send('Shortcut', to, pointer.focused);
      return;
    }
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    saveNow();
    if (pointer.focused !== '') app.field_left(pointer.focused);
  });
  // By itself the browser brings no more of a field into sight than the line with the caret.
  listen(root, 'keyup', ({ key, target }) => {
    if (key !== 'Tab' || !(target instanceof HTMLElement)) return;
    if (target.offsetHeight < innerHeight / 2) target.scrollIntoView({ block: 'nearest' });
  });
  // A phone's keyboard takes half of the window away; what is typed in there is still to be seen. Zooming in does the same to the window,
  // but is the writer's own wish.
  const view = visualViewport;
  if (view) listen(view, 'resize', () => {
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
  listen(window, 'dragover', (event) => { if (dropped(event)) event.preventDefault(); });
  listen(window, 'drop', (event) => {
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
  listen(window, 'popstate', () => {
    sendTyped();
    page.screenChanged = true;
    frames.requestFrame();
    send('Navigated', location.hash, addressState()?.fresh === true);
    stores.lookAround();
  });
  listen(window, 'scroll', frames.requestTiles, { passive: true });
  listen(window, 'resize', frames.requestTiles);  // a higher window shows more of the same page
  // Only while something is kept nowhere else: a page that always asks keeps out of the browser's quick way back.
  listen(window, 'beforeunload', (event) => {
    saveNow();
    if (app.unkept()) event.preventDefault();
  });
  listen(window, 'blur', saveNow);
  // A window beside another one is in sight all the time; it gets the focus when its writer comes back.
  listen(window, 'focus', () => stores.checkStoresSoon(false));
  listen(window, 'storage', ({ key }) => { if (key === null) stores.checkStoresSoon(true); });  // all of it was cleared, not by this app
  listen(window, 'pagehide', saveNow);
  listen(document, 'visibilitychange', () => {
    if (document.hidden) saveNow();
    else stores.lookAround();
    frames.drawRequested();  // a frame of this page does not come any more, or late
  });
}
