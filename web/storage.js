// localStorage behind a few functions that never throw: browsers refuse it in many ways. It knows keys and values, and the stamp of a record line, to
// detect a conflict with another tab before it writes. It also holds room back for the draft that is open.

import { localStore as store } from './refusable.js';
import { stampOf } from './safety.js';

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, full: 2, mismatch: 3, failed: 4, conflict: 5 };
const roomUnits = 5_242_880;     // UTF-16 units that browsers give, as in state/device.h
const heldBackUnits = 262_144;   // of roomUnits: held back under the key "<prefix>z", for an open draft that would not fit any more

/** @typedef {import('./safety.js').Stamp} Stamp */

/** The prefix of a slot's key: all but "d <id> a". @param {string} key of either slot of a draft */
const prefixOf = (key) => key.slice(0, -36);

/** The stamp of the newest record in a draft's two slots. @param {Storage} local @param {string} key of either slot */
function newestOf(local, key) {
  let newest = stampOf(null);
  for (const slot of ['a', 'b']) {
    const stamp = stampOf(local.getItem(key.slice(0, -1) + slot));
    if (stamp.revision > newest.revision) newest = stamp;
  }
  return newest;
}

/**
 * Whether there is a conflict: the newest record in the store is neither the one that this page knows, nor older, nor by this writer.
 * @param {Stamp} newest @param {Stamp} known @param {string} writer
 */
function isConflict(newest, known, writer) {
  const isKnown = newest.revision === known.revision && newest.writer === known.writer;
  return newest.revision !== 0 && !isKnown && newest.writer !== writer && newest.revision >= known.revision;
}

export const storage = {
  available() {
    const local = store();
    if (!local) return false;
    try {
      void local.length;
      return true;
    } catch {
      return false;
    }
  },

  /** Keys and values under a prefix, alternating; with an id those of one draft. The room that is held back has an empty value. @param {string} prefix @param {string} [id] */
  items(prefix, id = '') {
    const found = [];
    try {
      const local = store();
      for (let i = 0; local && i < local.length; i++) {
        const key = local.key(i);
        if (key?.startsWith(prefix) && key.includes(id)) found.push(key, key === `${prefix}z` ? '' : local.getItem(key) ?? '');
      }
    } catch {
      // Items that were read so far are returned. Firefox throws on every call when its file is damaged.
      return found;
    }
    return found;
  },

  /** @param {string} prefix */
  keys(prefix) {
    try {
      return Object.keys(store() ?? {}).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },

  /**
   * How many UTF-16 units of localStorage are in use, and how many of them by other pages of the origin; room that is held back counts as free.
   * It reads every value.
   * @param {string} prefix of this page
   */
  room(prefix) {
    let used = 0;
    let others = 0;
    for (const key of this.keys('')) {
      if (key === `${prefix}z`) continue;
      const units = key.length + (this.read(key)?.length ?? 0);
      used += units;
      if (!key.startsWith(prefix)) others += units;
    }
    return { used, others };
  },

  /**
   * Holds room back, once there are drafts and twice the room is free: with less, the next write would have to release it again.
   * @param {string} prefix @param {number} used
   */
  holdBack(prefix, used) {
    if (used + 2 * heldBackUnits > roomUnits || this.read(`${prefix}z`) !== null || this.keys(`${prefix}d `).length === 0) return;
    this.write(`${prefix}z`, 'z'.repeat(heldBackUnits));
  },

  /** Writes; when localStorage is full, releases the room that is held back and writes again. @param {string} prefix @param {string} key @param {string} value */
  writeInAnyRoom(prefix, key, value) {
    const found = this.write(key, value);
    if (found !== trouble.full || this.read(`${prefix}z`) === null) return found;
    this.remove(`${prefix}z`);
    return this.write(key, value);
  },

  /**
   * Writes a record line into its slot, unless there is a conflict.
   * @param {string} key @param {string} line @param {Stamp} known the newest record that this page knows @param {() => void} [onTaken] called when localStorage was emptied
   */
  writeRecord(key, line, known, onTaken = () => {}) {
    try {
      const local = store();
      const newest = local ? newestOf(local, key) : known;
      if (isConflict(newest, known, stampOf(line).writer)) return trouble.conflict;
      if (newest.revision === 0 && known.revision !== 0) {
        // The draft is not in the store any more. If other keys are, another tab has removed the draft: a conflict. If none is, somebody has
        // emptied localStorage, and the record is written again.
        const prefix = prefixOf(key);
        if (this.keys(`${prefix}d `).length > 0 || this.read(`${prefix}z`) !== null) return trouble.conflict;
        onTaken();
      }
    } catch {
      // A store that cannot be read cannot be written either: write() says why.
      return this.write(key, line);
    }
    return this.writeInAnyRoom(prefixOf(key), key, line);
  },

  /**
   * Removes a draft's records, unless there is a conflict.
   * @param {string[]} keys of its slots @param {Stamp} known @param {string} writer of this page @param {boolean} onlyOwn leave the records of other writers
   */
  removeRecords(keys, known, writer, onlyOwn) {
    try {
      const local = store();
      if (!local || keys.length === 0 || isConflict(newestOf(local, keys[0]), known, writer)) return;
      for (const key of keys) if (!onlyOwn || stampOf(local.getItem(key)).writer === writer) local.removeItem(key);
    } catch {
      // A store that cannot be written keeps its record; the list shows it again at the next start.
      return;
    }
  },

  /** Writes, reads back, compares. @param {string} key @param {string} value @returns {number} one of `trouble` */
  write(key, value) {
    const local = store();
    if (!local) return trouble.blocked;
    try {
      local.setItem(key, value);
      return local.getItem(key) === value ? trouble.none : trouble.mismatch;
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      if (name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED') return trouble.full;
      return name === 'SecurityError' ? trouble.blocked : trouble.failed;
    }
  },

  /** @param {string} key @returns {boolean} whether the store took it */
  remove(key) {
    try {
      store()?.removeItem(key);
    } catch {
      // A store that cannot be written keeps its record; the list shows it again at the next start.
      return false;
    }
    return true;
  },

  /**
   * Changes one preference and keeps the others, also those of later versions. A refusal is ignored: losing a preference does no harm.
   * @param {string} key of all preferences @param {string} name @param {unknown} value undefined: removes it
   */
  prefer(key, name, value) {
    this.write(key, JSON.stringify({ ...this.preferences(key), [name]: value }));
  },

  /** @param {string} key @returns {Record<string, unknown>} */
  preferences(key) {
    try {
      const found = JSON.parse(this.read(key) ?? '');
      return typeof found === 'object' && !Array.isArray(found) ? { ...found } : {};
    } catch {
      return {};  // none yet, or damaged
    }
  },

  /** @param {string} key */
  read(key) {
    try {
      return store()?.getItem(key) ?? null;
    } catch {
      return null;
    }
  },
};
