// Nothing leaves, by construction: what the built page may hold, what the headers have to say, and a probe under the same policy that tries every
// way out while a second server notes what arrives; in Chromium, in the long form in three browsers. How the page is made is not known here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';

import { startServer, types } from '../../shell/serve.mjs';
import { enginesHere } from './engines.mjs';
import { freshFolder } from './host.mjs';
import { nothingGetsOut } from './probing.mjs';
import { address, assetsOf, button, dist, ready, shows, useBrowser, visit } from './support.mjs';

useBrowser();
const { headers, cache } = JSON.parse(readFileSync(new URL('../../shell/headers.json', import.meta.url), 'utf8'));
const policy = headers['Content-Security-Policy'];
/** @param {string} name */
const file = (name) => readFileSync(join(dist, name));
const { all, folder } = assetsOf();

// ---- What is built ------------------------------------------------------------------------------------------------------------

/** The rules of a policy, each with what it allows. @param {string} text */
const rulesOf = (text) => new Map(text.split('; ').map((rule) => {
  const [name, ...allowed] = rule.split(' ');
  return [name, allowed];
}));

/** What is wrong with a policy, by what README promises of it: nothing is loaded or sent but to the page's own host. @param {string} text */
function faultsOf(text) {
  const rules = rulesOf(text);
  /** @type {string[]} */
  const faults = [];
  /** @param {boolean} holds @param {string} what */
  const must = (holds, what) => { if (!holds) faults.push(what); };
  /** What a rule that is not there falls back to. @param {string} name */
  const allowed = (name) => rules.get(name) ?? rules.get('default-src') ?? ['*'];

  must(rules.size === text.split('; ').length, 'a rule stands twice: the second one does not count');
  must(allowed('default-src').join() === "'none'", 'what no rule names is forbidden');
  for (const [name, sources] of rules) {
    if (!name.endsWith('-src')) continue;
    for (const source of sources) {
      must(["'none'", "'self'"].includes(source) || name === 'script-src' && source === "'wasm-unsafe-eval'", `${name} allows ${source}`);
    }
  }
  // What has no fallback has to be named.
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) must(rules.get(name)?.join() === "'none'", `${name} is not 'none'`);
  for (const name of ['frame-src', 'child-src', 'object-src', 'media-src', 'prefetch-src']) must(allowed(name).join() === "'none'", `${name} is not 'none'`);
  must(rules.get('require-trusted-types-for')?.join() === "'script'", 'text is no script without a policy for it');
  must(rules.get('trusted-types')?.join() === 'app-sw', 'the one name that may make an address of a script is the worker\'s');
  must(rules.get('webrtc')?.join() === "'block'", 'WebRTC is refused where a browser can');
  must(!rules.has('report-uri') && !rules.has('report-to'), 'a violation is told to nobody');
  return faults;
}

/** What the promise asks of each of the other headers. @type {Record<string, (value: string) => boolean>} */
const asked = {
  'Cross-Origin-Opener-Policy': (value) => value === 'same-origin',  // isolated from other windows
  'Cross-Origin-Embedder-Policy': (value) => value === 'require-corp',
  'Cross-Origin-Resource-Policy': (value) => value === 'same-origin',
  'Referrer-Policy': (value) => value === 'no-referrer',
  'X-Content-Type-Options': (value) => value === 'nosniff',
  'X-Frame-Options': (value) => value === 'DENY',
  'Permissions-Policy': (value) => ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'bluetooth', 'payment', 'display-capture', 'clipboard-read']
    .every((name) => value.split(', ').includes(`${name}=()`)) && value.split(', ').every((part) => part.endsWith('=()')),
};

test('the headers say what is promised: nothing leaves, nobody frames the page, nothing is asked of the device', () => {
  assert.deepEqual(faultsOf(policy), []);
  for (const [name, holds] of Object.entries(asked)) assert.ok(name in headers && holds(headers[name]), `${name}: ${headers[name]}`);
  for (const name of Object.keys(headers)) assert.ok(name === 'Content-Security-Policy' || name in asked, `${name} has its rule here`);
});

test('a weaker policy is noticed, whichever rule goes or gives way', () => {
  const all = policy.split('; ');
  // Without these rules what they say holds by the rule above them.
  const repeated = ["object-src 'none'"];
  const own = (/** @type {string} */ rule) => /^(script|style|img|font|connect|manifest|worker)-src /.test(rule);  // going, they only forbid more
  for (const rule of all) {
    if (!repeated.includes(rule) && !own(rule)) assert.notDeepEqual(faultsOf(all.filter((/** @type {string} */ other) => other !== rule).join('; ')), [], `without ${rule}`);
    const [name] = rule.split(' ');
    const wider = all.map((/** @type {string} */ other) => other === rule ? `${name} *` : other).join('; ');
    assert.notDeepEqual(faultsOf(wider), [], wider);
  }
  for (const more of ["'unsafe-inline'", "'unsafe-eval'", 'https:', 'data:', 'blob:', 'https://example.org']) {
    assert.notDeepEqual(faultsOf(policy.replace("script-src 'self'", `script-src 'self' ${more}`)), [], more);
  }
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

for (const [name, start] of Object.entries(enginesHere)) {
  test(`${name}: nothing gets out under the headers, nor under the meta element alone; without a policy the probe works`, { timeout: 180_000 }, async (t) => {
    const browser = await start(freshFolder());
    try {
      t.diagnostic(await nothingGetsOut([browser, await browser.second(), await browser.second()], ['headers', 'meta']));
    } finally {
      await browser.close();
    }
  });
}
