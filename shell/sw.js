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
/** In a cache: this build has been in use. No name of a file. */
const mark = new URL('in-use', scope).href;

/** @param {string} name */
const address = (name) => new URL(name, scope).href;

/** Whether every file of this build is in the cache. */
async function isWhole() {
  if (!await caches.has(cacheName)) return false;
  const kept = new Set((await (await caches.open(cacheName)).keys()).map(({ url }) => url));
  return files.every(([name]) => kept.has(address(name)));
}

/**
 * One file from the host, or nothing when it is not the one that was built: a captive portal answers with a page of its own,
 * a host in the middle of an update with a file of another build.
 * @param {string} name @param {string} hash @param {string} type @param {RequestCache} mode
 */
async function fetched(name, hash, type, mode) {
  const answer = await fetch(address(name), { cache: mode, credentials: 'same-origin' });
  if (!answer.ok) return null;
  const bytes = await answer.arrayBuffer();
  const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0'));
  if (digest.join('') !== hash) return null;
  // An answer of our own: one that was redirected may not be given to a navigation. The host's headers stay (policy, isolation),
  // except for those about how the bytes travelled.
  const headers = new Headers(answer.headers);
  for (const header of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(header);
  headers.set('Content-Type', type);
  return new Response(bytes, { headers });
}

async function install() {
  if (await isWhole()) return;  // back to the build before: its cache is still there
  await caches.delete(cacheName);  // left by an installation that was killed
  const answers = await Promise.all(files.map(async ([name, hash, type]) => {
    // The page has just loaded what is in its build's folder, so the browser's own cache may have it; the hash decides.
    const answer = (name.startsWith('v-') ? await fetched(name, hash, type, 'default') : null) ??
      await fetched(name, hash, type, 'reload');
    if (!answer) throw new Error(`not the file of this build: ${name}`);
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

/** Keeps the build that was in use before this one, because a page of it may still be loading. */
async function activate() {
  const all = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);
  let previous = '';
  for (const name of all) if (await caches.match(mark, { cacheName: name })) previous = name;
  for (const name of all) if (name !== previous) await caches.delete(name);
  await (await caches.open(cacheName)).put(mark, new Response());
}

/**
 * From this build's cache. What stands in a build's folder may be of the one before: its page was loading when this one took over.
 * @param {string} name
 */
async function kept(name) {
  const others = name.startsWith('v-') ? (await caches.keys()).filter((other) => other.startsWith(ours)) : [];
  for (const from of [cacheName, ...others]) {
    const found = await caches.match(address(name), { cacheName: from });
    if (found) return found;
  }
  return null;
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));

worker.addEventListener('message', (/** @type {any} */ event) => {
  if (event.data === 'use') event.waitUntil(worker.skipWaiting());
  if (event.data === 'whole?') event.waitUntil(isWhole().then((whole) => event.ports[0].postMessage(whole)));
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
  // The host is asked only for what a browser has taken out of our cache; a folder is of one build, whoever answers.
  event.respondWith(kept(isPage ? 'index.html' : name).then((found) => found ?? fetch(event.request)));
});
