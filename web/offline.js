// The page's side of its service worker (shell/sw.js): asks whether the page would start without a network, and notices a new
// build. It knows no form, and is silent where a browser has no service workers or refuses them.

import { serviceWorkers } from './refusable.js';

/** The worker stands beside the page, above this build's folder. */
const address = new URL('../sw.js', import.meta.url).href;
const hour = 3_600_000;

/** The policy lets scripts be named by this one function only (Trusted Types), and it knows one name. */
function trustedAddress() {
  const types = /** @type {any} */ (window).trustedTypes;
  return types ? types.createPolicy('app-sw', { createScriptURL: () => address }).createScriptURL('') : address;
}

/**
 * @param {(ready: boolean) => void} onReady told each time that the answer is another one
 * @param {() => void} onNewVersion
 */
export function createOffline(onReady, onNewVersion) {
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  let ready = false;
  let checked = 0;
  /** The port for answers to the last question. @type {MessagePort | undefined} */
  let port;

  /** @param {boolean} now */
  function answer(now) {
    if (now !== ready) onReady(ready = now);
  }

  function ask() {
    if (!registration) return;
    const worker = registration.active;
    if (!worker) return answer(false);
    port?.close();
    const { port1, port2 } = new MessageChannel();
    port = port1;
    // The answer may change while the page is open: the worker fetches again what its cache has lost.
    port1.onmessage = ({ data }) => {
      if (data === true) port1.close();
      answer(data === true);
    };
    worker.postMessage('whole?', [port2]);
    // A page that stays open for days would never hear of a new build.
    if (Date.now() - checked < hour) return;
    checked = Date.now();
    registration.update().catch(() => {});  // without a network all stays as it is
  }

  /** The first worker waits for nobody; the next ones wait until no page is open, or until the writer says so. */
  function look() {
    if (registration?.waiting && registration.active) onNewVersion();
  }

  return {
    ask,

    async start() {
      try {
        registration = await serviceWorkers()?.register(trustedAddress(), { updateViaCache: 'none' });
      } catch {
        // None there, refused (private window, storage blocked) or out of reach: the page does not claim to work offline.
        return;
      }
      if (!registration) return;
      checked = Date.now();
      const watch = () => registration?.installing?.addEventListener('statechange', look);
      registration.addEventListener('updatefound', watch);
      watch();
      look();
      await serviceWorkers()?.ready;
      ask();
    },

    /** Only this tab loads anew: it is the one that was asked. */
    useNewVersion() {
      const worker = registration?.waiting;
      if (!worker) return location.reload();  // another tab was first
      worker.addEventListener('statechange', () => { if (worker.state === 'activated') location.reload(); });
      worker.postMessage('use');
    },
  };
}
