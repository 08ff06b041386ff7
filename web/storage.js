// localStorage behind four functions that never throw: browsers refuse it in many ways. It knows keys and values only.

/** As in state/state.h, enum StorageTrouble. */
const trouble = { none: 0, blocked: 1, full: 2, mismatch: 3, failed: 4 };

/** @returns {Storage | null} */
function store() {
  try {
    return window.localStorage ?? null;
  } catch {
    return null;
  }
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

  /** Key and value of everything under a prefix, one after the other. @param {string} prefix */
  items(prefix) {
    const found = [];
    try {
      const local = store();
      for (let i = 0; local && i < local.length; i++) {
        const key = local.key(i);
        if (key?.startsWith(prefix)) found.push(key, local.getItem(key) ?? '');
      }
    } catch {
      // Whatever could be read is shown; Firefox throws on every call when its file is damaged.
      return found;
    }
    return found;
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
