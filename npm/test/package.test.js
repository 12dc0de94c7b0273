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

test("the package is at most a megabyte, compressed", () => {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: PACKAGE, encoding: "utf8" });
  const [{ size, files }] = Object.values(JSON.parse(packed));
  assert.ok(size <= MOST, `${size} bytes`);
  const names = files.map((file) => file.path);
  for (const name of ["package.json", "README.md", "src/index.d.ts", "pkg/core.js", "pkg/core_bg.wasm"]) {
    assert.ok(names.includes(name), `${name} is left out`);
  }
  assert.deepEqual(names.filter((name) => /^(test|build|bindgen)\//.test(name)), []);
});

test("the module names no folder of the machine that built it", () => {
  const module = readFileSync(join(PACKAGE, "pkg", "core_bg.wasm"));
  assert.equal(module.includes(ROOT), false);
  assert.equal(module.includes("registry/src"), false);
  assert.ok(gzipSync(module).length < module.length);
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
