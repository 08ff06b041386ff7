// Nothing leaves, by construction: what the built page may hold, the headers to the letter, and a probe under the same policy that
// tries every way out in three browsers while a second server counts what arrives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, test } from 'node:test';

import { startServer, types } from '../../shell/serve.mjs';
import { engines } from './engines.mjs';
import { freshFolder } from './host.mjs';
import { address, assetsOf, button, dist, eventually, ready, shows, useBrowser, visit } from './support.mjs';

useBrowser();
const { headers, cache } = JSON.parse(readFileSync(new URL('../../shell/headers.json', import.meta.url), 'utf8'));
const policy = headers['Content-Security-Policy'];
/** @param {string} name */
const file = (name) => readFileSync(join(dist, name));
const { all, folder } = assetsOf();

// ---- What is built ------------------------------------------------------------------------------------------------------------

test('the headers are these, to the letter', () => {
  assert.deepEqual(headers, {
    'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
      "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types app-sw; webrtc 'block'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), bluetooth=(), payment=(), ' +
      'display-capture=(), clipboard-read=()',
  });
});

test('`./dev serve` sends them with every file, and what changes with a build lives forever', async () => {
  const server = await startServer({ root: dist, port: 0, path: '/a/b/' });
  try {
    for (const name of ['', ...all, 'bestaat-niet']) {
      const answer = await fetch(server.url + name);
      await answer.arrayBuffer();
      for (const [header, value] of Object.entries(headers)) assert.equal(answer.headers.get(header), value, `${name}: ${header}`);
      assert.equal(answer.headers.get('set-cookie'), null);
      assert.equal(answer.headers.get('strict-transport-security'), null, 'the choice of the host');
      if (!answer.ok) continue;
      assert.equal(answer.headers.get('cache-control'), name.startsWith(`${folder}/`) ? cache.hashed : cache.other, name);
      assert.equal(answer.headers.get('content-type'), types[extname(name || 'index.html')], name);
    }
  } finally {
    await server.close();
  }
});

for (const name of ['index.html', 'herstel.html']) test(`${name} says the same policy, before anything that could load`, () => {
  const page = file(name).toString();
  const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page);
  assert.ok(meta);
  const said = meta[1].replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  assert.equal(said, policy.split('; ').filter((/** @type {string} */ rule) => !rule.startsWith('frame-ancestors')).join('; '));
  assert.ok(meta.index < page.search(/<(link|script)/));
  assert.match(page, /<meta name="referrer" content="no-referrer">/);
});

for (const name of ['index.html', 'herstel.html']) test(`${name}: no inline script or style, and everything that changes comes from one folder`, () => {
  const page = file(name).toString();
  for (const [tag, inside] of page.matchAll(/<script[^>]*>([^]*?)<\/script>/g)) {
    assert.match(tag, / src="/);
    assert.equal(inside, '');
  }
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|javascript:/i);
  const addresses = [...page.matchAll(/ (?:href|src)="([^"#]+)"/g)].map(([, address]) => address);
  assert.ok(addresses.length >= 6);
  for (const address of addresses) assert.ok(all.includes(address), address);
  for (const address of addresses.filter((one) => /\.(js|css|wasm)$/.test(one))) assert.ok(address.startsWith(`${folder}/`), address);
});

test('no code from text, and no address of anybody else', () => {
  // Names that are no addresses to go to: the namespace of SVG, and the one that says which JSON Schema it is.
  const allowed = /^https?:\/\/(www\.w3\.org\/2000\/svg|json-schema\.org\/draft\/2020-12\/schema)$/;
  for (const name of all) {
    const text = file(name).toString('latin1');
    if (name.endsWith('.js')) assert.doesNotMatch(text, /\beval\(|new Function|importScripts|\.innerHTML|outerHTML|insertAdjacentHTML|document\.write/, name);
    for (const [address] of text.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'<>`)\\\0]*/g)) assert.match(address, allowed, name);
  }
});

test('the worker lists every file but itself', () => {
  const listed = [...file('sw.js').toString().matchAll(/^\["([^"]+)","[0-9a-f]{64}","([^"]+)"\],$/gm)];
  assert.deepEqual(listed.map(([, name]) => name).sort(), all.filter((name) => name !== 'sw.js'));
  for (const [, name, type] of listed) assert.equal(type, types[extname(name)]);
});

visit('WebRTC, which no policy closes everywhere, is gone before anything else runs', {}, async ({ page, open }) => {
  await open('#/');
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) assert.equal(await page.evaluate((key) => key in window, name), false);
  await button(page, 'Nieuw verslag').waitFor();
  await page.goto(`${address()}herstel.html`);
  await ready(page);
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) assert.equal(await page.evaluate((key) => key in window, name), false);
});

visit('text of the writer is text: no element, no script, no violation', {}, async ({ page, open }) => {
  await open('#/nieuw');
  const bad = '<img src=x onerror=alert(1)><script>alert(1)</script>"><svg onload=alert(1)>{{7*7}}';
  await page.keyboard.insertText(bad);
  await page.getByRole('button', { name: 'Reisgegevens (niet verplicht)' }).click();
  await page.getByRole('textbox', { name: 'Naam van de reis' }).fill(bad);
  await button(page, 'Controleren').click();
  await shows(page, bad);
  assert.equal(await page.evaluate(() => document.querySelectorAll('#page :is(img, script, svg)').length), 0);
});

// ---- The probe ----------------------------------------------------------------------------------------------------------------

/** A server that answers whatever a browser could want, and counts. */
async function startListener() {
  /** @type {string[]} */
  const arrived = [];
  const server = createServer((request, response) => {
    arrived.push(/** @type {string} */ (request.url).slice(1));
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Type': 'text/javascript' })
      .end();
  });
  server.on('upgrade', (request, socket) => {
    arrived.push(/** @type {string} */ (request.url).slice(1));
    socket.destroy();
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, arrived };
}

/**
 * The probe's page as the host sends it: under the headers, under the meta element alone, or under nothing at all.
 * @param {'headers' | 'meta' | 'nothing'} under
 */
async function startProbe(under) {
  const probe = readFileSync(new URL('probe.js', import.meta.url));
  const meta = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(file('index.html').toString())?.[0];
  const page = `<!doctype html><meta charset="utf-8">${under === 'meta' ? meta : ''}<title>Probe</title>` +
    '<link rel="icon" href="probe.svg"><div id="parts"></div><script src="probe.js"></script>';
  const server = createServer((request, response) => {
    if (under === 'headers') for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
    const name = String(request.url).split('?')[0];
    response.setHeader('Content-Type', name.endsWith('.js') ? types['.js'] : name.endsWith('.svg') ? types['.svg'] : types['.html']);
    response.end(name.endsWith('.js') ? probe : name.endsWith('.svg') ? file('icon.svg') : page);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
}

for (const [name, start] of Object.entries(engines)) {
  for (const under of /** @type {const} */ (['nothing', 'headers', 'meta'])) {
    const title = { nothing: 'without a policy the probe works', headers: 'nothing gets out under the headers', meta: 'nothing gets out under the meta element alone' };
    test(`${name}: ${title[under]}`, { timeout: 180_000 }, async (t) => {
      const browser = await start(freshFolder());
      try {
        const listener = await startListener();
        await browser.goto(`${await startProbe(under)}#${encodeURIComponent(listener.url)}`);
        await eventually(async () => assert.ok(await browser.evaluate('window.probed !== undefined')), 20_000);
        const probed = Object.keys(await browser.evaluate('window.probed'));
        const arrived = [...new Set(listener.arrived)].sort();
        t.diagnostic(`${probed.length} ways tried, ${arrived.length} arrived`);
        assert.ok(probed.length >= 40);
        if (under === 'nothing') {
          // Or the other two would show nothing. A few ways do not exist in every browser.
          assert.ok(arrived.length >= 30, arrived.join());
          return;
        }
        assert.deepEqual(arrived, []);
        assert.ok(await browser.evaluate('window.violations()') >= 15, 'the browser says that it was the policy');

        // Left over, as README says: a script that already runs could go to another page. No policy stops that.
        await browser.evaluate(`(setTimeout(() => { location.href = '${listener.url}navigation'; }), 0)`);
        await eventually(() => assert.deepEqual(listener.arrived.filter((path) => path !== 'favicon.ico'), ['navigation']), 10_000);
      } finally {
        await browser.close();
      }
    });
  }
}
