// The calls about people.

import { Outcome as Core } from "../pkg/core.js";
import { known } from "./assign.js";
import { call, error } from "./errors.js";

// Only this file makes outcomes.
const OWN = Symbol("own");

export class Outcome {
  #core;
  #json;
  #facts;

  constructor(core, own) {
    if (own !== OWN) throw error("KindError", "match makes outcomes");
    this.#core = core;
  }

  get json() {
    return (this.#json ??= call(() => this.#core.json()));
  }

  get #read() {
    return (this.#facts ??= JSON.parse(this.json));
  }

  get summary() {
    return this.#read.summary;
  }

  get criteria() {
    return this.#read.criteria;
  }

  get pairs() {
    return this.#read.pairs;
  }

  get unmatched() {
    return this.#read.unmatched;
  }

  get loads() {
    return this.#read.loads;
  }

  get circles() {
    return this.#read.circles ?? [];
  }

  get merges() {
    return this.#read.merges;
  }

  get certificate() {
    return this.#read.certificate;
  }

  get status() {
    return this.#read.status;
  }

  get bound() {
    return this.#read.bound;
  }

  toJSON() {
    return this.#read;
  }

  explain(options) {
    const { mentee, mentor } = known(options ?? {}, ["mentee", "mentor"]);
    if ((mentee === undefined) === (mentor === undefined)) {
      throw error("OptionError", "explain takes the id of a mentee or of a mentor");
    }
    const isMentor = mentor !== undefined;
    const text = call(() => this.#core.explain(String(isMentor ? mentor : mentee), isMentor));
    return JSON.parse(text);
  }
}

export function match(mentees, mentors, program, options = {}) {
  const { menteeId = "id", mentorId = "id" } = known(options, ["menteeId", "mentorId"]);
  const isWritten = typeof program === "string";
  if (!isWritten && (program === null || typeof program !== "object")) {
    throw error("KindError", "the programme must be an object, or a text in TOML or JSON");
  }
  const both = mentors === undefined || mentors === null;
  const given = [
    records(mentees, both ? "people" : "mentees"),
    both ? undefined : records(mentors, "mentors"),
    isWritten ? program : JSON.stringify(program, plain),
  ];
  return new Outcome(call(() => Core.match(...given, isWritten, menteeId, mentorId)), OWN);
}

export function explain(outcome, who) {
  if (!(outcome instanceof Outcome)) throw error("KindError", "explain takes what match returns");
  return outcome.explain(who);
}

// People as the command reads them from a JSON file.
function records(people, name) {
  if (typeof people === "string") return people;
  const isRecord = (person) => typeof person === "object" && person !== null && !Array.isArray(person);
  if (!Array.isArray(people) || !people.every(isRecord)) {
    throw error("KindError", `${name} must be an array of objects, or a text in JSON`);
  }
  return JSON.stringify(people, plain);
}

// What JSON has no word for: long numbers are texts, sets are lists in an order of their own, maps are objects.
function plain(_, value) {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Set) return [...value].sort();
  if (value instanceof Map) return Object.fromEntries(value);
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value) : value;
}
