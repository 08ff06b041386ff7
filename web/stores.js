// The stores of this browser as the application is told of them: what they hold at the start and later, what other tabs do to them, how much room is left.
// It knows ids of drafts and when to look; what is found, and what of it holds, is for the application to say.
import { startAnew } from './breaking.js';
import { database, preferences, prefix } from './names.js';
import { page } from './page.js';
import { createSafety } from './safety.js';
import { storage } from './storage.js';
import { createTabs } from './tabs.js';

const blocked = 1;            // as in state/entry.h, enum StorageTrouble
const checkDelay = 250;       // ms until it is looked whether the stores still have what was kept
const retryDelay = 5000;      // ms until the safety copy is read again, when it could not be read at the start
const longestRetry = 60_000;  // ms between two attempts at that
const longestWipe = 15_000;   // ms that another tab may take to wipe everything

/** Stands while the browser's log of the database is torn (log.js). */
const tornNote = `${prefix}l`;
const logNote = {
  stands: () => storage.read(tornNote) !== null,
  put: () => { storage.writeInAnyRoom(prefix, tornNote, ''); },
  remove: () => { storage.remove(tornNote); },
};

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{sendTyped: () => void, saveNow: () => void}} typing @param {{ask: () => void}} offline
 */
export function createStores({ app, send }, { sendTyped, saveNow }, offline) {
  const safety = createSafety(database, logNote, (named) => send('HistoryGivenUp', named), () => checkStoresSoon(true));
  /** Read while the application is on its way. */
  const firstCopies = safety.read();
  let checkTimer = 0;
  let isTold = false;
  let roomTimer = 0;
  let wipeTimer = 0;

  /** What other tabs have done before the application has been started. @type {(() => void)[]} */
  const before = [];
  /** @template T @param {(id: string) => T | Promise<T>} act @returns {(id: string) => Promise<T>} never answered by a page that is broken */
  const whenStarted = (act) => (id) => new Promise((done) => {
    if (!page.started) before.push(() => done(act(id)));
    else if (!page.broken) done(act(id));
  });
  const tabs = createTabs(database, {
    held: whenStarted((id) => send('LeaseGiven', id)),
    took: whenStarted(readAgain),
    elsewhere: whenStarted((id) => { sendTyped(); send('LeaseElsewhere', id); }),
    wanted: whenStarted((id) => { saveNow(); send('LeaseWanted', id); }),
    changed: whenStarted(readAgain),
    wiping: forgetAll,
    wiped: (localLeft, copy) => { void allForgotten(localLeft, copy); },
  });
  tabs.show(/^#\/verslag\/([0-9a-f]{32})/.exec(location.hash)?.[1] ?? '');

  // ---- Both stores ---------------------------------------------------------------------------------------------------------------

  /** The safety copy is read again, for one draft; the first reading is of all drafts. @param {string} id */
  async function readAgain(id) {
    const asked = page.copiesAreRead ? id : '';
    const found = await safety.read(asked);
    if (page.broken) return;
    sendTyped();
    copiesRead(found.trouble === 0 ? asked : id, found);
  }

  /**
   * What the safety copy holds, beside what localStorage holds now.
   * @param {string} id of the draft that was asked for; empty: all @param {import('./safety.js').Found} found
   */
  function copiesRead(id, found) {
    if (found.trouble === 0) page.copiesAreRead = true;
    send('CopiesRead', found.trouble, storage.items(prefix, id), found.copies, found.gone, id);
  }

  /** The safety copy could not be read at the start (a slow disk, or a page of another version that blocks the database): tries until it can. */
  async function readLater() {
    for (let delay = retryDelay; !page.copiesAreRead && !page.broken; delay = Math.min(2 * delay, longestRetry)) {
      await new Promise((done) => setTimeout(done, delay));
      if (!page.copiesAreRead && !page.broken) await readAgain('');
    }
  }

  /**
   * Reads both stores, for the application to compare with what it holds: the browser, an extension or a policy may have cleared one of them.
   * @param {boolean} told: an event said so; otherwise both stores are read only if one of them is empty @param {number} [delay] ms
   */
  function checkStoresSoon(told, delay = checkDelay) {
    isTold ||= told;
    checkTimer ||= setTimeout(checkStores, delay, delay);
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

  // ---- This device ---------------------------------------------------------------------------------------------------------------

  function readRoom() {
    const { used, others } = storage.room(prefix);
    storage.holdBack(prefix, used);
    send('RoomRead', used, others);
  }

  /** Counts the room later: counting reads all of localStorage, and must not happen within a call of the application. @param {number} [delay] ms */
  function readRoomSoon(delay = 0) {
    roomTimer ||= setTimeout(() => {
      roomTimer = 0;
      readRoom();
    }, delay);
  }

  /** Another tab wipes everything: nothing of this one may come back. */
  function forgetAll() {
    safety.shut(true);
    if (!page.started || page.broken) return startAnew();
    send('WipeBegun');
    sendTyped();  // the application hears no edits while it is wiped, so what the fields show now is never sent again
    clearTimeout(wipeTimer);
    wipeTimer = setTimeout(startAnew, longestWipe);  // the tab that wipes has gone away without a word
  }

  /** Everything is wiped, here or in another tab; what is still there is shown. @param {number} localLeft @param {number} copy as device.js tells */
  async function allForgotten(localLeft, copy) {
    clearTimeout(wipeTimer);
    safety.shut(false);
    if (!page.started || page.broken) return startAnew();
    sendTyped();
    send('Wiped', localLeft !== 0, copy);
    document.getElementById('rescue')?.remove();
    if (localLeft !== 0 || copy !== 0) copiesRead('', await safety.read());
  }

  return {
    safety, tabs, firstCopies, readAgain, checkStoresSoon, readRoom, readRoomSoon, allForgotten,

    /** After a change of screen, and when the page comes into view. */
    lookAround() {
      offline.ask();
      readRoomSoon();
      checkStoresSoon(false);
    },

    /** When the last backup was made, as far as this browser knows. */
    lastBackup() {
      const { lastBackup } = storage.preferences(preferences);
      return typeof lastBackup === 'string' ? lastBackup : '';
    },

    /** Directly after the application has been started. @param {import('./safety.js').Found | undefined} found what has been read by then */
    started(found) {
      if (found !== undefined) copiesRead('', found);
      else void firstCopies.then((late) => { sendTyped(); copiesRead('', late); });
      void firstCopies.then(({ trouble }) => trouble === blocked ? undefined : readLater());
      page.started = true;
    },
    catchUp() { for (const act of before.splice(0)) act(); },
  };
}
