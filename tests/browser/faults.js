// A contact endpoint that fails on command: a server before the shop's own that passes everything on, except that each POST to
// /contact takes the next fault off a list. It really drops connections, is silent, and cuts answers after the commit.
import { createServer, request as ask } from "node:http";
import { once } from "node:events";
import { expect, test as base } from "./fixtures.js";
import { Widget, open, longestJitter, hoursAgo, euros } from "./widget.js";

export { expect } from "./fixtures.js";

/** Passes a request on, and gives the answer with its body. */
const passed = async (shop, { method, url, headers }, body) => {
  const outgoing = ask(new URL(url, shop), { method, headers: { ...headers, "accept-encoding": "identity" } });
  outgoing.end(body);
  const [answer] = await once(outgoing, "response");
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(await answer.toArray()) };
};

const write = (response, { status, headers = {}, body = "" }) => response.writeHead(status, headers).end(body);

/** What can go wrong, besides an answer that is given in full: `{ status, headers, body }`, or a function that gives it then. */
const FAULTS = {
  /** The connection ends without an answer, and nothing is stored. */
  dropped: (_, response) => response.destroy(),
  /** Nothing happens. */
  silent: () => {},
  /** It is stored, and the answer never comes. */
  lost: async (pass, response) => {
    await pass();
    response.destroy();
  },
  /** It is stored, and the answer breaks off. */
  half: async (pass, response) => {
    const { status, headers, body } = await pass();
    response.writeHead(status, { ...headers, "content-length": body.length }).write(body.subarray(0, body.length / 2));
    setImmediate(() => response.destroy());
  },
};

/** The parts of a multipart form: what the request says, and the files by their names. */
const parts = (body, type) => {
  const boundary = Buffer.from(`--${type.split("boundary=")[1]}`);
  const all = [];
  for (let from = body.indexOf(boundary); ; ) {
    const to = body.indexOf(boundary, from + boundary.length);
    if (to < 0) break;
    const part = body.subarray(from + boundary.length + 2, to - 2);
    const end = part.indexOf("\r\n\r\n");
    const [, name] = part.subarray(0, end).toString().match(/ name="([^"]*)"/);
    all.push([name, part.subarray(end + 4)]);
    from = to;
  }
  const { request, ...files } = Object.fromEntries(all);
  return { text: request.toString(), json: JSON.parse(request), files };
};

/** An endpoint on its own port: `next` are the faults to come, `received` is what was posted, `receipts` what the shop stored. */
const started = async (shop) => {
  const endpoint = { next: [], received: [], receipts: [], preflights: 0 };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (request.method === "OPTIONS") endpoint.preflights++;
    const pass = async () => {
      const answer = await passed(shop, request, body);
      if (answer.status === 201 || answer.status === 200) endpoint.receipts.push(answer.body);
      return answer;
    };
    if (request.method !== "POST" || request.url !== "/contact") return write(response, await passed(shop, request, body));
    endpoint.received.push({ headers: request.headers, ...parts(body, request.headers["content-type"]) });
    const fault = endpoint.next.shift();
    if (!fault) return write(response, await pass());
    if (typeof fault === "string") return FAULTS[fault](pass, response);
    return write(response, typeof fault === "function" ? fault() : fault);
  });
  // A browser repeats by itself what was lost on a connection that had been used before.
  server.maxRequestsPerSocket = 1;
  const listen = async (port) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address();
  /** Refuses connections until `up`. */
  endpoint.down = () => {
    server.close();
    server.closeAllConnections();
  };
  endpoint.up = () => listen(port);
  endpoint.url = `http://127.0.0.1:${port}`;
  return endpoint;
};

/** `endpoint` stands between the pages and the shop. */
export const test = base.extend({
  endpoint: async ({ shop }, use) => {
    const endpoint = await started(shop.url);
    await use(endpoint);
    endpoint.down();
  },
  baseURL: async ({ endpoint }, use) => use(endpoint.url),
});

/** A case whose answer is known, under a policy whose merchant writes French. */
export const CASE = {
  policy: "iptv-subscription",
  orderId: "SP-77",
  facts: { reason: "changed_mind", purchased_at: hoursAgo(30).toISOString(), amount_paid: euros(4990), support_contacted_at: null },
};

/** A request that is ready to be sent, with these faults to come. Where time is still, it passes only when a test lets it. */
export const prepared = async (page, endpoint, { faults = [], lang = "en", isStill = false, ...element } = {}) => {
  endpoint.next.push(...faults);
  if (isStill) await page.clock.install();
  await page.addInitScript(() => {
    window.goneOut = 0;
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (body) {
      this.upload.addEventListener("load", () => (window.goneOut += 1));
      send.call(this, body);
    };
  });
  // Nothing happens by itself before a test looks.
  await longestJitter(page);
  const shown = { ...CASE, lang, ...element };
  await open(page, shown);
  const widget = new Widget(page, shown.policy, lang);
  await widget.toRequest();
  await widget.sign();
  // A second may pass before the page gets to it, where the machine is busy.
  if (isStill) await expect(() => page.clock.pauseAt(Date.now() + 1000)).toPass();
  return widget;
};

/** Waits until so many requests have gone out whole as the page sees it, which may be later than they arrive. */
export const goneOut = (page, count) => expect.poll(() => page.evaluate(() => window.goneOut)).toBe(count);
