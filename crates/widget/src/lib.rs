//! The element `<refund-widget>`.
//!
//! [`update`](update::update) and [`view`] are pure: values in, values out, tested natively in every state and language. What has to be done
//! outside comes back as an [`Effect`](effect::Effect); `browser` carries it out, and makes the page agree with the nodes.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod calendar;
pub mod effect;
pub mod message;
pub mod node;
pub mod session;
pub mod state;
pub mod strings;

pub mod deadline;
pub mod endpoint;
pub mod entry;
pub mod evidence;
pub mod letter;
pub mod load;
pub mod number;
pub mod outcome;
pub mod remaining;
pub mod secret;
pub mod validate;
pub mod wall_clock;

pub mod update;
pub mod view;
