// The replica of all drafts ("veiligheidskopie" in the interface): the record lines of localStorage in an IndexedDB database with strict
// durability, so that a write that was answered survives the end of the browser; the trash and the snapshots too. It knows ids, lines and the
// database, and never throws: it answers with a number of `trouble`. Every write is one transaction that compares with the record in the
// database first: another tab may have written (a conflict).

import { createConnection } from './connection.js';
import { createLog } from './log.js';

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, full: 2, failed: 4, conflict: 5 };

/** @typedef {Record<'drafts' | 'gone' | 'trash' | 'history', IDBObjectStore>} Stores */
/** @typedef {{revision: number, writer: string}} Stamp revision 0: no record */
/** @typedef {{time: string, name: string, line: string}} Snapshot */
/** @typedef {{trouble: number, copies: string[], gone: string[]}} Found copies: id and line, gone: id and tombstone, alternating */

const stores = ['drafts', 'gone', 'trash', 'history', 'meta'];
const patience = 4000;   // ms without an answer before the page says so; a disk can stand still for longer
const turn = 100;        // ms between two looks at the clock
const daysKept = 30;     // at least, of a tombstone and of a draft in the trash (trash_days in state/trash.h; the words say it, too)
const today = () => Math.floor(Date.now() / 86_400_000);
/** Whether daysKept are over. @param {number} day of removal, in days since 1970 */
const isOver = (day) => day < today() - daysKept;

/** The first fields of a line. @param {unknown} line @returns {Stamp} */
export function stampOf(line) {
  const match = /^RV1\|\d+\|\d+\|(\d+)\|\d+\|(\w+)\|/.exec(typeof line === 'string' ? line : '');
  return match ? { revision: Number(match[1]), writer: match[2] } : { revision: 0, writer: '' };
}

const noRoom = () => new DOMException('no room', 'QuotaExceededError');

/** @param {unknown} error */
function troubleOf(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return trouble.full;
  return name === 'SecurityError' ? trouble.blocked : trouble.failed;
}

let answers = 0;  // how many writes were answered: while the number grows, the disk does not stand still

/**
 * Rejects with TimeoutError after `patience` without an answer. Only time in which the page's own timers ran counts: a busy or sleeping page would not
 * have got the answer either.
 * @template T @param {Promise<T>} promise @returns {Promise<T>}
 */
function inTime(promise) {
  let timer = 0;
  const late = new Promise((_, fail) => {
    let seen = answers;
    let waited = 0;
    const look = () => {
      waited = answers === seen ? waited + turn : 0;
      seen = answers;
      if (waited < patience) timer = setTimeout(look, turn);
      else fail(new DOMException('no answer', 'TimeoutError'));
    };
    timer = setTimeout(look, turn);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The keys of all snapshots of a draft begin with its id and a space. @param {string} id */
const snapshotsOf = (id) => IDBKeyRange.bound(`${id} `, `${id}!`);

/**
 * @param {string} name of the database @param {import('./log.js').Note} note
 * @param {(named: boolean) => void} onGivenUp snapshots were deleted to make room; named: also those with a name
 * @param {() => void} onTaken somebody else than this application may have emptied the database
 */
export function createSafety(name, note, onGivenUp = () => {}, onTaken = () => {}) {
  const connection = createConnection(name, stores, () => { log.failed(); onTaken(); });
  const log = createLog(connection.use, 'meta', note);
  let wipes = 0;
  let hasTidied = false;  // whether this page has looked for trash that is over

  /** As inTime(); without an answer the connection is in doubt. @template T @param {Promise<T>} asked @returns {Promise<T>} */
  const heard = (asked) => inTime(asked).catch((error) => {
    if (error?.name === 'TimeoutError') connection.doubt(patience - turn);
    throw error;
  });

  /**
   * Runs one transaction over drafts, tombstones, trash and snapshots, a second time if the browser had closed the database. Resolves with what `act`
   * answered when the transaction is complete.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(stores: Stores, answer: (value: T) => void) => void} act
   * @returns {Promise<T>}
   */
  async function transact(mode, act) {
    const before = wipes;
    /** A transaction that was asked for before everything was wiped must not write into the new database. */
    const unlessWiped = () => { if (wipes !== before) throw new DOMException('wiped', 'AbortError'); };
    const run = async () => {
      const result = await connection.use((database) => /** @type {Promise<T>} */ (new Promise((done, fail) => {
        unlessWiped();
        const names = ['drafts', 'gone', 'trash', 'history'];
        const transaction = database.transaction(names, mode, { durability: 'strict' });
        /** @type {T} */
        let result;
        transaction.oncomplete = () => {
          if (mode === 'readwrite') answers++;
          done(result);
        };
        transaction.onabort = () => fail(transaction.error);
        const [drafts, gone, trash, history] = names.map((store) => transaction.objectStore(store));
        act({ drafts, gone, trash, history }, (value) => { result = value; });
      })));
      unlessWiped();
      return result;
    };
    const inWholeLog = async () => {
      if (mode === 'readonly') return run();
      if (!await log.canBeWritten()) throw noRoom();
      unlessWiped();
      const result = await run().catch((error) => {
        log.failed(error);
        throw error;
      });
      if (!log.isWhole()) throw noRoom();  // another write tore the log first, so this one is written again
      return result;
    };
    try {
      return await inWholeLog();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      return inWholeLog();
    }
  }

  /** Reads records and tombstones, and once a page deletes trash that is over. @param {string} id empty: all @returns {Promise<Found>} */
  async function read(id) {
    const range = id === '' ? undefined : IDBKeyRange.only(id);
    const found = await transact('readonly', ({ drafts, gone }, /** @type {(found: Found & {old: IDBValidKey[]}) => void} */ answer) => {
      /** @type {Found & {old: IDBValidKey[]}} */
      const all = { trouble: trouble.none, copies: [], gone: [], old: [] };
      answer(all);
      drafts.openCursor(range).onsuccess = ({ target }) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target).result;
        if (!cursor) return;
        all.copies.push(String(cursor.key), typeof cursor.value === 'string' ? cursor.value : JSON.stringify(cursor.value) ?? '');
        cursor.continue();
      };
      gone.openCursor(range).onsuccess = ({ target }) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target).result;
        if (!cursor) return;
        const { tombstone, day } = cursor.value ?? {};
        all.gone.push(String(cursor.key), String(tombstone));
        if (isOver(day)) all.old.push(cursor.key);
        cursor.continue();
      };
    });
    if (!hasTidied && found.old.length > 0) {
      hasTidied = true;
      // Nobody waits for this; what is not deleted now is found again at the next start. A clock can be wrong, so a draft is deleted only when an
      // earlier start has found on an earlier day that its time is over.
      transact('readwrite', (all) => {
        for (const key of found.old) {
          all.gone.get(key).onsuccess = ({ target }) => {
            const stands = /** @type {IDBRequest} */ (target).result;
            if (!isOver(stands?.day)) return;  // removed again since
            if (stands.overOn < today()) {
              all.gone.delete(key);
              eraseFromTrash(all, String(key));
            } else {
              all.gone.put({ ...stands, overOn: today() }, key);
            }
          };
        }
      }).catch(() => {});
    }
    return found;
  }

  /** Deletes a draft from the trash for good, and its snapshots unless the draft is back among the drafts. @param {Stores} stores @param {string} id */
  function eraseFromTrash({ drafts, trash, history }, id) {
    trash.delete(id);
    drafts.count(id).onsuccess = ({ target }) => {
      if (/** @type {IDBRequest<number>} */ (target).result === 0) history.delete(snapshotsOf(id));
    };
  }

  /** The outcome as a number of `trouble`. @param {Promise<number>} written */
  const answered = (written) => heard(written).catch(troubleOf);

  /** Deletes the snapshots of all drafts; resolves whether there were any. @param {boolean} named also those with a name */
  const giveUp = (named) => heard(transact('readwrite', ({ history }, /** @type {(any: boolean) => void} */ answer) => {
    history.getAllKeys().onsuccess = ({ target }) => {
      const keys = /** @type {IDBRequest<IDBValidKey[]>} */ (target).result.filter((key) => named || String(key).split(' ').length === 3);
      answer(keys.length > 0);
      for (const key of keys) history.delete(key);
    };
  })).catch(() => false);

  /**
   * Writes; when the database is full, deletes snapshots and writes again: the first thing to give up when room is short.
   * @param {boolean[]} steps values of `named` for giveUp(), one after the other @param {() => Promise<number>} write
   */
  async function makingRoom(steps, write) {
    const before = wipes;
    for (const named of steps) {
      const outcome = await answered(write());
      // When the log is torn, deleting something makes no room.
      if (outcome !== trouble.full || !log.isWhole()) return outcome;
      if (await giveUp(named)) onGivenUp(named);
      if (wipes !== before) return outcome;
    }
    return answered(write());
  }

  return {
    /** Refuses every call while the database is being deleted. @param {boolean} shut */
    shut(shut) {
      if (shut) wipes++;
      connection.shut(shut);
    },

    /** Whether the database surely has no draft; false when it cannot be read. @returns {Promise<boolean>} */
    isEmpty: () => heard(transact('readonly', ({ drafts }, answer) => {
      drafts.count().onsuccess = ({ target }) => answer(/** @type {IDBRequest<number>} */ (target).result === 0);
    })).catch(() => false),

    /** Records and tombstones of all drafts, or of one. @param {string} [id] @returns {Promise<Found>} */
    read: (id = '') => heard(read(id)).catch((error) => ({ trouble: troubleOf(error), copies: [], gone: [] })),

    /**
     * Stores a record line, unless there is a conflict: the record in the database has to be the known one or an older one by the line's own writer,
     * and no tombstone may cover the line. Deletes the draft's tombstone and its entry in the trash with the same write. Where a record was known
     * and neither record nor tombstone is there, the database was emptied, and is filled again.
     * @param {string} id @param {string} line @param {Stamp} known @returns {Promise<number>}
     */
    put: (id, line, known) => makingRoom([false, true], () => transact('readwrite', ({ drafts, gone, trash }, answer) => {
      const { revision, writer } = stampOf(line);
      drafts.get(id).onsuccess = ({ target }) => {
        const found = /** @type {IDBRequest} */ (target).result;
        if (found !== undefined) {
          // What is removed leaves `drafts` with the write that makes its tombstone: a draft that is here has none, and is in no trash.
          const isFree = found === line || mayReplace(found, known, writer, revision);
          answer(isFree ? trouble.none : trouble.conflict);
          if (isFree && found !== line) drafts.put(line, id);
          return;
        }
        gone.get(id).onsuccess = (event) => {
          const stands = /** @type {IDBRequest} */ (event.target).result;
          const isFree = !stands || (known.revision === 0 && !isGone(stands.tombstone, writer, revision));
          answer(isFree ? trouble.none : trouble.conflict);
          if (!isFree) return;
          if (known.revision !== 0) onTaken();
          drafts.put(line, id);
          gone.delete(id);
          trash.delete(id);
        };
      };
    })),

    /**
     * Moves a draft to the trash and leaves a tombstone, unless there is a conflict as in put(); a record that the tombstone covers is none.
     * @param {string} id @param {string} tombstone @param {string} line the newest record; empty: the database has the newest
     * @param {string} removed ISO time @param {Stamp} known @returns {Promise<number>}
     */
    remove: (id, tombstone, line, removed, known) => makingRoom([false, true], () => transact('readwrite', ({ drafts, gone, trash }, answer) => {
      const { revision, writer } = fieldsOf(tombstone);
      drafts.get(id).onsuccess = ({ target }) => {
        const found = /** @type {IDBRequest} */ (target).result;
        const stamp = stampOf(found);
        const isFree = found === undefined || mayReplace(found, known, writer, revision) ||
          (stamp.revision !== 0 && isGone(tombstone, stamp.writer, stamp.revision));
        answer(isFree ? trouble.none : trouble.conflict);
        if (!isFree) return;
        drafts.delete(id);
        gone.get(id).onsuccess = (event) => {
          const stands = /** @type {IDBRequest} */ (event.target).result;
          gone.put({ tombstone: stands ? both(tombstone, stands.tombstone) : tombstone, day: today() }, id);
        };
        trash.get(id).onsuccess = (event) => {
          // Several pages may remove the same draft: the trash gets the newest of all records.
          const kept = /** @type {IDBRequest} */ (event.target).result?.line;
          let newest = kept;
          for (const one of [line, found]) if (stampOf(one).revision > stampOf(newest).revision) newest = one;
          if (newest !== kept) trash.put({ line: newest, removed }, id);
        };
      };
    })),

    /** Id, line and time of removal of each draft in the trash, alternating. @returns {Promise<{trouble: number, items: string[]}>} */
    readTrash: () => heard(transact('readonly', ({ trash }, /** @type {(items: string[]) => void} */ answer) => {
      /** @type {string[]} */
      const items = [];
      answer(items);
      trash.openCursor().onsuccess = ({ target }) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target).result;
        if (!cursor) return;
        items.push(String(cursor.key), String(cursor.value?.line), String(cursor.value?.removed));
        cursor.continue();
      };
    })).then((items) => ({ trouble: trouble.none, items }), (error) => ({ trouble: troubleOf(error), items: [] })),

    /** Deletes a draft from the trash for good. @param {string} id @returns {Promise<number>} */
    removeFromTrash: (id) => answered(transact('readwrite', (all, answer) => {
      answer(trouble.none);
      eraseFromTrash(all, id);
    })),

    /** Key, time, name and line of each snapshot of a draft, alternating; without an id, of all drafts. @param {string} [id] @returns {Promise<{trouble: number, items: string[]}>} */
    readHistory: (id) => heard(transact('readonly', ({ history }, /** @type {(items: string[]) => void} */ answer) => {
      /** @type {string[]} */
      const items = [];
      answer(items);
      history.openCursor(id === undefined ? undefined : snapshotsOf(id)).onsuccess = ({ target }) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target).result;
        if (!cursor) return;
        const { time, name, line } = cursor.value ?? {};
        items.push(String(cursor.key), String(time), String(name), String(line));
        cursor.continue();
      };
    })).then((items) => ({ trouble: trouble.none, items }), (error) => ({ trouble: troubleOf(error), items: [] })),

    /**
     * Stores a snapshot, in a transaction of its own, so that no record fails with it. Changes nothing when a snapshot has the key already, and answers
     * `conflict` when the draft was removed.
     * @param {string} id @param {string} key @param {Snapshot} snapshot @returns {Promise<number>}
     */
    keepSnapshot: (id, key, snapshot) => makingRoom([false], () => transact('readwrite', ({ gone, history }, answer) => {
      answer(trouble.conflict);
      gone.count(id).onsuccess = ({ target }) => {
        if (/** @type {IDBRequest<number>} */ (target).result > 0) return;
        answer(trouble.none);
        keepUnlessThere(history, key, snapshot);
      };
    })),

    /**
     * Stores snapshots of a backup, also of a draft that has a tombstone. Deletes nothing to make room for them.
     * @param {[string, Snapshot][]} snapshots each with its key @returns {Promise<number>}
     */
    putSnapshotsBack: (snapshots) => answered(transact('readwrite', ({ history }, answer) => {
      answer(trouble.none);
      for (const [key, snapshot] of snapshots) keepUnlessThere(history, key, snapshot);
    })),

    /** @param {string[]} keys @returns {Promise<number>} */
    dropSnapshots: (keys) => answered(transact('readwrite', ({ history }, answer) => {
      answer(trouble.none);
      for (const key of keys) history.delete(key);
    })),
  };
}

/** @param {IDBObjectStore} history @param {string} key @param {Snapshot} snapshot */
function keepUnlessThere(history, key, snapshot) {
  history.count(key).onsuccess = ({ target }) => {
    if (/** @type {IDBRequest<number>} */ (target).result === 0) history.put(snapshot, key);
  };
}

/** The fields of a tombstone, as write_tombstone() in app/drafts/merge.h writes them. @param {unknown} tombstone */
function fieldsOf(tombstone) {
  const [revision, base, writer] = String(tombstone).split(' ');
  return { revision: Number(revision), base: Number(base), writer };
}

/** One tombstone that covers what two tombstones cover; app/drafts/merge.cpp has the same rule in both_of(). @param {unknown} one @param {unknown} other */
function both(one, other) {
  const [older, newer] = [fieldsOf(other), fieldsOf(one)].sort((a, b) => a.revision - b.revision);
  const base = Math.max(newer.base, older.base, newer.writer === older.writer ? 0 : older.revision);
  return `${newer.revision} ${base} ${newer.writer}`;
}

/** Whether the tombstone covers this record: the removed one, one before it by the same writer, its parent, or one older than the parent. @param {unknown} tombstone @param {string} writer @param {number} revision */
function isGone(tombstone, writer, revision) {
  const gone = fieldsOf(tombstone);
  return revision <= gone.base || (writer === gone.writer && revision <= gone.revision);
}

/** Whether a record by this writer with this revision may replace the record in the database: no conflict. @param {unknown} found the line there @param {Stamp} known @param {string} writer @param {number} revision */
function mayReplace(found, known, writer, revision) {
  const stamp = stampOf(found);
  if (stamp.revision === 0) return false;  // the line does not parse: never overwritten
  return (stamp.revision === known.revision && stamp.writer === known.writer) || (stamp.writer === writer && stamp.revision <= revision);
}
