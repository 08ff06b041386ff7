// The first script that runs, long before the wasm has arrived: puts the stored text into the static fields, so that writing can begin at once. Until
// the application is ready it stores what is typed, apart from the drafts, and shows the alarm of index.html when a file of the page does not
// arrive. Nothing waits for this script, and it waits for nothing. It knows records (the build puts record.js in front of it), the static page,
// and no more.
'use strict';

// WebRTC is the one way out of the page that no content policy closes in every browser. The page does not use it.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

(() => {
  const page = document.documentElement;
  const isReady = () => page.dataset.ready !== undefined;
  if (isReady()) return;  // the application was ready before this script arrived
  const patience = 7000;  // ms for the page to be ready
  const match = /^#\/(?:nieuw|verslag\/([0-9a-f]{32}))$/.exec(location.hash);
  const id = match?.[1];
  const prefix = reisverslagRecords.prefix(location.pathname);

  /** Null where the browser refuses; the application tells the writer about that. @template T @param {() => T} ask */
  function granted(ask) {
    try {
      return ask();
    } catch {
      return null;
    }
  }

  const record = id ? granted(() => reisverslagRecords.newest(localStorage, prefix, id)) : null;
  // The form is shown for a draft that has a record, or was opened as a new one. The class makes room for the outline beside it.
  const writes = match !== null && (!id || record !== null || history.state?.fresh === true);
  if (writes) page.classList.add('writes');

  // Preferences that were chosen on an earlier visit.
  const { textView, language } = granted(() => JSON.parse(localStorage.getItem(`${prefix}p`) ?? '')) ?? {};
  // The text view, chosen earlier or wanted by forced colours: the application decides the same when it is ready.
  if ((textView ?? granted(() => matchMedia('(forced-colors: active)').matches)) === true) page.classList.add('text');
  // The static page is Dutch: for a reader who chose English its words stay hidden until the English ones have arrived.
  if (language === 'en') page.classList.add('other-language');

  /** @param {HTMLTextAreaElement} field */
  function grow(field) {
    if (CSS.supports('field-sizing', 'content')) return;
    field.style.height = 'auto';
    field.style.height = field.scrollHeight + 'px';
  }

  /** As screen/words.cpp, moment(); a time of today without the word. @param {string} time 2026-11-23T14:03:09+01:00 */
  function moment(time) {
    const [year, month, day, hour, minute] = time.split(/\D/);
    const then = new Date(Number(year), Number(month) - 1, Number(day));
    const clock = `${hour}:${minute}`;
    if (then.toDateString() === new Date().toDateString()) return clock;
    return `${then.toLocaleDateString('nl-NL', { day: 'numeric', month: 'short', year: 'numeric' })}, ${clock}`;
  }

  const stateLines = () => ['state.save', 'state.end.save'].map((key) => document.getElementById(key));
  /** @param {string} words */
  function sayState(words) {
    for (const line of stateLines()) if (line) line.textContent = words;
  }

  // ---- The alarm ------------------------------------------------------------------------------------------------------------------

  /** The key of the last text, under which this script stores what is typed; empty: nothing was typed. */
  let key = '';
  /** Whether localStorage refused the last text. */
  let lost = granted(() => localStorage.length) === null;

  function sayKept() {
    const line = /** @type {HTMLElement} */ (document.querySelector('#failure span + span'));
    const words = line.dataset[lost ? 'lost' : 'kept'] ?? '';
    if (line.textContent !== words) line.textContent = words;
  }

  let alarmed = false;
  function alarm() {
    if (isReady() || alarmed) return;
    alarmed = true;
    page.classList.remove('other-language');
    page.classList.add('failed');
    fill();
    // The browser's cached copy of a file may be the damaged one, and would be used for a year: fetched anew for the next load.
    for (const { src = '', href = src } of /** @type {NodeListOf<any>} */ (document.querySelectorAll('script, link'))) fetch(href, { cache: 'reload' }).catch(() => {});
  }
  setTimeout(alarm, patience);
  // A script did not arrive or arrived in part: the host is in the middle of an update, or a captive portal answered.
  addEventListener('error', ({ target, error }) => { if (error || target instanceof HTMLScriptElement) alarm(); }, true);

  // ---- The fields -----------------------------------------------------------------------------------------------------------------

  function fill() {
    const failure = document.getElementById('failure');
    const root = document.getElementById('page');
    if (!failure || !root || isReady()) return;
    failure.hidden = !page.classList.contains('failed');
    sayKept();
    page.classList.add('parsed');
    root.inert = false;
    if (page.classList.contains('text')) document.getElementById('text-view')?.setAttribute('aria-checked', 'true');
    if (!writes) return;
    for (const [question, answer] of Object.entries(record?.answers ?? {})) {
      const field = document.getElementById('answer.' + question);
      if (!(field instanceof HTMLTextAreaElement) || field.dataset.typed !== undefined || field.value) continue;
      field.value = answer;
      Object.assign(field, { filled: field.value });  // to notice text that an extension puts into the field without an event
      grow(field);
    }
    if (page.classList.contains('filled')) return;
    page.classList.add('filled');
    // The same words as the application's: on a narrow screen they take two lines, and the form would move if they came later.
    sayState(record ? `${page.dataset.kept}, ${moment(record.time)}` : '');
    if (language === 'en') return;
    page.dataset.fields = '';
    if (!id) document.getElementById('answer.persons')?.focus({ preventScroll: true });
  }

  // The heights of fields are measured, which needs the style sheet. While a style sheet is on its way browsers show nothing: one that does not
  // arrive is removed.
  const style = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=stylesheet]'));
  const isStyled = () => getComputedStyle(page).getPropertyValue('--u') !== '';
  const parsed = document.readyState !== 'loading' || new Promise((done) => addEventListener('DOMContentLoaded', done));
  const styled = isStyled() || new Promise((done) => {
    for (const end of ['load', 'error']) style.addEventListener(end, done);  // begin.js listens too
    setTimeout(() => {
      if (!isStyled()) style.remove();
      done(undefined);
    }, patience / 2);
  });
  // main.js brings the program then. Where there is no form to fill, there is nothing to wait for.
  function openUp() {
    page.dataset.opened = '';
    dispatchEvent(new Event('opened'));
  }
  if (!writes) openUp();
  void Promise.all([parsed, styled]).then(fill).then(openUp);

  /** Stores what was typed as a last text (web/last_text.js): the rescue page shows it, and the next start links to it, unless the application has taken it over. */
  function keep() {
    const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
    page.dataset.early = key ||= `${prefix}e ${id ?? 'nieuw'} ${time}`;
    const { name, report } = record ?? { name: '', report: { $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1, answers: {}, trip: {}, unplaced: [] } };
    for (const field of document.querySelectorAll('textarea')) report.answers[field.id.slice(7)] = field.value;
    const text = JSON.stringify({ time, name, report });
    granted(() => localStorage.setItem(key, text));
    lost = granted(() => localStorage.getItem(key)) !== text;
    sayKept();
  }
  addEventListener('beforeunload', (event) => { if (key && lost && !isReady()) event.preventDefault(); });

  // Input and clicks from before the application was ready are handed to it when it is.
  document.addEventListener('input', ({ target: field }) => {
    if (isReady() || !(field instanceof HTMLTextAreaElement)) return;
    field.dataset.typed = '';
    grow(field);
    keep();
    // The save state was about the stored text. Its lines keep their height, or the form would move.
    const line = stateLines()[0];
    if (!line?.textContent || line.textContent === page.dataset.saving) return;
    page.style.setProperty('--said', `${line.offsetHeight}px`);
    sayState(page.dataset.saving ?? '');
  });
  document.addEventListener('click', (event) => {
    const control = event.target instanceof Element ? event.target.closest('#page :is(button, a)') : null;
    if (isReady() || !control) return;
    event.preventDefault();
    page.dataset.clicked = control.id;
  });
})();
