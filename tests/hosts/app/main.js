// What every bundler is given: the package used as its README shows, with nothing for the bundler's sake.
import { loadPolicy } from "refund-widget";
import "refund-widget/element";

const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), forms_delivered: false };

loadPolicy("/policy.json").then(
  (policy) => (globalThis.told = policy.evaluate(facts, { locale: "en" }).status),
  (error) => (globalThis.told = String(error)),
);
