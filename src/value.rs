//! The values that everything else is made of: numbers, money, time, texts, JSON, and what is said where one is wrong.
//!
//! Nothing here knows of policies.

// In reading order: nothing knows of what stands below it, but for limits, which are held against JSON.
pub mod decimal;
pub mod money;

pub mod clock;
pub mod time;
pub mod window;
pub mod zone_name;
pub(crate) mod zone_table;

pub mod convert;
pub mod json;
pub mod locale;

pub mod format;

pub mod code;
pub mod limits;
pub mod nearest;
pub mod parse;
pub mod problem;
