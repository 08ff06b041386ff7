// The page behind Debian's nginx with the shipped configuration, in a folder three levels down: headers to the letter, compressed neighbours used,
// and a start with nginx gone. The long form runs two more files of these tests there; `node tests/browser/run.mjs --nginx` runs all of them. What
// the headers have to say is for policy.test.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { types } from '../../shell/serve.mjs';
import { startNginx } from './nginx.mjs';
import { isCampaign } from './options.mjs';
import { assetsOf, dist, driven, ready, shows } from './support.mjs';

const { headers, cache } = JSON.parse(readFileSync(new URL('../../shell/headers.json', import.meta.url), 'utf8'));
/** @type {Awaited<ReturnType<typeof startNginx>>} */
let nginx;
before(async () => { nginx = await startNginx(dist); });
after(() => nginx.close());

/**
 * @param {string} name @param {string} [encoding] @param {string} [method]
 * @returns {Promise<{status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer}>}
 */
const ask = (name, encoding = '', method = 'GET') => new Promise((done, failed) => {
  request(nginx.url + name, { method, headers: encoding ? { 'Accept-Encoding': encoding } : {} }, async (answer) => {
    const parts = [];
    for await (const part of answer) parts.push(part);
    done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
  }).on('error', failed).end();
});

/** The policy and isolation headers, each once and exactly. @param {import('node:http').IncomingHttpHeaders} got */
function hasAllHeaders(got) {
  for (const [name, value] of Object.entries(headers)) assert.equal(got[name.toLowerCase()], value, name);
}

test('every file: exactly these headers, the right type, the right length of life', async () => {
  const usual = ['server', 'date', 'content-type', 'content-length', 'connection', 'keep-alive', 'etag', 'last-modified', 'accept-ranges', 'vary',
    'cache-control'];
  const expected = [...usual, ...Object.keys(headers).map((name) => name.toLowerCase())];
  const { all, folder } = assetsOf();
  for (const name of ['', ...all]) {
    const file = name || 'index.html';
    const answer = await ask(name);
    assert.equal(answer.status, 200, file);
    hasAllHeaders(answer.headers);
    assert.deepEqual(Object.keys(answer.headers).filter((header) => !expected.includes(header)), [], file);
    assert.equal(answer.headers['content-type'], types[extname(file)], file);
    assert.equal(answer.headers['cache-control'], name.startsWith(`${folder}/`) ? cache.hashed : cache.other, file);
    assert.deepEqual(answer.body, readFileSync(join(dist, file)), file);
  }
});

test('the compressed neighbours are what is sent', async () => {
  let compressed = 0;
  for (const name of assetsOf().all) {
    for (const [accepted, encoding, end] of [['gzip, deflate, br, zstd', 'br', '.br'], ['gzip', 'gzip', '.gz']]) {
      const neighbour = join(dist, name + end);
      const answer = await ask(name, accepted);
      if (name.endsWith('.png')) {
        assert.equal(answer.headers['content-encoding'], undefined, name);
        continue;
      }
      assert.ok(existsSync(neighbour), neighbour);
      assert.equal(answer.headers['content-encoding'], encoding, name);
      assert.match(String(answer.headers.vary), /Accept-Encoding/i, name);
      assert.equal(answer.headers['content-type'], types[extname(name)], name);
      assert.deepEqual(answer.body, readFileSync(neighbour), name);
      hasAllHeaders(answer.headers);
      compressed++;
    }
  }
  assert.ok(compressed > 30);
});

test('what is not there is not kept, other methods are refused, the folder without its slash leads to it', async () => {
  for (const name of ['bestaat-niet', 'v-000000000000/main.js', '../nginx.conf', `${assetsOf().folder}/weg.js`]) {
    const answer = await ask(name);
    assert.equal(answer.status, 404, name);
    assert.equal(answer.headers['cache-control'], undefined, name);
    if (!name.startsWith('..')) hasAllHeaders(answer.headers);
  }
  for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ask('', '', method)).status, 403, method);
  assert.equal((await ask('', '', 'HEAD')).status, 200);
  const bare = nginx.url.slice(0, -1);
  const { status, location } = await new Promise((done, failed) => {
    get(bare, (answer) => done({ status: answer.statusCode, location: answer.headers.location })).on('error', failed);
  });
  assert.deepEqual([status, location], [308, new URL(nginx.url).pathname]);
});

test('visited once, then started with nginx gone', { timeout: 180_000 }, async () => {
  const own = await startNginx(dist);
  const browser = await chromium.launch(driven);
  try {
    const page = await browser.newPage();
    await page.goto(own.url);
    await shows(page, 'Offline klaar: deze pagina werkt ook zonder internet.');
    await own.close();
    await page.goto('about:blank');
    await page.goto(own.url);
    await ready(page);
    await shows(page, 'Offline klaar');
  } finally {
    await browser.close();
    await own.close();
  }
});

for (const file of isCampaign ? ['rest', 'report'] : []) {
  test(`${file}.test.mjs behind nginx`, { timeout: 240_000 }, async () => {
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const child = spawn(process.execPath, ['--test-reporter=spec', fileURLToPath(new URL(`${file}.test.mjs`, import.meta.url))], {
      env: { ...environment, REISVERSLAG_URL: nginx.url }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part) => { output += part; });
    const code = await new Promise((done) => { child.on('close', done); });
    assert.equal(code, 0, output);
    assert.match(output, /pass [1-9]/);
  });
}
