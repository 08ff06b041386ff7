// Reads what is stored in this browser without the application: everything in localStorage and in the replica ("veiligheidskopie", in IndexedDB),
// unchanged, and sorted into drafts. It knows the names of the stores and the reader of records (record.js). It writes nothing.
import { memberOf, textOf } from './report.js';

export const prefix = reisverslagRecords.prefix(location.pathname);
const database = prefix.slice(0, -1);
const stores = ['drafts', 'gone', 'trash', 'history', 'meta'];
const patience = 5000;  // ms for a database that does not answer

/** @typedef {import('./report.js').Text} Text */
/** @typedef {{line: string, revision: number, text: Text, places: Set<string>, at: string, title: string}} Version at: when it was deleted or kept; title: of an earlier version, given by the writer */
/** @typedef {{what: string, place: string, content: string, key: string, part: 'drafts' | 'trash' | 'history', id: string}} Raw what cannot be read here; key: as a backup has it */
/** @typedef {{prefix: string, local: [string, string][], database: Record<string, [any, any][]> | null}} Everything */
/** @typedef {{drafts: Map<string, Version[]>, trash: Map<string, Version[]>, history: Map<string, Version[]>, last: {key: string, value: string, text: Text}[], later: Raw[], unreadable: Raw[]}} Found */

// ---- Reading -------------------------------------------------------------------------------------------------------------------

/** Keys and values of this installation in localStorage, without the room that it holds back (web/storage.js). @param {string[]} troubles @returns {[string, string][]} */
function readLocal(troubles) {
  /** @type {[string, string][]} */
  const items = [];
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (key?.startsWith(prefix) && key !== `${prefix}z`) items.push([key, localStorage.getItem(key) ?? '']);
    }
  } catch {
    troubles.push('De browseropslag is niet te lezen: deze browser weigert het, of de opslag is beschadigd.');
  }
  return items;
}

/**
 * @template T
 * @param {IDBRequest<T>} request @returns {Promise<T>}
 */
const answer = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

/** Whether the database exists; true where the browser does not tell. */
async function mayExist() {
  if (!indexedDB.databases) return true;
  const all = await Promise.race([indexedDB.databases(), new Promise((_, failed) => { setTimeout(failed, patience); })]);
  return /** @type {IDBDatabaseInfo[]} */ (all).some(({ name }) => name === database);
}

/**
 * Opens the replica's database. Without `make` null when there is none, and none is created: the caller asks mayExist() first, because WebKit keeps an
 * empty database when its creation is aborted.
 * @param {boolean} make @returns {Promise<IDBDatabase | null>}
 */
export function openDatabase(make) {
  return new Promise((done, failed) => {
    let isNew = false;
    let late = false;
    const request = indexedDB.open(database);  // in whatever version it has
    request.onupgradeneeded = () => {
      isNew = true;
      if (make) for (const name of stores) request.result.createObjectStore(name);
      else request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      if (late) request.result.close();
      else done(request.result);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (isNew && !make) done(null);
      else failed(request.error);
    };
    setTimeout(() => {
      late = true;
      failed(new Error('no answer'));
    }, patience);
  });
}

/** @param {string[]} troubles @returns {Promise<Record<string, [any, any][]> | null>} */
async function readDatabase(troubles) {
  try {
    const open = await mayExist() ? await openDatabase(false) : null;
    if (!open) return null;
    /** @type {Record<string, [any, any][]>} */
    const found = {};
    for (const name of open.objectStoreNames) {
      try {
        const store = open.transaction(name).objectStore(name);
        const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
        found[name] = keys.map((key, i) => [key, values[i]]);
      } catch {
        troubles.push(`Een deel van de veiligheidskopie (${name}) is niet te lezen.`);
      }
    }
    open.close();
    return found;
  } catch {
    troubles.push('De veiligheidskopie is niet te lezen: deze browser weigert het, of de kopie is beschadigd.');
    return null;
  }
}

/** Everything that is stored, and a sentence for each part that could not be read. */
export async function readEverything() {
  /** @type {string[]} */
  const troubles = [];
  /** @type {Everything} */
  const everything = { prefix, local: readLocal(troubles), database: await readDatabase(troubles) };
  return { everything, troubles };
}

// ---- What they hold --------------------------------------------------------------------------------------------------------------

const inLocal = 'de browseropslag';
const inCopy = 'de veiligheidskopie';

/** The record lines in a value of the replica, in whatever object they are. @param {any} value @returns {string[]} */
export const linesIn = (value) => typeof value === 'string' ? [value]
  : value && typeof value === 'object' ? Object.values(value).filter((member) => typeof member === 'string' && member.startsWith('RV1|')) : [];

/** @param {unknown} key */
export const idIn = (key) => /[0-9a-f]{32}/.exec(String(key))?.[0] ?? '';

/** @param {string} id */
export const isDraftId = (id) => /^[0-9a-f]{32}$/.test(id);

/** Id and parity of the revisions of a slot, from its key without the prefix; null for any other key. @param {string} key */
export function slotOf(key) {
  const match = /^d ([0-9a-f]{32}) ([ab])$/.exec(key);
  return match && { id: match[1], parity: match[2] === 'a' ? 0 : 1 };
}

/** The last text in a value of localStorage (web/last_text.js); null when it does not parse. @param {string} value @returns {Text | null} */
export function lastText(value) {
  try {
    const { time, name, report } = JSON.parse(value);
    if (typeof time !== 'string' || typeof name !== 'string' || typeof report.answers !== 'object') return null;
    return { time, name, answers: report.answers ?? {}, report, json: JSON.stringify(report) };
  } catch {
    return null;
  }
}

/** Sorts everything that is stored into drafts, newest version first, and into texts that do not read. @param {Everything} everything @returns {Found} */
export function sorted({ prefix: start, local, database: copy }) {
  /** @type {Found} */
  const found = { drafts: new Map(), trash: new Map(), history: new Map(), last: [], later: [], unreadable: [] };

  /** @param {Raw['part']} part @param {string} id @param {string} content @param {string} place @param {string} what @returns {Raw} */
  const rawOf = (part, id, content, place, what) =>
    ({ what, place, content, key: place === inLocal ? start + what : what.replace(/^drafts /, 'copy '), part, id });

  /** @param {Raw['part']} part @param {string} id @param {string} line @param {string} place @param {string} what @param {number | null} [parity] @param {any} [value] that the line stands in */
  function take(part, id, line, place, what, parity = null, value = null) {
    const record = reisverslagRecords.look(line);
    const raw = rawOf(part, id, line, place, what);
    if (!record || (parity !== null && record.revision % 2 !== parity)) {
      found.unreadable.push(raw);
    } else if (!('report' in record)) {
      found.later.push(raw);
    } else {
      const group = found[part];
      const versions = group.get(id) ?? [];
      const title = textOf(value?.name);
      const same = versions.find((version) => version.line === line && version.title === title);
      const { revision, time, name, answers, report, payload } = record;
      if (same) same.places.add(place);
      else versions.push({
        line, revision, places: new Set([place]), text: { time, name, answers, report, json: memberOf(payload, 'report') },
        at: textOf(value?.removed ?? value?.time), title,
      });
      group.set(id, versions.sort((one, other) => other.revision - one.revision));
    }
  }

  for (const [key, value] of local) {
    const name = key.slice(start.length);
    const slot = slotOf(name);
    const text = name.startsWith('e ') ? lastText(value) : null;
    if (slot) take('drafts', slot.id, value, inLocal, name, slot.parity);
    else if (text) found.last.push({ key, value, text });
    else if (/^[de] /.test(name)) found.unreadable.push(rawOf('drafts', '', value, inLocal, name));
  }
  for (const part of /** @type {const} */ (['drafts', 'trash', 'history'])) {
    for (const [key, value] of copy?.[part] ?? []) {
      const lines = linesIn(value);
      for (const line of lines) take(part, idIn(key) || String(key), line, inCopy, `${part} ${key}`, null, value);
      if (lines.length === 0) found.unreadable.push(rawOf(part, '', JSON.stringify(value) ?? String(value), inCopy, `${part} ${key}`));
    }
  }
  return found;
}
