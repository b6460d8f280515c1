//! Lists from iterators, with little code.
//!
//! `collect` guesses a capacity and is compiled anew, at length, for each iterator: it made a tenth of the page's code.

/// What every iterator can do besides.
pub trait Gather: Iterator + Sized {
    /// All items, in a list.
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> Gather for I {}
