// The page that the guide for authors shows (docs/writing-a-policy.md), from any server of files.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";
import { strings } from "./widget.js";

const root = new URL("../../", import.meta.url);
const { facts } = JSON.parse(readFileSync(new URL("docs/example/policy.json", root), "utf8"));

test("the guide's page asks, answers, and opens the mail program", async ({ page }) => {
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: fileURLToPath(new URL(`.${pathname}`, root)) });
  });
  await page.goto("/docs/example/page.html");
  const words = strings("en");
  const widget = page.locator("refund-widget");
  await expect(widget.locator("#question")).toHaveText(facts.reason.ask.en);
  await widget.getByRole("button", { name: facts.reason.of.damaged_in_fitting.en, exact: true }).click();
  await expect(widget.locator("#answer")).toHaveText(words["headline.no_refund"]);
  await widget.getByRole("button", { name: words["ask.anyway"], exact: true }).click();
  const mail = widget.getByRole("link", { name: words["ways.mail"], exact: true });
  await expect(mail).toHaveAttribute("href", /^mailto:help@freewheel\.example\?subject=/);
});
