// localStorage behind a few functions that never throw: browsers refuse it in many ways. It knows keys, values, and of a record's line
// who wrote it, since another tab may have been first. And the room that is held back for the draft that is open.

import { localStore as store } from './refusable.js';
import { stampOf } from './safety.js';

/** As in state/entry.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, full: 2, mismatch: 3, failed: 4, conflict: 5 };
const roomUnits = 5_242_880;     // UTF-16 units that browsers give, as in state/device.h
const heldBackUnits = 262_144;   // … and of them, for a draft that would not fit any more

/** @typedef {import('./safety.js').Stamp} Stamp */

/** What stands before "d <id> a". @param {string} key of either slot of a draft */
const prefixOf = (key) => key.slice(0, -36);

/** Of a draft's two slots. @param {Storage} local @param {string} key of either slot */
function newestOf(local, key) {
  let newest = stampOf(null);
  for (const slot of ['a', 'b']) {
    const stamp = stampOf(local.getItem(key.slice(0, -1) + slot));
    if (stamp.revision > newest.revision) newest = stamp;
  }
  return newest;
}

/**
 * Whether a draft's newest record is newer than the known one and not by this writer.
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

  /** Key and value of everything under a prefix, or of one draft, one after the other; of the room that is held back the key only. @param {string} prefix @param {string} [id] */
  items(prefix, id = '') {
    const found = [];
    try {
      const local = store();
      for (let i = 0; local && i < local.length; i++) {
        const key = local.key(i);
        if (key?.startsWith(prefix) && key.includes(id)) found.push(key, key === `${prefix}z` ? '' : local.getItem(key) ?? '');
      }
    } catch {
      // Whatever could be read is shown; Firefox throws on every call when its file is damaged.
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
   * How much of localStorage is in use, in UTF-16 units, and by other pages; what is held back is still to be had. It reads all of it.
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
   * Holds room back, once there are drafts. Where it just fits it would be given up again with the next write, and taken again.
   * @param {string} prefix @param {number} used
   */
  holdBack(prefix, used) {
    if (used + 2 * heldBackUnits > roomUnits || this.read(`${prefix}z`) !== null || this.keys(`${prefix}d `).length === 0) return;
    this.write(`${prefix}z`, 'z'.repeat(heldBackUnits));
  },

  /** Writes, in the room that is held back if there is no other. @param {string} prefix @param {string} key @param {string} value */
  writeInAnyRoom(prefix, key, value) {
    const found = this.write(key, value);
    if (found !== trouble.full || this.read(`${prefix}z`) === null) return found;
    this.remove(`${prefix}z`);
    return this.write(key, value);
  },

  /**
   * A record's line, unless another tab was first.
   * @param {string} key @param {string} line @param {Stamp} known @param {() => void} [onTaken] nothing at all stands there any more
   */
  writeRecord(key, line, known, onTaken = () => {}) {
    try {
      const local = store();
      const newest = local ? newestOf(local, key) : known;
      if (isConflict(newest, known, stampOf(line).writer)) return trouble.conflict;
      if (newest.revision === 0 && known.revision !== 0) {
        // Another tab has removed the draft, and this text must not come under what that has left; or all of it was taken away.
        const prefix = prefixOf(key);
        if (this.keys(`${prefix}d `).length > 0 || this.read(`${prefix}z`) !== null) return trouble.conflict;
        onTaken();
      }
    } catch {
      // What cannot be looked at cannot be written either: write() says why.
      return this.write(key, line);
    }
    return this.writeInAnyRoom(prefixOf(key), key, line);
  },

  /**
   * Removes a draft's records, unless another tab has written a newer one.
   * @param {string[]} keys @param {Stamp} known @param {string} writer of this page @param {boolean} onlyOwn what others wrote stays
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

  /** Writes, reads back, compares. @param {string} key @param {string} value */
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

  /** @param {string} key */
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
   * Changes one preference and keeps the others, of later versions too. Losing them does no harm.
   * @param {string} key @param {string} name @param {unknown} value undefined: none
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
