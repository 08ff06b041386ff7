// Reads what the build and `./dev size` need out of a wasm file: its imports, and the size of each function.
// Run by itself it checks the imports: the linker takes a forgotten function for one the page will bring.
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const allowedImports = new Set([
    "env.emscripten_notify_memory_growth", // the page drops its views of the old memory
    "wasi_snapshot_preview1.proc_exit", // abort(): the page turns to the rescue page
]);

/**
 * Imports that neither the "page" module nor the two of a standalone program explain.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function unexpectedImports(bytes) {
    return WebAssembly.Module.imports(new WebAssembly.Module(bytes))
        .filter(({ module, name }) => module !== "page" && !allowedImports.has(`${module}.${name}`))
        .map(({ module, name }) => `${module}.${name}`);
}

/**
 * Size in bytes of every section and of every function of the code section, with the name from the name section.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function measure(bytes) {
    let at = 8; // magic and version
    const text = new TextDecoder();
    const number = () => {
        let value = 0;
        for (let shift = 0; ; shift += 7) {
            const byte = bytes[at++];
            value += (byte & 127) * 2 ** shift;
            if (byte < 128) return value;
        }
    };
    const string = () => {
        const length = number();
        return text.decode(bytes.subarray(at, (at += length)));
    };
    const sectionNames = ["custom", "type", "import", "function", "table", "memory", "global", "export", "start",
        "element", "code", "data", "data count"];
    /** @type {Map<string, number>} */
    const sections = new Map();
    /** @type {number[]} */
    const sizes = [];
    /** @type {Map<number, string>} */
    const names = new Map();
    const module = new WebAssembly.Module(bytes);
    const importedFunctions = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
    const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
    while (at < bytes.length) {
        const id = bytes[at++];
        const length = number();
        const end = at + length;
        let name = sectionNames[id] ?? `section ${id}`;
        if (id === 0) {
            name = string();
            while (name === "name" && at < end) {
                const part = bytes[at++];
                const partEnd = number() + at;
                if (part === 1) for (let count = number(); count > 0; count--) names.set(number(), string());
                at = partEnd;
            }
        } else if (id === 10) {
            for (let count = number(); count > 0; count--) {
                const size = number();
                sizes.push(size);
                at += size;
            }
        }
        sections.set(name, (sections.get(name) ?? 0) + length);
        at = end;
    }
    const functions = sizes.map((size, index) => ({ name: names.get(index + importedFunctions) ?? `#${index}`, size }));
    return { sections, functions, exported };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const unexpected = unexpectedImports(readFileSync(process.argv[2]));
    if (unexpected.length > 0) {
        console.error(`${process.argv[2]} wants functions that nobody brings: ${unexpected.join(", ")}`);
        rmSync(process.argv[2]); // so that the next build links again
        process.exit(1);
    }
}
