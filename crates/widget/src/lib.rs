//! The inside of the refund-widget element.
