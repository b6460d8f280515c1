// Drives browsers that are installed, and downloads none: CHROME names Chromium's executable, HEADLESS_SHELL that of the same without
// its windows, which takes half the time.
import { defineConfig } from "@playwright/test";

const CHROME = process.env.CHROME ?? "/usr/bin/chromium";
const SHELL = process.env.HEADLESS_SHELL ?? CHROME;
// Chromium has no sandbox for root, and /dev/shm is small in containers.
const launch = (executablePath) => ({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
// The shell fills in no forms, and makes the hostile page a pixel wider than the window.
const WHOLE = /@whole/;

export default defineConfig({
  projects: [
    { name: "shell", grepInvert: WHOLE },
    { name: "chromium", grep: WHOLE, use: { launchOptions: launch(CHROME) } },
  ],
  testDir: ".",
  outputDir: "../../target/browser",
  // One server and one database a worker; the shops' pages are independent of each other.
  fullyParallel: true,
  workers: 2,
  // A wait is for something to happen, and ends when it does. Its end is for what never will, also on a machine that is busy with more.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Madrid",
    // A trace of every test would take a third of the time: a test that failed is run again with `--trace on`.
    trace: "off",
    launchOptions: launch(SHELL),
  },
});
