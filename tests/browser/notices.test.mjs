// What was done stands on the page, and moves nothing under a writer's hands. Where browsers have no locks (plain http) two tabs go on with one
// report: the one that only shows it follows, and two that both typed go apart under names of their own, which both say. It knows the page's
// words and the keys of its notices.
import assert from 'node:assert/strict';

import { faceIs, toggle } from './screens.mjs';
import { draftId, draftShown, field, link, names, reads, record, says, useBrowser, visit, write } from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();

function withoutLocks() { Reflect.deleteProperty(Navigator.prototype, 'locks'); }
/** One window lies behind the other: the browser of the tests says of every page that it has the focus. @param {Page} front @param {Page} behind */
async function lie(front, behind) {
  for (const page of [front, behind]) await page.evaluate((has) => { document.hasFocus = () => has; }, page === front);
}

const report = record({ id: draftId(1), answers: { persons: 'Drie', followup: 'Nee' }, time: '2026-11-20T09:30:00+01:00' });

visit('without locks the tab that only shows a report follows the one in which it is written, also in a field that was left with the focus', { init: [withoutLocks] }, async ({ context, page, open, store }) => {
  await store([report]);
  await open(`#/verslag/${draftId(1)}`);
  await field(page, names[0]).click();
  const other = await context.newPage();
  await open(`#/verslag/${draftId(1)}`, other);
  await field(other, names[0]).click();
  await lie(other, page);
  await other.keyboard.press('Control+End');
  await other.keyboard.type(' mensen');
  await reads(field(page, names[0]), 'Drie mensen');
  await lie(page, other);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' en een tolk');
  await reads(field(other, names[0]), 'Drie mensen en een tolk');
  assert.equal(await draftShown(page), draftId(1));
  assert.equal(await page.locator('[id^="notice."]').count(), 0);
});

for (const isText of [false, true]) {
  visit(`two tabs that both typed go apart: a notice with both names, and the field stays where it is${isText ? ' (text view)' : ''}`, { init: [withoutLocks] }, async ({ context, page, open, store }) => {
    await store([report]);
    await open(`#/verslag/${draftId(1)}`);
    if (isText) {
      await toggle(page).click();
      await faceIs(page, true);
    }
    const mine = field(page, names[0]);
    await mine.click();
    const other = await context.newPage();
    await open(`#/verslag/${draftId(1)}`, other);
    await field(other, names[0]).click();
    await other.keyboard.press('Control+End');
    await other.keyboard.type(' mensen');
    await write(other, names[1], 'twee dagen');
    // What the other one wrote is known here; the field in which somebody is was not given it.
    await reads(field(page, names[1]), 'twee dagen');
    await reads(mine, 'Drie');
    const before = await mine.boundingBox();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    const notice = page.locator('[id^="notice."][role="group"]');
    await says(notice.locator('p'), /^Dit verslag is ook in een ander tabblad veranderd\. /);
    await notice.locator('a').nth(1).waitFor();
    const [own, theirs] = await notice.locator('a').allTextContents();
    assert.match(theirs, /^Verslag van \d+ \w+ \d+$/);
    assert.equal(own, `${theirs} (andere versie)`);
    assert.deepEqual(await mine.boundingBox(), before, 'the field stays');
    await reads(mine, 'Drie!');
    await notice.locator('a').nth(1).click();
    await reads(mine, 'Drie mensen');
    await notice.waitFor({ state: 'detached' });
    await link(page, 'Verslagen').click();
    await link(page, own).waitFor();
    await link(page, theirs).waitFor();
  });
}
