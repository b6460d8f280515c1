// The pictures are no tests: they have a configuration of their own.
import config from "./playwright.config.js";

export default {
  ...config,
  projects: undefined,
  testMatch: "gallery.js",
  globalSetup: "./sheets.js",
  reporter: "dot",
};
