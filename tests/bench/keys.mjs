// What a key costs while somebody types: main thread, frames, time to the frame; in an empty form, with 10 kB and with 1 MB in the field, at two paces,
// and on a processor four times as slow. And what the page does at rest. It knows one field of each page and how letters come.
//
// A burst: `count` letters at the end of a line that has one, each `distance` ms after the browser has dealt with the one before, then `settles` ms in
// which the page does what it put off.
//  main thread a key  TaskDuration from before the first letter to the end of that time, without what the page takes at rest in as long, by letter
//  key to frame       from keydown to the end of the next frame, the burst's median
//  frames a key       frames that the page draws of its own (data-frames) between the sixth letter and the last one, by letter
//  frames around it   all other ones of the burst: the words of the save state change when it begins and when it is over
import { busy, median, newContext, openWatched, pause, sessionOf, slowDown } from './measure.mjs';

/** @typedef {import('./measure.mjs').Task} Task */
/** @typedef {import('./measure.mjs').Values} Values */
/** @typedef {import('./measure.mjs').Page} Page */
/** @typedef {import('./measure.mjs').Session} Session */

const settles = 1500;
const sentence = 'Wij bezochten een gemeente. ';
const texts = { empty: '', '10 kB': `${sentence.repeat(360)}\n`, '1 MB': `${sentence.repeat(36_000)}\n` };

/** The page's field and the floor's, each with the caret in it at the end of a text. @param {import('./measure.mjs').Subject} subject @param {string} text */
async function typing(subject, text) {
  const context = await newContext();
  const page = await openWatched(context, `${subject.url}${subject.isFloor ? '' : '#/nieuw'}`, subject.isFloor ? 'html[data-fields]' : 'html.painted');
  const session = await sessionOf(page);
  await page.locator(subject.isFloor ? '#f2' : '[id="answer.purpose"]').focus();
  if (text) await page.keyboard.insertText(text);
  await page.keyboard.press('a');
  await pause(settles);
  await page.evaluate(() => /** @type {any} */ (window).bench.watch('keydown'));
  return { page, session, close: () => context.close() };
}

/** What the page does while nobody does anything: main thread, ms a second, and frames. @param {Page} page @param {Session} session @param {number} time ms */
async function rest(page, session, time) {
  const drawn = () => page.evaluate(() => Number(document.documentElement.dataset.frames ?? 0));
  const frames = await drawn();
  const before = await busy(session);
  const began = performance.now();
  await pause(time);
  const work = (await busy(session) - before) / (performance.now() - began) * 1000;
  return { work, frames: await drawn() - frames };
}

/** @typedef {{name: string, distance: number, count: number, cpu?: number}} Burst */

/**
 * One burst, as it is told above.
 * @param {Page} page @param {Session} session @param {Burst} burst @param {number} atRest what the page takes at rest, ms a second
 * @returns {Promise<Values>}
 */
async function typed(page, session, { distance, count }, atRest) {
  await page.evaluate(() => {
    const { bench } = /** @type {any} */ (window);
    bench.times.length = bench.frames.length = 0;
  });
  const before = await busy(session);
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    await page.keyboard.press('a');
    await pause(distance);
  }
  await pause(settles);
  const work = await busy(session) - before - atRest * (performance.now() - began) / 1000;
  const { times, frames, last } = await page.evaluate(() => {
    const { bench: { times, frames } } = /** @type {any} */ (window);
    return { times: [...times], frames: [...frames], last: Number(document.documentElement.dataset.frames ?? 0) };
  });
  if (times.length !== count) throw new Error(`${times.length} of ${count} letters were seen in a frame`);
  const within = frames[count - 1] - frames[5];
  return { work: work / count, key: median(times), frames: within / (count - 6), around: last - frames[0] - within };
}

/** @param {keyof typeof texts} text @param {Burst[]} bursts @returns {Task} */
const keys = (text, bursts) => ({
  part: 'keys',
  rows: bursts.flatMap(({ name, count }) => /** @type {Task['rows']} */ ([
    [`${name} work`, `main thread a key, ${name}, ms`, 2], [`${name} key`, `key to frame, ${name}, ms`, 1],
    [`${name} frames`, `frames a key, ${name}`, 2], [`${name} around`, `frames around ${count} keys, ${name}`, 0]])),
  async prepare(subject) {
    const { page, session, close } = await typing(subject, texts[text]);
    const atRest = (await rest(page, session, 2000)).work;
    const length = texts[text].length + 1;
    let free = performance.now();
    return {
      close,
      async measure() {
        // What the page put off when the letters of the round before went is over.
        await pause(Math.max(0, free - performance.now()));
        /** @type {Values} */
        const values = {};
        for (const burst of bursts) {
          const { cpu = 1, name } = burst;
          await slowDown(session, cpu);
          for (const [what, value] of Object.entries(await typed(page, session, burst, atRest * cpu))) {
            if (!subject.isFloor || what === 'work' || what === 'key') values[`${name} ${what}`] = value;
          }
          await slowDown(session, 1);
        }
        // The letters of a round stand on one line, and go in one, unmeasured.
        await page.evaluate((from) => {
          const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
          field.setSelectionRange(from, field.value.length);
        }, length);
        await page.keyboard.press('Delete');
        await pause(300);
        free = performance.now() + settles - 300;
        return values;
      },
    };
  },
});

/** @type {Task} */
const atRest = {
  part: 'rest',
  rows: [['work', 'at rest, main thread a second, 10 kB, ms', 2], ['frames', 'frames at rest, 4 s', 0]],
  async prepare(subject) {
    const { page, session, close } = await typing(subject, texts['10 kB']);
    return {
      close,
      async measure() {
        const { work, frames } = await rest(page, session, 4000);
        /** @type {Values} */
        const values = { work };
        return subject.isFloor ? values : { ...values, frames };
      },
    };
  },
};

/** Somebody types quickly: the page stores after each letter. */
const typist = { distance: 150, count: 10 };
/** A key is held down: quicker than the page stores. */
const held = { distance: 30, count: 20 };

/** @param {boolean} isQuick @returns {Task[]} */
export const tasks = (isQuick) => isQuick ? [
  keys('empty', [{ name: 'empty', ...typist }]),
  keys('10 kB', [{ name: '10 kB', ...typist }]),
  keys('1 MB', [{ name: '1 MB', ...typist }]),
] : [
  keys('empty', [{ name: 'empty', ...typist }, { name: 'empty, CPU 4×', ...typist, cpu: 4 }]),
  keys('10 kB', [{ name: '10 kB', ...typist }, { name: '10 kB, CPU 4×', ...typist, cpu: 4 }, { name: '10 kB, 30 ms apart', ...held }]),
  keys('1 MB', [{ name: '1 MB', ...typist }, { name: '1 MB, CPU 4×', ...typist, cpu: 4 }]),
  atRest,
];
