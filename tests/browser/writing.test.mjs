// Help while writing: lists, moving lines, pasting from word processors, each taken back by one Ctrl+Z; nothing of it while composing, in other
// fields, or before the help is there. With real keys and a real clipboard, in Chromium; the long form also in Firefox. It knows the module that
// helps by its name alone.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { engines } from './engines.mjs';
import { freshFolder, startHost } from './host.mjs';
import { isCampaign } from './options.mjs';
import {
  address, answersOn, button, draftShown, draftsIn, eventually, field, focused, keptAt, names, pasteHere, reads, ready, reload, says, stored,
  tripGroup, tripName, useBrowser, visit, write,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */

useBrowser();
const [first, second, third] = names;

/** Where listeners cannot be asked for: until a line break in a list is taken over; what that has written is gone afterwards. @param {Hands} hands */
async function helpAnswers(hands) {
  await eventually(async () => {
    await put(hands, '- x|');
    const left = await hands.evaluate(`document.getElementById('answer.purpose').dispatchEvent(
      new InputEvent('beforeinput', { inputType: 'insertLineBreak', cancelable: true, bubbles: true }))`);
    assert.equal(left, false, 'the help listens');
  }, 20_000);
  await put(hands, '|');
}

/** Until the page's help listens: its module may be here before the page has called it. Only Chromium tells of listeners. @param {import('./support.mjs').Page} page */
async function helpListens(page) {
  const session = await page.context().newCDPSession(page);
  await eventually(async () => {
    const { result } = await session.send('Runtime.evaluate', { expression: "document.getElementById('page')" });
    const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: String(result.objectId) });
    assert.ok(listeners.some(({ type }) => type === 'beforeinput'), 'the help listens');
  });
  await session.detach();
}

/** @param {string} name */
const clipboard = (name) => readFileSync(new URL(`../data/clipboard/${name}`, import.meta.url), 'utf8');
const programs = readdirSync(new URL('../data/clipboard/', import.meta.url)).filter((name) => name.endsWith('.html')).map((name) => name.slice(0, -5));
/** @param {string} program */
const expected = (program) => clipboard(`${program}.txt`).replace(/\n$/, '');

/**
 * What the tests do with a browser, in one way for all of them.
 * @typedef {object} Hands
 * @property {(code: string) => Promise<any>} evaluate
 * @property {(keys: string) => Promise<void>} press
 * @property {(text: string) => Promise<void>} type
 */

/** @param {Page} page @returns {Hands} */
const handsOf = (page) => ({
  evaluate: (code) => page.evaluate(code), press: (keys) => page.keyboard.press(keys), type: (text) => page.keyboard.type(text),
});

/** A text in the third answer, with | at the ends of the selection. @param {Hands} hands @param {string} text */
async function put({ evaluate }, text) {
  const value = text.replaceAll('|', '');
  const from = text.indexOf('|');
  const to = Math.max(from, text.lastIndexOf('|') - 1);
  await evaluate(`(() => {
    const field = document.getElementById('answer.purpose');
    field.focus();
    field.select();
    document.execCommand(${value === '' ? `'delete'` : `'insertText', false, ${JSON.stringify(value)}`});
    field.setSelectionRange(${from}, ${to});
  })()`);
  await is({ evaluate }, text);
}

/** @param {Pick<Hands, 'evaluate'>} hands @returns {Promise<string>} */
const shown = ({ evaluate }) => evaluate(`(() => {
  const { value, selectionStart: from, selectionEnd: to } = document.getElementById('answer.purpose');
  return value.slice(0, from) + '|' + (from === to ? '' : value.slice(from, to) + '|') + value.slice(to);
})()`);

/** @param {Pick<Hands, 'evaluate'>} hands @param {string} text @param {string} [why] */
const is = (hands, text, why) => eventually(async () => assert.equal(await shown(hands), text, why));

/** The keys, what they do, and that one Ctrl+Z takes it back and Ctrl+Shift+Z does it again. @param {Hands} hands @param {string} before @param {string} keys @param {string} after */
async function does(hands, before, keys, after) {
  await put(hands, before);
  await hands.press(keys);
  await is(hands, after, `${keys} in ${JSON.stringify(before)}`);
  await hands.press('Control+z');
  const bare = (/** @type {string} */ text) => text.replaceAll('|', '');
  await eventually(async () => assert.equal(bare(await shown(hands)), bare(before), `${keys} and Ctrl+Z in ${JSON.stringify(before)}`));
  await hands.press('Control+Shift+Z');
  await eventually(async () => assert.equal(bare(await shown(hands)), bare(after), `${keys}, Ctrl+Z and Ctrl+Shift+Z in ${JSON.stringify(before)}`));
}

/** @type {[string, string, string][]} */
const changes = [
  ['- een|', 'Enter', '- een\n- |'],
  ['- een\n- |', 'Enter', '- een\n|'],
  ['- een\n- |\n- drie', 'Enter', '- een\n|\n- drie'],
  ['- |', 'Enter', '|'],
  ['- een| twee\nna', 'Enter', '- een\n- |twee\nna'],
  ['- een |twee|', 'Enter', '- een \n- |'],
  ['- |een', 'Enter', '- \n- |een'],
  ['  - in|', 'Enter', '  - in\n  - |'],
  ['1. een|', 'Enter', '1. een\n2. |'],
  ['9. negen\n10. |', 'Enter', '9. negen\n|'],
  ['een\n|twee\ndrie', 'Alt+ArrowUp', '|twee\neen\ndrie'],
  ['een\ntw|e|e\ndrie', 'Alt+ArrowDown', 'een\ndrie\ntw|e|e'],
  ['een\nt|wee\ndr|ie', 'Alt+ArrowUp', 't|wee\ndr|ie\neen'],
  ['|een\n|twee\ndrie', 'Alt+ArrowDown', 'twee\n|een\n|drie'],
  ['een\n\n|drie', 'Alt+ArrowUp', 'een\n|drie\n'],
  ['\n|twee', 'Alt+ArrowUp', '|twee\n'],
  ['|\ntwee', 'Alt+ArrowDown', 'twee\n|'],
];
/** Left to the browser: what it does with a line break, or nothing. @type {[string, string, string][]} */
const plain = [
  ['een|', 'Enter', 'een\n|'],
  ['|- een', 'Enter', '\n|- een'],
  ['|\n- een', 'Enter', '\n|\n- een'],
  ['-| een', 'Enter', '-\n| een'],
  ['-een|', 'Enter', '-een\n|'],
  ['2026. een|', 'Enter', '2026. een\n|'],
  ['- een|', 'Shift+Enter', '- een\n|'],
  ['- e|en\n- tw|ee', 'Enter', '- e\n|ee'],
  ['e|en\ntwee', 'Alt+ArrowUp', 'e|en\ntwee'],
  ['een\nt|wee', 'Alt+ArrowDown', 'een\nt|wee'],
];

/** @param {Hands} hands */
async function typesAList(hands) {
  await put(hands, '|');
  await hands.type('Doel:');
  await hands.press('Enter');
  await hands.type('- een lang verhaal');
  await hands.press('Enter');
  await hands.type('twee');
  await hands.press('Enter');
  await hands.press('Enter');
  await hands.type('klaar');
  await is(hands, 'Doel:\n- een lang verhaal\n- twee\nklaar|');
  // Backspace is the browser's.
  await put(hands, '- een|');
  await hands.press('Enter');
  await hands.press('Backspace');
  await is(hands, '- een\n-|');
  // The words before it were typed in one go, and stay.
  await put(hands, '|');
  await hands.type('- een lang verhaal');
  await hands.press('Enter');
  await is(hands, '- een lang verhaal\n- |');
  await hands.press('Control+z');
  await is(hands, '- een lang verhaal|');
}

/** Puts it on the clipboard as another program does, both kinds, and pastes. @param {Hands} hands @param {string} html @param {string} text @param {string} [keys] */
async function pastes(hands, html, text, keys = 'Control+v') {
  await hands.evaluate(`(() => {
    window.copied = 0;
    document.addEventListener('copy', (event) => {
      event.preventDefault();
      event.clipboardData.setData('text/html', ${JSON.stringify(html)});
      event.clipboardData.setData('text/plain', ${JSON.stringify(text)});
      window.copied = 1;
    }, { once: true });
  })()`);
  await hands.press('Control+c');
  await eventually(async () => assert.equal(await hands.evaluate('window.copied'), 1, 'on the clipboard'));
  await hands.press(keys);
}

/** @param {Hands} hands */
async function pastesAll(hands) {
  for (const program of programs) {
    await put(hands, 'voor |weg| na');
    await pastes(hands, clipboard(`${program}.html`), clipboard(`${program}.plain.txt`));
    await is(hands, `voor ${expected(program)}| na`, `from ${program}`);
    await hands.press('Control+z');
    await is(hands, 'voor |weg| na', `from ${program}, taken back`);
  }
  for (const [html, text, why] of [
    ['<p>een</p><p>twee</p>', 'een\n\ntwee', 'no list in it'],
    ['<ul><li>een</li></ul><style>p {}', '- een\n- twee', 'cut off: letters would be lost'],
    ['<ul><li>een &onbekend; twee</li></ul>', '- een ⊕ twee', 'a sign that is not known'],
    ['<ul><li>een &constructor; &#xD800; &#150; twee</li></ul>', '- een – twee', 'signs that are none'],
    ['<ul><li>een</li></ul><pre>  twee</pre>', '• een\n  twee', 'what keeps its spaces'],
    ['<ul><li>geregeld</li></ul>', '✔ geregeld', 'a bullet that says something'],
    ['<ol type="a"><li>trein</li><li>bus</li></ol>', 'a. trein\nb. bus', 'letters for numbers'],
    ['<ol type="i"><li>trein</li><li>bus</li></ol>', 'trein\nbus', 'numbers that only the browser would have shown'],
    ['<ol><li style="list-style-type:lower-roman">trein</li></ol>', 'i. trein', 'the same by style'],
    ['<ul style="list-style-type: \'→ \'"><li>heen</li></ul>', '→ heen', 'a bullet of its own'],
    ['<ol reversed><li>goud</li><li>zilver</li></ol>', '2. goud\n1. zilver', 'counted down'],
    ['<ol start="-1"><li>kelder</li></ol>', '-1. kelder', 'counted from below nothing'],
    ['<ul><li>dagen: <input value="4"></li></ul>', '• dagen: 4', 'what stands in a field'],
    ['<ul><li><input type="checkbox" checked> visum</li></ul>', '[x] visum', 'a box that is drawn otherwise'],
  ]) {
    await put(hands, 'a|b');
    await pastes(hands, html, text);
    await is(hands, `a${text}|b`, why);
  }
}

/** Lists whose signs and numbers are not the text of elements: HTML, plain text, what is pasted. */
const drawnSigns = [
  ['<ul><li>tram <img alt="&#128077;"></li><li>bus <img alt=\'👎\' src=x></li></ul>', '• tram 👍\n• bus 👎', '- tram 👍\n- bus 👎'],
  ['<ul><li><img alt="5️⃣"> dagen <img alt="Kaart van de haven"></li></ul>', '• dagen', '- 5️⃣ dagen'],
  ['<ol><li value="4">trein</li><li>bus</li><li value=12>boot</li></ol>', '4. trein\n5. bus\n12. boot', '4. trein\n5. bus\n12. boot'],
  ['<ol><li value="7">trein</li><li>bus</li></ol>', 'trein\nbus', '7. trein\n8. bus'],
  ['<ol start="0"><li>trein</li><li>bus</li></ol>', 'trein\nbus', '0. trein\n1. bus'],
  ['<ul><li value="3">trein</li></ul>', '• trein', '- trein'],
  ['<ul><li><input type="checkbox" checked disabled> visum</li><li><input type=checkbox>hotel</li></ul>', 'visum\nhotel', '- ☑ visum\n- ☐ hotel'],
  ['<ul><li role="checkbox" aria-checked="true"><img alt="aangevinkt">visum</li></ul>', 'visum', '- ☑ visum'],
];

visit('signs and numbers that a list only draws are pasted too', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  for (const [html, text, pasted] of drawnSigns) {
    await put(hands, '|');
    await pastes(hands, html, text);
    await is(hands, `${pasted}|`, html);
  }
});

visit('lists and lines by keys, each one step back and forth', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  for (const [before, keys, after] of changes) await does(hands, before, keys, after);
  for (const [before, keys, after] of plain) {
    await put(hands, before);
    await hands.press(keys);
    await is(hands, after, `${keys} in ${JSON.stringify(before)}`);
  }
  await typesAList(hands);
  await put(hands, '- een|');
  await hands.press('Enter');
  await hands.press('Tab');
  await eventually(async () => assert.notEqual(await focused(page), 'answer.purpose', 'Tab leaves the field'));
});

visit('a list pasted from a word processor keeps its lines, all else is pasted as ever', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  await pastesAll(hands);
  await put(hands, '|');
  await pastes(hands, clipboard('word.html'), 'als tekst', 'Control+Shift+V');
  await is(hands, 'als tekst|', 'pasted without format');
});

visit('a list too long for one step of editing is pasted by the browser', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  for (const [count, mark] of /** @type {[number, string][]} */ ([[200, '- '], [2000, '• ']])) {
    const lines = Array.from({ length: count }, (_, i) => `regel ${i} van een lange lijst`);
    await put(hands, '|');
    await pastes(hands, `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`, lines.map((line) => `• ${line}`).join('\n'));
    const whole = lines.map((line) => mark + line).join('\n');
    await eventually(async () => assert.equal(await field(page, third).inputValue(), whole), 10_000);
    await hands.press('Control+z');
    await reads(field(page, third), '');
  }
});

visit('what results is kept, and the caret stays in sight', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  await write(page, second, '- een');
  const items = isCampaign ? 60 : 30;  // more than the window is high
  for (let i = 0; i < items; i++) await page.keyboard.type('\nx');
  await page.keyboard.press('Alt+ArrowUp');
  const whole = `- een${'\n- x'.repeat(items)}`;
  await eventually(async () => {
    assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.duration, whole);
    const bottom = await field(page, second).evaluate((element) => element.getBoundingClientRect().bottom);
    assert.ok(bottom > 0 && bottom < (page.viewportSize()?.height ?? 0) + 80, `the end of the field is at ${bottom}`);
  });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  await reload(page);
  await reads(field(page, second), whole);
});

visit('a word being composed is left alone', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  await put(hands, 'boven\n- |');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'bei', selectionStart: 3, selectionEnd: 3 });
  // The keys that choose and confirm in an input method, as the browser reports them.
  for (const [key, code, modifiers] of /** @type {[string, string, number][]} */ ([['Enter', 'Enter', 0], ['ArrowUp', 'ArrowUp', 1]])) {
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers, windowsVirtualKeyCode: 229 });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers, windowsVirtualKeyCode: 229 });
  }
  // What they had done to the lines would be seen in the text that the method is sure of.
  await session.send('Input.insertText', { text: '北京' });
  await is(hands, 'boven\n- 北京|');
  // A line break that an input method asks for while it composes is its own.
  const left = await page.evaluate(() => document.getElementById('answer.purpose')?.dispatchEvent(
    new InputEvent('beforeinput', { inputType: 'insertLineBreak', isComposing: true, cancelable: true, bubbles: true })));
  assert.equal(left, true);
  await hands.press('Enter');
  await is(hands, 'boven\n- 北京\n- |', 'and helped again afterwards');
});

visit('a line break without any key, as from a phone, goes on with the list too', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  const hands = handsOf(page);
  await put(hands, '- een|');
  for (const inputType of ['insertLineBreak', 'insertParagraph']) {
    const left = await page.evaluate((type) => document.getElementById('answer.purpose')?.dispatchEvent(
      new InputEvent('beforeinput', { inputType: type, cancelable: true, bubbles: true })), inputType);
    assert.equal(left, false, 'taken over');
    await hands.type('x');
  }
  await is(hands, '- een\n- x\n- x|');
});

visit('only answers are helped', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await helpListens(page);
  await button(page, tripGroup).click();
  await page.getByLabel(tripName, { exact: true }).click();
  await page.keyboard.type('- een');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.type('!');
  await reads(page.getByLabel(tripName, { exact: true }), '- een!');
  await open('#/importeren');
  await helpListens(page);
  const text = field(page, pasteHere);
  await text.click();
  await page.keyboard.type('- een');
  await page.keyboard.press('Enter');
  await page.keyboard.type('x');
  await reads(text, '- een\nx');
  await page.keyboard.press('Control+a');
  await pastes(handsOf(page), '<ul><li>een</li></ul>', '•\teen');
  await reads(text, '•\teen', 'the reader gets it as it is');
});

visit('the help comes last, and what is typed before it stays as typed', {}, async ({ page, context, requests }) => {
  /** @type {Record<string, (value?: unknown) => void>} */
  const release = {};
  for (const name of ['reisverslag.wasm', 'writing.js']) {
    const gate = new Promise((done) => { release[name] = done; });
    await context.route(`**/${name}`, async (route) => {
      await gate;
      await route.continue();
    });
  }
  await page.goto(`${address()}#/nieuw`, { waitUntil: 'commit' });
  await page.waitForSelector('html[data-fields]', { state: 'attached' });
  await field(page, first).click();
  await page.keyboard.type('- een');
  await page.keyboard.press('Enter');
  await page.keyboard.type('twee');
  await reads(field(page, first), '- een\ntwee');
  assert.equal(requests.some((name) => name.endsWith('/writing.js')), false, 'not asked for before the page is there');
  release['reisverslag.wasm']();
  await ready(page);
  await page.keyboard.press('Enter');
  await reads(field(page, first), '- een\ntwee\n');
  await eventually(() => assert.ok(requests.some((name) => name.endsWith('/writing.js')), 'asked for'));
  release['writing.js']();
  await helpListens(page);
  await page.keyboard.type('- drie');
  await page.keyboard.press('Enter');
  await reads(field(page, first), '- een\ntwee\n- drie\n- ');
  await context.unrouteAll({ behavior: 'wait' });
});

/** Notes everything that the page says aloud. */
function noteVoices() {
  const heard = /** @type {string[]} */ ([]);
  Object.assign(window, { heard });
  new MutationObserver(() => {
    for (const voice of document.querySelectorAll('.voice')) {
      const text = voice.textContent?.trim() ?? '';
      if (text && heard[heard.length - 1] !== text) heard.push(text);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
}
/** The second after which nobody is typing any more comes when the test says so. */
function holdThePause() {
  const set = window.setTimeout;
  Object.assign(window, {
    pause: () => {},
    setTimeout: (/** @type {() => void} */ act, /** @type {number} */ ms, /** @type {unknown[]} */ ...rest) => {
      if (ms !== 1000) return set(act, ms, ...rest);
      Object.assign(window, { pause: act });
      return 0;
    },
  });
}
visit('typing within a line draws nothing, moves nothing and says nothing: the text is being kept, and after a second it is kept', { init: [noteVoices, holdThePause] }, async ({ page, open }) => {
  await open('#/nieuw');
  const save = page.locator('[id="state.save"]');
  const seen = () => page.evaluate(() => ({
    frames: document.documentElement.dataset.frames,
    places: [...document.querySelectorAll('#page [id]')].map((element) => { const { x, y, width, height } = element.getBoundingClientRect(); return [element.id, x, y, width, height].join(); }),
  }));
  await field(page, third).click();
  await page.keyboard.type('E');
  await says(save, 'Bezig met bewaren');
  const before = await seen();
  await page.keyboard.type('en bezoek aan de haven', { delay: 20 });
  await eventually(async () => assert.equal(draftsIn(await stored(page))[draftShown(page)]?.answers.purpose, 'Een bezoek aan de haven'));
  assert.deepEqual(await seen(), before);
  await says(save, 'Bezig met bewaren');
  await page.evaluate(() => /** @type {any} */ (window).pause());
  await says(save, keptAt);
  const settled = await seen();
  assert.equal(Number(settled.frames), Number(before.frames) + 1, 'one frame');
  // What is said at once stands in the same queue before this.
  await page.keyboard.press('Control+s');
  const heard = () => page.evaluate(() => /** @type {any} */ (window).heard);
  await eventually(async () => assert.ok((await heard()).some((/** @type {string} */ text) => text.startsWith('Bewaard')), 'Ctrl+S is answered aloud'));
  assert.deepEqual((await heard()).filter((/** @type {string} */ text) => !text.startsWith('Bewaard')), []);
});

if (isCampaign) test('Firefox: lists, lines and pasting, each one step back', { timeout: 180_000 }, async () => {
  const host = await startHost();
  const browser = await engines.Firefox(freshFolder());
  try {
    await browser.goto(`${host.url}#/nieuw`);
    await eventually(async () => assert.ok(await browser.evaluate('document.documentElement.dataset.ready !== undefined')), 20_000);
    const { evaluate, press, type } = browser;
    const hands = { evaluate, press, type };
    await helpAnswers(hands);
    for (const [before, keys, after] of changes) await does(hands, before, keys, after);
    for (const [before, keys, after] of plain) {
      await put(hands, before);
      await hands.press(keys);
      await is(hands, after, `${keys} in ${JSON.stringify(before)}`);
    }
    await typesAList(hands);
    await pastesAll(hands);
    await eventually(async () => assert.match(await evaluate(`document.getElementById('state.save').textContent`), keptAt));
  } finally {
    await browser.close();
    await host.stop();
  }
});
