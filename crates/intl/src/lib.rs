//! What the wasm crates share: time zones by `Intl`, and JavaScript values as [`refund_policy::Json`].
//!
//! It names no element and no event, so that it works in a page, in a worker and under Node alike.

mod format;
mod value;
mod words;
mod zone;

pub use format::IntlFormat;
pub use value::{from_js, json_to_js, to_js};
pub use words::words;
pub use zone::find_zone;
