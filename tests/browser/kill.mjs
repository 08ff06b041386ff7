// Kills renderers and whole browsers while somebody types, and looks whether all that the page had called kept is there afterwards, byte for
// byte. What is typed and what is claimed stands in a log outside the browser. It knows the page's fields and what it says, not its stores.
// Usage: kill.mjs --engine chromium|firefox|webkit [--renderer N] [--browser M] [--random N]   (./dev campaign kill); --random brings the typing
// back, not the moments.
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../shell/serve.mjs';
import { chanceFrom, oneOf, whole } from './chance.mjs';
import { victimOf, victims } from './kill_browsers.mjs';
import { random as drawn } from './options.mjs';
import { copyChanged, dist, ids } from './support.mjs';

/** @typedef {import('./chance.mjs').Chance} Chance */
/** @typedef {'browser' | 'device'} Claim what the words say: kept in this browser, or on this device */

/**
 * What kill_typist.js tells.
 * @typedef {object} Told
 * @property {string} why `fields`, `ready`: the page can be typed in, used; `words`, `painted`: what stands on the screen has changed;
 *   `untrue`: the words claimed what no store had; `next`: what to type; anything else: it cannot go on
 * @property {string} load @property {number | null} typed number of the last change; null: as the page came
 * @property {string} words @property {(string | null)[]} texts of the fields @property {string} address @property {boolean} isHidden @property {number} at ms
 * @property {number} [lasted] ms @property {{id: string, record: {answers: Record<string, string>} | null}[]} [drafts]
 */

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

// ---- The page, with somebody who types in it --------------------------------------------------------------------------------------

/**
 * In a copy of a build: the typist in front of the page's scripts, and what spoils the browser for it, if anything. The service worker keeps
 * the page as it is then.
 * @param {string} out @param {(() => void) | undefined} spoil runs in the page before all else
 */
function dress(out, spoil) {
  const scripts = ['kill_typist.js'];
  cpSync(fileURLToPath(new URL('kill_typist.js', import.meta.url)), join(out, 'kill_typist.js'));
  if (spoil) {
    scripts.unshift('kill_spoil.js');
    writeFileSync(join(out, 'kill_spoil.js'), `(${spoil})();\n`);
  }
  const read = (/** @type {string} */ name) => readFileSync(join(out, name), 'utf8');
  const hash = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
  const page = read('index.html');
  const dressed = page.replace('<script ', `${scripts.map((name) => `<script src="${name}"></script>\n`).join('')}<script `);
  const worker = read('sw.js');
  if (dressed === page || !worker.includes(hash(page))) throw new Error('no script to stand in front of, or a service worker that does not know this page');
  writeFileSync(join(out, 'index.html'), dressed);
  writeFileSync(join(out, 'sw.js'), worker.replace(hash(page), hash(dressed)));
}

// ---- What is typed ----------------------------------------------------------------------------------------------------------------

const letters = [...'eeeeeennnnnaaaatttiiirrrooodddsssllgghvkmubpwjzcf'];
const signs = ['é', 'ï', '€', '€', '–', '’', '“', '😀', '🇳🇱', 'क', '中', 'e\u0301', '\u00a0', '"', '\\', '|', '<b>', '.', ',', '?', '5'];
const wholeLetters = new Intl.Segmenter('nl', { granularity: 'grapheme' });
const longest = 1500;  // units of a field, or the log would be slower than the typing

/**
 * Texts, and a place in them, as somebody changes them.
 * @param {Chance} chance @param {string[]} texts
 */
function createTypist(chance, texts) {
  let field = whole(chance, texts.length);
  let caret = texts[field].length;

  /** Not in the middle of what is one letter to a browser, a flag or an e with its accent: it would type and delete beside that. @param {number} at */
  const between = (at) => {
    const letter = wholeLetters.segment(texts[field]).containing(at);
    return letter && letter.index < at ? letter.index + letter.segment.length : at;
  };
  const word = () => Array.from({ length: 1 + whole(chance, 9) }, () => oneOf(chance, letters)).join('');
  const pasted = () => {
    let text = '';
    const wanted = 200 + whole(chance, 700);
    while (text.length < wanted) text += oneOf(chance, [`${word()} `, `${word()} `, `${word()} `, oneOf(chance, signs), '\n', '\n- ', `${word()}: [${word()}](#)\n`]);
    return text;
  };

  /** The next change: what stands between two places becomes another text. */
  return function next() {
    if (chance() < 0.06) {
      field = whole(chance, texts.length);
      caret = chance() < 0.7 ? texts[field].length : between(whole(chance, texts[field].length + 1));
    }
    let from = between(caret);
    let to = from;
    let text = '';
    const dice = chance();
    if (texts[field].length > longest) {
      from = between(whole(chance, longest / 2));
      to = texts[field].length;
    } else if (dice < 0.12 && from > 0) from = between(Math.max(0, from - 1 - whole(chance, 12)));
    else if (dice < 0.16) text = pasted();
    else if (dice < 0.26) text = `${word()} `;
    else if (dice < 0.36) text = oneOf(chance, signs);
    else if (dice < 0.39) text = `\n${oneOf(chance, letters)}`;
    else text = dice < 0.5 ? ' ' : oneOf(chance, letters);
    if (from === to && text === '') text = oneOf(chance, letters);
    texts[field] = texts[field].slice(0, from) + text + texts[field].slice(to);
    caret = from + text.length;
    return { question: ids[field], from, to, text, after: whole(chance, 5) === 0 ? 200 + whole(chance, 300) : 10 + whole(chance, 140) };
  };
}

// ---- The log ----------------------------------------------------------------------------------------------------------------------

/** What the kinds of kills leave whole, as the words on the screen promise it. @type {Record<'renderer' | 'browser', Claim[]>} */
const promised = { renderer: ['browser', 'device'], browser: ['device'] };
/** @type {[Claim, string][]} */
const claims = [['browser', 'Bewaard in deze browser, '], ['device', 'Bewaard op dit apparaat, ']];

/**
 * What a page shows that was opened after a kill.
 * @typedef {object} Seen
 * @property {number | undefined} found number of the change that made this text; undefined: nobody typed it
 * @property {number} wanted the newest change that had been called kept @property {number} lost changes that had been, and are newer than it
 * @property {(string | null)[]} texts @property {string} last the texts that were typed last @property {boolean} isThere all of it @property {boolean} goesOn it can be typed in
 * @property {number} drafts in the list @property {number} waited ms until it was there, or for nothing
 */

/** What has been typed, and what the page has said of it. @param {Chance} chance @param {Claim[]} counting @param {number} patience ms */
function createLog(chance, counting, patience) {
  /** Hashes of the texts, by the number of the change that made them. @type {string[]} */
  const states = [];
  /** @type {Map<string, number>} */
  const newest = new Map();
  /** @param {(string | null)[]} texts */
  const hash = (texts) => createHash('sha256').update(JSON.stringify(texts)).digest('base64');
  /** @param {string[]} texts */
  const add = (texts) => {
    states.push(hash(texts));
    newest.set(states[states.length - 1], states.length - 1);
    return states.length - 1;
  };
  let texts = ids.map(() => '');
  add(texts);
  let typist = createTypist(chance, texts);

  /** Numbers of the changes behind which the words stood that count, and may be looked for. @type {Set<number>} */
  const claimed = new Set();
  let acknowledged = 0;
  let newestOnDevice = 0;
  let reported = 0;
  let address = '#/nieuw';
  /** The load that is typed in, and what it came with. */
  let load = '';
  let base = 0;
  let mayType = false;
  let reloads = false;
  /** @type {((told: Told) => string) | null} says what the page does next */
  let judge = null;
  /** What does not belong to a kill, and must not be. @type {Set<string>} */
  const complaints = new Set();
  /** ms for which a claim stood there that no store bore out. @type {number[]} */
  const untrue = [];

  /** @param {Told} told */
  function note(told) {
    const number = told.typed ?? base;
    if (told.isHidden) complaints.add(`the page was not in sight, at ${told.address}, ${told.why}, ${told.at} ms, typed ${told.typed}, ${told.words}`);
    if (hash(told.texts) !== states[number]) complaints.add(`the fields do not hold what was typed, at ${told.address}, ${told.why}`);
    reported = Math.max(reported, number);
    // Right behind a key nothing is painted yet, and the words are those of the text before.
    if (told.why !== 'next') for (const [claim, words] of claims) {
      if (!told.words.startsWith(words)) continue;
      if (told.load !== load && number > base) complaints.add('the page had been looked at when this claim of a dead one came');
      if (claim === 'device') newestOnDevice = Math.max(newestOnDevice, number);
      if (!counting.includes(claim) || claimed.has(number)) continue;
      claimed.add(number);
      if (told.typed !== null) acknowledged++;
    }
    if (told.address.startsWith('#/verslag/')) address = told.address;
  }

  return {
    complaints, untrue,
    get address() { return address; },
    get acknowledged() { return acknowledged; },
    /** What one waits for in vain is told with what is known here. @param {() => boolean} holds @param {string} what */
    async until(holds, what) {
      for (const end = Date.now() + 60_000; !holds(); await pause(5)) {
        if (Date.now() > end) throw new Error(`${what}: not within a minute, at ${address}, ${acknowledged} texts called kept, ${states.length} typed. ${[...complaints].join('; ')}`);
      }
    },
    /** Something has been typed that has not been called kept as well as can be. */
    get isWriting() { return reported > newestOnDevice; },

    /** @param {Told} told @returns {object} the answer */
    hear(told) {
      // What a page that is dead had still sent counts, but it types no more.
      if (told.why === 'untrue') untrue.push(told.lasted ?? NaN);
      else if (told.load === load || told.typed !== null) note(told);
      switch (told.why) {
        case 'fields':
        case 'ready':
          return { todo: judge?.(told) ?? 'stay' };
        case 'next': {
          if (told.load !== load || !mayType) return { stop: true };
          const changes = Array.from({ length: 1 + whole(chance, 5) }, () => {
            const change = typist();
            return { number: add(texts), ...change };
          });
          mayType = !reloads;
          return { changes, reload: reloads };
        }
        case 'words':
        case 'painted':
        case 'still':
        case 'untrue':
          return {};
        default:
          complaints.add(`the typist could not go on: ${told.why}, at ${told.address}`);
          return {};
      }
    },

    /**
     * Waits for a page to be loaded, and until it shows a text that was typed, not older than what was called kept; else for what it shows at last.
     * Then it is typed in. With `anew` the page that is typed in loads itself, and is typed in again before the application is there.
     * @param {boolean} [anew] @param {number} [within] ms @returns {Promise<Seen>}
     */
    look(anew = false, within = 60_000) {
      reloads = anew;
      mayType &&= anew;
      const wanted = Math.max(0, ...claimed);
      const last = JSON.stringify(texts);
      let first = 0;
      return new Promise((done, failed) => {
        const late = setTimeout(() => {
          judge = null;
          failed(new Error(`no page within ${within} ms. ${[...complaints].join('; ')}`));
        }, within);
        judge = (told) => {
          if (told.load === load || (told.why === 'fields' && !anew)) return 'stay';
          first ||= Date.now();
          const found = newest.get(hash(told.texts));
          // A new draft of which nothing had been called kept yet need not be there.
          const isThere = found === undefined ? claimed.size === 0 && told.texts.every((text) => text === null) : found >= wanted;
          const waited = Date.now() - first;
          if (!isThere && (told.why === 'fields' || waited < patience)) return told.why === 'fields' ? 'stay' : 'look again';
          clearTimeout(late);
          judge = null;
          reloads = false;
          const lost = [...claimed].filter((number) => number > (found ?? -1)).length;
          const goesOn = mayType = told.texts.every((text) => text !== null);
          texts = told.texts.map((text) => text ?? '');
          typist = createTypist(chance, texts);
          // From now on this is what there is, and a loss is counted once.
          base = isThere && found !== undefined ? found : add(texts);
          if (!isThere) claimed.clear();
          if (!goesOn) address = '#/nieuw';
          reported = newestOnDevice = base;
          load = told.load;
          done({ found, wanted, isThere, lost, texts: told.texts, last, goesOn, drafts: told.drafts?.length ?? 0, waited });
          return goesOn ? 'type' : 'stay';
        };
      });
    },
  };
}
/** @typedef {ReturnType<typeof createLog>} Log */

/** The page's own server behind one that also hears the typist. @param {string} root @param {Log} log */
async function serve(root, log) {
  const path = '/reis/';
  const site = await startServer({ root, port: 0, path });
  const front = createServer((request, response) => {
    if (request.method === 'POST' && request.url === `${path}kill-log`) {
      let text = '';
      request.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => {
        // What a dying browser has not sent to its end is not said.
        if (request.complete) response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(log.hear(JSON.parse(text))));
      }).on('error', () => response.destroy());
      return;
    }
    const inner = ask(new URL(request.url ?? '', site.url), { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    response.on('error', () => inner.destroy());
    request.pipe(inner);
  });
  await new Promise((done) => { front.listen(0, '127.0.0.1', () => done(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (front.address());
  return {
    url: `http://127.0.0.1:${port}${path}`,
    async close() {
      front.close();
      front.closeAllConnections();
      await site.close();
    },
  };
}

// ---- The campaign -----------------------------------------------------------------------------------------------------------------

/**
 * @typedef {object} Result
 * @property {number} kills @property {number} hits kills in the middle of writing: something had been typed and not been called kept yet
 * @property {number} again pages that came only when they were opened once more
 * @property {number} acknowledged texts that were called kept @property {number} lost of them @property {number} lostIn kills
 * @property {number} torn kills after which the fields held what nobody had typed @property {number} versions drafts that came from a kill
 * @property {number[]} untrue ms of each claim that no store bore out @property {number} waited ms, the longest until the text was there
 * @property {string[]} complaints @property {number} seconds
 */
/** @typedef {{renderer: Result, browser: Result}} Results */

/**
 * @param {object} options
 * @param {string} options.engine
 * @param {number} [options.renderer] kills
 * @param {number} [options.browser] kills
 * @param {number} [options.random] where chance begins
 * @param {() => void} [options.spoil] runs in the page before its scripts, to see the campaign fail
 * @param {number} [options.patience] ms for the text to be there
 * @param {(line: string) => void} [options.say]
 * @returns {Promise<Results>}
 */
export async function campaign({ engine, renderer = 0, browser = 0, random = drawn, spoil, patience = 6000, say = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'reisverslag-kill-'));
  const chance = chanceFrom(random);
  try {
    const site = join(folder, 'site');
    copyChanged(dist, site, () => dress(site, spoil));
    /** @param {'renderer' | 'browser'} kind @param {number} kills */
    const part = (kind, kills) => kill({ engine, kind, kills, chance, patience, say, site, profile: join(folder, kind) });
    return { renderer: await part('renderer', renderer), browser: await part('browser', browser) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where two texts of the seven fields part, to see what happened. @param {string} left @param {string} right */
function difference(left, right) {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return `from ${at} on: ${left.slice(at, at + 80)} … ${right.slice(at, at + 80)}`;
}

/**
 * @param {{engine: string, kind: 'renderer' | 'browser', kills: number, chance: Chance, patience: number, say: (line: string) => void, site: string,
 *   profile: string}} options
 * @returns {Promise<Result>}
 */
async function kill({ engine, kind, kills, chance, patience, say, site, profile }) {
  const log = createLog(chance, promised[kind], patience);
  /** @type {Result} */
  const result = { kills: 0, hits: 0, again: 0, acknowledged: 0, lost: 0, lostIn: 0, torn: 0, versions: 0, untrue: log.untrue, waited: 0, complaints: [], seconds: 0 };
  if (kills === 0) return result;
  const begin = Date.now();
  const server = await serve(site, log);
  const victim = victimOf(engine, profile, randomBytes(8).toString('hex'));
  const openOnce = async (/** @type {number} */ within) => (await Promise.all([log.look(false, within), victim.open(`${server.url}${log.address}`)]))[0];
  const strike = () => (kind === 'renderer' ? victim.killRenderers() : victim.kill());
  // A browser that has just lost a page's process may give the next address to that process still, or lose the address with it: a person would
  // try again, and it is counted. What may still come of the first time is no second page beside the one that is typed in. A browser that is
  // started must come the first time.
  const open = () => kind === 'browser' ? openOnce(90_000) : openOnce(engine === 'chromium' ? 10_000 : 30_000).catch(async (error) => {
    say(`opened once more: ${error.message}`);
    result.again++;
    await strike();
    return openOnce(60_000);
  });
  try {
    await open();
    let drafts = 1;  // the new one, which may not be there yet
    while (result.kills < kills) {
      // Now and then before the application is there.
      if (chance() < 1 / 8) {
        await pause(chance() * 200);
        const seen = await log.look(true);
        if (!seen.isThere) result.complaints.push(`not there after loading anew: ${difference(seen.last, JSON.stringify(seen.texts))}`);
        // A draft that no store has any more is no form: the next one is begun.
        if (!seen.goesOn) await open();
      }
      // One kill comes some time after a text was called kept, so that there is something to lose, the next one between a key and the
      // words about it, so that it comes in the middle of writing: however slow the machine is.
      const before = log.acknowledged;
      const isAfter = result.kills % 2 === 0;
      if (isAfter) await log.until(() => log.acknowledged > before, 'a text called kept');
      await pause(kind === 'renderer' ? 60 + chance() * 700 : 150 + chance() * 1850);
      if (!isAfter) await log.until(() => log.isWriting, 'something typed');
      if (log.isWriting) result.hits++;
      const killed = await strike();
      if (killed === 0) throw new Error(`${engine}: there was nothing to kill`);
      result.kills++;

      let seen = await open();
      result.waited = Math.max(result.waited, seen.waited);
      result.lost += seen.lost;
      if (seen.lost > 0) result.lostIn++;
      if (seen.found === undefined && seen.goesOn) result.torn++;
      if (!seen.isThere) {
        say(`kill ${result.kills}: ${seen.lost} acknowledged texts are not there, the newest was ${seen.wanted}, found is ${seen.found ?? 'no text that was typed'}; ` +
          `typed and there, ${difference(seen.last, JSON.stringify(seen.texts))}`);
      }
      if (!seen.goesOn) seen = await open();
      else if (seen.drafts > drafts) result.versions += seen.drafts - drafts;
      drafts = Math.max(1, seen.drafts);
      if (result.kills % 10 === 0) say(`${result.kills} of ${kills} ${kind} kills, ${((Date.now() - begin) / 1000).toFixed(0)} s`);
    }
  } finally {
    await victim.kill();
    await server.close();
  }
  result.acknowledged = log.acknowledged;
  result.complaints.push(...log.complaints);
  result.seconds = (Date.now() - begin) / 1000;
  return result;
}

/** @param {string} engine @param {string} kind @param {Result} result */
export function inWords(engine, kind, { kills, hits, again, acknowledged, lost, lostIn, torn, versions, untrue, waited, complaints, seconds }) {
  return `${engine}: ${kills} ${kind} kills, ${hits} of them in the middle of writing, ${seconds.toFixed(0)} s: ` +
    `${acknowledged} acknowledged texts, ${lost} lost${lost > 0 ? ` (in ${lostIn} kills)` : ''}, ${torn} torn, ${versions} versions made; ` +
    (again > 0 ? `${again} pages came only when they were opened once more; ` : '') + `longest wait for the text ${waited} ms; words that were not true: ${untrue.length}` +
    (untrue.length > 0 ? `, up to ${Math.max(...untrue).toFixed(0)} ms` : '') + complaints.map((line) => `\n  ${line}`).join('');
}

/** @param {Result} result */
export const isWhole = ({ lost, torn, versions, untrue, complaints }) => lost + torn + versions + untrue.length + complaints.length === 0;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  /** @param {string} name */
  const option = (name) => {
    const at = words.indexOf(name);
    return at < 0 ? undefined : words.splice(at, 2)[1] ?? '';
  };
  const engine = option('--engine') ?? 'chromium';
  const random = Number(option('--random') ?? drawn);
  const [renderer, browser] = [Number(option('--renderer') ?? 0), Number(option('--browser') ?? 0)];
  if (!victims.includes(engine) || words.length > 0 || !(renderer + browser >= 1) || !Number.isInteger(random)) {
    console.error(`kill.mjs: --engine ${victims.join('|')}, and --renderer N or --browser M, or both; --random N`);
    process.exit(2);
  }
  console.log(`--random ${random}`);
  const results = await campaign({ engine, renderer, browser, random, say: console.log });
  for (const [kind, result] of Object.entries(results)) if (result.kills > 0) console.log(inWords(engine, kind, result));
  process.exitCode = Object.values(results).every(isWhole) ? 0 : 1;
}
