// The package in Node, unbundled: the same verdicts as natively, though the zones are the engine's.
import assert from "node:assert/strict";
import test from "node:test";
import { loadPolicy } from "refund-widget";
import { IDS, cases, document } from "./shipped.js";

const AT = "2026-11-21T12:00:00Z";
const FACTS = { purchased_at: "2026-11-20T10:00:00Z", forms_delivered: false, reason: "changed_mind" };
const passport = await loadPolicy(document("passport-forms"));

for (const id of IDS) {
  test(`every case of ${id} gets the verdict that it must get`, async () => {
    const policy = await loadPolicy(document(id));
    for (const { id: name, at, facts, expect } of cases(id)) {
      const verdict = policy.evaluate(facts, { at, locale: "en" });
      assert.equal(verdict.status, expect.status, name);
      if (expect.until) assert.equal(verdict.until, expect.until, name);
      if (expect.clause) assert.equal(verdict.reasons.find(({ role }) => role === "decides").clause, expect.clause, name);
      if (expect.timeline) assert.deepEqual(verdict.timeline.map(({ from, until }) => [from, until]), expect.timeline.map(({ from, until }) => [from, until]), name);
    }
  });
}

test("a policy tells what it is", () => {
  assert.equal(passport.id, "passport-forms");
  assert.equal(passport.language, "es");
  assert.match(passport.version, /^\d+\.\d+\.\d+$/);
  assert.match(passport.digest, /^sha256-[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(passport.document, document("passport-forms"));
});

test("dates may be Date, and undefined is unknown", () => {
  const given = { ...FACTS, purchased_at: new Date(FACTS.purchased_at), forms_used: undefined };
  assert.deepEqual(passport.evaluate(given, { at: new Date(AT) }), passport.evaluate(FACTS, { at: AT }));
});

test("without an instant it is now, and without a page the locale is the policy's", () => {
  const before = Date.now();
  const verdict = passport.evaluate(FACTS);
  assert.ok(Date.parse(verdict.at) >= before && Date.parse(verdict.at) <= Date.now());
  assert.equal(passport.evaluate({}, { at: AT }).evidence[0].label, passport.evaluate({}, { at: AT, locale: "es" }).evidence[0].label);
});

test("a reason tells where the merchant's prose has it, or null where the policy names no place", async () => {
  const [{ source }] = passport.evaluate(FACTS, { at: AT }).reasons;
  const section = "Plazo de cancelación y reembolso íntegro";
  assert.deepEqual(source, { document: "Política de reembolso y cancelación", section, paragraphs: [1, 2] });
  const without = document("passport-forms");
  for (const clause of without.clauses) delete clause.source;
  const [reason] = (await loadPolicy(without)).evaluate(FACTS, { at: AT }).reasons;
  assert.equal(reason.clause, "cancellation_window");
  assert.equal(reason.source, null);
});

test("many cases are judged in their order, and a bad one stops none", () => {
  const [good, bad, last] = passport.evaluateMany([FACTS, { reasson: "changed_mind" }, FACTS], { at: AT });
  assert.deepEqual(good, passport.evaluate(FACTS, { at: AT }));
  assert.equal(bad.error.code, "unknown_fact");
  assert.equal(bad.error.pointer, "/reasson");
  assert.deepEqual(last, good);
});

test("a request is what would be posted, and is verified without differences", () => {
  const details = { customer: { name: "Ana", email: "ana@example.com" }, order_id: "A-1001" };
  const request = passport.request(FACTS, details, { at: AT, locale: "en" });
  assert.match(request.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(request.sent_at, AT);
  assert.match(request.subject, /A-1001/);
  assert.match(request.message, /Ana/);
  assert.deepEqual(request.verdict, passport.evaluate(FACTS, { at: AT, locale: "en" }));
  assert.deepEqual(passport.verify(request, { at: AT }).differences, []);
});

test("a verdict that was tampered with is found out", () => {
  const request = passport.request(FACTS, { customer: { name: "Ana", email: "ana@example.com" } }, { at: AT });
  request.verdict.status = "review";
  const { verdict, differences } = passport.verify(request, { at: AT });
  assert.equal(verdict.status, "qualifies");
  assert.deepEqual(differences, [{ pointer: "/verdict/status", sent: "review", found: "qualifies" }]);
});
