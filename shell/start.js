// Runs before the first paint, long before the wasm is here: puts the stored text into the static fields, so that writing can
// begin at once. A classic script, because modules wait. It reads records only; it writes nothing.
'use strict';

// The one channel out that no policy closes in every browser. Nobody here needs it.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

(() => {
  const page = document.documentElement;
  const match = /^#\/(?:nieuw|verslag\/([0-9a-f]{32}))$/.exec(location.hash);
  const id = match?.[1];
  page.classList.add('loading');

  function stored() {
    if (!id) return null;
    try {
      return reisverslagRecords.newest(localStorage, reisverslagRecords.prefix(location.pathname), id);
    } catch {
      return null;  // a browser without storage: the application says so
    }
  }

  const record = stored();
  // An address without a record is only a form when it was opened as a new one. The form has the outline beside it.
  const writes = match !== null && (!id || record !== null || history.state?.fresh === true);
  if (writes) page.classList.add('writes');

  /** What was chosen on an earlier visit. @returns {{textView?: unknown, language?: unknown}} */
  function preferences() {
    try {
      return JSON.parse(localStorage.getItem(`${reisverslagRecords.prefix(location.pathname)}p`) ?? '{}') ?? {};
    } catch {
      return {};  // no storage, or nothing in it that reads
    }
  }
  const { textView, language } = preferences();
  // The text view, chosen earlier or wanted now: the application will say so too.
  if ((textView ?? matchMedia('(forced-colors: active)').matches) === true) page.classList.add('text');
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

  document.addEventListener('DOMContentLoaded', () => {
    page.classList.add('parsed');
    if (page.classList.contains('text')) document.getElementById('text-view')?.setAttribute('aria-checked', 'true');
    if (page.dataset.ready !== undefined || !writes || language === 'en') return;
    for (const [question, answer] of Object.entries(record?.answers ?? {})) {
      const field = document.getElementById('answer.' + question);
      if (!(field instanceof HTMLTextAreaElement)) continue;
      if (field.dataset.typed === undefined && !field.value) {
        field.value = String(answer);
        Object.assign(field, { filled: field.value });  // what somebody else puts there without an event is told from it
      }
      grow(field);
    }
    // The application's own words, because on a narrow screen they take two lines and the form would move when they come.
    sayState(record ? `${page.dataset.kept}, ${moment(record.time)}` : '');
    page.classList.add('filled');
    page.dataset.fields = '';
    if (!id) document.getElementById('answer.persons')?.focus({ preventScroll: true });
  });

  // A script that does not come (a host in the middle of an update, a captive portal): the fields stay, and the page says so.
  addEventListener('error', (event) => {
    if (!(event.target instanceof HTMLScriptElement)) return;
    page.classList.remove('loading');
    page.classList.add('failed');
  }, true);

  // What is typed or clicked before the application is here is handed to it when it comes.
  document.addEventListener('input', (event) => {
    const field = event.target;
    if (page.dataset.ready !== undefined || !(field instanceof HTMLTextAreaElement)) return;
    field.dataset.typed = '';
    grow(field);
    // What is said there was said of the text before. The lines stay as high as they are, or the form would move.
    const line = stateLines()[0];
    if (!line?.textContent || line.textContent === page.dataset.saving) return;
    page.style.setProperty('--said', `${line.offsetHeight}px`);
    sayState(page.dataset.saving ?? '');
  });
  document.addEventListener('click', (event) => {
    const control = event.target instanceof Element ? event.target.closest('#page :is(button, a)') : null;
    if (page.dataset.ready !== undefined || !control) return;
    event.preventDefault();
    page.dataset.clicked = control.id;
  });
})();
