// The last text: what the fields hold when the program has broken and can store nothing any more. It is written to localStorage under a key of
// its own, which no draft has, for the rescue page (shell/herstel); the page shows a link to it until it is thrown away there. This module is
// loaded when the page is ready. It knows records, fields and localStorage only.
import { prefix } from './names.js';
import { localStore } from './refusable.js';
import { storage } from './storage.js';

const keepDelay = 100;  // ms from what is typed to its being kept, at most

/** When this page broke, part of the key: a later break gets another key. */
let moment = '';

/** The draft's record as it is stored. @param {string} id */
function stored(id) {
  try {
    return reisverslagRecords.newest(/** @type {Storage} */ (localStore()), prefix, id);
  } catch {
    return null;  // localStorage is refused or damaged: nothing is known to be stored
  }
}

/**
 * Keeps the last text, now and for as long as somebody types, and the page where it is.
 * @param {(kept: boolean) => void} onKept told each time whether all of it is in the store @returns {() => void} to stop
 */
export function keepLastText(onKept) {
  const listening = new AbortController();
  const { signal } = listening;
  let timer = 0;
  const keep = () => {
    timer = 0;
    if (!signal.aborted) onKept(keepNow());
  };
  const root = /** @type {HTMLElement} */ (document.getElementById('page'));
  /** @param {EventTarget | null} target @param {string} selector */
  const isIn = (target, selector) => target instanceof Element && target.closest(selector) !== null;
  root.addEventListener('input', () => { timer ||= setTimeout(keep, keepDelay); }, { signal });
  for (const name of ['blur', 'pagehide']) addEventListener(name, keep, { signal });
  addEventListener('beforeunload', keep, { signal, capture: true });  // before it is asked whether all is kept (breaking.js)
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); }, { signal });
  addEventListener('keydown', (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    keep();
  }, { signal });
  // The address stays that of the draft, by which the last text finds its record.
  root.addEventListener('click', (event) => {
    if (isIn(event.target, 'a, button') && !(event.ctrlKey || event.metaKey || event.shiftKey)) event.preventDefault();
  }, { signal });
  // The browser would open a file that is dropped on the page in its place.
  for (const name of /** @type {const} */ (['dragover', 'drop'])) {
    addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes('Files') || !isIn(event.target, 'textarea, input')) event.preventDefault();
    }, { signal });
  }
  keep();
  return () => listening.abort();
}

/** Stores the text of the fields where it differs from the record of the draft, and says so in the alarm. @returns {boolean} whether all of it is stored */
function keepNow() {
  const id = /\/([0-9a-f]{32})/.exec(location.hash)?.[1] ?? '';
  const record = stored(id);
  const report = record?.report ?? { $schema: 'reisverslag-1.schema.json', format: 'reisverslag', version: 1, answers: {}, trip: {}, unplaced: [] };
  let differs = false;
  for (const { id: key, value } of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('#page :is(textarea, input:not([type=file]))'))) {
    const [part, name] = key.split('.');
    const place = part === 'answer' ? report.answers : part === 'trip' ? report.trip : null;
    if ((place?.[name] ?? '') === value) continue;
    differs = true;
    if (place) place[name] = value;
    else report.unplaced.push(value);
  }
  if (!differs) {
    say('Wat bewaard was, is er nog. Ververs de pagina om verder te gaan.');
    return true;
  }
  if (!moment) {
    const now = new Date();
    now.setMinutes(now.getMinutes() - now.getTimezoneOffset());  // local time, as in records
    moment = now.toISOString().slice(0, -1);
  }
  const text = JSON.stringify({ time: moment, name: record?.name ?? '', report })
    .replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const kept = storage.writeInAnyRoom(prefix, `${prefix}e ${id || 'nieuw'} ${moment}`, text) === 0;
  const [date, clock] = record?.time.split('T') ?? [];
  const until = date ? `Wat je tot ${date.split('-').reverse().join('-')} ${clock.slice(0, 5)} schreef, is bewaard. ` : '';
  say(until + (kept ? 'Je laatste tekst is apart bewaard: gebruik de link hieronder.'
    : 'Je laatste tekst staat alleen nog in de velden hierboven. Kopieer die naar een andere plek voordat je de pagina ververst of sluit.'));
  return kept;
}

/** @param {string} words */
function say(words) {
  const line = document.querySelector('#failure span + span');
  if (line && line.textContent !== words) line.textContent = words;
}

/** Shows a link to the rescue page while localStorage has a last text, of a break or of a start that never finished (shell/start.js). */
export function tellOfLastText() {
  if (!storage.items(`${prefix}e `).length) return;
  const link = document.createElement('a');
  link.href = 'herstel.html';
  link.textContent = 'Bekijk je laatste tekst';
  const words = document.createElement('p');
  words.append('De pagina werkte eerder niet. ', link);
  const bar = document.createElement('aside');
  bar.id = 'rescue';
  bar.lang = 'nl';
  bar.ariaLabel = 'Herstel';
  bar.append(words);
  document.getElementById('alarm')?.after(bar);
}
