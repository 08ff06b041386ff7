// The one table from a semantic node to its element: tag, attributes, text. Used by the reconciler in the page and by the
// build, which writes the static page with it (shell/assemble.mjs). It touches no DOM.

/**
 * @typedef {object} Node What semantics/diff.cpp writes; members without content are left out.
 * @property {string} key
 * @property {string} role
 * @property {number} [level]
 * @property {number} [flags]
 * @property {number} [style]
 * @property {number} [gap]
 * @property {number} [lines]
 * @property {string} [text]
 * @property {string} [name]
 * @property {string} [target]
 * @property {string} [description]
 * @property {string} [address]
 * @property {string} [language]
 * @property {string} [value]
 * @property {number[]} [runs]
 * @property {string} [marks]
 */
/**
 * label: attributes of an element inside that holds the text; input: attributes of an element beside that which is operated, for a file chooser. parts:
 * the text in pieces; before and behind: what a screen reader says around a piece that was removed (del) or added (ins).
 * @typedef {{tag: 'ins' | 'del' | '', text: string, before: string, behind: string, language: string}} Part
 * @typedef {{tag: string, attributes: Record<string, string>, text?: string, label?: Record<string, string>, input?: Record<string, string>, parts?: Part[]}} Element_
 */

/** Bits of semantics/node.h, enum Flag. */
export const flag = {
  readOnly: 2, folds: 4, unfolded: 8, current: 16, writersText: 32, row: 64, wideOnly: 128, primary: 256,
  quiet: 512, oneLine: 1024, scrolls: 2048, ruled: 4096, on: 8192, hidden: 16384, skips: 32768, searches: 65536, speaks: 131072, notice: 262144,
};

/** Names of screen/theme.h, enum TextStyle, in order; classes "s-…" in the style sheet. */
export const styles = ['body', 'title', 'subtitle', 'question', 'hint', 'small', 'alarm', 'brand', 'action',
  'action-primary', 'link', 'quiet', 'nav'];

/** @type {Record<string, string>} */
const tags = {
  banner: 'header', main: 'main', navigation: 'nav', group: 'div', search: 'div', box: 'div', list: 'ul', item: 'li', text: 'p',
  status: 'p', link: 'a', button: 'button', toggle: 'button', text_area: 'textarea', text_line: 'input', date: 'input', file: 'div',
};
const containers = new Set(['banner', 'main', 'navigation', 'group', 'search', 'box', 'list', 'item']);
/** Roles that a click or a key activates. */
export const controls = new Set(['button', 'toggle', 'link']);
export const fields = new Set(['text_area', 'text_line', 'date']);

/**
 * Height and text are the writer's, so only the DOM can measure them.
 * @param {Node} node
 */
export function isMeasured(node) {
  const flags = node.flags ?? 0;
  return node.role === 'text_area' || ((flags & flag.writersText) !== 0 && (flags & flag.oneLine) === 0);
}

/** @param {Node} node @returns {string} */
function classes(node) {
  const flags = node.flags ?? 0;
  const names = [];
  if (containers.has(node.role)) names.push(flags & flag.row ? 'row' : 'column');
  else names.push('s-' + styles[node.style ?? 0]);
  if (node.role === 'toggle') names.push('toggle');
  if (node.role === 'file') names.push('file', 'standard');
  if (node.role === 'button') names.push(flags & flag.folds ? 'fold' : flags & flag.primary ? 'primary' : flags & flag.quiet ? 'quiet' : 'standard');
  if (flags & flag.writersText) names.push('writers');
  if (flags & flag.oneLine) names.push('one-line');
  if (flags & flag.wideOnly) names.push('wide-only');
  if (flags & flag.scrolls) names.push('scrolls');
  if (flags & flag.ruled) names.push('ruled');
  if (flags & flag.skips) names.push('skips');
  if (flags & flag.notice) names.push('notice');
  if (node.gap) names.push('g' + node.gap);
  if (node.lines) names.push(node.role === 'text_area' ? 'l' + node.lines : 'single');
  return names.join(' ');
}

/** Whether a screen reader is told when the text of this status changes. @param {Node} node */
export const speaks = (node) => ((node.flags ?? 0) & flag.speaks) !== 0;

/** @param {Node} node @returns {Element_} */
export function elementOf(node) {
  const flags = node.flags ?? 0;
  const level = node.level ?? 0;
  /** @type {Record<string, string>} */
  const attributes = { id: node.key, class: classes(node) };
  if (node.name) attributes['aria-label'] = node.name;
  if (node.description) attributes['aria-describedby'] = node.description;
  if (node.language) attributes.lang = node.language;
  if (flags & flag.hidden) attributes.hidden = '';
  switch (node.role) {
    case 'heading':
      // The first heading takes the focus when the screen changes, so that a screen reader begins there.
      if (level === 1) attributes.tabindex = '-1';
      return { tag: 'h' + level, attributes, text: node.text ?? '' };
    case 'label': {
      const label = { for: node.target ?? '' };
      if (level === 0) return { tag: 'label', attributes: { ...attributes, ...label }, text: node.text ?? '' };
      return { tag: 'h' + level, attributes, label, text: node.text ?? '' };
    }
    case 'group':
    case 'search':
      attributes.role = node.role;
      break;
    case 'list':
      attributes.role = 'list';  // WebKit forgets it without list-style
      break;
    case 'link':
      attributes.href = node.address ?? '';
      if (flags & flag.current) attributes['aria-current'] = 'true';
      break;
    case 'button':
      attributes.type = 'button';
      if (flags & flag.folds) attributes['aria-expanded'] = flags & flag.unfolded ? 'true' : 'false';
      if (node.target) attributes['aria-controls'] = node.target;
      break;
    case 'toggle':
      attributes.type = 'button';
      attributes.role = 'switch';
      attributes['aria-checked'] = flags & flag.on ? 'true' : 'false';
      break;
    case 'text_area':
    case 'text_line':
    case 'date':
      attributes['aria-labelledby'] = node.target ?? '';
      attributes.autocomplete = 'off';
      if (node.role === 'date') attributes.type = 'date';
      else attributes.spellcheck = String((flags & flag.searches) === 0);
      if (node.role === 'text_line') {
        attributes.type = 'text';
        // What stands on the key of a phone that is Enter elsewhere. In an answer it makes a new line, as the browser says by itself.
        attributes.enterkeyhint = flags & flag.searches ? 'search' : 'done';
        if (flags & flag.searches) attributes.inputmode = 'search';
      }
      if (flags & flag.readOnly) attributes.readonly = '';
      return { tag: tags[node.role], attributes };
    case 'file':
      // A file chooser's look and words are the browser's own: it lies invisible over the painted button.
      return {
        tag: 'div', attributes, text: node.text ?? '', label: { 'aria-hidden': 'true' },
        input: { type: 'file', accept: '.txt,.md,.json,text/plain,application/json', 'aria-label': node.text ?? '' },
      };
  }
  if (containers.has(node.role)) return { tag: tags[node.role], attributes };
  if (node.runs) return { tag: tags[node.role], attributes, parts: partsOf(node.text ?? '', node.runs, node.marks ?? '') };
  return { tag: tags[node.role], attributes, text: node.text ?? '' };
}

/** @param {string} text @param {number[]} runs @param {string} marks as in semantics/node.h @returns {Part[]} */
function partsOf(text, runs, marks) {
  const [gone, added, behind, language] = marks.split('\n');
  let at = 0;
  return runs.map((length, i) => ({
    tag: /** @type {const} */ (['', 'del', 'ins'])[i % 3], text: text.slice(at, at += length), before: ['', gone, added][i % 3], behind, language,
  })).filter((part) => part.text !== '');
}
