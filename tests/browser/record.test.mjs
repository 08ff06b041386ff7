// shell/record.js reads the same record lines as app/drafts: the same fixtures, through the page's own file. And the fixtures are
// what they were: somebody's browser still holds lines like these.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const root = new URL('../../', import.meta.url);
const data = new URL('tests/data/records/', root);
const context = vm.createContext({});
vm.runInContext(readFileSync(new URL('shell/record.js', root), 'utf8'), context);
const records = context.reisverslagRecords;

/** @param {string} name */
const line = name => readFileSync(new URL(`${name}.record`, data), 'utf8');
/** @param {unknown} value of another realm */
const plain = value => JSON.parse(JSON.stringify(value));
/** @param {Record<string, string>} items */
const store = items => ({
  length: Object.keys(items).length,
  key: (/** @type {number} */ i) => Object.keys(items)[i] ?? null,
  getItem: (/** @type {string} */ key) => items[key] ?? null,
});

const questions = ['persons', 'duration', 'purpose', 'locations', 'met', 'results', 'followup'];
const id = '0123456789abcdef0123456789abcdef';
const prefix = 'rv1 /reis/ ';

for (const file of readdirSync(data).filter(name => name.endsWith('.record'))) {
  const name = file.slice(0, -'.record'.length);
  test(`fixture ${name}`, () => {
    const expected = JSON.parse(readFileSync(new URL(`${name}.json`, data), 'utf8'));
    const record = records.read(line(name));
    if (expected.problem !== 'none') {
      assert.equal(record, null);
      return;
    }
    assert.equal(record.revision, expected.revision);
    assert.equal(record.writer, expected.writer);
    assert.equal(record.time, expected.time);
    assert.equal(record.name, expected.name);
    assert.deepEqual(plain(record.report), plain(expected.report));
    for (const question of questions) assert.equal(record.answers[question], expected.report.answers[question]);
  });
}

test('no fixture has changed, gone or come without being listed', () => {
  const files = ['', 'reports/'].flatMap((folder) => readdirSync(new URL(folder, data)).map((name) => folder + name)).filter((name) => /\.(record|json)$/.test(name));
  const found = files.map((name) => `${createHash('sha256').update(readFileSync(new URL(name, data))).digest('hex')}  ${name}`);
  const listed = readFileSync(new URL('frozen.sha256', data), 'utf8').trimEnd().split('\n');
  assert.deepEqual(found.sort(), listed.sort());
  // The list itself is watched too: it only grows.
  assert.ok(listed.length >= 94, `${listed.length} files`);
});

test('every damaged character is noticed', () => {
  const good = line('plain');
  for (let i = 0; i < good.length; i++) {
    assert.equal(records.read(good.slice(0, i) + String.fromCharCode(good.charCodeAt(i) ^ 1) + good.slice(i + 1)), null, `at ${i}`);
    assert.equal(records.read(good.slice(0, i)), null, `cut at ${i}`);
  }
  assert.equal(records.read(`RV1|${'1'.repeat(1e6)}`), null);
  assert.equal(records.read('|'.repeat(1e6)), null);
});

test('prefix is the folder of the page', () => {
  assert.equal(records.prefix('/reis/index.html'), prefix);
  assert.equal(records.prefix('/reis/'), prefix);
  assert.equal(records.prefix('/'), 'rv1 / ');
  assert.equal(records.prefix('/a%20b/c'), 'rv1 /a%20b/ ');
});

test('newest of two slots', () => {
  const a = `${prefix}d ${id} a`, b = `${prefix}d ${id} b`;
  const odd = line('plain'), even = line('full'), small = line('long');  // revisions 7, 12 and 3
  const newest = (/** @type {Record<string, string>} */ items) => {
    const record = records.newest(store(items), prefix, id);
    return record && [record.revision, record.key];
  };
  assert.deepEqual(plain(newest({ [a]: even, [b]: odd })), [12, a]);
  assert.deepEqual(plain(newest({ [a]: line('later-schema'), [b]: odd })), [7, b]);
  assert.deepEqual(plain(newest({ [b]: small })), [3, b]);
  assert.deepEqual(plain(newest({ [a]: 'kapot', [b]: small })), [3, b]);
  assert.deepEqual(plain(newest({ [a]: even, [b]: '' })), [12, a]);
  assert.equal(newest({}), null);
  assert.equal(newest({ [a]: odd }), null, 'stands in the other slot');
  assert.equal(newest({ [a]: line('newer-other-payload'), [b]: odd }), null, 'a later version wrote the newest');
  assert.deepEqual(plain(newest({ [a]: even, [b]: line('newer') })), [12, a]);
});

test('list', () => {
  const other = 'f'.repeat(32);
  const items = {
    theme: 'dark', [`${prefix}p`]: '{}', [`${prefix}e ${id} 2026`]: '{}', [`rv1 /ander/ d ${id} a`]: line('full'),
    [`${prefix}d ${id} a`]: line('full'), [`${prefix}d ${id} b`]: line('plain'), [`${prefix}d ${other} b`]: 'kapot',
  };
  const list = records.list(store(items), prefix);
  assert.deepEqual(plain(list.map((/** @type {any} */ draft) => [draft.id, draft.record && draft.record.revision])),
    [[id, 12], [other, null]]);
});
