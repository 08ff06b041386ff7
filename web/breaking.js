// The end of the application: the page is its elements in flow, says so, and leaves the text of its fields to last_text.js. The rooms of the
// page listen by listen() from here, so that all of that ends then. It knows neither the application nor what anybody listens for.
import { page } from './page.js';

const whole = new AbortController();

/**
 * Listens for as long as the application is whole.
 * @template {keyof (WindowEventMap & DocumentEventMap)} Name
 * @param {EventTarget} target @param {Name} name @param {(event: (WindowEventMap & DocumentEventMap)[Name]) => void} act @param {AddEventListenerOptions} [options]
 */
export function listen(target, name, act, options) {
  target.addEventListener(name, /** @type {EventListener} */ (act), { ...options, signal: whole.signal });
}

/** Is done when the application breaks. @param {() => void} act */
export function whenBroken(act) { whole.signal.addEventListener('abort', act); }

/** @type {typeof import('./last_text.js') | undefined} */
let lastText;
/** The module is loaded before it is needed: a host in the middle of an update may not have it any more. */
export async function readyLastText() {
  lastText = await import('./last_text.js');
  return lastText;
}

/** The application is broken, and no store took what was typed last. */
let unkept = false;
/** Ends the keeping of the last text. @type {(() => void) | undefined} */
let stopKeeping;

/** From here on the page is its elements, in flow. The fields stay and can be typed in; what they hold is kept apart. */
export function breakDown() {
  const html = document.documentElement;
  page.broken = page.wantsText = true;
  page.painted = false;
  whole.abort();
  html.classList.remove('painted');
  // Before it was ready, start.js still keeps what is typed, and says so: the start ends with this error.
  unkept = html.dataset.ready !== undefined;
  alarm('De pagina is vastgelopen.', unkept ? 'Wat je nu typt wordt niet bewaard. Kopieer je tekst naar een andere plek en ververs de pagina.' : '');
  addEventListener('beforeunload', (event) => { if (unkept) event.preventDefault(); });
  if (!unkept) return;
  const keep = (/** @type {typeof import('./last_text.js')} */ { keepLastText }) => { stopKeeping = keepLastText((kept) => { unkept = !kept; }); };
  if (lastText) keep(lastText);
  else readyLastText().then(keep, (error) => console.error(error));  // the words that stand there stay true
}

/** @param {string} what @param {string} [kept] what becomes of the text; start.js says it until this page is ready */
export function alarm(what, kept) {
  const failure = /** @type {HTMLElement} */ (document.getElementById('failure'));
  document.documentElement.classList.add('failed');
  for (const [i, words] of [what, kept].entries()) if (words) failure.querySelectorAll('span')[i].textContent = words;
  failure.hidden = false;
}

/** Starts anew, with what the stores hold now. */
export function startAnew() {
  stopKeeping?.();
  unkept = false;
  location.reload();
}
