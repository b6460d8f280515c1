// What should not be in a message: passwords, card numbers, keys. A guess that may be wrong either way, so it only ever warns.

const WORDS = "contraseña|contrasena|contrasenya|clave|password|passwd|passwort|kennwort|wachtwoord|senha|mot de passe|pwd|mdp";
/** The word for a password and what looks like one: anything behind a colon, otherwise a word with a digit. */
const PASSWORD = new RegExp(`(?:${WORDS})\\s*(?:est|es|is)?\\s*(?:[:=]\\s*\\S{4,}|(?=\\S*\\d)\\S{6,})`, "iu");
/** As well-known keys begin. */
const PREFIX = /(?:^|\s)(?:sk_live_|sk_test_|rk_live_|AKIA|ghp_|xoxb-|-----BEGIN|eyJhbGci)/;

/** What a text seems to hold: `password`, `card_number` or `key`. @param {string} text */
export const looksSecret = (text) =>
  PASSWORD.test(text) ? "password"
  : hasCardNumber(text) ? "card_number"
  : PREFIX.test(text) || text.split(/\s+/).some(isKey) ? "key"
  : undefined;

/** 13 to 19 digits, alone or in groups, whose check digit is right (ISO/IEC 7812-1, Luhn's formula). @param {string} text */
const hasCardNumber = (text) =>
  (text.match(/[\d -]{13,}/g) ?? []).some((run) => {
    const digits = run.replace(/\D/g, "");
    return digits.length >= 13 && digits.length <= 19 && luhn(digits) && /[^0]/.test(digits);
  });

/** @param {string} digits */
const luhn = (digits) => {
  const weighed = [...digits].reverse().map((digit, index) => (index % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][+digit] : +digit));
  return weighed.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
};

/** Long, of nothing but letters, digits and a few signs, and with capitals, small letters and digits mixed. @param {string} word */
const isKey = (word) => /^[\w+=-]{32,}$/.test(word) && [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word));
