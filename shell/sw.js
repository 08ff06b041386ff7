// The page's service worker: keeps all files of one build, or none, and answers with them when somebody opens the page. It knows
// the names and the SHA-256 of those files (written in by assemble.mjs) and nothing of the form. It sends nothing anywhere.
'use strict';

/** Name, SHA-256 in hex and media type of every file of this build. @type {[string, string, string][]} */
const files = [/*FILES*/];
const build = 'BUILD';

const worker = /** @type {any} */ (self);
const scope = new URL(worker.registration.scope);
// Two installations on one origin share its caches, so the folder is in the name, as in the keys of the drafts.
const ours = `rv1 ${scope.pathname} `;
const cacheName = ours + build;
const patience = 8000;  // ms for the host, while a page waits
/** In a cache: this build has been in use. No name of a file. */
const mark = new URL('in-use', scope).href;

/** @param {string} name */
const address = (name) => new URL(name, scope).href;

/** Names of files in the cache that were compared with their hash. Once in the life of a worker, which is short. @type {Set<string>} */
const checked = new Set();

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A file of this build from the cache; null: it is not there, or not as it was built. @param {string} name @param {string} hash */
async function kept(name, hash) {
  const found = () => caches.match(address(name), { cacheName });
  try {
    const answer = await found();
    if (!answer || checked.has(name)) return answer ?? null;
    if (await hashOf(await answer.arrayBuffer()) !== hash) return null;
    checked.add(name);
    return await found() ?? null;
  } catch {
    return null;  // what cannot be read is damaged as well
  }
}

/** Whether every file of this build is in the cache, as it was built. */
const isWhole = async () => (await Promise.all(files.map(([name, hash]) => kept(name, hash)))).every(Boolean);

/**
 * One file from the host, or nothing when it is not the one that was built: a captive portal answers with a page of its own,
 * a host in the middle of an update with a file of another build.
 * @param {string} name @param {string} hash @param {string} type @param {RequestCache} mode @param {AbortSignal} [signal]
 */
async function fetched(name, hash, type, mode, signal) {
  const answer = await fetch(address(name), { cache: mode, credentials: 'same-origin', signal });
  if (!answer.ok) return null;
  const bytes = await answer.arrayBuffer();
  if (await hashOf(bytes) !== hash) return null;
  // An answer of our own: one that was redirected may not be given to a navigation. The host's headers stay (policy, isolation),
  // except for those about how the bytes travelled.
  const headers = new Headers(answer.headers);
  for (const header of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(header);
  headers.set('Content-Type', type);
  return new Response(bytes, { headers });
}

/**
 * The page has just loaded what is in its build's folder, so the browser's own cache may have it; the hash decides.
 * @param {[string, string, string]} file @param {AbortSignal} [signal]
 */
const fromHost = async ([name, hash, type], signal) =>
  (name.startsWith('v-') ? await fetched(name, hash, type, 'default', signal) : null) ?? fetched(name, hash, type, 'reload', signal);

async function install() {
  if (await isWhole()) return;  // back to the build before: its cache is still there
  await caches.delete(cacheName);  // left by an installation that was killed
  const answers = await Promise.all(files.map(async (file) => {
    const answer = await fromHost(file);
    if (!answer) throw new Error(`not the file of this build: ${file[0]}`);
    return answer;
  }));
  try {
    const cache = await caches.open(cacheName);
    await Promise.all(answers.map((answer, i) => cache.put(address(files[i][0]), answer)));
  } catch (error) {
    await caches.delete(cacheName);  // no room: none of it
    throw error;
  }
}

/** A file that the cache has lost, or has damaged, from the host and into the cache again. Null: it is not to be had. @param {[string, string, string]} file */
async function mended(file) {
  const answer = await fromHost(file, AbortSignal.timeout(patience)).catch(() => null);  // no network
  if (!answer) return null;
  try {
    await (await caches.open(cacheName)).put(address(file[0]), answer.clone());
    checked.add(file[0]);
  } catch {
    return answer;  // no room: it serves this time
  }
  return answer;
}

/** While it is being done. @type {Promise<boolean> | null} */
let filling = null;
/** All that the cache lacks: a browser short of room, or told to, takes it away. Whether all of it is there then. */
const fill = () => filling ??= (async () => {
  await Promise.all(files.map(async (file) => await kept(file[0], file[1]) ?? mended(file)));
  const isDone = await isWhole();
  if (isDone) await (await caches.open(cacheName)).put(mark, new Response());
  return isDone;
})().finally(() => { filling = null; });

/** Keeps the build that was in use before this one, because a page of it may still be loading. */
async function activate() {
  const all = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);
  let previous = '';
  for (const name of all) if (await caches.match(mark, { cacheName: name })) previous = name;
  for (const name of all) if (name !== previous) await caches.delete(name);
  await (await caches.open(cacheName)).put(mark, new Response());
}

/** @param {string} name of a file that stood in another build's folder: its page was loading when this one took over */
async function keptBefore(name) {
  for (const cache of (await caches.keys()).filter((other) => other.startsWith(ours))) {
    const found = await caches.match(address(name), { cacheName: cache });
    if (found) return found;
  }
  return null;
}

/** When the page is damaged and the host is out of reach: the page that needs nothing else, or a sentence. */
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
  // A folder is of one build, whoever answers.
  if (file && isOfBuild) return Response.error();
  // The host may have another build by now.
  return isPage ? fetch(request, { signal: AbortSignal.timeout(patience) }).catch(rescue) : fetch(request);
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));

worker.addEventListener('message', (/** @type {any} */ event) => {
  if (event.data === 'use') event.waitUntil(worker.skipWaiting());
  // The second answer comes when what was missing is there again.
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
  // All else is not ours: another installation further down the host, or no page at all.
  if (!isPage && !isFile) return;
  event.respondWith(answerTo(event.request, isPage ? 'index.html' : name, isPage));
});
