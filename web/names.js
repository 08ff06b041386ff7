// The names of everything that this installation stores in the browser. Two installations on one origin share the origin's stores, so the folder of
// the page is part of each name. It knows the address of the page and nothing of what is stored.

/** The name of the replica's database, and of the channel between tabs. */
export const database = `rv1 ${location.pathname.slice(0, location.pathname.lastIndexOf('/') + 1)}`;
/** Every key in localStorage begins with it. The same as prefix() in shell/record.js; that script is loaded apart and may be missing. */
export const prefix = `${database} `;
/** Key of what the writer prefers, in localStorage. */
export const preferences = `${prefix}p`;
