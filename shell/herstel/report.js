// A report as text, as JSON, as a name: byte for byte as the application makes them (app/formats). It knows the words of the form,
// which the build writes in here, and neither page nor store.

/** Written in by assemble.mjs. @type {{title: string, questions: [string, string, string][], details: [string, string][]}} */
export const form = JSON.parse('FORM');

/** A report as it was at some time; json: as it stands in its record. @typedef {{time: string, name: string, answers: Record<string, string>, report: any, json: string}} Text */

/** @param {Text} text */
export const asText = ({ answers }) => '\n\n' + [form.title, ...form.questions.flatMap(([id, heading]) => [heading, textOf(answers[id])])].join('\n\n');
/** @param {unknown} value */
export const textOf = (value) => typeof value === 'string' ? value : '';

/** The place behind the closing quote of a string in JSON. @param {string} json valid @param {number} at of the opening quote */
function endOfString(json, at) {
  while (json[++at] !== '"') if (json[at] === '\\') at++;
  return at + 1;
}

/** The JSON text of a member of an object, unchanged: JSON.parse() would lose long numbers and repeated members. @param {string} json @param {string} wanted */
export function memberOf(json, wanted) {
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

/** JSON with two spaces a level, as json_laid_out() in app/formats/json_text.cpp. @param {string} json compact and valid */
export function laidOut(json) {
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

/** @type {Record<string, string>} letters that NFD does not split into a plain letter and an accent */
const others = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ĳ: 'ij' };
/** @param {string} text */
const slug = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^ -~]/g, (letter) => others[letter] ?? '-')
  .replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

export const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, '0')).join('-');
};

/** A time as records have it: local, with the offset to UTC. @param {Date} time */
export function isoTime(time) {
  const ahead = -time.getTimezoneOffset();  // minutes
  const local = new Date(time.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((number) => String(number).padStart(2, '0'));
  return `${local}${ahead < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/** The name of a download, as app/formats/file_name.cpp makes it. @param {Text} text @param {string} extension */
export function fileName({ report }, extension) {
  const { place, name, departure } = report.trip ?? {};
  const date = /^\d{4}-\d\d-\d\d$/.test(textOf(departure)) ? departure.slice(0, 7) : today();
  const subject = slug(textOf(place)) || slug(textOf(name));
  const room = 80 - `verslag-dienstreis--${date}.${extension}`.length;
  return ['verslag-dienstreis', subject.slice(0, room).replace(/-$/, ''), date].filter(Boolean).join('-') + '.' + extension;
}

/** @param {string} time of a record @param {boolean} [withClock] */
export function moment(time, withClock = true) {
  const [year, month, day, hour, minute] = time.split(/\D/);
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  if (Number.isNaN(date.getTime())) return 'een onbekend moment';
  const words = date.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
  return withClock ? `${words}, ${hour}:${minute}` : words;
}

/** The name of a draft, as the list of the application shows it. @param {Text} text */
export const nameOf = ({ name, report, time }) => {
  // A fork of a draft without a name has "(andere versie)" as its whole name: the suffix goes behind the name that the draft is shown with.
  const version = /^\(andere versie( \d+)?\)$/.exec(name)?.[0];
  const given = [version ? '' : name, textOf(report.trip?.name)].find((words) => words.trim() !== '') ?? `Verslag van ${moment(time, false)}`;
  return version ? `${given} ${version}` : given;
};
