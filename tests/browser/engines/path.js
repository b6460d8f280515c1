// The path by keyboard alone: from the order's page to the receipt, with nothing lost on the way.
import { readFileSync } from "node:fs";
import { shopper } from "./shopper.js";

const DAY_MILLIS = 86_400_000;
const policy = (id) => JSON.parse(readFileSync(new URL(`../../../policies/${id}/policy.json`, import.meta.url), "utf8"));

/** What shoppers answer under each policy, in three languages; whatever else is asked they do not know. */
export const JOURNEYS = {
  "iptv-subscription": {
    es: { reason: "technical_problem", support_contacted_at: 1 },
    fr: { reason: "service_outage", outage_by_merchant: "yes", outage_hours: "60" },
    en: {},
  },
  "passport-forms": {
    es: { reason: "changed_mind", forms_delivered: "no", applications_cancelled: "1" },
    fr: { reason: "merchant_error" },
    en: {},
  },
  "smm-services": {
    es: { reason: "not_as_described", clear_evidence: "yes" },
    fr: { reason: "expectations_not_met" },
    en: {},
  },
  "module-support": {
    es: { reason: "update_or_fix", own_product: "yes", licensed: "yes", customized: "no" },
    fr: { reason: "third_party_plugin", own_product: "yes", licensed: "yes" },
    en: {},
  },
  "sms-and-payments": {
    es: { service: "sms_api", reason: "outage", outage_significant: "yes" },
    fr: { service: "payment_gateway", reason: "incorrect_charge" },
    en: {},
  },
};

/** Walks one of them in a demo shop; `proof` is a file to attach where one is asked for. Gives the reference, and begins anew. */
export const journey = async (driver, shop, id, lang, { name, email, words, proof }) => {
  const ana = shopper(driver);
  await ana.open(`${shop}/shop/${id}?lang=${lang}`);
  await answer(ana, policy(id), lang, JOURNEYS[id][lang]);

  await ana.tabTo("#ask, [id^=choose-], #anyway");
  await ana.press("Enter");
  await ana.isAt("#request");
  await ana.tabTo("#words", 12);
  await ana.type(words);
  if (await ana.has("input[type=file]")) {
    await ana.tabTo("input[type=file]", 12);
    await ana.attach(proof);
    await ana.reads(".file-name", /^proof\.png$/);
  }
  await sign(ana, name, email);
  await ana.tabTo("#send", 12);
  await ana.press("Enter");

  await ana.isAt("#receipt");
  const reference = await ana.reads(".reference");
  await ana.tabTo("#forget");
  await ana.press("Enter");
  await ana.isAt("#forgetting");
  await ana.tabTo("#forget-yes", 1);
  await ana.press("Enter");
  await ana.isAt("#question");
  return reference;
};

/** Answers until the verdict has the focus. A day is given as the number of days that have passed since. */
const answer = async (ana, { facts }, lang, answers) => {
  for (let asked = await ana.reads("#question"); asked; asked = await ana.goesOn(asked)) {
    const [fact, { type }] = Object.entries(facts).find(([, { ask }]) => ask?.[lang] === asked.trim());
    const given = answers[fact];
    if (given === undefined) {
      await ana.tabTo("#unknown");
    } else if (type === "choice" || type === "flag") {
      await ana.tabTo(`#answer-${given}`);
    } else {
      await ana.tabTo("#first");
      await (type === "instant" ? ana.typeDay(Date.now() - given * DAY_MILLIS) : ana.type(given));
      await ana.tabTo("button[type=submit]", 12);
    }
    await ana.press("Enter");
  }
};

/** Says who asks; the one field follows the other. */
const sign = async (ana, name, email) => {
  await ana.tabTo("[slot=refund-name-input]", 12);
  await ana.type(name);
  await ana.tabTo("[slot=refund-email-input]", 1);
  await ana.type(email);
};

/** Walks to the receipt with two reloads, and looks at each screen; `proof` is a file to attach. Gives the reference. */
export const walk = async (driver, shop, { name, email, words, proof }) => {
  const ana = shopper(driver);
  await ana.open(`${shop}/shop/iptv-subscription?lang=en`);

  await ana.reads("#question", /^What happened/);
  await ana.audits("a choice");
  await ana.tabTo("#answer-technical_problem");
  await ana.press("Space");

  await ana.isAt("#question");
  await ana.audits("a date");
  await ana.tabTo("#first", 1);
  await ana.typeDay(Date.now() - DAY_MILLIS);
  await ana.reads("#meaning", /^(1 day ago|yesterday)/i);
  await ana.reload();
  await ana.reads("#meaning", /^(1 day ago|yesterday)/i);
  await ana.tabTo("#first");
  await ana.tabTo("button[type=submit]", 12);
  await ana.press("Enter");

  await ana.isAt("#answer");
  await ana.reads("#answer", /€.* back/);
  await ana.audits("the verdict");
  await ana.tabTo("#ask", 12);
  await ana.press("Enter");

  await ana.isAt("#request");
  await ana.tabTo("#words", 4);
  await ana.type(words);
  await ana.tabTo("input[type=file]", 12);
  await ana.attach(proof);
  await ana.reads(".file-name", /^proof\.png$/);
  await sign(ana, name, email);
  await ana.audits("the request");

  await ana.reload();
  await ana.finds("[slot=refund-name-input]", name);
  await ana.finds("[slot=refund-email-input]", email);
  await ana.finds("#words", words);
  await ana.reads(".preview:not(:has(.icon)) + .file-text .file-name", /^proof\.png$/);
  await ana.tabTo("#send");
  await ana.press("Enter");

  await ana.isAt("#receipt");
  await ana.audits("the receipt");
  return ana.reads(".reference");
};
