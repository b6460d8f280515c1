//! What is shown, as a shopper meets it: every screen in every language, written as ICU4X writes.

mod budgets;
mod gallery;
mod html;
mod page;
mod words;
