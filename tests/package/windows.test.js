// Windows against the engine's own calendar: every change of the clocks from 2020 to 2035 in twelve zones of both
// hemispheres, among them zones of half and quarter hours and zones that skip midnight.
import assert from "node:assert/strict";
import test from "node:test";
import { loadPolicy } from "refund-widget";

const ZONES = [
  "Europe/Madrid", "Europe/Dublin", "America/New_York", "America/Havana", "America/Santiago", "America/Asuncion",
  "Atlantic/Azores", "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland",
];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const text = { es: "x", fr: "x", en: "x" };
const policy = (zone, within) => ({
  id: "window", version: "1", zone, language: "en", merchant: "x", title: text, source: { document: "x", language: "en" },
  facts: { purchased_at: { type: "instant", label: text, ask: text } },
  clauses: [
    { id: "open", title: text, text, source: { section: "x" }, when: { within: { ...within, of: "purchased_at" } }, then: { status: "qualifies" } },
    { id: "over", title: text, text, source: { section: "x" }, then: { status: "does_not_qualify" } },
  ],
  request: { subject: text, message: text },
});

/** A zone's calendar: the day (days since 1970) that it shows at an instant. */
const calendar = (zone) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (instant) => Date.parse(format.format(instant)) / DAY;
};

const offset = (zone) => {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (instant) => format.format(instant).split("GMT")[1] ?? "";
};

/** The hours before which a zone's clocks change. */
const changes = (zone) => {
  const at = offset(zone);
  const found = [];
  for (let day = Date.UTC(2020, 0, 1); day < Date.UTC(2036, 0, 1); day += DAY) {
    if (at(day) === at(day + DAY)) continue;
    for (let hour = day; hour < day + DAY; hour += HOUR) if (at(hour) !== at(hour + HOUR)) found.push(hour + HOUR);
  }
  return found;
};

/** The end of a day: one instant after the last one that the calendar counts to it or to an earlier day. */
const endOf = (day, dayAt) => {
  let last = day * DAY - 30 * HOUR;
  for (let instant = last; instant < (day + 2) * DAY + 30 * HOUR; instant += HOUR / 4) if (dayAt(instant) <= day) last = instant;
  let [inside, outside] = [last, last + HOUR / 4];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (dayAt(middle) <= day) inside = middle;
    else outside = middle;
  }
  return outside;
};

const monthLater = (day, months) => {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY;
};

for (const zone of ZONES) {
  test(`${zone}: windows end when the calendar says so`, async () => {
    const dayAt = calendar(zone);
    const days = await loadPolicy(policy(zone, { days: 1 }));
    const months = await loadPolicy(policy(zone, { months: 1 }));
    const until = (policy, bought) => Date.parse(policy.evaluate({ purchased_at: new Date(bought) }, { at: new Date(bought), locale: "en" }).until);
    const found = changes(zone);
    for (const change of found) {
      for (const before of [30, 25, 12, 1, 0]) {
        const bought = change - before * HOUR;
        assert.equal(until(days, bought), endOf(dayAt(bought) + 1, dayAt), `one day from ${new Date(bought).toISOString()}`);
      }
      const bought = change - 29 * DAY;
      assert.equal(until(months, bought), endOf(monthLater(dayAt(bought), 1), dayAt), `a month from ${new Date(bought).toISOString()}`);
    }
    if (zone !== "Asia/Kathmandu") assert.ok(found.length >= 5, `${found.length} changes`);
  });
}
