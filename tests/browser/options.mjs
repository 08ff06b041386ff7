// What a run of the browser tests was asked for: the short form (./dev test) or the long one (./dev campaign), with its counts, and the
// number that every use of chance begins with. run.mjs hands it on in one variable of the environment. It knows nothing of what is tested.

/** @type {{campaign?: boolean, random?: number, options?: Record<string, string>}} */
const asked = JSON.parse(process.env.REISVERSLAG_RUN ?? '{}');
const options = asked.options ?? {};

/** The long form is wanted: all engines, looks, ratios and kinds, and larger counts. */
export const isCampaign = asked.campaign ?? false;

/** The number that chance begins with. A second try of a file gets the same one; `run.mjs --random N` brings one back. */
export const random = asked.random ?? Date.now() % 1e9;

/**
 * How often something is done.
 * @param {string} name of the campaign's option @param {number} short in ./dev test @param {number} long in a campaign that says nothing of it
 */
export function count(name, short, long) {
  if (!(name in options)) return isCampaign ? long : short;
  const number = Number(options[name]);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} takes a whole number, not ${options[name]}`);
  return number;
}

/** Whether an option was given. @param {string} name */
export const wants = (name) => name in options;

/** What an option was given as; undefined: it was not. @param {string} name @returns {string | undefined} */
export const option = (name) => options[name];
