// Signs that the page should be shown without its picture: the reader's own colours or distances, and translation. Tells each
// once, as soon as it is there. What is done about it is not decided here.

/** As in state/state.h, enum TextView::Why. */
export const why = { forcedColours: 1, spacing: 2, translated: 3, cannotPaint: 4 };

/** @param {(why: number) => void} tell */
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

  const forced = matchMedia('(forced-colors: active)');
  const colours = () => { if (forced.matches) once(why.forcedColours); };
  forced.addEventListener('change', colours);

  // A paragraph as the style sheet makes them, out of sight. Every distance that can be changed changes the size of its box.
  const box = document.createElement('div');
  box.className = 'probe';
  box.ariaHidden = 'true';
  const line = document.createElement('p');
  line.className = 's-body';
  line.textContent = 'x x';
  box.append(line);
  document.body.append(box);
  const usual = parseFloat(getComputedStyle(page).getPropertyValue('--line-ratio'));
  const spacing = () => {
    const { letterSpacing, wordSpacing, lineHeight, fontSize, marginTop, marginBottom } = getComputedStyle(line);
    const lines = parseFloat(lineHeight) / parseFloat(fontSize);
    const others = [letterSpacing, wordSpacing, marginTop, marginBottom].some((length) => Math.abs(parseFloat(length) || 0) > 0.01);
    if (others || Math.abs(lines - usual) > 0.02) once(why.spacing);
  };
  new ResizeObserver(spacing).observe(box);

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
}
