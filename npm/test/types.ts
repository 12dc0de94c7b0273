// What callers may write, and may not: `tsc` reads it, nobody runs it.

import {
  assign,
  explain,
  InfeasibleError,
  InputError,
  linearSumAssignment,
  match,
  MatchwrightError,
  type Finding,
  type Outcome,
} from "matchwright";

const people = [{ id: "e1", interests: new Set(["chess"]) }];
const program = { criteria: [{ kind: "overlap", column: "interests" }] };

const outcome: Outcome = match(people, people, program, { menteeId: "id" });
const scores: number[] = outcome.pairs.map((pair) => pair.score);
const text: string = explain(outcome, { mentee: "e1" }).for_person + outcome.json;
match(JSON.stringify(people), null, "[[criteria]]");

const positions: Uint32Array = linearSumAssignment([[1, 2], new Float32Array(2)]).rowInd;
const total: number = assign({ data: new Float64Array(4), rows: 2, columns: 2 }, { rowCapacity: [1, 2] }).total;

try {
  outcome.explain({ mentor: 7 });
} catch (error) {
  if (error instanceof InputError) error.findings.map((finding: Finding) => finding.code);
  if (error instanceof InfeasibleError) error.relaxations.map(({ field }) => field);
  if (error instanceof MatchwrightError) error.message;
}

// @ts-expect-error: one of the two.
outcome.explain({});
// @ts-expect-error: there is no such option.
linearSumAssignment([[1]], { maximise: true });
// @ts-expect-error: BigInts are no costs.
linearSumAssignment({ data: new BigInt64Array(1), rows: 1, columns: 1 });
// @ts-expect-error: only match makes outcomes.
new (outcome.constructor as typeof Outcome)();

export { positions, scores, text, total };
