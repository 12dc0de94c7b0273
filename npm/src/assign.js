// Costs without people.

import { solve } from "../pkg/core.js";
import { call, error } from "./errors.js";

const MOST_SEATS = 2 ** 32 - 1;

export function linearSumAssignment(cost, options = {}) {
  const { maximize = false } = known(options, ["maximize"]);
  const plan = solved(cost, { maximize, isFull: true });
  try {
    return { rowInd: plan.rowInd(), colInd: plan.colInd() };
  } finally {
    plan.free();
  }
}

export function assign(cost, options = {}) {
  const names = ["rowCapacity", "columnCapacity", "maximize"];
  const { rowCapacity, columnCapacity, maximize = false } = known(options, names);
  const plan = solved(cost, { rowCapacity, columnCapacity, maximize, isFull: false });
  try {
    return {
      rowInd: plan.rowInd(),
      colInd: plan.colInd(),
      total: plan.total(),
      rowPrices: plan.rowPrices(),
      columnPrices: plan.columnPrices(),
      method: plan.method(),
      certificate: { verified: plan.verified(), ...JSON.parse(plan.certificate()) },
    };
  } finally {
    plan.free();
  }
}

function solved(cost, { rowCapacity, columnCapacity, maximize, isFull }) {
  const { data, rows, columns } = matrixOf(cost);
  const rowSeats = seatsOf("rowCapacity", rowCapacity, rows);
  const columnSeats = seatsOf("columnCapacity", columnCapacity, columns);
  return call(() => solve(data, rows, columns, rowSeats, columnSeats, Boolean(maximize), isFull));
}

// An option that does not exist would be passed over in silence.
export function known(options, names) {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw error("OptionError", `there is no option ${unknown}; there are ${names.join(", ")}`);
  }
  return options;
}

// Rows of numbers, or all numbers side by side, as floats: row after row.
function matrixOf(cost) {
  if (isList(cost)) return fromRows(cost);
  const { data, rows, columns } = cost ?? {};
  if (!isList(data) || !isCount(rows) || !isCount(columns)) {
    throw error("KindError", "expected an array of rows, or { data, rows, columns }");
  }
  return { data: data instanceof Float64Array ? data : floats(data), rows, columns };
}

function fromRows(list) {
  const columns = list.length && isList(list[0]) ? list[0].length : 0;
  const data = new Float64Array(list.length * columns);
  list.forEach((row, at) => {
    if (!isList(row)) throw error("KindError", `row ${at} of the matrix is not a list of numbers`);
    if (row.length !== columns) {
      throw error("CostError", `row ${at} has ${row.length} values where the first has ${columns}`);
    }
    data.set(floats(row), at * columns);
  });
  return { data, rows: list.length, columns };
}

function floats(list) {
  const wrong = Array.isArray(list) ? list.findIndex((value) => typeof value !== "number") : -1;
  if (wrong >= 0) throw error("KindError", `value ${wrong} is not a number`);
  return Float64Array.from(list);
}

// BigInts are no numbers here: most of them are no floats either.
function isList(value) {
  const isBig = value instanceof BigInt64Array || value instanceof BigUint64Array;
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView) && !isBig);
}

function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0 && value <= MOST_SEATS;
}

// One number for all, or one for each.
function seatsOf(name, seats, count) {
  if (seats === undefined || seats === 1) return undefined;
  const list = isList(seats) ? Array.from(seats) : new Array(count).fill(seats);
  if (!list.every(isCount)) {
    throw error("CostError", `${name} must be whole numbers from 0 to ${MOST_SEATS}`);
  }
  return Uint32Array.from(list);
}
