// The probe (probe.js) and who listens for what it lets out: its page as a host sends it, under the headers, under the meta element alone or under
// no policy. Which ways out there are, and what a policy says, is not known here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after } from 'node:test';

import { types } from '../../shell/serve.mjs';
import { dist, eventually } from './support.mjs';

const { headers } = JSON.parse(readFileSync(new URL('../../shell/headers.json', import.meta.url), 'utf8'));

/** @typedef {import('./engines.mjs').Tab} Tab */
/** @typedef {import('node:http').RequestListener} RequestListener */

/** @param {RequestListener} answer @returns {Promise<{server: import('node:http').Server, url: string}>} */
async function listen(answer) {
  const server = createServer(answer);
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/` };
}

/** A server that answers whatever a browser could want, and notes it. */
async function startListener() {
  /** @type {string[]} */
  const arrived = [];
  const { server, url } = await listen((request, response) => {
    arrived.push(String(request.url).slice(1));
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Type': 'text/javascript' })
      .end();
  });
  server.on('upgrade', (request, socket) => {
    arrived.push(String(request.url).slice(1));
    socket.destroy();
  });
  return { url, arrived };
}

/** @typedef {'headers' | 'meta' | 'nothing'} Under */

/** @param {Under} under */
async function startProbe(under) {
  const probe = readFileSync(new URL('probe.js', import.meta.url));
  const meta = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[0];
  const page = `<!doctype html><meta charset="utf-8">${under === 'meta' ? meta : ''}<title>Probe</title>` +
    '<link rel="icon" href="probe.svg"><div id="parts"></div><script src="probe.js"></script>';
  const { url } = await listen((request, response) => {
    if (under === 'headers') for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
    const name = String(request.url).split('?')[0];
    response.setHeader('Content-Type', name.endsWith('.js') ? types['.js'] : name.endsWith('.svg') ? types['.svg'] : types['.html']);
    response.end(name.endsWith('.js') ? probe : name.endsWith('.svg') ? readFileSync(join(dist, 'icon.svg')) : page);
  });
  return url;
}

/** Opens the probe in a tab; `arrived`: the names of the ways that have brought something to the listener. @param {Tab} tab @param {Under} under */
async function probes(tab, under) {
  const listener = await startListener();
  await tab.goto(`${await startProbe(under)}#${encodeURIComponent(listener.url)}`);
  const tried = /** @type {number} */ (await eventually(async () => {
    const names = await tab.evaluate('window.probed');
    assert.ok(names, `the probe under ${under} has tried every way`);
    return names.length;
  }, 20_000));
  assert.ok(tried >= 40, `${tried} ways tried under ${under}`);
  return { listener, tried };
}

/**
 * Nothing gets out under these policies, one tab after the other. How long to wait for that, a last tab says, whose page is under no policy and
 * does the same later: by the time that its ways have arrived, those before it had longer. It also shows that the probe works.
 * @param {Tab[]} tabs one for each policy, and one more @param {Under[]} policies
 * @returns {Promise<string>} the counts, in words
 */
export async function nothingGetsOut(tabs, policies) {
  const silent = [];
  for (const [i, under] of policies.entries()) silent.push({ under, tab: tabs[i], ...await probes(tabs[i], under) });
  const loud = await probes(tabs[policies.length], 'nothing');
  let before = -1;
  const arrived = await eventually(() => {
    // A few ways do not exist in every browser; all that come have come when no more have while the browser did something else.
    const names = new Set(loud.listener.arrived);
    const isAll = names.size === before;
    before = names.size;
    assert.ok(names.size >= 30 && isAll, `without a policy these get out: ${[...names].sort()}`);
    return names.size;
  }, 20_000);
  for (const { under, tab, listener } of silent) {
    await eventually(async () => assert.ok(await tab.evaluate('window.violations()') >= 15, `the browser says that it was the policy (${under})`));
    assert.deepEqual(listener.arrived, [], `under ${under}`);
    // Left over, as README says: a script that already runs could go to another page. No policy stops that. And it comes behind all the others.
    await tab.evaluate(`(setTimeout(() => { location.href = '${listener.url}navigation'; }), 0)`);
    await eventually(() => assert.deepEqual(listener.arrived.filter((path) => path !== 'favicon.ico'), ['navigation'], `under ${under}`), 10_000);
  }
  return `${silent[0].tried} ways tried; under no policy ${arrived} arrived, under ${policies.join(' and ')} none`;
}
