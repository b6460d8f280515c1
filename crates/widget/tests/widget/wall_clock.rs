//! The shopper's wall clock.

use proptest::prelude::*;
use refund_policy::Instant;
use refund_widget::wall_clock::{date, fields, instant, is_midnight, local, time};

use crate::support::{at, zone};

fn shown(zone_name: &str, instant: &str) -> String {
    let (date, time) = fields(local(at(instant), &*zone(zone_name)));
    format!("{date} {time}")
}

fn read(zone_name: &str, on: &str, by: &str) -> String {
    let wall = date(on).expect("a date").and_time(time(by).expect("a time"));
    instant(wall, &*zone(zone_name)).to_string()
}

#[test]
fn an_instant_is_shown_as_the_device_shows_it() {
    assert_eq!(shown("Europe/Madrid", "2026-11-20T09:05:00Z"), "2026-11-20 10:05");
    assert_eq!(shown("Pacific/Kiritimati", "2026-11-20T10:00:00Z"), "2026-11-21 00:00");
    assert_eq!(shown("America/St_Johns", "2026-11-20T02:30:00Z"), "2026-11-19 23:00");
}

#[test]
fn what_the_clock_skips_or_shows_twice_is_read_as_javascript_reads_it() {
    assert_eq!(read("Europe/Madrid", "2026-03-29", "02:30"), "2026-03-29T01:30:00Z");
    assert_eq!(read("Europe/Madrid", "2026-10-25", "02:30"), "2026-10-25T00:30:00Z");
    assert_eq!(read("Europe/Madrid", "2026-10-25", "03:00"), "2026-10-25T02:00:00Z");
    assert_eq!(read("America/Havana", "2026-03-08", "00:00"), "2026-03-08T05:00:00Z");
}

#[test]
fn what_is_no_date_and_no_time_is_none() {
    for text in ["", "2026-11", "2026-13-01", "2026-02-30", "x-y-z"] {
        assert_eq!(date(text), None, "{text}");
    }
    for text in ["", "10", "25:00", "7", "07:"] {
        assert_eq!(time(text), None, "{text}");
    }
    assert_eq!(time("10:30:15"), time("10:30:15.0"));
    // As one types where the browser has no such fields.
    assert_eq!((date("2026-1-5"), time("9:30")), (date("2026-01-05"), time("09:30")));
}

#[test]
fn a_day_begins_at_midnight() {
    let wall = |text| local(at(text), &*zone("Europe/Madrid"));
    assert!(is_midnight(wall("2026-11-19T23:00:00Z")));
    assert!(!is_midnight(wall("2026-11-19T23:01:00Z")));
}

proptest! {
    #[test]
    fn a_moment_is_read_as_it_was_shown(minutes in 0..40_000_000_i64, which in 0..4_usize) {
        let zone = zone(["Europe/Madrid", "America/St_Johns", "Asia/Kolkata", "Pacific/Auckland"][which]);
        let (date_text, time_text) = fields(local(Instant::from_millis(minutes * 60_000), &*zone));
        let wall = date(&date_text).expect("a date").and_time(time(&time_text).expect("a time"));
        // Where it is shown twice, it is the first of the two.
        let read = instant(wall, &*zone).millis() / 60_000;
        prop_assert!(read == minutes || read == minutes - 60, "{date_text} {time_text}");
    }
}
