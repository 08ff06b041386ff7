// The rescue page: lists, shows, downloads and puts back what is stored in this browser when all else is broken. It knows what
// stored.js, report.js, backup.js and restore.js give, and nothing of the application. It removes nothing but a last text, at a press of its button.
import { backupOf, readFile } from './backup.js';
import { asText, fileName, form, laidOut, moment, nameOf, textOf, today } from './report.js';
import { planned, putBack } from './restore.js';
import { readEverything, sorted } from './stored.js';

/** @typedef {import('./report.js').Text} Text */
/** @typedef {import('./stored.js').Version} Version */
/** @typedef {import('./stored.js').Raw} Raw */
/** @typedef {import('./stored.js').Found} Found */

// WebRTC is the one way out of the page that no content policy closes in every browser; start.js removes it from the other page.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

/**
 * Makes an element. Everything on the page is made by it, so that a text can only ever be text, never HTML.
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

/** @param {string} words @param {string} subject tells its accessible name from that of other buttons @param {(button: HTMLElement) => void} act */
function button(words, subject, act) {
  const made = element('button', { type: 'button', class: 'standard s-action', 'aria-label': `${words} ${subject}` }, words);
  made.addEventListener('click', () => act(made));
  return made;
}

/** How often each accessible name is in use, to make the next one differ. @type {Map<string, number>} */
const used = new Map();
/** @param {string} name @returns {string} */
function unique(name) {
  const count = (used.get(name) ?? 0) + 1;
  used.set(name, count);
  return count === 1 ? name : unique(`${name} (${count})`);
}

/** A report as a list of questions, trip details and unplaced texts. @param {Text} text */
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

let folds = 0;
/** A button that shows and hides what `make` makes at the first press. @param {string} words @param {string} subject @param {() => HTMLElement[]} make */
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

/** The buttons to read and download a report. @param {Text} text @param {string} subject */
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
  const { everything, troubles } = await readEverything();
  const { drafts, trash, history, last, later, unreadable } = sorted(everything);
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

const preview = /** @type {HTMLElement} */ (document.getElementById('preview'));
const restoreStatus = /** @type {HTMLElement} */ (document.getElementById('restore.status'));
const chooser = /** @type {HTMLInputElement} */ (document.getElementById('restore.file'));

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
  const steps = planned(content, (await readEverything()).everything);
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
  const { everything, troubles } = await readEverything();
  download(`reservekopie-verslagen-${today()}.json`, 'application/json', backupOf(everything));
  say(troubles.length === 0 ? 'Alles is aangeboden als download. Kijk in je map Downloads.' : `Niet alles staat in de download. ${troubles.join(' ')}`);
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
