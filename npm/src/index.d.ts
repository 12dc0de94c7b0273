/** Numbers in any array of JavaScript's but those of BigInts; they are read as floats of 64 bits. */
export type Numbers =
  | readonly number[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A matrix of costs: its rows, or all numbers side by side, row after row. */
export type Matrix =
  | readonly Numbers[]
  | { readonly data: Numbers; readonly rows: number; readonly columns: number };

/** Positions of the pairs, sorted by row. */
export interface Positions {
  rowInd: Uint32Array;
  colInd: Uint32Array;
}

/**
 * The plan with the lowest total: `min(rows, columns)` pairs, each row and each column in one at most.
 *
 * `Infinity` (`-Infinity` with `maximize`) forbids a pair.
 *
 * @throws {CostError} for NaN, the better infinity, and where not every row (or column) can have a pair.
 */
export function linearSumAssignment(cost: Matrix, options?: { maximize?: boolean }): Positions;

/** A plan for a matrix of costs, with its proof. */
export interface Assignment extends Positions {
  /** The sum of the pairs' numbers, rounded once at the end. */
  total: number;
  /**
   * Prices that prove the plan: number − row price − column price is 0 or more (with `maximize`, or less) for an
   * allowed pair that is not used, and 0 or less (or more) for one that is. The price of a pair is in these.
   */
  rowPrices: Float64Array;
  columnPrices: Float64Array;
  /** The method that found the plan. */
  method: string;
  certificate: Certificate;
}

/** What was proven of a plan over all pairs, in whole numbers of the solver: costs, so that lower is better. */
export interface Certificate {
  /** Whether the plan is proven best. */
  verified: boolean;
  primal: number;
  dual: number;
  pairs: number;
  most_pairs: number;
  objective: "participation" | "total";
  scope: "all_pairs" | "changes" | "not_checked";
  rounding: number;
}

export interface AssignOptions {
  /** How many pairs a row can be in: one number for all, or one for each. 1 unless said otherwise. */
  rowCapacity?: number | Numbers;
  columnCapacity?: number | Numbers;
  /** Look for the highest total instead of the lowest. */
  maximize?: boolean;
}

/**
 * The plan with the most pairs, and of those one with the lowest total. A matrix that does not let everybody have
 * a pair is solved, not refused.
 *
 * @throws {CostError} for NaN, the better infinity, and capacities that are no whole numbers.
 */
export function assign(cost: Matrix, options?: AssignOptions): Assignment;

/**
 * One person: what the columns hold. A list may be an array, a `Set`, or a text such as `"python:4; sql:3"`; levels
 * may be an object (`{ python: 4 }`); `null` is no answer.
 */
export type Person = Readonly<Record<string, unknown>>;

export interface MatchOptions {
  /** The columns that hold the ids; `"id"` unless said otherwise. */
  menteeId?: string;
  mentorId?: string;
}

/**
 * Matches everybody: the best plan there is, with the proof, the same as on every other machine.
 *
 * @param mentees An object for each person, or a text in JSON as the command reads it (an array of objects, an
 *   object a line, users of SCIM).
 * @param mentors As the mentees; `null` where `mentees` is one table of both roles, or of peers.
 * @param program A programme as an object with the fields of the manual, or a text in TOML or JSON.
 * @throws {InputError} with every finding about the programme and the people.
 * @throws {InfeasibleError} where no plan keeps to the programme's minimums and quotas.
 * @throws {FormatError} where a text is not what it should be, or a programme has a field that does not exist.
 */
export function match(
  mentees: readonly Person[] | string,
  mentors: readonly Person[] | string | null | undefined,
  program: object | string,
  options?: MatchOptions,
): Outcome;

/**
 * Why somebody meets whom they meet, what they have in common, and what others would have cost: as
 * `outcome.explain`.
 */
export function explain(outcome: Outcome, who: Who): Explanation;

/** The id of a mentee, or of a mentor. */
export type Who =
  | { mentee: string | number; mentor?: undefined }
  | { mentor: string | number; mentee?: undefined };

/** What `match` finds. Its ids are texts. */
export class Outcome {
  private constructor();
  readonly summary: Summary;
  /** The names of the criteria, in the order of the contributions. */
  readonly criteria: string[];
  /** The pairs, by the mentee's id. */
  readonly pairs: Pair[];
  /** Who meets nobody and why: mentees, then mentors, by id. */
  readonly unmatched: Unmatched[];
  /** Seats offered and taken, by the mentor's id. */
  readonly loads: Load[];
  /** The circles, where the programme makes such. */
  readonly circles: Circle[];
  /** Labels that count as others. */
  readonly merges: Merge[];
  /** What proves the plan; its fields depend on what the programme asks for. */
  readonly certificate: Record<string, unknown>;
  readonly status: "optimal" | "stable" | "bounded";
  /** How far the plan can be from the best. */
  readonly bound: { pairs: number; score: number };
  /** All of this as a text: what the command writes with `--json`, byte for byte. */
  readonly json: string;
  /** The same as an object. */
  toJSON(): object;
  explain(who: Who): Explanation;
}

export interface Summary {
  program: string;
  mentees: number;
  mentors: number;
  seats: number;
  pairs: number;
  pinned: number;
  participation: number;
  total: number;
  mean: number;
  method: string;
}

export interface Pair {
  mentee: string;
  mentor: string;
  /** How well the two fit, from 0 to 1. */
  score: number;
  rank_for_mentee: number;
  rank_for_mentor: number;
  /** What each criterion adds to the score. */
  contributions: number[];
}

export interface Unmatched {
  side: "mentee" | "mentor";
  id: string;
  reason: string;
  detail: string;
}

export interface Load {
  mentor: string;
  capacity: number;
  load: number;
}

export interface Circle {
  number: number;
  leader: string | null;
  members: string[];
  leader_fit: number | null;
  member_fit: number | null;
}

export interface Merge {
  label: string;
  into: string;
  because: string;
  people: number;
}

export interface Explanation {
  side: "mentee" | "mentor";
  id: string;
  name: string | null;
  meets: Meeting[];
  unmatched: Unmatched | null;
  /** How many people the rules and the floor allow them. */
  allowed: number;
  best_attainable: number | null;
  /** Those who fit best beside those they meet. */
  alternatives: Alternative[];
  unique: boolean | null;
  merges: Merge[];
  certified: boolean;
  /** For the person: whom they meet and what they have in common. */
  for_person: string;
  /** For the organiser: the same in numbers, with what alternatives cost. */
  for_organiser: string;
}

export interface Meeting {
  mentee: string;
  mentor: string;
  name: string | null;
  pinned: boolean;
  score: number;
  rank_for_mentee: number;
  rank_for_mentor: number;
  parts: { criterion: string; weight: number; value: number | null; points: number }[];
  common: { criterion: string; learner: "mentee" | "mentor" | null; labels: string[] }[];
  seat_price: { low: number | null; high: number | null; pairs_low: number; pairs_high: number } | null;
  merges: Merge[];
}

export interface Alternative {
  mentee: string;
  mentor: string;
  meet: boolean;
  score: number;
  /** The rules that keep the two apart. */
  blocked_by: string[];
  /** What their pair would cost the total score. */
  cost: number | null;
  pairs_lost: number;
  moves: object[];
  needs: object[];
  full: boolean;
  meets: string[];
}

/** One thing that is wrong, and where; never what a person wrote. */
export interface Finding {
  /** `"mentees"`, `"mentors"`, `"people"` or `"programme"`. */
  table?: string;
  /** Row in the table; the first is 1. */
  row?: number;
  rows?: number[];
  id?: string;
  /** The column, or the field of the programme. */
  column?: string;
  message: string;
  /** The stable name of its kind, such as `"id_twice"`. */
  code?: string;
}

/** The root of all errors; `name` is that of the class, however the code is minified. */
export class MatchwrightError extends Error {}

/** The people's data or the programme does not hold together. */
export class InputError extends MatchwrightError {
  readonly findings: Finding[];
}

/** No plan keeps to the minimums and quotas of the programme. */
export class InfeasibleError extends MatchwrightError {
  readonly needed: number;
  readonly possible: number;
  /** Who needs pairs, who there is for them, and what keeps others out. */
  readonly witness: string;
  /** Changes of the programme, each of which alone is enough. */
  readonly relaxations: { field: string; change: string }[];
}

/** A text is not the JSON, TOML or programme that it should be. */
export class FormatError extends MatchwrightError {}

/** An argument is of a kind that nothing can be made of. */
export class KindError extends MatchwrightError {}

/** Nobody has the id that was asked for. */
export class UnknownIdError extends MatchwrightError {}

/** A matrix of costs, or a list that goes with it, cannot be solved as it stands. */
export class CostError extends MatchwrightError {}

/** An option that does not exist. */
export class OptionError extends MatchwrightError {}

/** The memory for a matrix could not be had. */
export class OutOfMemoryError extends MatchwrightError {}
