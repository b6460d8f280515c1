// The pictures are no tests: they have a configuration of their own.
import config from "./playwright.config.js";

export default {
  ...config,
  testMatch: "gallery.js",
  globalSetup: "./sheets.js",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: "dot",
  use: { ...config.use, trace: "off" },
};
