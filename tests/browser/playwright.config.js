// Drives a browser that is installed, and downloads none. CHROME names its executable.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/browser",
  // One server and one database a worker; the shops' pages are independent of each other.
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Madrid",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium",
      // Chromium has no sandbox for root, and /dev/shm is small in containers.
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
});
