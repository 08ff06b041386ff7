// The floor: the form, the list and the backup as a careful person writes them by hand, in plain HTML and a few lines of script. The page's times are
// told as multiples of its times, so whatever changes here changes every ratio. It knows nothing of the page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const questions = ['Hoeveel personen', 'Hoelang', 'Doel', 'Locaties', 'Wie', 'Opgeleverd', 'Vervolg'];

/** Where a host may let the browser keep a file for good (shell/headers.json), so that a second visit asks for the HTML alone. */
const kept = 'v-000000000000';

/** @param {string} title @param {string} body @param {string} [head] */
const html = (title, body, head = '') => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>${title}</title>${head}
<h1>${title}</h1>${body}</html>`;

const fields = questions.map((question, i) => `<p><label for="f${i}">${question}</label><br><textarea id="f${i}" rows="6" cols="80"></textarea>`).join('')
  + `<script src="${kept}/form.js"></script>`;

/** Stores when nothing was typed for 100 ms, which is less than the page promises: a change of it is kept 100 ms later, whatever is typed meanwhile. */
const form = `const fields = document.querySelectorAll('textarea');
const saved = JSON.parse(localStorage.getItem('floor') ?? '[]');
fields.forEach((field, i) => { field.value = saved[i] ?? ''; });
let timer = 0;
addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => localStorage.setItem('floor', JSON.stringify([...fields].map((field) => field.value))), 100);
});
document.documentElement.dataset.fields = '';`;

/** A draft a key, newest first, fifty of them shown; a search through all that is written; a file with all of it, and back. */
const list = `const drafts = Object.keys(localStorage).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
drafts.sort((a, b) => b.time.localeCompare(a.time) || a.key.localeCompare(b.key));
function show() {
  const wanted = document.getElementById('search').value.toLowerCase();
  const found = drafts.filter(({ name, answers }) => [name, ...Object.values(answers)].join('\\n').toLowerCase().includes(wanted));
  document.getElementById('found').textContent = found.length + ' van ' + drafts.length;
  document.querySelector('ul').replaceChildren(...found.slice(0, 50).map(({ key, name }) => {
    const link = Object.assign(document.createElement('a'), { href: '#/verslag/' + key, textContent: name });
    const row = document.createElement('li');
    row.append(link);
    return row;
  }));
}
show();
document.getElementById('search').addEventListener('input', show);
document.getElementById('backup').addEventListener('click', () => {
  const file = new Blob([JSON.stringify(drafts)], { type: 'application/json' });
  Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: 'kopie.json' }).click();
});
document.getElementById('file').addEventListener('change', async ({ target }) => {
  const read = JSON.parse(await target.files[0].text());
  const known = new Set(drafts.map(({ key }) => key));
  document.getElementById('facts').textContent = read.length + ' verslagen, ' + read.filter(({ key }) => !known.has(key)).length + ' nieuw';
});`;

/** Writes the floor into a folder. @param {string} folder */
export function writeFloor(folder) {
  mkdirSync(join(folder, kept));
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(folder, name), text);
  write('index.html', html('Verslag', fields));
  write(`${kept}/form.js`, form);
  // The same form with fields as high as their text, so that it scrolls as the page does.
  write('long.html', html('Verslag', fields, `<link rel="stylesheet" href="${kept}/long.css">`));
  write(`${kept}/long.css`, 'textarea { field-sizing: content; min-height: 6em; width: 40em; font: 18px sans-serif; }');
  write('list.html', html('Verslagen', `<input id="search"><p id="found"></p><ul></ul><button id="backup">Kopie</button>
<input id="file" type="file"><p id="facts"></p><script src="${kept}/list.js"></script>`));
  write(`${kept}/list.js`, list);
}

/** What a visitor downloads before the first edit, and before all is there: the same. */
export const filesOfFloor = ['index.html', `${kept}/form.js`];
