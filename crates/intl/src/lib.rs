//! What the wasm crates share: zones by Intl, and JavaScript values as Json.
