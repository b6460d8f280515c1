//! The one layer that touches the page: it makes the page agree with what `view` gives, hears what happens, and does what `update`
//! wants done outside. It decides nothing.

mod element;
mod running;

mod listen;
mod offered;

mod field;
mod render;

mod load;

// What is done outside, one file each.
mod clipboard;
mod download;
mod effects;
mod events;
mod file_store;
mod files;
mod focus;
mod history;
mod lock;
mod picture;
mod print;
mod read_file;
mod records;
mod send;
mod submit;
mod theme;

pub use element::Widget;
pub use load::{Given, Loader};

#[cfg(test)]
mod tests {
    wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
}
