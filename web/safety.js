// The safety copy: the same record lines as in localStorage, in an IndexedDB database with strict durability, so that what it
// has said it holds survives the browser's end. It knows ids, lines and the database, and never throws: answers are numbers.
// Every call is one transaction, and looks at what stands there before it writes: another tab may have been first.

import { createConnection } from './connection.js';
import { createLog } from './log.js';

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, full: 2, failed: 4, conflict: 5 };

/** @typedef {Record<'drafts' | 'gone' | 'trash' | 'history', IDBObjectStore>} Stores */
/** @typedef {{revision: number, writer: string}} Stamp revision 0: no record */
/** @typedef {{time: string, name: string, line: string}} Snapshot */
/** @typedef {{trouble: number, copies: string[], gone: string[]}} Found id and line, id and tombstone, one after the other */

const stores = ['drafts', 'gone', 'trash', 'history', 'meta'];
const patience = 4000;   // ms for an answer; a disk that stands still must not be waited for in silence
const turn = 100;        // ms between two looks whether a call was answered; only time in which the page itself ran counts
const daysKept = 30;     // of a tombstone, and of what is in the trash, at least: trash_days in state/trash.h, and the words say it
const today = () => Math.floor(Date.now() / 86_400_000);
/** @param {number} day of removal */
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

let answers = 0;  // to writes: while there are any, the disk does not stand still

/**
 * Counted is only the time in which the page itself got its turns: busy or asleep, it would not have heard the answer either.
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

/** Keys of all snapshots of a draft: "<id> …". @param {string} id */
const snapshotsOf = (id) => IDBKeyRange.bound(`${id} `, `${id}!`);

/**
 * @param {string} name of the database @param {import('./log.js').Note} note
 * @param {(named: boolean) => void} onGivenUp histories went for room; also snapshots with a name
 * @param {() => void} onTaken what was in it may have been taken away by somebody else than this app
 */
export function createSafety(name, note, onGivenUp = () => {}, onTaken = () => {}) {
  const connection = createConnection(name, stores, () => { log.failed(); onTaken(); });
  const log = createLog(connection.use, 'meta', note);
  let wipes = 0;
  let hasTidied = false;  // this page, the trash

  /** @template T @param {Promise<T>} asked @returns {Promise<T>} */
  const heard = (asked) => inTime(asked).catch((error) => {
    if (error?.name === 'TimeoutError') connection.doubt(patience - turn);
    throw error;
  });

  /**
   * One transaction over all of it, once more if the browser had closed the database. Its result counts when it is complete.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(stores: Stores, answer: (value: T) => void) => void} act
   * @returns {Promise<T>}
   */
  async function transact(mode, act) {
    const before = wipes;
    /** What is on its way does not write into the database that comes after, and has read nothing of it. */
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
      if (!log.isWhole()) throw noRoom();  // another write has torn the log before this one: it is written again
      return result;
    };
    try {
      return await inWholeLog();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      return inWholeLog();
    }
  }

  /** @param {string} id empty: all @returns {Promise<Found>} */
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
      // Nobody waits for it; what stays is found again. A clock can be wrong: what one start finds to be over goes only when another one has
      // found the same on an earlier day.
      transact('readwrite', (all) => {
        for (const key of found.old) {
          all.gone.get(key).onsuccess = ({ target }) => {
            const stands = /** @type {IDBRequest} */ (target).result;
            if (!isOver(stands?.day)) return;  // removed once more
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

  /** For good, and the history with it, unless a draft of that id is here. @param {Stores} stores @param {string} id */
  function eraseFromTrash({ drafts, trash, history }, id) {
    trash.delete(id);
    drafts.count(id).onsuccess = ({ target }) => {
      if (/** @type {IDBRequest<number>} */ (target).result === 0) history.delete(snapshotsOf(id));
    };
  }

  /** @param {Promise<number>} written */
  const answered = (written) => heard(written).catch(troubleOf);

  /** The histories of all drafts: snapshots without a name, or all. Whether there were any. @param {boolean} named */
  const giveUp = (named) => heard(transact('readwrite', ({ history }, /** @type {(any: boolean) => void} */ answer) => {
    history.getAllKeys().onsuccess = ({ target }) => {
      const keys = /** @type {IDBRequest<IDBValidKey[]>} */ (target).result.filter((key) => named || String(key).split(' ').length === 3);
      answer(keys.length > 0);
      for (const key of keys) history.delete(key);
    };
  })).catch(() => false);

  /**
   * Histories are the first thing that goes when room is short: those without a name, then for a text of now the others as well.
   * @param {boolean[]} steps @param {() => Promise<number>} write
   */
  async function makingRoom(steps, write) {
    const before = wipes;
    for (const named of steps) {
      const outcome = await answered(write());
      // What is torn is not made whole by giving up.
      if (outcome !== trouble.full || !log.isWhole()) return outcome;
      if (await giveUp(named)) onGivenUp(named);
      if (wipes !== before) return outcome;
    }
    return answered(write());
  }

  return {
    /** While all of it is being wiped. @param {boolean} shut */
    shut(shut) {
      if (shut) wipes++;
      connection.shut(shut);
    },

    /** Whether there is no draft in it, as far as it can be told. @returns {Promise<boolean>} */
    isEmpty: () => heard(transact('readonly', ({ drafts }, answer) => {
      drafts.count().onsuccess = ({ target }) => answer(/** @type {IDBRequest<number>} */ (target).result === 0);
    })).catch(() => false),

    /** Everything, or what there is of one draft. @param {string} [id] @returns {Promise<Found>} */
    read: (id = '') => heard(read(id)).catch((error) => ({ trouble: troubleOf(error), copies: [], gone: [] })),

    /**
     * Puts a line, if the record that stands there is the known one or an older one of the line's own writer, and no tombstone stands
     * over it. It goes with the put, and out of the trash. Not there without a tombstone: the store was emptied, and is filled again.
     * @param {string} id @param {string} line @param {Stamp} known @returns {Promise<number>}
     */
    put: (id, line, known) => makingRoom([false, true], () => transact('readwrite', ({ drafts, gone, trash }, answer) => {
      const { revision, writer } = stampOf(line);
      drafts.get(id).onsuccess = ({ target }) => {
        const found = /** @type {IDBRequest} */ (target).result;
        gone.get(id).onsuccess = (event) => {
          const stands = /** @type {IDBRequest} */ (event.target).result;
          if (found === line) return answer(trouble.none);
          const isFree = found !== undefined ? mayReplace(found, known, writer, revision)
            : !stands || (known.revision === 0 && !isGone(stands.tombstone, writer, revision));
          answer(isFree ? trouble.none : trouble.conflict);
          if (!isFree) return;
          if (found === undefined && known.revision !== 0) onTaken();
          drafts.put(line, id);
          gone.delete(id);
          trash.delete(id);
        };
      };
    })),

    /**
     * Puts a draft into the trash and leaves a tombstone, under the same condition; what the tombstone stands over is known as well.
     * @param {string} id @param {string} tombstone @param {string} line empty: what stands there is the newest
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
          // The newest of them: several pages may be on it.
          const kept = /** @type {IDBRequest} */ (event.target).result?.line;
          let newest = kept;
          for (const one of [line, found]) if (stampOf(one).revision > stampOf(newest).revision) newest = one;
          if (newest !== kept) trash.put({ line: newest, removed }, id);
        };
      };
    })),

    /** Id, line and time of removal of each. @returns {Promise<{trouble: number, items: string[]}>} */
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

    /** For good. @param {string} id @returns {Promise<number>} */
    removeFromTrash: (id) => answered(transact('readwrite', (all, answer) => {
      answer(trouble.none);
      eraseFromTrash(all, id);
    })),

    /** Key, time, name and line of each snapshot of a draft; without an id, of all. @param {string} [id] @returns {Promise<{trouble: number, items: string[]}>} */
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
     * A transaction of its own, so that no text of now fails with it. What stands there stays; nothing comes of a draft that has been removed.
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
     * Of a backup, also when the draft has been removed: it comes back, or is put into the trash. Nothing that is here goes for them.
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

/** As drafts/merge.h, write_tombstone(). @param {unknown} tombstone */
function fieldsOf(tombstone) {
  const [revision, base, writer] = String(tombstone).split(' ');
  return { revision: Number(revision), base: Number(base), writer };
}

/** A tombstone over all that two pages have removed. @param {unknown} one @param {unknown} other */
function both(one, other) {
  const [older, newer] = [fieldsOf(other), fieldsOf(one)].sort((a, b) => a.revision - b.revision);
  const base = Math.max(newer.base, older.base, newer.writer === older.writer ? 0 : older.revision);
  return `${newer.revision} ${base} ${newer.writer}`;
}

/** Whether this record is what was removed, or older than what that built on. @param {unknown} tombstone @param {string} writer @param {number} revision */
function isGone(tombstone, writer, revision) {
  const gone = fieldsOf(tombstone);
  return revision <= gone.base || (writer === gone.writer && revision <= gone.revision);
}

/** @param {unknown} found @param {Stamp} known @param {string} writer @param {number} revision */
function mayReplace(found, known, writer, revision) {
  const stamp = stampOf(found);
  if (stamp.revision === 0) return false;  // does not read: never touched
  return (stamp.revision === known.revision && stamp.writer === known.writer) || (stamp.writer === writer && stamp.revision <= revision);
}
