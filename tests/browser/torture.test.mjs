// A field with the focus, a selection and a half-typed text, while everything around it comes, goes, moves and is said: the element, the
// focus, the selection and undo stay. And that the test notices when one of them does not. In Chromium; the long form (campaign torture,
// --acts N) in three browsers. It knows nothing of the page beyond what torture.mjs does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { engines } from './engines.mjs';
import { count, isCampaign } from './options.mjs';
import { finds } from './support.mjs';
import { again, call, halfTyped, inside, kept, look, muchHappened, selectsHalf, takesBack, torture, undisturbed } from './torture.mjs';

const acts = count('acts', 60, 200);

for (const engine of isCampaign ? Object.keys(engines) : ['Chromium']) {
  test(`${engine}: ${acts} changes around a half-typed field`, { timeout: 120_000 + 600 * acts }, (t) => inside(engine, async (browser, host) => {
    const states = await halfTyped(browser, host);
    const typed = states[states.length - 1];
    const before = await selectsHalf(browser, typed);
    await torture(browser, host, before, acts);
    t.diagnostic(await muchHappened(browser, acts));

    await browser.type('W');
    const on = `${typed.slice(0, -4)}W`;
    assert.equal((await call(browser, look)).value, on, `the next letter takes the place of the selection ${again}`);
    await kept(browser, host, on);
    await takesBack(browser, [...states, on]);
    await kept(browser, host, on);
  }));
}

test('what the torture looks for, it finds', { timeout: 120_000 }, () => inside('Chromium', async (browser, host) => {
  /** Faults after which the page is as it was, but for what is wrong. @type {[string, string, RegExp][]} */
  const light = [
    ['without the focus for a moment', `(document.getElementById('check').focus(), held.field.focus())`, /'check'/],
    ['another caret', `held.field.setSelectionRange(3, 3)`, /selection/],
    ['another direction of the selection', `held.field.setSelectionRange(held.field.selectionStart, held.field.selectionEnd, 'forward')`, /'forward'/],
    ['another text', `held.field.setRangeText('!', 0, 0, 'preserve')`, /value/],
  ];
  /** Faults that leave other elements behind. @type {[string, string, RegExp][]} */
  const heavy = [
    ['made anew, with the same text, focus and selection', `(() => {
      const { field } = held;
      const { selectionStart, selectionEnd, selectionDirection } = field;
      const other = field.cloneNode();
      other.value = field.value;
      field.replaceWith(other);
      other.focus();
      other.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    })()`, /focus: 'in answer\.locations'/],
    ['taken out and put back', `(() => {
      const { field } = held;
      const { selectionStart, selectionEnd, selectionDirection, parentElement } = field;
      parentElement.prepend(field);
      parentElement.append(field);
      field.focus();
      field.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    })()`, /'TEXTAREA'/],
    ['what it stands in put elsewhere', `(() => {
      const { parentElement } = held.field;
      parentElement.parentElement.append(parentElement);
    })()`, /focus: 'in BODY'/],
  ];
  const typing = [', half'];
  let states = await halfTyped(browser, host, typing);
  // A text written by a script looks the same; what is gone is the way back.
  const written = await call(browser, look);
  await browser.evaluate(`(() => { const { field } = held; const { value } = field; field.value = ''; field.value = value; })()`);
  await undisturbed(browser, written, 'looks the same');
  await finds(takesBack(browser, states), /undone:/, 'written anew');

  for (const faults of [light, ...heavy.map((fault) => [fault])]) {
    await browser.goto('about:blank');
    states = await halfTyped(browser, host, typing);
    const before = await selectsHalf(browser, states[states.length - 1]);
    for (const [fault, code, words] of faults) {
      await undisturbed(browser, before, `before: ${fault}`);
      await browser.evaluate(code);
      await finds(undisturbed(browser, before, ''), words, fault);
      await call(browser, (/** @type {import('./torture.mjs').Look} */ { value, selection: [start, end, direction] }) => {
        const { field, taken, elsewhere } = /** @type {any} */ (window).held;
        taken.length = elsewhere.length = 0;
        if (field.value !== value) field.value = value;
        field.focus();
        field.setSelectionRange(start, end, direction);
      }, before);
    }
  }
}));
