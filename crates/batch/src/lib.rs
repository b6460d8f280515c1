//! Decides on tables: a [`RecordBatch`](arrow_array::RecordBatch) of facts in, one of decisions out.
//!
//! An [`Evaluator`] is a policy bound to a schema. Binding tells what is wrong with the columns before the first row is read;
//! after it a row that cannot be read is that row's error, and the others go on. Where all that matters is known the
//! evaluator's flat tables decide, elsewhere [`refund_policy::decide`]; both say the same.
//!
//! Reading files, progress and threads are the caller's.

mod options;

mod column;

mod binding;

mod decisions;

mod evaluator;

#[cfg(feature = "datafusion")]
mod udf;

pub use decisions::unreadable_row;
pub use evaluator::{Decided, Evaluator};
pub use options::Options;
#[cfg(feature = "datafusion")]
pub use udf::refund_udf;
