// How long the package takes beside the same solver on this machine, by turns on the same matrices:
//
//     cargo build --release --package matchwright-wasm --example native
//     node npm/bench.js [size] [rounds]
//
// Seconds are medians; totals are compared before they are reported.

import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import * as mw from "matchwright";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const NATIVE = join(TARGET, "release", "examples", "native");
const [size = 1000, rounds = 15] = process.argv.slice(2).map(Number);

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const folder = mkdtempSync(join(tmpdir(), "matchwright-"));
try {
  for (const kind of ["uniform", "mentor_like"]) await compare(kind);
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(kind) {
  const file = join(folder, kind);
  execFileSync(NATIVE, ["matrix", kind, String(size), "7", file]);
  const data = new Float64Array(readFileSync(file).buffer.slice(0, size * size * 8));
  const native = spawn(NATIVE, ["solve", String(size), file], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(native.stdout);
  const seconds = { native: [], wasm: [] };
  for (let round = 0; round < rounds; round += 1) {
    native.stdin.write("\n");
    const [line] = await once(lines, "line");
    const [taken, total] = line.split(" ").map(Number);
    const start = performance.now();
    const plan = mw.linearSumAssignment({ data, rows: size, columns: size });
    seconds.wasm.push((performance.now() - start) / 1000);
    seconds.native.push(taken);
    const sum = plan.rowInd.reduce((sum, row, at) => sum + data[row * size + plan.colInd[at]], 0);
    if (Math.abs(sum - total) > 1e-9 * size) throw new Error(`${kind}: ${sum} instead of ${total}`);
  }
  native.stdin.end();
  const [ours, theirs] = [median(seconds.wasm), median(seconds.native)];
  const ms = (value) => `${(value * 1000).toFixed(1)} ms`;
  console.log(
    `${kind} ${size}²: ${ms(ours)}, native ${ms(theirs)}, ${(ours / theirs).toFixed(2)} times; ` +
      `the first call ${ms(seconds.wasm[0])}`,
  );
}
