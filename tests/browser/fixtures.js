// Every worker has its own demo shop.
import { test as base } from "@playwright/test";
import { serve } from "./server.js";

export { expect } from "@playwright/test";

/** `shop` is the demo shop's `{ url, database }`; pages open relative to it. */
export const test = base.extend({
  shop: [
    async ({}, use) => {
      const { stop, ...shop } = await serve();
      await use(shop);
      await stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
});
