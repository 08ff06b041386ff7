// What a visitor downloads, in brotli: every file fetched before the first edit and before the painted face, against
// the budget in size-budget.json (bytes); above it the exit code is 1. With a wasm that has names also what that is made of.
// Usage: node tests/size.mjs [--brief] dist [wasm with names]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { measure } from "./tools/wasm.mjs";

/** Bytes in brotli. @type {{editable: number, painted: number}} */
const budget = JSON.parse(readFileSync(new URL("size-budget.json", import.meta.url), "utf8"));
const words = process.argv.slice(2);
const isBrief = words[0] === "--brief" && words.shift() !== undefined;
const [dist = "dist", namedWasm] = words;

/** @type {{edit: string[], painted: string[]}} */
const assets = JSON.parse(readFileSync(join(dist, "assets.json"), "utf8"));

/** 1 kB is 1000 bytes. */
const kB = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1).padStart(8);
const line = (/** @type {string} */ what, /** @type {number[]} */ ...sizes) => {
    if (!isBrief) console.log(what.padEnd(52) + sizes.map(kB).join(""));
};

/** @param {string} title @param {Iterable<string>} names */
function table(title, names) {
    if (!isBrief) console.log(title.padEnd(52) + "  raw kB   br kB");
    let raw = 0;
    let packed = 0;
    for (const name of names) {
        const bytes = readFileSync(join(dist, name));
        const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
        line(`  ${name}`, bytes.length, brotli);
        raw += bytes.length;
        packed += brotli;
    }
    line("  together", raw, packed);
    return packed;
}

const edit = table("before the first edit", new Set(assets.edit));
const later = [...new Set(assets.painted)].filter((name) => !assets.edit.includes(name));
const painted = edit + table("then, before the painted face", later);

if (namedWasm) {
    const { sections, functions, exported } = measure(readFileSync(namedWasm));
    const ours = ["model", "formats", "drafts", "state", "semantics", "screen", "web"];
    /** @param {string} name */
    const owner = (name) => {
        if (/nlohmann/.test(name)) return "nlohmann/json";
        // The first name in the signature that is not the standard library's decides: a std::vector<model::X> is ours.
        const layer = name.match(/(?:^|[^\w:])(\w+)::/g)?.map((word) => word.replace(/\W/g, ""))
            .find((word) => ours.includes(word));
        if (layer) return `app: ${layer}`;
        if (/\b(Im[A-Z]\w*|im(gui|stb)_?\w*|stb\w*|GImGui)/.test(name)) return "Dear ImGui";
        // An exported function of ours carries all that was inlined into it.
        if (exported.has(name) && !/^(_|stack|emscripten_|malloc|free)/.test(name)) return "app: web";
        return "libc, libc++";
    };
    /** @type {Map<string, number>} */
    const owners = new Map();
    for (const { name, size } of functions) owners.set(owner(name), (owners.get(owner(name)) ?? 0) + size);
    for (const section of ["data", "element"]) owners.set(`${section} section`, sections.get(section) ?? 0);
    console.log("\ninside the wasm, by owner".padEnd(53) + "  raw kB");
    for (const [name, size] of [...owners].sort((a, b) => b[1] - a[1])) line(`  ${name}`, size);
    console.log("the ten largest functions".padEnd(52) + "  raw kB");
    for (const { name, size } of functions.sort((a, b) => b.size - a.size).slice(0, 10))
        line(`  ${owner(name)}: ${name}`.slice(0, 51), size);
}

const sizes = { editable: edit, painted };
let isAbove = false;
for (const [what, most] of Object.entries(budget)) {
    const bytes = sizes[/** @type {keyof typeof sizes} */ (what)];
    const fits = bytes <= most; // so that a size that is missing does not fit
    console.log(`${what} after${kB(bytes)} kB in brotli, ${fits ? "within" : "ABOVE"} the budget of ${most / 1000} kB`);
    if (!fits) isAbove = true;
}
process.exitCode = isAbove ? 1 : 0;
