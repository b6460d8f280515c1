//! What a program has that is no page: time zones from chrono-tz, dates, amounts, numbers and plurals from ICU4X.

mod format;
mod words;
mod zone;

pub use format::IcuFormat;
pub use words::words;
pub use zone::find_zone;
