// Browsers, workers and bundlers: importing waits until the module has been fetched and compiled.

import init from "../pkg/core.js";

await init();

export * from "./api.js";
