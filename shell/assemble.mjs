// Build step: puts the site together in dist/. The static page and the style sheet's tokens are written from what the
// application says of itself (shell/describe_page.cpp), the elements by the same table that the page uses (web/elements.js).
// What changes from build to build lies in one folder named after its content, and index.html refers to that folder only: page,
// scripts and wasm can never be of two builds, with or without the service worker, whatever a cache on the way answers.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { elementOf, styles } from '../web/elements.js';
import { packable, types } from './serve.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, page: { type: 'string' }, out: { type: 'string' }, mark: { type: 'string' } },
});
const { wasm, page, out, mark } = options;
// The mark is a comment in main.js: for tests that need two builds of the same source.
if (!wasm || !page || !out) throw new Error('usage: assemble.mjs --wasm FILE --page PROGRAM --out FOLDER [--mark TEXT]');

/** @type {{page: import('../web/reconciler.js').Delta, light: Record<string, string>, dark: Record<string, string>,
 *   lightContrast: Record<string, string>, darkContrast: Record<string, string>, sizes: Record<string, number>,
 *   styles: {name: string, size: number, line: number, weight: string, colour: string}[],
 *   font: string, kept: string, saving: string, form: object, door: object}} */
const description = JSON.parse(execFileSync(page, { encoding: 'utf8' }));
if (description.styles.map(({ name }) => name).join() !== styles.join()) {
  throw new Error('web/elements.js names other text styles than app/screen/theme.h');
}

// ---- index.html -----------------------------------------------------------------------------------------------------------------

// Only the application knows these; their lines stay empty until it is here.
const unknownYet = new Set(['draft.name', 'state.progress', 'state.save', 'state.end.progress', 'state.end.save']);

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function staticPage() {
  /** @type {Map<string, import('../web/elements.js').Node>} */
  const nodes = new Map((description.page.set ?? []).map((node) => [node.key, node]));
  /** @type {Map<string, string[]>} */
  const children = new Map();
  const pairs = description.page.children ?? [];
  for (let i = 0; i < pairs.length; i += 2) children.set(/** @type {string} */ (pairs[i]), /** @type {string[]} */ (pairs[i + 1]));
  /** @param {Record<string, string>} attributes */
  const written = (attributes) => Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  /** @param {string} key @returns {string} */
  const html = (key) => {
    const node = nodes.get(key);
    if (!node) throw new Error(`no node ${key}`);
    const { tag, attributes, text, label } = elementOf(node);
    if (tag === 'input') return `<${tag}${written(attributes)}>`;
    const words = unknownYet.has(key) ? '' : escape(text ?? '');
    const inner = label ? `<label${written(label)}>${words}</label>` : words + (children.get(key) ?? []).map(html).join('');
    return `<${tag}${written(attributes)}>${inner}</${tag}>`;
  };
  return (children.get('') ?? []).map(html).join('\n');
}

// What the page asks for itself once it can be used: no part of the way there.
const later = ['device.js', 'filling.js', 'last_text.js', 'writing.js'];
// All that main.js brings goes out as one file, parts.js: it compresses to five sixths of what its modules take apart.
const parts = readdirSync(join(here, 'web')).filter((name) => name.endsWith('.js') && name !== 'main.js' && !later.includes(name));

/** The same policy for hosts that send no headers, without what a meta element may not say. */
function policy() {
  /** @type {{headers: Record<string, string>}} */
  const { headers } = JSON.parse(shell('headers.json').toString());
  const rules = headers['Content-Security-Policy'].split('; ').filter((rule) => !/^(frame-ancestors|report-uri|sandbox)/.test(rule));
  return `<meta http-equiv="Content-Security-Policy" content="${escape(rules.join('; '))}">\n` +
    `<meta name="referrer" content="${headers['Referrer-Policy']}">`;
}

/** A page of shell/ as it is built: of the build in this folder, under the policy. @param {string} name @param {string} folder */
const pageOf = (name, folder) => shell(name).toString().replaceAll('"build/', `"${folder}/`).replace('<!--policy-->', policy());

/** @param {string} folder */
function wholePage(folder) {
  return pageOf('index.html', folder).replace('<!--kept-->', escape(description.kept)).replace('<!--saving-->', escape(description.saving))
    .replace('<!--page-->', staticPage());
}

// ---- style.css ------------------------------------------------------------------------------------------------------------------

/** @param {number} units */
const length = (units) => `calc(var(--u) * ${units})`;
/** @param {Record<string, string>} palette */
const colours = (palette) => Object.entries(palette).map(([name, value]) => `--${name}:${value}`).join(';');
function tokens() {
  const rules = [
    `:root{--u:.25rem;--font:${description.font};--line-ratio:${description.styles[0].line / description.styles[0].size};${Object.entries(description.sizes)
      .map(([name, units]) => `--${name}:${length(units)}`).join(';')};${description.styles
      .map(({ name, line }) => `--line-${name}:${length(line)}`).join(';')};${colours(description.light)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${colours(description.dark)}}}`,
    `@media screen and (prefers-contrast:more){:root{${colours(description.lightContrast)}}}`,
    `@media screen and (prefers-color-scheme:dark) and (prefers-contrast:more){:root{${colours(description.darkContrast)}}}`,
    ...description.styles.map(({ name, size, line, weight, colour }) =>
      `.s-${name}{font:${weight} ${length(size)}/${length(line)} var(--font);color:var(--${colour});min-height:${length(line)}}`),
  ];
  for (let gap = 1; gap <= 16; gap++) rules.push(`.g${gap}{margin-top:${length(gap)}}`);
  for (let lines = 1; lines <= 8; lines++) {
    rules.push(`.l${lines}{min-height:calc(${lines} * var(--line-body) + 2 * var(--field-y))}`);
  }
  return rules.join('\n') + '\n';
}

/** Container queries take no variables. @param {string} css */
function withWidths(css) {
  return css.replace('ROOMY_FROM', description.sizes['roomy-from'] / 4 + 'em')
    .replace('WIDE_FROM', description.sizes['wide-from'] / 4 + 'em');
}

// ---- dist/ ------------------------------------------------------------------------------------------------------------------------

/**
 * The scripts without comments and indentation: a third of their bytes, and nothing that runs. They hold no comment signs in
 * strings, and no template over several lines.
 * @param {string} script
 */
const shorn = (script) => script.replace(/\/\*\*[^]*?\*\/ ?/g, '').replace(/(^|\s)\/\/ .*$/gm, '$1').replace(/^\s+/gm, '')
  .replace(/[ \t]+$/gm, '');

/** @param {string} name */
const script = (name) => shorn(readFileSync(join(here, 'web', name), 'utf8'));

/** These modules and those that they import in one script: each a function of its own, called once, after those that it imports. */
function joined(/** @type {string[]} */ names) {
  /** @type {Map<string, string>} */
  const done = new Map();
  const add = (/** @type {string} */ name) => {
    if (done.has(name)) return;
    /** @type {string[]} */
    const exported = [];
    const body = script(name).replace(/^import \{(.*)\} from '\.\/(.*)';\n/gm, (_, what, from) => {
      add(from);
      return what.replace(/ *(\w+)(?: as (\w+))? *,?/g, (/** @type {string} */ _, /** @type {string} */ its, /** @type {string} */ ours) =>
        ours ? `const ${ours} = ${its};\n` : '');
    }).replace(/^export ((?:async )?\w+ (\w+))/gm, (_, declared, called) => {
      exported.push(called);
      return declared;
    });
    if (/^(import|export)\b(?!\.)/m.test(body)) throw new Error(`web/${name} imports or exports in a way that is not known here`);
    const names = exported.join(', ');
    done.set(name, `export const { ${names} } = (() => {\n${body}return { ${names} };\n})();\n`);
  };
  names.forEach(add);
  return [...done.values()].join('');
}

/** @param {string} name */
const shell = (name) => readFileSync(join(here, 'shell', name));
/** @param {string | Buffer} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');
/** A short name for all of these files. @param {Iterable<[string, string | Buffer]>} files */
const nameOf = (files) => sha256([...files].sort().map(([name, content]) => `${sha256(content)}  ${name}\n`).join('')).slice(0, 12);
/** @param {string} name */
const typeOf = (name) => types[extname(name)];

/** @param {string} name @param {string | Buffer} content @returns {[string, string | Buffer]} */
const file = (name, content) => [name, content];
const ofBuild = new Map([
  file('style.css', tokens() + withWidths(shell('style.css').toString().replace(/\/\*[^]*?\*\/\n?/g, '').replace(/^\s+/gm, ''))),  // without its comments
  // The first script needs the reader of records at once; the rescue page has it by itself.
  file('record.js', shorn(shell('record.js').toString())),
  file('start.js', shorn(`${shell('record.js')}${shell('start.js')}`)),
  // The rescue page has nothing else of the application than the words of its form.
  ...readdirSync(join(here, 'shell/herstel')).map((name) => file(`herstel/${name}`,
    shorn(shell(`herstel/${name}`).toString()).replace("'FORM'", () => JSON.stringify(JSON.stringify(description.form))))),
  file('herstel.css', shell('herstel.css')),
  file('parts.js', joined(parts)),
  ...['main.js', ...later].map((name) => file(name, script(name).replace(/ from '\.\/\w+\.js';/g, " from './parts.js';").replace("import('./begin.js')", "import('./parts.js')"))),
  file('reisverslag.wasm', readFileSync(wasm)),
  // Loaded only when somebody asks for it; the remarks are for who writes it.
  file('english.txt', readFileSync(join(here, 'app', 'screen', 'english.txt'), 'utf8').replace(/^#.*\n/gm, '')),
]);
if (mark) ofBuild.set('main.js', `${ofBuild.get('main.js')}// ${mark}\n`);
const folder = `v-${nameOf(ofBuild)}`;

const files = new Map([
  file('index.html', wholePage(folder)),
  file('herstel.html', pageOf('herstel.html', folder)),
  ...[...ofBuild].map(([name, content]) => file(`${folder}/${name}`, content)),
  ...['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png', 'notices.txt',
    'schema/reisverslag-1.schema.json'].map((name) => file(name, shell(name))),
]);
// The worker keeps all of them, so its list and its name for the build come last.
const list = [...files].map(([name, content]) => JSON.stringify([name, sha256(content), typeOf(name)])).join(',\n');
files.set('sw.js', shorn(shell('sw.js').toString()).replace('/*FILES*/', `\n${list},\n`).replace("'BUILD'", `'${nameOf(files)}'`));

rmSync(out, { recursive: true, force: true });
for (const [name, content] of files) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  // For hosts that serve compressed files as they lie there.
  if (!packable.test(typeOf(name))) continue;
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
const edit = ['index.html', ...['style.css', 'start.js'].map((name) => `${folder}/${name}`)];
const painted = [...edit, ...['main.js', 'parts.js', 'reisverslag.wasm'].map((name) => `${folder}/${name}`)];
writeFileSync(join(out, 'assets.json'), JSON.stringify({ folder, edit, painted, all: [...files.keys()].sort(), door: description.door }, null, 2) + '\n');
console.log(`${files.size} files in ${out}, ${folder}`);
