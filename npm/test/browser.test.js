// The promises of `cases.js` in a browser without a screen. The page and what it loads come from this machine, and
// the page sends back what it has found.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { tests } from "./cases.js";
import { data } from "./data.js";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const KINDS = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

// Beyond this the page has failed.
const SECONDS = 300;

const browser = NAMES.find((name) => spawnSync(name, ["--version"]).status === 0);
const names = Object.keys(tests);
let found;
let stop = () => {};

before(async () => {
  if (!browser) return;
  const { server, report } = served(JSON.stringify(data()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const profile = mkdtempSync(join(tmpdir(), "matchwright-"));
  const page = `http://127.0.0.1:${server.address().port}/test/page.html`;
  const child = opened(page, profile);
  stop = async () => {
    const closed = child.exitCode === null && once(child, "exit");
    child.kill();
    await closed;
    server.closeAllConnections();
    server.close();
    // Its processes write until they are gone.
    rmSync(profile, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
  };
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no report within ${SECONDS} s`)), SECONDS * 1000).unref();
  });
  found = await Promise.race([report, late]);
});

after(() => stop());

for (const name of names) {
  test(name, (t) => {
    if (!browser) return t.skip("there is no Chromium on this machine");
    if (found[name] !== "passed") throw new Error(found[name] ?? JSON.stringify(found));
  });
}

// A server of the package and of what the tests compare with; what the page reports.
function served(known) {
  let reported;
  const report = new Promise((resolve) => (reported = resolve));
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      let text = "";
      for await (const part of request) text += part;
      response.end();
      reported(JSON.parse(text));
    } else if (request.url === "/data.json") {
      response.end(known);
    } else {
      answer(request.url, response);
    }
  });
  return { server, report };
}

function answer(url, response) {
  try {
    const path = join(PACKAGE, new URL(url, "http://localhost").pathname);
    response.setHeader("Content-Type", KINDS[extname(path)] ?? "text/plain");
    response.end(readFileSync(path));
  } catch {
    response.writeHead(404).end();
  }
}

function opened(page, profile) {
  const options = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"];
  // A browser that the administrator starts has no sandbox.
  if (process.getuid?.() === 0) options.push("--no-sandbox");
  return spawn(browser, [...options, `--user-data-dir=${profile}`, page], { stdio: "ignore" });
}
