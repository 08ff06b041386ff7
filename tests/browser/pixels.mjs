// What the tests of the picture share: a browser on the built page, drafts to start with, and screenshots as pixels.
// It knows the record line (app/drafts/record.h) and PNG; nothing of what the page should look like.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';

import { chromium } from 'playwright-core';

import { startServer } from '../../shell/serve.mjs';
import { draftId, driven, ids, neverIndexedDB, record as lineOf, refuseIndexedDB, withoutServiceWorker } from './support.mjs';

export { draftId };

const root = new URL('../../', import.meta.url);

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} Session */
/** @typedef {{width: number, height: number, at: (x: number, y: number) => number, luma: Float32Array, rgba: Uint8Array}} Picture */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

export const questions = ids;

/** The built page behind the headers it is meant for, and a browser. @param {string[]} [more] arguments of the browser */
export async function open(more = []) {
  const folder = process.env.REISVERSLAG_DIST ?? fileURLToPath(new URL('dist', root));
  const server = await startServer({ root: folder, port: 0, path: '/' });
  const browser = await chromium.launch({ ...driven, args: [...driven.args, '--disable-lcd-text', ...more] });
  const real = browser.newContext.bind(browser);
  browser.newContext = async (...wishes) => {
    const context = await real(...wishes);
    await withoutServiceWorker(context);
    if (neverIndexedDB) await context.addInitScript(refuseIndexedDB);
    return context;
  };
  return {
    url: server.url,
    browser,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

// ---- Drafts -------------------------------------------------------------------------------------------------------------------

/** The whole example as text. */
export function exampleText() {
  return readFileSync(process.env.REISVERSLAG_SEED ?? new URL('tests/data/example-report.txt', root), 'utf8');
}

/** Seven answers of the example: what stands between its headings. @returns {Record<string, string>} */
export function exampleAnswers() {
  const parts = exampleText().replace(/\r/g, '').split(/^(?=[A-Z][A-Z ?,()]{11,}$)/m).slice(-questions.length);
  return Object.fromEntries(questions.map((id, i) => [id, (parts[i] ?? '').split('\n').slice(1).join('\n').trim()]));
}

/**
 * Key and line of one draft in the store, as the page writes them.
 * @param {string} id @param {Record<string, string>} answers @param {Record<string, string>} [trip] @param {string} [time]
 * @returns {[string, string]}
 */
export const record = (id, answers, trip = {}, time = undefined) =>
  lineOf({ id, name: trip.name, answers, trip, time, at: 'rv1 / ' });

/** So many drafts, each somewhat different. @param {number} count */
export function manyRecords(count) {
  const answers = exampleAnswers();
  const places = ['Gent', 'Århus', 'Київ', 'القاهرة', '上海', 'Lille', 'Kópavogur', 'Bremen'];
  return Array.from({ length: count }, (_, i) => {
    const some = Object.fromEntries(questions.slice(0, i % 8).map((id) => [id, answers[id]]));
    const date = new Date(Date.UTC(2026, 10, 20, 9, 30) - i * 7_200_000).toISOString().slice(0, 19);
    /** @type {Record<string, string>} */
    const trip = i % 3 === 2 ? {} : { name: `Werkbezoek ${places[i % places.length]} ${2000 + i}` };
    return record(draftId(i + 1), some, trip, date + '+00:00');
  });
}

/** Puts records into the store before the page's own scripts run. @param {Page} page @param {[string, string][]} records */
export async function store(page, records) {
  await page.addInitScript((items) => {
    if (sessionStorage.getItem('stored') !== null) return;
    sessionStorage.setItem('stored', '');
    for (const [key, line] of items) localStorage.setItem(key, line);
  }, records);
}

/** Opens a place of the page in the painted face and waits until it rests. @param {Page} page @param {string} address */
export async function visit(page, address) {
  await page.goto(address);
  await page.waitForSelector('html[data-ready].painted');
  await atRest(page);
}

/** Until the page has let six frames in a row go by without drawing, scrolling or adding a tile. @param {Page} page */
export async function atRest(page) {
  await page.evaluate(async () => {
    let before = '';
    for (let still = 0; still < 6;) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = `${document.documentElement.dataset.frames} ${document.querySelectorAll('#picture canvas').length} ${scrollY}`;
      still = now === before ? still + 1 : 0;
      before = now;
    }
  });
}

/** Style rules for a test; the page's policy leaves constructed sheets alone. @param {Page} page @param {string} css */
export async function restyle(page, css) {
  await page.evaluate(async (rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = rules === '' ? [] : [sheet];
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, css);
}

// ---- Pixels -------------------------------------------------------------------------------------------------------------------

/** What the window shows, in device px. @param {Page} page */
export async function shoot(page) {
  return picture(await page.screenshot({ scale: 'device', animations: 'allow', caret: 'initial' }));
}

/**
 * Takes many pictures of one page, faster than shoot does: of what the window shows, or of a part of it in CSS px.
 * @param {Page} page @returns {Promise<(clip?: Box) => Promise<Picture>>}
 */
export async function camera(page) {
  const session = await page.context().newCDPSession(page);
  return async (clip) => {
    const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true, ...(clip ? { clip: { ...clip, scale: 1 } } : {}) });
    return picture(Buffer.from(data, 'base64'));
  };
}

/** A part of a picture. @param {Picture} shot @param {Box} box whole px inside of it @returns {Picture} */
export function part(shot, { x, y, width, height }) {
  const luma = new Float32Array(width * height);
  const rgba = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * shot.width + x;
    luma.set(shot.luma.subarray(from, from + width), row * width);
    rgba.set(shot.rgba.subarray(4 * from, 4 * (from + width)), row * width * 4);
  }
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    luma[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))];
  return { width, height, at, luma, rgba };
}

/** Decodes a PNG of 8 bits per channel without interlace, which is all that Chromium writes. @param {Buffer} png @returns {Picture} */
export function picture(png) {
  let width = 0;
  let height = 0;
  let channels = 4;
  const packed = [];
  for (let at = 8; at < png.length;) {
    const size = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0) throw new Error('not a PNG this reads');
      channels = body[9] === 6 ? 4 : 3;
    }
    if (type === 'IDAT') packed.push(body);
    at += size + 12;
  }
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * channels;
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? bytes[to + i - channels] : 0;
      const up = y > 0 ? bytes[to + i - stride] : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4) {
        const corner = y > 0 && i >= channels ? bytes[to + i - channels - stride] : 0;
        const a = Math.abs(up - corner);
        const b = Math.abs(left - corner);
        const c = Math.abs(left + up - 2 * corner);
        guess = a <= b && a <= c ? left : b <= c ? up : corner;
      }
      bytes[to + i] = raw[from + i] + guess;
    }
  }
  const luma = new Float32Array(width * height);
  const rgba = channels === 4 ? bytes : new Uint8Array(width * height * 4);
  for (let i = 0; i < luma.length; i++) {
    const [r, g, b] = [bytes[i * channels], bytes[i * channels + 1], bytes[i * channels + 2]];
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    if (channels === 3) rgba.set([r, g, b, 255], i * 4);
  }
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    luma[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))];
  return { width, height, at, luma, rgba };
}

/** How far brightness varies inside a box of device px. @param {Picture} shot @param {Box} box */
export function contrast(shot, box) {
  let least = 255;
  let most = 0;
  for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(shot.height, Math.ceil(box.y + box.height)); y++) {
    for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(shot.width, Math.ceil(box.x + box.width)); x++) {
      const value = shot.luma[y * shot.width + x];
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most < least ? 0 : most - least;
}

/** What each value of a channel gives to the relative luminance of WCAG, before its weight. */
const linear = Float64Array.from({ length: 256 }, (_, value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
/** Relative luminance of one pixel; beyond the picture that of its edge. @param {Picture} shot @param {number} x @param {number} y */
export function luminanceAt(shot, x, y) {
  const at = 4 * (Math.min(shot.height - 1, Math.max(0, y)) * shot.width + Math.min(shot.width - 1, Math.max(0, x)));
  return 0.2126 * linear[shot.rgba[at]] + 0.7152 * linear[shot.rgba[at + 1]] + 0.0722 * linear[shot.rgba[at + 2]];
}
/** WCAG's ratio of two luminances. @param {number} a @param {number} b */
export const ratioOf = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** WCAG's ratio of the lightest to the darkest pixel inside a box of device px. @param {Picture} shot @param {Box} box */
export function ratio(shot, box) {
  let least = 1;
  let most = 0;
  for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(shot.height, Math.ceil(box.y + box.height)); y++) {
    for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(shot.width, Math.ceil(box.x + box.width)); x++) {
      const value = luminanceAt(shot, x, y);
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most < least ? 1 : ratioOf(least, most);
}

/**
 * Where what stands in `box` of one picture stands in the other: the shift with the least squared difference, in device px to a
 * fraction, and how alike they are there (1: the same shapes). `shift.edge`: the best shift is the farthest one tried.
 * @param {Picture} one @param {Picture} other @param {Box} box @param {number} reach
 */
export function displacement(one, other, box, reach) {
  const x0 = Math.round(box.x);
  const y0 = Math.round(box.y);
  const width = Math.max(1, Math.round(box.width));
  const height = Math.max(1, Math.round(box.height));
  const inside = x0 >= 0 && y0 >= 0 && x0 + width <= one.width && y0 + height <= one.height &&
    x0 >= reach && y0 >= reach && x0 + width + reach <= other.width && y0 + height + reach <= other.height;
  /** Squared difference at a shift; given up where it is more than `most`. @param {number} dx @param {number} dy @param {number} [most] */
  const cost = (dx, dy, most = Infinity) => {
    // The least shift wins where shifts are equal: a blank or a straight edge fits in many places.
    let sum = 1e-6 * (dx * dx + dy * dy);
    for (let y = y0; y < y0 + height && sum <= most; y++) {
      if (inside) {
        const a = y * one.width;
        const b = (y + dy) * other.width + dx;
        for (let x = x0; x < x0 + width; x++) {
          const difference = one.luma[a + x] - other.luma[b + x];
          sum += difference * difference;
        }
      } else {
        for (let x = x0; x < x0 + width; x++) {
          const difference = one.at(x, y) - other.at(x + dx, y + dy);
          sum += difference * difference;
        }
      }
    }
    return sum;
  };
  let [bestX, bestY] = [0, 0];
  let least = cost(0, 0);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const sum = cost(dx, dy, least);
      if (sum < least) [bestX, bestY, least] = [dx, dy, sum];
    }
  }
  const edge = Math.max(Math.abs(bestX), Math.abs(bestY)) === reach;
  /** Vertex of the parabola through three costs. @param {number} dx @param {number} dy */
  const fraction = (dx, dy) => {
    if (edge) return 0;
    const [a, b, c] = [cost(bestX - dx, bestY - dy), least, cost(bestX + dx, bestY + dy)];
    const bend = a - 2 * b + c;
    return bend <= 0 ? 0 : (a - c) / bend / 2;
  };
  let sums = [0, 0, 0, 0, 0];
  for (let y = y0; y < y0 + height; y++) {
    for (let x = x0; x < x0 + width; x++) {
      const a = one.at(x, y);
      const b = other.at(x + bestX, y + bestY);
      sums = [sums[0] + a, sums[1] + b, sums[2] + a * a, sums[3] + b * b, sums[4] + a * b];
    }
  }
  const n = width * height;
  const spread = Math.sqrt(Math.max(0, sums[2] - (sums[0] * sums[0]) / n) * Math.max(0, sums[3] - (sums[1] * sums[1]) / n));
  const alike = spread < 1 ? 0 : (sums[4] - (sums[0] * sums[1]) / n) / spread;
  return { dx: bestX + fraction(1, 0), dy: bestY + fraction(0, 1), alike, edge };
}
