// Browsers, workers and bundlers: importing waits until the module has been fetched and compiled.

import init from "../pkg/core.js";

await init({ module_or_path: new URL("../pkg/core_bg.wasm", import.meta.url) });

export * from "./api.js";
