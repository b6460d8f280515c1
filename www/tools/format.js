// Dates, times, amounts and numbers in the shopper's habits, by `Intl`. What is shown is decided in Rust; here it is only
// written. Instants are milliseconds since 1970.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const DATES = {
  date: { dateStyle: "full" },
  date_time: { dateStyle: "long", timeStyle: "short" },
  full_date_time: { dateStyle: "full", timeStyle: "short" },
  short: { dateStyle: "medium", timeStyle: "short" },
  weekday: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  day_time: { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  // A day of somebody else's calendar, given as its noon in universal time.
  calendar: { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" },
  calendar_range: { day: "numeric", month: "long", timeZone: "UTC" },
};

/** @type {Record<string, Intl.NumberFormatOptions>} */
const NUMBERS = {
  count: {},
  number: { maximumFractionDigits: 6 },
  percent: { style: "percent", maximumFractionDigits: 2 },
};

/** The habits of one who reads `language`: of the browser's first locale in that language. @param {string} language */
export const format = (language) =>
  new Format(navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language);

/** One shopper's habits, by a BCP 47 tag with the region where the browser tells it. */
class Format {
  /** What was made so far: the formats of `Intl` are slow to make. @type {Map<string, any>} */
  #made = new Map();

  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
  }

  /**
   * @template T
   * @param {new (tag: string, options: any) => T} Kind
   * @param {object} options
   * @returns {T}
   */
  #intl(Kind, options) {
    const key = Kind.name + JSON.stringify(options);
    if (!this.#made.has(key)) this.#made.set(key, new Kind(this.tag, options));
    return this.#made.get(key);
  }

  /** @param {string} style @param {number} at */
  date(style, at) {
    return this.#dates(style, at).format(at);
  }

  /** "20 Nov 2026, 10:00 – 14:00". @param {string} style @param {number} from @param {number} until */
  range(style, from, until) {
    return this.#dates(style, until).formatRange(from, until);
  }

  /** A style, with the year where it leaves that out and it is not this one. @param {string} style @param {number} at */
  #dates(style, at) {
    const options = DATES[style];
    const isOther = !options.dateStyle && new Date(at).getFullYear() !== new Date().getFullYear();
    return this.#intl(Intl.DateTimeFormat, isOther ? { ...options, year: "numeric" } : options);
  }

  /**
   * "3 days ago", "in 2 hours". Days are counted by the calendar on the shopper's wall.
   *
   * @param {number} at @param {number} now @param {boolean} byDay where no time is known
   */
  relative(at, now, byDay) {
    const away = at - now;
    const far = Math.abs(away);
    const days = midnight(at) - midnight(now);
    /** @type {[number, Intl.RelativeTimeFormatUnit]} */
    const [number, unit] =
      far < HOUR && !byDay ? [away / MINUTE, "minute"]
      : far < DAY && !byDay ? [away / HOUR, "hour"]
      : far < 60 * DAY ? [days, "day"]
      : far < 730 * DAY ? [days / 30.4, "month"]
      : [days / 365, "year"];
    return this.#intl(Intl.RelativeTimeFormat, { numeric: "auto" }).format(Math.trunc(number), unit);
  }

  /** A length of time in its two largest units: "2 days and 3 hours". @param {number} millis */
  length(millis) {
    /** @type {[number, string][]} */
    const parts =
      millis >= 60 * DAY ? [[millis / (30.4 * DAY), "month"]]
      : millis >= DAY ? [[millis / DAY, "day"], [(millis % DAY) / HOUR, "hour"]]
      : millis >= HOUR ? [[millis / HOUR, "hour"], [(millis % HOUR) / MINUTE, "minute"]]
      : millis >= MINUTE ? [[millis / MINUTE, "minute"]]
      // Rounded up: a wait of half a second is not over yet.
      : [[Math.ceil(millis / 1000), "second"]];
    const whole = parts.map(([number, unit]) => /** @type {const} */ ([Math.trunc(number), unit]));
    return this.list(whole.filter(([number]) => number > 0).map(([number, unit]) => this.unit(number, unit)), "conjunction");
  }

  /** @param {number} number @param {string} unit */
  unit(number, unit) {
    return this.#intl(Intl.NumberFormat, { style: "unit", unit, unitDisplay: "long" }).format(number);
  }

  /** @param {string} style @param {number} number */
  number(style, number) {
    return this.#intl(Intl.NumberFormat, NUMBERS[style]).format(number);
  }

  /** "49,90 €". @param {number} amount @param {string} currency */
  money(amount, currency) {
    return this.#intl(Intl.NumberFormat, { style: "currency", currency }).format(amount);
  }

  /** "2.4 MB". @param {number} bytes */
  size(bytes) {
    const [number, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1024), "kilobyte"] : [bytes / 2 ** 20, "megabyte"];
    const maximumFractionDigits = number < 10 ? 1 : 0;
    return this.#intl(Intl.NumberFormat, { style: "unit", unit, maximumFractionDigits }).format(number);
  }

  /** Several things in one phrase. @param {string[]} items @param {string} type `conjunction` or `disjunction` */
  list(items, type) {
    return this.#intl(Intl.ListFormat, { type }).format(items);
  }

  /** The plural category of a number, by CLDR. @param {number} number */
  plural(number) {
    return this.#intl(Intl.PluralRules, {}).select(number);
  }

  /** The name of a language or a currency. @param {string} type @param {string} code */
  name(type, code) {
    try {
      return this.#intl(Intl.DisplayNames, { type }).of(code) ?? code;
    } catch {
      return code; // no code at all
    }
  }

  /** The sign before decimals. */
  sign() {
    return this.number("count", 0.5).match(/\P{N}/u)?.[0] ?? ".";
  }

  /** All currencies that the browser knows; none where it does not tell. @returns {string[]} */
  currencies() {
    return Intl.supportedValuesOf?.("currency") ?? [];
  }
}

/** The shopper's calendar day, counted from 1970. @param {number} at */
const midnight = (at) => {
  const wall = new Date(at);
  // In universal time all days are equally long.
  return Date.UTC(wall.getFullYear(), wall.getMonth(), wall.getDate()) / DAY;
};
