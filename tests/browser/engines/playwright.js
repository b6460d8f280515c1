// Chromium and Firefox, as Debian ships them, driven by Playwright.
import { chromium, firefox } from "playwright-core";

/** What a path needs of a browser; the others' drivers look the same. */
const driver = async (browser) => {
  const page = await browser.newPage();
  return {
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    evaluate: (script, argument) => page.evaluate(script, argument),
    attach: (path) => page.locator("refund-widget input[type=file]").first().setInputFiles(path),
    close: () => browser.close(),
  };
};

export const inChromium = async () =>
  driver(await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] }));

/** Mozilla's own build, by WebDriver BiDi; Playwright's is another. */
export const inFirefox = async () => driver(await firefox.launch({ channel: "moz-firefox", executablePath: "/usr/bin/firefox-esr" }));
