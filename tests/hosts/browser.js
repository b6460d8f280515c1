// Opens an app and does what a shopper does. What the page says wrong comes along in the error.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const policy = readFileSync(new URL("../../policies/passport-forms/policy.json", import.meta.url), "utf8");
const MOMENT = { timeout: 15_000 };

export const launch = () => chromium.launch({ executablePath: process.env.HEADLESS_SHELL });

/** What of the app at an address works: `{loadPolicy, element}`, each null or what is wrong. */
export const visit = async (browser, url) => {
  const context = await browser.newContext();
  await context.route("**/policy.json", (route) => route.fulfill({ contentType: "application/json", body: policy }));
  const page = await context.newPage();
  const said = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  const attempt = async (act) => {
    try {
      await act();
      return null;
    } catch (error) {
      return [error.message.split("\n")[0], ...said].join("\n");
    }
  };
  try {
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    return { loadPolicy: await attempt(() => evaluates(page)), element: await attempt(() => answers(page)) };
  } finally {
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${new URL(url).port}.png` });
    await context.close();
  }
};

const evaluates = async (page) => {
  const told = await page.waitForFunction(() => globalThis.told, undefined, MOMENT);
  const status = await told.jsonValue();
  if (status !== "qualifies") throw new Error(`the package tells: ${status}`);
};

/** Answers the one question that is left. */
const answers = async (page) => {
  const widget = page.locator("refund-widget");
  await widget.locator("#answer-no").click(MOMENT);
  await widget.locator('.verdict[data-status="qualifies"]').waitFor(MOMENT);
};
