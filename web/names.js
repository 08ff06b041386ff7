// What everything that this installation stores in the browser is called. Two installations on one origin share its stores, so the folder is in
// each name. It knows the address of the page and nothing of what is stored.

/** The safety copy's database, and the channel between tabs. */
export const database = `rv1 ${location.pathname.slice(0, location.pathname.lastIndexOf('/') + 1)}`;
/** Begins every key in localStorage. The same as prefix() in shell/record.js, which comes with another script and perhaps not at all. */
export const prefix = `${database} `;
/** Key of what the writer prefers, in localStorage. */
export const preferences = `${prefix}p`;
