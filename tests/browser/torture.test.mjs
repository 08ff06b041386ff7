// A field with the focus, a selection and a half-typed text, while everything around it comes, goes, moves and is said, in three browsers:
// the element, the focus, the selection and undo stay. And that the test notices when one of them does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { engines } from './engines.mjs';
import { call, halfTyped, inside, kept, look, muchHappened, selectsHalf, takesBack, torture, undisturbed } from './torture.mjs';

for (const engine of Object.keys(engines)) {
  test(`${engine}: 200 changes around a half-typed field`, { timeout: 240_000 }, (t) => inside(engine, async (browser, host) => {
    const states = await halfTyped(browser, host);
    const typed = states[states.length - 1];
    const before = await selectsHalf(browser, typed);
    await torture(browser, host, before);
    t.diagnostic(await muchHappened(browser));

    await browser.type('W');
    const on = `${typed.slice(0, -4)}W`;
    assert.equal((await call(browser, look)).value, on, 'the next letter takes the place of the selection');
    await kept(browser, host, on);
    await takesBack(browser, [...states, on]);
    await kept(browser, host, on);
  }));
}

test('what the torture looks for, it finds', { timeout: 120_000 }, () => inside('Chromium', async (browser, host) => {
  /** @type {[string, string, RegExp][]} */
  const faults = [
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
      const { selectionStart, selectionEnd, selectionDirection, parentElement, nextSibling } = field;
      parentElement.insertBefore(field, nextSibling.nextSibling);
      parentElement.insertBefore(field, nextSibling);
      field.focus();
      field.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    })()`, /'TEXTAREA'/],
    ['what it stands in put elsewhere', `(() => {
      const { parentElement } = held.field;
      parentElement.parentElement.append(parentElement);
    })()`, /focus: 'in BODY'/],
    ['without the focus for a moment', `(document.getElementById('check').focus(), held.field.focus())`, /'check'/],
    ['another caret', `held.field.setSelectionRange(3, 3)`, /selection/],
    ['another direction of the selection', `held.field.setSelectionRange(held.field.selectionStart, held.field.selectionEnd, 'forward')`, /'forward'/],
    ['another text', `held.field.setRangeText('!', 0, 0, 'preserve')`, /value/],
  ];
  for (const [fault, code, words] of faults) {
    const states = await halfTyped(browser, host);
    const before = await selectsHalf(browser, states[states.length - 1]);
    await undisturbed(browser, before, 'not yet');
    await browser.evaluate(code);
    await assert.rejects(undisturbed(browser, before, ''), words, fault);
    await browser.goto('about:blank');
  }
  // A text written by a script looks the same; what is gone is the way back.
  const states = await halfTyped(browser, host);
  const before = await call(browser, look);
  await browser.evaluate(`(() => { const { field } = held; const { value } = field; field.value = ''; field.value = value; })()`);
  await undisturbed(browser, before, 'looks the same');
  await assert.rejects(takesBack(browser, states), /undone:/, 'written anew');
}));
