// What a blind writer hears: all of the form with Orca, by keyboard alone, in Firefox and in Chromium, in the painted face and in the
// text view. Words are compared, no timing; each thing has to be spoken after the one before it. It runs by name, as the campaign `orca`, on a
// machine that does nothing else; its option --walks says how many times. It may not know how the elements are made.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startServer } from '../../shell/serve.mjs';
import { count } from './options.mjs';
import { withScreenReader } from './screenreader.mjs';
import { dist, inFolder, keptWords, names, questions, tripGroup, tripName } from './support.mjs';

/** @typedef {import('./screenreader.mjs').Listener} Listener */

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => { server = await startServer({ root: dist, port: 0, path: '/reis/' }); });
after(() => server.close());

/**
 * By question: words of its hint, and what is written. One answer stays empty; two give Controleren more to say.
 * @type {Record<string, {hint: string, answer: string}>}
 */
const form = {
  persons: { hint: 'namens de gemeente meegingen', answer: 'vier ambtenaren' },
  duration: { hint: 'dagen en nachten', answer: 'drie dagen' },
  purpose: { hint: 'waarom de reis nodig was', answer: 'fietsstraten bekijken' },
  locations: { hint: 'gebouwen en bijeenkomsten', answer: '[brochure](#) van Gent' },
  met: { hint: 'functies en organisaties', answer: '' },
  results: { hint: 'concrete resultaten', answer: 'een ontwerp\n\nZIJN ER VERVOLGAFSPRAKEN? ZO JA, WELKE?\n\nvoor fietsers' },
  followup: { hint: 'wie wat doet en wanneer', answer: 'ja, in april' },
};
const kept = keptWords;

/** An utterance that has all of this. @param {...string} parts */
const all = (...parts) => new RegExp(`^${parts.map((part) => `(?=.*${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`).join('')}`);

/** @param {string} text */
const linesOf = (text) => text.split('\n').filter(Boolean);

/** Everything on Controleren from its heading on, in one go. @param {Listener} listener */
async function readControleren({ press, hear }) {
  await press('KP_Add');
  for (const [id, , name] of questions) {
    await hear(name);
    const { answer } = form[id];
    await hear(linesOf(answer || 'Niet ingevuld').join(' '));
    if (answer.includes('(#)')) await hear('een link zonder adres');
    await hear(`Wijzig ${name}`);
  }
  await hear('Werkbezoek Gent');
  await hear('reisgegevens komen niet in de download als tekst');
  await hear('een regel die op een vraag lijkt');
  await hear('Download als tekst');
  await hear('Terug naar schrijven');
}

/** @param {Listener} listener */
async function walk(listener) {
  const { press, reach, type, hear, since, spoken, focus } = listener;
  // The new draft: its first field has the focus.
  await hear(all(names[0], 'entry'));
  await focus(/Schrijven - Reisverslag/);
  await press('Insert+KP_Enter');
  await hear('Schrijven - Reisverslag');
  // On a button, and not in a field, letters and digits are commands of Orca.
  await reach('shift+Tab', all('Uitleg en voorbeeld', names[0], 'collapsed'));
  await reach('shift+Tab', all('English', 'button'));
  await press('1');
  await hear(all('Verslag buitenlandse dienstreis', 'heading level 1'));

  await reach('Tab', all('Uitleg en voorbeeld', names[0], 'collapsed'));
  for (const [i, [id, , name]] of questions.entries()) {
    const { hint, answer } = form[id];
    const next = all(i + 1 < names.length ? `Uitleg en voorbeeld: ${names[i + 1]}` : tripGroup, 'collapsed');
    // The hint is heard with its field also while it is folded away; the first one is unfolded.
    if (i === 0) {
      await press('space');
      await hear('expanded');
    }
    await reach('Tab', all(name, 'entry'), hint);
    if (answer) {
      await type(answer);
      assert.ok(!since().some((text) => text.includes(kept)), 'nothing is said of keeping while someone types');
    }
    await reach('Tab', next, ...(answer ? [kept] : []));
    // What was typed, on coming back.
    await reach('shift+Tab', all(name, 'entry', linesOf(answer).at(-1) ?? ''));
    await reach('Tab', next);
  }
  await press('space');
  await hear('expanded');
  await reach('Tab', all(tripName, 'entry'));
  await type('Werkbezoek Gent');
  await reach('shift+Tab', all(tripGroup, 'expanded'), kept);
  await press('space');
  await hear('collapsed');
  await reach('Tab', all('Controleren', 'button'));
  const changed = Object.values(form).filter(({ answer }) => answer).length + 1;
  assert.equal(spoken().filter((text) => text === kept).length, changed, 'kept is said once for each that was changed');

  await reach('Return', all('Controleren', 'heading level 1'));
  await readControleren(listener);

  // The text view: the same again, and one answer more.
  await press('1');
  await hear(all('Controleren', 'heading level 1'));
  for (const before of [all('English', 'button'), /Hulp (visited )?link/, /Verslagen (visited )?link/, /Reisverslag (visited )?link/, /Naar de inhoud (visited )?link/, all('Tekstweergave', 'switch', 'off')]) await reach('shift+Tab', before);
  await press('space');
  await hear('Tekstweergave staat aan');
  await press('1');
  await hear(all('Controleren', 'heading level 1'));
  await readControleren(listener);
  const empty = questions.find(([id]) => !form[id].answer);
  assert.ok(empty);
  const [id, , name] = empty;
  const change = `Wijzig ${name}`;
  await press('1');
  await hear(all('Controleren', 'heading level 1'));
  for (let said = ''; !said.includes(change);) {
    said = (await reach('Tab', / (link|switch|button)/)).join(' ');
    assert.ok(!/Download/.test(said), `${change} was passed by`);
  }
  await reach('Return', all(name, 'entry'), form[id].hint);
  // Orca may not have noticed that it is in a field, where letters are text; beyond a button it does.
  await reach('Tab', 'Uitleg en voorbeeld');
  await reach('shift+Tab', all(name, 'entry'));
  await type('een wethouder');
  await reach('Tab', 'Uitleg en voorbeeld', kept);
  await reach('shift+Tab', all(name, 'entry', 'een wethouder'));
}

/** Each walk is one test, begun once: how many of them end tells how much the screen reader can be relied on. */
const walks = count('walks', 1, 1);
for (const name of /** @type {const} */ (['Firefox', 'Chromium'])) {
  for (let i = 1; i <= walks; i++) {
    test(`all of the form by ear: Orca and ${name}${walks > 1 ? `, walk ${i}` : ''}`, { timeout: 420_000 }, (t) =>
      inFolder((folder) => withScreenReader(name, `${server.url}#/nieuw`, folder, async (listener) => {
        try {
          await walk(listener);
        } catch (error) {
          t.diagnostic(`spoken last: ${listener.spoken().filter((text) => text.length > 1).slice(-60).join(' / ')}`);
          throw error;
        }
      })));
  }
}
