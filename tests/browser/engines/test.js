// Each engine that shoppers have, through the full path: `cargo xtask test --only engines`.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { REFUND, serve } from "../server.js";
import { JOURNEYS, journey, walk } from "./path.js";
import { inChromium, inFirefox } from "./playwright.js";
import { watched } from "./reports.js";
import { inWebKit } from "./webkit.js";

const ANA = { name: "Ana Pérez", email: "ana@example.org", words: "The picture freezes.", proof: new URL("proof.png", import.meta.url).pathname };

for (const [engine, launch] of Object.entries({ Chromium: inChromium, Firefox: inFirefox, WebKit: inWebKit })) {
  test(engine, { timeout: 900_000 }, async (context) => {
    const shop = await serve();
    context.after(shop.stop);
    const { url, violations, stop } = await watched(shop.url);
    context.after(stop);
    const driver = await launch();
    context.after(driver.close);

    const references = [];
    for (const [policy, ways] of Object.entries(JOURNEYS)) {
      for (const lang of Object.keys(ways)) {
        await context.test(`${policy} (${lang})`, async () => references.push(await journey(driver, url, policy, lang, ANA)));
      }
    }
    references.push(await walk(driver, url, ANA));
    assert.equal(new Set(references).size, references.length, "each has a reference of its own");
    const { stdout } = await promisify(execFile)(REFUND, ["requests", "--database", shop.database]);
    for (const kept of [...references, ANA.email]) assert.ok(stdout.includes(kept), `${kept} in ${stdout}`);
    assert.deepEqual(violations, []);
    // That nothing was reported means something only where it would have been.
    await driver.evaluate(() => document.body.append(Object.assign(document.createElement("style"), { textContent: "p { color: red }" })));
    while (violations.length === 0) await wait(50);
    assert.match(violations[0], /^style-src/);
  });
}
