// What goes wrong is a RefundError with a stable code, and names what it is about.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { RefundError, loadPolicy } from "refund-widget";
import { document } from "./shipped.js";

const shop = createServer((request, response) => {
  const text = JSON.stringify(document("passport-forms"));
  const page = {
    "/page": [200, "text/html", "<!doctype html><p>Hello"],
    "/policy.json": [200, "application/json", text],
    "/marked.json": [200, "application/json", `\ufeff${text}`],
    "/twice.json": [200, "application/json", text.replace('"zone":', '"zone":"UTC","zone":')],
  };
  const [status, type, body] = page[request.url] ?? [404, "text/html", "<p>Not here"];
  response.writeHead(status, { "content-type": type }).end(body);
});
let origin;

before(async () => {
  await new Promise((listening) => shop.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${shop.address().port}`;
});
after(() => shop.close());

/** The error of a call, which must be the package's own. */
const errorOf = async (call) => {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof RefundError && error instanceof Error, String(error));
    return error;
  }
  assert.fail("nothing was thrown");
};

test("a policy is loaded from its URL", async () => {
  const policy = await loadPolicy(`${origin}/policy.json`);
  assert.equal(policy.digest, (await loadPolicy(document("passport-forms"))).digest);
  assert.equal((await loadPolicy(new URL("/policy.json", origin))).id, "passport-forms");
});

test("in Node a policy is loaded from a file too", async () => {
  const file = pathToFileURL(join(process.env.ROOT, "policies/passport-forms/policy.json"));
  assert.equal((await loadPolicy(file)).id, "passport-forms");
  assert.equal((await loadPolicy(file.href)).id, "passport-forms");
  const lost = await errorOf(() => loadPolicy(new URL("lost.json", file)));
  assert.equal(lost.code, "policy_unreachable");
  assert.match(lost.message, /lost\.json/);
});

test("a URL without a policy is named", async () => {
  const missing = await errorOf(() => loadPolicy(`${origin}/lost.json`));
  assert.equal(missing.code, "policy_not_found");
  assert.match(missing.message, /lost\.json.*404/);
  const page = await errorOf(() => loadPolicy(`${origin}/page`));
  assert.equal(page.code, "policy_unreadable");
  assert.match(page.message, /\/page.*text\/html/);
  const closed = await errorOf(() => loadPolicy("http://127.0.0.1:9/policy.json"));
  assert.equal(closed.code, "policy_unreachable");
  assert.ok(closed.cause);
});

test("a text is read as everywhere else: without its mark, and with no key twice", async () => {
  assert.equal((await loadPolicy(`${origin}/marked.json`)).digest, (await loadPolicy(document("passport-forms"))).digest);
  const twice = await errorOf(() => loadPolicy(`${origin}/twice.json`));
  assert.deepEqual([twice.code, twice.pointer], ["duplicate_key", "/zone"]);
});

test("a document that is no policy is refused, and the pointer leads to what is wrong", async () => {
  for (const value of [{}, [], null, undefined, 7]) await errorOf(() => loadPolicy(value));
  const broken = document("passport-forms");
  broken.clauses[0].when = { chargebakc: "granted" };
  const error = await errorOf(() => loadPolicy(broken));
  assert.match(error.pointer, /^\/clauses\/0\/when/);
  assert.deepEqual(error.problems[0].code, error.code);
  const nowhere = { ...document("passport-forms"), zone: "Europe/Atlantis" };
  assert.equal((await errorOf(() => loadPolicy(nowhere))).pointer, "/zone");
  for (const zone of ["europe/madrid", "+01:00"]) {
    const error = await errorOf(() => loadPolicy({ ...document("passport-forms"), zone }));
    assert.deepEqual([error.code, error.pointer], ["unknown_zone", "/zone"]);
  }
});

test("what a program computed is taken, and so is a clock that is ten minutes ahead", async () => {
  const iptv = await loadPolicy(document("iptv-subscription"));
  assert.equal(iptv.evaluate({ usage_ratio: 0.1 + 0.2 }).status, iptv.evaluate({ usage_ratio: 0.3 }).status);
  iptv.evaluate({ usage_ratio: 1 / 3, amount_paid: { minor: 19.99 * 100, currency: "EUR" } });
  const policy = await loadPolicy(document("passport-forms"));
  const at = "2026-11-20T10:00:00Z";
  const until = (purchased_at) => policy.evaluate({ purchased_at, reason: "changed_mind", forms_delivered: false }, { at }).until;
  assert.equal(until("2026-11-20T10:10:00Z"), until(at));
  const far = await errorOf(() => policy.evaluate({ purchased_at: "2026-11-20T10:11:00Z" }, { at }));
  assert.equal(far.code, "future_instant");
});

test("facts and options that are wrong are refused", async () => {
  const policy = await loadPolicy(document("passport-forms"));
  const codes = async (...calls) => Promise.all(calls.map(async (call) => (await errorOf(call)).code));
  assert.deepEqual(
    await codes(
      () => policy.evaluate({ reasson: "changed_mind" }),
      () => policy.evaluate({ reason: "whim" }),
      () => policy.evaluate({ purchased_at: "2999-01-01T00:00:00Z" }),
      () => policy.evaluate({}, { at: "tomorrow" }),
      () => policy.evaluate({}, { at: new Date(NaN) }),
      () => policy.evaluate({}, { locale: "pl" }),
      () => policy.evaluate({ reason: () => "changed_mind" }),
      () => policy.verify({}),
    ),
    ["unknown_fact", "unknown_choice", "future_instant", "invalid_instant", "invalid_instant", "unknown_locale", "not_json", "missing_key"],
  );
});
