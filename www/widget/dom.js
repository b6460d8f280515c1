// Nodes as values, and the one function that makes the page agree with them.
//
// A screen is a function from the state to nodes; `patch` changes what differs and leaves the rest alone, so that focus,
// selection and half-typed dates survive a new rendering. Nothing here parses HTML, sets a style or runs a handler: that
// keeps it within the strictest content security policy.

/**
 * What an element reacts to: an action for a click or the submission of a form, the field for input or a box that is ticked.
 *
 * @typedef {{click?: import("./state.js").Action, submit?: import("./state.js").Action, input?: string, tick?: string}} On
 *
 * `id` is also what a node is known by in the next rendering, `key` where it has none. `value` and `checked` are properties
 * and the rest attributes: there, where they are true, and absent, where they are false, null or undefined.
 * @typedef {{id?: string, key?: string, value?: string, checked?: boolean, on?: On, [attribute: string]: unknown}} Props
 *
 * Something that is shown. An element has a tag; a text has an empty one, and a node that was made elsewhere (a preview's
 * canvas) none. `dom` is where it stands in the page.
 * @typedef {object} VNode
 * @property {string} [tag]
 * @property {boolean} [isSvg]
 * @property {unknown} [key]
 * @property {Props} props
 * @property {VNode[]} children
 * @property {string} [text]
 * @property {Node} [dom]
 *
 * @typedef {VNode | Node | string | number | false | null | undefined | Child[]} Child what `h` takes
 */

const NAMESPACES = { html: "http://www.w3.org/1999/xhtml", svg: "http://www.w3.org/2000/svg" };
/** What is no attribute. */
const OWN = ["key", "value", "checked", "on"];

/** What the nodes in the page react to. @type {WeakMap<EventTarget, On>} */
const reactions = new WeakMap();

/**
 * An element of HTML; its properties, or only its class.
 *
 * @param {string} tag @param {Props | string} props @param {...Child} children
 * @returns {VNode}
 */
export const h = (tag, props, ...children) => element(tag, false, props, children);

/** An element of SVG. @param {string} tag @param {Props | string} props @param {...Child} children @returns {VNode} */
export const svg = (tag, props, ...children) => element(tag, true, props, children);

/** @param {string} tag @param {boolean} isSvg @param {Props | string} given @param {Child[]} children @returns {VNode} */
const element = (tag, isSvg, given, children) => {
  const props = typeof given === "string" ? { class: given || null } : given;
  return { tag, isSvg, key: props.id ?? props.key, props, children: nodes(children) };
};

/** What is there of a list, as nodes. @param {Child[]} children @returns {VNode[]} */
const nodes = (children) =>
  children.flat(/** @type {1} */ (Infinity)).flatMap((child) => {
    if (child instanceof Node) return { key: child, props: {}, children: [], dom: child };
    if (typeof child === "object" && child) return /** @type {VNode} */ (child);
    return child || child === 0 ? { tag: "", props: {}, children: [], text: String(child) } : [];
  });

/**
 * Makes `parent`, whose own nodes are `old`, show others, which are what it gives back; nodes that others put there stay.
 *
 * Nodes are known again by tag and key, in order: none is ever moved, since moving costs it the focus.
 *
 * @param {Node} parent @param {VNode[]} old @param {Child[]} children
 */
export const patch = (parent, old, children) => {
  const shown = nodes(children);
  let next = 0;
  for (const node of shown) {
    const found = old.findIndex((known, place) => place >= next && known.tag === node.tag && known.key === node.key);
    if (found < 0) insert(parent, update(created(node), node), old[next]?.dom);
    else {
      for (; next < found; next++) remove(parent, old[next]);
      update(old[next++], node);
    }
  }
  for (; next < old.length; next++) remove(parent, old[next]);
  return shown;
};

// Somebody else may have taken a node away already (a host page's framework).

/** @param {Node} parent @param {Node} node @param {Node} [before] */
const insert = (parent, node, before) => parent.insertBefore(node, before?.parentNode === parent ? before : null);

/** @param {Node} parent @param {VNode} gone */
const remove = (parent, { dom }) => dom?.parentNode === parent && parent.removeChild(dom);

/** A node as if it had stood there without anything. @param {VNode} node @returns {VNode} */
const created = ({ tag, isSvg, dom }) => ({
  props: {},
  children: [],
  dom: dom ?? (tag ? document.createElementNS(NAMESPACES[isSvg ? "svg" : "html"], tag) : document.createTextNode("")),
});

/** @param {VNode} old @param {VNode} node */
const update = ({ dom, props, children, text }, node) => {
  const known = /** @type {Node} */ ((node.dom = dom));
  if (node.tag) {
    const target = /** @type {HTMLInputElement} */ (known);
    setAttributes(target, props, node.props);
    node.children = patch(target, children, node.children);
    setProperties(target, props, node.props);
  } else if (node.text !== text) known.textContent = node.text ?? "";
  return known;
};

/** @param {Element} dom @param {Props} old @param {Props} props */
const setAttributes = (dom, old, props) => {
  for (const name of Object.keys({ ...old, ...props })) {
    const value = attribute(props[name]);
    if (OWN.includes(name) || value === attribute(old[name])) continue;
    if (value === undefined) dom.removeAttribute(name);
    else dom.setAttribute(name, value);
  }
};

/** @param {unknown} value */
const attribute = (value) => (value === true ? "" : (value ?? false) === false ? undefined : String(value));

/**
 * What the shopper types is only overwritten where the state says something new. A value comes after the children: a
 * `select` can only take one of its options.
 *
 * @param {HTMLInputElement} dom @param {Props} old @param {Props} props
 */
const setProperties = (dom, old, { value, checked, on }) => {
  if (value !== undefined && value !== old.value && value !== dom.value) dom.value = value;
  if (checked !== undefined && checked !== dom.checked) dom.checked = checked;
  if (on) reactions.set(dom, on);
  else if (old.on) reactions.delete(dom);
};

/**
 * The node on which an event happened, or the nearest around it, that reacts to such events; with what it reacts by.
 *
 * @param {Event} event
 * @returns {{node: HTMLInputElement, on: On} | undefined}
 */
export const handler = (event) => {
  for (const node of event.composedPath()) {
    const on = reactions.get(node);
    if (on && (event.type in on || (event.type === "input" && on.tick))) return { node: /** @type {HTMLInputElement} */ (node), on };
  }
};
