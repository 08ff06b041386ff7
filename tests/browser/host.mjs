// A host of their own for tests that take it away, deploy to it, or put a captive portal in its place: files on a loopback port
// that stays the same. And second builds to deploy. It knows the files of the page, nothing of what is in them.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startServer } from '../../shell/serve.mjs';
import { assetsOf, copyChanged, dist } from './support.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'reisverslag-host-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;

/** An empty folder that is gone after the tests. */
export function freshFolder() {
  const folder = join(scratch, String(++folders));
  mkdirSync(folder);
  return folder;
}

/** @type {Map<string, string>} */
const built = new Map();
/** @param {string} mark */
const assembling = (mark) => /** @type {const} */ ([process.execPath, [join(root, 'shell/assemble.mjs'), '--wasm', join(root, '.build/web/reisverslag.wasm'),
  '--page', join(root, '.build/native-release/describe_page'), '--out', join(scratch, `build-${mark}`), '--mark', mark]]);

/** The same source, assembled once more: only a comment differs, so the build's folder has another name. @param {string} mark */
export function buildMarked(mark) {
  if (!built.has(mark)) {
    const [command, words] = assembling(mark);
    execFileSync(command, words);
  }
  built.set(mark, join(scratch, `build-${mark}`));
  return /** @type {string} */ (built.get(mark));
}

/** Several at once, for whoever will ask for them. @param {string[]} marks */
export const buildAhead = (...marks) => Promise.all(marks.map(async (mark) => {
  const [command, words] = assembling(mark);
  await promisify(execFile)(command, words);
  built.set(mark, join(scratch, `build-${mark}`));
}));

/**
 * @typedef {object} Host
 * @property {string} url
 * @property {string} root its files
 * @property {(build: string, folder?: string) => void} deploy replaces all files (of one folder)
 * @property {() => Promise<void>} stop nobody answers any more
 * @property {() => Promise<void>} start
 * @property {() => Promise<void>} portal everything is answered with 200 and a page that asks to log in
 * @property {string[]} asked what the portal was asked for
 */

/** @param {string} build @param {string} [path] @returns {Promise<Host>} */
export async function startHost(build = dist, path = '/reis/') {
  const files = freshFolder();
  cpSync(build, files, { recursive: true });
  let server = await startServer({ root: files, port: 0, path });
  const { url, port } = server;
  /** @type {string[]} */
  const asked = [];
  let up = true;
  const stop = async () => {
    if (up) await server.close();
    up = false;
  };
  after(stop);
  return {
    url, root: files, asked, stop,
    deploy(from, folder = '') {
      rmSync(join(files, folder), { recursive: true, force: true });
      cpSync(from, join(files, folder), { recursive: true });
    },
    async start() {
      await stop();
      server = await startServer({ root: files, port, path });
      up = true;
      if (server.port !== port) throw new Error(`port ${port} was taken meanwhile`);
    },
    async portal() {
      await stop();
      const portal = createServer((request, response) => {
        asked.push(request.url ?? '');
        response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'max-age=600' }).end('<!doctype html><title>Log in</title><p>Wifi');
      });
      await new Promise((done) => { portal.listen(port, '127.0.0.1', () => done(undefined)); });
      up = true;
      server = {
        url, port, close: () => new Promise((done) => {
          portal.close(() => done());
          portal.closeAllConnections();
        }),
      };
    },
  };
}

/** A build with something wrong: a copy, changed. @param {string} build @param {(file: (name: string) => string, folder: string) => void} change */
export function broken(build, change) {
  const out = freshFolder();
  copyChanged(build, out, () => change((name) => join(out, name), assetsOf(out).folder));
  return out;
}

/**
 * What can be wrong with a file on its way: not there; the connection ends within it; a part of it, as if that were all; a page that asks to log in;
 * no answer; called something else than it is.
 * @typedef {'404' | 'cut' | 'half' | 'html' | 'silent' | 'type'} Fault
 */
/** As much as comes of it then: of the page itself, a bit of the form. */
const part = 0.6;
/** @type {Fault[]} */
export const faults = ['404', 'cut', 'half', 'html', 'silent', 'type'];

/**
 * A host from which some files come wrong.
 * @typedef {object} FaultyHost
 * @property {string} url
 * @property {Map<string, Fault>} wrong by name of a file, without the build's folder
 * @property {(how: 'cut' | 'silent') => void} fall from now on nobody answers: connections end, or nothing comes any more
 * @property {() => void} rise all is well again
 * @property {() => Promise<void>} close
 */

/** @param {{build?: string, pace?: number}} [how] pace: bytes that come in a millisecond; else all at once @returns {Promise<FaultyHost>} */
export async function startFaultyHost({ build = dist, pace = Infinity } = {}) {
  const behind = await startServer({ root: build, port: 0, path: '/reis/' });
  /** @type {Map<string, Fault>} */
  const wrong = new Map();
  let fallen = '';
  const server = createServer(async (request, response) => {
    if (fallen === 'cut') response.destroy();
    if (fallen) return;
    const path = request.url ?? '/';
    const name = path.replace(/^\/reis\//, '').replace(/^v-[0-9a-f]{12}\//, '') || 'index.html';
    const fault = wrong.get(name);
    if (fault === 'silent') return;
    if (fault === '404') return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    if (fault === 'html') return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Log in</title><p>Wifi');
    const answer = await fetch(new URL(path, behind.url)).catch(() => null);
    if (!answer) return response.destroy();  // this host is being closed
    const all = Buffer.from(await answer.arrayBuffer());
    const body = fault === 'half' ? all.subarray(0, Math.round(all.length * part)) : all;
    const headers = Object.fromEntries([...answer.headers].filter(([header]) => !/^(connection|keep-alive|content-encoding|transfer-encoding|etag|date)$/.test(header)));
    if (fault === 'type') headers['content-type'] = 'application/octet-stream';
    response.writeHead(answer.status, { ...headers, 'content-length': String(body.length) });
    const end = fault === 'cut' ? Math.round(body.length * part) : body.length;
    for (let at = 0; at < end && !fallen;) {
      const next = Math.min(end, at + Math.max(1, Math.round(pace * 5)));
      response.write(body.subarray(at, next));
      at = next;
      if (at < end) await pause(5);
    }
    // What has been written goes out before the connection ends.
    if (fault === 'cut') setTimeout(() => response.destroy(), 50);
    else if (!fallen) response.end();
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/reis/`, wrong,
    fall(how) {
      fallen = how;
      if (how === 'cut') server.closeAllConnections();
    },
    rise() {
      fallen = '';
      wrong.clear();
      server.closeAllConnections();
    },
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((done) => { server.close(done); }), behind.close()]);
    },
  };
}
