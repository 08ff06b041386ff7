// The painted face: canvases of 512 CSS px that lie in the document under the elements and scroll with it. Only tiles near
// the window exist, and of these only the rows from the first to the last that changed are painted. It knows pixels and scrolling, nothing of
// the form.

const tileHeight = 512;  // CSS px; smaller ones tear at speed, larger ones paint too slowly (measured)
const ahead = 1.5;       // of the window's height, in the direction of scrolling
const behind = 0.37;

/**
 * generation: number of the picture that the tile was last compared with. bands: 64 bits for each band of rows, as it was painted.
 * @typedef {{canvas: HTMLCanvasElement, generation: number, bands: BigUint64Array}} Tile
 */

/**
 * @param {HTMLElement} picture holds the canvases
 * @param {(top: number, height: number) => {bands: BigUint64Array, bandHeight: number, width: number}} look what a part of the last frame is made of,
 * in bands of rows; device px
 * @param {(top: number, height: number) => Uint8ClampedArray} paint its pixels
 */
export function createTiles(picture, look, paint) {
  /** @type {Map<number, Tile>} */
  const tiles = new Map();
  /** @type {HTMLCanvasElement[]} */
  const spare = [];
  /**
   * Where a tile is put together before it is shown. Chromium hands the pixels of a 2D canvas in the page to its compositor anew with every frame,
   * 0.3 ms a tile for every letter; an image that a canvas was given once costs nothing.
   */
  const stage = typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1).getContext('2d', { alpha: false }) : null;
  let generation = 0;
  let ratio = 1;
  let pageHeight = 0;
  let lastScroll = 0;
  let goesDown = true;

  /** Device px. @param {HTMLCanvasElement} canvas @param {ImageData} rows @param {number} from */
  function put(canvas, rows, from) {
    const { width, height } = canvas;
    if (!stage) {
      canvas.getContext('2d', { alpha: false })?.putImageData(rows, 0, from);
      return;
    }
    if (stage.canvas.width !== width || stage.canvas.height !== height) Object.assign(stage.canvas, { width, height });
    if (rows.height < height) stage.drawImage(canvas, 0, 0);
    stage.putImageData(rows, 0, from);
    canvas.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(stage.canvas.transferToImageBitmap());
  }

  /** @param {number} index @returns {boolean} whether there was anything to paint */
  function draw(index) {
    let tile = tiles.get(index);
    if (tile?.generation === generation) return false;
    // Whole device pixels, so that no tile is stretched at ratios such as 1.1.
    const step = Math.round(tileHeight * ratio);
    const top = index * step;
    const height = Math.min(step, Math.ceil(pageHeight * ratio) - top);
    if (height <= 0) return false;
    const { bands, bandHeight, width } = look(top, height);
    if (!tile) {
      const canvas = spare.pop() ?? document.createElement('canvas');
      tile = { canvas, generation, bands: new BigUint64Array() };
      tiles.set(index, tile);
      picture.append(canvas);
    }
    const { canvas } = tile;
    const { style } = canvas;
    style.top = top / ratio + 'px';
    style.width = width / ratio + 'px';
    style.height = height / ratio + 'px';
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      tile.bands = new BigUint64Array();
    }
    const before = tile.bands;
    tile.bands = bands.slice();
    tile.generation = generation;
    const first = bands.findIndex((band, i) => band !== before[i]);
    if (first < 0) return false;
    let last = bands.length - 1;
    while (bands[last] === before[last]) last--;
    const from = first * bandHeight;
    const rows = Math.min((last + 1) * bandHeight, height) - from;
    put(canvas, new ImageData(/** @type {Uint8ClampedArray<ArrayBuffer>} */ (paint(top + from, rows)), width, rows), from);
    return true;
  }

  function range() {
    const top = window.scrollY;
    const height = window.innerHeight;
    if (top !== lastScroll) goesDown = top > lastScroll;
    lastScroll = top;
    const size = Math.round(tileHeight * ratio) / ratio;
    const above = height * (goesDown ? behind : ahead);
    const below = height * (goesDown ? ahead : behind);
    return {
      first: Math.max(0, Math.floor((top - above) / size)),
      last: Math.floor(Math.min(top + height + below, pageHeight - 0.01) / size),
      firstSeen: Math.max(0, Math.floor(top / size)),
      lastSeen: Math.floor(Math.min(top + height, pageHeight - 0.01) / size),
    };
  }

  return {
    /** The picture of the page changed. @param {number} newRatio @param {number} newHeight CSS px */
    changed(newRatio, newHeight) {
      generation++;
      ratio = newRatio;
      pageHeight = newHeight;
    },

    /** Takes all of it away. */
    clear() {
      for (const { canvas } of tiles.values()) canvas.remove();
      tiles.clear();
      spare.length = 0;
    },

    /** Paints what is in the window now, then one tile around it. True when more tiles around it wait for a later call. */
    show() {
      const { first, last, firstSeen, lastSeen } = range();
      for (const [index, tile] of tiles) {
        if (index >= first && index <= last) continue;
        tile.canvas.remove();
        spare.push(tile.canvas);
        tiles.delete(index);
      }
      for (let index = firstSeen; index <= lastSeen; index++) draw(index);
      const around = [];
      for (let index = lastSeen + 1; index <= last; index++) around.push(index);
      for (let index = firstSeen - 1; index >= first; index--) around.push(index);
      if (!goesDown) around.reverse();
      for (const index of around) if (draw(index)) return true;
      return false;
    },
  };
}
