// Other tabs of this browser: which tab has the lease of a draft, that is, may write in it (Web Locks, held while the draft is on the screen), and
// which drafts other tabs have written (BroadcastChannel). It knows ids of drafts, nothing of their content. The lease is a convenience: that two
// tabs never write over each other rests on the comparison before each write (storage.js, safety.js). Without Web Locks every tab has the
// lease of its draft; without BroadcastChannel no tab hears of another.

import { channel as openChannel, locks as givenLocks } from './refusable.js';

const patience = 3000;  // ms for another tab to store its text and give up the lease, and for a page that is being closed to release its lock
const pause = 250;      // ms at least between two `changed` calls for one draft

/**
 * @typedef {object} Told Calls back; id: of a draft.
 * @property {(id: string) => void} held this tab has the lease
 * @property {(id: string) => Promise<void>} took this tab has got the lease from another tab, whose text has to be read before `held` is called
 * @property {(id: string) => void} elsewhere another tab has the lease
 * @property {(id: string) => void} wanted another tab asks for the lease: call giveUp when the text is stored
 * @property {(id: string) => void} changed another tab has written or removed the draft
 * @property {() => void} wiping another tab begins to delete everything that is stored
 * @property {(localLeft: number, copy: number) => void} wiped another tab has deleted everything; the numbers of device.js, wipe()
 */

/** @param {string} name of this installation in the browser @param {Told} told */
export function createTabs(name, told) {
  const locks = givenLocks();
  const channel = openChannel(name);
  let current = '';  // the draft on the screen
  /** Releases the lock; null: this tab does not have it. @type {(() => void) | null} */
  let release = null;
  let stop = new AbortController();
  /** While this tab has no lease, 'answer': it waits whether a living tab has the lease; 'take': it takes the lease over. @type {'' | 'answer' | 'take'} */
  let waitsFor = '';
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const looks = new Map();

  /** @param {object} message */
  const say = (message) => channel?.postMessage(message);

  /**
   * Requests the lock of a draft and holds it until `release` is called.
   * @param {string} id @param {LockOptions} options @param {boolean} after whether another tab may have had the lease
   * @param {{granted?: () => void, taken?: () => void}} [then] taken: called when the lock is not free
   */
  function ask(id, options, after, { granted, taken = () => told.elsewhere(id) } = {}) {
    const { signal } = stop;
    /** @type {(() => void) | null} */
    let mine = null;
    return /** @type {NonNullable<typeof locks>} */ (locks).request(`${name} ${id}`, options, async (lock) => {
      if (signal.aborted) return;
      if (!lock) {
        taken();
        return;
      }
      granted?.();
      waitsFor = '';
      const over = new Promise((done) => { mine = () => done(undefined); });
      release = mine;
      say({ has: id });
      if (after) await told.took(id);
      if (release === mine) told.held(id);
      await over;
    }).catch((error) => {
      if (signal.aborted) return;  // another draft is on the screen by now
      if (mine === null) {
        if (error.name !== 'AbortError') told.held(id);  // this browser gives no lock here; the comparison in the stores still holds
      } else if (error.name !== 'AbortError') {
        throw error;  // thrown by a callback, not by the lock
      } else if (release === mine) {
        // Another tab has stolen the lock after waiting `patience` for this one, and may have written since.
        release = null;
        told.elsewhere(id);
        told.changed(id);
      }
    });
  }

  /** Requests the lock when it is released, or after `patience` with these options. @param {string} id @param {LockOptions} options */
  function wait(id, options) {
    const waiting = new AbortController();
    const timer = setTimeout(() => {
      waiting.abort();
      waitsFor = '';
      void ask(id, options, true);
    }, patience);
    const over = () => clearTimeout(timer);
    stop.signal.addEventListener('abort', () => { over(); waiting.abort(); });
    void ask(id, { signal: waiting.signal }, true, { granted: over });
  }

  function stopWaiting() {
    stop.abort();
    stop = new AbortController();
    waitsFor = '';
  }

  /**
   * Asks for the lease of the current draft. A living tab that has it answers, and this tab reads along at once; a page that is being closed, such as
   * the one before a reload, does not answer, and is waited for.
   * @param {boolean} after whether another tab may have had the lease
   */
  function askFor(after) {
    stopWaiting();
    const id = current;
    void ask(id, { ifAvailable: true }, after, {
      taken() {
        waitsFor = 'answer';
        wait(id, { ifAvailable: true });
        say({ asks: id });
      },
    });
  }

  function letGo() {
    stopWaiting();
    if (!release) return;
    release();
    release = null;
    say({ free: current });
  }

  /** Asks once more, when the tab that had the lease may be gone. */
  function again() {
    if (locks && current && !release && waitsFor !== 'take') askFor(true);
  }

  channel?.addEventListener('message', ({ data }) => {
    const { changed, wanted, free, asks, has } = data ?? {};
    if (typeof changed === 'string') {
      // While this tab has the lease of a draft, only the draft's removal matters to it.
      if ((release && changed === current && data.gone !== true) || looks.has(changed)) return;
      looks.set(changed, setTimeout(() => {
        looks.delete(changed);
        told.changed(changed);
      }, pause));
    }
    if (data?.wiping === true) told.wiping();
    if (Array.isArray(data?.wiped)) told.wiped(data.wiped[0], data.wiped[1]);
    if (wanted === current && release) told.wanted(current);
    if (asks === current && release) say({ has: current });
    if (has === current && waitsFor === 'answer') {
      stopWaiting();
      told.elsewhere(current);
    }
    if (free === current) again();
  });
  // A page that the browser keeps for the back button must not hold a lock: it releases the lock, and asks again when it is shown.
  addEventListener('pagehide', letGo);
  addEventListener('pageshow', ({ persisted }) => { if (persisted) again(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) again(); });

  return {
    /** Releases the lease of the draft before, and asks for the lease of this one. @param {string} id of the draft on the screen; empty: none */
    show(id) {
      if (id === current) return;
      letGo();
      current = id;
      if (id === '') return;
      if (locks) askFor(false);
      else told.held(id);
    },

    /** Asks the tab that has the lease to give it up, and steals the lock after `patience`. @param {string} id */
    take(id) {
      if (id !== current || release) return;
      stopWaiting();
      waitsFor = 'take';
      wait(id, { steal: true });
      say({ wanted: id });
    },

    /** Gives the lease up to the tab that asked for it. @param {string} id */
    giveUp(id) {
      if (id !== current || !release) return;
      release();
      release = null;
    },

    /** Tells other tabs that this tab has written or removed a draft. @param {string} id @param {boolean} [gone] removed */
    tell(id, gone = false) { say(gone ? { changed: id, gone } : { changed: id }); },

    /** Tells other tabs that this tab begins to delete everything. */
    tellWiping() { say({ wiping: true }); },
    /** Tells other tabs that everything is deleted. @param {number} localLeft @param {number} copy the numbers of device.js, wipe() */
    tellWiped(localLeft, copy) { say({ wiped: [localLeft, copy] }); },
  };
}
