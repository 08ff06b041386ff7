// Brings the program, once the form can be typed in: until then nothing else shares the line and the processor with what the form needs.
// All that it brings is one file (parts.js, see shell/assemble.mjs), and the wasm. It knows that start.js fills the form, and not how.

const html = document.documentElement;
const patience = 1000;  // ms that the program waits for start.js, which may come late or never

if (html.dataset.opened === undefined) {
  await new Promise((done) => {
    addEventListener('opened', done, { once: true });
    setTimeout(done, patience);
  });
}
/** Asks for a file of the build. When the page has failed, start.js fetches what stands in such links anew. @param {string} name @param {Partial<HTMLLinkElement>} how */
const ask = (name, how) => document.head.append(Object.assign(document.createElement('link'), how, { href: new URL(name, import.meta.url).href }));
ask('parts.js', { rel: 'modulepreload' });
ask('reisverslag.wasm', { rel: 'preload', as: 'fetch', type: 'application/wasm', crossOrigin: '' });  // beside the script that uses it
try {
  const { begin } = await import('./begin.js');
  await begin();
} catch (error) {
  // As of any script that does not come: start.js hears of it, and says what becomes of what is typed.
  console.error(error);
  dispatchEvent(new ErrorEvent('error', { error }));
}

export {};  // a module, for the type checker too
