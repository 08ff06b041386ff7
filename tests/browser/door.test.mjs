// The door between wasm and JavaScript: both sides name the same effects and events, in the same order, with the same values. What the C++ side
// says of itself (shell/describe_page.cpp) is compared with the modules in web/, without a browser. It knows no effect and no event by name.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { dist } from './support.mjs';

/**
 * Name of the struct, and a letter for each value; days that a removed draft stays in the trash, as the words say.
 * @type {{effects: [string, string][], events: [string, string][], trashDays: number}}
 */
const { effects, events, trashDays } = JSON.parse(readFileSync(join(dist, 'assets.json'), 'utf8')).door;

// The modules name these while they are evaluated.
for (const [name, value] of Object.entries({ window: globalThis, location: { pathname: '/' }, navigator: { userAgent: '' } })) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
/** @param {string} module */
const load = (module) => import(new URL(`../../web/${module}`, import.meta.url).href);

test('the application says of itself what goes through the door', () => {
  assert.ok(effects.length > 20 && events.length > 20);
  for (const [name, values] of [...effects, ...events]) assert.match(`${name} ${values}`, /^[A-Z]\w+ [tnbl]*$/);
});

test('every effect has a function that carries it out, at its place, with as many values', async () => {
  const { createEffects } = await load('effects.js');
  const functions = createEffects({ bridge: {}, stores: {} });
  assert.deepEqual(Object.entries(functions).map(([name, { length }]) => [name, length]), effects.map(([name, values]) => [name, values.length]));
});

test('every event of the page is known to both sides, at its place, with the same values', async () => {
  const { events: known } = await load('bridge.js');
  assert.deepEqual(Object.entries(known), events);
});

test('the safety copy keeps what was removed for as many days as the words of the trash say', () => {
  const [, days] = /^const daysKept = (\d+);/m.exec(readFileSync(new URL('../../web/safety.js', import.meta.url), 'utf8')) ?? [];
  assert.equal(Number(days), trashDays);
});
