// The reconciler with trees of chance around a half-typed field. No screen of today puts what stands around a field into another order; what
// turns trees into elements must be able to, so it gets trees of its own here, beside the page: 200 in Chromium, in the long form (campaign
// moves, --trees N) 2,000 in three browsers. It knows the reconciler's deltas, nothing of the application.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chanceFrom } from './chance.mjs';
import { engines } from './engines.mjs';
import { count, isCampaign, random } from './options.mjs';
import { assetsOf, eventually } from './support.mjs';
import { again, call, hold, inside, look, takesBack, undisturbed } from './torture.mjs';

const trees = count('trees', 200, 2000);

/** @typedef {{key: string, role: string, level?: number, gap?: number, lines?: number, text?: string, value?: string, children?: string[]}} Made */
/** @typedef {{reconciler: any, nodes: Map<string, Made>}} Stage */

/** In the page: the field, in two boxes. @param {string} module */
async function setStage(module) {
  const { createReconciler } = await import(module);
  const root = document.createElement('div');
  document.body.append(root);
  /** @type {Map<string, Made>} */
  const nodes = new Map();
  for (const node of /** @type {Made[]} */ ([
    { key: '', role: '', children: ['outer'] }, { key: 'outer', role: 'box', children: ['inner'] },
    { key: 'inner', role: 'box', children: ['held'] }, { key: 'held', role: 'text_area', value: 'Gent', lines: 2 },
  ])) nodes.set(node.key, node);
  const reconciler = createReconciler(root, () => {});
  Object.assign(window, { stage: { reconciler, nodes } });
  reconciler.apply({ set: [...nodes.values()].slice(1), children: [...nodes.values()].flatMap(({ key, children }) => children ? [key, children] : []) });
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('held'));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/**
 * In the page: trees of chance, each made of the one before by up to five changes, as a delta of app/semantics/diff.cpp has them. Answers
 * with what was wrong, and how often what happened.
 * @param {typeof chanceFrom} chanceFrom_ @param {typeof look} look_ @param {number} seed @param {number} times
 */
function rearrange(chanceFrom_, look_, seed, times) {
  const { reconciler, nodes } = /** @type {{stage: Stage}} */ (/** @type {unknown} */ (window)).stage;
  const chance = chanceFrom_(seed);
  const below = (/** @type {number} */ end) => Math.floor(chance() * end);
  /** @template T @param {T[]} list */
  const any = (list) => list[below(list.length)];
  /** The field, and what it stands in: they stay where they are in the tree, but not among their neighbours. */
  const fixed = new Set(['', 'outer', 'inner', 'held']);
  const childrenOf = (/** @type {string} */ key) => nodes.get(key)?.children ?? [];
  const parentOf = (/** @type {string} */ key) => /** @type {Made} */ ([...nodes.values()].find(({ children }) => children?.includes(key)));
  /** @param {string} key @returns {string[]} */
  const within = (key) => [key, ...childrenOf(key).flatMap(within)];
  const boxes = () => [...nodes.values()].filter(({ children }) => children).map(({ key }) => key);
  const others = () => [...nodes.keys()].filter((key) => !fixed.has(key));
  /** @type {string[]} */
  const faults = [];
  const counts = { came: 0, went: 0, ordered: 0, carried: 0, changed: 0, written: 0, faces: 0, said: 0 };
  let made = 0;
  const before = JSON.stringify(look_());

  for (let time = 1; time <= times; time++) {
    const were = new Set(nodes.keys());
    /** @type {Set<string>} */
    const set = new Set();
    /** @type {Set<string>} */
    const rowsChanged = new Set();
    for (let i = below(5); i >= 0; i--) {
      const box = any(boxes());
      const row = childrenOf(box);
      const other = others().length ? any(others()) : '';
      const kind = nodes.size > 60 ? 1 : below(6);
      if (kind === 0) {
        const role = any(['box', 'group', 'text', 'button', 'heading', 'text_area']);
        const key = `made.${++made}`;
        const isBox = role === 'box' || role === 'group';
        nodes.set(key, {
          key, role, level: role === 'heading' ? 1 + below(3) : 0,
          ...(isBox ? { children: [] } : role === 'text_area' ? { value: 'x' } : { text: `woord ${made}` }),
        });
        row.splice(below(row.length + 1), 0, key);
        set.add(key);
        rowsChanged.add(box);
        counts.came++;
      } else if (kind === 1 && other) {
        const parent = parentOf(other);
        parent.children?.splice(parent.children.indexOf(other), 1);
        rowsChanged.add(parent.key);
        for (const key of within(other)) nodes.delete(key);
        counts.went++;
      } else if (kind === 2 && row.length > 1) {
        for (let at = row.length - 1; at > 0; at--) {
          const to = below(at + 1);
          [row[at], row[to]] = [row[to], row[at]];
        }
        rowsChanged.add(box);
        counts.ordered++;
      } else if (kind === 3 && other && !within(other).includes(box)) {
        const parent = parentOf(other);
        parent.children?.splice(parent.children.indexOf(other), 1);
        const target = childrenOf(box);
        target.splice(below(target.length + 1), 0, other);
        rowsChanged.add(parent.key).add(box);
        counts.carried++;
      } else if (kind === 4 && other) {
        const node = /** @type {Made} */ (nodes.get(other));
        node.gap = below(5);
        if (node.role === 'heading') node.level = 1 + below(3);
        if (node.text) node.text += '!';
        if (node.value) node.value += 'x';
        set.add(other);
        counts.changed++;
      } else if (kind === 5) {
        // The application has another text for the field: that waits until the writer leaves it.
        Object.assign(/** @type {Made} */ (nodes.get('held')), { value: `iets anders ${time}`, lines: 1 + below(9), gap: below(5) });
        set.add('held');
        counts.written++;
      }
    }
    const now = within('');
    const delta = {
      set: now.filter((key) => set.has(key)).map((key) => ({ ...nodes.get(key) })),
      at: now.slice(1).flatMap((key) => chance() < 0.3 ? [key, below(300), below(3000), 100 + below(500), 20 + below(100)] : []),
      children: now.filter((key) => rowsChanged.has(key) || (!were.has(key) && childrenOf(key).length)).flatMap((key) => [key, [...childrenOf(key)]]),
      gone: [...were].filter((key) => !nodes.has(key)),
      ...(chance() < 0.2 ? { alarm: any(['', 'Niet bewaard', 'Vol']) } : {}),
      ...(chance() < 0.2 ? { say: [`${++counts.said}`] } : {}),
    };
    reconciler.apply(delta);
    if (chance() < 0.2) reconciler.show(++counts.faces % 2 === 1);
    reconciler.measure();

    const after = JSON.stringify(look_());
    if (after !== before) faults.push(`${time}: ${after}, not ${before}, after ${JSON.stringify(delta)}`);
    for (const { key, children } of nodes.values()) {
      if (!children) continue;
      const element = key === '' ? document.getElementById('outer')?.parentElement : document.getElementById(key);
      const shown = [...(element?.children ?? [])].map(({ id }) => id).join();
      if (shown !== children.join()) faults.push(`${time}: in '${key}' stand ${shown}, not ${children}`);
    }
    if (faults.length) break;
  }
  reconciler.apply({ alarm: '' });
  return { faults, counts };
}

for (const engine of isCampaign ? Object.keys(engines) : ['Chromium']) {
  test(`${engine}: ${trees} trees of chance around a half-typed field`, { timeout: 120_000 + 300 * trees }, (t) => inside(engine, async (browser, host) => {
    await browser.goto(host.url);
    await eventually(async () => assert.ok(await browser.evaluate('document.documentElement.dataset.ready !== undefined')), 20_000);
    await call(browser, setStage, `${host.url}${assetsOf().folder}/parts.js`);
    await call(browser, hold, 'held');
    await browser.type(', dan Luik');
    for (let i = 0; i < 4; i++) await browser.press('Shift+ArrowLeft');
    const before = await call(browser, look);
    assert.equal(before.value, 'Gent, dan Luik');
    assert.equal(before.selection[1] - before.selection[0], 4);
    const { faults, counts } = await browser.evaluate(`(${rearrange})(${chanceFrom}, ${look}, ${random}, ${trees})`);
    t.diagnostic(`${JSON.stringify(counts)} ${again}`);
    assert.deepEqual(faults, [], again);
    for (const [what, times] of Object.entries(counts)) assert.ok(times >= 5, `${what}: ${times} times ${again}`);
    await undisturbed(browser, before, `at the end ${again}`);
    await browser.type('W');
    await takesBack(browser, ['Gent', 'Gent, dan Luik', 'Gent, dan W']);
  }));
}
