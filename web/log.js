// Chromium keeps the databases of an origin in one log, and opens the last one again to go on in it. What a full disk, or the end of the
// browser, cut off stands in the middle of it then, and at the next start the browser takes the log for damaged and removes every draft.
// So before a page writes for the first time, and again when a write has failed, the log is filled until the browser begins a new one, and
// nothing is written when there is no room for that. Other browsers need none of it. It knows a database, and nothing of what is kept in it.

const isNeeded = navigator.userAgent.includes('Chrome/');
// A log is given up at 4 MiB, and the one before it is gone when the next is given up.
const logs = 2;
const logSize = 4 << 20;
const piece = 'x'.repeat(60_000);  // from 64 KiB on a value would be a file of its own
const needed = 16 << 20;           // the logs, and what is made of them
const mebibyte = new Uint8Array(1 << 20);

/** Whether the disk has room, found out beside the databases: there nothing may be cut off. @returns {Promise<boolean>} */
async function hasRoom() {
  if (!navigator.storage?.getDirectory) return true;  // no way to ask
  const name = 'room';
  const folder = await navigator.storage.getDirectory();
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

/** @param {() => Promise<IDBDatabase>} open @param {string} store that may be filled */
export function createLog(open, store) {
  /** @type {Promise<boolean> | null} */
  let renewed = null;

  async function renew() {
    if (!await hasRoom()) return false;
    await fill(await open(), store);
    return true;
  }

  const log = {
    /** Whether what is written now will be found again. @returns {Promise<boolean>} */
    isWhole() {
      if (!isNeeded) return Promise.resolve(true);
      if (renewed) return renewed;
      const attempt = renew().catch(() => false).then((isNew) => {
        if (!isNew && renewed === attempt) renewed = null;
        return isNew;
      });
      renewed = attempt;
      return attempt;
    },

    /** A write has failed, here or in another tab. */
    failed() { renewed = null; },
  };
  return log;
}
