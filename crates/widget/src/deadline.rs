//! Until when to ask so as to lose nothing.

use refund_policy::Instant;

use crate::state::Case;

/// Until when to send the request so as to lose nothing of what is given, or can still be; none where time takes nothing away.
pub fn deadline(case: &Case) -> Option<Instant> {
    case.verdict.act_by
}
