// The pictures are no tests: they have a configuration of their own.
import config from "./playwright.config.js";

export default { ...config, testMatch: "gallery.js" };
