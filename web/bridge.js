// The one door between the page and the application (the wasm of web/main.cpp). It knows texts, numbers, the order of events, and that the first call
// that fails is the last; it does not know what an event says or what an effect does.
import { breakDown } from './breaking.js';
import { page } from './page.js';

/**
 * What web/main.cpp exports. Texts come first, then numbers.
 * @typedef {object} Application
 * @property {WebAssembly.Memory} memory
 * @property {() => number} frame_due
 * @property {() => number} unkept
 * @property {() => number} holds_drafts
 * @property {(key: string, value: string, token: number) => void} edited
 * @property {(key: string) => void} activated
 * @property {(key: string) => void} field_left
 * @property {(words: string) => void} set_english
 * @property {(width: number, ratio: number, unit: number, dark: number, moreContrast: number) => void} set_view
 * @property {(style: number, px: number) => void} set_baseline
 * @property {(hovered: string, pressed: string, focused: string) => void} point
 * @property {(key: string, width: number, height: number) => void} measured
 * @property {() => void} frame
 * @property {(top: number, height: number) => number} picture
 * @property {() => number} picture_width
 * @property {(top: number, height: number) => number} bands
 * @property {() => number} band_height
 */

/**
 * The events that the page sends, in the order of state::PageEvent (state/action.h), with the values of each in the order of its fields:
 * t text, n number, b yes or no, l list of texts.
 */
export const events = /** @type {const} */ ({
  Started: 'ttbltbt', CopiesRead: 'nlllt', Copied: 'tntn', Removed: 'tn', TrashRead: 'nl', AllRead: 'nllltll', LeaseGiven: 't', LeaseElsewhere: 't',
  LeaseWanted: 't', Navigated: 'tb', FlushDue: '', Paused: '', Stored: 'tnn', FileRead: 'tt', FileRefused: 'tb', HistoryRead: 'tnl', HistoryGivenUp: 'b',
  SnapshotsRefused: '', OfflineReady: 'b', NewVersionReady: '', TextViewRemembered: 'b', TextViewWanted: 'n', EnglishRead: 'b', EnglishMissing: '',
  TextDropped: 't', Shortcut: 'nt', RoomRead: 'nn', DeviceRead: 'nnnbtt', WipeBegun: '', Wiped: 'bn',
});
const kinds = Object.keys(events);

/** @typedef {{t: string | Uint8Array, n: number, b: boolean, l: string[]}} Kinds */
/**
 * @template {string} Letters
 * @typedef {Letters extends `${infer First}${infer Rest}` ? [First extends keyof Kinds ? Kinds[First] : never, ...Values<Rest>] : []} Values
 */
/** @typedef {<Name extends keyof typeof events>(name: Name, ...values: Values<(typeof events)[Name]>) => void} Send */
/** What carries out an effect. @typedef {((...values: any[]) => void) & {takesBytes?: boolean}} Effect */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const textOf = (bytes) => decoder.decode(bytes);

/** @param {unknown} value number, bytes of a text, or a list of these @returns {unknown} with texts */
const withTexts = (value) => value instanceof Uint8Array ? textOf(value) : Array.isArray(value) ? value.map(withTexts) : value;

/** @typedef {ReturnType<typeof createBridge>} Bridge */
export function createBridge() {
  const app = /** @type {Application} */ ({});
  /** What the wasm exports, unguarded. @type {any} */
  let raw;
  /** Values of the effect that is being handed over. @type {unknown[]} */
  let row = [];

  /** @param {string | Uint8Array} text */
  function pass(text) {
    const bytes = typeof text === 'string' ? encoder.encode(text) : text;
    const pointer = raw.text_argument(bytes.length);
    new Uint8Array(raw.memory.buffer, pointer, bytes.length).set(bytes);
  }

  /** A call into the application: the first that throws is the last that runs. @template T @param {() => T} call @returns {T | 0} */
  function guarded(call) {
    if (page.broken) return 0;
    try {
      return call();
    } catch (error) {
      if (!page.broken) breakDown();
      throw error;  // whoever called goes no further, and the console has the reason
    }
  }

  /** An exported function that takes its texts as texts. @param {(...numbers: number[]) => number} member */
  const callable = (member) => (/** @type {(string | number)[]} */ ...values) => guarded(() => {
    const numbers = values.filter((value) => typeof value === 'number');
    for (const value of values) if (typeof value === 'string') pass(value);
    return member(...numbers);
  });

  /** The page's functions: a call that was under way around the one that broke ends here. @param {Record<string, (...values: number[]) => void>} functions */
  const whileWhole = (functions) => Object.fromEntries(Object.entries(functions).map(([name, member]) =>
    [name, (/** @type {number[]} */ ...values) => {
      if (page.broken) throw new Error('the application is broken');
      return member(...values);
    }]));

  /** @type {Send} */
  function send(name, ...values) {
    if (!page.isHere) return;  // what it would hear now it asks for at its start
    guarded(() => {
      for (const value of values) {
        if (typeof value === 'string' || value instanceof Uint8Array) pass(value);
        else raw.number_argument(Array.isArray(value) ? value.length : Number(value));
        if (Array.isArray(value)) for (const text of value) pass(text);
      }
      if (raw.event(kinds.indexOf(name)) === 0) throw new Error(`the application knows no event ${name} with these values`);
    });
  }

  /** @param {Effect[]} effects in the order of state::Effect */
  const incoming = (effects) => ({
    /** @param {number} pointer */
    local_time(pointer) {
      const now = new Date();
      new Int32Array(raw.memory.buffer, pointer, 7).set([now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(),
        now.getMinutes(), now.getSeconds(), -now.getTimezoneOffset()]);
    },
    /** @param {number} pointer @param {number} count */
    random_hex(pointer, count) { encoder.encodeInto(randomHex(count), new Uint8Array(raw.memory.buffer, pointer, 2 * count)); },
    /** @param {number} pointer @param {number} size */
    text(pointer, size) { row.push(new Uint8Array(raw.memory.buffer, pointer, size)); },
    /** @param {number} value */
    number(value) { row.push(value); },
    /** @param {number} value */
    yes_or_no(value) { row.push(value !== 0); },
    /** @param {number} count */
    list(count) { row.push(row.splice(row.length - count)); },
    /** @param {number} kind */
    effect(kind) {
      const values = row;
      row = [];  // what carries an effect out may send an event, and that has effects
      const carryOut = effects[kind];
      if (carryOut?.length !== values.length) throw new Error(`the page knows no effect ${kind} with ${values.length} values`);
      carryOut(...carryOut.takesBytes ? values : values.map(withTexts));
    },
  });

  return {
    /** Its functions, once it is here. */
    app,
    send,

    /** @param {number} pointer @param {number} size */
    text: (pointer, size) => textOf(new Uint8Array(raw.memory.buffer, pointer, size)),

    /**
     * Fetches the application and makes it ready to be started. While it comes, where the host names its type, as browsers want; else when it is here.
     * @param {Record<string, Effect>} effects in the order of state::Effect @param {Record<string, (...values: any[]) => void>} functions the others of web/page.h
     */
    async load(effects, functions) {
      const given = {
        page: whileWhole({ ...incoming(Object.values(effects)), ...functions }),
        env: { emscripten_notify_memory_growth() {} },
        wasi_snapshot_preview1: { proc_exit() { throw new Error('the application ended'); } },
      };
      const response = await fetch(new URL('reisverslag.wasm', import.meta.url));
      if (!response.ok) throw new Error(`reisverslag.wasm: ${response.status}`);
      const { instance } = await (response.headers.get('Content-Type') === 'application/wasm' ? WebAssembly.instantiateStreaming(response, given) :
        WebAssembly.instantiate(await response.arrayBuffer(), given));
      raw = instance.exports;
    },

    /** From here on it can be called. */
    open() {
      for (const [name, member] of Object.entries(raw)) Object.assign(app, { [name]: typeof member === 'function' ? callable(member) : member });
      page.isHere = true;
      guarded(() => raw._initialize());
    },
  };
}

/** @param {number} bytes */
export const randomHex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The texts of this effect are bytes, which are the application's own until it goes on. @template {Effect} T @param {T} effect @returns {T & {takesBytes: true}} */
export const takesBytes = (effect) => Object.assign(effect, { takesBytes: /** @type {const} */ (true) });
