// What the browser says of the room it gives and of how long it keeps it, and wiping everything that this page has stored. Asked for
// when somebody wants it, so it delays nothing. It knows the names of the stores, nothing of what is in them.
import { databases, storageManager } from './refusable.js';
import { storage } from './storage.js';

const patience = 4000;  // ms for the safety copy to go
const pause = 300;      // ms in which another tab may still finish what it had begun

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, failed: 4 };
const lasting = { unknown: 0, no: 1, yes: 2 };  // as in state/device.h

/** @typedef {{usage: number, quota: number, lasting: number, asked: boolean}} Device as in state/device.h */

/** Asked of the browser in this page, and not granted: not asked twice. */
let refused = false;

/** @param {string} preferences key @returns {Promise<Device>} */
export async function readDevice(preferences) {
  const { persist } = storage.preferences(preferences);
  const manager = storageManager();
  // What a browser does not say, it does not say.
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
 * Asks the browser never to tidy the drafts away. What it grants is remembered: who takes that back is not asked again. A browser that
 * decides by itself may think otherwise on a later visit, so a refusal is not.
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
 * Takes away everything of this page, and nothing of others. Other tabs are told, or they would write back what they hold.
 * @param {string} database @param {string} prefix @param {() => void} tellOthers
 */
export async function wipe(database, prefix, tellOthers) {
  tellOthers();
  // That the browser's log is torn (log.js) is still so afterwards; the note of it holds nothing.
  const keys = () => storage.keys(prefix).filter((key) => key !== `${prefix}l`);
  let copy = trouble.none;
  for (let round = 0; round < 2; round++) {
    copy = await forget(database);
    for (const key of keys()) storage.remove(key);
    if (round === 0) await new Promise((done) => setTimeout(done, pause));
  }
  return { localLeft: Math.min(keys().length, 1), copy };
}
