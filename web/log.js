// Keeps writes off a torn log of Chromium's databases, and has it mended. Chromium keeps the databases of an origin in one log. A write that fails on a full disk leaves a torn piece in the log; the browser goes on
// behind the torn piece and reports success, but at the next start nothing behind it can be read (measured: tests/browser/damage.test.mjs).
// So after a failed write nothing is written before the disk has room again, and then the log is filled (filling.js) until the browser begins
// a new log. A note in localStorage tells other tabs and the next start that the log is torn. Other browsers need none of this. It knows a
// database, and nothing of what is kept in it.

const isNeeded = navigator.userAgent.includes('Chrome/');
const patience = 30_000;  // ms for filling the log

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
    const { fill, hasRoom } = await import('./filling.js');
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
