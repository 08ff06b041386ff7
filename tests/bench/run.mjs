// Times built pages against a form, a list and a backup written by hand in plain HTML, in one run: medians, and how many times the plain one's. Prints;
// judges nothing. It knows the parts by their rows only.
// Usage: node tests/bench/run.mjs [--only PART…] [--runs N] [--quick] [--page DIR[=NAME]]… [--markdown] [--json FILE]
// --quick: three rounds instead of five, without the slower processor under keys, rest, reading, short lists.
// With several pages (before, after) they are measured in turn, and the last column compares the last one with the first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { startServer } from '../../shell/serve.mjs';
import { writeFloor } from './floor.mjs';
import { tasks as keys } from './keys.mjs';
import { tasks as lists } from './lists.mjs';
import { closeBrowser, median } from './measure.mjs';
import { tasks as reports } from './reports.mjs';
import { tasks as start } from './start.mjs';

/** @typedef {import('./measure.mjs').Subject} Subject */
/** @typedef {import('./measure.mjs').Task} Task */

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true }, runs: { type: 'string' }, quick: { type: 'boolean' }, page: { type: 'string', multiple: true },
    markdown: { type: 'boolean' }, json: { type: 'string' },
  },
});
const all = [start, keys, reports, lists].flatMap((tasks) => tasks(asked.quick ?? false));
const parts = [...new Set(all.map(({ part }) => part))];
// `--only keys start` names two parts.
const only = asked.only ? [...asked.only, ...positionals] : [];
const strange = [...only, ...asked.only ? [] : positionals].filter((name) => !parts.includes(name));
const runs = Number(asked.runs ?? (asked.quick ? 3 : 5));
if (strange.length > 0 || !(runs >= 1)) {
  console.error(`bench: ${strange.length > 0 ? `no part ${strange.join(', ')}; there are ${parts.join(', ')}` : '--runs takes a number from 1 on'}`);
  process.exit(2);
}

const floorFolder = mkdtempSync(join(tmpdir(), 'floor-'));
writeFloor(floorFolder);
const given = (asked.page ?? ['dist=page']).map((text) => {
  const [folder, name = basename(resolve(folder))] = text.split('=');
  return { folder, name, isFloor: false };
});
const servers = [];
/** @type {Subject[]} */
const subjects = [];
for (const subject of [{ folder: floorFolder, name: 'plain HTML', isFloor: true }, ...given]) {
  const server = await startServer({ root: subject.folder, port: 0, path: '/' });
  servers.push(server);
  subjects.push({ ...subject, url: server.url });
}
const [floor, ...pages] = subjects;

/** Samples of a row by subject. @typedef {{what: string, digits: number, samples: Map<Subject, number[]>}} Row */
/** @param {Task} task @returns {Promise<Row[]>} */
async function measured(task) {
  const of = task.isOurs ? pages : subjects;
  const rows = task.rows.map(([key, what, digits]) => ({ key, what, digits, samples: new Map(of.map((subject) => [subject, /** @type {number[]} */ ([])])) }));
  /** @type {({subject: Subject} & Awaited<ReturnType<Task['prepare']>>)[]} */
  const prepared = [];
  try {
    await Promise.all(of.map(async (subject, i) => { prepared[i] = { subject, ...await task.prepare(subject) }; }));
    for (let round = 0; round < runs; round++) {
      // In turn, and backwards every second time, so that a machine that gets slower or quicker favours none.
      for (const { subject, measure } of round % 2 ? [...prepared].reverse() : prepared) {
        const values = await measure();
        for (const { key, samples } of rows) if (key in values) samples.get(subject)?.push(values[key]);
      }
    }
  } finally {
    for (const one of prepared) await one?.close();
  }
  return rows;
}

/** @param {Row} row @param {Subject} subject */
const middle = ({ samples }, subject) => samples.get(subject)?.length ? median(samples.get(subject) ?? []) : NaN;
/** @param {number} one @param {number} other */
const ratio = (one, other) => other > 0 ? (one / other).toFixed(2) : '—';
/** @param {Row} row */
function cells(row) {
  const plain = middle(row, floor);
  const values = pages.map((page) => middle(row, page));
  const told = (/** @type {number} */ value) => Number.isNaN(value) ? '—' : value.toFixed(row.digits);
  return [row.what, ...values.map(told), told(plain), ...values.map((value) => ratio(value, plain)),
    ...pages.length > 1 ? [ratio(values[values.length - 1], values[0])] : []];
}
const title = ['what', ...pages.map(({ name }) => name), floor.name, ...pages.map(({ name }) => pages.length > 1 ? `${name}/plain` : 'ratio'),
  ...pages.length > 1 ? [`${pages[pages.length - 1].name}/${pages[0].name}`] : []];
/** @param {string[]} row */
const line = (row) => asked.markdown ? `| ${row.join(' | ')} |` :
  row.map((cell, i) => i === 0 ? cell.padEnd(58) : cell.padStart(Math.max(11, title[i].length + 2))).join('');

const rows = [];
const began = performance.now();
try {
  console.log(line(title));
  if (asked.markdown) console.log(line(title.map((_, i) => i === 0 ? '---' : '---:')));
  for (const task of all.filter(({ part }) => only.length === 0 || only.includes(part))) {
    for (const row of await measured(task)) {
      rows.push(row);
      console.log(line(cells(row)));
    }
  }
} finally {
  await closeBrowser();
  for (const server of servers) await server.close();
  rmSync(floorFolder, { recursive: true });
}
console.error(`\nmedians of ${runs} rounds, in turn; ${((performance.now() - began) / 1000).toFixed(0)} s`);
if (asked.json) {
  writeFileSync(asked.json, `${JSON.stringify(rows.map(({ what, samples }) => ({
    what, ...Object.fromEntries([...samples].filter(([, values]) => values.length > 0)
      .map(([{ name }, values]) => [name, { median: median(values), least: Math.min(...values), most: Math.max(...values), values }])),
  })), null, 2)}\n`);
}
