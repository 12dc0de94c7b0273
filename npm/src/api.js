// What both builds offer; `index.d.ts` says what it takes and gives.

export { linearSumAssignment, assign } from "./assign.js";
export {
  CostError,
  FormatError,
  InfeasibleError,
  InputError,
  KindError,
  MatchwrightError,
  OptionError,
  OutOfMemoryError,
  UnknownIdError,
} from "./errors.js";
export { match, explain, Outcome } from "./people.js";
