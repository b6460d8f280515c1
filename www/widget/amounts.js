// Amounts and numbers: as people type them, and as they are written for them.

/** @typedef {{minor: number, currency: string}} Money */

const SIGN = /[.,]/;

/**
 * A decimal as people type it: its digits, and how many of them are decimals, at most `places`; null where it is none.
 *
 * The last comma or point is the decimal sign, unless three digits follow where so many decimals are not possible: then it
 * groups thousands, as it does where it stands more than once.
 *
 * @param {string} text
 * @param {number} places
 * @returns {[number, number] | null}
 */
export const decimal = (text, places) => {
  const typed = text.replace(/[\s€$£%'’]/g, "");
  const at = Math.max(typed.lastIndexOf(","), typed.lastIndexOf("."));
  const isSign = at >= 0 && isDecimalSign(typed, at, places);
  const [first, ...groups] = (isSign ? typed.slice(0, at) : typed).split(SIGN);
  const fraction = isSign ? typed.slice(at + 1) : "";
  if (groups.some((group) => group.length !== 3) || fraction.length > places) return null;
  const digits = [first, ...groups, fraction].join("");
  // What a number does not hold exactly was not meant either.
  return /^[+-]?\d+$/.test(digits) && Number.isSafeInteger(+digits) ? [+digits, fraction.length] : null;
};

/** @param {string} typed @param {number} at @param {number} places */
const isDecimalSign = (typed, at, places) => {
  const isRepeated = typed.indexOf(typed[at]) < at;
  return !isRepeated && (typed.length - at - 1 !== 3 || places >= 3);
};

/** Minor units as a decimal with a point. @param {number} minor @param {number} places */
export const plain = (minor, places) => {
  const digits = String(minor).padStart(places + 1, "0");
  return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
};

/**
 * An amount in the shopper's habits: "49,90 €".
 *
 * @param {{format: import("./state.js").Format, policy: Pick<import("./policy.js").Policy, "minorDigits">}} by
 * @param {Money} amount
 */
export const money = ({ format, policy }, { minor, currency }) => format.money(minor / 10 ** (policy.minorDigits(currency) ?? 2), currency);
