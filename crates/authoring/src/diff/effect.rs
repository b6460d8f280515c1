//! Who gains and who loses by a change: the evaluator's order of what shoppers get ([`Standing::compare`]), applied to the
//! offers of two versions.

use std::cmp::Ordering;

use refund_policy::Status;
use refund_policy::verdict::distance::distance_of;
use refund_policy::verdict::order::{self, Standing};
use serde::Serialize;

use super::offer::{Offer, Offered, Worth};

/// What a change is for those whom it concerns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// They gain.
    Gains,
    /// They lose.
    Loses,
    /// It is neither certainly better nor certainly worse.
    Differs,
}

impl Effect {
    /// All of them, in the order in which they are told.
    pub const ALL: [Effect; 3] = [Effect::Gains, Effect::Loses, Effect::Differs];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Effect::Gains => "gains",
            Effect::Loses => "loses",
            Effect::Differs => "differs",
        }
    }

    /// What the change from one offer to another is; an offer is missing where a version cannot read the case.
    pub(super) fn of(from: Option<&Offer>, to: Option<&Offer>) -> Effect {
        let (Some(from), Some(to)) = (from, to) else { return Effect::Differs };
        if [from, to].iter().any(|offer| offer.status == Status::NeedsInformation) {
            return Effect::Differs;
        }
        match standing(to).compare(&standing(from)) {
            Some(Ordering::Greater) => Effect::Gains,
            Some(Ordering::Less) => Effect::Loses,
            Some(Ordering::Equal) | None => Effect::Differs,
        }
    }
}

/// An offer in the form in which the evaluator orders what shoppers get.
fn standing(offer: &Offer) -> Standing<&str> {
    Standing {
        distance: distance_of(offer.status, offer.once_done == Some(Status::Qualifies)),
        remedies: offer.remedies.iter().map(offered).collect(),
        choice: offer.choice,
        alternatives: offer.alternatives.clone(),
        steps: offer.steps.iter().map(String::as_str).collect(),
    }
}

fn offered(remedy: &Offered) -> order::Offered<&str> {
    let worth = match &remedy.worth {
        Worth::Unnamed => order::Worth::Unnamed,
        Worth::Amount(amount) => order::Worth::Amount(*amount),
        Worth::Fraction(part, of) => order::Worth::Fraction(*part, *of),
        Worth::Unused(ratio) => order::Worth::Unused(ratio.as_str()),
        Worth::Share(part, of) => order::Worth::Share(part.as_str(), of.as_str()),
    };
    order::Offered { kind: remedy.kind, worth, estimate: remedy.estimate }
}

#[cfg(test)]
mod tests {
    use super::Effect;
    use crate::diff::offer::{Offer, Offered, Worth};
    use refund_policy::document::{Combination, RemedyKind, Status};
    use refund_policy::verdict::decide::AlternativeGiven;

    fn offer(status: Status, choice: Combination, remedies: &[(RemedyKind, Worth)]) -> Offer {
        let remedy = |(kind, worth): &(RemedyKind, Worth)| Offered {
            kind: *kind,
            worth: worth.clone(),
            estimate: false,
        };
        Offer {
            status,
            once_done: Some(status),
            remedies: remedies.iter().map(remedy).collect(),
            choice,
            alternatives: Vec::new(),
            steps: Vec::new(),
        }
    }

    const FULL: (RemedyKind, Worth) = (RemedyKind::FullRefund, Worth::Fraction(1, 1));
    const HALF: (RemedyKind, Worth) = (RemedyKind::PartialRefund, Worth::Fraction(1, 2));
    const REPAIR: (RemedyKind, Worth) = (RemedyKind::Repair, Worth::Unnamed);

    fn effect(from: &Offer, to: &Offer) -> Effect {
        let there = Effect::of(Some(from), Some(to));
        let back = Effect::of(Some(to), Some(from));
        let mirrored = match there {
            Effect::Gains => Effect::Loses,
            Effect::Loses => Effect::Gains,
            Effect::Differs => Effect::Differs,
        };
        assert_eq!(back, mirrored, "who gains by a change loses by the opposite one");
        there
    }

    #[test]
    fn a_promise_counts_before_all_else() {
        let refused = offer(Status::DoesNotQualify, Combination::All, &[FULL]);
        let reviewed = offer(Status::Review, Combination::Shopper, &[FULL, REPAIR]);
        let asked = Offer {
            once_done: Some(Status::Qualifies),
            steps: vec!["call".to_owned()],
            ..offer(Status::ActionRequired, Combination::All, &[])
        };
        let promised = offer(Status::Qualifies, Combination::All, &[HALF]);
        for (worse, better) in [(&refused, &reviewed), (&reviewed, &asked), (&asked, &promised)] {
            assert_eq!(effect(worse, better), Effect::Gains);
        }
        let open = offer(Status::NeedsInformation, Combination::All, &[]);
        assert_eq!(effect(&open, &promised), Effect::Differs);
        assert_eq!(Effect::of(None, Some(&promised)), Effect::Differs);
    }

    #[test]
    fn a_shoppers_choice_is_worth_its_best_and_a_merchants_its_worst() {
        let of = |choice, remedies: &[_]| offer(Status::Review, choice, remedies);
        let full = of(Combination::All, &[FULL]);
        let half = of(Combination::All, &[HALF]);
        assert_eq!(effect(&half, &full), Effect::Gains);
        assert_eq!(effect(&full, &of(Combination::Shopper, &[FULL, REPAIR])), Effect::Gains);
        assert_eq!(effect(&full, &of(Combination::All, &[FULL, REPAIR])), Effect::Gains);
        assert_eq!(effect(&full, &of(Combination::Merchant, &[FULL, REPAIR])), Effect::Loses);
        assert_eq!(effect(&full, &of(Combination::InOrder, &[REPAIR, FULL])), Effect::Loses);
        assert_eq!(effect(&half, &of(Combination::Merchant, &[FULL, HALF])), Effect::Differs);
        assert_eq!(effect(&of(Combination::Merchant, &[HALF, REPAIR]), &half), Effect::Gains);
        assert_eq!(effect(&full, &of(Combination::All, &[REPAIR])), Effect::Differs);
        assert_eq!(effect(&of(Combination::All, &[]), &half), Effect::Gains);
    }

    #[test]
    fn alternatives_are_good_and_steps_are_not() {
        let plain = offer(Status::Review, Combination::All, &[FULL]);
        let cancellation = AlternativeGiven { kind: RemedyKind::Cancellation, options: Vec::new() };
        let besides = Offer { alternatives: vec![cancellation], ..plain.clone() };
        let step = Offer { steps: vec!["call".to_owned()], ..plain.clone() };
        assert_eq!(effect(&plain, &besides), Effect::Gains);
        assert_eq!(effect(&plain, &step), Effect::Loses);
        assert_eq!(effect(&step, &besides), Effect::Gains);
        let both = Offer { alternatives: besides.alternatives.clone(), ..step.clone() };
        assert_eq!(effect(&plain, &both), Effect::Differs);
    }

    #[test]
    fn an_alternative_can_be_had_like_a_remedy() {
        let repair = offer(Status::Qualifies, Combination::All, &[REPAIR]);
        let alternative = AlternativeGiven { kind: RemedyKind::Repair, options: Vec::new() };
        let full = offer(Status::Qualifies, Combination::All, &[FULL]);
        let besides = Offer { alternatives: vec![alternative], ..full.clone() };
        assert_eq!(effect(&repair, &full), Effect::Differs);
        assert_eq!(effect(&repair, &besides), Effect::Gains);
        let chosen = offer(Status::Qualifies, Combination::Shopper, &[FULL, REPAIR]);
        assert_eq!(effect(&besides, &chosen), Effect::Differs, "it is the same under another name");
    }

    #[test]
    fn refunds_are_ordered_as_far_as_their_amounts_are() {
        let of = |worth| offer(Status::Review, Combination::All, &[(RemedyKind::PartialRefund, worth)]);
        let (unnamed, half) = (of(Worth::Unnamed), of(Worth::Fraction(1, 2)));
        let unused = of(Worth::Unused("ratio".to_owned()));
        assert_eq!(effect(&half, &of(Worth::Fraction(2, 3))), Effect::Gains);
        assert_eq!(effect(&half, &unused), Effect::Differs);
        assert_eq!(effect(&unnamed, &half), Effect::Differs);
        assert_eq!(effect(&unused, &of(Worth::Fraction(1, 1))), Effect::Gains);
    }
}
