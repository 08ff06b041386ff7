// What is said to who listens, through the two status regions of the page. It knows words, not what they are about.

// Two permanent status regions, used in turn, one message per 150 ms: a screen reader is silent when the same text comes
// again, and when a region comes with its text (measured). The first one waits as long: what is said in the moment in which the focus
// goes on, Orca throws away with what it was about to say. And it takes the same words twice for one event told double, so the second
// time a space stands behind them, which nobody hears.
export function createVoices() {
  const pause = 150;  // ms
  const quiet = 700;  // ms without another change
  const regions = [document.getElementById('voice.1'), document.getElementById('voice.2')];
  /** @type {string[]} */
  const waiting = [];
  let turn = 0;
  let last = '';
  let busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  function next() {
    const text = waiting.shift();
    busy = text !== undefined;
    if (text === undefined) return;
    const region = regions[turn];
    const other = regions[1 - turn];
    turn = 1 - turn;
    if (other) other.textContent = '';
    last = text === last ? text + '\u00a0' : text;
    if (region) region.textContent = last;
    setTimeout(next, pause);
  }
  /** @param {string} text */
  function say(text) {
    waiting.push(text);
    if (busy) return;
    busy = true;
    setTimeout(next, pause);
  }
  return {
    say,
    /** What changes with each letter that is typed is said when the typing stops. @param {string} text */
    sayLater(text) {
      clearTimeout(later);
      later = setTimeout(say, quiet, text);
    },
  };
}
