// Everything that a browser may refuse by a setting, in a private window or under a policy: it is asked for here and nowhere else. A refusal can come
// as an exception where the thing is only named (Firefox with all cookies blocked: BroadcastChannel, localStorage, IndexedDB), and one while a
// module is evaluated would end the whole page. What is refused is null here, or a stand-in. It knows nothing of what is done with any of it.

// As start.js, which may come later or not at all: the one channel out that no policy closes in every browser.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

/** @template T @param {() => T} ask @returns {NonNullable<T> | null} */
function granted(ask) {
  try {
    return ask() ?? null;
  } catch {
    return null;  // refused: whoever asked goes on without it, and says so where that changes what is true
  }
}

export const localStore = () => granted(() => window.localStorage);
export const databases = () => granted(() => window.indexedDB);
export const locks = () => granted(() => {
  const manager = navigator.locks;
  // Where only the asking is refused, that is an answer like any other.
  return manager && {
    /** @param {string} name @param {LockOptions} options @param {LockGrantedCallback<void>} held @returns {Promise<void>} */
    async request(name, options, held) { await manager.request(name, options, held); },
  };
});
/** What the browser gives and keeps; only there where the connection is safe. */
export const storageManager = () => granted(() => navigator.storage);
export const serviceWorkers = () => granted(() => navigator.serviceWorker);
/** @param {string} name */
export const channel = (name) => granted(() => new BroadcastChannel(name));

/** Whether the reader wishes it; what cannot be asked for is not wished, and does not change. @param {string} query @returns {Pick<MediaQueryList, 'matches' | 'addEventListener'>} */
export const wish = (query) => granted(() => matchMedia(query)) ?? { matches: false, addEventListener() {} };

/** The state that the address was given (setAddress). @returns {any} */
export const addressState = () => granted(() => history.state);

/**
 * Browsers refuse it to a page that changes its address too often, and in some frames. The page then goes on under the old address.
 * @param {object | null} state @param {string} hash @param {boolean} replace
 */
export function setAddress(state, hash, replace) {
  granted(() => replace ? history.replaceState(state, '', hash) : history.pushState(state, '', hash));
}
