// Help while writing in a textarea: Enter goes on with a list, Alt+Up and Alt+Down move lines, and a list pasted from a word
// processor keeps its lines. All of it through the browser's own editing, so that undo, spelling and `input` are as for any
// key. It knows textareas, keys and HTML text; no form, no storage, and no sink that parses HTML.

const longestPaste = 4_000_000;  // characters of HTML; beyond that the browser's own plain paste is the better answer
// insertText takes time for every line break in it, longer in a long text; the browser's own paste does not (ms in tests/bench).
const mostLines = 5000;

/**
 * @param {HTMLElement} root
 * @param {(field: HTMLTextAreaElement) => boolean} helps where
 */
export function helpWriting(root, helps) {
  // beforeinput says nothing of Shift, and a phone's keyboard may give no usable keydown: what the last key said, if any.
  let shift = false;

  /** @param {Event} event */
  const fieldOf = (event) => event.target instanceof HTMLTextAreaElement && helps(event.target) ? event.target : null;

  root.addEventListener('keydown', (event) => {
    shift = event.shiftKey;
    if (!event.altKey || event.ctrlKey || event.metaKey || shift || event.isComposing || event.keyCode === 229) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const field = fieldOf(event);
    if (!field) return;
    event.preventDefault();
    edit(field, moved(field.value, field.selectionStart, field.selectionEnd, event.key === 'ArrowUp'));
  });
  root.addEventListener('keyup', (event) => { shift = event.shiftKey; });

  root.addEventListener('beforeinput', (event) => {
    if (event.inputType !== 'insertLineBreak' && event.inputType !== 'insertParagraph') return;
    const field = fieldOf(event);
    if (!field || shift || event.isComposing || !event.cancelable) return;
    const change = continued(field.value, field.selectionStart, field.selectionEnd);
    if (!change) return;
    event.preventDefault();
    edit(field, change);
  });

  root.addEventListener('paste', (event) => {
    const field = fieldOf(event);
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (!field || html === '' || html.length > longestPaste) return;
    const text = listText(html, event.clipboardData?.getData('text/plain') ?? '');
    if (text === null) return;
    event.preventDefault();
    edit(field, { from: field.selectionStart, to: field.selectionEnd, text });
  });
}

/**
 * One change, and one step of undo.
 * @typedef {object} Change
 * @property {number} from @property {number} to what it replaces
 * @property {string} text
 * @property {[number, number]} [select] afterwards; without it the caret stands behind the text
 */

/** @param {HTMLTextAreaElement} field @param {Change | null} change */
function edit(field, change) {
  if (!change) return;
  const { from, to, text, select } = change;
  // A selection that moves ends the browser's run of typing: otherwise undo would take back the words before as well.
  const { selectionStart, selectionEnd } = field;
  field.setSelectionRange(0, from === 0 && to === 0 ? field.value.length : 0);
  field.setSelectionRange(selectionStart, selectionEnd);
  if (from !== selectionStart || to !== selectionEnd) field.setSelectionRange(from, to);
  if (text === '') document.execCommand('delete');
  else document.execCommand('insertText', false, text);
  if (select) field.setSelectionRange(...select);
}

// ---- Lists and lines ------------------------------------------------------------------------------------------------------------

/**
 * Enter in a line of a list. Nothing: a line break like any other.
 * @param {string} value @param {number} from @param {number} to the selection
 * @returns {Change | null}
 */
export function continued(value, from, to) {
  const begin = value.lastIndexOf('\n', from - 1) + 1;
  const next = value.indexOf('\n', from);
  const end = next < 0 ? value.length : next;
  if (to > end) return null;
  // Behind the marker only; long lines are not copied to look at their beginning.
  const item = /^([ \t]*)(?:- |(\d{1,3})\. )/.exec(value.slice(begin, Math.min(from, begin + 200)));
  if (!item) return null;
  if (begin + item[0].length === from && value.slice(to, end).trim() === '') return { from: begin, to: end, text: '' };
  while (value[to] === ' ') to++;
  return { from, to, text: `\n${item[1]}${item[2] ? `${Number(item[2]) + 1}.` : '-'} ` };
}

/**
 * The lines of the selection change places with the line above or below.
 * @param {string} value @param {number} from @param {number} to @param {boolean} up
 * @returns {Change | null}
 */
export function moved(value, from, to, up) {
  const begin = value.lastIndexOf('\n', from - 1) + 1;
  // A selection that ends where a line begins has nothing of that line.
  const last = value.indexOf('\n', to > from && value[to - 1] === '\n' ? to - 1 : to);
  const end = last < 0 ? value.length : last;
  const lines = value.slice(begin, end);
  if (up) {
    if (begin === 0) return null;
    const above = value.lastIndexOf('\n', begin - 2) + 1;
    const by = begin - above;
    return { from: above, to: end, text: `${lines}\n${value.slice(above, begin - 1)}`, select: [from - by, to - by] };
  }
  if (end === value.length) return null;
  const after = value.indexOf('\n', end + 1);
  const below = after < 0 ? value.length : after;
  const by = below - end;
  return { from: begin, to: below, text: `${value.slice(end + 1, below)}\n${lines}`, select: [from + by, to + by] };
}

// ---- Paste ----------------------------------------------------------------------------------------------------------------------

/** @param {string} text */
const letters = (text) => text.replace(/[^\p{L}\p{N}]+/gu, '').length;

/**
 * HTML with a list in it as lines of text. Nothing: the browser's own paste is as good, or better because letters would be lost.
 * @param {string} html @param {string} plain the same as the clipboard has it in text/plain
 */
export function listText(html, plain) {
  const lines = linesOf(html);
  if (!lines || lines.length > mostLines) return null;
  const text = lines.join('\n');
  // Word writes its round bullets into text/plain as the letter o.
  return letters(text) < letters(plain.replace(/^[ \t]*o[\t\u00a0]/gm, '')) ? null : text;
}

const blocks = new Set(('address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
  'header hr li main nav ol p pre section table tbody tfoot thead tr ul').split(' '));
const unseen = new Set(['script', 'style', 'template', 'title', 'xml']);
/** @type {Record<string, string>} */
const named = {
  amp: '&', apos: "'", bull: '•', deg: '°', euro: '€', gt: '>', hellip: '…', laquo: '«', ldquo: '“', lsquo: '‘', lt: '<', mdash: '—',
  middot: '·', nbsp: '\u00a0', ndash: '–', quot: '"', raquo: '»', rdquo: '”', rsquo: '’', sect: '§', shy: '\u00ad', szlig: 'ß',
};
/** @type {Record<string, string>} */
const marks = { acute: '\u0301', cedil: '\u0327', circ: '\u0302', grave: '\u0300', ring: '\u030a', tilde: '\u0303', uml: '\u0308' };
const bulletFont = /(?:font-family:|face=)[\s"']*(?:&quot;)?(?:symbol|wingdings|courier new)/i;

/** Where a tag ends, behind its >; 0 when it does not. @param {string} html @param {number} at */
function tagEnd(html, at) {
  let quote = '';
  for (; at < html.length; at++) {
    const sign = html[at];
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return 0;
}

/** Spaces at the edges go, fixed ones too; tabs stand between the cells of a table. @param {string} line */
function trimmed(line) {
  let [from, to] = [0, line.length];
  while (from < to && /[ \u00a0]/.test(line[from])) from++;
  while (to > from && /[ \u00a0]/.test(line[to - 1])) to--;
  return line.slice(from, to);
}

/**
 * A tolerant reading in one pass, without a parser: Trusted Types allows none, and nothing here needs a tree.
 * @param {string} html
 * @returns {string[] | null} null when there is no list, or something that is not understood
 */
function linesOf(html) {
  /** @type {string[]} */
  const lines = [];
  /** Numbers of the open lists' last items; NaN in a list with bullets. @type {number[]} */
  const lists = [];
  let line = '';
  let lastSign = '';
  let prefix = '';
  let broken = false;      // the line ends here, if anything follows
  let cells = 0;
  let preformatted = 0;
  let bulletNext = false;  // what follows is in a font of signs
  let marker = '';         // inside of Word's own marker of an item, which counts the spans open in it
  let spans = 0;
  let found = false;
  let understood = true;

  const push = () => {
    lines.push(prefix + trimmed(line));
    line = lastSign = prefix = '';
    broken = false;
  };
  // Not right behind the tab between two cells: a paragraph that begins there goes on with the row.
  const end = () => { if (line !== '' && lastSign !== '\t') broken = true; };
  /** @param {string} mark */
  const item = (mark) => {
    end();
    if (broken) push();
    prefix = mark;
    found = true;
  };
  /** @param {string} text */
  const add = (text) => {
    if (preformatted === 0) text = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (text[0] === ' ' && (broken || line === '' || lastSign === ' ' || lastSign === '\t')) text = text.slice(1);
    if (text === '' || (lastSign === '\t' && trimmed(text) === '')) return;
    if (broken) push();
    line += text;
    lastSign = text[text.length - 1];
  };
  /** @param {string} raw */
  const written = (raw) => {
    const text = raw.replace(/&(#x?[\da-f]+|\w+);?/gi, (whole, /** @type {string} */ name) => {
      if (name[0] === '#') {
        const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
        // What HTML reads otherwise than it is written is left to the browser.
        if (code > 0 && code < 0x80 || code >= 0xa0 && code < 0xd800 || code > 0xdfff && code <= 0x10ffff) return String.fromCodePoint(code);
      } else {
        const [, letter, mark] = /^([a-z])([a-z]+)$/i.exec(name) ?? [];
        const known = named[name] ?? (letter && marks[mark] ? (letter + marks[mark]).normalize() : undefined);
        if (known !== undefined) return known;
        if (!whole.endsWith(';')) return whole;
      }
      understood = false;
      return whole;
    });
    if (spans > 0) marker += text;
    else if (bulletNext && trimmed(text).length === 1 && (broken || trimmed(line) === '')) {
      if (!broken) line = '';
      item('- ');
    } else if (preformatted === 0) add(text);
    else {
      text.split(/\r?\n/).forEach((part, i) => {
        if (i > 0) push();
        add(part);
      });
    }
  };
  /** @param {string} name @param {boolean} closes @param {string} attributes */
  const tag = (name, closes, attributes) => {
    bulletNext = !closes && bulletFont.test(attributes);
    if (name === 'span') {
      if (spans > 0) {
        spans += closes ? -1 : 1;
        // Numbers and letters are the writer's; any other sign is a bullet.
        const count = /^\s*(\d+(?:\.\d+)*|[a-z]{1,5})([.)])?\s*$/i.exec(marker.slice(0, 40));
        if (spans === 0) item(count && (count[2] || /\d/.test(count[1])) ? `${count[1]}${count[2] ?? ''} ` : '- ');
      } else if (!closes && /mso-list:\s*ignore/i.test(attributes)) {
        spans = 1;
        marker = '';
      }
    } else if (name === 'br') {
      if (broken) push();
      push();
    } else if (name === 'td' || name === 'th') {
      if (closes) return;
      if (cells++ === 0) return;
      broken = false;
      line += '\t';
      lastSign = '\t';
    } else if (blocks.has(name)) {
      end();
      // An item without text.
      if (closes && line === '' && (name === 'li' || lists.length === 0)) prefix = '';
      if (name === 'tr' || name === 'table') {
        broken = line !== '';
        cells = 0;
      }
      if (name === 'pre') preformatted = Math.max(0, preformatted + (closes ? -1 : 1));
      if (name === 'ul' || name === 'ol') {
        const start = /\sstart=["']?(\d+)/i.exec(attributes);
        if (closes) lists.pop();
        else lists.push(name === 'ul' ? NaN : start ? Number(start[1]) - 1 : 0);
      }
      if (name === 'li' && !closes) {
        const number = (lists.pop() ?? NaN) + 1;
        lists.push(number);
        item(number > 0 ? `${number}. ` : '- ');
      }
    }
  };

  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      written(html.slice(at));
      break;
    }
    if (open > at) written(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      const close = html.indexOf('-->', open + 4);
      at = close < 0 ? html.length : close + 3;
      continue;
    }
    const [, closes, name] = /^<(\/?)([a-z][\w:]*)/i.exec(html.slice(open, open + 40)) ?? [];
    if (name === undefined && !/[!?/]/.test(html[open + 1] ?? '')) {
      written('<');
      at = open + 1;
      continue;
    }
    at = tagEnd(html, open + 1);
    // Cut off in the middle of a tag.
    if (at === 0) break;
    if (name === undefined) continue;
    const lower = name.toLowerCase();
    if (closes === '' && unseen.has(lower)) {
      const behind = new RegExp(`</${lower}`, 'gi');
      behind.lastIndex = at;
      const found = behind.exec(html);
      at = found ? found.index : html.length;
    } else {
      tag(lower, closes !== '', html.slice(open, at));
    }
  }
  if (line !== '') push();
  while (lines.length > 0 && lines[lines.length - 1] === '') lines.pop();
  const first = lines.findIndex((text) => text !== '');
  return found && understood ? lines.slice(Math.max(0, first)) : null;
}
