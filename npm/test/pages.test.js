// The pages about the package run as they stand, and print what they show.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "./data.js";

const BLOCK = /^```(js|text)\n(.*?)^```$/gms;

// Within the package, which finds itself by its name there.
const BUILD = join(ROOT, "npm", "build");

for (const [number, page] of ["npm/README.md", "docs/howto/javascript.md"].entries()) {
  test(page, () => {
    const blocks = [...readFileSync(join(ROOT, page), "utf8").matchAll(BLOCK)];
    const of = (kind) => blocks.filter((block) => block[1] === kind).map((block) => block[2]);
    assert.ok(of("js").length > 1);
    mkdirSync(BUILD, { recursive: true });
    const file = join(BUILD, `page${number}.mjs`);
    writeFileSync(file, of("js").join("\n"));
    const printed = execFileSync(process.execPath, [file], { encoding: "utf8" });
    assert.match(printed, new RegExp(`^${of("text").map(pattern).join("")}$`));
  });
}

// A `…` stands for anything within a line, and alone in a line for any lines.
function pattern(shown) {
  const lines = shown.trimEnd().split("\n");
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const line = (text) => (text === "…" ? "(.*\\n)*?" : `${text.split("…").map(literal).join(".*")}\\n`);
  return lines.map(line).join("");
}
