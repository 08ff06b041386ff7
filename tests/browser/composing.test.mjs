// Words that an input method is still at, in Chromium: they outlive whatever happens around their field, are committed once, and what is
// shown is what is kept, at every moment. More of what happens around them in the long form (campaign composing, --acts N). It knows nothing
// of the page beyond what torture.mjs does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { count } from './options.mjs';
import { draftsIn, eventually, ids } from './support.mjs';
import { again, call, click, fill, frames, halfTyped, hold, inside, kept, look, muchHappened, put, torture } from './torture.mjs';

const acts = count('acts', 30, 200);

test(`Chromium: ${acts} changes around a word that is being composed`, { timeout: 120_000 + 600 * acts }, (t) => inside('Chromium', async (browser, host) => {
  const { compose, commit } = browser;
  assert.ok(compose && commit);
  const states = await halfTyped(browser, host);
  const typed = states[states.length - 1];
  for (let i = 0; i < 6; i++) await browser.press('ArrowLeft');
  const [from, behind] = [typed.slice(0, -6), typed.slice(-6)];
  await compose('にほn');
  const before = await call(browser, look);
  assert.equal(before.value, `${from}にほn${behind}`);
  assert.deepEqual(before.selection.slice(0, 2), [from.length + 3, from.length + 3]);
  assert.deepEqual(before.compositions, ['compositionstart']);
  await torture(browser, host, before, acts);
  t.diagnostic(await muchHappened(browser, acts));
  await compose('にほん');
  await commit('日本');
  const on = `${from}日本${behind}`;
  const after = await call(browser, look);
  assert.equal(after.value, on, again);
  assert.deepEqual(after.compositions, ['compositionstart', 'compositionend'], `one composition, committed once ${again}`);
  await kept(browser, host, on);
}));

test('Chromium: Japanese composed while the page saves and lays out: committed once, shown once, kept once', { timeout: 120_000 }, () => inside('Chromium', async (browser, host) => {
  const { compose, commit } = browser;
  assert.ok(compose && commit);
  await browser.goto(`${host.url}#/nieuw`);
  await eventually(async () => assert.ok(await browser.evaluate(`document.documentElement.dataset.ready !== undefined && document.activeElement.id === 'answer.persons'`)), 20_000);
  await call(browser, hold, 'answer.persons');
  const value = async () => (await call(browser, look)).value;
  const draft = async () => {
    const id = /#\/verslag\/(\w+)$/.exec(await browser.evaluate('location.hash'))?.[1] ?? '';
    return draftsIn(await browser.evaluate('({...localStorage})'), host.url)[id];
  };
  const keeps = (/** @type {string} */ text) => eventually(async () => assert.equal((await draft())?.answers.persons, text));
  await browser.type('- Wij waren in  geweest');
  for (let i = 0; i < 8; i++) await browser.press('ArrowLeft');
  const around = (/** @type {string} */ word) => `- Wij waren in ${word} geweest`;

  // What a person types, what the input method makes of it, and what happens in the page meanwhile.
  const meanwhile = [
    () => call(browser, click, 'fold.persons'),
    () => call(browser, click, 'text-view'),
    () => call(browser, put, 'answer.duration', 'drie\ndagen\n'.repeat(8)),
    () => browser.resize(400, 700),
    () => call(browser, fill, true, 'answer.met', 'niemand'),
    () => call(browser, fill, false, 'answer.met', 'iemand'),
    () => call(browser, click, 'text-view'),
    () => call(browser, click, 'fold.persons'),
  ];
  const stages = ['ｎ', 'に', 'にほ', 'にほｎ', 'にほん', 'にほんｇ', 'にほんご', '日本語'];
  const full = 4;
  const shown = (/** @type {string} */ text) => eventually(async () =>
    assert.deepEqual(await browser.evaluate(`[document.getElementById('alarm').hidden, document.getElementById('answer.met').value]`), [false, text]));
  for (const [i, stage] of stages.entries()) {
    await compose(stage);
    assert.equal(await value(), around(stage));
    // A page that is closed now has lost nothing: what is shown is what is kept, but for a store that is full.
    if (i === full + 1) await shown('niemand');
    await keeps(around(stages[i === full + 1 ? full : i]));
    await meanwhile[i]();
    await call(browser, frames);
    assert.equal(await value(), around(stage), `${stage}, ${i}`);
    assert.deepEqual((await call(browser, look)).compositions, ['compositionstart']);
  }
  await commit('日本語');
  assert.equal(await value(), around('日本語'));
  assert.deepEqual((await call(browser, look)).compositions, ['compositionstart', 'compositionend']);
  await keeps(around('日本語'));

  // Another one, given up: nothing of it stays.
  await compose('ふらんす');
  await keeps(around('日本語ふらんす'));
  await call(browser, click, 'text-view');
  await call(browser, frames);
  await compose('');
  assert.equal(await value(), around('日本語'));
  await keeps(around('日本語'));
  await browser.type('!');
  await keeps(around('日本語!'));
  // The list goes on only now, with a key that is no input method's.
  await browser.press('End');
  await browser.press('Enter');
  const all = `${around('日本語!')}\n- `;
  assert.equal(await value(), all);
  await keeps(all);

  const { report } = /** @type {{report: any}} */ (await draft());
  assert.deepEqual(report.answers, { ...Object.fromEntries(ids.map((id) => [id, ''])), persons: all, duration: 'drie\ndagen\n'.repeat(8), met: 'iemand' });
  await browser.goto('about:blank');
  await browser.goto(host.url);
  await eventually(async () => assert.ok(await browser.evaluate(`document.documentElement.dataset.ready !== undefined && document.querySelector('#drafts a') !== null`)), 20_000);
  await browser.evaluate(`document.querySelector('#drafts a').click()`);
  await eventually(async () => assert.equal(await browser.evaluate(`document.getElementById('answer.persons')?.value`), all));
}));
