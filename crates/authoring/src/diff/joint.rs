//! Two versions over one set of facts, so that a case is the same for both.
//!
//! A fact with the same id and type in both is one: its values are united, its range is widened. A fact whose type
//! changed is two. Where a fact's default changed, it makes a difference whether the fact is given: then it is none where
//! it is not given. Cells are cut by the conditions of both versions, and where what one of them can read ends.

use refund_policy::compiled::cells::Cells;
use refund_policy::compiled::condition::compile;
use refund_policy::compiled::diagram::{Leaf, Memo, NodeId};
use refund_policy::compiled::policy::{all_conditions, cells};
use refund_policy::document::{
    Amount, Comparison, Condition, Document, Fact, FactIndex, FactKind, Range, Rule, Test,
};
use refund_policy::verdict::rule::holds;
use refund_policy::{Facts, FindZone, Instant, Policy, Problem, Text, Value};

/// Both versions over the joint facts.
pub(super) struct Joint<'a> {
    /// In the order of the new version; then those that only the old one has.
    pub(super) facts: Vec<JointFact>,
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
}

/// A joint fact, and where it comes from.
pub(super) struct JointFact {
    pub(super) fact: Fact,
    /// Its position in the old version.
    pub(super) old: Option<FactIndex>,
    /// Its position in the new version.
    pub(super) new: Option<FactIndex>,
    /// Whether that it is none means that it is not given.
    pub(super) can_be_left_out: bool,
}

/// One version.
pub(super) struct Side<'a> {
    /// As it was compiled by itself.
    pub(super) original: &'a Policy,
    /// Over the joint facts and cells, with days and months counted in the new version's zone.
    pub(super) policy: Policy,
    /// The policy's root, but that cases which this version cannot read lead to `unreadable`.
    pub(super) root: NodeId,
    pub(super) unreadable: Leaf,
}

impl<'a> Joint<'a> {
    pub(super) fn new(
        old: &'a Policy,
        new: &'a Policy,
        find_zone: FindZone<'_>,
    ) -> Result<Joint<'a>, Problem> {
        let facts = joint_facts(&old.document, &new.document);
        let from_old = Translation { policy: old, joint: &facts, place: |fact| fact.old };
        let from_new = Translation { policy: new, joint: &facts, place: |fact| fact.new };
        let zone = &new.document.zone;
        let (old_document, new_document) = (from_old.document(zone), from_new.document(zone));
        let (old_readable, new_readable) = (from_old.readable(), from_new.readable());
        let conditions: Vec<&Condition> = all_conditions(&old_document)
            .into_iter()
            .chain(all_conditions(&new_document))
            .chain([&old_readable, &new_readable])
            .collect();
        let cells = cells(&new_document, &conditions, 2)?;
        Ok(Joint {
            old: Side::new(old, old_document, &old_readable, cells.clone(), find_zone)?,
            new: Side::new(new, new_document, &new_readable, cells, find_zone)?,
            facts,
        })
    }

    /// Cells by joint fact, the same for both versions.
    pub(super) fn cells(&self) -> &[Cells] {
        &self.new.policy.cells
    }
}

impl<'a> Side<'a> {
    fn new(
        original: &'a Policy,
        document: Document,
        readable: &Condition,
        cells: Vec<Cells>,
        find_zone: FindZone<'_>,
    ) -> Result<Side<'a>, Problem> {
        let mut policy = Policy::with_cells(document, original.digest.clone(), find_zone, cells)?;
        let mut memo = Memo::default();
        let unreadable = policy.outcomes.len();
        let readable = compile(readable, &policy.cells, &mut policy.diagram, &mut memo)?;
        let otherwise = policy.diagram.leaf(unreadable);
        let root = policy.diagram.choose(readable, policy.root, otherwise, &mut memo)?;
        Ok(Side { original, policy, root, unreadable })
    }
}

fn joint_facts(old: &Document, new: &Document) -> Vec<JointFact> {
    let alone = |fact: &Fact, old, new| JointFact { fact: fact.clone(), old, new, can_be_left_out: false };
    let mut joint: Vec<JointFact> = Vec::new();
    for (index, fact) in new.facts.iter().enumerate() {
        let before = old.fact(&fact.id).and_then(|before| Some((before, old.facts.get(before)?)));
        let same = before.and_then(|(before, of)| Some((before, united(of, fact)?)));
        joint.push(match same {
            Some((before, united)) => JointFact { old: Some(before), new: Some(index), ..united },
            None => alone(fact, None, Some(index)),
        });
    }
    for (index, fact) in old.facts.iter().enumerate() {
        if joint.iter().all(|known| known.old != Some(index)) {
            let is_taken = new.fact(&fact.id).is_some();
            let id = if is_taken { format!("{} (before)", fact.id) } else { fact.id.clone() };
            joint.push(alone(&Fact { id, ..fact.clone() }, Some(index), None));
        }
    }
    let limits: Vec<Option<FactIndex>> = joint.iter().map(|fact| limit(&joint, fact, old, new)).collect();
    for (joint, limit) in joint.iter_mut().zip(limits) {
        if let FactKind::Number(range) = &mut joint.fact.kind {
            range.at_most = limit;
        }
    }
    joint
}

/// A fact that two versions share; none where its type changed.
fn united(old: &Fact, new: &Fact) -> Option<JointFact> {
    let kind = united_kind(old, new)?;
    let [was, is] = [old, new].map(|fact| fact.default.map(|value| value_in(&kind, fact, value)));
    let none = new.none.clone().or_else(|| old.none.clone());
    let can_be_left_out = was.is_some() && is.is_some() && was != is && none.is_none();
    let fact = Fact {
        kind,
        default: is.filter(|_| was == is),
        none: if can_be_left_out { Some(Text::default()) } else { none },
        ..new.clone()
    };
    Some(JointFact { fact, old: None, new: None, can_be_left_out })
}

/// What a fact may be in either of two versions; none where its type changed.
fn united_kind(old: &Fact, new: &Fact) -> Option<FactKind> {
    match (&old.kind, &new.kind) {
        (FactKind::Choice(old), FactKind::Choice(new)) => {
            let gone = old.iter().filter(|choice| new.iter().all(|other| other.id != choice.id));
            Some(FactKind::Choice(new.iter().chain(gone).cloned().collect()))
        }
        (FactKind::Number(old), FactKind::Number(new)) if old.whole == new.whole => {
            Some(FactKind::Number(Range {
                min: old.min.zip(new.min).map(|(old, new)| old.min(new)),
                max: old.max.zip(new.max).map(|(old, new)| old.max(new)),
                ..new.clone()
            }))
        }
        (FactKind::Flag, FactKind::Flag)
        | (FactKind::Instant, FactKind::Instant)
        | (FactKind::Money, FactKind::Money) => Some(new.kind.clone()),
        _ => None,
    }
}

/// A fact's value as one of the joint kind.
fn value_in(joint: &FactKind, fact: &Fact, value: Value) -> Value {
    match value {
        Value::Choice(value) => Value::Choice(choice_in(joint, fact, value)),
        value => value,
    }
}

fn choice_in(joint: &FactKind, fact: &Fact, value: usize) -> usize {
    let (FactKind::Choice(joint), FactKind::Choice(choices)) = (joint, &fact.kind) else { return value };
    let id = choices.get(value).map(|choice| &choice.id);
    joint.iter().position(|choice| Some(&choice.id) == id).unwrap_or(value)
}

/// The joint fact that a number may not exceed in a version that has it.
fn limit(joint: &[JointFact], fact: &JointFact, old: &Document, new: &Document) -> Option<FactIndex> {
    let in_document = |document: &Document, fact: Option<FactIndex>| match document.facts.get(fact?)?.kind {
        FactKind::Number(Range { at_most, .. }) => at_most,
        _ => None,
    };
    let by_new = in_document(new, fact.new);
    let by_old = in_document(old, fact.old);
    let is_limit = |other: &JointFact| {
        by_new.is_some() && other.new == by_new || by_new.is_none() && by_old.is_some() && other.old == by_old
    };
    joint.iter().position(is_limit)
}

/// How one version is written over the joint facts.
struct Translation<'a> {
    policy: &'a Policy,
    joint: &'a [JointFact],
    /// A joint fact's position in this version.
    place: fn(&JointFact) -> Option<FactIndex>,
}

impl Translation<'_> {
    fn document(&self, zone: &str) -> Document {
        let mut document = self.policy.document.clone();
        document.zone = zone.to_owned();
        document.facts = self.joint.iter().map(|joint| self.fact(joint)).collect();
        for clause in &mut document.clauses {
            self.translate(&mut clause.when);
            for remedy in &mut clause.then.remedies {
                remedy.amount = self.amount(remedy.amount);
            }
        }
        document.steps.iter_mut().for_each(|step| self.translate(&mut step.met_when));
        document.informative.iter_mut().for_each(|clause| self.translate(&mut clause.applies.when));
        for evidence in &mut document.evidence {
            let rules: [&mut Option<Rule>; 2] = [&mut evidence.required, &mut evidence.recommended];
            rules.into_iter().flatten().for_each(|rule| self.translate(&mut rule.when));
        }
        document
    }

    /// A joint fact, after the one that it follows in this version.
    fn fact(&self, joint: &JointFact) -> Fact {
        let own = (self.place)(joint).and_then(|place| self.policy.document.facts.get(place));
        let not_before = own.and_then(|own| own.not_before).map(|fact| self.index(fact));
        Fact { not_before, ..joint.fact.clone() }
    }

    fn translate(&self, condition: &mut Option<Condition>) {
        *condition = condition.as_ref().map(|condition| self.condition(condition));
    }

    fn condition(&self, condition: &Condition) -> Condition {
        let each = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect();
        match condition {
            Condition::All(parts) => Condition::All(each(parts)),
            Condition::Any(parts) => Condition::Any(each(parts)),
            Condition::Not(part) => Condition::Not(Box::new(self.condition(part))),
            Condition::Test(fact, test) => self.test(*fact, test),
        }
    }

    /// A test, which where the fact can be left out holds then as it does by default.
    fn test(&self, fact: FactIndex, test: &Test) -> Condition {
        let index = self.index(fact);
        let given = Condition::Test(index, self.values(fact, test));
        // A default is no instant, so that it does not matter when this is asked.
        let (by_default, any_time) = (Facts::unknown(self.policy), Instant::from_millis(0));
        let asked = Condition::Test(fact, test.clone());
        match self.joint.get(index).is_some_and(|joint| joint.can_be_left_out) {
            true if holds(self.policy, &asked, &by_default, any_time) == Some(true) => {
                Condition::Any(vec![Condition::Test(index, Test::IsNone), given])
            }
            _ => given,
        }
    }

    fn values(&self, fact: FactIndex, test: &Test) -> Test {
        let (own, joint) = (self.policy.document.facts.get(fact), self.joint.get(self.index(fact)));
        match (test, own, joint) {
            (Test::In(values), Some(own), Some(joint)) => {
                Test::In(values.iter().map(|value| choice_in(&joint.fact.kind, own, *value)).collect())
            }
            _ => test.clone(),
        }
    }

    fn amount(&self, amount: Amount) -> Amount {
        match amount {
            Amount::Share { part, of } => Amount::Share { part: self.index(part), of: self.index(of) },
            Amount::Unused(ratio) => Amount::Unused(self.index(ratio)),
            Amount::Unnamed | Amount::Paid | Amount::Percent(_) => amount,
        }
    }

    /// The joint fact of one of this version's.
    fn index(&self, fact: FactIndex) -> FactIndex {
        self.joint.iter().position(|joint| (self.place)(joint) == Some(fact)).unwrap_or(fact)
    }

    /// Which cases this version can read at all. A fact that it does not have is no hindrance.
    fn readable(&self) -> Condition {
        let of = |(index, joint): (FactIndex, &JointFact)| {
            let own = self.policy.document.facts.get((self.place)(joint)?)?;
            Some(self.readable_values(index, own, joint))
        };
        Condition::All(self.joint.iter().enumerate().filter_map(of).collect())
    }

    fn readable_values(&self, index: FactIndex, own: &Fact, joint: &JointFact) -> Condition {
        let is_none = || Condition::Test(index, Test::IsNone);
        let mut tests = vec![Condition::Not(Box::new(is_none()))];
        match (&own.kind, &joint.fact.kind) {
            (FactKind::Choice(choices), kind) => {
                let values = (0..choices.len()).map(|value| choice_in(kind, own, value)).collect();
                tests.push(Condition::Test(index, Test::In(values)));
            }
            (FactKind::Number(own), FactKind::Number(joint)) => {
                let bounds = [
                    (Comparison::AtLeast, own.min.filter(|_| own.min != joint.min)),
                    (Comparison::AtMost, own.max.filter(|_| own.max != joint.max)),
                ];
                let bound = |(comparison, bound): (Comparison, Option<_>)| {
                    Some(Condition::Test(index, Test::Compare(comparison, bound?)))
                };
                tests.extend(bounds.into_iter().filter_map(bound));
            }
            _ => {}
        }
        let proper = Condition::All(tests);
        match own.none.is_some() || joint.can_be_left_out {
            true => Condition::Any(vec![is_none(), proper]),
            false => proper,
        }
    }
}
