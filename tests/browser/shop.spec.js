import { test, expect } from "./fixtures.js";

test("the shop answers", async ({ page, shop }) => {
  const response = await page.goto("/");
  expect(response.status()).toBe(200);
  expect(page.url()).toBe(shop.url);
});
