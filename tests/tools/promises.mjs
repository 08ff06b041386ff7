// Every promise in README has a row in the table of proofs in ARCHITECTURE.md, and what a row names is there: files of tests, campaigns.
// A promise is a bullet below "What is promised" and begins with its name in bold. It knows nothing of whether a test proves it.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { campaigns } from "../campaign.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const read = (/** @type {string} */ name) => readFileSync(top + name, "utf8");

/** @type {string[]} */
const faults = [];
const section = /\n## What is promised\n([\s\S]*?)\n## /.exec(read("README.md"))?.[1] ?? "";
/** @type {string[]} */
const promises = [];
for (const bullet of section.split(/\n(?=- )/).filter((text) => text.startsWith("- "))) {
    const name = /^- \*\*(.+?)\.\*\* /.exec(bullet)?.[1];
    if (name) promises.push(name);
    else faults.push(`a promise in README.md without a name: ${bullet.slice(0, 60)}…`);
}

const rows = read("ARCHITECTURE.md").split("\n").map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5);
const head = rows.findIndex(([, first]) => first === "promise");
if (head < 0) faults.push("ARCHITECTURE.md has no table that begins with “promise”");
const table = rows.slice(head + 2).filter(([, first]) => first !== "");

for (const promise of promises) {
    const found = table.filter(([, name]) => name === promise).length;
    if (found !== 1) faults.push(`“${promise}” of README.md has ${found} rows in the table of ARCHITECTURE.md`);
}
for (const [, name, inTest, inCampaign] of table) {
    if (!promises.includes(name)) faults.push(`“${name}” in the table of ARCHITECTURE.md is no promise in README.md`);
    const proofs = [...inTest.matchAll(/`([^`]+)`/g)].map(([, proof]) => proof);
    if (proofs.length === 0) faults.push(`nothing in ./dev test proves “${name}”`);
    for (const proof of proofs) {
        const places = [`tests/${proof}`, `tests/browser/${proof}.test.mjs`];
        if (!places.some((place) => existsSync(top + place))) faults.push(`“${name}” names ${proof}, which is not among the tests`);
    }
    for (const [, campaign] of inCampaign.matchAll(/`([^`]+)`/g)) {
        if (!(campaign in campaigns)) faults.push(`“${name}” names the campaign ${campaign}, which ./dev campaign does not have`);
    }
}
for (const fault of faults) console.error(`promises: ${fault}`);
console.log(`   ${promises.length} promises, ${table.length} rows`);
process.exitCode = faults.length > 0 || promises.length === 0 ? 1 : 0;
