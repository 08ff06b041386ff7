// Debian's nginx with the configuration that is shipped (shell/nginx.conf), serving a built page on a loopback port of its own.
// It knows that file's path and folder, and nothing else of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const path = '/pad/naar/reisverslag/';

/** @returns {Promise<number>} */
const freePort = () => new Promise((done, failed) => {
  const server = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => done(port));
  });
});

/** @param {string} root @returns {Promise<{url: string, close: () => Promise<void>}>} */
export async function startNginx(root) {
  const shipped = readFileSync(new URL('../../shell/nginx.conf', import.meta.url), 'utf8');
  const folder = /alias (\S+);/.exec(shipped)?.[1];
  if (!folder || shipped.split(folder).length !== 2 || !shipped.includes(path)) throw new Error('nginx.conf names other folders');
  const scratch = mkdtempSync(join(tmpdir(), 'reisverslag-nginx-'));
  const port = await freePort();
  writeFileSync(join(scratch, 'page.conf'), shipped.replace(folder, `${resolve(root)}/`));
  writeFileSync(join(scratch, 'nginx.conf'), `
    load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; worker_processes 1; pid ${scratch}/pid; error_log stderr warn;
    events {}
    http {
      access_log off; default_type application/octet-stream;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${scratch}/${kind};`).join(' ')}
      server { listen 127.0.0.1:${port}; include ${scratch}/page.conf; }
    }`);
  const child = spawn('/usr/sbin/nginx', ['-e', 'stderr', '-c', join(scratch, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part) => { said += part; });
  /** @type {Promise<unknown>} */
  const ended = new Promise((done) => {
    child.on('close', done);
    child.on('error', (error) => done(said += error));
  });
  let running = true;
  void ended.then(() => { running = false; });
  const url = `http://127.0.0.1:${port}${path}`;
  for (;;) {
    if (!running) throw new Error(`nginx ended: ${said}`);
    if (await fetch(url).then(() => true, () => false)) break;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  return {
    url,
    async close() {
      child.kill('SIGTERM');
      await ended;
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
