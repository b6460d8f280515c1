//! The `refund` command line.

fn main() {}
