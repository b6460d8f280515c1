// The words: the same keys, fields and plural forms in every language, and every one of them used.
import { readFileSync, readdirSync } from "node:fs";
import { test, expect } from "@playwright/test";
import { LOCALES, strings } from "./widget.js";

const all = Object.fromEntries(LOCALES.map((locale) => [locale, strings(locale)]));
const fields = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();

test("all languages have the same keys in the same order", () => {
  for (const locale of LOCALES) expect(Object.keys(all[locale])).toEqual(Object.keys(all.en));
});

test("a text has the same fields in all languages, and plurals have their language's forms", () => {
  for (const locale of LOCALES) {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    for (const [key, text] of Object.entries(all[locale])) {
      const english = all.en[key];
      expect(typeof text, key).toBe(typeof english);
      if (typeof text === "string") expect(fields(text), `${locale} ${key}`).toBe(fields(english));
      else {
        expect(Object.keys(text).sort(), `${locale} ${key}`).toEqual(categories);
        for (const form of Object.values(text)) expect(form, `${locale} ${key}`).toContain("{n}");
      }
    }
  }
});

test("every key is used, and every key that is used is there", () => {
  const source = ["www/widget/", "www/tools/"]
    .map((folder) => new URL(`../../${folder}`, import.meta.url))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => new URL(file, folder)))
    .filter(({ pathname }) => pathname.endsWith(".js") && !pathname.endsWith(".test.js"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const written = new Set(source.match(/"[a-z_]+\.[a-z_.]+"/g)?.map((key) => key.slice(1, -1)));
  // Keys that are put together: a group, and a name of the evaluator's or of the policy's.
  const composed = ["remedy.", "status.", "failure.", "error.", "duration.", "headline.", "secret.", "processing.", "contact.", "steps."];
  const isComposed = (key) => composed.some((group) => key.startsWith(group));
  expect(Object.keys(all.en).filter((key) => !written.has(key) && !isComposed(key))).toEqual([]);
  const groups = new Set(Object.keys(all.en).map((key) => key.split(".")[0]));
  const missing = [...written].filter((key) => groups.has(key.split(".")[0]) && !(key in all.en) && !key.endsWith("."));
  expect(missing).toEqual([]);
});
