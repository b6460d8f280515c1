// Decisions without texts say what verdicts say, in either form and whatever is known.
import assert from "node:assert/strict";
import test from "node:test";
import { loadPolicy } from "refund-widget";
import { IDS, cases, document } from "./shipped.js";

const AT = "2026-11-21T12:00:00Z";
const part = ({ status, remedies, choice, alternatives }) => ({ status, remedies, choice, alternatives });
/** What comes of a call, if only a refusal. */
const outcome = (act) => {
  try {
    return part(act());
  } catch ({ code, pointer, problems }) {
    return { code, pointer, problems: problems.length };
  }
};
const refusal = (act) => {
  const came = outcome(act);
  assert.ok(came.code, "nothing was refused");
  return came;
};

/** Instants as milliseconds. */
const numeric = (policy, facts) =>
  Object.fromEntries(
    Object.entries(facts).map(([id, value]) => [id, policy.document.facts[id].type === "instant" && value ? Date.parse(value) : value]),
  );

for (const id of IDS) {
  const loaded = loadPolicy(document(id));

  test(`every case of ${id} is decided as it is evaluated`, async () => {
    const policy = await loaded;
    for (const { id: name, at, facts } of cases(id)) {
      const expected = part(policy.evaluate(facts, { at, locale: "en" }));
      assert.deepEqual(policy.decide(facts, { at }), expected, name);
      assert.deepEqual(policy.decide(numeric(policy, facts), { at: Date.parse(at) }), expected, `${name}, in milliseconds`);
      // With any one fact unknown, too: then it may be certain all the same.
      for (const left of Object.keys(facts)) {
        const rest = { ...facts, [left]: undefined };
        const expected = outcome(() => policy.evaluate(rest, { at, locale: "en" }));
        assert.deepEqual(outcome(() => policy.decide(rest, { at })), expected, `${name} without ${left}`);
      }
    }
  });

  test(`every case of ${id} is decided in a fixed order`, async () => {
    const policy = await loaded;
    const ids = Object.keys(policy.document.facts).reverse();
    const decide = policy.decider(ids, { currency: "EUR" });
    for (const { id: name, at, facts } of cases(id)) {
      const expected = part(policy.evaluate(facts, { at, locale: "en" }));
      const euros = ids.every((fact) => (facts[fact]?.currency ?? "EUR") === "EUR");
      const row = ids.map((fact) => (euros && facts[fact]?.minor !== undefined ? facts[fact].minor : facts[fact]));
      assert.deepEqual(decide(row, at), expected, name);
      assert.deepEqual(decide(row, new Date(at)), expected, name);
    }
  });
}

const passport = await loadPolicy(document("passport-forms"));
const FACTS = { purchased_at: "2026-11-20T10:00:00Z", forms_delivered: false, reason: "changed_mind" };

test("what is wrong with a fact is said as by evaluate", () => {
  const wrong = [
    { reasson: "changed_mind" },
    { reason: "change_mind" },
    { ...FACTS, purchased_at: "2027-01-01T00:00:00Z", reason: 1 },
    { purchased_at: NaN },
    { purchased_at: "yesterday" },
    { purchased_at: "2019-02-30T00:00:00Z" },
    { forms_delivered: "yes" },
    { forms_delivered: null },
    { amount_paid: 4990 },
    { amount_paid: { minor: 49.9, currency: "EUR" } },
    { amount_paid: { minor: 4990, currency: "EURO" } },
    { amount_paid: { minor: 4990, currency: "EUR", digits: 2 } },
    { applications_ordered: 2, applications_cancelled: 3 },
    { applications_ordered: 1.5 },
    [],
    null,
    "changed_mind",
  ];
  for (const facts of wrong) {
    const expected = refusal(() => passport.evaluate(facts, { at: AT }));
    assert.deepEqual(refusal(() => passport.decide(facts, { at: AT })), expected, JSON.stringify(facts));
  }
  assert.equal(refusal(() => passport.decide(FACTS, { at: "today" })).code, "invalid_instant");
});

test("what is inherited is no fact, and a date is an instant", () => {
  const at = new Date(AT);
  const dated = { ...FACTS, purchased_at: new Date(FACTS.purchased_at) };
  assert.deepEqual(passport.decide(dated, { at }), passport.decide(FACTS, { at: AT }));
  assert.equal(passport.decide(Object.create(FACTS), { at }).status, "needs_information");
  assert.equal(passport.decide(FACTS).status, passport.evaluate(FACTS).status);
});

test("a decider needs facts of the policy, each once, and the currency of its amounts", () => {
  assert.deepEqual(refusal(() => passport.decider(["reason", "purchase_at"])), { code: "unknown_fact", pointer: "/1", problems: 1 });
  assert.equal(refusal(() => passport.decider(["reason", "reason"])).code, "duplicate_id");
  assert.equal(refusal(() => passport.decider(["amount_paid"])).code, "unknown_currency");
  const decide = passport.decider(["reason", "forms_delivered"]);
  assert.equal(refusal(() => decide(["changed_mind", "no"], AT)).pointer, "/forms_delivered");
  assert.equal(decide(["changed_mind"], AT).status, "needs_information");
});

test("one decision can be changed without changing the next", () => {
  const amount = { amount_paid: { minor: 4990, currency: "EUR" } };
  const decision = passport.decide({ ...FACTS, ...amount }, { at: AT });
  decision.remedies[0].amount.minor = 0;
  decision.remedies.length = 0;
  assert.deepEqual(passport.decide({ ...FACTS, ...amount }, { at: AT }).remedies, passport.evaluate({ ...FACTS, ...amount }, { at: AT }).remedies);
});

test("decisions go on while the memory grows", async () => {
  const amount = { amount_paid: { minor: 4990, currency: "EUR" } };
  const expected = passport.decide({ ...FACTS, ...amount }, { at: AT });
  const more = await Promise.all(Array.from({ length: 40 }, () => loadPolicy(document("sms-and-payments"))));
  assert.deepEqual(passport.decide({ ...FACTS, ...amount }, { at: AT }), expected);
  assert.equal(more.length, 40);
});
