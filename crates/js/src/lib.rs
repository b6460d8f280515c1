//! The JavaScript package's bindings.
