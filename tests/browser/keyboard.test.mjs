// A whole report with a keyboard and nothing else, in the painted face: from the top of the first page to the file, which is the one that was to
// be written, byte for byte. In Chromium; the long form also in Firefox and WebKitGTK. The page is only looked at; every act is a key that goes
// down and up.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { enginesHere, here, isReady, saved, tabTo } from './engines.mjs';
import { freshFolder, startHost } from './host.mjs';
import { isCampaign } from './options.mjs';
import { assetsOf, eventually, names, questions, seed, textReport } from './support.mjs';

/** @typedef {import('./engines.mjs').Browser} Browser */

const example = seed();
// Most of the time is the letters': in the short form each answer has its beginning only.
const answers = isCampaign ? example.answers : Object.fromEntries(Object.entries(example.answers).map(([id, text]) => [id, text.slice(0, 120).trimEnd()]));
const whole = isCampaign ? example.bytes : Buffer.from(textReport(answers));
// The same module again, so this ends after the page's own import of it.
const helps = `import(new URL('${assetsOf().folder}/writing.js', document.baseURI).href).then(() => true)`;

/**
 * What to type so that a text stands there, for somebody who knows that the page goes on with a list by itself: the next marker is there after
 * Enter, and Enter once more takes it away.
 * @param {string} text
 */
function keysFor(text) {
  const [first, ...others] = text.split('\n');
  let keys = first;
  let before = first;
  for (const line of others) {
    const [, indent, number] = /^([ \t]*)(?:- |(\d{1,3})\. )(?=.)/.exec(before) ?? [];
    const marker = indent === undefined ? '' : `${indent}${number ? `${+number + 1}.` : '-'} `;
    keys += marker && !line.startsWith(marker) ? `\n\n${line}` : `\n${line.slice(marker.length)}`;
    before = line;
  }
  return keys;
}

/** Notes everything that is no key: a pointer, a paste, a key or a click that some script has made; the page saves a file by such a click. */
const watch = `(() => {
  window.strange = [];
  window.keys = 0;
  const note = (event) => {
    if (event.type === 'keydown') window.keys++;
    if (!event.isTrusted || /^(pointer|paste|drop)/.test(event.type)) if (!event.target.matches('a[download]')) window.strange.push(event.type + ' ' + event.target.id);
  };
  for (const type of ['keydown', 'keyup', 'beforeinput', 'input', 'click', 'pointerdown', 'paste', 'drop']) addEventListener(type, note, true);
})()`;

/** What the page does with Enter in a list is its own code, whose input events say so. @param {string} what */
const isHelp = (what) => /^(beforeinput|input) answer\./.test(what);

for (const [name, start] of Object.entries(enginesHere)) {
  test(`${name}: a whole report by keyboard only, as a file of the same bytes`, { timeout: 240_000 }, async (t) => {
    const host = await startHost();
    const browser = await start(freshFolder());
    /** @param {string} code @param {unknown} expected */
    const is = (code, expected) => eventually(async () => assert.deepEqual(await browser.evaluate(code), expected, code), 20_000);
    const isPainted = () => is(`document.documentElement.classList.contains('painted') && document.querySelectorAll('#picture canvas').length > 0`, true);
    let tabs = 0;
    const enter = async () => {
      await browser.front();
      await browser.press('Enter');
    };

    try {
      await browser.goto(host.url);
      await is(isReady, true);
      await isPainted();
      await browser.evaluate(helps);
      await browser.evaluate(watch);

      tabs += await tabTo(browser, 'Nieuw verslag');
      await enter();
      await is(here, names[0]);
      await isPainted();
      for (const [i, [id, , question]] of questions.entries()) {
        if (i > 0) tabs += await tabTo(browser, question);
        await browser.type(keysFor(answers[id]));
        await is(`document.getElementById('answer.${id}').value`, answers[id]);
        await isPainted();
      }
      tabs += await tabTo(browser, 'Controleren');
      await enter();
      await is(`[location.hash.endsWith('/controleren'), document.activeElement.tagName, ${here}]`, [true, 'H1', 'Controleren']);
      for (const [id] of questions) await is(`document.getElementById('read.answer.${id}').textContent`, answers[id]);
      await isPainted();
      tabs += await tabTo(browser, 'Download als tekst');
      const { name: file, bytes } = await saved(browser, enter);

      assert.match(file, /^verslag-dienstreis-\d{4}-\d\d-\d\d\.txt$/);
      assert.equal(bytes.toString('utf8'), whole.toString('utf8'));
      assert.ok(bytes.equals(whole));
      const { strange, keys } = await browser.evaluate('({strange, keys})');
      assert.deepEqual(strange.filter((/** @type {string} */ what) => !isHelp(what)), [], 'nothing but keys');
      const letters = [...Object.values(answers).map(keysFor).join('')].length;
      assert.ok(keys >= letters + tabs, `${keys} keys for ${letters} letters and ${tabs} times Tab`);
      t.diagnostic(`${keys} keys, ${tabs} of them Tab, ${bytes.length} bytes`);
    } finally {
      await browser.close();
      await host.stop();
    }
  });
}
