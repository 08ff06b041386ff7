// Chromium keeps the databases of an origin in one log. A write that fails on a full disk leaves a torn piece in the log; the browser goes on
// behind the torn piece and reports success, but at the next start nothing behind it can be read (measured: tests/browser/damage.test.mjs).
// So after a failed write nothing is written before the disk has room again, and then the log is filled until the browser begins a new log.
// A note in localStorage tells other tabs and the next start that the log is torn. Other browsers need none of this. It knows a database, and
// nothing of what is kept in it.

import { storageManager } from './refusable.js';

const isNeeded = navigator.userAgent.includes('Chrome/');
// Chromium begins a new log at 4 MiB, and deletes the old one when the new one is full as well.
const logs = 2;
const logSize = 4 << 20;
const piece = 'x'.repeat(60_000);  // a value of 64 KiB or more would become a file of its own
const needed = 16 << 20;           // bytes: two logs, and the tables that Chromium makes of them
const mebibyte = new Uint8Array(1 << 20);
const patience = 30_000;           // ms for filling the log

/** Whether the disk has room. Tried in the origin's private file system: a write that fails there tears no log. @returns {Promise<boolean>} */
async function hasRoom() {
  const manager = storageManager();
  if (!manager?.getDirectory || !('createWritable' in FileSystemFileHandle.prototype)) return true;  // no way to ask
  const name = `room ${crypto.randomUUID()}`;  // a name that no other tab uses
  const folder = await manager.getDirectory().catch(() => null);
  if (!folder) return true;  // no way to ask in this window
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    for (let size = 0; size < needed; size += mebibyte.length) await stream.write(mebibyte);
    return true;
  } catch {
    return false;  // the disk is full, or the browser gives this page no more room
  } finally {
    // abort() discards what was written, so that nothing stays on the disk.
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
  // True from a failed write until the log is whole. The note alone would not do: localStorage may have had no room for it either.
  let isTorn = false;
  let failures = 0;
  /** Set while the log is being filled. @type {Promise<boolean> | null} */
  let mending = null;

  async function mend() {
    if (!await hasRoom()) return false;
    const before = failures;
    await use((database) => fill(database, store)).catch((error) => {
      log.failed(error);
      throw error;
    });
    if (failures !== before) return false;  // another write has torn the log meanwhile
    isTorn = false;
    note.remove();
    return true;
  }

  const log = {
    isWhole: () => !isNeeded || (!isTorn && !note.stands()),

    /** Whether a write made now can be read at the next start; first makes a torn log whole, if the disk has room. @returns {Promise<boolean>} */
    async canBeWritten() {
      if (log.isWhole()) return true;
      mending ??= Promise.race([mend(), new Promise((done) => { setTimeout(() => done(false), patience); })])
        .catch(() => false).then((mended) => {
          mending = null;
          return mended;
        });
      return mending;
    },

    /** To be called for every failed write. error: of the write; undefined when the browser has closed the database. @param {unknown} [error] */
    failed(error) {
      if (!isNeeded) return;
      // These come when the database was closed or refused. Where the browser closes it because of the disk, failed() is called without an error too.
      const harmless = ['AbortError', 'SecurityError', 'InvalidStateError'];
      if (error instanceof DOMException && (harmless.includes(error.name) || isOverQuota(error))) return;
      failures++;
      isTorn = true;
      note.put();
    },
  };
  return log;
}
