//! The project's own tasks: `cargo xtask demo`, `cargo xtask test` and their parts.

fn main() {}
