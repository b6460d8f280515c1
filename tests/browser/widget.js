// What the tests of the widget share: they find things as a shopper does, by the policy's and the widget's own words.
import { readFileSync } from "node:fs";
import { expect } from "./fixtures.js";

const root = new URL("../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

export const LOCALES = ["es", "fr", "en"];
export const strings = (locale) => json(`www/strings/${locale}.json`);
export const policy = (id) => json(`policies/${id}/policy.json`);
export const POLICIES = ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

/** The policy under which the widget must work: nothing but the shop's own files, and no string that becomes code. */
export const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

export const hoursAgo = (hours) => new Date(Date.now() - hours * 3600_000);
export const euros = (minor) => ({ minor, currency: "EUR" });

/** What a clock and a calendar on the shopper's wall show. */
export const wall = (date) => {
  const [day, time] = date.toLocaleString("sv-SE", { timeZone: "Europe/Madrid" }).split(" ");
  return { day, time: time.slice(0, 5) };
};

/** Gathers the element's events, and what the browser's policies forbid. */
export const watch = async (page) => {
  const events = ["refund-ready", "refund-verdict", "refund-submit", "refund-sent", "refund-error", "securitypolicyviolation"];
  await page.addInitScript((types) => {
    window.seen = [];
    for (const type of types) {
      document.addEventListener(type, (event) => window.seen.push({ type, detail: event.detail ?? event.violatedDirective }));
    }
  }, events);
};
export const seen = (page, type) => page.evaluate((type) => window.seen.filter((event) => event.type === type).map((event) => event.detail), type);

/** Opens a page that holds only the element (or this body), under the strict policy. */
export const open = async (page, { policy, facts, lang = "en", orderId = "A-1001", endpoint = "/contact", children = "", body, csp = CSP }) => {
  await watch(page);
  const attributes = Object.entries({ policy: `/policies/${policy}.json`, endpoint, lang, facts: facts && JSON.stringify(facts), "order-id": orderId });
  const written = attributes.filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => `${name}='${value}'`);
  const element = body ?? `<refund-widget ${written.join(" ")}>${children}</refund-widget>`;
  const html = `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>Test</title><script type="module" src="/widget/refund-widget.js"></script><body>${element}`;
  await page.route("**/bare", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", headers: { "content-security-policy": csp }, body: html }));
  await page.goto("/bare");
  if (!body) await ready(page);
};
export const ready = (page) => page.waitForFunction(() => window.seen.some(({ type }) => type === "refund-ready"));

/** Each wait before another attempt as long as it can be: the first four random bytes decide, and the others keep ids apart. */
export const longestJitter = (page) =>
  page.addInitScript(() => {
    const real = Crypto.prototype.getRandomValues;
    Crypto.prototype.getRandomValues = function (bytes) {
      return real.call(this, bytes).fill(255, 0, 4);
    };
  });

/** The widget as a shopper sees it in a language. */
export class Widget {
  constructor(page, id, lang = "en", root = page.locator("refund-widget")) {
    this.page = page;
    this.lang = lang;
    // A policy that does not speak it is shown in English, in the widget's own words around it.
    this.spoken = LOCALES.includes(lang) ? lang : "en";
    this.document = policy(id);
    this.t = strings(lang);
    this.root = root;
    this.question = this.root.locator("#question");
    this.headline = this.root.locator("#answer");
    this.picker = this.root.locator("input[type=file]:not([capture])");
  }

  button(key) {
    return this.root.getByRole("button", { name: this.t[key], exact: true });
  }

  /** The id of the fact that is being asked for. */
  async asked() {
    const heading = (await this.question.textContent()).trim();
    return Object.entries(this.document.facts).find(([, fact]) => fact.ask?.[this.spoken] === heading)?.[0];
  }

  /** The words of one of a fact's values. */
  words(fact, value) {
    const { of, type } = this.document.facts[fact];
    if (type === "flag") return this.t[value ? "question.yes" : "question.no"];
    return of[value][this.spoken];
  }

  /** Whether a fact's answers are tapped; others are typed. */
  isTapped(fact) {
    return ["choice", "flag"].includes(this.document.facts[fact].type);
  }

  /** Taps one of the answers: undefined is "I don't know", null "I have not". */
  async tap(fact, value) {
    const id = value === undefined ? "unknown" : value === null ? "none" : `answer-${value === true ? "yes" : value === false ? "no" : value}`;
    await this.root.locator(`#${id}`).click();
  }

  /** Fills in a question whose answer is typed. */
  async fill(fact, value) {
    const { type, unit } = this.document.facts[fact];
    const first = this.root.locator("#first");
    if (type === "instant") {
      const { day, time } = wall(value);
      await first.fill(day);
      return this.root.locator("#second").fill(time);
    }
    if (type === "money") return first.fill(String(value.minor / 100).replace(".", this.lang === "en" ? "." : ","));
    return first.fill(String(unit === "ratio" ? value * 100 : value));
  }

  /** Answers the question, or leaves it open; gives its fact. */
  async answerOne(answers) {
    const fact = await this.asked();
    expect(fact, "the question is one of the policy's").toBeTruthy();
    const value = answers[fact];
    if (this.isTapped(fact) || value === undefined || value === null) {
      await this.tap(fact, value);
    } else {
      await this.fill(fact, value);
      await this.button("question.continue").click();
    }
    const next = this.question.or(this.headline);
    await expect(next.filter({ hasNotText: this.document.facts[fact].ask[this.spoken] })).toBeVisible();
    return fact;
  }

  /** Answers until there is nothing left to ask; gives the facts in their order. */
  async answer(answers) {
    const order = [];
    await expect(this.question.or(this.headline)).toBeVisible();
    while (await this.question.isVisible()) {
      const fact = await this.answerOne(answers);
      expect(order, "no question is asked twice").not.toContain(fact);
      order.push(fact);
    }
    return order;
  }

  /** From the verdict to the request: by the main button, by one of the options in its place, or all the same. */
  async toRequest(wish) {
    const ways = wish ? `#choose-${wish.replace("/", "-")}` : "#ask, [id^=choose-], #anyway";
    await this.root.locator(ways).first().click();
    await expect(this.root.locator("#request")).toBeFocused();
  }

  /** Unfolds the message to the merchant. */
  async read() {
    const letter = this.root.locator("#letter");
    if ((await letter.getAttribute("open")) === null) await letter.locator("summary").first().click();
  }

  /** Goes back to a question that was answered; on the verdict the answers are folded away. */
  async change(fact) {
    const answers = this.root.locator("#your-answers:not([open]) > summary");
    if (await answers.count()) await answers.click();
    // What is said to a screen reader alone is set apart by a space.
    const name = new RegExp(`^${this.t["answers.change"]} ?: ${this.document.facts[fact].label[this.spoken]}$`);
    await this.root.getByRole("button", { name }).click();
    await expect(this.question).toBeFocused();
  }

  /** Erases what was entered, or begins anew: what is lost by it is asked first. */
  async forget(key = "store.forget") {
    await this.button(key).click();
    await expect(this.root.locator("#forgetting")).toBeFocused();
    await this.root.locator("#forget-yes").click();
  }

  async sign({ name = "Ana Pérez", email = "ana@example.org", words = "It stopped working on Tuesday." } = {}) {
    // By role: the merchant's plain form, which is hidden now, has the same labels.
    await this.root.getByRole("textbox", { name: this.t["contact.name"], exact: true }).fill(name);
    await this.root.getByRole("textbox", { name: this.t["contact.email"], exact: true }).fill(email);
    const own = this.root.locator("#words");
    if (await own.count()) await own.fill(words);
  }

  /** Sends, and gives the reference. */
  async send() {
    await this.button("send.button").click();
    return this.receipt();
  }

  async receipt() {
    await expect(this.root.getByRole("heading", { name: this.t["receipt.heading"] })).toBeFocused();
    return this.root.locator(".reference").textContent();
  }
}
