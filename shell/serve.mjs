// A small static server for one's own machine, and for the browser tests: the built page with the headers its host
// has to send (headers.json; Strict-Transport-Security is left out, this is http on loopback).
// Usage: node shell/serve.mjs [root] [port] [--path /sub/path/]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const rules = JSON.parse(readFileSync(new URL("headers.json", import.meta.url), "utf8"));

/** Media types by the end of a file's name; the build step writes the same into the service worker. @type {Record<string, string>} */
export const types = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".wasm": "application/wasm",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
};
export const packable = /^(text\/|application\/(wasm|json|manifest)|image\/svg)/;
const hashed = /^v-[0-9a-f]{12}\//; // the folder of one build: what stands in it never changes under that name
const pack = promisify(brotliCompress);

/**
 * Serves the folder `root` on 127.0.0.1; a taken port moves on to the next one, port 0 takes any.
 * @param {{root: string, port?: number, path?: string}} options
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>}
 */
export async function startServer({ root, port = 8080, path = "/" }) {
    const top = await realpath(root);
    const base = `/${path}/`.replace(/\/+/g, "/");
    /** @type {Map<string, Buffer>} brotli of files that have none beside them, by content */
    const packed = new Map();

    /** The file a request path stands for, or null. @param {string} pathname */
    async function fileFor(pathname) {
        try {
            const name = decodeURIComponent(pathname.slice(base.length));
            const file = await realpath(resolve(top, `./${name.endsWith("/") || name === "" ? `${name}index.html` : name}`));
            return file.startsWith(top + sep) ? file : null; // realpath: neither ".." nor a link leads out
        } catch {
            return null; // no such file, or no such name
        }
    }

    const server = createServer(async (request, response) => {
        for (const [name, value] of Object.entries(rules.headers)) response.setHeader(name, String(value));
        const finish = (/** @type {number} */ status, /** @type {string} */ text) =>
            response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(text);
        if (request.method !== "GET" && request.method !== "HEAD") {
            response.setHeader("Allow", "GET, HEAD");
            return finish(405, "Only GET and HEAD\n");
        }
        const pathname = (request.url ?? "/").split(/[?#]/)[0];
        if (`${pathname}/` === base) {
            response.setHeader("Location", base);
            return finish(308, `${base}\n`);
        }
        const file = pathname.startsWith(base) ? await fileFor(pathname) : null;
        let body = file && (await readFile(file).catch(() => null));
        if (!file || !body) return finish(404, "Not found\n");

        const type = types[extname(file)] ?? "application/octet-stream";
        const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
        response.setHeader("Content-Type", type);
        response.setHeader("Cache-Control", hashed.test(pathname.slice(base.length)) ? rules.cache.hashed : rules.cache.other);
        response.setHeader("ETag", `"${digest}"`);
        response.setHeader("Vary", "Accept-Encoding");
        if (request.headers["if-none-match"] === `"${digest}"`) return response.writeHead(304).end();

        if (packable.test(type) && /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""))) {
            const brotli =
                (await readFile(`${file}.br`).catch(() => null)) ??
                packed.get(digest) ??
                (await pack(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
            packed.set(digest, brotli);
            body = brotli;
            response.setHeader("Content-Encoding", "br");
        }
        response.setHeader("Content-Length", body.length);
        response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
    });

    for (;;) {
        try {
            await new Promise((done, failed) => {
                server.once("error", failed);
                server.listen(port, "127.0.0.1", () => done(server.off("error", failed)));
            });
            break;
        } catch (error) {
            if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE" || port >= 65535) throw error;
            port++;
        }
    }
    port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    return {
        url: `http://127.0.0.1:${port}${base}`,
        port,
        close: () =>
            new Promise((done) => {
                server.close(() => done());
                server.closeAllConnections();
            }),
    };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const words = process.argv.slice(2);
    const at = words.indexOf("--path");
    const path = at < 0 ? "/" : words.splice(at, 2)[1];
    const [root = join(fileURLToPath(new URL("..", import.meta.url)), "dist"), port = "8080"] = words;
    const { url } = await startServer({ root, port: Number(port), path });
    console.log(url);
}
