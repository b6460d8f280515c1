// A deadline as an iCalendar file (RFC 5545).

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The file's text.
 *
 * @param {string} id the same for the same request, so that adding it again moves it and does not double it
 * @param {number} until in milliseconds since 1970
 * @param {string} summary
 * @param {string} description
 */
export const calendar = (id, until, summary, description) => {
  const now = Date.now();
  // It ends at the deadline: one at midnight would else stand on the day after.
  const start = until - 30 * MINUTE;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//refund-widget//deadline//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${escaped(`${id}@${location.hostname}`)}`,
    `DTSTAMP:${utc(now)}`,
    // A later file for the same request counts as its newer version.
    `SEQUENCE:${Math.floor(now / MINUTE)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(until)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    // Without the query, which may open an order to whoever reads the calendar.
    `URL:${location.origin}${location.pathname}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(summary)}`,
    // A day before, or an hour where that has passed.
    `TRIGGER;RELATED=END:${until - now > DAY ? "-P1D" : "-PT1H"}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
};

/** "20261122T060000Z". @param {number} at */
const utc = (at) => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** A text as a value: section 3.3.11. @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

/** A line of at most 75 octets, and what is longer in lines that begin with a space: section 3.1. @param {string} line */
const folded = (line) => {
  const octets = new TextEncoder();
  let [out, length] = ["", 0];
  for (const character of line) {
    const more = octets.encode(character).length;
    if (length + more > 75) [out, length] = [`${out}\r\n `, 1];
    out += character;
    length += more;
  }
  return out;
};
