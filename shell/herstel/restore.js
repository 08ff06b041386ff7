// Putting a file of everything back. It only adds, so that nothing here can be lost by it: a draft that is here already, in whatever
// state, keeps its place, and the one of the file comes beside it. It knows the stores (stored.js), not the page.
import { nameOf } from './report.js';
import { format, idIn, lastText, linesIn, openDatabase, prefix, slotOf } from './stored.js';

/** @typedef {import('./stored.js').Everything} Everything */
const largest = 64 * 1024 * 1024;

/** One thing from a file, and where it would go; names of places without the prefix. @typedef {{name: string, verdict: string, local: [string, string][], copy: [string, any, any][]}} Step */

/** @param {unknown} value @returns {value is Everything} */
function isEverything(value) {
  const file = /** @type {any} */ (value);
  const isPair = (/** @type {any} */ pair) => Array.isArray(pair) && pair.length === 2;
  return file?.format === format && file.version === 1 && typeof file.prefix === 'string' && Array.isArray(file.local) &&
    file.local.every((/** @type {any} */ pair) => isPair(pair) && pair.every((/** @type {any} */ part) => typeof part === 'string') && pair[0].startsWith(file.prefix)) &&
    (file.database === null || (typeof file.database === 'object' && Object.values(file.database).every((pairs) => Array.isArray(pairs) && pairs.every(isPair))));
}

const freshId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The lines of each draft, by id: those of its slots, and its line in the safety copy. @param {Everything} everything */
function linesById({ prefix: start, local, database: copy }) {
  /** @type {Map<string, {slots: [string, string][], copy?: any}>} */
  const byId = new Map();
  const entry = (/** @type {string} */ id) => {
    const made = byId.get(id) ?? { slots: [] };
    byId.set(id, made);
    return made;
  };
  for (const [key, value] of local) {
    const name = key.slice(start.length);
    const slot = slotOf(name);
    if (slot) entry(slot.id).slots.push([name, value]);
  }
  for (const [key, value] of copy?.drafts ?? []) if (idIn(key) === key) entry(key).copy = value;
  return byId;
}

/** The newest record of one draft, also one for a later reader. @param {{slots: [string, string][], copy?: any}} lines */
function best({ slots, copy }) {
  const candidates = [...slots.filter(([name, value]) => (reisverslagRecords.look(value)?.revision ?? -1) % 2 === slotOf(name)?.parity).map(([, value]) => value), ...linesIn(copy)];
  return candidates.map((value) => ({ line: value, record: reisverslagRecords.look(value) })).filter(({ record }) => record)
    .sort((one, other) => (other.record?.revision ?? 0) - (one.record?.revision ?? 0))[0];
}

/** What putting a file back would do here. @param {Everything} file @param {Everything} here @returns {Step[]} */
export function planned(file, here) {
  const mine = linesById(here);
  const known = new Set([...here.local.map(([, value]) => value), ...(here.database?.drafts ?? []).flatMap(([, value]) => linesIn(value))]);
  const deleted = new Set([...(here.database?.gone ?? []), ...(here.database?.trash ?? [])].map(([key]) => idIn(key)));
  /** @type {Step[]} */
  const steps = [];
  for (const [id, lines] of linesById(file)) {
    const newest = best(lines);
    const isHere = mine.has(id) || deleted.has(id);
    const name = newest?.record && 'report' in newest.record ? nameOf({ ...newest.record, json: '' }) : `d ${id}`;
    const parity = newest?.record && newest.record.revision % 2 === 0 ? 'a' : 'b';
    const all = [...lines.slots.map(([, value]) => value), ...linesIn(lines.copy)];
    if (newest ? known.has(newest.line) : all.length > 0 && all.every((value) => known.has(value))) {
      steps.push({ name, verdict: 'staat er al precies zo', local: [], copy: [] });
    } else if (!isHere) {
      const inSlot = `d ${id} ${parity}`;
      const slots = newest && !lines.slots.some(([slot]) => slot === inSlot) ? [...lines.slots, /** @type {[string, string]} */ ([inSlot, newest.line])] : lines.slots;
      steps.push({ name, verdict: newest ? 'nieuw' : 'nieuw, niet leesbaar', local: slots, copy: newest || lines.copy !== undefined ? [['drafts', id, newest?.line ?? lines.copy]] : [] });
    } else if (!newest) {
      steps.push({ name, verdict: 'niet leesbaar; blijft alleen in het bestand', local: [], copy: [] });
    } else if ((best(mine.get(id) ?? { slots: [] })?.record?.revision ?? 0) > (newest.record?.revision ?? 0)) {
      steps.push({ name, verdict: 'ouder dan wat hier staat; blijft alleen in het bestand', local: [], copy: [] });
    } else {
      // A draft may be open in another tab, or thrown away here: under a name of its own it can do no harm.
      const fresh = freshId();
      const verdict = mine.has(id) ? 'nieuwer of anders dan wat hier staat; komt ernaast' : 'hier weggegooid; komt terug als nieuw verslag';
      steps.push({ name, verdict, local: [[`d ${fresh} ${parity}`, newest.line]], copy: [['drafts', fresh, newest.line]] });
    }
  }
  const keys = new Map(here.local);
  for (const [key, value] of file.local) {
    const name = key.slice(file.prefix.length);
    if (!/^[de] /.test(name) || slotOf(name)) continue;
    const text = name.startsWith('e ') ? lastText(value) : null;
    const now = keys.get(prefix + name);
    const verdict = now === undefined ? 'nieuw' : now === value ? 'staat er al precies zo' : 'anders dan wat hier staat; blijft alleen in het bestand';
    steps.push({ name: text ? `Laatste tekst voor de fout: ${nameOf(text)}` : name, verdict, local: now === undefined ? [[name, value]] : [], copy: [] });
  }
  for (const store of ['trash', 'history']) {
    const kept = new Set((here.database?.[store] ?? []).map(([key]) => JSON.stringify(key)));
    for (const [key, value] of file.database?.[store] ?? []) {
      // What is in use here is not thrown away by putting something back.
      if (kept.has(JSON.stringify(key)) || (store === 'trash' && (mine.has(idIn(key)) || deleted.has(idIn(key))))) continue;
      const record = reisverslagRecords.look(linesIn(value)[0] ?? '');
      const name = record && 'report' in record ? nameOf({ ...record, json: '' }) : String(key);
      steps.push({ name: `${store === 'trash' ? 'Prullenbak' : 'Geschiedenis'}: ${name}`, verdict: 'nieuw', local: [], copy: [[store, key, value]] });
    }
  }
  return steps;
}

/** Adds, reads back, compares. @param {string} name @param {string} value */
function addLocal(name, value) {
  try {
    if (localStorage.getItem(prefix + name) === null) localStorage.setItem(prefix + name, value);
    return localStorage.getItem(prefix + name) === value;
  } catch {
    return false;  // refused or full: the safety copy may take it
  }
}

/** @param {IDBDatabase | null} open @param {string} store @param {any} key @param {any} value @returns {Promise<boolean>} */
function addCopy(open, store, key, value) {
  if (!open?.objectStoreNames.contains(store)) return Promise.resolve(false);
  return new Promise((done) => {
    const transaction = open.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.objectStore(store).add(value, key);
    transaction.oncomplete = () => done(true);
    transaction.onabort = () => done(false);  // there already, refused or full
  });
}

/** @param {Step[]} steps @returns {Promise<Step[]>} those that neither store took */
export async function putBack(steps) {
  const open = await openDatabase(true).catch(() => null);
  const failed = [];
  for (const step of steps) {
    const local = step.local.map(([name, value]) => addLocal(name, value));
    const copy = [];
    for (const [store, key, value] of step.copy) copy.push(await addCopy(open, store, key, value).catch(() => false));
    if (![local, copy].some((took) => took.length > 0 && took.every(Boolean))) failed.push(step);
  }
  open?.close();
  return failed;
}

/** @param {File} file @returns {Promise<Everything | string>} or why not */
export async function readFile(file) {
  if (file.size > largest) return 'Dit bestand is te groot (meer dan 64 MB). Het is niet gelezen.';
  try {
    const content = JSON.parse(await file.text());
    if (isEverything(content)) return content;
    return content?.format === format && content.version > 1 ? 'Dit bestand is van een nieuwere versie van deze pagina. Er is niets veranderd.'
      : 'Dit is geen bestand van ‘Alles downloaden’. Er is niets veranderd.';
  } catch {
    return 'Dit bestand is niet te lezen, of het is niet heel. Er is niets veranderd.';
  }
}
