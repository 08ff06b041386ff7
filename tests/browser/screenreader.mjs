// A screen reader on a desktop of its own: a session bus, AT-SPI, Orca, and one browser. What is heard is what Orca notes that it speaks.
// It knows nothing of the page.
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

import { browsers, withDesktop } from './desktop.mjs';

// Read by Orca as it starts. Without a server for speech it notes what it would speak, and goes on at once. The notes are written
// line by line, and not what only Orca's authors ask for.
const customisation = `import orca.debug, orca.speech
orca.speech.init = lambda: None
orca.debug.debugLevel = orca.debug.LEVEL_INFO
orca.debug.debugFile.reconfigure(line_buffering=True)
`;

/** Reads on in what Orca writes, as far as whole lines go. @param {string} file */
function readNotes(file) {
  const handle = openSync(file, 'r');
  const part = Buffer.alloc(1 << 16);
  const decoder = new StringDecoder('utf8');
  /** @type {string[]} */
  const spoken = [];
  let unread = '';
  let waiting = 0;
  let changed = Date.now();
  const goOn = () => {
    for (let size = readSync(handle, part); size > 0; size = readSync(handle, part)) {
      unread += decoder.write(part.subarray(0, size));
      changed = Date.now();
    }
    const lines = unread.slice(0, unread.lastIndexOf('\n') + 1);
    // The text, indented if it is of several lines, and then the voice.
    let end = 0;
    for (const found of lines.matchAll(/SPEECH OUTPUT: '((?:[^\n]|\n {18})*?)'(?: voice=\w+)? ?(?:None|\{[^\n]*|\[[^\n]*)?\n|EVENT MANAGER: (Queueing|Dequeued) [^\n]*\n/g)) {
      if (found[2]) waiting += found[2] === 'Queueing' ? 1 : -1;
      else if (found[1].trim()) spoken.push(found[1].replace(/\s+/g, ' ').trim());
      end = found.index + found[0].length;
    }
    unread = unread.slice(end);
  };
  return {
    /** All that was said so far, one utterance an entry. */
    spoken() {
      goOn();
      return spoken;
    },
    /** Whether Orca has nothing left to do. It does not always say what becomes of an event, so a long silence will do as well. */
    isQuiet(silence = 200) {
      goOn();
      return Date.now() - changed > (waiting > 0 ? 10 * silence : silence);
    },
    close: () => closeSync(handle),
  };
}

/**
 * @typedef {object} Listener
 * @property {(...keys: string[]) => Promise<void>} press keys by the names X has for them, such as shift+Tab, one after the other
 * @property {(key: string, ...expected: (string | RegExp)[]) => Promise<string[]>} reach presses a key that moves the focus, and hears where
 *   it has gone to, if need be by asking
 * @property {(text: string) => Promise<void>} type ASCII, key by key
 * @property {(...expected: (string | RegExp)[]) => Promise<string[]>} hear waits until each of them was spoken since what was heard last, in
 *   whichever order; a string is part of an utterance, or of several that follow each other. Returns what was spoken up to then
 * @property {() => string[]} since all that was spoken since what was heard last
 * @property {() => string[]} spoken all of it
 * @property {(title: RegExp) => Promise<void>} focus gives the keyboard to the window with such a title
 */

/**
 * @param {keyof typeof browsers} name @param {string} url @param {string} folder an empty one, that goes away afterwards
 * @param {(listener: Listener) => Promise<void>} walk
 */
export const withScreenReader = (name, url, folder, walk) => withDesktop(folder, async (desktop) => {
  const { own, env } = desktop;
  mkdirSync(own('orca'));
  writeFileSync(own('orca/orca-customizations.py'), customisation);
  // Orca starts once a user only, whichever the display; ours is not to find one that someone works with.
  writeFileSync(own('tools/pgrep'), '#!/bin/sh\nexit 1\n', { mode: 0o700 });
  const log = own('orca.log');
  writeFileSync(log, '');
  const notes = readNotes(log);
  try {
    env.DBUS_SESSION_BUS_ADDRESS = await desktop.firstLine(desktop.start('dbus-daemon', ['--session', '--nofork', '--print-address=1']), 1);
    env.GNOME_ACCESSIBILITY = '1';
    env.ACCESSIBILITY_ENABLED = '1';
    desktop.start('orca', ['--user-prefs', own('orca'), '--debug-file', log, '--disable', 'braille']);
    await desktop.until(() => notes.spoken().length > 0, () => `Orca does not speak: ${readFileSync(log, 'utf8').slice(-2000)}`);
    const { command, options } = browsers[name](own('profile'), url);
    desktop.start(command, options);

    let heard = 0;
    /** @param {(string | RegExp)[]} expected */
    const listening = (expected) => {
      const from = heard;
      const places = () => {
        const said = notes.spoken().slice(from);
        return expected.map((one) => {
          let text = '';
          return said.findIndex((utterance) => typeof one === 'string' ? (text += ` ${utterance}`).includes(one) : one.test(utterance));
        });
      };
      return {
        found: () => places().every((place) => place >= 0),
        missing: () => expected.filter((_, i) => places()[i] < 0),
        end: () => from + Math.max(...places()) + 1,
      };
    };
    // A person listens before the next key, too; Orca says nothing of a focus that has gone on before it looked.
    const rest = () => desktop.until(() => notes.isQuiet(), () => 'Orca does not come to rest');
    /** @type {Listener} */
    const listener = {
      async press(...keys) {
        for (const key of keys) {
          await rest();
          await desktop.press(key);
        }
      },
      async reach(key, ...expected) {
        await listener.press(key);
        const { found } = listening(expected);
        await desktop.until(() => found() || notes.isQuiet(1000), () => 'Orca does not come to rest');
        // Orca says nothing of a field whose caret Chromium reports before the focus. A person asks, with the key for "where am I".
        if (!found()) await listener.press('KP_Enter');
        return listener.hear(...expected);
      },
      async type(text) {
        await rest();
        await desktop.type(text);
      },
      spoken: notes.spoken,
      since: () => notes.spoken().slice(heard),
      async hear(...expected) {
        const from = heard;
        const { found, missing, end } = listening(expected);
        await desktop.until(found, () => `not heard: ${missing().join(' | ')}\nsince what was heard last: ${notes.spoken().slice(from).join(' / ')}`);
        heard = end();
        return notes.spoken().slice(from, heard);
      },
      focus: desktop.focus,
    };
    await walk(listener);
  } finally {
    notes.close();
  }
});
