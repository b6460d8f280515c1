//! How far a verdict is from a promise: the one order by which verdicts are more or less helpful.

use crate::compiled::policy::Policy;
use crate::document::Status;
use crate::verdict::decide::Decision;

/// How far a decision is from a promise: the least is the most helpful.
pub(crate) fn distance(policy: &Policy, decision: &Decision) -> u8 {
    distance_of(decision.status, is_promised(policy, decision))
}

/// How far a status is from a promise; `is_promised` where only steps stand between the shopper and it.
pub fn distance_of(status: Status, is_promised: bool) -> u8 {
    match status {
        Status::Qualifies => 0,
        Status::ActionRequired if is_promised => 1,
        Status::ActionRequired | Status::Review => 2,
        Status::DoesNotQualify => 3,
        Status::NeedsInformation => 4,
    }
}

/// Whether whatever clause decides promises what it gives, once the steps are done.
fn is_promised(policy: &Policy, decision: &Decision) -> bool {
    let mut clauses = decision.left.iter().map(|left| policy.clause(&left.outcome));
    clauses.all(|clause| clause.is_some_and(|clause| clause.then.status == Status::Qualifies))
}
