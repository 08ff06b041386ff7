// Hands what is typed in the fields to the application, and sees to it that the application writes it within 100 ms. It knows that fields have texts
// and keys, not what they are asked for; and no store but the key under which start.js has kept something apart.
import { whenBroken } from './breaking.js';
import { page } from './page.js';
import { storage } from './storage.js';

const saveDelay = 100;    // ms from a change to its record, at most
const pause = 1000;       // ms without a change after which somebody is not typing any more
const retryDelay = 5000;  // ms until a record that could not be written is tried again

/** @param {import('./bridge.js').Bridge} bridge @param {import('./reconciler.js').Reconciler} reconciler */
export function createTyping({ app, send }, reconciler) {
  const { dataset } = document.documentElement;
  let saveTimer = 0;
  let pauseTimer = 0;
  let retryTimer = 0;
  whenBroken(() => {
    for (const timer of [saveTimer, pauseTimer, retryTimer]) clearTimeout(timer);
  });

  /**
   * The application gets what the fields show, before it calls anything kept: also what a spelling helper, a form filler or a translator has
   * put there, which send no event.
   */
  function sendTyped() {
    for (const { key, value, token } of reconciler.typed()) app.edited(key, value, token);
  }

  /** Removes the text that start.js kept apart while the application was on its way, once it is in a draft that is kept. */
  function letGoOfEarly() {
    if (dataset.early === undefined || dataset.ready === undefined || app.unkept()) return;
    storage.remove(dataset.early);
    delete dataset.early;
  }

  /** The text is in the store before this returns, if the browser lets it. */
  function saveNow() {
    if (!page.isHere) return;
    sendTyped();
    clearTimeout(saveTimer);
    saveTimer = 0;
    send('FlushDue');
    letGoOfEarly();
  }

  return {
    sendTyped,
    saveNow,
    letGoOfEarly,

    saveSoon() {
      saveTimer ||= setTimeout(saveNow, saveDelay);
      clearTimeout(pauseTimer);
      pauseTimer = setTimeout(() => send('Paused'), pause);
    },

    tryAgain() {
      clearTimeout(retryTimer);
      retryTimer = setTimeout(saveNow, retryDelay);
    },
  };
}
