// What is published: its size, its types, and that `require` finds it as well.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { ROOT } from "./data.js";

const PACKAGE = join(ROOT, "npm");
const MOST = 1_000_000;

test("what a browser loads is at most a megabyte, compressed", () => {
  const loaded = packed().filter((name) => /\.(js|wasm)$/.test(name));
  const sizes = loaded.map((name) => gzipSync(readFileSync(join(PACKAGE, name)), { level: 9 }).length);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  assert.ok(size <= MOST, `${size} bytes`);
});

test("the package has what it needs and nothing else", () => {
  const names = packed();
  for (const name of ["package.json", "README.md", "src/index.d.ts", "pkg/core.js", "pkg/core_bg.wasm"]) {
    assert.ok(names.includes(name), `${name} is left out`);
  }
  assert.deepEqual(names.filter((name) => /^(test|build|bindgen)\//.test(name)), []);
});

// The files that would be published.
function packed() {
  const text = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: PACKAGE, encoding: "utf8" });
  const [{ files }] = Object.values(JSON.parse(text));
  return files.map((file) => file.path);
}

test("the module names no folder of the machine that built it", () => {
  const module = readFileSync(join(PACKAGE, "pkg", "core_bg.wasm"));
  assert.equal(module.includes(ROOT), false);
  assert.equal(module.includes("registry/src"), false);
});

test("require finds it as well", (t) => {
  if (!process.features.require_module) return t.skip("this Node requires no modules");
  const mw = createRequire(import.meta.url)("matchwright");
  assert.deepEqual([...mw.linearSumAssignment([[2, 1]]).colInd], [1]);
});

test("the types fit what a caller writes", (t) => {
  const tsc = join(PACKAGE, "node_modules", ".bin", "tsc");
  if (!existsSync(tsc)) return t.skip("TypeScript is not installed: npm install in npm/");
  const { status, stdout } = spawnSync(tsc, ["--project", join(PACKAGE, "test")], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
