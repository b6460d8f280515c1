//! Days of the calendar, which have no zone and no length.

use datealgo::{date_to_rd, days_in_month, rd_to_date};

/// A day of the Gregorian calendar, counted from 1 January 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Day(i32);

/// Over eight thousand years: more than an instant can be away that is written with four digits for its year.
const MOST: i32 = 3_000_000;

impl Day {
    /// A day by its date; none where there is no such date.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Option<Day> {
        let (year, month, day) =
            (i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let is_date =
            year < 10_000 && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        is_date.then(|| Day(date_to_rd((year, month, day))))
    }

    /// The day which is so many days after 1 January 1970; none in times that nobody reckons with.
    pub(crate) fn at(count: i64) -> Option<Day> {
        i32::try_from(count).ok().filter(|count| count.abs() <= MOST).map(Day)
    }

    /// How many days after 1 January 1970 it is.
    pub(crate) fn count(self) -> i64 {
        self.0.into()
    }

    /// Year, month from 1, day of the month.
    pub(crate) fn date(self) -> (u32, u8, u8) {
        let (year, month, day) = rd_to_date(self.0);
        (year.unsigned_abs(), month, day)
    }

    /// The day so many days later.
    pub(crate) fn plus_days(self, days: u32) -> Option<Day> {
        Day::at(self.count() + i64::from(days))
    }

    /// The day with the same number so many months later, or the last of that month where it is too short.
    pub(crate) fn plus_months(self, months: u32) -> Option<Day> {
        let (year, month, day) = rd_to_date(self.0);
        let month = u32::from(month) - 1 + months;
        let (year, month) = (year + (month / 12) as i32, (month % 12) as u8 + 1);
        Day::at(date_to_rd((year, month, day.min(days_in_month(year, month)))).into())
    }
}

#[cfg(test)]
#[cfg(feature = "native")]
mod tests {
    use chrono::{Datelike, Days, Months, NaiveDate};
    use proptest::prelude::*;

    use super::Day;

    fn same(day: Option<Day>, date: Option<NaiveDate>) -> bool {
        day.map(Day::date)
            == date.map(|date| (date.year().unsigned_abs(), date.month() as u8, date.day() as u8))
    }

    #[test]
    fn only_what_is_in_the_calendar_is_a_date() {
        for (year, month, day) in
            [(2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (2026, 1, 0), (10_000, 1, 1)]
        {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(Day::new(1970, 1, 1).map(Day::count), Some(0));
        assert_eq!(Day::at(i64::MAX), None);
    }

    proptest! {
        /// chrono's calendar weighs three times as much in a page, and this one is no different.
        #[test]
        fn days_and_months_are_those_of_chrono(
            year in 0_u32..10_000, month in 0_u32..15, day in 0_u32..33, days in 0_u32..40_000, months in 0_u32..1_300,
        ) {
            let (own, other) = (Day::new(year, month, day), NaiveDate::from_ymd_opt(year as i32, month, day));
            prop_assert!(same(own, other));
            prop_assert!(same(
                own.and_then(|own| own.plus_days(days)),
                other.and_then(|other| other.checked_add_days(Days::new(days.into()))),
            ) || year > 9_800);
            prop_assert!(same(
                own.and_then(|own| own.plus_months(months)),
                other.and_then(|other| other.checked_add_months(Months::new(months))),
            ) || year > 9_800);
        }
    }
}
