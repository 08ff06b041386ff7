// What the browser says about storage: how much room the page has, and whether the browser may clear it by itself. It also deletes everything that
// this page has stored. Loaded only when it is needed. It knows the names of the stores, nothing of what is in them.
import { databases, storageManager } from './refusable.js';
import { storage } from './storage.js';

const patience = 4000;  // ms for the browser to delete the database
const pause = 300;      // ms in which another tab may still finish a write that it had begun

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, failed: 4 };
const lasting = { unknown: 0, no: 1, yes: 2 };  // as in state/device.h

/** @typedef {{usage: number, quota: number, lasting: number, asked: boolean}} Device as in state/device.h */

/** Whether this page has asked for persistence without getting it: it is not asked for twice. */
let refused = false;

/** @param {string} preferences key @returns {Promise<Device>} */
export async function readDevice(preferences) {
  const { persist } = storage.preferences(preferences);
  const manager = storageManager();
  // Zeros where the browser does not tell.
  const [room, keeps] = await Promise.allSettled([(async () => manager?.estimate?.())(), (async () => manager?.persisted?.())()]);
  const { usage = 0, quota = 0 } = (room.status === 'fulfilled' && room.value) || {};
  const known = keeps.status === 'fulfilled' && typeof keeps.value === 'boolean' && manager?.persist;
  return {
    usage, quota,
    lasting: !known ? lasting.unknown : keeps.value ? lasting.yes : lasting.no,
    asked: refused || persist !== undefined,
  };
}

/**
 * Asks the browser not to clear the storage by itself (navigator.storage.persist()). That it was granted is remembered: a reader who takes it back is not
 * asked again. A refusal is not remembered, because a browser that decides by itself may decide otherwise on a later visit.
 * @param {string} preferences key
 */
export async function askToKeep(preferences) {
  const manager = storageManager();
  if (!manager?.persist || refused || storage.preferences(preferences).persist !== undefined) return;
  refused = true;  // also when no answer ever comes
  if (!await manager.persist()) return;
  refused = false;
  storage.prefer(preferences, 'persist', true);
}

/** @param {string} name of the database @returns {Promise<number>} */
const forget = (name) => new Promise((done) => {
  setTimeout(done, patience, trouble.failed);
  try {
    const request = /** @type {IDBFactory} */ (databases()).deleteDatabase(name);
    request.onsuccess = () => done(trouble.none);
    request.onerror = () => done(trouble.failed);
  } catch {
    done(trouble.blocked);
  }
});

/**
 * Deletes everything that this page has stored, in two rounds, and nothing of other pages. Other tabs are told first, because they would write their
 * drafts back.
 * @param {string} database @param {string} prefix @param {() => void} tellOthers @returns localLeft: 1 when a key is still in localStorage, else 0; copy: as `trouble`
 */
export async function wipe(database, prefix, tellOthers) {
  tellOthers();
  // The note that the browser's log is torn (log.js) stays: the log still is, and the note has no text in it.
  const keys = () => storage.keys(prefix).filter((key) => key !== `${prefix}l`);
  let copy = trouble.none;
  for (let round = 0; round < 2; round++) {
    copy = await forget(database);
    for (const key of keys()) storage.remove(key);
    if (round === 0) await new Promise((done) => setTimeout(done, pause));
  }
  return { localLeft: Math.min(keys().length, 1), copy };
}
