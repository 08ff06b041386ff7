// Glyphs of the browser's own fonts by Canvas 2D, for web/canvas_font.cpp: how large, and as pixels. It knows no text.

/** @param {string} family as in the style sheet @param {boolean} canPaint canReadBack() */
export function createCanvasFont(family, canPaint) {
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canPaint ? canvas.getContext('2d', { willReadFrequently: true }) : null);

  /** @param {number} em @param {boolean} bold */
  function choose(em, bold) {
    context.font = `${bold ? '700' : '400'} ${em}px ${family}`;
    context.fontKerning = 'none';
    context.textRendering = 'geometricPrecision';
  }

  /** @param {number} codePoint @param {number} em @param {boolean} bold */
  function measure(codePoint, em, bold) {
    // Nothing is shown of it then, but the application lays out all the same.
    if (!context) return { advance: em / 2, left: 0, top: 0, width: 0, height: 0 };
    choose(em, bold);
    const text = String.fromCodePoint(codePoint);
    const size = context.measureText(text);
    const inked = text.trim() !== '' && size.actualBoundingBoxAscent + size.actualBoundingBoxDescent > 0;
    // One pixel of room on each side: bounding boxes leave out the soft edge.
    const left = Math.floor(-size.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-size.actualBoundingBoxAscent) - 1;
    // Firefox on Linux gives emoji no box: its advance and em are one.
    const right = Math.ceil(Math.max(size.actualBoundingBoxRight, inked ? 0 : size.width)) + 1;
    const bottom = Math.ceil(size.actualBoundingBoxDescent) + 1;
    return { advance: size.width, left, top, width: inked ? right - left : 0, height: inked ? bottom - top : 0 };
  }

  return {
    measure,
    /** Straight RGBA, four times as wide. @param {number} codePoint @param {number} em @param {boolean} bold @param {number} rgb */
    draw(codePoint, em, bold, rgb) {
      const { left, top, width, height } = measure(codePoint, em, bold);
      if (canvas.width < width * 4 || canvas.height < height) {
        canvas.width = Math.max(canvas.width, width * 4);
        canvas.height = Math.max(canvas.height, height);
        choose(em, bold);
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(4, 0, 0, 1, -left * 4, -top);
      context.fillStyle = '#' + rgb.toString(16).padStart(6, '0');
      context.fillText(String.fromCodePoint(codePoint), 0, 0);
      return context.getImageData(0, 0, width * 4, height).data;
    },
  };
}

/** Whether this browser lets a page read back what it drew (privacy modes withhold or falsify it; a little noise is fine). */
export function canReadBack() {
  try {
    return readsBack();
  } catch {
    return false;  // some refuse by throwing
  }
}

function readsBack() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.fillStyle = '#0080ff';
  context.fillRect(0, 0, 4, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  const near = (/** @type {number} */ at, /** @type {number[]} */ wanted) =>
    wanted.every((value, i) => Math.abs(data[at * 4 + i] - value) <= 4);
  return near(1, [0, 128, 255, 255]) && near(6, [0, 0, 0, 0]);
}
