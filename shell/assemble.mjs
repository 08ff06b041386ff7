// Build step: puts the site together in dist/. The static page and the style sheet's tokens are written from what the
// application says of itself (shell/describe_page.cpp), the elements by the same table that the page uses (web/elements.js).
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

import { elementOf, styles } from '../web/elements.js';

const here = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, page: { type: 'string' }, out: { type: 'string' } },
});
const { wasm, page, out } = options;
if (!wasm || !page || !out) throw new Error('usage: assemble.mjs --wasm FILE --page PROGRAM --out FOLDER');

/** @type {{page: import('../web/reconciler.js').Delta, light: Record<string, string>, dark: Record<string, string>,
 *   styles: {name: string, size: number, line: number, weight: string, colour: string}[], sizes: Record<string, number>,
 *   font: string, kept: string}} */
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

const modules = readdirSync(join(here, 'web')).filter((name) => name.endsWith('.js'));
const preloads = [
  ...modules.filter((name) => name !== 'main.js').map((name) => `<link rel="modulepreload" href="${name}">`),
  '<link rel="preload" href="reisverslag.wasm" as="fetch" type="application/wasm" crossorigin>',
].join('\n');

// ---- style.css ------------------------------------------------------------------------------------------------------------------

/** @param {number} units */
const length = (units) => `calc(var(--u) * ${units})`;
/** @param {Record<string, string>} palette */
const colours = (palette) => Object.entries(palette).map(([name, value]) => `--${name}:${value}`).join(';');
function tokens() {
  const rules = [
    `:root{--u:.25rem;--font:${description.font};${Object.entries(description.sizes)
      .map(([name, units]) => `--${name}:${length(units)}`).join(';')};${description.styles
      .map(({ name, line }) => `--line-${name}:${length(line)}`).join(';')};${colours(description.light)}}`,
    `@media (prefers-color-scheme:dark){:root{${colours(description.dark)}}}`,
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
const shell = (name) => readFileSync(join(here, 'shell', name), 'utf8');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'index.html'), shell('index.html').replace('<!--kept-->', escape(description.kept)).replace('<!--preloads-->', preloads).replace('<!--page-->', staticPage()));
writeFileSync(join(out, 'style.css'), tokens() + withWidths(shell('style.css')));
for (const name of ['record.js', 'start.js']) writeFileSync(join(out, name), shorn(shell(name)));
for (const name of ['icon.svg', 'notices.txt']) writeFileSync(join(out, name), shell(name));
for (const name of modules) writeFileSync(join(out, name), shorn(readFileSync(join(here, 'web', name), 'utf8')));
cpSync(wasm, join(out, 'reisverslag.wasm'));
cpSync(join(here, 'shell', 'schema'), join(out, 'schema'), { recursive: true });

const edit = ['index.html', 'style.css', 'record.js', 'start.js'];
const painted = [...edit, ...modules, 'reisverslag.wasm'];
const all = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(out, '/').length)).sort();
writeFileSync(join(out, 'assets.json'), JSON.stringify({ edit, painted, all }, null, 2) + '\n');
// For hosts that serve compressed files as they lie there.
for (const name of all) {
  writeFileSync(join(out, name + '.br'), brotliCompressSync(readFileSync(join(out, name)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }));
}
console.log(`${all.length} files in ${out}`);
