//! The cases in which a rule applies, as a diagram.

use refund_policy::compiled::condition::compile;
use refund_policy::compiled::diagram::{Diagram, FALSE, Leaf, Memo, NodeId, TooComplex};
use refund_policy::document::{RemedyKind, Rule};
use refund_policy::verdict::decide::{Left, given};
use refund_policy::verdict::rule::speaks_to;
use refund_policy::{Facts, Policy, RemedyGiven};

use crate::region::possible;

/// Leads to [`TRUE`](refund_policy::compiled::diagram::TRUE) where a rule applies, and to [`FALSE`] where it does not.
///
/// A prorated refund counts as a full one too: which of them it is depends on amounts, and a diagram knows none.
pub(crate) fn domain(policy: &Policy, rule: &Rule) -> Result<(Diagram, NodeId), TooComplex> {
    let blank = Facts::blank(policy);
    let speaks = |leaf: Leaf| {
        let Some(outcome) = policy.outcomes.get(leaf) else { return FALSE };
        let mut given = given(policy, &blank, outcome);
        let mut prorated = given.remedies.iter().filter(|given| given.kind == RemedyKind::ProratedRefund);
        let full = prorated.next().map(|given| RemedyGiven { kind: RemedyKind::FullRefund, ..given.clone() });
        given.remedies.extend(full);
        usize::from(speaks_to(rule, &Left { outcome: outcome.clone(), given }))
    };
    let (mut diagram, root) = policy.diagram.restrict(policy.root, &possible(policy), &speaks);
    let Some(when) = &rule.when else { return Ok((diagram, root)) };
    let mut memo = Memo::default();
    let when = compile(when, &policy.cells, &mut diagram, &mut memo)?;
    let nowhere = diagram.leaf(FALSE);
    let root = diagram.choose(when, root, nowhere, &mut memo)?;
    Ok((diagram, root))
}
