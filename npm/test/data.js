// What the tests compare with, made by this machine's own programs: `python3 check.py npm` builds them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUILT = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug");
const COHORT = join(ROOT, "examples", "cohort");
const EXAMPLES = join(ROOT, "examples", "programmes");

// These match the people of one table.
const OF_PEERS = ["peers", "peer_circles"];

export function data() {
  const folder = mkdtempSync(join(tmpdir(), "matchwright-"));
  try {
    return {
      cases: cases(),
      mentees: records("mentees"),
      mentors: records("mentors"),
      programmes: programmes(folder),
      explanations: [{ mentee: "e001" }, { mentee: "e004" }, { mentor: "m55" }].map((who) => ({
        who,
        explanation: JSON.parse(explained(who, folder)),
      })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function cases() {
  const lines = run("examples/native", ["cases", "400", "18"]);
  return lines.trim().split("\n").map((line) => JSON.parse(line));
}

// The sample cohort as objects; it has no quotes.
function records(table) {
  const [header, ...rows] = readFileSync(join(COHORT, `${table}.csv`), "utf8").trim().split("\n");
  const names = header.split(",");
  const record = (row) => row.split(",").map((cell, at) => [names[at], cell]);
  return rows.map((row) => Object.fromEntries(record(row)));
}

function programmes(folder) {
  const named = (path, name) => ({ name, path, ofPeers: OF_PEERS.includes(name) });
  const examples = readdirSync(EXAMPLES).filter((file) => file.endsWith(".toml")).sort();
  const all = [
    named(join(COHORT, "program.toml"), "cohort"),
    ...examples.map((file) => named(join(EXAMPLES, file), file.replace(".toml", ""))),
  ];
  return all.map(({ name, path, ofPeers }) => {
    const json = command("match", people(ofPeers), path, [], folder);
    return { name, text: readFileSync(path, "utf8"), ofPeers, json };
  });
}

function explained(who, folder) {
  const [[side, id]] = Object.entries(who);
  const programme = join(COHORT, "program.toml");
  return command("explain", people(false), programme, [`--${side}`, id], folder);
}

function people(ofPeers) {
  const table = (name) => join(COHORT, `${name}.csv`);
  if (ofPeers) return ["--people", table("mentees")];
  return ["--mentees", table("mentees"), "--mentors", table("mentors")];
}

// What a command writes with `--json`.
function command(name, people, programme, more, folder) {
  const file = join(folder, "answer.json");
  run("matchwright", [name, ...people, "--program", programme, ...more, "--json", file]);
  return readFileSync(file, "utf8");
}

export function run(program, options) {
  return execFileSync(join(BUILT, program), options, { encoding: "utf8", maxBuffer: 2 ** 28 });
}
