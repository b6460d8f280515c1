//! Given cases under both versions: how many change, who gains and who loses, and by how much money.
//!
//! Of several remedies, all that are given add up; of a choice, whosever it is, the highest counts. An amount is promised
//! where the shopper qualifies, or does once the steps are done; where the merchant decides, where information is
//! missing, and where the policy calls it so, it is an estimate. The two are summed apart.

use std::collections::BTreeMap;

use refund_policy::document::Combination;
use refund_policy::verdict::distance::distance_of;
use refund_policy::{Instant, Json, Money, Policy, Problem, Status};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::effect::Effect;
use super::offer::{Offer, Worth};
use super::parts::Decided;

/// Cases that were evaluated under both versions.
pub struct Ledger<'a> {
    old: &'a Policy,
    new: &'a Policy,
    /// How many cases there are.
    pub cases: usize,
    /// Those that change, by what they got and get.
    pub changes: Vec<CaseChange>,
    /// The amounts of all cases, by the code of their currency.
    pub money: BTreeMap<String, Sums>,
}

/// Cases that change in the same way.
#[derive(serde::Serialize)]
pub struct CaseChange {
    /// Who gains, who loses.
    pub effect: Effect,
    /// What the old version gives, without amounts; none where it cannot read the cases.
    pub from: Option<Offer>,
    /// What the new version gives, without amounts; none where it cannot read the cases.
    pub to: Option<Offer>,
    /// The ids of the cases, in the order in which they came.
    pub ids: Vec<String>,
}

/// The amounts of cases in one currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Sums {
    /// What is promised.
    pub promised: Sum,
    /// What is only estimated.
    pub estimated: Sum,
}

/// Amounts in minor units, added up.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Sum {
    /// Under the old version.
    pub old: i128,
    /// Under the new version.
    pub new: i128,
}

impl<'a> Ledger<'a> {
    /// A ledger without cases.
    pub fn new(old: &'a Policy, new: &'a Policy) -> Ledger<'a> {
        Ledger { old, new, cases: 0, changes: Vec::new(), money: BTreeMap::new() }
    }

    /// Counts a case. A fact that only one version has is left out for the other.
    ///
    /// The error says what is wrong with facts that neither version can read; such a case is not counted.
    pub fn add(&mut self, id: &str, facts: &Json, at: Instant) -> Result<(), Problem> {
        let offer = |policy: &Policy, other: &Policy| {
            let decided = Decided::read(policy, &known_to(policy, other, facts), at)?;
            Ok(Offer::of_decision(policy, &decided.decision))
        };
        let (from, to) = match (offer(self.old, self.new), offer(self.new, self.old)) {
            (Err(_), Err(problem)) => return Err(problem),
            (from, to) => (from.ok(), to.ok()),
        };
        self.cases += 1;
        from.iter()
            .for_each(|offer| self.count(offer, |sums| [&mut sums.promised.old, &mut sums.estimated.old]));
        to.iter()
            .for_each(|offer| self.count(offer, |sums| [&mut sums.promised.new, &mut sums.estimated.new]));
        if from != to {
            self.note(id, from, to);
        }
        Ok(())
    }

    /// Adds the amounts of an offer to the sums of what is promised and of what is estimated.
    fn count(&mut self, offer: &Offer, of: fn(&mut Sums) -> [&mut i128; 2]) {
        for (money, is_promised) in amounts(offer) {
            let sums = self.money.entry(money.currency.code().to_owned()).or_default();
            let [promised, estimated] = of(sums);
            *(if is_promised { promised } else { estimated }) += i128::from(money.minor);
        }
    }

    fn note(&mut self, id: &str, from: Option<Offer>, to: Option<Offer>) {
        let effect = Effect::of(from.as_ref(), to.as_ref());
        let [from, to] = [from, to].map(|offer| offer.map(|offer| offer.without_amounts()));
        let known = self
            .changes
            .iter_mut()
            .find(|change| change.effect == effect && change.from == from && change.to == to);
        match known {
            Some(change) => change.ids.push(id.to_owned()),
            None => {
                self.changes.push(CaseChange { effect, from, to, ids: vec![id.to_owned()] });
                self.changes.sort_by_key(|change| change.effect);
            }
        }
    }

    /// How many cases change so.
    pub fn count_of(&self, effect: Effect) -> usize {
        self.changes.iter().filter(|change| change.effect == effect).map(|change| change.ids.len()).sum()
    }
}

impl Serialize for Ledger<'_> {
    /// `{"cases", "changes": [{"effect", "from", "to", "ids"}], "money": [{"currency", "promised", "estimated"}]}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Money<'a> {
            currency: &'a str,
            promised: Sum,
            estimated: Sum,
        }
        let money = self.money.iter().map(|(currency, sums)| Money {
            currency,
            promised: sums.promised,
            estimated: sums.estimated,
        });
        let mut ledger = serializer.serialize_struct("Ledger", 3)?;
        ledger.serialize_field("cases", &self.cases)?;
        ledger.serialize_field("changes", &self.changes)?;
        ledger.serialize_field("money", &money.collect::<Vec<_>>())?;
        ledger.end()
    }
}

impl Serialize for Sum {
    /// `{"old", "new", "difference"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What is beyond the largest integer is told as that: no shop refunds so much.
        let most = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
        let mut sum = serializer.serialize_struct("Sum", 3)?;
        sum.serialize_field("old", &most(self.old))?;
        sum.serialize_field("new", &most(self.new))?;
        sum.serialize_field("difference", &most(self.difference()))?;
        sum.end()
    }
}

/// The facts that a version has, and those that neither has, so that they are told.
fn known_to(policy: &Policy, other: &Policy, facts: &Json) -> Json {
    let Json::Object(members) = facts else { return facts.clone() };
    let is_others = |id: &str| policy.document.fact(id).is_none() && other.document.fact(id).is_some();
    Json::Object(members.iter().filter(|(id, _)| !is_others(id)).cloned().collect())
}

/// What an offer comes to, and whether that is a promise: all that is given, or the highest that can be chosen.
fn amounts(offer: &Offer) -> Vec<(Money, bool)> {
    let is_near = distance_of(offer.status, offer.once_done == Some(Status::Qualifies)) <= 1;
    let named = offer.remedies.iter().filter_map(|remedy| match remedy.worth {
        Worth::Amount(money) => Some((money, is_near && !remedy.estimate)),
        _ => None,
    });
    match offer.choice {
        Combination::All => named.collect(),
        _ => named.max_by_key(|(money, is_promised)| (money.minor, *is_promised)).into_iter().collect(),
    }
}

impl Sum {
    /// How much more the new version comes to.
    pub fn difference(self) -> i128 {
        self.new - self.old
    }
}
