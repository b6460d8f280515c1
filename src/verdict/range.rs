//! The range: the least and the most money that the policy promises to give back, over all completions of what is unknown.
//!
//! What counts as money given back:
//!
//! - Refunds (full, prorated, partial) with an amount, of a clause that qualifies, at once or after its steps. A credit, an
//!   extension or a repair is no money.
//! - A completion that refuses gives nothing. Nor does a review, whatever remedies it names: it promises nothing. So over
//!   completions that qualify or refuse the least is nothing, and a shopper is told "up to".
//! - An estimate is no promise, and so no money that is given back.
//! - Remedies that are all given add up. Where one is chosen (by the shopper or by the merchant), or the next is given
//!   where the first fails, the least is that of the poorest of them and the most that of the richest: nobody knows
//!   beforehand which it will be.
//!
//! There is no range where all completions give back the same, where what was paid is not known, or where a completion
//! promises a refund that the policy gives no amount.

use crate::compiled::cells::CellSet;
use crate::compiled::policy::Policy;
use crate::document::{Combination, Status};
use crate::value::money::Money;
use crate::verdict::amount::RemedyGiven;
use crate::verdict::decide::{Decision, Left};
use crate::verdict::facts::Facts;
use crate::verdict::spread::{MoneyRange, range_of, remedies_in_samples};

/// The range over all completions that lie in these cells; none where they do not differ, or no bound is known.
pub(crate) fn range(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    decision: &Decision,
) -> Option<MoneyRange> {
    let paid = facts.amount_paid(policy)?;
    let nothing = Money { minor: 0, ..paid };
    let mut given: Vec<MoneyRange> = Vec::new();
    for left in &decision.left {
        for remedies in remedies_in_samples(policy, facts, cells, left)? {
            given.push(given_back(policy, left, &remedies, nothing)?);
        }
    }
    let first = given.first()?;
    if given.iter().all(|other| other == first) {
        return None;
    }
    let ends: Vec<Money> = given.iter().flat_map(|range| [range.least, range.most]).collect();
    range_of(&ends).filter(|range| range.least != range.most)
}

/// What one completion gives back, over the choices that are left in it; none where an amount has no bound.
fn given_back(policy: &Policy, left: &Left, remedies: &[RemedyGiven], nothing: Money) -> Option<MoneyRange> {
    let is_promised =
        policy.clause(&left.outcome).is_some_and(|clause| clause.then.status == Status::Qualifies);
    if !is_promised || remedies.is_empty() {
        return Some(MoneyRange { least: nothing, most: nothing });
    }
    let amounts: Option<Vec<Money>> = remedies.iter().map(|remedy| money_in(remedy, nothing)).collect();
    let amounts = amounts?;
    match left.given.choice {
        Combination::All => {
            let minor = amounts.iter().map(|amount| amount.minor).fold(0, i64::saturating_add);
            let sum = Money { minor, ..nothing };
            Some(MoneyRange { least: sum, most: sum })
        }
        Combination::Shopper | Combination::Merchant | Combination::InOrder => range_of(&amounts),
    }
}

/// The money that a remedy certainly comes to; none where it is a refund without an amount.
fn money_in(remedy: &RemedyGiven, nothing: Money) -> Option<Money> {
    match remedy.kind.is_refund() && !remedy.estimate {
        true => remedy.amount,
        false => Some(nothing),
    }
}
