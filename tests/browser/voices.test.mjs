// What the status regions say, in which order and how often: every message, also when two come at once or the same one comes twice, and what changes
// with each letter only when the typing stops. What is said on which occasion stands in transcript.test.mjs. It knows the regions by their class.
import assert from 'node:assert/strict';

import { button, draftId, eventually, field, record, shows, useBrowser, visit } from './support.mjs';

useBrowser();

/** Everything that comes into a status region, without the space that nobody hears. */
function listen() {
  /** @type {string[]} */
  const heard = [];
  Object.assign(window, { heard });
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (!(target instanceof Element) || !target.classList.contains('voice')) continue;
      for (const { data } of /** @type {Text[]} */ ([...addedNodes])) if (data) heard.push(data.replace(/\u00a0$/, ''));
    }
  }).observe(document, { childList: true, subtree: true });
}
/** @param {import('./support.mjs').Page} page @returns {Promise<string[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard);

visit('every message is said: two that come one frame after the other, and the same one twice', { init: [listen] }, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: { persons: 'Drie' } })]);
  await open(`#/verslag/${draftId(1)}/controleren`);
  const [text, json] = ['txt', 'json'].map((kind) => `Aangeboden als download: verslag-dienstreis-DAY.${kind}. Kijk in je map Downloads.`);
  const said = async () => (await heard(page)).map((words) => words.replace(/\d{4}-\d\d-\d\d/, 'DAY'));
  await page.evaluate(async () => {
    for (const name of ['text', 'json']) {
      document.getElementById(`download.${name}`)?.click();
      await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    }
  });
  await eventually(async () => assert.deepEqual(await said(), [text, json]));
  await button(page, 'Download als JSON').click();
  await eventually(async () => assert.deepEqual(await said(), [text, json, json]));
});

visit('what is found is said once, when the typing stops', { init: [listen] }, async ({ page, open, store }) => {
  await store(['Gent', 'Gouda', 'Lodz'].map((place, i) => record({ id: draftId(i + 1), trip: { name: `Reis naar ${place}` } })));
  await open('#/');
  const search = field(page, 'Zoeken in verslagen');
  await search.focus();
  for (const [letters, found] of [['G', '2 van 3 verslagen gevonden'], ['en', '1 van 3 verslagen gevonden']]) {
    await page.keyboard.type(letters);
    await shows(page, found);
  }
  await eventually(async () => assert.deepEqual((await heard(page)).slice(-1), ['1 van 3 verslagen gevonden']));
  assert.equal((await heard(page)).filter((words) => /gevonden$/.test(words)).length, 1);
});
