// Runs the browser tests: node tests/browser/run.mjs [part of a file's name…] [--jobs n] [--nginx]
// A file that needs the machine for itself runs only when its name is given. A file that fails is run once more, by itself, and that is said.
// Serves the built page (dist/, or REISVERSLAG_DIST) once, gives each file a process of its own, and says how long each took.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../shell/serve.mjs';
import { startNginx } from './nginx.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = process.env.REISVERSLAG_DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));
/** A screen reader that is kept waiting skips what it would have said, and a browser that is, is a slower phone. */
const byName = ['motion.test.mjs', 'orca.test.mjs'];
/** Windows that must be in sight, a rhythm, a disk of their own: nothing beside these. */
const alone = ['damage.test.mjs', 'kill.test.mjs', 'tabs.test.mjs'];
/** ms for one file: a browser that hangs must not hang the build. By hand, with a count, some files take longer. */
const longest = process.env.REISVERSLAG_BIT_FLIPS || process.env.REISVERSLAG_TAB_EDITS ? 5_400_000 : 900_000;

const words = process.argv.slice(2);
const at = words.indexOf('--jobs');
const jobs = at < 0 ? 2 : Number(words.splice(at, 2)[1]);
const nginxAt = words.indexOf('--nginx');
const withNginx = nginxAt >= 0 && words.splice(nginxAt, 1).length > 0;

if (!existsSync(`${root}/index.html`)) {
  console.error(`run.mjs: no page in ${root}; ./dev build makes it`);
  process.exit(2);
}
const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => words.length === 0 ? !byName.includes(name) : words.some((word) => name.includes(word))).sort();
if (files.length === 0 || !(jobs >= 1)) {
  console.error(`run.mjs: nothing to run for ${process.argv.slice(2).join(' ')}`);
  process.exit(2);
}

/** @param {string} file @param {string} url @returns {Promise<{file: string, ok: boolean, seconds: number, output: string}>} */
function runFile(file, url) {
  return new Promise((done) => {
    const start = Date.now();
    const child = spawn(process.execPath, ['--test-reporter=spec', here + file], {
      env: { ...process.env, REISVERSLAG_URL: url, REISVERSLAG_DIST: root, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (part) => output.push(part));
    child.stderr.on('data', (part) => output.push(part));
    const timer = setTimeout(() => {
      output.push(Buffer.from(`\nrun.mjs: ended after ${longest / 1000} s\n`));
      child.kill('SIGKILL');
    }, longest);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ file, ok: code === 0, seconds: (Date.now() - start) / 1000, output: Buffer.concat(output).toString('utf8') });
    });
  });
}

// A folder in the address, because nothing may depend on standing at the top of a host.
const server = withNginx ? await startNginx(root) : await startServer({ root, port: 0, path: '/reis/' });
const begin = Date.now();
/** @type {Awaited<ReturnType<typeof runFile>>[]} */
const results = [];
/** @param {string[]} waiting @param {number} atOnce @param {string} how */
async function runFiles(waiting, atOnce, how) {
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await runFile(file, server.url);
      results.push(result);
      console.log(`${result.file}${how}\n${result.output.trimEnd()}\n`);
    }
  }));
}
await runFiles(files.filter((file) => !alone.includes(file)), jobs, '');
await runFiles(files.filter((file) => alone.includes(file)), 1, '');
// A browser on a busy machine sometimes does not come in time. What is broken fails the second time too; what fails now and then is told.
const again = results.filter((result) => !result.ok).map((result) => result.file);
await runFiles([...again], 1, ', once more');
await server.close();

/** @param {string} file */
const passes = (file) => results.some((result) => result.file === file && result.ok);
results.sort((a, b) => b.seconds - a.seconds);
for (const { file, ok, seconds } of results) console.log(`${ok ? 'passed' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${file}`);
const failed = files.filter((file) => !passes(file));
const second = again.filter(passes);
console.log(`browser tests: ${files.length - failed.length} of ${files.length} files passed in ${((Date.now() - begin) / 1000).toFixed(1)} s` +
  (second.length > 0 ? `; only the second time: ${second.join(', ')}` : ''));
process.exitCode = failed.length > 0 ? 1 : 0;
