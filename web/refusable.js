// Every browser feature that can be refused by a setting, in a private window or under a policy is asked for here and nowhere else. A refusal can be an
// exception at the mere name (Firefox with all cookies blocked: BroadcastChannel, localStorage, IndexedDB), and an exception while a module is
// evaluated would end the whole page. A refused feature is null here, or a stand-in. It knows nothing of what the features are used for.

// WebRTC is the one way out of the page that no content policy closes in every browser. start.js removes it too, but may run later or not at all.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

/** @template T @param {() => T} ask @returns {NonNullable<T> | null} */
function granted(ask) {
  try {
    return ask() ?? null;
  } catch {
    return null;  // refused: the caller goes on without the feature, and tells the writer where that matters
  }
}

export const localStore = () => granted(() => window.localStorage);
export const databases = () => granted(() => window.indexedDB);
export const locks = () => granted(() => {
  const manager = navigator.locks;
  // A browser can have locks and throw at each request: inside of an async function that is a rejected promise, as for any lock that is not given.
  return manager && {
    /** @param {string} name @param {LockOptions} options @param {LockGrantedCallback<void>} held @returns {Promise<void>} */
    async request(name, options, held) { await manager.request(name, options, held); },
  };
});
/** Quota and persistence of the origin's storage; browsers have it on https and on this machine only. */
export const storageManager = () => granted(() => navigator.storage);
export const serviceWorkers = () => granted(() => navigator.serviceWorker);
/** @param {string} name */
export const channel = (name) => granted(() => new BroadcastChannel(name));

/** A media query; one that cannot be asked never matches and never changes. @param {string} query @returns {Pick<MediaQueryList, 'matches' | 'addEventListener'>} */
export const wish = (query) => granted(() => matchMedia(query)) ?? { matches: false, addEventListener() {} };

/** The state that setAddress() stored with the address. @returns {any} */
export const addressState = () => granted(() => history.state);

/**
 * Changes the address without loading. Browsers refuse this to a page that does it too often, and in some frames; the page then keeps its old address.
 * @param {object | null} state @param {string} hash @param {boolean} replace
 */
export function setAddress(state, hash, replace) {
  granted(() => replace ? history.replaceState(state, '', hash) : history.pushState(state, '', hash));
}
