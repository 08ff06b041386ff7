// The page's service worker: caches all files of one build, or none, and answers requests for the page from the cache. It knows the names and the
// SHA-256 of those files (written in by assemble.mjs) and nothing of the form. It sends nothing anywhere.
'use strict';

/** Name, SHA-256 in hex and media type of every file of this build. @type {[string, string, string][]} */
const files = [/*FILES*/];
const build = 'BUILD';

const worker = /** @type {any} */ (self);
const scope = new URL(worker.registration.scope);
// Two installations on one origin share its caches, so the folder is in the name, as in the keys of the drafts.
const ours = `rv1 ${scope.pathname} `;
const cacheName = ours + build;
const patience = 8000;  // ms for an answer of the host while a page waits for it
/** An entry of the cache that is no file: it says that this build has been in use. */
const mark = new URL('in-use', scope).href;

/** @param {string} name */
const address = (name) => new URL(name, scope).href;

/** Names of cached files whose hash was compared; once in the life of a worker, which is short. @type {Set<string>} */
const checked = new Set();

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file of this build from the cache; null: the cache lacks it, or has it with another hash. @param {string} name @param {string} hash */
async function kept(name, hash) {
  const found = () => caches.match(address(name), { cacheName });
  try {
    const answer = await found();
    if (!answer || checked.has(name)) return answer ?? null;
    if (await hashOf(await answer.arrayBuffer()) !== hash) return null;
    checked.add(name);
    return await found() ?? null;
  } catch {
    return null;  // a file that cannot be read counts as damaged
  }
}

/** Whether the cache has every file of this build with the right hash. */
const isWhole = async () => (await Promise.all(files.map(([name, hash]) => kept(name, hash)))).every(Boolean);

/**
 * One file from the host; null when its hash is not that of this build: a captive portal answers with a page of its own, a host in the middle of an
 * update with a file of another build.
 * @param {string} name @param {string} hash @param {string} type @param {RequestCache} mode @param {AbortSignal} [signal]
 */
async function fetched(name, hash, type, mode, signal) {
  const answer = await fetch(address(name), { cache: mode, credentials: 'same-origin', signal });
  if (!answer.ok) return null;
  const bytes = await answer.arrayBuffer();
  if (await hashOf(bytes) !== hash) return null;
  // A new Response, because a redirected one may not answer a navigation. It keeps the host's headers (policy, isolation) but for those about the
  // transfer.
  const headers = new Headers(answer.headers);
  for (const header of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(header);
  headers.set('Content-Type', type);
  return new Response(bytes, { headers });
}

/**
 * First from the browser's HTTP cache, since the page has just loaded the files of its build's folder; the hash decides whether that is the right one.
 * @param {[string, string, string]} file @param {AbortSignal} [signal]
 */
const fromHost = async ([name, hash, type], signal) =>
  (name.startsWith('v-') ? await fetched(name, hash, type, 'default', signal) : null) ?? fetched(name, hash, type, 'reload', signal);

async function install() {
  if (await isWhole()) return;  // the host went back to an earlier build, whose cache is still here
  await caches.delete(cacheName);  // the remains of an installation that was killed
  const answers = await Promise.all(files.map(async (file) => {
    const answer = await fromHost(file);
    if (!answer) throw new Error(`not the file of this build: ${file[0]}`);
    return answer;
  }));
  try {
    const cache = await caches.open(cacheName);
    await Promise.all(answers.map((answer, i) => cache.put(address(files[i][0]), answer)));
  } catch (error) {
    await caches.delete(cacheName);  // no room for all files: keep none
    throw error;
  }
}

/** Fetches a file that the cache has lost or damaged, and caches it again; null when the host does not give it. @param {[string, string, string]} file */
async function mended(file) {
  const answer = await fromHost(file, AbortSignal.timeout(patience)).catch(() => null);  // no network
  if (!answer) return null;
  try {
    await (await caches.open(cacheName)).put(address(file[0]), answer.clone());
    checked.add(file[0]);
  } catch {
    return answer;  // no room in the cache: the file is used this once
  }
  return answer;
}

/** Set while files are being fetched again. @type {Promise<boolean> | null} */
let filling = null;
/** Fetches every file that the cache lacks (a browser may delete them for room); resolves whether the cache is whole then. */
const fill = () => filling ??= (async () => {
  await Promise.all(files.map(async (file) => await kept(file[0], file[1]) ?? mended(file)));
  const isDone = await isWhole();
  if (isDone) await (await caches.open(cacheName)).put(mark, new Response());
  return isDone;
})().finally(() => { filling = null; });

/** Deletes old caches, but for the build that was in use before this one: a page of it may still be loading. */
async function activate() {
  const all = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);
  let previous = '';
  for (const name of all) if (await caches.match(mark, { cacheName: name })) previous = name;
  for (const name of all) if (name !== previous) await caches.delete(name);
  await (await caches.open(cacheName)).put(mark, new Response());
}

/** A file of another build, from any cache: its page was loading when this worker took over. @param {string} name */
async function keptBefore(name) {
  for (const cache of (await caches.keys()).filter((other) => other.startsWith(ours))) {
    const found = await caches.match(address(name), { cacheName: cache });
    if (found) return found;
  }
  return null;
}

/** The answer when the page is damaged and the host is out of reach: the rescue page, or a sentence. */
async function rescue() {
  const file = files.find(([name]) => name === 'herstel.html');
  const sentence = 'Deze browser heeft Reisverslag niet meer heel, en er is nu geen internet. Met je verslagen is niets gebeurd. Probeer het later opnieuw.';
  return (file && await kept(file[0], file[1])) ??
    new Response(`<!doctype html><html lang="nl"><meta charset="utf-8"><title>Reisverslag</title><p>${sentence}`,
      { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" } });
}

/** @param {Request} request @param {string} name @param {boolean} isPage */
async function answerTo(request, name, isPage) {
  const isOfBuild = name.startsWith('v-');
  const file = files.find(([known]) => known === name);
  const found = file ? await kept(file[0], file[1]) ?? await mended(file) : isOfBuild ? await keptBefore(name) : null;
  if (found) return found;
  // Whatever else the host has under the address of a file of this build is another file: an error is better than a mixture of builds.
  if (file && isOfBuild) return Response.error();
  // For the page itself the host decides: it may have another build by now, which is whole in itself.
  return isPage ? fetch(request, { signal: AbortSignal.timeout(patience) }).catch(rescue) : fetch(request);
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));

worker.addEventListener('message', (/** @type {any} */ event) => {
  if (event.data === 'use') event.waitUntil(worker.skipWaiting());
  // A second answer follows when the missing files have been fetched.
  if (event.data === 'whole?') {
    const [port] = event.ports;
    event.waitUntil(isWhole().then(async (whole) => {
      port.postMessage(whole);
      if (!whole && await fill()) port.postMessage(true);
    }));
  }
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const name = pathname.slice(scope.pathname.length);
  const isPage = mode === 'navigate' && (name === '' || name === 'index.html');
  const isFile = search === '' && (files.some(([known]) => known === name) || /^v-[0-9a-f]{12}\//.test(name));
  // Every other address belongs to somebody else, such as another installation in a folder below.
  if (!isPage && !isFile) return;
  event.respondWith(answerTo(event.request, isPage ? 'index.html' : name, isPage));
});
