// A page without any bundler: the package's files as a static host or a network for packages serves them.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { page, scriptTag } from "../page.js";
import { serve } from "../serve.js";

const ELEMENT = "/refund-widget/dist/page/refund-widget.js";

/** The module that the bundlers are given, by an import map; and the element by one of its tags. */
const using = (package_, tags) => {
  const imports = { "refund-widget": `${package_}/dist/index.js`, "refund-widget/element": "data:text/javascript," };
  return `<script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="/main.js"></script>${tags}`;
};

const open = (head, body) => async (app) => {
  cpSync(join(app, "../node_modules/refund-widget"), join(app, "refund-widget"), { recursive: true });
  const other = await serve(app);
  const shop = await serve(app);
  writeFileSync(join(app, "index.html"), page(head(other.url.replace(/\/$/, "")), body?.()));
  const close = () => [shop, other].forEach((server) => server.close());
  return { url: shop.url, close };
};

const host = (name, head, body) => ({ name: `plain page, ${name}`, version: "–", isSmall: true, open: open(head, body) });

export default [
  host("module", () => using("/refund-widget", `<script type="module" src="${ELEMENT}"></script>`)),
  host("import map", () => {
    const imports = { "refund-widget": "/refund-widget/dist/index.js", "refund-widget/element": "/refund-widget/dist/element.js" };
    return `<script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="/main.js"></script>`;
  }),
  host("classic script", () => using("/refund-widget", ""), () => scriptTag(ELEMENT)),
  host("classic script in the head", () => using("/refund-widget", scriptTag(ELEMENT)), () => "<p>Hello</p>"),
  host("classic script of another origin", (other) => using(`${other}/refund-widget`, scriptTag(`${other}${ELEMENT}`)), () => ""),
  host("module of another origin", (other) => using(`${other}/refund-widget`, `<script type="module" src="${other}${ELEMENT}"></script>`)),
];
