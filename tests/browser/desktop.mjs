// A desktop for the length of a test: an X server, and programs on it that are started as a person starts them, without a driver. Keys
// and the picture are the X server's, settings and folders its own. It knows nothing of the page.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { eventually, launch } from './support.mjs';

const run = promisify(execFile);
const patience = 30_000;  // ms for one thing to happen: the programs here and the tests beside them share two cores

// Nothing on the desktop may ask anyone but the page's own host: whatever is not loopback goes to a proxy that nobody is.
const nobody = { host: '127.0.0.1', port: 9 };

/** How browsers are started. */
export const browsers = {
  /** @param {string} profile @param {string} url */
  Firefox(profile, url) {
    const preferences = {
      'browser.aboutwelcome.enabled': false, 'browser.shell.checkDefaultBrowser': false, 'browser.startup.homepage_override.mstone': 'ignore',
      'datareporting.policy.dataSubmissionEnabled': false, 'browser.translations.automaticallyPopup': false,
      // Where Debian has its dictionaries; which of them is for the page to say.
      'spellchecker.dictionary_path': '/usr/share/hunspell',
      // Two pictures of the same are the same.
      'ui.caretBlinkTime': 0,
      // Accessible without having been asked for it by a desktop's settings.
      'accessibility.force_disabled': -1,
      'network.proxy.type': 1, 'network.proxy.http': nobody.host, 'network.proxy.http_port': nobody.port, 'network.proxy.ssl': nobody.host,
      'network.proxy.ssl_port': nobody.port,
    };
    writeFileSync(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`).join(''));
    return {
      command: process.env.REISVERSLAG_FIREFOX ?? '/usr/bin/firefox-esr',
      options: ['--profile', profile, '--no-remote', '--new-instance', '--width', '1200', '--height', '960', url],
    };
  },
  /** @param {string} profile @param {string} url */
  Chromium(profile, url) {
    return {
      command: launch.executablePath,
      options: [...launch.args, `--user-data-dir=${profile}`, '--force-renderer-accessibility', '--no-default-browser-check', '--password-store=basic',
        '--disable-features=Translate', `--proxy-server=${nobody.host}:${nobody.port}`, '--window-size=1200,960', '--window-position=0,0', url],
    };
  },
};

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/**
 * @typedef {object} Desktop
 * @property {Record<string, string>} env of all that is started later
 * @property {(command: string, words: string[]) => ChildProcess} start a program; that it ends by itself is a failure
 * @property {(child: ChildProcess, stream: 1 | 3) => Promise<string>} firstLine that a program writes
 * @property {(holds: () => boolean | Promise<boolean>, otherwise: () => string) => Promise<void>} until it holds
 * @property {(key: string) => Promise<void>} press a key by the name X has for it, such as shift+Tab
 * @property {(text: string) => Promise<void>} type ASCII, key by key
 * @property {(title: RegExp) => Promise<void>} focus gives the keyboard to the window with such a title, once there is one
 * @property {() => {width: number, height: number, bgrx: Buffer}} picture of the whole screen
 * @property {(part: string) => string} own a place in the folder
 */

/** @param {string} folder an empty one, that goes away afterwards @param {(desktop: Desktop) => Promise<void>} use */
export async function withDesktop(folder, use) {
  const own = (/** @type {string} */ part) => join(folder, part);
  for (const part of ['home', 'config', 'data', 'cache', 'run', 'screen', 'tools', 'profile']) mkdirSync(own(part), { mode: 0o700 });
  // Nothing of the desktop that the tests are started on: neither its bus nor its settings.
  /** @type {Record<string, string>} */
  const env = {
    PATH: own('tools') + delimiter + process.env.PATH, LC_ALL: 'C.UTF-8', HOME: own('home'), XDG_CONFIG_HOME: own('config'), XDG_DATA_HOME: own('data'),
    XDG_CACHE_HOME: own('cache'), XDG_RUNTIME_DIR: own('run'), GSETTINGS_BACKEND: 'memory', GDK_BACKEND: 'x11',
  };
  /** @type {{child: ChildProcess, ended: Promise<void>}[]} */
  const started = [];
  /** @type {Error | undefined} */
  let broken;
  let closing = false;
  const xdotool = async (/** @type {string[]} */ ...words) => (await run('xdotool', words, { env })).stdout;

  /** @type {Desktop} */
  const desktop = {
    env,
    own,
    start(command, words) {
      const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], detached: true });
      let complaints = '';
      child.stdout?.resume();
      child.stderr?.on('data', (part) => { complaints = (complaints + part).slice(-2000); });
      /** @type {Promise<void>} */
      const ended = new Promise((done) => {
        child.on('error', (error) => {
          broken ??= error;
          done();
        });
        child.on('exit', (code, signal) => {
          if (!closing) broken ??= new Error(`${command} ended with ${code ?? signal}: ${complaints}`);
          done();
        });
      });
      started.push({ child, ended });
      return child;
    },
    async firstLine(child, stream) {
      let text = '';
      child.stdio[stream]?.on('data', (part) => { text += part; });
      await desktop.until(() => text.includes('\n'), () => `${child.spawnfile} does not say where it is`);
      return text.split('\n')[0];
    },
    until: (holds, otherwise) => eventually(async () => {
      if (broken) throw broken;
      if (!await holds()) throw new Error(otherwise());
    }, patience),
    async press(key) { await xdotool('key', '--delay', '40', key); },
    async type(text) {
      for (const [i, line] of text.split('\n').entries()) {
        if (i > 0) await desktop.press('Return');
        if (line) await xdotool('type', '--delay', '20', line);
      }
    },
    async focus(title) {
      // Without a window manager nobody else does it.
      await desktop.until(async () => {
        const window = (await xdotool('search', '--onlyvisible', '--name', title.source).catch((error) => {
          if (error.code === 'ENOENT') broken = error;
          return '';
        })).split('\n')[0];
        if (!window) return false;
        await xdotool('windowfocus', '--sync', window);
        return true;
      }, () => `no window ${title}`);
    },
    picture() {
      // The X server keeps its picture in this file, in the format of xwd: a head of big-endian words, colours, pixels.
      const file = readFileSync(own('screen/Xvfb_screen0'));
      const word = (/** @type {number} */ i) => file.readUInt32BE(4 * i);
      const [width, height, stride] = [word(4), word(5), word(12)];
      if (word(1) !== 7 || word(11) !== 32 || stride !== 4 * width) throw new Error('not a picture this reads');
      const from = word(0) + 12 * word(19);
      return { width, height, bgrx: file.subarray(from, from + stride * height) };
    },
  };
  try {
    // A server of its own, because the browsers of the tests beside this one would take the keyboard. No key repeats by itself: on a busy
    // machine a long time goes by until it is let go.
    const server = desktop.start('Xvfb', ['-displayfd', '3', '-r', '-noreset', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-fbdir', own('screen')]);
    env.DISPLAY = `:${await desktop.firstLine(server, 3)}`;
    await use(desktop);
  } finally {
    closing = true;
    // The last first, each with all that it has started: groups of processes that nobody else is in.
    for (const { child, ended } of started.reverse()) {
      for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
        try {
          if (child.pid !== undefined) process.kill(-child.pid, signal);
        } catch {
          break;  // it is gone
        }
        await Promise.race([ended, new Promise((done) => { setTimeout(done, 3000).unref(); })]);
      }
    }
  }
}
