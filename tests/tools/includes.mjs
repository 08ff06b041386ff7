// What includes what in app/ and web/: only downwards, without a circle, and no file too long to be read in one go. It reads no code but
// the lines that include or import.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const files = ["app", "web"].flatMap((folder) => readdirSync(top + folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((name) => /\.(h|cpp|js)$/.test(name) && !name.startsWith("web/imgui"));
/** Tables of words are as long as the interface has words. */
const tables = new Set(["app/screen/words.cpp", "app/screen/words.h"]);
/** @param {string} name */
const longest = (name) => name === "app/state/update.cpp" ? 80 : /^(app\/state|web)\//.test(name) ? 400 : 650;

/** @type {string[]} */
const faults = [];
/** What a file includes or imports of this project. @type {Map<string, string[]>} */
const edges = new Map();
for (const name of files) {
    const text = readFileSync(top + name, "utf8");
    const lines = text.split("\n").length - 1;
    if (!tables.has(name) && lines > longest(name)) faults.push(`${name}: ${lines} lines, at most ${longest(name)}`);
    if (/#include "\.\.?\//.test(text)) faults.push(`${name}: an include with ".." goes round the layers' include paths`);
    const found = name.endsWith(".js") ? [...text.matchAll(/^(?:import|export) .*from '(\.\/[^']+)';/gm)].map(([, path]) => posix.join(dirname(name), path)) :
        [...text.matchAll(/^#include "([^"]+)"/gm)].map(([, path]) => path.includes("/") ? `app/${path}` : posix.join(dirname(name), path));
    edges.set(name, found.filter((path) => files.includes(path)));
}

/** @param {string} what @param {Map<string, string[]>} graph */
function findCircle(what, graph) {
    /** @type {Set<string>} */
    const done = new Set();
    /** @param {string} at @param {string[]} path @returns {boolean} */
    const visit = (at, path) => {
        if (path.includes(at)) {
            faults.push(`${what} in a circle: ${[...path.slice(path.indexOf(at)), at].join(" -> ")}`);
            return true;
        }
        if (done.has(at)) return false;
        done.add(at);
        return (graph.get(at) ?? []).some((next) => visit(next, [...path, at]));
    };
    for (const name of graph.keys()) if (visit(name, [])) return;
}
findCircle("files", edges);

// A concern of app/state is a header with the struct that State is made of, and the rules beside it. Its rules may call those of the concerns below.
const concerns = files.filter((name) => name.startsWith("app/state/") && name.endsWith(".cpp")).map((name) => basename(name, ".cpp"));
findCircle("concerns", new Map(concerns.map((concern) => [concern, (edges.get(`app/state/${concern}.cpp`) ?? [])
    .map((path) => basename(path, ".h")).filter((other) => other !== concern && concerns.includes(other))])));

for (const fault of faults) console.error(`includes: ${fault}`);
if (faults.length > 0) process.exit(1);
