// What the package promises, as functions that run in Node and in a browser alike. Each gets the package and what
// `data.js` has made on this machine.

function equal(found, expected, what) {
  const [a, b] = [found, expected].map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const near = (text) => text.slice(Math.max(0, at - 40), at + 80);
  throw new Error(`${what}: …${near(a)}… instead of …${near(b)}…`);
}

// The error that a call ends with.
function thrown(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const PEOPLE = [
  [
    { id: "e1", interests: ["chess", "rowing"] },
    { id: "e2", interests: "chess" },
  ],
  [
    { id: "m1", interests: "chess" },
    { id: "m2", interests: "rowing; chess" },
  ],
];
const PROGRAM = { criteria: [{ kind: "overlap", column: "interests" }] };

export const tests = {
  "random matrices have the pairs and totals of the machine itself"(mw, { cases }) {
    if (cases.length < 300) throw new Error(`only ${cases.length} matrices`);
    for (const [number, { rows, columns, maximize, data, pairs, total }] of cases.entries()) {
      const forbidden = maximize ? -Infinity : Infinity;
      const matrix = { data: data.map((value) => value ?? forbidden), rows, columns };
      const plan = mw.assign(matrix, { maximize });
      const found = Array.from(plan.rowInd, (row, at) => [row, plan.colInd[at]]);
      equal(found, pairs, `pairs of matrix ${number}`);
      equal(plan.total, total, `total of matrix ${number}`);
      if (!plan.certificate.verified) throw new Error(`matrix ${number} is not proven`);
      if (pairs.length < Math.min(rows, columns)) {
        equal(thrown(() => mw.linearSumAssignment(matrix, { maximize })).name, "CostError", number);
        continue;
      }
      const { rowInd, colInd } = mw.linearSumAssignment(matrix, { maximize });
      equal(Array.from(rowInd, (row, at) => [row, colInd[at]]), pairs, `matrix ${number}`);
    }
  },

  "a matrix may come in any array"(mw) {
    const rows = [
      [4, 1, 3],
      [2, 0, 5],
      [3, 2, 2],
    ];
    const flat = { data: rows.flat(), rows: 3, columns: 3 };
    const typed = { ...flat, data: Int16Array.from(flat.data) };
    for (const matrix of [rows, rows.map((row) => Float32Array.from(row)), flat, typed]) {
      equal([...mw.linearSumAssignment(matrix).colInd], [1, 0, 2], "columns");
    }
    equal([...mw.linearSumAssignment([]).rowInd], [], "an empty matrix");
    equal([...mw.linearSumAssignment({ data: [], rows: 0, columns: 3 }).rowInd], [], "no rows");
  },

  "capacities are kept and prices prove the plan"(mw) {
    const cost = [[5], [9], [-2]];
    const plan = mw.assign(cost, { columnCapacity: 2, maximize: true });
    equal([[...plan.rowInd], [...plan.colInd], plan.total], [[0, 1], [0, 0], 14], "plan");
    cost.forEach(([value], row) => {
      const reduced = value - plan.rowPrices[row] - plan.columnPrices[0];
      const holds = plan.rowInd.includes(row) ? reduced >= 0 : reduced <= 0;
      if (!holds) throw new Error(`row ${row} has ${reduced}`);
    });
    equal(mw.assign(cost, { rowCapacity: [1, 0, 1], maximize: true }).total, 5, "row without a seat");
  },

  "what is no matrix is refused"(mw) {
    const refused = [
      ["CostError", () => mw.linearSumAssignment([[NaN]])],
      ["CostError", () => mw.linearSumAssignment([[-Infinity]])],
      ["CostError", () => mw.linearSumAssignment([[Infinity]])],
      ["CostError", () => mw.linearSumAssignment([[1, 2], [3]])],
      ["CostError", () => mw.linearSumAssignment({ data: [1, 2, 3], rows: 2, columns: 2 })],
      ["CostError", () => mw.assign([[1]], { rowCapacity: -1 })],
      ["CostError", () => mw.assign([[1]], { rowCapacity: [1, 1] })],
      ["KindError", () => mw.linearSumAssignment("costs")],
      ["KindError", () => mw.linearSumAssignment([["1"]])],
      ["KindError", () => mw.linearSumAssignment([[1n]])],
      ["KindError", () => mw.linearSumAssignment({ data: new BigInt64Array(1), rows: 1, columns: 1 })],
      ["OptionError", () => mw.linearSumAssignment([[1]], { maximise: true })],
    ];
    for (const [name, work] of refused) {
      const error = thrown(work);
      equal([error.name, error instanceof mw.MatchwrightError], [name, true], String(work));
    }
  },

  "every programme gives what the command writes, byte for byte"(mw, { mentees, mentors, programmes }) {
    if (programmes.length < 10) throw new Error(`only ${programmes.length} programmes`);
    for (const { name, text, ofPeers, json } of programmes) {
      const outcome = mw.match(mentees, ofPeers ? null : mentors, text);
      equal(outcome.json, json, name);
      equal(outcome.toJSON(), JSON.parse(json), `${name} as an object`);
    }
  },

  "explanations are those of the command"(mw, { mentees, mentors, programmes, explanations }) {
    const outcome = mw.match(mentees, mentors, programmes[0].text);
    for (const { who, explanation } of explanations) {
      equal(mw.explain(outcome, who), explanation, JSON.stringify(who));
    }
  },

  "a programme may be an object or a text, people objects or texts"(mw) {
    const expected = mw.match(...PEOPLE, PROGRAM).json;
    const toml = '[[criteria]]\nkind = "overlap"\ncolumn = "interests"\n';
    const [mentees, mentors] = PEOPLE;
    const texts = [mentees.map((person) => JSON.stringify(person)).join("\n"), JSON.stringify(mentors)];
    equal(mw.match(...PEOPLE, toml).json, expected, "TOML");
    equal(mw.match(...PEOPLE, JSON.stringify(PROGRAM)).json, expected, "JSON");
    equal(mw.match(...texts, PROGRAM).json, expected, "people as texts");
    const sets = mentees.map(({ id, interests }) => new Map([["id", id], ["interests", new Set([interests].flat())]]));
    equal(mw.match(sets.map((one) => Object.fromEntries(one)), mentors, PROGRAM).json, expected, "sets");
    const renamed = mentees.map(({ id, ...rest }) => ({ who: id, ...rest }));
    equal(mw.match(renamed, mentors, PROGRAM, { menteeId: "who" }).json, expected, "menteeId");
    equal(expected.endsWith("}\n"), true, "the end of the text");
  },

  "long ids stay what they are"(mw) {
    const one = (id) => [{ id, interests: "chess" }];
    const outcome = mw.match(one(9007199254740993n), one("m1"), PROGRAM);
    equal(outcome.pairs[0].mentee, "9007199254740993", "id");
    equal(outcome.explain({ mentor: "m1" }).meets[0].mentee, "9007199254740993", "explanation");
  },

  "everything that is wrong is found, and nobody is quoted"(mw) {
    const [mentees, mentors] = PEOPLE;
    const people = [{ ...mentees[0], id: "e2" }, mentees[1]];
    const seats = mentors.map((person) => ({ ...person, capacity: "a secret" }));
    const error = thrown(() => mw.match(people, seats, { ...PROGRAM, capacity: "capacity" }));
    equal([error.name, error instanceof mw.InputError], ["InputError", true], "class");
    const found = error.findings.map(({ table, row, column, code }) => [table, row, column, code]);
    const expected = [
      ["mentees", 2, "id", "id_twice"],
      ["mentors", 1, "capacity", "not_seats"],
      ["mentors", 2, "capacity", "not_seats"],
    ];
    equal(found, expected, "findings");
    equal(JSON.stringify([error.message, error.findings]).includes("secret"), false, "a value");
  },

  "other refusals have the names that Python gives them"(mw) {
    const outcome = mw.match(...PEOPLE, PROGRAM);
    const impossible = { ...PROGRAM, capacity: { min: 2, max: 2 } };
    const refused = [
      ["FormatError", () => mw.match(...PEOPLE, { ...PROGRAM, criterias: [] })],
      ["FormatError", () => mw.match(...PEOPLE, "criteria = [")],
      ["FormatError", () => mw.match("no JSON", "[]", PROGRAM)],
      ["InfeasibleError", () => mw.match(...PEOPLE, impossible)],
      ["UnknownIdError", () => outcome.explain({ mentee: "nobody" })],
      ["OptionError", () => outcome.explain({})],
      ["OptionError", () => mw.match(...PEOPLE, PROGRAM, { threads: 2 })],
      ["KindError", () => mw.match(PEOPLE[0], PEOPLE[1])],
      ["KindError", () => mw.match({ id: ["e1"] }, PEOPLE[1], PROGRAM)],
    ];
    for (const [name, work] of refused) {
      const error = thrown(work);
      equal([error.name, error instanceof mw[name]], [name, true], String(work));
    }
    const error = thrown(refused[3][1]);
    equal([error.needed, error.possible], [4, 2], error.witness);
  },
};
