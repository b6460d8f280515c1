//! How far apart two clocks may be.

use std::time::Duration;

use crate::value::time::Instant;

/// How far apart two clocks may be that are both thought to be right.
///
/// A fact that lies at most this far after the instant of the request is read as being at that instant; what lies
/// further ahead is a `future_instant`. Devices that set their clocks by the network are within seconds; those that do
/// not are mostly within minutes.
pub const TOLERANCE: Duration = Duration::from_secs(10 * 60);

/// The latest instant that a fact may have in a request at `at`.
pub(crate) fn latest(at: Instant) -> Instant {
    at.plus(TOLERANCE)
}
