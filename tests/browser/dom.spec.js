// Nodes as values (www/widget/dom.js): what a new rendering changes, and what it leaves alone.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";

const source = readFileSync(new URL("../../www/widget/dom.js", import.meta.url), "utf8");

test.beforeEach(async ({ page }) => {
  await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Test</title><body>" }));
  await page.route("**/dom.js", (route) => route.fulfill({ contentType: "text/javascript", body: source }));
  await page.goto("http://dom.test/");
  await page.evaluate(async () => {
    const dom = await import("/dom.js");
    const parent = document.body.appendChild(document.createElement("div"));
    let mounted = [];
    const show = (...nodes) => (mounted = dom.patch(parent, mounted, nodes));
    Object.assign(window, dom, { parent, show, find: (selector) => parent.querySelector(selector), html: () => parent.innerHTML });
  });
});

test("what differs is changed", async ({ page }) => {
  const html = await page.evaluate(() => {
    const told = [];
    show(h("p", { class: "a", hidden: true }, "one"), h("ul", "", h("li", "", "x")));
    told.push(html());
    show(h("p", { class: "b", hidden: false }, ["two", null, false, "", 0]), h("ul", ""));
    told.push(html());
    show();
    return [...told, html()];
  });
  expect(html).toEqual(['<p class="a" hidden="">one</p><ul><li>x</li></ul>', '<p class="b">two0</p><ul></ul>', ""]);
});

test("nodes are known again and never moved", async ({ page }) => {
  const [html, isSame] = await page.evaluate(() => {
    const item = (key) => h("li", { key }, key);
    show(item("a"), item("b"), item("c"));
    const [, b, c] = parent.children;
    show(item("b"), item("new"), item("c"));
    return [html(), parent.children[0] === b && parent.children[2] === c];
  });
  expect(html).toBe("<li>b</li><li>new</li><li>c</li>");
  expect(isSame).toBe(true);
});

test("what was typed and the focus survive", async ({ page }) => {
  const result = await page.evaluate(() => {
    const field = (value = "") => h("input", { id: "field", value });
    show(field());
    const input = find("#field");
    input.focus();
    input.value = "typed";
    show(h("p", "", "news"), field());
    const [typed, isFocused] = [input.value, document.activeElement === input];
    show(h("p", "", "news"), field("told"));
    return [typed, isFocused, input.value];
  });
  expect(result).toEqual(["typed", true, "told"]);
});

test("a choice and a tick follow the state", async ({ page }) => {
  const result = await page.evaluate(() => {
    const option = (value) => h("option", { value }, value);
    const form = (value, checked) => show(h("form", "", h("select", { value }, option("a"), option("b")), h("input", { type: "checkbox", checked })));
    const told = () => [find("select").value, find("input").checked];
    form("b", true);
    const first = told();
    form("a", false);
    return [first, told()];
  });
  expect(result).toEqual([["b", true], ["a", false]]);
});

test("nodes of others stay, also where they took one of ours away, and SVG is SVG", async ({ page }) => {
  const result = await page.evaluate(() => {
    parent.append(document.createElement("form"));
    const canvas = document.createElement("canvas");
    show(svg("svg", {}, svg("path", { d: "M0 0" })), canvas, h("p", ""));
    const namespace = find("path").namespaceURI;
    const isAsItIs = find("canvas") === canvas;
    find("p").remove();
    show(h("i", ""), h("p", ""));
    show();
    return [namespace, isAsItIs, html()];
  });
  expect(result).toEqual(["http://www.w3.org/2000/svg", true, "<form></form>"]);
});

test("an event belongs to the nearest node that reacts to its kind", async ({ page }) => {
  const result = await page.evaluate(() => {
    const box = h("input", { type: "checkbox", on: { tick: "confirm" } });
    show(h("form", { on: { submit: { type: "send" } } }, h("button", { type: "button", on: { click: { type: "stop" } } }, h("b", "", "x")), box));
    const heard = [];
    for (const type of ["click", "input", "submit"]) parent.addEventListener(type, (event) => (event.preventDefault(), heard.push(handler(event))));
    find("b").click();
    find("input").dispatchEvent(new Event("input", { bubbles: true }));
    find("form").requestSubmit();
    find("form").click();
    return heard.map((found) => found && [found.node.localName, found.on]);
  });
  expect(result).toEqual([["button", { click: { type: "stop" } }], ["input", { tick: "confirm" }], ["form", { submit: { type: "send" } }], undefined]);
});
