//! The demo shop: five invented brands, one order page a policy.
//!
//! Its texts are data (`www/shop/*.json`), its pages are templates (`www/shop/*.html`). What is dynamic is little:
//! the language, the order, and a date of purchase that is always recent. The shop gives the facts that a shop
//! knows; what only the shopper knows is left to the widget.

mod data;
mod pages;

pub(crate) use data::Shops;
pub(crate) use pages::{Field, Form, locale, lost, refused, routes, sent};
