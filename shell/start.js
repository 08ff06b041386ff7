// The first script that runs, long before the wasm is here: puts the stored text into the static fields, so that writing can begin at once. Until
// the application is ready it keeps what is typed, apart from the drafts, and shows the alarm of index.html when something does not come.
// Nothing waits for it, and it waits for nothing. It knows records (record.js stands before it in the same file), the static page, and no more.
'use strict';

// The one channel out that no policy closes in every browser. Nobody here needs it.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

(() => {
  const page = document.documentElement;
  const isReady = () => page.dataset.ready !== undefined;
  if (isReady()) return;  // it has come last of all
  const patience = 7000;  // ms for the page to be ready
  const match = /^#\/(?:nieuw|verslag\/([0-9a-f]{32}))$/.exec(location.hash);
  const id = match?.[1];
  const prefix = reisverslagRecords.prefix(location.pathname);

  /** What a browser refuses is null; the application says what comes of it. @template T @param {() => T} ask */
  function granted(ask) {
    try {
      return ask();
    } catch {
      return null;
    }
  }

  const record = id ? granted(() => reisverslagRecords.newest(localStorage, prefix, id)) : null;
  // An address without a record is only a form when it was opened as a new one. The form has the outline beside it.
  const writes = match !== null && (!id || record !== null || history.state?.fresh === true);
  if (writes) page.classList.add('writes');

  // What was chosen on an earlier visit.
  const { textView, language } = granted(() => JSON.parse(localStorage.getItem(`${prefix}p`) ?? '')) ?? {};
  // The text view, chosen earlier or wanted now: the application will say so too.
  if ((textView ?? granted(() => matchMedia('(forced-colors: active)').matches)) === true) page.classList.add('text');
  // The static page is in Dutch: an English one is shown when its words are here.
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

  /** Where what was typed before the application was here is kept; empty: nothing was typed. */
  let key = '';
  /** No store takes it. */
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
    // What the browser has kept of it may be what is wrong, and would be used for a year: the next load has it anew.
    for (const { src = '', href = src } of /** @type {NodeListOf<any>} */ (document.querySelectorAll('script, link'))) fetch(href, { cache: 'reload' }).catch(() => {});
  }
  setTimeout(alarm, patience);
  // A script that does not come, or comes in part: a host in the middle of an update, a captive portal.
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
      Object.assign(field, { filled: field.value });  // what somebody else puts there without an event is told from it
      grow(field);
    }
    if (page.classList.contains('filled')) return;
    page.classList.add('filled');
    // The application's own words, because on a narrow screen they take two lines and the form would move when they come.
    sayState(record ? `${page.dataset.kept}, ${moment(record.time)}` : '');
    if (language === 'en') return;
    page.dataset.fields = '';
    if (!id) document.getElementById('answer.persons')?.focus({ preventScroll: true });
  }

  // Fields that grow by a script need the style sheet. One that never comes would keep the browser from showing anything at all.
  const style = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=stylesheet]'));
  const isStyled = () => getComputedStyle(page).getPropertyValue('--u') !== '';
  const parsed = document.readyState !== 'loading' || new Promise((done) => addEventListener('DOMContentLoaded', done));
  const styled = isStyled() || new Promise((done) => {
    for (const end of ['load', 'error']) style.addEventListener(end, done);  // main.js listens too
    setTimeout(() => {
      if (!isStyled()) style.remove();
      done(undefined);
    }, patience / 2);
  });
  void Promise.all([parsed, styled]).then(fill);

  /** As web/last_text.js keeps it: the rescue page shows it, and the next start tells of it, unless the application has taken it over. */
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

  // What is typed or clicked before the application is here is handed to it when it comes.
  document.addEventListener('input', ({ target: field }) => {
    if (isReady() || !(field instanceof HTMLTextAreaElement)) return;
    field.dataset.typed = '';
    grow(field);
    keep();
    // What is said there was said of the text before. The lines stay as high as they are, or the form would move.
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
