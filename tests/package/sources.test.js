// What a policy can be loaded from, and what is said of what it cannot.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { RefundError, loadPolicy } from "refund-widget";
import { document } from "./shipped.js";

const DOCUMENT = document("passport-forms");
const TEXT = JSON.stringify(DOCUMENT);
const { digest } = await loadPolicy(DOCUMENT);

const seen = [];
const shop = createServer((request, response) => {
  seen.push(request.headers);
  response.writeHead(200, { "content-type": "application/json" }).end(TEXT);
});
let url;

before(async () => {
  await new Promise((listening) => shop.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${shop.address().port}/policy.json`;
});
after(() => shop.close());

const problemOf = async (promise) => {
  const error = await promise.then(() => assert.fail("nothing was thrown"), (error) => error);
  assert.ok(error instanceof RefundError, String(error));
  return error.problems[0];
};

test("a text, an answer, a module and a promise of one of them", async () => {
  const other = new URL(url);
  const sources = {
    text: TEXT,
    "text with a mark": `\ufeff ${TEXT}`,
    answer: await fetch(url),
    "promised answer": fetch(url),
    // What `import * as policy from "./policy.json"` gives: by itself, and in a bundle that names the keys too.
    module: { default: DOCUMENT },
    "named module": Object.assign(Object.create(null), DOCUMENT, { default: DOCUMENT }),
    "promised module": import(`data:application/json,${encodeURIComponent(TEXT)}`, { with: { type: "json" } }),
    URL: other,
    "URL of another realm": { href: other.href, protocol: other.protocol, toString: () => other.href },
  };
  for (const [name, source] of Object.entries(sources)) assert.equal((await loadPolicy(source)).digest, digest, name);
});

test("headers, another fetch, and giving up", async () => {
  await loadPolicy(url, { headers: { authorization: "Bearer x" } });
  assert.equal(seen.at(-1).authorization, "Bearer x");
  const asked = [];
  const cached = async (address, { headers }) => {
    asked.push([address, headers]);
    return new Response(TEXT);
  };
  assert.equal((await loadPolicy("https://shop.example/policy.json", { fetch: cached })).digest, digest);
  assert.deepEqual(asked, [["https://shop.example/policy.json", undefined]]);
  const reason = new Error("the shopper went on");
  await assert.rejects(loadPolicy(url, { signal: AbortSignal.abort(reason) }), reason);
});

test("what cannot be loaded says what to do", async () => {
  const relative = await problemOf(loadPolicy("./policy.json"));
  assert.equal(relative.code, "policy_unreachable");
  assert.match(relative.message, /\.\/policy\.json/);
  assert.match(relative.hint, /import\.meta\.url/);
  assert.equal((await problemOf(loadPolicy(url, { fetch: null }))).hint, "give one as an option, or the policy's document");
  assert.equal((await problemOf(loadPolicy("{ not JSON"))).code, "policy_unreadable");
  assert.equal((await problemOf(loadPolicy(new Response("gone", { status: 410 })))).code, "policy_not_found");
  assert.equal((await problemOf(loadPolicy(() => DOCUMENT))).code, "not_json");
});

test("an option that is misspelt is told", async () => {
  const policy = await loadPolicy(DOCUMENT);
  const near = await problemOf(loadPolicy(DOCUMENT, { header: {} }));
  assert.deepEqual(near, { code: "unknown_option", message: "there is no option `header`", pointer: "/header", hint: "did you mean `headers`?" });
  const none = await problemOf(loadPolicy(DOCUMENT, { timeout: 1 }));
  assert.equal(none.hint, "there are `signal`, `fetch`, `headers`");
  for (const call of [
    () => policy.evaluate({}, { lokale: "es" }),
    () => policy.evaluateMany([], { lokale: "es" }),
    () => policy.request({}, {}, { lokale: "es" }),
    () => policy.verify({}, { lokale: "es" }),
  ]) {
    assert.throws(call, { name: "RefundError", code: "unknown_option", pointer: "/lokale" });
  }
  assert.throws(() => policy.evaluate({}, "es"), { name: "RefundError", code: "wrong_type" });
});

test("the eight languages of the widget are the package's too", async () => {
  const policy = await loadPolicy(DOCUMENT);
  const facts = { reason: "changed_mind", purchased_at: "2026-11-20T10:00:00Z" };
  const answers = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"].map((locale) => {
    const options = { at: "2026-11-21T10:00:00Z", locale };
    assert.equal(policy.request(facts, {}, options).locale, locale);
    return policy.evaluate(facts, options).scenarios.map(({ answer }) => answer).join();
  });
  assert.deepEqual(answers, ["no,sí", "non,oui", "no,yes", "nein,ja", "no,sì", "não,sim", "nee,ja", "no,sí"]);
});
