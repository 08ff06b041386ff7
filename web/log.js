// Chromium keeps the databases of an origin in one log. A write that fails on a full disk leaves a torn piece in it, the browser goes on
// behind that, and says that all is well: at the next start what stands behind it cannot be read (measured: tests/browser/damage.test.mjs).
// So when a write has failed nothing more is written before there is room again, and then the log is filled until the browser begins a new
// one; a note of it stands where other tabs and the next start find it. Other browsers need none of it. It knows a database, and nothing of
// what is kept in it.

import { storageManager } from './refusable.js';

const isNeeded = navigator.userAgent.includes('Chrome/');
// A log is given up at 4 MiB, and the one before it is gone when the next is given up.
const logs = 2;
const logSize = 4 << 20;
const piece = 'x'.repeat(60_000);  // from 64 KiB on a value would be a file of its own
const needed = 16 << 20;           // the logs, and what is made of them
const mebibyte = new Uint8Array(1 << 20);
const patience = 30_000;           // ms for all of it

/** Whether the disk has room, found out beside the databases: there nothing may be cut off. @returns {Promise<boolean>} */
async function hasRoom() {
  const manager = storageManager();
  if (!manager?.getDirectory || !('createWritable' in FileSystemFileHandle.prototype)) return true;  // no way to ask
  const name = `room ${crypto.randomUUID()}`;  // of this tab
  const folder = await manager.getDirectory().catch(() => null);
  if (!folder) return true;  // nor in this window
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    for (let size = 0; size < needed; size += mebibyte.length) await stream.write(mebibyte);
    return true;
  } catch {
    return false;  // the disk is full, or the browser gives this page no more of it
  } finally {
    // Nothing of it becomes a file, whatever happened.
    await stream.abort().catch(() => {});
    await folder.removeEntry(name).catch(() => {});
  }
}

/** @param {IDBDatabase} database @param {string} store @returns {Promise<void>} */
const fill = (database, store) => new Promise((done, fail) => {
  const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
  transaction.oncomplete = () => done();
  transaction.onabort = () => fail(transaction.error);
  const filled = transaction.objectStore(store);
  for (let size = 0; size < logs * logSize * 1.1; size += piece.length) filled.put(piece, 'filling');
  filled.delete('filling');
});

/**
 * Whether the browser refused a write because this page may have no more: then nothing was written, and nothing is torn. A full disk can come
 * under the same name, but with words about it (Chromium 156); any words that are not known here count as that. What estimate() tells of the
 * quota is not what the browser goes by.
 * @param {DOMException} error
 */
const isOverQuota = ({ name, message }) => name === 'QuotaExceededError' && /^$|storage quota/.test(message);

/** @typedef {{stands: () => boolean, put: () => void, remove: () => void}} Note that the log is torn */

/** @param {(act: (database: IDBDatabase) => Promise<void>) => Promise<void>} use of the database @param {string} store that may be filled @param {Note} note */
export function createLog(use, store, note) {
  // As long as this page lives it need not ask the note: that may not have found room either.
  let isTorn = false;
  let failures = 0;
  /** While it is being made whole. @type {Promise<boolean> | null} */
  let mending = null;

  async function mend() {
    if (!await hasRoom()) return false;
    const before = failures;
    await use((database) => fill(database, store)).catch((error) => {
      log.failed(error);
      throw error;
    });
    if (failures !== before) return false;  // torn again in the meantime
    isTorn = false;
    note.remove();
    return true;
  }

  const log = {
    isWhole: () => !isNeeded || (!isTorn && !note.stands()),

    /** Whether what is written now will be found again. @returns {Promise<boolean>} */
    async canBeWritten() {
      if (log.isWhole()) return true;
      mending ??= Promise.race([mend(), new Promise((done) => { setTimeout(() => done(false), patience); })])
        .catch(() => false).then((mended) => {
          mending = null;
          return mended;
        });
      return mending;
    },

    /** A write has failed; error: as it came, or nothing when the browser has closed the database. @param {unknown} [error] */
    failed(error) {
      if (!isNeeded) return;
      // Closed by this page or by the browser; by the browser because of the disk, it says so as well.
      const harmless = ['AbortError', 'SecurityError', 'InvalidStateError'];
      if (error instanceof DOMException && (harmless.includes(error.name) || isOverQuota(error))) return;
      failures++;
      isTorn = true;
      note.put();
    },
  };
  return log;
}
