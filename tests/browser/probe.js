// Runs under the page's policy and tries every way out that a script has, towards a server that should hear nothing. Which ways there
// are stands here; who listens stands in probing.mjs. The names of all that was tried are left in `probed`, once it was.
'use strict';

(() => {
  const other = decodeURIComponent(location.hash.slice(1));
  const parts = document.getElementById('parts');
  /** @param {string} tag @param {Record<string, string>} attributes */
  const element = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    parts?.append(made);
    return made;
  };
  /** @param {string} name */
  const to = (name) => `${other}${name}`;
  /** @param {string} name @param {string} rule */
  const styled = (name, rule) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rule);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    element('p', { class: name }).textContent = 'x';
  };

  /** @type {Record<string, () => unknown>} */
  const ways = {
    'fetch': () => fetch(to('fetch'), { mode: 'no-cors' }),
    'fetch-post': () => fetch(to('fetch-post'), { method: 'POST', mode: 'no-cors', body: 'geheim', keepalive: true }),
    'xhr': () => new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('GET', to('xhr'));
      request.onload = done;
      request.onerror = failed;
      request.send();
    }),
    'beacon': () => navigator.sendBeacon(to('beacon'), 'geheim'),
    'websocket': () => new WebSocket(to('websocket').replace(/^http/, 'ws')),
    'eventsource': () => new EventSource(to('eventsource')),
    'ping': () => element('a', { href: '#', ping: to('ping') }).click(),
    'image': () => element('img', { src: to('image') }),
    'image-set': () => element('img', { srcset: `${to('image-set')} 1x` }),
    'svg-image': () => {
      const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
      image.setAttribute('href', to('svg-image'));
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      svg.append(image);
      parts?.append(svg);
    },
    'background': () => styled('background', `.background { background-image: url(${to('background')}) }`),
    'style-property': () => { element('p', {}).style.backgroundImage = `url(${to('style-property')})`; },
    'list-image': () => Object.assign(element('p', {}).style, { display: 'list-item', listStyleImage: `url(${to('list-image')})` }),
    'style-sheet': () => element('link', { rel: 'stylesheet', href: to('style-sheet') }),
    'font': () => new FontFace('probe', `url(${to('font')})`).load(),
    'audio': () => element('audio', { src: to('audio'), preload: 'auto' }),
    'video': () => element('video', { src: to('video'), poster: to('poster'), preload: 'auto' }),
    'track': () => element('video', { src: to('video2') }).append(element('track', { src: to('track'), default: '' })),
    'form': () => {
      element('iframe', { name: 'answers' });
      const form = element('form', { action: to('form'), method: 'post', target: 'answers' });
      /** @type {HTMLFormElement} */ (form).submit();
    },
    'frame': () => element('iframe', { src: to('frame') }),
    'object': () => element('object', { data: to('object') }),
    'embed': () => element('embed', { src: to('embed') }),
    'prefetch': () => element('link', { rel: 'prefetch', href: to('prefetch') }),
    'preload': () => element('link', { rel: 'preload', as: 'fetch', crossorigin: '', href: to('preload') }),
    'module-preload': () => element('link', { rel: 'modulepreload', href: to('module-preload') }),
    'icon': () => document.head.append(element('link', { rel: 'icon', href: to('icon') })),
    'manifest': () => document.head.append(element('link', { rel: 'manifest', href: to('manifest') })),
    'speculation': () => {
      const rules = element('script', { type: 'speculationrules' });
      rules.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [to('speculation')] }] });
    },
    'script': () => element('script', { src: to('script') }),
    'module': () => element('script', { type: 'module', src: to('module') }),
    'import': () => import(to('import')),
    'worker': () => new Worker(to('worker')),
    'shared-worker': () => new SharedWorker(to('shared-worker')),
    'service-worker': () => navigator.serviceWorker.register(to('service-worker')),
    'blob-worker': () => new Worker(URL.createObjectURL(new Blob([`fetch('${to('blob-worker')}', { mode: 'no-cors' })`]))),
    'eval': () => (0, eval)(`fetch('${to('eval')}', { mode: 'no-cors' })`),
    'function': () => new Function(`fetch('${to('function')}', { mode: 'no-cors' })`)(),
    'timer': () => /** @type {any} */ (setTimeout)(`fetch('${to('timer')}', { mode: 'no-cors' })`),
    'inline-script': () => { element('script', {}).textContent = `fetch('${to('inline-script')}', { mode: 'no-cors' })`; },
    'handler': () => element('a', { onclick: `fetch('${to('handler')}', { mode: 'no-cors' })` }).click(),
    'markup': () => { element('div', {}).innerHTML = `<img src="${to('markup')}">`; },
    'write': () => document.write(`<img src="${to('write')}">`),
    'source-document': () => element('iframe', { srcdoc: `<img src="${to('source-document')}">` }),
    'script-address': () => element('a', { href: `javascript:fetch('${to('script-address')}',{mode:'no-cors'})` }).click(),
    'foreign-policy': () => /** @type {any} */ (window).trustedTypes.createPolicy('anders', { createHTML: (/** @type {string} */ text) => text }),
  };

  let violations = 0;
  addEventListener('securitypolicyviolation', () => { violations++; });
  for (const attempt of Object.values(ways)) {
    try {
      Promise.resolve(attempt()).catch(() => {});
    } catch {
      // Refused at once.
    }
  }
  Object.assign(window, { probed: Object.keys(ways), violations: () => violations });
})();
