// Fills the log of Chromium's databases until the browser begins a new log, if the disk has room for that: log.js says why. Loaded when a log is
// torn, which few will see. It knows a database, and nothing of what is kept in it.

import { storageManager } from './refusable.js';

// Chromium begins a new log at 4 MiB, and deletes the old one when the new one is full as well.
const logs = 2;
const logSize = 4 << 20;
const piece = 'x'.repeat(60_000);  // a value of 64 KiB or more would become a file of its own
const needed = 16 << 20;           // bytes: two logs, and the tables that Chromium makes of them
const mebibyte = new Uint8Array(1 << 20);

/** Whether the disk has room. Tried in the origin's private file system: a write that fails there tears no log. @returns {Promise<boolean>} */
export async function hasRoom() {
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
export const fill = (database, store) => new Promise((done, fail) => {
  const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
  transaction.oncomplete = () => done();
  transaction.onabort = () => fail(transaction.error);
  const filled = transaction.objectStore(store);
  for (let size = 0; size < logs * logSize * 1.1; size += piece.length) filled.put(piece, 'filling');
  filled.delete('filling');
});
