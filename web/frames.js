// When a frame is drawn, and what belongs to one: layout, the face that is shown, the focus, the picture. It knows keys of elements and what the window
// is like, nothing of what is written or kept.
import { whenBroken } from './breaking.js';
import { canReadBack, createCanvasFont } from './canvas_font.js';
import { page } from './page.js';
import { createTiles } from './tiles.js';
import { createViewport } from './viewport.js';

/**
 * @param {import('./bridge.js').Bridge} bridge @param {import('./reconciler.js').Reconciler} reconciler @param {HTMLElement} root holds the elements
 * @param {() => void} sendTyped before each frame
 */
export function createFrames({ app, text }, reconciler, root, sendTyped) {
  const html = document.documentElement;
  /** Whether there can be a picture at all. */
  const canPaint = canReadBack();
  const font = createCanvasFont(getComputedStyle(document.body).fontFamily, canPaint);
  const viewport = createViewport(() => { if (page.isHere) viewChanged(); });
  const tiles = createTiles(/** @type {HTMLElement} */ (document.getElementById('picture')), (top, height) => {
    const bandHeight = app.band_height();
    const pointer = app.bands(top, height);
    return { bands: new BigUint64Array(app.memory.buffer, pointer, Math.ceil(height / bandHeight)), bandHeight, width: app.picture_width() };
  }, (top, height) => {
    const pointer = app.picture(top, height);
    return new Uint8ClampedArray(app.memory.buffer, pointer, app.picture_width() * height * 4);
  });
  whenBroken(() => {
    reconciler.show(false);
    tiles.clear();
  });

  let frames = 0;
  let isRequested = false;
  let tilesAreRequested = false;
  let pageHeight = 0;
  /** Keys of what the pointer is over and presses, and of what has the focus; empty: none. */
  const pointer = { hovered: '', pressed: '', focused: '' };

  /** Draws frames until elements and picture agree, and none where they do; the browser has painted nothing in between. */
  function layOut() {
    const before = frames;
    for (let rounds = 0; rounds < 4; rounds++) {
      reconciler.measure();  // a height that differs makes a frame due
      if (app.frame_due() === 0) break;
      app.frame();
      frames++;
    }
    if (frames !== before) {
      html.dataset.frames = String(frames);
      html.classList.toggle('writes', reconciler.element('outline') !== null);
    }
    moveFocus();
    reconciler.leftUnsaid();
  }

  /**
   * Gives the focus to the element that was asked for (page.focusNext). If this frame has no such element the wish is dropped: kept for a later
   * frame, it would move the focus away from somebody who types.
   */
  function moveFocus() {
    const key = page.focusNext ?? (page.screenChanged ? 'screen' : null);
    page.focusNext = null;
    page.screenChanged = false;
    const isNowhere = document.activeElement === document.body;
    const element = key && (reconciler.element(key) ?? (isNowhere ? reconciler.element('screen') : null));
    if (!element) return;
    if (document.activeElement === element) {
      reconciler.left(key);  // the caret was in the field of this name on the screen before
      return;
    }
    element.focus({ preventScroll: true });
    if (key !== 'screen') element.scrollIntoView({ block: 'nearest' });
  }

  /** Before the browser paints, so that no face is seen half. */
  function changeFace() {
    if (page.painted !== page.wantsText) return;
    page.painted = !page.wantsText;
    // What has the focus stays where it is in the window.
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const before = held?.getBoundingClientRect().top ?? 0;
    html.classList.toggle('painted', page.painted);
    html.classList.toggle('text', page.wantsText);
    reconciler.show(page.painted);
    if (page.painted) point();
    else tiles.clear();
    layOut();
    if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  function paint() {
    if (!page.painted) return;
    tiles.changed(devicePixelRatio, pageHeight);
    if (tiles.show()) requestTiles();
  }

  function requestTiles() {
    if (tilesAreRequested || !page.painted) return;
    tilesAreRequested = true;
    requestAnimationFrame(() => {
      tilesAreRequested = false;
      if (page.painted && tiles.show()) requestTiles();
    });
  }

  // A hidden page gets no animation frames, and its timers are late. Its save state would be untrue as long, so its frames come by a message.
  const hiddenFrame = new MessageChannel();
  hiddenFrame.port1.onmessage = drawRequested;
  function requestFrame() {
    if (isRequested || !page.isHere) return;
    isRequested = true;
    if (document.hidden) hiddenFrame.port2.postMessage(null);
    else requestAnimationFrame(drawRequested);
  }

  /**
   * Hands in what was typed, and draws the frame that was asked for if one is due. Called a second time when the page goes out of sight first, because
   * its animation frame would not come.
   */
  function drawRequested() {
    if (!isRequested) return;
    isRequested = false;
    const before = frames;
    sendTyped();
    changeFace();
    layOut();
    if (frames !== before) paint();
  }

  function viewChanged() {
    const { width, ratio, unit, dark, moreContrast } = viewport.read();
    viewport.baselines().forEach((baseline, style) => app.set_baseline(style, baseline));
    app.set_view(width, ratio, unit, dark ? 1 : 0, moreContrast ? 1 : 0);
  }

  /** @param {Partial<typeof pointer>} [change] */
  function point(change) {
    Object.assign(pointer, change);
    if (page.painted) app.point(pointer.hovered, pointer.pressed, pointer.focused);  // else the style sheet shows it
  }

  return {
    canPaint, pointer, point, layOut, changeFace, paint, viewChanged, requestFrame, requestTiles, drawRequested,

    /** What the application asks for within a frame: see web/page.h. */
    functions: {
      /** @param {number} delta @param {number} size */
      apply(delta, size) {
        const parsed = JSON.parse(text(delta, size));
        if (parsed.height !== undefined) pageHeight = parsed.height;
        reconciler.apply(parsed);
      },
      request_frame: requestFrame,
      /** @param {number} codePoint @param {number} em @param {number} bold @param {number} numbers */
      measure_glyph(codePoint, em, bold, numbers) {
        const { advance, left, top, width, height } = font.measure(codePoint, em, bold !== 0);
        new Float32Array(app.memory.buffer, numbers, 5).set([advance, left, top, width, height]);
      },
      /** @param {number} codePoint @param {number} em @param {number} bold @param {number} rgb @param {number} into */
      draw_glyph(codePoint, em, bold, rgb, into) {
        const pixels = font.draw(codePoint, em, bold !== 0, rgb);
        new Uint8ClampedArray(app.memory.buffer, into, pixels.length).set(pixels);
      },
    },
  };
}
