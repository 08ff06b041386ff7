// The rescue page: everything that is stored in this browser, listed, shown, downloaded and put back when all else is broken. It
// knows the names of the stores, the reader of records (record.js) and the form's words, and nothing of the application. It
// writes when it is asked to put something back, and then only adds; it removes nothing but a last text, when asked.
'use strict';

// As start.js: the one channel out that no policy closes in every browser.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

(() => {
  /** Written in by assemble.mjs. @type {{title: string, questions: [string, string, string][], details: [string, string][]}} */
  const form = JSON.parse('FORM');
  const prefix = reisverslagRecords.prefix(location.pathname);
  const database = prefix.slice(0, -1);
  const stores = ['drafts', 'gone', 'trash', 'history', 'meta'];
  const format = 'reisverslag-alles';
  const largest = 64 * 1024 * 1024;
  const patience = 5000;  // ms for a database that does not answer

  /** @typedef {{time: string, name: string, answers: Record<string, string>, report: any, json: string}} Text a report as it was at some time */
  /** @typedef {{line: string, revision: number, text: Text, places: Set<string>}} Version */
  /** @typedef {{what: string, place: string, content: string}} Raw what cannot be read here */
  /** @typedef {{format: string, version: number, prefix: string, local: [string, string][], database: Record<string, [any, any][]> | null}} Everything */
  /** @typedef {{drafts: Map<string, Version[]>, trash: Map<string, Version[]>, history: Map<string, Version[]>, last: {key: string, value: string, text: Text}[], later: Raw[], unreadable: Raw[]}} Found */

  // ---- Reading the stores --------------------------------------------------------------------------------------------------------

  /** What could not be read, in words. @type {string[]} */
  let troubles = [];

  /** Keys and values of this page. @returns {[string, string][]} */
  function readLocal() {
    /** @type {[string, string][]} */
    const items = [];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key?.startsWith(prefix)) items.push([key, localStorage.getItem(key) ?? '']);
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

  /**
   * The safety copy; null: there is none, and looking does not make it.
   * @param {boolean} make @returns {Promise<IDBDatabase | null>}
   */
  function openDatabase(make) {
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

  /** @returns {Promise<Record<string, [any, any][]> | null>} */
  async function readDatabase() {
    try {
      const open = await openDatabase(false);
      if (!open) return null;
      try {
        /** @type {Record<string, [any, any][]>} */
        const found = {};
        for (const name of open.objectStoreNames) {
          const store = open.transaction(name).objectStore(name);
          const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
          found[name] = keys.map((key, i) => [key, values[i]]);
        }
        return found;
      } finally {
        open.close();
      }
    } catch {
      troubles.push('De veiligheidskopie is niet te lezen: deze browser weigert het, of de kopie is beschadigd.');
      return null;
    }
  }

  /** @returns {Promise<Everything>} */
  async function readEverything() {
    troubles = [];
    return { format, version: 1, prefix, local: readLocal(), database: await readDatabase() };
  }

  // ---- What they hold --------------------------------------------------------------------------------------------------------------

  const inLocal = 'de browseropslag';
  const inCopy = 'de veiligheidskopie';

  /** The lines in a value of the safety copy, whatever is kept around them. @param {any} value @returns {string[]} */
  const linesIn = (value) => typeof value === 'string' ? [value]
    : value && typeof value === 'object' ? Object.values(value).filter((member) => typeof member === 'string' && member.startsWith('RV1|')) : [];

  /** @param {unknown} key */
  const idIn = (key) => /[0-9a-f]{32}/.exec(String(key))?.[0] ?? '';

  /** A key of a draft's slot, its prefix cut off. @param {string} key */
  function slotOf(key) {
    const match = /^d ([0-9a-f]{32}) ([ab])$/.exec(key);
    return match && { id: match[1], parity: match[2] === 'a' ? 0 : 1 };
  }

  /** @param {string} value of the key of a last text (web/last_text.js) @returns {Text | null} */
  function lastText(value) {
    try {
      const { time, name, report } = JSON.parse(value);
      if (typeof time !== 'string' || typeof name !== 'string' || typeof report.answers !== 'object') return null;
      return { time, name, answers: report.answers ?? {}, report, json: JSON.stringify(report) };
    } catch {
      return null;
    }
  }

  /** @param {Everything} everything @returns {Found} */
  function sorted({ prefix: start, local, database: copy }) {
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

  // ---- Formats ----------------------------------------------------------------------------------------------------------------------

  /** @param {Text} text */
  const asText = ({ answers }) => '\n\n' + [form.title, ...form.questions.flatMap(([id, heading]) => [heading, textOf(answers[id])])].join('\n\n');
  /** @param {unknown} value */
  const textOf = (value) => typeof value === 'string' ? value : '';

  /** The end of the string that begins here. @param {string} json valid @param {number} at of its first quote */
  function endOfString(json, at) {
    while (json[++at] !== '"') if (json[at] === '\\') at++;
    return at + 1;
  }

  /** The text of an object's member as it stands: a parser would lose what it cannot hold, long numbers and double members. @param {string} json @param {string} wanted */
  function memberOf(json, wanted) {
    let depth = 0;
    let key = '';
    let start = 0;
    for (let i = 0; i < json.length; i++) {
      const sign = json[i];
      if (sign === '"') {
        const end = endOfString(json, i);
        if (depth === 1 && json[end] === ':') {
          key = JSON.parse(json.slice(i, end));
          start = end + 1;
        }
        i = end - 1;
      } else if (sign === '{' || sign === '[') {
        depth++;
      } else if ((sign === ',' && depth === 1) || ((sign === '}' || sign === ']') && --depth === 0)) {
        if (key === wanted) return json.slice(start, i);
      }
    }
    return '{}';
  }

  /** The JSON report as formats/json.cpp lays it out. @param {string} json compact and valid */
  function laidOut(json) {
    /** @type {string[]} */
    const parts = [];
    let depth = 0;
    const newLine = () => '\n' + '  '.repeat(depth);
    for (let i = 0; i < json.length; i++) {
      const sign = json[i];
      if (sign === '"') {
        const end = endOfString(json, i);
        parts.push(JSON.stringify(JSON.parse(json.slice(i, end))));
        i = end - 1;
      } else if (sign === '{' || sign === '[') {
        if ('}]'.includes(json[i + 1])) {
          parts.push(sign + json[++i]);
        } else {
          depth++;
          parts.push(sign + newLine());
        }
      } else if (sign === '}' || sign === ']') {
        depth--;
        parts.push(newLine() + sign);
      } else {
        parts.push(sign === ',' ? sign + newLine() : sign === ':' ? ': ' : sign);
      }
    }
    return parts.join('') + '\n';
  }

  /** @type {Record<string, string>} letters that are no plain letter with something on it */
  const others = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ĳ: 'ij' };
  /** @param {string} text */
  const slug = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^ -~]/g, (letter) => others[letter] ?? '-')
    .replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, '0')).join('-');
  };

  /** As formats/file_name.cpp. @param {Text} text @param {string} extension */
  function fileName({ report }, extension) {
    const { place, name, departure } = report.trip ?? {};
    const date = /^\d{4}-\d\d-\d\d$/.test(textOf(departure)) ? departure.slice(0, 7) : today();
    const subject = slug(textOf(place)) || slug(textOf(name));
    const room = 80 - `verslag-dienstreis--${date}.${extension}`.length;
    return ['verslag-dienstreis', subject.slice(0, room).replace(/-$/, ''), date].filter(Boolean).join('-') + '.' + extension;
  }

  /** @param {string} name @param {string} type @param {string} content */
  function download(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    const link = element('a', { href: address, download: name, hidden: '' });
    document.body.append(link);
    link.click();
    link.remove();
    // Safari is still reading when click() returns.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // ---- Showing ----------------------------------------------------------------------------------------------------------------------

  /**
   * The only way in which anything comes onto the page: text as text.
   * @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node | string)} inside
   */
  function element(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  /** @param {string} text @param {string} [gap] */
  const line = (text, gap = 'g2') => element('p', { class: `s-body ${gap}` }, text);

  /** @param {string} words @param {string} subject what tells it from the others @param {(button: HTMLElement) => void} act */
  function button(words, subject, act) {
    const made = element('button', { type: 'button', class: 'standard s-action', 'aria-label': `${words} ${subject}` }, words);
    made.addEventListener('click', () => act(made));
    return made;
  }

  /** @param {string} time of a record @param {boolean} [withClock] */
  function moment(time, withClock = true) {
    const [year, month, day, hour, minute] = time.split(/\D/);
    const date = new Date(Number(year), Number(month) - 1, Number(day));
    if (Number.isNaN(date.getTime())) return 'een onbekend moment';
    const words = date.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
    return withClock ? `${words}, ${hour}:${minute}` : words;
  }

  /** As the list of the page calls it. @param {Text} text */
  const nameOf = ({ name, report, time }) =>
    [name, textOf(report.trip?.name)].find((given) => given.trim() !== '') ?? `Verslag van ${moment(time, false)}`;

  /** Names of controls that are in use: no two sound alike. @type {Map<string, number>} */
  const used = new Map();
  /** @param {string} name @returns {string} */
  function unique(name) {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : unique(`${name} (${count})`);
  }

  /** Everything that was written. @param {Text} text */
  function whole({ answers, report }) {
    const list = element('dl', { class: 's-body' });
    /** @param {string} question @param {string} content */
    const add = (question, content) => list.append(element('dt', {}, question),
      element('dd', content ? { dir: 'auto' } : { class: 'none' }, content || 'Niet ingevuld'));
    for (const [id, , question] of form.questions) add(question, textOf(answers[id]));
    for (const [id, label] of form.details) if (report.trip?.[id]) add(label, String(report.trip[id]));
    const unplaced = Array.isArray(report.unplaced) ? report.unplaced : [];
    unplaced.forEach((/** @type {unknown} */ piece, /** @type {number} */ i) => add(`Niet herkend, stuk ${i + 1}`, String(piece)));
    return list;
  }

  let folds = 0;
  /** Made when somebody wants to see it. @param {string} words @param {string} subject @param {() => HTMLElement[]} make */
  function unfolding(words, subject, make) {
    const id = `folded.${++folds}`;
    const inside = element('div', { class: 'column inside', id, hidden: '' });
    const fold = button(words, subject, () => {
      if (inside.childElementCount === 0) inside.append(...make());
      inside.hidden = !inside.hidden;
      fold.setAttribute('aria-expanded', String(!inside.hidden));
    });
    for (const [name, value] of [['class', 'fold s-quiet'], ['aria-expanded', 'false'], ['aria-controls', id]]) fold.setAttribute(name, value);
    return element('div', { class: 'column g2' }, fold, inside);
  }

  /** What can be done with a report. @param {Text} text @param {string} subject */
  function controls(text, subject) {
    const parts = [
      element('div', { class: 'row g3' },
        button('Download als tekst', subject, () => download(fileName(text, 'txt'), 'text/plain', asText(text))),
        button('Download als JSON', subject, () => download(fileName(text, 'json'), 'application/json', laidOut(text.json)))),
      unfolding('Lezen', subject, () => [whole(text)]),
    ];
    const more = Object.keys(text.report.trip ?? {}).length + (text.report.unplaced?.length ?? 0) > 0;
    if (more) parts.unshift(line('Reisgegevens en niet herkende tekst staan alleen in de JSON.'));
    return parts;
  }

  /** @param {Pick<Version, 'places'>} version */
  const places = (version) => [...version.places].join(' en in ');

  /** One draft with all its versions, the newest first. @param {Version[]} versions */
  function draft(versions) {
    const [newest, ...older] = versions;
    const subject = unique(nameOf(newest.text));
    const answered = form.questions.filter(([id]) => textOf(newest.text.answers[id]).trim() !== '').length;
    const made = element('section', { class: 'column g6 draft' },
      element('h3', { class: 's-question', dir: 'auto' }, nameOf(newest.text)),
      line(`Laatst gewijzigd: ${moment(newest.text.time)}. ${answered} van ${form.questions.length} beantwoord. Staat in ${places(newest)}.`),
      ...controls(newest.text, subject));
    if (older.length === 0) return made;
    made.append(unfolding('Eerdere versies', subject, () => older.flatMap(({ text, ...version }) => [
      line(`${moment(text.time)}, in ${places(version)}.`, 'g4'),
      ...controls(text, unique(`${nameOf(text)}, versie van ${moment(text.time)}`)),
    ])));
    return made;
  }

  /** @param {string} title @param {string} about @param {HTMLElement[]} parts */
  const section = (title, about, parts) => element('section', { class: 'column' },
    element('h2', { class: 's-subtitle g10' }, title), ...(about ? [line(about, 'g3')] : []), ...parts);

  /** @param {Found['last'][number]} last */
  function lastPart({ key, value, text }) {
    const subject = unique(`laatste tekst ${nameOf(text)}`);
    return element('section', { class: 'column g6 draft' },
      element('h3', { class: 's-question', dir: 'auto' }, nameOf(text)),
      line(`Van ${moment(text.time)}. Vergelijk met je verslag; neem over wat daar ontbreekt.`),
      ...controls(text, subject),
      button('Weggooien', subject, (pressed) => {
        const gone = pressed.textContent === 'Weggooien';
        try {
          if (gone) localStorage.removeItem(key);
          else localStorage.setItem(key, value);
        } catch {
          say('Dat lukte niet: deze browser laat niets veranderen.');
          return;
        }
        const words = gone ? 'Ongedaan maken' : 'Weggooien';
        pressed.textContent = words;
        pressed.setAttribute('aria-label', `${words} ${subject}`);
        say(gone ? 'De laatste tekst is weggegooid.' : 'De laatste tekst is terug.');
      }));
  }

  /** @param {Raw} raw */
  function rawPart({ what, place, content }) {
    const subject = unique(what);
    return element('div', { class: 'column g4' }, line(`${what}, in ${place}, ${content.length} tekens.`),
      button('Download ruwe gegevens', subject, () => download('onleesbaar-verslag.txt', 'text/plain', content)));
  }

  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  /** @param {string} words */
  const say = (words) => { status.textContent = words; };

  /** @param {Map<string, Version[]>} group */
  const byTime = (group) => [...group.values()].sort(([one], [other]) => Date.parse(other.text.time) - Date.parse(one.text.time));

  /** Shows what is stored now. @returns {Promise<string>} how much that is, in words */
  async function show() {
    const { drafts, trash, history, last, later, unreadable } = sorted(await readEverything());
    used.clear();
    const parts = troubles.map((words) => element('p', { class: 's-alarm g4' }, words));
    if (last.length > 0) {
      parts.push(section('Laatste tekst voor de fout', 'De pagina is vastgelopen terwijl je schreef. Dit stond toen in de velden.', last.map(lastPart)));
    }
    parts.push(section('Verslagen', drafts.size === 0 ? 'Geen verslag gevonden.' : '', byTime(drafts).map(draft)));
    if (trash.size > 0) parts.push(section('Prullenbak', '', byTime(trash).map(draft)));
    if (history.size > 0) parts.push(section('Geschiedenis', '', byTime(history).map(draft)));
    if (later.length > 0) parts.push(section('Van een nieuwere versie', 'Gemaakt met een nieuwere versie van deze pagina. Ververs de pagina om het te lezen.', later.map(rawPart)));
    if (unreadable.length > 0) parts.push(section('Niet leesbaar', 'Beschadigd of niet van deze pagina. Alles blijft staan zoals het is.', unreadable.map(rawPart)));
    document.getElementById('found')?.replaceChildren(...parts);
    return drafts.size === 1 ? '1 verslag gevonden.' : `${drafts.size} verslagen gevonden.`;
  }

  // ---- Putting back -----------------------------------------------------------------------------------------------------------------

  /** One thing from a file. add: where it would go, names of places without the prefix. @typedef {{name: string, verdict: string, local: [string, string][], copy: [string, any, any][]}} Step */

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

  /** What putting a file back would do here: only additions, so that nothing here can be lost by it. @param {Everything} file @param {Everything} here @returns {Step[]} */
  function planned(file, here) {
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
  async function putBack(steps) {
    const open = await openDatabase(true).catch(() => null);
    const failed = [];
    for (const step of steps) {
      let took = false;
      for (const [name, value] of step.local) took = addLocal(name, value) || took;
      for (const [store, key, value] of step.copy) took = await addCopy(open, store, key, value).catch(() => false) || took;
      if (!took) failed.push(step);
    }
    open?.close();
    return failed;
  }

  const preview = /** @type {HTMLElement} */ (document.getElementById('preview'));
  const restoreStatus = /** @type {HTMLElement} */ (document.getElementById('restore.status'));
  const chooser = /** @type {HTMLInputElement} */ (document.getElementById('restore.file'));

  /** @param {File} file @returns {Promise<Everything | string>} or why not */
  async function readFile(file) {
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

  async function fileChosen() {
    const file = chooser.files?.[0];
    if (!file) return;
    chooser.value = '';  // so that the same file can be chosen again
    preview.replaceChildren();
    restoreStatus.textContent = '';
    const content = await readFile(file);
    if (typeof content === 'string') {
      restoreStatus.textContent = content;
      return;
    }
    const steps = planned(content, await readEverything());
    const additions = steps.filter(({ local, copy }) => local.length + copy.length > 0);
    restoreStatus.textContent = `In ${file.name}: ${steps.length} onderdelen. ${additions.length === 0 ? 'Alles wat kan, staat hier al.' : `${additions.length} toe te voegen.`}`;
    preview.append(element('ul', { class: 'g3' }, ...steps.map(({ name, verdict }) =>
      element('li', { class: 's-body g1' }, element('bdi', {}, name), `: ${verdict}`))));
    if (additions.length === 0) return;
    const confirm = element('button', { type: 'button', class: 'primary s-action-primary g4' }, 'Terugzetten');
    confirm.addEventListener('click', async () => {
      confirm.remove();
      const failed = await putBack(additions);
      say(await show());
      preview.replaceChildren(...(failed.length === 0 ? [] : [element('ul', { class: 'g3' }, ...failed.map(({ name }) => element('li', { class: 's-body g1' }, element('bdi', {}, name))))]));
      restoreStatus.textContent = failed.length === 0 ? `${additions.length} teruggezet. Open Reisverslag om verder te gaan.`
        : `${additions.length - failed.length} teruggezet. Niet gelukt, omdat deze browser vol is of niets bewaart:`;
      chooser.focus();
    });
    preview.append(confirm);
  }

  // ---- Start ------------------------------------------------------------------------------------------------------------------------

  document.getElementById('download-all')?.addEventListener('click', async () => {
    download(`reisverslag-alles-${today()}.json`, 'application/json', JSON.stringify(await readEverything(), null, 1) + '\n');
    // What is missing in the file is no secret.
    say(troubles.length === 0 ? 'Alles is gedownload.' : `Niet alles is gedownload. ${troubles.join(' ')}`);
  });
  chooser.addEventListener('change', () => void fileChosen());
  show().then(say, (error) => {
    console.error(error);
    say('Lezen lukte niet helemaal. ‘Alles downloaden’ geeft je wat er staat.');
  }).then(() => {
    const everything = document.getElementById('everything');
    if (everything) everything.hidden = false;
    document.documentElement.dataset.ready = '';
  });
})();
