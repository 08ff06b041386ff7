// Help while writing in a textarea: Enter goes on with a list, Alt+Up and Alt+Down move lines, and a list pasted from a word
// processor keeps its lines. All of it through the browser's own editing, so that undo, spelling and `input` are as for any
// key. It knows textareas, keys and HTML text; no form, no storage, and no sink that parses HTML.

const longest = 1e6;  // characters of HTML; beyond that the browser's own plain paste is the better answer
// Chromium lays out the whole field for every line that insertText brings: so many lines, all times counted, take a moment.
const mostLayout = 1e5;

/**
 * @param {HTMLElement} root
 * @param {(field: HTMLTextAreaElement) => boolean} helps whether this field gets the help
 */
export function helpWriting(root, helps) {
  // beforeinput says nothing of Shift, and a phone's keyboard may give no usable keydown: what the last key said, once.
  let shift = false;

  /** @param {Event} event */
  const fieldOf = (event) => event.target instanceof HTMLTextAreaElement && helps(event.target) ? event.target : null;

  root.addEventListener('keydown', (event) => {
    shift = event.shiftKey;
    if (!event.altKey || event.ctrlKey || event.metaKey || shift || event.isComposing || event.keyCode === 229) return;
    const field = fieldOf(event);
    if (!field || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    edit(field, moved(field.value, field.selectionStart, field.selectionEnd, event.key === 'ArrowUp'));
  });

  root.addEventListener('beforeinput', (event) => {
    const field = fieldOf(event);
    const plain = shift;
    shift = false;
    if (!field || plain || event.isComposing || !event.cancelable || !/^insert(LineBreak|Paragraph)$/.test(event.inputType)) return;
    if (edit(field, continued(field.value, field.selectionStart, field.selectionEnd))) event.preventDefault();
  });

  root.addEventListener('paste', (event) => {
    const field = fieldOf(event);
    const data = event.clipboardData;
    if (!field || !data) return;
    const text = listText(data.getData('text/html'), data.getData('text/plain'));
    if (text && edit(field, { from: field.selectionStart, to: field.selectionEnd, text })) event.preventDefault();
  });
}

/**
 * One change, and one step of undo.
 * @typedef {object} Change
 * @property {number} from @property {number} to what it replaces
 * @property {string} text
 * @property {[number, number]} [select] afterwards; without it the caret stands behind the text
 */

/** False when there is nothing to do, or too much to do it in a moment. @param {HTMLTextAreaElement} field @param {Change | null} change */
function edit(field, change) {
  if (!change) return false;
  const { from, to, text, select } = change;
  const lines = text.split('\n').length;
  if (lines * (lines + field.value.split('\n').length) > mostLayout) return false;
  // A selection that moves ends the browser's run of typing: otherwise undo would take back the words before as well.
  field.select();
  field.setSelectionRange(from, to);
  document.execCommand(text ? 'insertText' : 'delete', false, text);
  if (select) field.setSelectionRange(...select);
  return true;
}

// ---- Lists and lines ------------------------------------------------------------------------------------------------------------

/** Where the line begins that a place stands in. @param {string} value @param {number} at */
const beginOf = (value, at) => at && value.lastIndexOf('\n', at - 1) + 1;
/** @param {string} value @param {number} at */
function endOf(value, at) {
  const end = value.indexOf('\n', at);
  return end < 0 ? value.length : end;
}

/**
 * What Enter does in a line of a list; null outside of a list, where the browser's own line break is right.
 * @param {string} value @param {number} from @param {number} to the selection
 * @returns {Change | null}
 */
function continued(value, from, to) {
  const begin = beginOf(value, from);
  const end = endOf(value, from);
  // Behind the marker only.
  const item = /^([ \t]*)(?:- |(\d{1,3})\. )/.exec(value.slice(begin, from));
  if (!item || to > end) return null;
  if (begin + item[0].length === from && !value.slice(to, end).trim()) return { from: begin, to: end, text: '' };
  while (value[to] === ' ') to++;
  return { from, to, text: `\n${item[1]}${item[2] ? +item[2] + 1 + '.' : '-'} ` };
}

/**
 * The lines of the selection change places with the line above or below.
 * @param {string} value @param {number} from @param {number} to @param {boolean} up
 * @returns {Change | null}
 */
function moved(value, from, to, up) {
  const begin = beginOf(value, from);
  // A selection that ends where a line begins has nothing of that line.
  const end = endOf(value, to > from && value[to - 1] === '\n' ? to - 1 : to);
  if (up ? !begin : end === value.length) return null;
  const middle = up ? begin - 1 : end;
  const first = up ? beginOf(value, middle) : begin;
  const last = up ? end : endOf(value, end + 1);
  const by = up ? first - begin : last - end;
  return { from: first, to: last, text: `${value.slice(middle + 1, last)}\n${value.slice(first, middle)}`, select: [from + by, to + by] };
}

// ---- Paste ----------------------------------------------------------------------------------------------------------------------

// At the beginning of a line, before a space. Word writes its round bullets into text/plain as the letter o, others as signs of its own fonts.
const bullets = /^[ \t\u00a0]*(?:[-–*·•◦▪●○■‣⁃∙§\ue000-\uf8ff](?=\s)|o[\t\u00a0])/gm;

/** Whether `text` has every visible character of `other`, in the same order; which bullet a list has does not count. @param {string} text @param {string} other */
function hasAll(text, other) {
  const whole = text.normalize();
  let at = 0;
  for (const sign of other.replace(bullets, '').normalize().replace(/\s+/g, '')) {
    at = whole.indexOf(sign, at) + 1;
    if (!at) return false;
  }
  return true;
}

/**
 * HTML with a list in it as lines of text. Empty: the browser's own paste is as good, or better because letters, numbers or signs would be lost.
 * @param {string} html @param {string} plain the same as the clipboard has it in text/plain
 */
function listText(html, plain) {
  const text = html.length > longest ? '' : linesOf(html);
  return hasAll(text, plain) ? text : '';
}

const block = /^(?:p|div|li|[uod]l|d[dt]|h[1-6r]|tr|table|blockquote)$/;
// Elements without text; and pre, whose spaces this reading would lose: leaving its text out makes it fail hasAll(), and the plain text is pasted.
const unseen = /^(?:pre|script|style|title)$/i;
const bulletFont = /(?:family:|face=)\W*(?:quot;)?(?:symbol|wingding|courier)/i;
// The named signs that word processors write, and the marks on letters, of which Unicode makes the letters.
const signs = ` amp=& euro=€ gt=> hellip=… ldquo=“ lsquo=‘ lt=< mdash=— nbsp=\u00a0 ndash=– quot=" rdquo=” rsquo=’ ` +
  `acute=\u0301 cedil=\u0327 circ=\u0302 grave=\u0300 uml=\u0308`;

/** @param {string} name without its & @returns {string} empty when it is not known */
function signOf(name) {
  // Not those that HTML reads otherwise than they are written.
  const code = name[0] === '#' ? Number(name.replace('#x', '0x').replace('#', '')) : 0;
  if (code > 31 && code < 127 || code > 159 && code < 0xd800 || code > 0xffff && code < 0x110000) return String.fromCodePoint(code);
  const at = signs.indexOf(` ${name}=`);
  if (at >= 0) return signs[at + name.length + 2];
  const [, letter, mark] = /^([a-z])(acute|cedil|circ|grave|uml)$/i.exec(name) ?? [];
  return letter ? (letter + signOf(mark)).normalize() : '';
}

/** Where a tag ends, behind its >; 0 when it does not. @param {string} html @param {number} at */
function tagEnd(html, at) {
  let quote = '';
  for (; at < html.length; at++) {
    const sign = html[at];
    if (quote) {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return 0;
}

/** An attribute of a tag; of one without a value it is empty. @param {string} tag @param {string} name */
function attributeOf(tag, name) {
  const found = new RegExp(`\\s${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]*)))?(?=[\\s/>])`, 'i').exec(tag);
  return found ? found[1] ?? found[2] ?? found[3] ?? '' : undefined;
}

// What a list or an item may say of the mark before it, in a list with numbers and in one without: any other mark is not written here.
const numbered = /^(?:decimal|1|inside|outside|inherit|initial|!important)?$/i;
const dashed = /^(?:disc|circle|square|none|inside|outside|inherit|initial|!important)?$/i;

/** Spaces at the edges go, fixed ones too; tabs stand between the cells of a table. @param {string} line */
const trimmed = (line) => line.replace(/^[ \u00a0]+|(?<![ \u00a0])[ \u00a0]+$/g, '');

/**
 * A tolerant reading in one pass, without a parser: Trusted Types allows none, and nothing here needs a tree.
 * @param {string} html
 * @returns {string} empty when there is no list, or something that is not understood
 */
function linesOf(html) {
  let text = '';
  /** Numbers of the open lists' last items; NaN in a list with bullets. @type {number[]} */
  const lists = [];
  let line = '';
  let last = '';
  let prefix = '';
  let broken = false;      // the line ends here, if anything follows
  let cells = 0;
  let bullet = false;      // what follows is in a font of signs
  let marker = '';         // what stands in Word's own marker of an item, which ends when the spans in it are closed
  let spans = 0;
  let found = false;
  let known = true;        // every sign in it

  const push = () => {
    text += `${prefix}${trimmed(line)}\n`;
    line = last = prefix = '';
    broken = false;
  };
  /** @param {string} mark */
  const item = (mark) => {
    if (broken || trimmed(line)) push();
    line = last = '';
    prefix = mark;
    found = true;
  };
  /** @param {string} raw */
  const decoded = (raw) => raw.replace(/[ \t\r\n\f]+/g, ' ').replace(/&(#?\w+)(;?)/g, (whole, /** @type {string} */ name, /** @type {string} */ ends) => {
    const sign = signOf(name);
    if (!sign && ends) known = false;
    return sign || whole;
  });
  /** @param {string} part */
  const written = (part) => {
    if (spans) marker += part;
    else if (bullet && trimmed(part).length === 1 && (broken || !trimmed(line))) item('- ');
    else {
      if (part[0] === ' ' && (broken || !line || /[ \t]/.test(last))) part = part.slice(1);
      if (!part || (last === '\t' && !trimmed(part))) return;
      if (broken) push();
      line += part;
      last = part.slice(-1);
    }
  };
  /** @param {string} name @param {boolean} closes @param {string} attributes */
  const tag = (name, closes, attributes) => {
    /** @param {string} which attribute with a number @param {number} usual without it */
    const number = (which, usual) => {
      const given = attributeOf(attributes, which);
      if (given && !/^\d{1,9}$/.test(given)) known = false;
      return given ? +given : usual;
    };
    /** @param {boolean} isNumbered */
    const marked = (isNumbered) => {
      const style = /list-style(?:-type)?\s*:([^;]*)/i.exec(attributeOf(attributes, 'style') ?? '')?.[1] ?? '';
      const words = [...style.split(' '), attributeOf(attributes, 'type') ?? ''];
      if (!words.every((word) => (isNumbered ? numbered : dashed).test(word))) known = false;
    };
    bullet = !closes && bulletFont.test(attributes);
    if (name === 'span') {
      if (spans) {
        spans += closes ? -1 : 1;
        // Numbers and letters are the writer's; any other sign is a bullet.
        if (!spans) item((/^\s*(\d[\d.]*\)?|[a-z]{1,5}[.)])\s*$/i.exec(marker)?.[1] ?? '-') + ' ');
      } else if (!closes && /mso-list:\s*ignore/i.test(attributes)) {
        spans = 1;
        marker = '';
      }
    } else if (name === 'br') {
      if (broken) push();
      push();
    } else if (/^t[dh]$/.test(name)) {
      if (closes || !cells++) return;
      broken = false;
      line += last = '\t';
    } else if (block.test(name)) {
      const isRow = name[0] === 't';
      if (isRow) cells = 0;
      // Not right behind the tab between two cells: a paragraph that begins there goes on with the row.
      if (line && (isRow || last !== '\t')) broken = true;
      // An item without text.
      if (closes && !line && (name === 'li' || !lists.length)) prefix = '';
      if (/^[uo]l$/.test(name)) {
        if (closes) lists.pop();
        else {
          lists.push(name === 'ul' ? NaN : number('start', 1) - 1);
          marked(name === 'ol');
          // It counts down from the number of its items, which are still to come.
          if (attributeOf(attributes, 'reversed') !== undefined) known = false;
        }
      } else if (name === 'li' && !closes) {
        const next = (lists.pop() ?? NaN) + 1;
        const isNumbered = !isNaN(next);
        lists.push(isNumbered ? number('value', next) : NaN);
        marked(isNumbered);
        item(isNumbered ? `${lists[lists.length - 1]}. ` : '- ');
      }
    } else if (name === 'img') {
      // A sign that is drawn, and no description of a picture, which nobody has seen.
      const alt = decoded(attributeOf(attributes, 'alt') ?? '');
      if (/[\ufe0f\u20e3]/.test(alt) || !/[\p{L}\p{N}]/u.test(alt)) written(alt);
    }
    const isInput = name === 'input';
    const role = attributeOf(attributes, isInput ? 'type' : 'role');
    if (!closes && role === 'checkbox') {
      const isOn = isInput ? attributeOf(attributes, 'checked') !== undefined : attributeOf(attributes, 'aria-checked') === 'true';
      written(isOn ? '☑ ' : '☐ ');
    } else if (isInput && role !== 'hidden') known = false;  // what stands in it is no text of the HTML
  };
  /** Behind the next such mark. @param {string} mark @param {number} from */
  const behind = (mark, from) => {
    const place = html.indexOf(mark, from);
    return place < 0 ? html.length : place + mark.length;
  };

  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    written(decoded(html.slice(at, open < 0 ? html.length : open)));
    if (open < 0) break;
    const [, other, closes, name] = /^<(?:([!?]|\/\W)|(\/?)([a-z][\w:]*))/i.exec(html.slice(open, open + 40)) ?? [];
    if (html.startsWith('<!--', open)) {
      at = behind('-->', open + 4);
    } else if (!name && !other) {
      written('<');
      at = open + 1;
    } else {
      at = tagEnd(html, open);
      // Cut off in the middle of a tag.
      if (!at) break;
      if (other) continue;
      if (!closes && unseen.test(name)) at = behind('>', behind(`</${name}`, at));
      else tag(name.toLowerCase(), !!closes, html.slice(open, at));
    }
  }
  push();
  return found && known ? text.replace(/^\n+|(?<!\n)\n+$/g, '') : '';
}
