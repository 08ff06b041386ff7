// Turns deltas of the semantics tree into real DOM elements and keeps them so. It never moves or re-creates the element that
// has the focus, never writes the value of a field being typed in, and writes text as text only. It knows no application.
import { elementOf, fields, isMeasured, speaks } from './elements.js';
import { createVoices } from './voices.js';

/** @typedef {import('./elements.js').Node} Node */
/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */
/**
 * known: of a field, the text in it that the application has been given last, or has given it itself; undefined: typed before this code
 * arrived, and not handed in yet.
 * @typedef {{element: HTMLElement, node: Node, attributes: Record<string, string>, known: string | undefined, x: number, y: number, width: number, height: number}} Entry
 */
/**
 * @typedef {object} Delta
 * @property {Node[]} [set]
 * @property {(string|number)[]} [at]
 * @property {(string|string[])[]} [children]
 * @property {string[]} [gone]
 * @property {string} [title]
 * @property {number} [height]
 * @property {number} [token]
 * @property {string} [language]
 * @property {string} [alarm]
 * @property {string[]} [say]
 */

/** @typedef {ReturnType<typeof createReconciler>} Reconciler */
/**
 * @param {HTMLElement} root holds the page
 * @param {(key: string, width: number, height: number) => void} onMeasured the DOM found another height than it was given
 */
export function createReconciler(root, onMeasured) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** Keys whose height has to be read. @type {Set<string>} */
  const unmeasured = new Set();
  let token = 0;  // of the last delta
  /**
   * Values that could not be written while their field was being typed in, and the token of the text that the field goes on showing.
   * @type {Map<string, {value: string, token: number}>}
   */
  const deferred = new Map();
  /** @type {{value: Element | null}} */
  const composing = { value: null };
  /** Places are the application's; otherwise the style sheet lays out. */
  let painted = false;
  let pageHeight = 0;
  const growsByItself = CSS.supports('field-sizing', 'content');
  const voices = createVoices();
  const alarm = document.getElementById('alarm');

  root.addEventListener('compositionstart', (event) => { composing.value = /** @type {Element} */ (event.target); });
  root.addEventListener('compositionend', ({ target }) => {
    composing.value = null;
    // It may only show by now, and goes on showing what is there: behind the last letters, for which an event may still come.
    setTimeout(() => { if (target instanceof HTMLTextAreaElement && target.readOnly) left(target.id); });
  });

  /** @param {Entry} entry */
  const fieldOf = (entry) => /** @type {Field} */ (entry.element);
  /** @param {Entry} entry @param {HTMLElement} element with the same id */
  const isCopy = (entry, element) => element !== entry.element && element.tagName === entry.element.tagName;

  // An extension may put copies in the place of elements, or of what they stand in: the page goes on with the copies.
  new MutationObserver(() => {
    for (const [key, entry] of entries) {
      if (entry.element.isConnected) continue;
      const copy = document.getElementById(key);
      if (!copy || !isCopy(entry, copy)) continue;
      const before = fieldOf(entry);
      entry.element = copy;
      // A copy that was made of HTML is empty.
      if (fields.has(entry.node.role) && !fieldOf(entry).value) fieldOf(entry).value = before.value;
    }
  }).observe(root, { childList: true, subtree: true });

  /** @param {HTMLElement} element @param {Record<string, string>} next @param {Record<string, string>} previous */
  function patch(element, next, previous) {
    for (const name of Object.keys(previous)) if (!(name in next)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(next)) {
      if (previous[name] !== value) element.setAttribute(name, value);
    }
  }

  /** What holds the text. A translator may have wrapped or taken it away. @param {HTMLElement} element */
  function labelIn(element) {
    const found = element.querySelector('label');
    if (found) return found;
    const label = document.createElement('label');
    element.prepend(label);
    return label;
  }

  /** @param {string} key @param {Entry} entry @param {string} value @param {boolean} stays the text that the field shows stays in it */
  function setValue(key, entry, value, stays) {
    const field = fieldOf(entry);
    const shown = deferred.get(key)?.token ?? token;
    deferred.delete(key);  // of an earlier text
    if (field.value !== value) {
      if (stays || composing.value === field) {
        deferred.set(key, { value, token: shown });
        return;
      }
      field.value = value;
      grow(field);
    }
    entry.known = field.value;  // read back: a browser changes line ends, and a date field takes no other words
  }

  /** @param {HTMLElement} field */
  function grow(field) {
    if (growsByItself || !(field instanceof HTMLTextAreaElement)) return;
    field.style.height = 'auto';
    field.style.height = field.scrollHeight + 'px';
  }

  /** @param {Node} node */
  function set(node) {
    const wanted = elementOf(node);
    let entry = entries.get(node.key);
    // A heading of another level is another element in the same place.
    if (entry && entry.element.tagName.toLowerCase() !== wanted.tag) {
      const element = document.createElement(wanted.tag);
      element.style.cssText = entry.element.style.cssText;
      entry.element.replaceWith(element);
      Object.assign(entry, { element, attributes: {} });
    }
    if (!entry) {
      const found = document.getElementById(node.key);
      const adopted = found !== null && found.tagName.toLowerCase() === wanted.tag;
      const element = adopted ? found : document.createElement(wanted.tag);
      if (!adopted) found?.remove();
      if (!adopted && wanted.input) {
        const input = document.createElement('input');
        patch(input, wanted.input, {});
        element.append(input);
      }
      /** @type {Record<string, string>} */
      const attributes = {};
      if (adopted) for (const { name, value } of element.attributes) if (name !== 'style') attributes[name] = value;
      entry = { element, node, attributes, known: undefined, x: 0, y: 0, width: -1, height: -1 };
      entries.set(node.key, entry);
    }
    const { element } = entry;
    // In a field that is new here nobody has typed yet, whoever is in it.
    const isNew = entry.node === node;
    if (element.dataset.typed !== undefined) wanted.attributes['data-typed'] = '';
    const isWritable = !('readonly' in entry.attributes || 'readonly' in wanted.attributes);
    patch(element, wanted.attributes, entry.attributes);
    entry.attributes = wanted.attributes;
    if (wanted.text !== undefined) {
      const place = wanted.label ? labelIn(element) : element;
      if (wanted.label) patch(place, wanted.label, {});
      if (place.textContent !== wanted.text) {
        // Words that come with their screen are read there.
        if (speaks(node) && place.textContent !== '') voices.sayLater(wanted.text);
        place.textContent = wanted.text;
      }
    }
    if (wanted.parts) element.replaceChildren(...wanted.parts.map(elementOfPart));
    if (node.value !== undefined) {
      // A field in which somebody types keeps its text: its undo history would be gone. Of a field that only shows there is none, and the next
      // key would go on from what is no longer so: also in a window that lies behind another one, in which somebody writes.
      const isTypedIn = isNew ? element.dataset.typed !== undefined : isWritable && document.activeElement === element && document.hasFocus();
      setValue(node.key, entry, node.value, isTypedIn);
    }
    entry.node = node;
    if (isMeasured(node)) unmeasured.add(node.key);
  }

  /** @param {string} key @param {number} x @param {number} y @param {number} width @param {number} height */
  function place(key, x, y, width, height) {
    const entry = entries.get(key);
    if (!entry) return;
    const wider = width !== entry.width;
    Object.assign(entry, { x, y, width, height });
    if (painted) put(key, entry, wider);
  }

  /** @param {string} key @param {Entry} entry @param {boolean} wider it may be of another height */
  function put(key, { element, node, x, y, width, height }, wider) {
    const { style } = element;
    style.left = x + 'px';
    style.top = y + 'px';
    style.width = width + 'px';
    if (!isMeasured(node)) style.height = height + 'px';
    else if (wider) {
      grow(element);
      unmeasured.add(key);
    }
  }

  /** @param {HTMLElement} parent @param {HTMLElement[]} wanted */
  function arrange(parent, wanted) {
    const focused = document.activeElement;
    // From the back; whatever holds the focus stays where it is and the others move around it.
    /** @type {Element | null} */
    let next = null;
    for (const element of wanted.reverse()) {
      const holds = focused !== null && element.contains(focused) && element.parentElement === parent;
      if (!holds && (element.parentElement !== parent || element.nextElementSibling !== next)) {
        parent.insertBefore(element, next);
      }
      next = element;
    }
  }

  /**
   * What has the focus stays where it is in the window, whatever comes above it: somebody types there, or has a finger on it. On another screen
   * the focus goes elsewhere.
   * @param {Delta} delta
   */
  function heldBy(delta) {
    const held = document.activeElement;
    const moves = delta.title === undefined && (delta.at !== undefined || delta.children !== undefined);
    return moves && held !== root && root.contains(held) ? held : null;
  }

  /** A field lost the focus, or is another text's from now on: its waiting value can be written. @param {string} key */
  function left(key) {
    const waiting = deferred.get(key);
    const entry = entries.get(key);
    // Not while the field has letters that the application has not been given: the waiting value would take them away.
    if (waiting && entry && entry.known === fieldOf(entry).value) setValue(key, entry, waiting.value, false);
  }

  return {
    left,

    /** @param {Delta} delta */
    apply(delta) {
      const held = heldBy(delta);
      const before = held?.getBoundingClientRect().top ?? 0;
      for (const node of delta.set ?? []) set(node);
      for (const key of delta.gone ?? []) {
        entries.get(key)?.element.remove();
        entries.delete(key);
        unmeasured.delete(key);
        deferred.delete(key);
      }
      const children = delta.children ?? [];
      for (let i = 0; i < children.length; i += 2) {
        const key = /** @type {string} */ (children[i]);
        const parent = key === '' ? root : entries.get(key)?.element;
        if (!parent) continue;
        const wanted = /** @type {string[]} */ (children[i + 1]).map((child) => /** @type {Entry} */ (entries.get(child)).element);
        // Left over from the static page: not part of this screen.
        for (const child of [...parent.children]) {
          if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove();
        }
        arrange(parent, wanted);
      }
      const at = delta.at ?? [];
      for (let i = 0; i < at.length; i += 5) {
        place(/** @type {string} */ (at[i]), ...(/** @type {[number, number, number, number]} */ (at.slice(i + 1, i + 5))));
      }
      token = delta.token ?? token;
      if (delta.height !== undefined) pageHeight = delta.height;
      if (painted) root.style.height = pageHeight + 'px';
      if (delta.title !== undefined) document.title = delta.title;
      // What a translator does to it is told apart by the mark (signals.js).
      if (delta.language !== undefined) document.documentElement.dataset.language = document.documentElement.lang = delta.language;
      if (delta.alarm !== undefined && alarm?.firstElementChild) {
        alarm.firstElementChild.textContent = delta.alarm;
        alarm.hidden = delta.alarm === '';
      }
      for (const words of delta.say ?? []) voices.say(words);
      const moved = held?.isConnected ? held.getBoundingClientRect().top - before : 0;
      if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
    },

    /** From one face to the other: the same elements, at their places or in flow. @param {boolean} toPainted */
    show(toPainted) {
      painted = toPainted;
      root.style.height = painted ? pageHeight + 'px' : '';
      for (const [key, entry] of entries) {
        if (painted) {
          put(key, entry, true);
          continue;
        }
        const { style } = entry.element;
        style.left = style.top = style.width = style.height = '';
        grow(entry.element);
      }
    },

    /** Reads the heights that only the DOM knows, and tells those that differ (onMeasured). */
    measure() {
      for (const key of unmeasured) {
        const entry = entries.get(key);
        if (!entry) continue;
        const { height } = entry.element.getBoundingClientRect();
        // At its greatest height only, so that no scroll bar comes and goes while somebody writes. Out of a link of one line sticks
        // what a finger can hit, to 44 px.
        const isCut = height > 44 && entry.element.scrollHeight > height + 1;
        if (isCut !== (entry.element.style.overflowY === 'auto')) entry.element.style.overflowY = isCut ? 'auto' : '';
        if (!painted || Math.abs(height - entry.height) < 0.01) continue;
        onMeasured(key, entry.width, height);
      }
      unmeasured.clear();
    },

    /**
     * The fields that show something else than the application knows, told once: typed by the writer, or put there by something that sends no
     * event. token: of the text that they go on from.
     */
    typed() {
      const found = [];
      for (const [key, entry] of entries) {
        if (!fields.has(entry.node.role)) continue;
        const { value } = fieldOf(entry);
        if (value === entry.known) continue;
        entry.known = value;
        if (isMeasured(entry.node)) {
          grow(entry.element);
          unmeasured.add(key);
        }
        found.push({ key, value, token: deferred.get(key)?.token ?? token });
        deferred.delete(key);
      }
      return found;
    },

    /** The writer types in an element: it is the field, also while the element that it was copied from stands beside it. @param {EventTarget | null} target */
    typesIn(target) {
      if (!(target instanceof HTMLElement)) return;
      const entry = entries.get(target.id);
      if (entry && isCopy(entry, target)) entry.element = target;
    },

    /** Calls left() for fields that lost the focus without an event, as in a window that is not in front. */
    leftUnsaid() {
      for (const key of [...deferred.keys()]) if (document.activeElement !== entries.get(key)?.element) left(key);
    },

    /** The key and role of the control an event came from. @param {EventTarget | null} target */
    controlOf(target) {
      for (let element = target instanceof Element ? target : null; element; element = element.parentElement) {
        const entry = element.id ? entries.get(element.id) : undefined;
        if (entry && entry.element === element) return { key: element.id, role: entry.node.role };
      }
      return null;
    },

    /** @param {string} key @returns {HTMLElement | null} */
    element(key) { return entries.get(key)?.element ?? null; },
  };
}

/** Of a text that is compared. What is heard is unseen, and not copied. @param {import('./elements.js').Part} part */
function elementOfPart({ tag, text, before, behind, language }) {
  if (tag === '') return text;
  const heard = (/** @type {string} */ words) => {
    const element = document.createElement('span');
    element.className = 'heard';
    element.lang = language;
    element.textContent = words;
    return element;
  };
  const element = document.createElement(tag);
  element.append(heard(before), text, heard(behind));
  return element;
}
