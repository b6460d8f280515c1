//! Who gains and who loses: the order in which one offer is better than another.
//!
//! What counts first is how near a promise is (`distance`). Where that is the same, an offer is better if it is nowhere
//! worse and somewhere better: in what can be had for certain (a choice of the shopper's is worth its best remedy, one
//! of the merchant's its worst; an alternative can always be had), and in having fewer steps. Refunds are ordered by
//! their amount; any other remedy is only as good as itself. Offers that are neither better nor worse differ.

use std::cmp::Ordering;

use super::offer::{Offer, Offered, Worth};
use crate::decide::AlternativeGiven;
use crate::distance::distance_of;
use crate::document::{Combination, RemedyKind, Status};

/// What a change is for those whom it concerns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
        let [before, after] =
            [from, to].map(|offer| distance_of(offer.status, offer.once_done == Some(Status::Qualifies)));
        match (after.cmp(&before), is_as_good(to, from), is_as_good(from, to)) {
            (Ordering::Less, ..) | (Ordering::Equal, true, false) => Effect::Gains,
            (Ordering::Greater, ..) | (Ordering::Equal, false, true) => Effect::Loses,
            (Ordering::Equal, ..) => Effect::Differs,
        }
    }
}

/// Whether one offer is nowhere worse than another one that is as near to a promise.
fn is_as_good(one: &Offer, other: &Offer) -> bool {
    let (ours, theirs) = (bundles(one), bundles(other));
    let beats = |had: &Bundle, wanted: &Bundle| wanted.iter().all(|wanted| satisfies(had, one, wanted));
    let remedies = match (is_shoppers(one), is_shoppers(other)) {
        (true, true) => theirs.iter().all(|wanted| ours.iter().any(|had| beats(had, wanted))),
        (true, false) => ours.iter().any(|had| theirs.iter().any(|wanted| beats(had, wanted))),
        (false, true) => ours.iter().all(|had| theirs.iter().all(|wanted| beats(had, wanted))),
        (false, false) => ours.iter().all(|had| theirs.iter().any(|wanted| beats(had, wanted))),
    };
    let alternatives = other.alternatives.iter().all(|wanted| offers(one, wanted));
    let steps = one.steps.iter().all(|step| other.steps.contains(step));
    remedies && alternatives && steps
}

/// Whether a remedy is as good as one of these, or an alternative.
fn satisfies(had: &Bundle, besides: &Offer, wanted: &Offered) -> bool {
    let is_alternative = |one: &AlternativeGiven| one.kind == wanted.kind && wanted.worth == Worth::Unnamed;
    had.iter().any(|had| remedy_is_as_good(had, wanted)) || besides.alternatives.iter().any(is_alternative)
}

/// Whether an alternative can be had: as one, or as a remedy that nobody but the shopper can choose against.
fn offers(offer: &Offer, wanted: &AlternativeGiven) -> bool {
    let is_it = |had: &AlternativeGiven| {
        had.kind == wanted.kind && wanted.options.iter().all(|option| had.options.contains(option))
    };
    let is_remedy = |had: &Offered| had.kind == wanted.kind && wanted.options.is_empty();
    offer.alternatives.iter().any(is_it) || is_shoppers(offer) && offer.remedies.iter().any(is_remedy)
}

/// Remedies that are given together.
type Bundle<'a> = Vec<&'a Offered>;

/// What can be chosen between.
fn bundles(offer: &Offer) -> Vec<Bundle<'_>> {
    match offer.choice {
        Combination::All => vec![offer.remedies.iter().collect()],
        _ => offer.remedies.iter().map(|remedy| vec![remedy]).collect(),
    }
}

/// Whether nobody but the shopper chooses.
fn is_shoppers(offer: &Offer) -> bool {
    matches!(offer.choice, Combination::All | Combination::Shopper)
}

fn remedy_is_as_good(had: &Offered, wanted: &Offered) -> bool {
    let is_alike = had.kind == wanted.kind || had.kind.is_refund() && wanted.kind.is_refund();
    let is_as_firm = !had.estimate || wanted.estimate;
    is_alike && is_as_firm && (is_whole(had) || is_worth_as_much(&had.worth, &wanted.worth))
}

/// Whether it is all that was paid, which no refund exceeds.
fn is_whole(remedy: &Offered) -> bool {
    match remedy.worth {
        Worth::Fraction(part, of) => part >= of,
        Worth::Amount(_) => remedy.kind == RemedyKind::FullRefund,
        _ => false,
    }
}

fn is_worth_as_much(had: &Worth, wanted: &Worth) -> bool {
    match (had, wanted) {
        (Worth::Amount(had), Worth::Amount(wanted)) => {
            had.currency == wanted.currency && had.minor >= wanted.minor
        }
        // Parts are of the size of decimals, so that their products stay far below the limit.
        (Worth::Fraction(had, of), Worth::Fraction(wanted, all)) => had * all >= wanted * of,
        (had, wanted) => had == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::Effect;
    use crate::decide::AlternativeGiven;
    use crate::diff::offer::{Offer, Offered, Worth};
    use crate::document::{Combination, RemedyKind, Status};

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
