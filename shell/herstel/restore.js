// Putting a backup back. It only adds, so that nothing here can be lost by it: a draft that is here already, in whatever state, keeps its
// place, and the one of the file comes beside it. It knows the stores (stored.js) and what backup.js reads, not the page.
import { titleOf } from './backup.js';
import { nameOf } from './report.js';
import { idIn, linesIn, openDatabase, prefix, slotOf, sorted } from './stored.js';

/** @typedef {import('./stored.js').Everything} Everything */
/** @typedef {import('./backup.js').Backup} Backup */

/** One thing from a file, and where it would go; names of places without the prefix. @typedef {{name: string, verdict: string, local: [string, string][], copy: [string, any, any][]}} Step */

const freshId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
/** As web/last_text.js writes it. @param {unknown} value */
const asciiJson = (value) => JSON.stringify(value).replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
const staysInFile = 'blijft alleen in het bestand';
const isSame = 'staat er al precies zo';

/** What putting a file back would do here. @param {Backup} file @param {Everything} here @returns {Step[]} */
export function planned(file, here) {
  const { drafts, later } = sorted(here);
  const local = new Map(here.local.map(([key, value]) => [key.slice(here.prefix.length), value]));
  const known = new Set([...local.values(), ...(here.database?.drafts ?? []).flatMap(([, value]) => linesIn(value))]);
  const ids = new Set([...[...local.keys()].map((name) => slotOf(name)?.id), ...(here.database?.drafts ?? []).map(([key]) => idIn(key))]);
  const gone = new Set([...(here.database?.gone ?? []), ...(here.database?.trash ?? [])].map(([key]) => idIn(key)));
  const moments = new Set((here.database?.history ?? []).map(([key]) => String(key)));
  const ofFile = new Set();  // ids of drafts that this file brings
  const revisionHere = (/** @type {string} */ id) => Math.max(0, ...(drafts.get(id) ?? []).map(({ revision }) => revision),
    ...later.filter((raw) => raw.id === id).map(({ content }) => reisverslagRecords.look(content)?.revision ?? 0));
  /** @type {Step[]} */
  const steps = [];
  /** @param {string} name @param {string} verdict @param {Step['local']} [slots] @param {Step['copy']} [copy] */
  const step = (name, verdict, slots = [], copy = []) => steps.push({ name, verdict, local: slots, copy });
  /** A key of localStorage that no draft has. @param {string} name @param {string} key @param {string} value @param {string} verdict when the key is free */
  const addKey = (name, key, value, verdict) => {
    const now = local.get(key);
    if (now === undefined) step(name, verdict, [[key, value]]);
    else step(name, now === value ? isSame : `anders dan wat hier staat; ${staysInFile}`);
    local.set(key, now ?? value);
  };

  for (const entry of file.entries) {
    const { part, id, line, text, at, title } = entry;
    const name = titleOf(entry);
    const record = reisverslagRecords.look(line);
    if (!record) {
      // A text without a record cannot be a draft here: it is shown as the last texts are, for the writer to take over.
      if (text) addKey(`Laatste tekst voor de fout: ${nameOf(text)}`, `e ${id || 'nieuw'} ${text.time}`, asciiJson({ time: text.time, name: text.name, report: text.report }), 'nieuw');
    } else if (part === 'drafts') {
      const add = (/** @type {string} */ under, /** @type {string} */ verdict) => step(name, verdict,
        [[`d ${under} ${record.revision % 2 === 0 ? 'a' : 'b'}`, line]], [['drafts', under, line]]);
      if (known.has(line)) {
        step(name, isSame);
      } else if (id === '') {
        add(freshId(), 'nieuw');
      } else if (!ids.has(id) && !gone.has(id)) {
        add(id, 'nieuw');
      } else if (!ofFile.has(id) && revisionHere(id) > record.revision) {
        step(name, `ouder dan wat hier staat; ${staysInFile}`);
      } else {
        // A draft may be open in another tab, or thrown away here: under a name of its own it can do no harm.
        const fresh = freshId();
        add(fresh, ids.has(id) ? 'nieuwer of anders dan wat hier staat; komt ernaast' : 'hier weggegooid; komt terug als nieuw verslag');
      }
      known.add(line);
      ids.add(id);
      ofFile.add(id);
    } else if (part === 'trash') {
      // What is in use here is not thrown away by putting something back.
      if (ids.has(id) || gone.has(id)) continue;
      step(`Prullenbak: ${name}`, 'nieuw', [], [['trash', id || freshId(), { line, removed: at }]]);
      gone.add(id);
    } else if (id !== '') {
      const key = [id, record.revision, record.writer, ...(title ? [Math.floor(Date.parse(at) / 1000)] : [])].join(' ');  // as make_snapshot() in app/drafts/history.cpp
      if (moments.has(key)) continue;
      step(`Geschiedenis: ${name}`, 'nieuw', [], [['history', key, { time: at, name: title, line }]]);
      moments.add(key);
    }
  }
  for (const { key, value } of file.unreadable) {
    // Of whatever folder the page stood in.
    const name = /^rv1 \S+ ([de] .*)$/.exec(key)?.[1] ?? '';
    const id = slotOf(name)?.id;
    if (local.get(name) === value) step(name, isSame);
    else if (!name || (id && (ids.has(id) || gone.has(id)))) step(name || key || 'Onleesbaar', `niet leesbaar; ${staysInFile}`);
    else addKey(name, name, value, 'nieuw, niet leesbaar');
  }
  for (let i = 0; i < file.damaged; i++) step('Beschadigd', `niet leesbaar; ${staysInFile}`);
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
