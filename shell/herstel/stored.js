// What is stored in this browser, read without the application: localStorage and the safety copy, everything as it stands, and sorted
// into drafts. It knows the names of the stores and the reader of records (record.js). It writes nothing.
import { memberOf } from './report.js';

export const prefix = reisverslagRecords.prefix(location.pathname);
export const format = 'reisverslag-alles';
const database = prefix.slice(0, -1);
const stores = ['drafts', 'gone', 'trash', 'history', 'meta'];
const patience = 5000;  // ms for a database that does not answer

/** @typedef {import('./report.js').Text} Text */
/** @typedef {{line: string, revision: number, text: Text, places: Set<string>}} Version */
/** @typedef {{what: string, place: string, content: string}} Raw what cannot be read here */
/** @typedef {{format: string, version: number, prefix: string, local: [string, string][], database: Record<string, [any, any][]> | null}} Everything */
/** @typedef {{drafts: Map<string, Version[]>, trash: Map<string, Version[]>, history: Map<string, Version[]>, last: {key: string, value: string, text: Text}[], later: Raw[], unreadable: Raw[]}} Found */

// ---- Reading -------------------------------------------------------------------------------------------------------------------

/** Keys and values of this page, but for the room that it holds back (web/storage.js). @param {string[]} troubles @returns {[string, string][]} */
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

/** Whether there is a safety copy, as far as the browser tells. */
async function mayExist() {
  if (!indexedDB.databases) return true;
  const all = await Promise.race([indexedDB.databases(), new Promise((_, failed) => { setTimeout(failed, patience); })]);
  return /** @type {IDBDatabaseInfo[]} */ (all).some(({ name }) => name === database);
}

/**
 * The safety copy; null: there is none, and looking does not make it. (WebKit would keep an empty one when its making is stopped.)
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

/** With what could not be read, in words. */
export async function readEverything() {
  /** @type {string[]} */
  const troubles = [];
  /** @type {Everything} */
  const everything = { format, version: 1, prefix, local: readLocal(troubles), database: await readDatabase(troubles) };
  return { everything, troubles };
}

// ---- What they hold --------------------------------------------------------------------------------------------------------------

const inLocal = 'de browseropslag';
const inCopy = 'de veiligheidskopie';

/** The lines in a value of the safety copy, whatever is kept around them. @param {any} value @returns {string[]} */
export const linesIn = (value) => typeof value === 'string' ? [value]
  : value && typeof value === 'object' ? Object.values(value).filter((member) => typeof member === 'string' && member.startsWith('RV1|')) : [];

/** @param {unknown} key */
export const idIn = (key) => /[0-9a-f]{32}/.exec(String(key))?.[0] ?? '';

/** A key of a draft's slot, its prefix cut off. @param {string} key */
export function slotOf(key) {
  const match = /^d ([0-9a-f]{32}) ([ab])$/.exec(key);
  return match && { id: match[1], parity: match[2] === 'a' ? 0 : 1 };
}

/** @param {string} value of the key of a last text (web/last_text.js) @returns {Text | null} */
export function lastText(value) {
  try {
    const { time, name, report } = JSON.parse(value);
    if (typeof time !== 'string' || typeof name !== 'string' || typeof report.answers !== 'object') return null;
    return { time, name, answers: report.answers ?? {}, report, json: JSON.stringify(report) };
  } catch {
    return null;
  }
}

/** @param {Everything} everything @returns {Found} */
export function sorted({ prefix: start, local, database: copy }) {
  /** @type {Found} */
  const found = { drafts: new Map(), trash: new Map(), history: new Map(), last: [], later: [], unreadable: [] };

  /** @param {Map<string, Version[]>} group @param {string} id @param {string} line @param {string} place @param {string} what @param {number} [parity] */
  function take(group, id, line, place, what, parity) {
    const record = reisverslagRecords.look(line);
    if (!record || (parity !== undefined && record.revision % 2 !== parity)) {
      found.unreadable.push({ what, place, content: line });
    } else if (!('report' in record)) {
      found.later.push({ what, place, content: line });
    } else {
      const versions = group.get(id) ?? [];
      const same = versions.find((version) => version.line === line);
      const { revision, time, name, answers, report, payload } = record;
      if (same) same.places.add(place);
      else versions.push({ line, revision, places: new Set([place]), text: { time, name, answers, report, json: memberOf(payload, 'report') } });
      group.set(id, versions.sort((one, other) => other.revision - one.revision));
    }
  }

  for (const [key, value] of local) {
    const name = key.slice(start.length);
    const slot = slotOf(name);
    const text = name.startsWith('e ') ? lastText(value) : null;
    if (slot) take(found.drafts, slot.id, value, inLocal, name, slot.parity);
    else if (text) found.last.push({ key, value, text });
    else if (/^[de] /.test(name)) found.unreadable.push({ what: name, place: inLocal, content: value });
  }
  for (const store of /** @type {const} */ (['drafts', 'trash', 'history'])) {
    for (const [key, value] of copy?.[store] ?? []) {
      const lines = linesIn(value);
      for (const line of lines) take(found[store], idIn(key) || String(key), line, inCopy, `${store} ${key}`);
      if (lines.length === 0) found.unreadable.push({ what: `${store} ${key}`, place: inCopy, content: JSON.stringify(value) ?? String(value) });
    }
  }
  return found;
}
