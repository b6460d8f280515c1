//! The reference contact endpoint and the demo shop.
