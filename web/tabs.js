// Other tabs of this browser: who writes in a draft (Web Locks, for as long as it is on the screen), and what they have written
// (BroadcastChannel). It knows ids of drafts, nothing of what is in them. That two never write over each other does not rest on this:
// the stores are looked at before each write (storage.js, safety.js). Without locks this page is always the one; without a channel it hears of
// no other.

import { channel as openChannel, locks as givenLocks } from './refusable.js';

const patience = 3000;  // ms for another tab to keep its text and give up a draft, and for a page that is going away to let go
const pause = 250;      // ms at least between two looks at what another tab writes in one draft

/**
 * @typedef {object} Told What comes of it, each with the id of a draft.
 * @property {(id: string) => void} held this tab is the one
 * @property {(id: string) => Promise<void>} took … after another one; what that one has written is to be read first
 * @property {(id: string) => void} elsewhere another one is
 * @property {(id: string) => void} wanted another tab asks for it: giveUp, when its text is kept
 * @property {(id: string) => void} changed another tab has written or removed it
 * @property {() => void} wiping another tab takes everything away
 * @property {(localLeft: number, copy: number) => void} wiped … and has: as device.js tells
 */

/** @param {string} name of this installation in the browser @param {Told} told */
export function createTabs(name, told) {
  const locks = givenLocks();
  const channel = openChannel(name);
  let current = '';  // the draft on the screen
  /** Lets the lock go; null: it is not ours. @type {(() => void) | null} */
  let release = null;
  let stop = new AbortController();
  /** What is waited for while it is not ours. @type {'' | 'answer' | 'take'} answer: of the tab that has it, if there is one */
  let waitsFor = '';
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const looks = new Map();

  /** @param {object} message */
  const say = (message) => channel?.postMessage(message);

  /**
   * @param {string} id @param {LockOptions} options @param {boolean} after another tab
   * @param {{granted?: () => void, taken?: () => void}} [then] taken: it is not free
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
        if (error.name !== 'AbortError') told.held(id);  // a browser that gives no lock here: nobody can tell, and the stores decide
      } else if (error.name !== 'AbortError') {
        throw error;  // not about the lock
      } else if (release === mine) {
        // Taken by a tab that has waited long enough for this one, and may have written since.
        release = null;
        told.elsewhere(id);
        told.changed(id);
      }
    });
  }

  /** Until it is free, or long enough. @param {string} id @param {LockOptions} options what is asked for then */
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
   * If a tab has it that can answer, this one reads along at once. A page that is going away, such as the one before a reload, does not answer.
   * @param {boolean} after another tab
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

  /** Once more, when the one who had it may be gone. */
  function again() {
    if (locks && current && !release && waitsFor !== 'take') askFor(true);
  }

  channel?.addEventListener('message', ({ data }) => {
    const { changed, wanted, free, asks, has } = data ?? {};
    if (typeof changed === 'string') {
      // Of the draft that is being written here, only its end is of interest.
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
  // A page that the browser keeps for going back lets go, and asks anew when it is back.
  addEventListener('pagehide', letGo);
  addEventListener('pageshow', ({ persisted }) => { if (persisted) again(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) again(); });

  return {
    /** The draft on the screen; empty: none. @param {string} id */
    show(id) {
      if (id === current) return;
      letGo();
      current = id;
      if (id === '') return;
      if (locks) askFor(false);
      else told.held(id);
    },

    /** From the tab that has it: asked for at first, then taken. @param {string} id */
    take(id) {
      if (id !== current || release) return;
      stopWaiting();
      waitsFor = 'take';
      wait(id, { steal: true });
      say({ wanted: id });
    },

    /** @param {string} id */
    giveUp(id) {
      if (id !== current || !release) return;
      release();
      release = null;
    },

    /** @param {string} id written, or removed, by this tab @param {boolean} [gone] */
    tell(id, gone = false) { say(gone ? { changed: id, gone } : { changed: id }); },

    /** Everything goes, here. */
    tellWiping() { say({ wiping: true }); },
    /** @param {number} localLeft @param {number} copy as device.js tells */
    tellWiped(localLeft, copy) { say({ wiped: [localLeft, copy] }); },
  };
}
