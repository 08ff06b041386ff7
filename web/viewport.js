// What the page looks like from outside: width, device pixels, root font size, light or dark, more contrast, where baselines lie.
// Calls back when one of them changes. It knows no form.
import { styles } from './elements.js';
import { wish } from './refusable.js';

/** @param {() => void} onChange */
export function createViewport(onChange) {
  const dark = wish('(prefers-color-scheme: dark)');
  const moreContrast = wish('(prefers-contrast: more)');
  for (const one of [dark, moreContrast]) one.addEventListener('change', onChange);
  const size = new ResizeObserver(onChange);
  size.observe(document.body);
  // The body may keep its size when only the text grows: another font size, or a zoom of text alone.
  const text = document.createElement('div');
  text.className = 'probe';
  text.ariaHidden = 'true';
  text.style.width = '1rem';
  document.body.append(text);
  size.observe(text);
  // The ratio changes alone when a window moves to another screen; the query has to be renewed for each ratio.
  const watchRatio = () => {
    wish(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      watchRatio();
      onChange();
    }, { once: true });
  };
  watchRatio();

  return {
    read() {
      return {
        width: document.body.getBoundingClientRect().width,
        ratio: devicePixelRatio,
        unit: parseFloat(getComputedStyle(document.documentElement).fontSize) / 4,
        dark: dark.matches,
        moreContrast: moreContrast.matches,
      };
    },

    /** Distance from the top of a line to its baseline for each text style, CSS px. */
    baselines() {
      const probe = document.createElement('div');
      probe.className = 'probe';
      probe.ariaHidden = 'true';
      const lines = styles.map((name) => {
        const line = document.createElement('p');
        line.className = 's-' + name;
        line.append('x', document.createElement('i'));
        return line;
      });
      probe.append(...lines);
      document.body.append(probe);
      const found = lines.map((line) => {
        const mark = /** @type {HTMLElement} */ (line.lastElementChild);
        return mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
      });
      probe.remove();
      return found;
    },
  };
}
