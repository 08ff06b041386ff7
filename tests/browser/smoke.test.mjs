// The promises that hang on the engine, in Firefox and WebKitGTK: a report by keyboard only, undone and done again, as a file of the same bytes; a
// start without a host; nothing that gets out; the rescue page. One profile each, in the order in which a writer would meet them. Each of these
// goes further, and in Chromium too, in the campaign `engines`; nothing is known here of how the page does any of it.
import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { engines, here, isReady, offlineReady, saved, startWithoutHost, tabTo } from './engines.mjs';
import { freshFolder, startHost } from './host.mjs';
import { nothingGetsOut } from './probing.mjs';
import { assetsOf, eventually, keptWords, names, questions, textReport } from './support.mjs';

/** @typedef {import('./engines.mjs').Browser} Browser */

/** No list among them, so that the keys are the letters. */
const answers = Object.fromEntries(questions.map(([id], i) => [id, i === 2 ? 'Twee regels,\nmet é en €.' : `Antwoord ${i + 1}.`]));
const helps = `import(new URL('${assetsOf().folder}/writing.js', document.baseURI).href).then(() => true)`;

for (const [name, start] of Object.entries(engines).filter(([engine]) => engine !== 'Chromium')) {
  test(`${name}: by keyboard to the file, undo, a start without a host, the rescue page, and nothing that gets out`, { timeout: 180_000 }, async (t) => {
    const profile = freshFolder();
    const host = await startHost();
    let browser = await start(profile);
    /** @param {string} code @param {unknown} [expected] */
    const is = (code, expected = true) => eventually(async () => assert.deepEqual(await browser.evaluate(code), expected, code), 20_000);
    const enter = async () => {
      await browser.front();
      await browser.press('Enter');
    };
    /** The file that comes next. @param {string | (() => Promise<void>)} act */
    const next = async (act) => {
      for (const old of readdirSync(browser.downloads)) rmSync(join(browser.downloads, old));
      return saved(browser, act);
    };
    const persons = `document.getElementById('answer.persons').value`;

    try {
      await browser.goto(host.url);
      await is(isReady);
      await is(`document.documentElement.classList.contains('painted')`);
      await browser.evaluate(helps);
      await tabTo(browser, 'Nieuw verslag');
      await enter();
      await is(here, names[0]);
      await browser.type(answers.persons);
      await is(persons, answers.persons);
      await is(`document.getElementById('state.save').textContent.startsWith('${keptWords}')`);
      // What was typed in one go is one step, or a few; an autosave does not end it.
      for (let i = 0; i < 20 && await browser.evaluate(persons) !== ''; i++) await browser.undo();
      await is(persons, '');
      for (let i = 0; i < 20 && await browser.evaluate(persons) !== answers.persons; i++) await browser.redo();
      await is(persons, answers.persons);
      for (const [id, , question] of questions.slice(1)) {
        await tabTo(browser, question);
        await browser.type(answers[id]);
        await is(`document.getElementById('answer.${id}').value`, answers[id]);
      }
      await tabTo(browser, 'Controleren');
      await enter();
      await is(`[document.activeElement.tagName, ${here}]`, ['H1', 'Controleren']);  // the button has the same name
      await tabTo(browser, 'Download als tekst');
      const { name: file, bytes } = await next(enter);
      assert.match(file, /^verslag-dienstreis-\d{4}-\d\d-\d\d\.txt$/);
      assert.equal(bytes.toString('utf8'), textReport(answers));
      await browser.evaluate(`location.hash = '#/'`);
      await is(`document.getElementById('offline')?.textContent`, offlineReady);
    } finally {
      await browser.close();
    }

    browser = await startWithoutHost(start, profile, host);
    try {
      for (const [id] of questions) await is(`document.getElementById('answer.${id}')?.value`, answers[id]);

      // The rescue page, which the worker has kept as well, has it from both stores.
      await browser.goto(`${host.url}herstel.html`);
      await is(`document.getElementById('status').textContent`, '1 verslag gevonden.');
      await is(`[...document.querySelectorAll('.draft p')].some((line) => line.textContent.endsWith('Staat in de browseropslag en in de veiligheidskopie.'))`);
      const rescued = await next(`[...document.querySelectorAll('button')].find((one) => (one.ariaLabel || one.textContent).startsWith('Download als tekst')).click()`);
      assert.equal(rescued.bytes.toString('utf8'), textReport(answers));

      t.diagnostic(await nothingGetsOut([browser, await browser.second()], ['headers']));
    } finally {
      await browser.close();
    }
  });
}
