// The promises of `cases.js` in Node.

import { test } from "node:test";

import * as mw from "matchwright";

import { tests } from "./cases.js";
import { data } from "./data.js";

const known = data();

for (const [name, work] of Object.entries(tests)) {
  test(name, () => work(mw, known));
}
