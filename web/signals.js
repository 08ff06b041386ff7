// Watches for signs that the reader needs the page without its picture: own colours, own spacing, translation. Reports each sign once: as
// soon as the browser tells of it, and own colours at the next look. What follows from a sign is decided elsewhere.

import { wish } from './refusable.js';

/** As in state/faces.h, enum TextView::Why. */
export const why = { ownColours: 1, spacing: 2, translated: 3, cannotPaint: 4 };

/** Answers a look at the colours, which no event tells of. @param {(why: number) => void} tell */
export function watchSignals(tell) {
  const page = document.documentElement;
  const ownLanguage = page.lang;
  /** @type {Set<number>} */
  const told = new Set();
  /** @param {number} reason */
  const once = (reason) => {
    if (told.has(reason)) return;
    told.add(reason);
    tell(reason);
  };

  /** As the style sheet makes it, out of sight. @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {string} classes */
  const probe = (tag, classes) => {
    const box = document.createElement('div');
    box.className = 'probe';
    box.ariaHidden = 'true';
    const element = document.createElement(tag);
    element.className = classes;
    element.textContent = 'x x';
    box.append(element);
    document.body.append(box);
    return element;
  };
  const line = probe('p', 's-body');
  const link = probe('a', 's-link');
  const button = probe('button', 's-action standard');
  link.href = '#/';

  const forced = wish('(forced-colors: active)');
  /** A colour of the style sheet, as a computed one is written. @param {string} name */
  const token = (name) => {
    const hex = getComputedStyle(page).getPropertyValue(name).trim();
    return `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
  };
  /** @param {Element} element @param {string} words @param {string} [ground] */
  const isOurs = (element, words, ground) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return color === token(words) && backgroundColor === (ground ? token(ground) : 'rgba(0, 0, 0, 0)');
  };
  const colours = () => {
    const areOurs = isOurs(document.body, '--text', '--background') && isOurs(line, '--text') && isOurs(link, '--accent') && isOurs(button, '--accent', '--field');
    if (forced.matches || !areOurs) once(why.ownColours);
  };
  forced.addEventListener('change', colours);

  // Every distance that can be changed changes the size of the box of a paragraph.
  const usual = parseFloat(getComputedStyle(page).getPropertyValue('--line-ratio'));
  const spacing = () => {
    const { letterSpacing, wordSpacing, lineHeight, fontSize, marginTop, marginBottom } = getComputedStyle(line);
    const lines = parseFloat(lineHeight) / parseFloat(fontSize);
    const others = [letterSpacing, wordSpacing, marginTop, marginBottom].some((length) => Math.abs(parseFloat(length) || 0) > 0.01);
    if (others || Math.abs(lines - usual) > 0.02) once(why.spacing);
  };
  new ResizeObserver(spacing).observe(/** @type {Element} */ (line.parentElement));

  // Translators mark the page, change its language, or wrap what they have translated.
  const isTranslated = () => page.lang !== (page.dataset.language ?? ownLanguage) || /\btranslated-/.test(page.className) || document.querySelector('#page font') !== null;
  const translation = new MutationObserver(() => language());
  const language = () => {
    if (!isTranslated()) return;
    translation.disconnect();
    once(why.translated);
  };
  translation.observe(page, { attributeFilter: ['class', 'lang'] });
  translation.observe(/** @type {Element} */ (document.getElementById('page')), { childList: true, subtree: true });

  colours();
  spacing();
  language();
  return colours;
}
