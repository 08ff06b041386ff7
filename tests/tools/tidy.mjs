// clang-tidy over the C++ of app/, one file a process, the largest first. What was found right once is not looked at again: each file is
// known by the bytes of all that it includes, of the compiler's options and of the rules. It knows nothing of what the rules say.
// Usage: node tests/tools/tidy.mjs [--analyzer] FOLDER-OF-PASSES   (after a build of native-debug; --analyzer: clang's path analysis too, which takes minutes)
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const build = `${top}.build/native-debug`;
const words = process.argv.slice(2);
const withAnalyzer = words[0] === "--analyzer" && words.shift() !== undefined;
const [passes] = words;
if (!passes) throw new Error("tidy.mjs: in which folder are the passes?");

/** @type {{file: string, command: string}[]} */
const commands = JSON.parse(readFileSync(`${build}/compile_commands.json`, "utf8"))
    .filter((/** @type {{file: string}} */ { file }) => resolve(file).startsWith(`${top}app/`));

/** What each object was made of, as Ninja noted it. @type {Map<string, string[]>} */
const made = new Map();
let last = "";
for (const line of execFileSync("ninja", ["-C", build, "-t", "deps"], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n")) {
    if (line.startsWith(" ")) made.get(last)?.push(line.trim());
    else if (line.includes(": #deps")) made.set(last = line.slice(0, line.indexOf(": #deps")), []);
}

/** @type {Map<string, string>} */
const hashes = new Map();
/** @param {string} name */
const hashOf = (name) => {
    const path = realpathSync(resolve(build, name));
    const known = hashes.get(path) ?? createHash("sha256").update(readFileSync(path)).digest("hex");
    hashes.set(path, known);
    return known;
};
const rules = [execFileSync("clang-tidy", ["--version"], { encoding: "utf8" }), readFileSync(`${top}.clang-tidy`, "utf8"), String(withAnalyzer)];

/** @param {typeof commands[number]} entry */
function identity({ file, command }) {
    const all = made.get(/ -o (\S+)/.exec(command)?.[1] ?? "");
    if (!all || all.length === 0) throw new Error(`tidy.mjs: ${file} has not been compiled in native-debug`);
    return createHash("sha256").update([...rules, command.replaceAll(top, ""), ...all.map(hashOf)].join("\n")).digest("hex");
}

mkdirSync(passes, { recursive: true });
const entries = commands.map((entry) => ({ ...entry, pass: `${passes}/${identity(entry)}` }));
const waiting = entries.filter(({ pass }) => !existsSync(pass)).sort((a, b) => statSync(b.file).size - statSync(a.file).size);
console.log(`   ${waiting.length} of ${entries.length} files, the others are as they were when they were found right`);
let isRight = true;
/** @param {string} file @returns {Promise<boolean>} */
const tidy = (file) => new Promise((done) => {
    const child = spawn("clang-tidy", ["--quiet", `--checks=${withAnalyzer ? "" : "-clang-analyzer-*"}`, "--extra-arg=-Wno-unknown-warning-option", "-p", build, file],
        { stdio: ["ignore", "inherit", "pipe"] });
    let complaints = "";
    child.stderr.on("data", (part) => { complaints += part; });
    child.on("close", (code) => {
        if (code !== 0) console.log(`${file}: clang-tidy ended with ${code}\n${complaints}`);
        done(code === 0);
    });
});
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
        if (await tidy(entry.file)) writeFileSync(entry.pass, "");
        else isRight = false;
    }
}));
process.exitCode = isRight ? 0 : 1;
