// Spelling: Firefox with the Dutch dictionary of the system marks a word that is none, in the field that has the focus and in one that has not;
// and it marks nothing else. In the painted face; the long form also in the text view. What is looked at are the pixels of the screen; what the
// page does for it is not known here.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { startServer } from '../../shell/serve.mjs';
import { browsers, withDesktop } from './desktop.mjs';
import { isCampaign } from './options.mjs';
import { dist, inFolder } from './support.mjs';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => { server = await startServer({ root: dist, port: 0, path: '/reis/' }); });
after(() => server.close());

const toolbars = 100;  // px of the window that are Firefox's own

test('a Dutch word that is none is marked, with the focus and without; a right one is not', { timeout: 300_000 }, () => inFolder((folder) => withDesktop(folder, async (desktop) => {
  assert.ok(existsSync('/usr/share/hunspell/nl.dic'), 'the Dutch dictionary is installed');
  const { command, options } = browsers.Firefox(desktop.own('profile'), `${server.url}#/nieuw`);
  desktop.start(command, options);
  await desktop.focus(/Schrijven - Reisverslag/);

  /** Pixels as red as marks are, below the toolbars: how many, and the box they are in. */
  const marks = () => {
    const { width, height, bgrx } = desktop.picture();
    let count = 0;
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (let y = toolbars; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x);
        if (bgrx[at + 2] < 180 || bgrx[at + 1] > 110 || bgrx[at] > 110) continue;
        count++;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
    }
    return { count, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
  };
  /** One wavy line below one word of eight letters. @param {string} where */
  const oneWordIsMarked = (where) => desktop.until(() => {
    const { count, width, height } = marks();
    return count > 40 && width > 50 && width < 110 && height < 8;
  }, () => `${where}: ${JSON.stringify(marks())}`);
  const still = async () => {
    let before = desktop.picture().bgrx;
    let since = Date.now();
    await desktop.until(() => {
      const now = desktop.picture().bgrx;
      if (!now.equals(before)) since = Date.now();
      before = now;
      return Date.now() - since > 500;
    }, () => 'the picture does not come to rest');
    return before;
  };
  /** Keys that change what is seen, and until all of that is there. @param {string[]} keys */
  const press = async (...keys) => {
    for (const key of keys) {
      const before = await still();
      await desktop.press(key);
      await desktop.until(() => !desktop.picture().bgrx.equals(before), () => `nothing is seen of ${key}`);
    }
    return still();
  };

  // Right words first, then one that is none: what is red is one mark, so neither they nor anything of the page is.
  await desktop.type('verslag van de reis verslgag van de reis ');
  await oneWordIsMarked('painted face, with the focus');
  await press('Tab');
  await oneWordIsMarked('painted face, without the focus');
  if (isCampaign) await inTextView(press, oneWordIsMarked);
  await desktop.press('shift+Tab');
  await desktop.press('ctrl+a');
  await desktop.type('verslag van de reis ');
  await desktop.until(() => marks().count === 0, () => `put right: ${JSON.stringify(marks())}`);
})));

/**
 * The same in the text view, from behind the field and back there.
 * @param {(...keys: string[]) => Promise<Buffer>} press @param {(where: string) => Promise<void>} oneWordIsMarked
 */
async function inTextView(press, oneWordIsMarked) {
  // By keyboard to the first control of the page, which looks different when the text view is on.
  const switched = await press('shift+Tab', 'shift+Tab', 'shift+Tab', 'shift+Tab', 'shift+Tab');
  const inText = await press('space');
  assert.ok(!inText.equals(switched));
  // Where a field's place is no longer the picture's, Firefox makes its box anew, and checks it again when it next gets the focus.
  await press('Tab', 'Tab', 'Tab', 'Tab');
  await oneWordIsMarked('text view, with the focus');
  await press('Tab');
  await oneWordIsMarked('text view, without the focus');
}
