// Everything that Matchwright refuses, in one tree with Python's names.

export class MatchwrightError extends Error {
  constructor(message, more = {}) {
    super(message);
    this.name = "MatchwrightError";
    Object.assign(this, more);
  }
}

export class InputError extends MatchwrightError {}
export class InfeasibleError extends MatchwrightError {}
export class FormatError extends MatchwrightError {}
export class KindError extends MatchwrightError {}
export class UnknownIdError extends MatchwrightError {}
export class CostError extends MatchwrightError {}
export class OptionError extends MatchwrightError {}
export class OutOfMemoryError extends MatchwrightError {}

const CLASSES = {
  MatchwrightError,
  InputError,
  InfeasibleError,
  FormatError,
  KindError,
  UnknownIdError,
  CostError,
  OptionError,
  OutOfMemoryError,
};

// An error by its name, which no minifier changes.
export function error(name, message, more = {}) {
  return new CLASSES[name](message, { name, ...more });
}

// Calls the compiled module. It throws texts where it refuses something, and traps where it has no memory or a bug.
export function call(work) {
  try {
    return work();
  } catch (thrown) {
    if (typeof thrown === "string") {
      const { name, message, infeasible, ...more } = JSON.parse(thrown);
      throw error(name, message, { ...more, ...infeasible });
    }
    if (thrown instanceof WebAssembly.RuntimeError) {
      throw error("MatchwrightError", "out of memory, or a bug in Matchwright", { cause: thrown });
    }
    throw thrown;
  }
}
