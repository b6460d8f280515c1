// Windows against the engine's own calendar: every change of the clocks from 2020 to 2035 in twelve zones, by the package,
// whose zones are the engine's, and by the command line, whose zones are chrono-tz's. The oracle reads local dates from
// `Intl`, searches for the last instant of a day and shares no calendar arithmetic with the evaluator.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { loadPolicy } from "refund-widget";
import { natively } from "./native.js";

const ZONES = [
  "Europe/Madrid", "Europe/Dublin", "Atlantic/Azores", "America/Nuuk", "America/St_Johns", "America/Havana",
  "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham",
];
const [FROM, TO] = [Date.UTC(2020, 0, 1), Date.UTC(2036, 0, 1)];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const text = { es: "x", fr: "x", en: "x" };
const LENGTHS = { hours: { hours: 36 }, day: { days: 1 }, week: { days: 7 }, month: { months: 1 } };

/** A policy with a window of each length, open for whoever asks for it. */
const policyIn = (zone) => ({
  id: "windows", version: "1", zone, language: "en", merchant: "x", title: text, source: { document: "x", language: "en" },
  facts: {
    length: { type: "choice", of: Object.fromEntries(Object.keys(LENGTHS).map((length) => [length, text])), label: text, ask: text },
    purchased_at: { type: "instant", label: text, ask: text },
  },
  clauses: [
    ...Object.entries(LENGTHS).map(([length, within]) => ({
      id: length, title: text, text, when: { length, within: { ...within, of: "purchased_at" } }, then: { status: "qualifies" },
    })),
    { id: "over", title: text, text, then: { status: "does_not_qualify" } },
  ],
  request: { subject: text, message: text },
});

/** A zone's calendar: the day (days since 1970) that it shows at an instant. */
const calendar = (zone) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (instant) => Date.parse(format.format(instant)) / DAY;
};

/** Milliseconds by which a zone's clocks are ahead of universal time. */
const clock = (zone) => {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (instant) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(instant));
    return (sign === "-" ? -1 : 1) * ((hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE);
  };
};

/** The first number from `low` on (but not `low` itself) up to `high` for which `holds`, which holds from there on. */
const first = (low, high, holds) => {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/** The instants from which a zone's clocks show another time, to the millisecond. */
const changes = (ahead) => {
  const found = [];
  for (let instant = FROM; instant < TO; instant += 3 * HOUR) {
    const [before, end] = [ahead(instant), instant + 3 * HOUR];
    if (ahead(end) !== before) found.push(first(instant, end, (later) => ahead(later) !== before));
  }
  return found;
};

/** The end of a day: one instant after the last one that the calendar counts to it or to an earlier day. */
const endOf = (day, dayAt) => {
  let last = day * DAY - 30 * HOUR;
  for (let instant = last; instant < (day + 2) * DAY + 30 * HOUR; instant += HOUR / 4) if (dayAt(instant) <= day) last = instant;
  return first(last, last + HOUR / 4, (instant) => dayAt(instant) > day);
};

/** The same day of another month, or that month's last day where it is too short. */
const monthsOn = (day, months) => {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY;
};

const LAST_DAY = { day: (day) => day + 1, week: (day) => day + 7, month: (day) => monthsOn(day, 1) };
const FIRST_DAY = { day: (day) => day - 1, week: (day) => day - 7, month: (day) => monthsOn(day, -1) };

/** Purchases whose windows begin or end around a change of the clocks: `{length, bought, until}`. */
const purchases = (change, dayAt, end) => {
  const around = [change - 36 * HOUR, change - 1, change].map((bought) => ({ length: "hours", bought, until: bought + 36 * HOUR }));
  for (const length of Object.keys(LAST_DAY)) {
    const days = [-1, 0, 1].map((away) => FIRST_DAY[length](dayAt(change) + away));
    const ofDays = days.flatMap((day) => [end(day - 1), end(day - 1) + 12 * HOUR, end(day) - 1]);
    for (const bought of [...ofDays, change - 1, change]) around.push({ length, bought, until: end(LAST_DAY[length](dayAt(bought))) });
  }
  return around;
};

const folder = mkdtempSync(join(tmpdir(), "windows-"));
const seen = [];

for (const zone of ZONES) {
  test(`${zone}: windows end when the calendar says so`, async () => {
    const [dayAt, ahead] = [calendar(zone), clock(zone)];
    const ends = new Map();
    const end = (day) => ends.get(day) ?? ends.set(day, endOf(day, dayAt)).get(day);
    const found = changes(ahead);
    seen.push({ zone, ahead, found });
    const cases = found.flatMap((change) => purchases(change, dayAt, end)).map(({ length, bought, until }) => {
      const at = new Date(bought).toISOString();
      return { case: { id: `${length} from ${at}`, at, facts: { length, purchased_at: at } }, until: new Date(until).toISOString() };
    });

    const file = join(folder, "policy.json");
    writeFileSync(file, JSON.stringify(policyIn(zone)));
    const native = natively(file, cases.map((one) => one.case), "en").map((line) => JSON.parse(line).decision);
    const policy = await loadPolicy(policyIn(zone));
    cases.forEach(({ case: { id, at, facts }, until }, index) => {
      const ended = (decision) => new Date(decision.until).toISOString();
      assert.equal(ended(policy.evaluate(facts, { at, locale: "en" })), until, `the package: ${id}`);
      assert.equal(ended(native[index]), until, `the command line, by chrono-tz's zones: ${id}`);
    });
  });
}

test("the zones are of all the kinds that go wrong", () => {
  const kinds = (isOne) => seen.filter(isOne).map(({ zone }) => zone);
  assert.deepEqual(kinds(({ found }) => found.length < 25 || found.at(-1) < Date.UTC(2035, 8, 1)), [], "change to the end, twice a year");
  const south = kinds(({ ahead }) => ahead(Date.UTC(2030, 0, 1)) > ahead(Date.UTC(2030, 6, 1)));
  assert.deepEqual(south, ["America/Santiago", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham"]);
  const odd = kinds(({ ahead }) => ahead(FROM) % HOUR !== 0 || ahead(Date.UTC(2030, 6, 1)) % HOUR !== 0);
  assert.deepEqual(odd, ["America/St_Johns", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham"]);

  // What the clocks show at a change by the old rule and by the new one, and the first midnight from the earlier of them on.
  const shown = seen.flatMap(({ ahead, found }) => found.map((change) => [change + ahead(change - 1), change + ahead(change)]));
  const midnight = (times) => Math.ceil(Math.min(...times) / DAY) * DAY;
  const skipped = shown.filter((times) => times[0] <= midnight(times) && midnight(times) < times[1]);
  const again = shown.filter((times) => times[1] <= midnight(times) && midnight(times) <= times[0]);
  assert.ok(skipped.length >= 60, `${skipped.length} days without midnight`);
  assert.ok(again.length >= 60, `${again.length} midnights that come twice, or not before an hour has come twice`);
});
