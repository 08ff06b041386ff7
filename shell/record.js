// Reads the draft records of app/drafts/record.h, for the page's first screen and the rescue page.
// It only reads, and knows neither the page nor the wasm. What a store throws, it throws.
'use strict';

/**
 * @typedef {Pick<Storage, 'length' | 'key' | 'getItem'>} Store
 * @typedef {object} DraftRecord
 * @property {number} revision
 * @property {string} writer
 * @property {string} time
 * @property {string} payload as it stands in the line
 * @property {string} name
 * @property {Record<string, string>} answers by question id
 * @property {any} report the JSON report
 * @typedef {DraftRecord & {key: string}} StoredRecord
 */

var reisverslagRecords = (() => {
  /** @param {string} text */
  const hash = text => {
    let high = 0xdeadbeef, low = 0x41c6ce57;
    for (let i = 0; i < text.length; i++) {
      const byte = text.charCodeAt(i);
      high = Math.imul(high ^ byte, 2654435761);
      low = Math.imul(low ^ byte, 1597334677);
    }
    high = Math.imul(high ^ high >>> 16, 2246822507) ^ Math.imul(low ^ low >>> 13, 3266489909);
    low = Math.imul(low ^ low >>> 16, 2246822507) ^ Math.imul(high ^ high >>> 13, 3266489909);
    return [high, low].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
  };

  /**
   * The record; without a report when its minReader is above this version's; null when the line does not parse.
   * @param {string | null} line
   * @returns {any}
   */
  const parse = line => {
    const match = /^(RV1\|\d+\|(\d+)\|(\d+)\|\d+\|(\w+)\|([^|]+)\|(\d+)\|)(\w+)\|/.exec(line || '');
    if (!match) return null;
    const [head, before, minReader, revision, writer, time, length, digits] = match;
    const payload = /** @type {string} */ (line).slice(head.length);
    if (+length != payload.length || digits != hash(before + payload)) return null;
    const record = { revision: +revision, writer, time, payload };
    if (+minReader > 1) return record;
    try {
      const { name, report } = JSON.parse(payload);
      /** @type {Record<string, string>} */
      const answers = {};
      for (const id in report.answers) {
        if (typeof report.answers[id] == 'string') answers[id] = report.answers[id];
      }
      return typeof name == 'string' && report.format == 'reisverslag' ? { ...record, name, answers, report } : null;
    } catch {
      return null;
    }
  };

  /** @param {any} record */
  const readable = record => record && record.report ? record : null;

  /**
   * The newest record of a draft. A record in the wrong slot for its revision is skipped, as in app/drafts/record.cpp. Null when there is none, or when a
   * later version wrote it.
   * @param {Store} storage
   * @param {string} prefix
   * @param {string} id
   * @returns {StoredRecord | null}
   */
  const newest = (storage, prefix, id) => {
    const [a, b] = ['a', 'b'].map((slot, parity) => {
      const key = `${prefix}d ${id} ${slot}`;
      const record = parse(storage.getItem(key));
      return record && record.revision % 2 == parity ? { ...record, key } : null;
    });
    return readable(a && b && a.revision < b.revision ? b : a || b);
  };

  return {
    /** @param {string} pathname of the page's address */
    prefix: pathname => `rv1 ${pathname.slice(0, pathname.lastIndexOf('/') + 1)} `,

    /** @type {(line: string) => DraftRecord | null} null also for a record of a later version */
    read: line => readable(parse(line)),

    /** @type {(line: string) => DraftRecord | Omit<DraftRecord, 'name' | 'answers' | 'report'> | null} also of a record of a later version, as far as it reads */
    look: parse,

    newest,

    /**
     * All drafts; those without a record hold something that this page cannot read.
     * @type {(storage: Store, prefix: string) => {id: string, record: StoredRecord | null}[]}
     */
    list: (storage, prefix) => {
      const ids = new Set();
      for (let i = 0; i < storage.length; i++) {
        const key = storage.key(i) || '';
        if (key.startsWith(prefix + 'd ')) ids.add(key.slice(prefix.length + 2, -2));
      }
      return [...ids].map(id => ({ id, record: newest(storage, prefix, id) }));
    },
  };
})();
