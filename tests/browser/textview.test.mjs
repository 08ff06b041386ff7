// The text view: the same elements in flow, without the picture. Switched by keyboard in the middle of a word, remembered, opened
// by itself where a picture does harm, on paper, and as usable as the painted face on every screen. The campaign `looks` goes through
// every sign to the end, and through all widths. It may not know what the painted face paints.
import assert from 'node:assert/strict';

import { isCampaign } from './options.mjs';
import { atRest } from './pixels.mjs';
import { drawn, faceIs, faults, ownStyle, screens, spacing, toggle } from './screens.mjs';
import {
  answersOn, draftId, eventually, field, focusIs, focused, heading, keptAt, keptWords, names, prefix, reads, record, reload, says, seed, stored, useBrowser, visit,
} from './support.mjs';

/** @typedef {import('./support.mjs').Page} Page */
/** @typedef {import('./support.mjs').Visit} Visit */

useBrowser();
const example = seed();

/** Notes what the status regions say, from now on or from the start. */
function listenToVoices() {
  const heard = Object.assign(window, { heard: /** @type {string[]} */ ([]) }).heard;
  const listen = () => {
    const note = new MutationObserver((changes) => {
      for (const { target } of changes) if (target.textContent) heard.push(target.textContent);
    });
    for (const region of document.querySelectorAll('[role=status]')) note.observe(region, { childList: true });
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', listen);
  else listen();
}
/** Without the space by which the same words are said a second time. @param {Page} page @returns {Promise<string[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard.map((/** @type {string} */ text) => text.trim()));

// ---- The switch ---------------------------------------------------------------------------------------------------------------

visit('the switch comes first, and says what it has done', { init: [listenToVoices] }, async ({ page, open }) => {
  await open('#/');
  await page.keyboard.press('Tab');
  await focusIs(page, 'text-view');
  await says(toggle(page), 'Tekstweergave');
  await page.keyboard.press('Space');
  await faceIs(page, true);
  await focusIs(page, 'text-view');
  await page.keyboard.press('Enter');
  await faceIs(page, false);
  await eventually(async () => assert.deepEqual(await heard(page), ['Tekstweergave staat aan', 'Tekstweergave staat uit']));
});

visit('caret, text, undo and place in the window survive the switch, both ways', {}, async ({ page, open, store }) => {
  await store([record({ id: draftId(1), answers: example.answers })]);
  await open(`#/verslag/${draftId(1)}`);
  const met = field(page, names[4]);
  await met.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('een ');
  await page.keyboard.type('twee');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.evaluate(() => { Object.assign(window, { before: document.activeElement }); });
  const look = () => page.evaluate(() => {
    const { activeElement: element } = document;
    if (!(element instanceof HTMLTextAreaElement)) throw new Error('no field has the focus');
    return { same: element === /** @type {any} */ (window).before, value: element.value, caret: [element.selectionStart, element.selectionEnd, element.selectionDirection] };
  });
  const top = async () => (await met.boundingBox())?.y ?? NaN;
  const before = await look();
  const where = await top();
  assert.ok(before.same && before.caret[0] !== before.caret[1]);
  // As a signal of the browser does it: the switch itself would take the focus.
  for (const isText of [true, false, true]) {
    await page.evaluate(() => document.getElementById('text-view')?.click());
    await faceIs(page, isText);
    assert.deepEqual(await look(), before);
    await eventually(async () => assert.ok(Math.abs(await top() - where) <= 1, `the field went from ${where} to ${await top()}`));
  }
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+z');
  await eventually(async () => assert.notEqual((await look()).value, before.value));
  for (let i = 0; i < 12 && (await look()).value !== example.answers.met; i++) await page.keyboard.press('Control+z');
  await reads(met, example.answers.met, 'native undo goes back to what was stored');
  await page.keyboard.press('Control+Shift+z');
  await page.evaluate(() => document.getElementById('text-view')?.click());
  await faceIs(page, false);
  await page.keyboard.press('Control+z');
  await reads(met, example.answers.met);
  await eventually(async () => assert.deepEqual(await answersOn(page), example.answers));
});

visit('by keyboard alone: to the switch, back to the half-typed field, on with the word', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.keyboard.type('hal woord');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
  let steps = 0;
  for (; await focused(page) !== 'text-view'; steps++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await faceIs(page, true);
  for (let i = 0; i < steps; i++) await page.keyboard.press('Tab');
  await focusIs(page, 'answer.persons');
  await page.keyboard.type('f');
  await reads(field(page, names[0]), 'half woord');
  await page.keyboard.press('Control+z');
  await reads(field(page, names[0]), 'hal woord');
});

/** The painted face must not be seen even for a frame: notes whether it ever was. */
function watchForPicture() {
  const seen = Object.assign(window, { seen: /** @type {string[]} */ ([]) }).seen;
  new MutationObserver(() => {
    const { classList } = document.documentElement;
    if (classList.contains('painted')) seen.push('painted');
    if (document.querySelector('canvas')) seen.push('canvas');
  }).observe(document, { subtree: true, childList: true, attributes: true });
  // In the first frame in which it is seen.
  const look = () => {
    const toggle = document.getElementById('text-view');
    if (toggle?.checkVisibility({ visibilityProperty: true })) seen.push(`switch ${toggle.getAttribute('aria-checked')}`);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Until this is what the page remembers. @param {Page} page @param {object} wanted */
const preferencesAre = (page, wanted) => eventually(async () => assert.deepEqual(JSON.parse((await stored(page))[`${prefix()}p`]), wanted));

visit('remembered, right from the first paint, other preferences kept', { init: [watchForPicture] }, async ({ page, open, store }) => {
  await store([[`${prefix()}p`, '{"later":[1],"textView":"kapot"}']]);
  await open('#/nieuw');
  await faceIs(page, false);
  await toggle(page).click();
  await faceIs(page, true);
  await preferencesAre(page, { later: [1], textView: true });
  await reload(page);
  await faceIs(page, true);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).seen), ['switch true']);
  assert.equal(await page.locator('[id="text-view.why"]').count(), 0, 'who chose it is not told why');
  await toggle(page).click();
  await faceIs(page, false);
  await preferencesAre(page, { later: [1] });
  await reload(page);
  await faceIs(page, false);
});

visit('preferences that are damaged do no harm', {}, async ({ page, open, store }) => {
  for (const damaged of ['{', 'null', '{"textView":1}', ...isCampaign ? ['', '[1]', '"x"'] : []]) {
    await store([[`${prefix()}p`, damaged]]);
    await open('#/nieuw');
    await faceIs(page, false);
    await toggle(page).click();
    await faceIs(page, true);
    await eventually(async () => assert.equal(JSON.parse((await stored(page))[`${prefix()}p`]).textView, true, `it was ${damaged || 'empty'}`));
  }
});

visit('in the text view nothing is drawn for pointer, focus or scrolling, and the page works on', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await toggle(page).click();
  await faceIs(page, true);
  await atRest(page);
  const frames = () => page.evaluate(() => Number(document.documentElement.dataset.frames));
  const before = await frames();
  for (const name of names) await field(page, name).hover();
  await page.mouse.wheel(0, 400);
  await eventually(async () => assert.ok(await page.evaluate(() => scrollY > 0), 'scrolled'));
  for (const key of ['check', 'fold.duration', 'answer.persons']) await page.locator(`[id="${key}"]`).focus();
  // What these had asked for would be drawn in the frames that follow.
  await drawn(page);
  assert.equal(await frames(), before, 'no frame');
  await page.keyboard.type('drie');
  await eventually(async () => assert.ok(await frames() > before, 'frames are counted'));
  await says(page.locator('[id="state.save"]'), keptAt);
  await page.getByRole('button', { name: `Uitleg en voorbeeld: ${names[1]}` }).click();
  await page.locator('[id="hint.duration"]').waitFor();
  await page.getByRole('button', { name: 'Controleren' }).click();
  await heading(page, 'Controleren').waitFor();
  await page.goBack();
  await reads(field(page, names[0]), 'drie');
});

// ---- By itself ----------------------------------------------------------------------------------------------------------------

const back = ' Met de knop Tekstweergave bovenaan zet je die weer uit.';
const because = {
  colours: `Tekstweergave staat aan, omdat je je eigen kleuren gebruikt.${back}`,
  spacing: `Tekstweergave staat aan, omdat je je eigen afstand tussen letters, woorden of regels gebruikt.${back}`,
  translation: `Tekstweergave staat aan, omdat je de pagina laat vertalen.${back}`,
  noCanvas: 'Tekstweergave staat aan en kan niet uit, omdat de pagina hier niet kan worden getekend.',
};

/** @type {Record<string, {reason: string, act: (page: Page) => Promise<unknown>, undo?: (page: Page) => Promise<unknown>}>} */
const signals = {
  'forced colours': {
    reason: because.colours,
    act: (page) => page.emulateMedia({ forcedColors: 'active' }),
    undo: (page) => page.emulateMedia({ forcedColors: 'none' }),
  },
  'the colours of a dark-mode extension': {
    reason: because.colours,
    act: (page) => page.evaluate(ownStyle, '* { background-color: #191a1c !important; color: #e6e4e0 !important; border-color: #736b5e !important }'),
  },
  'another colour of the words': { reason: because.colours, act: (page) => page.evaluate(ownStyle, 'body, p { color: #2b1b00 !important }') },
  'another colour of the page': { reason: because.colours, act: (page) => page.evaluate(ownStyle, 'html, body { background: #fdf6e3 !important } p { color: #010101 !important }') },
  'another colour of links': { reason: because.colours, act: (page) => page.evaluate(ownStyle, 'a { color: #a0f !important }') },
  'another colour of buttons': { reason: because.colours, act: (page) => page.evaluate(ownStyle, 'button { background: #ff0 !important; color: #000 !important }') },
  'letters further apart': { reason: because.spacing, act: (page) => page.evaluate(ownStyle, '* { letter-spacing: .3em !important }') },
  'words further apart': { reason: because.spacing, act: (page) => page.evaluate(ownStyle, 'p { word-spacing: .16em !important }') },
  'lines further apart': { reason: because.spacing, act: (page) => page.evaluate(ownStyle, 'body * { line-height: 2 !important }') },
  'paragraphs further apart': { reason: because.spacing, act: (page) => page.evaluate(ownStyle, 'p { margin-bottom: 2em !important }') },
  'the class of a translator': { reason: because.translation, act: (page) => page.evaluate(() => document.documentElement.classList.add('translated-ltr')) },
  'another language': { reason: because.translation, act: (page) => page.evaluate(() => { document.documentElement.lang = 'en'; }) },
  'words wrapped in <font>': {
    reason: because.translation,
    act: (page) => page.evaluate(() => {
      const heading = /** @type {HTMLElement} */ (document.getElementById('screen'));
      const outer = document.createElement('font');
      outer.append(document.createElement('font'));
      /** @type {Element} */ (outer.firstElementChild).textContent = 'Report of a business trip';
      heading.replaceChildren(outer);
    }),
  },
};
/** One of each reason is gone through to the end; the others open the text view for the same reasons. */
const toTheEnd = ['forced colours', 'letters further apart', 'words wrapped in <font>'];
for (const [signal, { reason, act, undo }] of Object.entries(signals).filter(([signal]) => isCampaign || toTheEnd.includes(signal))) {
  visit(`opened by itself: ${signal}`, { init: [listenToVoices] }, async ({ page, open }) => {
    await open('#/nieuw');
    await faceIs(page, false);
    await page.keyboard.type('half wo');
    await act(page);
    await faceIs(page, true);
    await page.keyboard.type('ord');
    await reads(field(page, names[0]), 'half woord');
    await eventually(async () => assert.deepEqual(await heard(page), [reason]));
    await says(page.locator('[id="text-view.why"]'), reason);
    assert.equal((await stored(page))[`${prefix()}p`], undefined, 'nothing is remembered that nobody chose');
    // The writer's own choice wins, also when the signal comes again and at the next visit. What would be said or done of it comes before
    // what is said of keeping.
    await page.evaluate(() => document.getElementById('text-view')?.click());
    await faceIs(page, false);
    await undo?.(page);
    await act(page);
    await drawn(page);
    await page.keyboard.press('Control+s');
    await eventually(async () => assert.deepEqual(await heard(page), [reason, 'Tekstweergave staat uit', keptWords]));
    await faceIs(page, false);
    await preferencesAre(page, { textView: false });
    await reload(page);
    await act(page);
    await drawn(page);
    await page.locator('[id="answer.persons"]').focus();
    await page.keyboard.type('en');
    await page.keyboard.press('Control+s');
    await eventually(async () => assert.deepEqual(await heard(page), [keptWords]));
    await faceIs(page, false);
  });
}
if (!isCampaign) visit('opened by itself: the other signs', {}, async ({ page, open }) => {
  // Colours are looked at every two seconds only.
  const slow = ['another colour of the words', 'another colour of the page', 'another colour of links'];
  for (const [signal, { reason, act }] of Object.entries(signals).filter(([signal]) => ![...toTheEnd, ...slow].includes(signal))) {
    await open('#/');
    await faceIs(page, false);
    await act(page);
    await faceIs(page, true);
    await eventually(async () => assert.equal(await page.locator('[id="text-view.why"]').textContent(), reason, signal));
  }
});

visit('the page\'s own dark colours and its stronger ones are no signal', {}, async ({ page, open }) => {
  await open('#/nieuw');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const media of /** @type {const} */ ([{ colorScheme: 'dark' }, { contrast: 'more' }, { colorScheme: 'light' }, { contrast: 'no-preference' }])) {
    const before = await ground();
    await page.emulateMedia(media);
    await eventually(async () => assert.notEqual(await ground(), before));
    await drawn(page);
    await faceIs(page, false);
  }
});

visit('a larger font and another width are no signal', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.evaluate(ownStyle, 'html { font-size: 21px !important }');
  await page.setViewportSize({ width: 500, height: 700 });
  // Both have been noticed, and the frames that follow are over.
  await eventually(async () => assert.equal(await page.evaluate(() => `${getComputedStyle(document.documentElement).fontSize} ${innerWidth}`), '21px 500'));
  await drawn(page);
  await faceIs(page, false);
});

visit('forced colours from the start: never painted, and said once', { init: [watchForPicture, listenToVoices], browser: { forcedColors: 'active' } }, async ({ page, open }) => {
  await open('#/nieuw');
  await faceIs(page, true);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).seen), ['switch true']);
  await eventually(async () => assert.deepEqual(await heard(page), [because.colours]));
});

/** As an extension does it, before the page's first script. */
function dark() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { background-color: #191a1c !important; color: #e6e4e0 !important }');
  document.adoptedStyleSheets = [sheet];
}
visit('colours of a dark-mode extension from the start: never painted, said once, and every button is seen', { init: [dark, watchForPicture, listenToVoices] }, async ({ page, open }) => {
  await open('#/');
  await faceIs(page, true);
  assert.deepEqual((await page.evaluate(() => /** @type {any} */ (window).seen)).filter((/** @type {string} */ what) => what === 'painted'), []);
  await eventually(async () => assert.deepEqual(await heard(page), [because.colours]));
  for (const name of ['Nieuw verslag', 'Importeren']) {
    const { opacity, color, shadow } = await page.getByRole('button', { name, exact: true }).evaluate((button) => {
      const style = getComputedStyle(button);
      return { opacity: style.opacity, color: style.color, shadow: style.boxShadow };
    });
    assert.deepEqual([opacity, color], ['1', 'rgb(230, 228, 224)'], name);
    assert.notEqual(shadow, 'none', `${name} has an edge`);
  }
});

/** @type {Record<string, () => void>} */
const refusals = {
  'no canvas': () => { HTMLCanvasElement.prototype.getContext = () => null; },
  'a canvas that throws': () => { CanvasRenderingContext2D.prototype.getImageData = () => { throw new DOMException('no', 'SecurityError'); }; },
  'a canvas that lies': () => {
    const real = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = /** @this {CanvasRenderingContext2D} @param {[number, number, number, number]} where */ function lie(...where) {
      const image = real.call(this, ...where);
      image.data.fill(255);
      return image;
    };
  },
};
for (const [refusal, script] of Object.entries(refusals).filter(([refusal]) => isCampaign || refusal !== 'a canvas that throws')) {
  visit(`opened by itself: ${refusal}; there is no way back, and it says so`, { init: [script, watchForPicture, listenToVoices] }, async ({ page, open }) => {
    await open('#/nieuw');
    await faceIs(page, true);
    await eventually(async () => assert.deepEqual(await heard(page), [because.noCanvas]));
    await page.keyboard.type('toch');
    await toggle(page).click();
    await says(page.locator('[id="text-view.refused"]'), because.noCanvas);
    await faceIs(page, true);
    await eventually(async () => assert.deepEqual((await heard(page)).filter((text) => text === because.noCanvas).length, 2));
    assert.deepEqual((await page.evaluate(() => /** @type {any} */ (window).seen)).filter((/** @type {string} */ what) => what === 'painted'), []);
    await reads(field(page, names[0]), 'toch');
    await page.getByRole('button', { name: 'Controleren' }).click();
    await heading(page, 'Controleren').waitFor();
  });
}

visit('a translator and an extension at work: nothing typed is lost, and the page works on', {}, async ({ page, open }) => {
  await open('#/nieuw');
  await page.evaluate(() => {
    // Wraps every text, whenever it comes, as translators do; an extension puts its own things between ours.
    const wrap = (/** @type {Node} */ within) => {
      const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.closest('font, textarea')) continue;
        const outer = document.createElement('font');
        const inner = document.createElement('font');
        outer.append(inner);
        inner.textContent = `${text.data} (translated)`;
        text.replaceWith(outer);
      }
    };
    const page_ = /** @type {HTMLElement} */ (document.getElementById('page'));
    document.documentElement.classList.add('translated-ltr');
    document.documentElement.lang = 'en';
    new MutationObserver(() => wrap(page_)).observe(page_, { childList: true, subtree: true, characterData: true });
    wrap(page_);
    for (const key of ['main', 'actions', 'part.met', 'page', 'header']) {
      const own = document.createElement('grammar-extension');
      own.textContent = 'G';
      document.getElementById(key)?.prepend(own);
    }
  });
  await faceIs(page, true);
  const first = page.locator('[id="answer.persons"]');
  await first.click();
  await page.keyboard.type('vijf ambtenaren');
  await says(page.locator('[id="state.save"]'), new RegExp(`^${keptWords}`));
  await page.locator('[id="fold.met"]').click();
  await page.locator('[id="hint.met"]').waitFor();
  await page.locator('[id="question.duration"]').click();
  await focusIs(page, 'answer.duration', 'a wrapped label still names its field');
  await page.keyboard.type('twee dagen');
  await page.locator('#check').click();
  await page.locator('[id="read.answer.persons"]').waitFor();
  await page.goBack();
  await page.locator('[id="answer.duration"]').waitFor();
  await reads(first, 'vijf ambtenaren');
  // Back in the painted face over the wrapped words, and on.
  await page.evaluate(() => document.getElementById('text-view')?.click());
  await faceIs(page, false);
  await page.locator('[id="answer.duration"]').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(', een nacht');
  await eventually(async () => assert.ok(Object.values(await stored(page)).some((line) => line.includes('twee dagen, een nacht'))));
});

// ---- Every screen -------------------------------------------------------------------------------------------------------------

for (const [screen, prepare] of Object.entries(screens)) {
  visit(`${screen} on paper: all of the text and no picture; in the text view nothing sticks out, overlaps or is cut, with wide spacing too`, {}, async (place) => {
    const { page } = place;
    await prepare(place);
    await faceIs(page, false);
    const texts = () => page.evaluate(() => [...document.querySelectorAll('#page [id]')].map((element) => element instanceof HTMLTextAreaElement ? element.value : element.children.length ? '' : element.textContent ?? '')
      .filter((text) => text.trim()));
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    // The safety copy has answered: its words do not change any more.
    await eventually(async () => assert.ok(!(await texts()).some((text) => text.startsWith('Bewaard in deze browser'))));
    const before = await texts();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background();
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.notEqual(await background(), light);
    await page.emulateMedia({ media: 'print' });
    await drawn(page);
    const found = await page.evaluate(() => {
      const hidden = [];
      for (const element of document.querySelectorAll('#page :is(h1, h2, h3, p, a, button, label, textarea):not(.skips, [hidden])')) {
        const { color, opacity, position } = getComputedStyle(element);
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.getBoundingClientRect().height === 0 && element.textContent) hidden.push(`${element.id} is hidden`);
        if (color === 'rgba(0, 0, 0, 0)' || opacity !== '1' || position === 'absolute') hidden.push(`${element.id}: ${color} ${opacity} ${position}`);
      }
      return { hidden, canvases: [...document.querySelectorAll('canvas')].filter((canvas) => canvas.checkVisibility()).length };
    });
    assert.deepEqual(found, { hidden: [], canvases: 0 });
    assert.equal(await background(), light, 'paper has the light colours, whichever the page has');
    assert.deepEqual(await texts(), before);
    assert.deepEqual(await faults(page), [], 'on paper');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await faceIs(page, false);

    await page.evaluate(() => document.getElementById('text-view')?.click());
    await faceIs(page, true);
    for (const width of isCampaign ? [1280, 390, 320] : [320]) {
      await page.setViewportSize({ width, height: 640 });
      for (const [rules, what] of [['', ''], [spacing, ' with the spacing of WCAG 1.4.12']]) {
        await page.evaluate(ownStyle, rules);
        await drawn(page);
        assert.deepEqual(await faults(page), [], `text view at ${width}${what}`);
      }
    }
  });
}
