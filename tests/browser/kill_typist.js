// Somebody who types in the page, for kill.mjs: a script of the same host, in front of the page's own. It tells the log outside the browser
// what stands on the screen, each time that this changes, and asks it what to type next; it decides nothing and keeps nothing.
'use strict';

(() => {
  const page = document.documentElement;
  const log = new URL('kill-log', location.href).href;
  const load = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  const questions = ['persons', 'duration', 'purpose', 'locations', 'met', 'results', 'followup'];

  /** Number of the last change that was made; null: what the page came with. @type {number | null} */
  let typed = null;
  /** A page that is loaded anew is hidden when it goes. */
  let leaves = false;
  const words = () => document.getElementById('state.save')?.textContent ?? '';
  const field = (/** @type {string} */ question) => {
    const element = document.getElementById(`answer.${question}`);
    return element instanceof HTMLTextAreaElement ? element : null;
  };
  const texts = () => questions.map((question) => field(question)?.value ?? null);
  const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

  /**
   * What is on its way goes on when this page has died.
   * @param {string} why @param {object} [more] @returns {Promise<any>} the log's answer
   */
  async function tell(why, more = {}) {
    const told = {
      why, load, typed, words: words(), texts: texts(), address: location.hash, at: performance.now(), isHidden: document.hidden && !leaves, ...more,
    };
    const request = { method: 'POST', body: JSON.stringify(told) };
    // Browsers take 64 KiB of this kind at a time.
    const answer = await fetch(log, { ...request, keepalive: true }).catch(() => fetch(log, request));
    return answer.json();
  }

  // ---- What stands on the screen ------------------------------------------------------------------------------------------------

  // What the page came with may be in the safety copy alone until it is put back; what is typed goes to localStorage first.
  const claims = () => words().startsWith(typed === null ? 'Bewaard in deze browser' : 'Bewaard ');
  /** Whether localStorage has what the fields hold. */
  function isStored() {
    const id = location.hash.split('/')[2] ?? '';
    const answers = reisverslagRecords.newest(localStorage, reisverslagRecords.prefix(location.pathname), id)?.answers ?? {};
    return questions.every((question) => (answers[question] ?? '') === (field(question)?.value ?? ''));
  }

  let last = '';
  /** Since when the words have said of a text that it is kept, and no store had it; 0: they do not. */
  let untrueSince = 0;
  let isTold = false;
  /** @param {string} why */
  function look(why) {
    const now = `${typed} ${words()}`;
    const isUntrue = claims() && !isStored();
    if (isUntrue && untrueSince === 0) untrueSince = performance.now();
    const lasted = performance.now() - untrueSince;
    // One that stays is told before this page dies.
    if (untrueSince !== 0 && !isTold && (!isUntrue || lasted > 50)) {
      isTold = true;
      void tell('untrue', { lasted });
    }
    if (!isUntrue) {
      untrueSince = 0;
      isTold = false;
    }
    if (untrueSince !== 0) requestAnimationFrame(() => look('still'));
    if (now === last) return;
    last = now;
    void tell(why);
  }

  // Directly behind the application's frame, in which the words change: no key comes in between.
  new MutationObserver(() => { if (words() !== last.slice(last.indexOf(' ') + 1)) look('words'); })
    .observe(document, { subtree: true, childList: true, characterData: true });
  // And when a letter is painted. The application hears of it before this, so its frame comes before this look.
  let isDue = false;
  addEventListener('input', () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      look('painted');
    });
  });

  // ---- Typing -------------------------------------------------------------------------------------------------------------------

  let types = false;
  async function type() {
    types = true;
    for (;;) {
      const { changes, reload, stop } = await tell('next');
      if (stop) return undefined;
      for (const { number, question, from, to, text, after } of changes) {
        // Who looks up from the field is told what is kept; while somebody types the words wait. Later than the record, which comes 100 ms behind a letter.
        if (after > 150) {
          await pause(120);
          if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
          await pause(after - 120);
        } else {
          await pause(after);
        }
        const element = field(question);
        if (!element) return tell('no field');
        if (document.activeElement !== element) element.focus();
        element.setSelectionRange(from, to);
        typed = number;  // the event comes before the command returns
        if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) return tell('refused');
      }
      leaves = reload;
      if (reload) return location.reload();
    }
  }

  /** @param {string} event */
  async function come(event) {
    for (;;) {
      const { todo } = await tell(event, { drafts: reisverslagRecords.list(localStorage, reisverslagRecords.prefix(location.pathname)) });
      if (todo === 'type' && !types) return type();
      if (todo !== 'look again') return undefined;
      await pause(50);
    }
  }
  new MutationObserver((_, observer) => {
    if (page.dataset.fields !== undefined && page.dataset.ready === undefined) void come('fields');
    if (page.dataset.ready === undefined) return;
    observer.disconnect();
    look('ready');
    void come('ready');
  }).observe(page, { attributeFilter: ['data-fields', 'data-ready'] });
})();
