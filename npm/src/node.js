// Node: the module is read from beside this file, at once, so that `require` works as well.

import { readFileSync } from "node:fs";

import { initSync } from "../pkg/core.js";

initSync({ module: readFileSync(new URL("../pkg/core_bg.wasm", import.meta.url)) });

export * from "./api.js";
