// Chance that can be repeated: the same number brings the same order back. It knows nothing of the tests that use it.

/** @typedef {() => number} Chance from 0 up to 1 */

/** @param {Chance} chance @param {number} below */
export const whole = (chance, below) => Math.floor(chance() * below);
/** @template T @param {Chance} chance @param {readonly T[]} list @returns {T} */
export const oneOf = (chance, list) => list[whole(chance, list.length)];

/** mulberry32; whole in itself, so that it can be sent into a page. @param {number} state @returns {Chance} */
export function chanceFrom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
