//! What the wasm crates share: time zones by `Intl`, and JavaScript values as [`refund_policy::Json`].
//!
//! It names no element and no event, so that it works in a page, in a worker and under Node alike.

mod value;
mod zone;

pub use value::{from_js, to_js};
pub use zone::find_zone;
