// The backup file (its form stands in app/drafts/backup.h): written from what is stored, and read for restore.js, so that the rescue
// page and the application put each other's files back. It knows the form of the file and what stored.js sorts, and no store.
import { isoTime, laidOut, nameOf, textOf } from './report.js';
import { idIn, isDraftId, sorted } from './stored.js';

/** @typedef {import('./report.js').Text} Text */
/** @typedef {import('./stored.js').Everything} Everything */
/** @typedef {import('./stored.js').Version} Version */
/**
 * A text in a file. line: its record, or empty when only the report beside it reads; id: of its draft, or empty; at: when it was deleted, or
 * when it was kept as an earlier version; title: what the writer called that version.
 * @typedef {{part: 'drafts' | 'trash' | 'history', id: string, line: string, text: Text | null, at: string, title: string}} Entry
 */
/** @typedef {{entries: Entry[], unreadable: {key: string, value: string}[], damaged: number}} Backup damaged: entries that do not read */

const format = 'reisverslag-backup';
const formatBefore = 'reisverslag-alles';  // what this page wrote until December 2026
const largest = 64 * 1024 * 1024;  // bytes; this and the depth as in app/drafts/backup.h, which refuses what is larger or deeper
const deepest = 13;                // levels of a report

// ---- Writing -----------------------------------------------------------------------------------------------------------------------

const quoted = (/** @type {string} */ text) => JSON.stringify(text);
/** @param {[string, string | false][]} members name and JSON text @returns {string} */
const object = (members) => `{${members.filter(([, json]) => json !== false).map(([name, json]) => `${quoted(name)}:${json}`).join()}}`;

/** @param {any} value @param {number} levels @returns {boolean} */
const fits = (value, levels) => value === null || typeof value !== 'object' ||
  (levels > 0 && Object.values(value).every((inside) => fits(inside, levels - 1)));

/** Whether the newer record was written over the older one, by its own fields; as builds_on() in app/drafts/merge.cpp. @param {Version} newer @param {Version} older */
function buildsOn(newer, older) {
  const [, base, writer] = /^RV1\|\d+\|\d+\|\d+\|(\d+)\|(\w+)\|/.exec(newer.line) ?? [];
  return older.revision <= Number(base) || (older.line.split('|')[5] === writer && older.revision < newer.revision);
}

/** @param {Everything} everything @param {boolean} hasReports */
function written(everything, hasReports) {
  const { drafts, trash, history, last, later, unreadable } = sorted(everything);
  const report = (/** @type {Text} */ text) => hasReports && fits(text.report, deepest) && text.json;
  /** @type {Record<Entry['part'], string[]>} */
  const parts = { drafts: [], trash: [], history: [] };
  const earlier = (/** @type {string} */ id, /** @type {Version} */ { line, text, at, title }) => parts.history.push(object([['draft', quoted(id)],
    ['kept', quoted(at || text.time)], ['name', title !== '' && quoted(title)], ['changed', quoted(text.time)], ['record', quoted(line)]]));
  for (const [id, versions] of drafts) {
    for (const version of versions) {
      // What the newest was written over is an earlier version; another text of the same draft is one more draft.
      if (version !== versions[0] && buildsOn(versions[0], version)) earlier(id, version);
      else parts.drafts.push(object([['id', quoted(id)], ['name', quoted(version.text.name)], ['changed', quoted(version.text.time)],
        ['report', report(version.text)], ['record', quoted(version.line)]]));
    }
  }
  for (const [id, versions] of trash) {
    for (const { line, text, at } of versions) parts.trash.push(object([['id', quoted(id)], ['deleted', quoted(at)], ['name', quoted(text.name)],
      ['changed', quoted(text.time)], ['report', report(text)], ['record', quoted(line)]]));
  }
  for (const [id, versions] of history) for (const version of versions) earlier(id, version);
  // A last text has no record: the report stands alone, and comes back as a text beside its draft.
  const raw = unreadable.map(({ key, content }) => [key, content]);
  for (const { key, value, text } of last) {
    if (text.report.format !== 'reisverslag' || !fits(text.report, deepest)) raw.push([key, value]);
    else parts.drafts.push(object([['id', idIn(key) !== '' && quoted(idIn(key))], ['name', quoted(text.name)], ['changed', quoted(text.time)], ['report', text.json]]));
  }
  for (const { part, id, content } of later) parts[part].push(object([[part === 'history' ? 'draft' : 'id', quoted(id)], ['record', quoted(content)]]));
  return laidOut(object([['format', quoted(format)], ['version', '1'], ['made', quoted(isoTime(new Date()))],
    ...Object.entries({ ...parts, unreadable: raw.map(([key, value]) => object([['key', quoted(key)], ['value', quoted(value)]])) }).map(([name, entries]) => /** @type {[string, string]} */ ([name, `[${entries.join()}]`]))]));
}

/** Without the reports when the file would be too large with them: the records are the texts. @param {Everything} everything */
export function backupOf(everything) {
  const whole = written(everything, true);
  return new Blob([whole]).size <= largest ? whole : written(everything, false);
}

// ---- Reading -----------------------------------------------------------------------------------------------------------------------

/** @param {any} value @returns {value is Everything} what a file of before has to be */
function isEverything(value) {
  const isPair = (/** @type {any} */ pair) => Array.isArray(pair) && pair.length === 2;
  return typeof value.prefix === 'string' && Array.isArray(value.local) &&
    value.local.every((/** @type {any} */ pair) => isPair(pair) && pair.every((/** @type {any} */ part) => typeof part === 'string') && pair[0].startsWith(value.prefix)) &&
    (value.database === null || (typeof value.database === 'object' && Object.values(value.database).every((pairs) => Array.isArray(pairs) && pairs.every(isPair))));
}

/** @param {Entry['part']} part @param {any} entry @returns {Entry | null} */
function entryOf(part, entry) {
  const id = textOf(part === 'history' ? entry?.draft : entry?.id);
  const line = textOf(entry?.record);
  const record = reisverslagRecords.look(line);
  const name = part === 'history' ? '' : textOf(entry?.name);
  const report = entry?.report;
  const text = record && 'report' in record ? { ...record, json: '' }
    : !record && report?.format === 'reisverslag' && typeof report.answers === 'object' && report.answers !== null
      ? { time: textOf(entry.changed), name, answers: report.answers, report, json: '' } : null;
  if (!record && !text) return null;
  return {
    part, id: isDraftId(id) ? id : '', line: record ? line : '', text, at: textOf(part === 'history' ? entry.kept : entry.deleted),
    title: part === 'history' ? textOf(entry.name) : '',
  };
}

/** @param {any} file */
function contentOf(file) {
  const list = (/** @type {string} */ name) => Array.isArray(file[name]) ? file[name] : [];
  /** @type {Backup} */
  const backup = { entries: [], unreadable: [], damaged: 0 };
  for (const part of /** @type {const} */ (['drafts', 'trash', 'history'])) {
    for (const one of list(part)) {
      const entry = entryOf(part, one);
      if (entry) backup.entries.push(entry);
      else backup.damaged++;
    }
  }
  for (const { key, value } of list('unreadable').filter(Boolean)) backup.unreadable.push({ key: textOf(key), value: textOf(value) });
  return backup;
}

/** @param {File} file @returns {Promise<Backup | string>} or why not */
export async function readFile(file) {
  if (file.size > largest) return 'Dit bestand is te groot (meer dan 64 MB). Het is niet gelezen.';
  try {
    const content = JSON.parse(await file.text());
    if (![format, formatBefore].includes(content?.format)) return 'Dit is geen reservekopie van Reisverslag. Er is niets veranderd.';
    if (content.version > 1) return 'Dit bestand is van een nieuwere versie van deze pagina. Er is niets veranderd.';
    if (content.format === format) return contentOf(content);
    return isEverything(content) ? contentOf(JSON.parse(written(content, true))) : 'Dit is geen reservekopie van Reisverslag. Er is niets veranderd.';
  } catch {
    return 'Dit bestand is niet te lezen, of het is niet heel. Er is niets veranderd. Wat nog heel is, leest ‘Reservekopie terugzetten’ bij Verslagen.';
  }
}

/** What an entry is called on this page. @param {Entry} entry */
export const titleOf = ({ text, id }) => text ? nameOf(text) : `d ${id}`;
