// The widget's own words: one language's table, with what the merchant has put over it.
//
// A string that is missing shows its key rather than nothing; the tests see to it that none is missing.

/**
 * @typedef {Record<string, string>} Forms the forms of a plural, by CLDR's categories
 * @typedef {Record<string, string | Forms>} Table `{"key": "text with {fields}", "key": {"one": …, "other": …}}`
 * @typedef {Record<string, string | undefined>} Fields
 */

/** The words of a table. */
export class Strings {
  #table;

  /** @param {Table} table */
  constructor(table) {
    this.#table = table;
  }

  /** The text of a key. @param {string} key */
  get(key) {
    return this.find(key) ?? key;
  }

  /** The text of a key, if there is one. @param {string} key */
  find(key) {
    const text = this.#table[key];
    return typeof text === "string" ? text : undefined;
  }

  /** The text of a key with its fields filled in. @param {string} key @param {Fields} fields */
  fill(key, fields) {
    return fill(this.get(key), fields);
  }

  /** A key's text with what it is the label of, as the language joins them. @param {string} key @param {string} value */
  line(key, value) {
    return this.fill("label.value", { label: this.get(key), value });
  }

  /**
   * The text of a key for a number.
   *
   * @param {string} key @param {string} category the number's, by CLDR @param {string} shown how it is written
   */
  plural(key, category, shown) {
    const forms = /** @type {Forms} */ (this.#table[key] ?? {});
    return fill(forms[category] ?? forms.other ?? key, { n: shown });
  }
}

/** Replaces each `{field}` by its text. @param {string} template @param {Fields} fields */
const fill = (template, fields) => template.replace(/\{(\w+)\}/g, (whole, field) => fields[field] ?? whole);

/**
 * What a merchant puts over a table, without what has no place in it: keys that are not there, and texts that have not the
 * form of the one that they replace.
 *
 * @param {Table} table
 * @param {Record<string, unknown>} own
 * @returns {{fitting: Table, unfit: string[]}}
 */
export const sifted = (table, own) => {
  const keys = Object.keys(own);
  const unfit = keys.filter((key) => !Object.hasOwn(table, key) || !isAlike(table[key], own[key]));
  const fitting = keys.filter((key) => !unfit.includes(key)).map((key) => [key, own[key]]);
  return { fitting: Object.fromEntries(fitting), unfit };
};

/** A text for a text, forms for forms; "other" is the one that every language has. @param {string | Forms} text @param {unknown} own */
const isAlike = (text, own) => typeof own === typeof text && (typeof own === "string" || areForms(own));

/** @param {unknown} own */
const areForms = (own) => {
  const forms = Object.entries(own ?? {});
  return forms.some(([category]) => category === "other") && forms.every(([, form]) => typeof form === "string");
};
