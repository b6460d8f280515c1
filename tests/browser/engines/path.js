// The whole path by keyboard alone: from the order's page to the receipt, with two reloads, and nothing lost.
import { shopper } from "./shopper.js";

const DAY_MILLIS = 86_400_000;

/** Walks it in a demo shop; `proof` is a file to attach. Gives the reference. */
export const walk = async (driver, shop, { name, email, words, proof }) => {
  const ana = shopper(driver);
  await ana.open(`${shop}/shop/iptv-subscription?lang=en`);

  await ana.reads("#question", /^Why are you asking for a refund/);
  await ana.audits("a choice");
  await ana.tabTo("input[value=technical_problem]");
  await ana.press("Space");
  await ana.tabTo("button[type=submit]", 12);
  await ana.press("Enter");

  await ana.isAt("#question");
  await ana.audits("a date");
  await ana.tabTo("#first", 1);
  await ana.typeDay(Date.now() - DAY_MILLIS);
  await ana.reads("#meaning", /^(1 day ago|yesterday)/);
  await ana.reload();
  await ana.reads("#meaning", /^(1 day ago|yesterday)/);
  await ana.tabTo("#first");
  await ana.tabTo("button[type=submit]", 12);
  await ana.press("Enter");

  await ana.isAt("#answer");
  await ana.reads("#answer", /a full refund/);
  await ana.audits("the verdict");
  await ana.tabTo(".primary", 12);
  await ana.press("Enter");

  await ana.isAt("#request");
  await ana.tabTo("input[type=file]", 12);
  await ana.attach(proof);
  await ana.reads(".file-name", /^proof\.png$/);
  await ana.tabTo("[slot=refund-name-input]", 12);
  await ana.type(name);
  await ana.tabTo("[slot=refund-email-input]", 1);
  await ana.type(email);
  await ana.tabTo("#words", 4);
  await ana.type(words);
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
