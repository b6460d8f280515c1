//! The compiled policy: the cells between which its conditions tell, and a decision diagram from cells to outcomes.

pub mod cells;
pub mod condition;
pub mod diagram;
mod interner;
pub mod policy;
