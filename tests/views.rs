//! What a verdict says of all completions together (range, amounts between, scenarios, the deadline) is what brute force
//! finds: every completion is decided by `oracle`, at every turning point.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use refund_native::words;
use refund_policy::document::{
    Combination, Condition, Fact, FactIndex, FactKind, Range, RemedyKind, Status, Test,
};
use refund_policy::verdict::distance::distance_of;
use refund_policy::verdict::order::{Offered, Standing, Worth};
use refund_policy::{
    AlternativeGiven, Conversation, Decimal, Facts, Instant, Json, Locale, Money, MoneyRange, Policy, Text,
    Value, interview, verdict,
};

use crate::oracle;
use crate::random::{Seed, at, clause, config, facts, random_document, random_policy};
use crate::shipped::{IDS, parse, policy};

/// A case and its completions.
struct Brute<'a> {
    policy: &'a Policy,
    at: Instant,
    /// The request, and every instant after it at which a window of a known instant ends.
    moments: Vec<Instant>,
    known: &'a Facts,
    completions: Vec<Facts>,
}

impl<'a> Brute<'a> {
    fn new(policy: &'a Policy, known: &'a Facts, at: Instant) -> Brute<'a> {
        let mut moments = vec![at];
        for condition in oracle::deciding_conditions(&policy.document) {
            for (fact, test) in oracle::tests(condition) {
                if let (Test::Within(span) | Test::Elapsed(span), Some(Value::Instant(start))) =
                    (test, known.get(fact))
                {
                    moments.push(span.end(start, policy.zone()));
                }
            }
        }
        moments.retain(|moment| *moment >= at);
        moments.sort_unstable();
        moments.dedup();
        let mut brute = Brute { policy, at, moments, known, completions: vec![known.clone()] };
        for fact in 0..policy.document.facts.len() {
            if known.is_unknown(fact) && oracle::matters(&policy.document, fact) {
                let values = brute.values(fact);
                let with = |facts: &Facts, value: &Value| {
                    let mut facts = facts.clone();
                    facts.set(fact, *value);
                    facts
                };
                let all = &brute.completions;
                brute.completions =
                    all.iter().flat_map(|facts| values.iter().map(|value| with(facts, value))).collect();
            }
        }
        brute.completions.retain(|facts| is_in_order(policy, facts));
        brute
    }

    /// Values that stand for all others: both sides of all that they are compared with, at every moment, and their ends.
    fn values(&self, index: FactIndex) -> Vec<Value> {
        let Brute { policy, at, .. } = self;
        let conditions: Vec<&Condition> = oracle::deciding_conditions(&policy.document).collect();
        let fact = &policy.document.facts[index];
        let mut values = match &fact.kind {
            FactKind::Number(range) => numbers(range, &oracle::tests_of(&conditions, index)),
            FactKind::Instant => self.starts(&oracle::tests_of(&conditions, index)),
            _ => return oracle::candidates(policy, index, *at, &conditions),
        };
        if fact.none.is_some() {
            values.push(Value::None);
        }
        values
    }

    fn starts(&self, tests: &[&Test]) -> Vec<Value> {
        const YEARS: i64 = 4 * 366 * 86_400_000;
        let mut starts = BTreeSet::from([self.at.millis(), self.at.millis() - YEARS]);
        for (moment, test) in
            self.moments.iter().flat_map(|moment| tests.iter().map(move |test| (moment, test)))
        {
            if let Test::Within(span) | Test::Elapsed(span) = test {
                let is_open =
                    |start: i64| *moment < span.end(Instant::from_millis(start), self.policy.zone());
                let (mut closed, mut open) = (moment.millis() - YEARS, moment.millis() + 1);
                while open - closed > 1 {
                    let middle = i64::midpoint(open, closed);
                    if is_open(middle) { open = middle } else { closed = middle }
                }
                starts.extend([closed, open]);
            }
        }
        let until_now = starts.into_iter().filter(|start| *start <= self.at.millis());
        until_now.map(|start| Value::Instant(Instant::from_millis(start))).collect()
    }

    /// What a completion stands at.
    fn standing(&self, facts: &Facts, at: Instant) -> Standing<String> {
        let (policy, outcome) = (self.policy, oracle::decide(self.policy, facts, at));
        let deciding = oracle::deciding(policy, facts, at);
        let clause = deciding.as_ref().map(|(clause, _)| *clause);
        let status = Status::ALL.iter().find(|(name, _)| *name == outcome.status).expect("a status").1;
        let is_promised = clause.is_some_and(|clause| clause.then.status == Status::Qualifies);
        let currency = self.paid(facts).map(|paid| paid.currency);
        let remedy = |(place, (name, minor)): (usize, &(&'static str, Option<i64>))| Offered {
            kind: RemedyKind::ALL.iter().find(|(known, _)| known == name).expect("a remedy").1,
            worth: match minor.zip(currency) {
                Some((minor, currency)) => Worth::Amount(Money { minor, currency }),
                None => Worth::Unnamed,
            },
            estimate: minor.is_some() && clause.is_some_and(|clause| clause.then.remedies[place].estimate),
        };
        let named = clause.into_iter().flat_map(|clause| &clause.then.steps);
        let named = named.map(|step| policy.document.steps[*step].id.clone());
        let unmet = deciding.iter().flat_map(|(_, unmet)| unmet.iter().map(|step| step.id.clone()));
        let alternatives = clause.into_iter().flat_map(|clause| &clause.then.alternatives);
        Standing {
            distance: distance_of(status, is_promised),
            remedies: outcome.remedies.iter().enumerate().map(remedy).collect(),
            choice: clause.map_or(Combination::All, |clause| clause.then.choice),
            alternatives: alternatives
                .map(|one| AlternativeGiven {
                    kind: one.kind,
                    options: one.options.iter().map(|option| option.id.clone()).collect(),
                })
                .collect(),
            steps: unmet.chain(named).collect(),
        }
    }

    fn paid(&self, facts: &Facts) -> Option<Money> {
        match facts.get(self.policy.document.fact("amount_paid")?)? {
            Value::Money(money) => Some(money),
            _ => None,
        }
    }

    /// The earliest moment at which a completion stands worse than at an earlier one, its unknown windows being the same.
    fn act_by(&self) -> Option<Instant> {
        let is_worse = |facts: &Facts, before: Instant, then: Instant| {
            self.has_same_windows(facts, before, then)
                && self.standing(facts, then).compare(&self.standing(facts, before)) == Some(Ordering::Less)
        };
        let later = self.moments.iter().enumerate();
        let found = later.filter(|(number, then)| {
            let before = &self.moments[..*number];
            self.completions.iter().any(|facts| before.iter().any(|before| is_worse(facts, *before, **then)))
        });
        found.map(|(_, then)| *then).next()
    }

    fn has_same_windows(&self, facts: &Facts, before: Instant, then: Instant) -> bool {
        let conditions: Vec<&Condition> = oracle::deciding_conditions(&self.policy.document).collect();
        (0..self.policy.document.facts.len()).filter(|fact| self.known.is_unknown(*fact)).all(|fact| {
            let Some(Value::Instant(start)) = facts.get(fact) else { return true };
            oracle::tests_of(&conditions, fact).iter().all(|test| match test {
                Test::Within(span) | Test::Elapsed(span) => {
                    let end = span.end(start, self.policy.zone());
                    (before < end) == (then < end)
                }
                _ => true,
            })
        })
    }

    /// The least and the most that completions give back, where they differ in it.
    fn range(&self) -> Option<MoneyRange> {
        let paid = self.paid(self.known)?;
        let given: Option<BTreeSet<(i64, i64)>> =
            self.completions.iter().map(|facts| self.given(facts)).collect();
        let given = given?;
        let least = given.iter().map(|(least, _)| *least).min()?;
        let most = given.iter().map(|(_, most)| *most).max()?;
        let money = |minor| Money { minor, ..paid };
        (given.len() > 1 && least < most).then(|| MoneyRange { least: money(least), most: money(most) })
    }

    /// What a completion gives back, over all that can be chosen; none where it promises a refund without an amount.
    fn given(&self, facts: &Facts) -> Option<(i64, i64)> {
        let Some((clause, _)) = oracle::deciding(self.policy, facts, self.at) else { return Some((0, 0)) };
        let outcome = oracle::decide(self.policy, facts, self.at);
        if clause.then.status != Status::Qualifies || outcome.remedies.is_empty() {
            return Some((0, 0));
        }
        let amounts = outcome.remedies.iter().zip(&clause.then.remedies).map(|((kind, minor), remedy)| {
            if kind.ends_with("_refund") && !remedy.estimate { *minor } else { Some(0) }
        });
        let amounts: Vec<i64> = amounts.collect::<Option<_>>()?;
        match clause.then.choice {
            Combination::All => Some((amounts.iter().sum(), amounts.iter().sum())),
            _ => Some((*amounts.iter().min()?, *amounts.iter().max()?)),
        }
    }
}

/// Both sides of every constant, the ends, and small whole numbers between.
fn numbers(range: &Range, tests: &[&Test]) -> Vec<Value> {
    let ends = [range.min.unwrap_or(Decimal::LEAST), range.max.unwrap_or(Decimal::GREATEST)];
    let mut numbers: Vec<Decimal> = ends.into_iter().chain((1..=6).map(Decimal::from)).collect();
    for test in tests {
        if let Test::Compare(_, constant) = test {
            numbers.extend([*constant, constant.just_above(), constant.just_below()]);
            let floor = constant.to_string().parse::<f64>().expect("a number").floor() as i64;
            numbers.extend([floor - 1, floor, floor + 1, floor + 2].map(Decimal::from));
        }
    }
    numbers.retain(|number| range.allows(*number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(Value::Number).collect()
}

fn is_in_order(policy: &Policy, facts: &Facts) -> bool {
    let number = |fact: FactIndex| match facts.get(fact) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    policy.document.facts.iter().enumerate().all(|(index, fact)| match &fact.kind {
        FactKind::Number(Range { at_most: Some(limit), .. }) => {
            number(index).zip(number(*limit)).is_none_or(|(number, limit)| number <= limit)
        }
        _ => true,
    })
}

fn shown(policy: &Policy, facts: &Facts, at: Instant) -> String {
    let known = policy.document.facts.iter().enumerate().filter_map(|(index, fact)| {
        Some(format!("{}={}", fact.id, fact.to_json(facts.get(index)?).compact()))
    });
    format!("at {at}: {}", known.collect::<Vec<_>>().join(" "))
}

fn check(policy: &Policy, facts: &Facts, at: Instant) -> Result<(), TestCaseError> {
    let brute = Brute::new(policy, facts, at);
    prop_assume!(brute.completions.len() < 20_000);
    let verdict = verdict(policy, facts, at, words(Locale::En));
    prop_assert_eq!(verdict.act_by, brute.act_by(), "act_by {}", shown(policy, facts, at));
    prop_assert_eq!(verdict.range, brute.range(), "range {}", shown(policy, facts, at));
    if brute.paid(facts).is_some() {
        for (place, remedy) in verdict.remedies.iter().enumerate() {
            let amounts: Option<BTreeSet<i64>> = brute
                .completions
                .iter()
                .map(|facts| oracle::decide(policy, facts, at).remedies[place].1)
                .collect();
            let ends = amounts.and_then(|amounts| Some((*amounts.first()?, *amounts.last()?)));
            let amount = ends.filter(|(least, most)| least == most).map(|(least, _)| least);
            let between = ends.filter(|(least, most)| least < most);
            let told = remedy.between.map(|between| (between.least.minor, between.most.minor));
            let found = (remedy.amount.map(|amount| amount.minor), told);
            prop_assert_eq!(found, (amount, between), "remedy {} {}", place, shown(policy, facts, at));
        }
    }
    check_questions(policy, facts, at, &brute)?;
    check_scenarios(policy, facts, at, &brute)
}

/// Asked is what changes the status, a remedy, an alternative, an amount, the deadline or the evidence, and nothing else.
fn check_questions(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    brute: &Brute<'_>,
) -> Result<(), TestCaseError> {
    let is_instant = |fact: FactIndex| matches!(policy.document.facts[fact].kind, FactKind::Instant);
    let count = policy.document.facts.len();
    if (0..count).any(|fact| facts.is_unknown(fact) && is_instant(fact)) || brute.completions.len() > 300 {
        return Ok(());
    }
    // What no clause, step or amount names can still decide on evidence.
    let asked: BTreeSet<&str> = interview(policy, &Json::Object(Vec::new()), facts, at)
        .into_iter()
        .map(|fact| fact.id.as_str())
        .collect();
    let told = |facts: &Facts| {
        let evidence = verdict(policy, facts, at, words(Locale::En)).evidence;
        let evidence = evidence.into_iter().map(|one| (one.id, one.required)).collect::<Vec<_>>();
        (oracle::decide(policy, facts, at), oracle::until(policy, facts, at), evidence)
    };
    let all: Vec<_> = brute.completions.iter().map(|facts| (facts, told(facts))).collect();
    for fact in (0..count).filter(|fact| facts.is_unknown(*fact) && oracle::matters(&policy.document, *fact))
    {
        let of = &policy.document.facts[fact];
        let alike = |one: &Facts, other: &Facts| {
            (0..count).all(|index| index == fact || one.get(index) == other.get(index))
        };
        let matters = all
            .iter()
            .any(|(one, given)| all.iter().any(|(other, otherwise)| given != otherwise && alike(one, other)));
        let expected = matters && !of.by_merchant;
        prop_assert_eq!(asked.contains(of.id.as_str()), expected, "{} {}", of.id, shown(policy, facts, at));
    }
    Ok(())
}

/// Each value of the next fact leads to what its scenario says.
fn check_scenarios(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    brute: &Brute<'_>,
) -> Result<(), TestCaseError> {
    let found = verdict(policy, facts, at, words(Locale::En));
    let Some(next) = found.missing.first() else {
        prop_assert!(found.scenarios.is_empty());
        return Ok(());
    };
    prop_assert!(found.scenarios.len() != 1 && found.scenarios.len() <= 8);
    prop_assert!(found.scenarios.iter().all(|scenario| scenario.fact == *next));
    let index = policy.document.fact(next).expect("a fact");
    let mut led = Vec::new();
    for value in brute.values(index) {
        let mut known = facts.clone();
        known.set(index, value);
        if !is_in_order(policy, &known) {
            continue;
        }
        let then = verdict(policy, &known, at, words(Locale::En));
        let kinds: Vec<RemedyKind> = then.remedies.iter().map(|remedy| remedy.kind).collect();
        let fitting = found.scenarios.iter().filter(|scenario| {
            let fits = scenario.remedies.iter().zip(&then.remedies).all(|(told, given)| match told.between {
                // The scenario holds for a stretch of numbers, and the value is one of them.
                Some(MoneyRange { least, most }) => {
                    let [low, high] = match (given.amount, given.between) {
                        (Some(amount), _) => [amount, amount],
                        (None, Some(between)) => [between.least, between.most],
                        (None, None) => return false,
                    };
                    least.minor <= low.minor && high.minor <= most.minor
                }
                None => {
                    (told.amount, told.estimate) == (given.amount, given.estimate) || told.amount.is_none()
                }
            });
            let told: Vec<RemedyKind> = scenario.remedies.iter().map(|remedy| remedy.kind).collect();
            let is_part = |(told, given): (&RemedyKind, &RemedyKind)| {
                told == given || *told == RemedyKind::ProratedRefund && *given == RemedyKind::FullRefund
            };
            scenario.status == then.status
                && told.len() == kinds.len()
                && told.iter().zip(&kinds).all(is_part)
                && fits
        });
        let fitting: Vec<String> = fitting.map(|scenario| scenario.answer.clone()).collect();
        prop_assert!(
            !fitting.is_empty() || [0, 8].contains(&found.scenarios.len()),
            "no scenario for {value:?} {}",
            shown(policy, facts, at)
        );
        led.extend(fitting);
    }
    for scenario in &found.scenarios {
        prop_assert!(!scenario.answer.is_empty());
        prop_assert!(
            led.contains(&scenario.answer),
            "{} never comes {}",
            scenario.answer,
            shown(policy, facts, at)
        );
    }
    Ok(())
}

/// Most facts are known: else the last of them, which is what was paid, would hardly ever be among the few unknown ones.
fn tries(facts: usize) -> impl Strategy<Value = Vec<(Instant, Vec<Seed>)>> {
    vec((at(), vec((proptest::bool::weighted(0.75), any::<u32>()), facts)), 2)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn random_policies_agree_with_brute_force(clauses in vec(clause(), 1..6), tries in tries(8)) {
        let policy = random_policy(clauses);
        for (at, seeds) in tries {
            check(&policy, &facts(&policy, &seeds, at, 3), at)?;
        }
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn shipped_policies_agree_with_brute_force(which in 0..IDS.len(), tries in tries(16)) {
        let policy = policy(IDS[which]);
        for (at, seeds) in tries {
            check(&policy, &facts(&policy, &seeds, at, 3), at)?;
        }
    }
}

/// Monday 30 November 2026, 17:00 in Paris and Madrid.
const NOW: &str = "2026-11-30T17:00:00+01:00";

fn told(id: &str, facts: &str, locale: Locale) -> refund_policy::Verdict {
    let (policy, at) = (policy(id), Instant::parse(NOW).expect("an instant"));
    let facts = Facts::read(&policy, &parse(facts), at).unwrap_or_else(|problems| panic!("{problems:?}"));
    verdict(&policy, &facts, at, words(locale))
}

fn euros(range: Option<MoneyRange>) -> Option<(i64, i64)> {
    range.map(|range| (range.least.minor, range.most.minor))
}

#[test]
fn before_any_question_the_ceiling_and_the_deadline_are_certain() {
    let paid =
        r#"{"purchased_at": "2026-11-28T13:00:00+01:00", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let verdict = told("iptv-subscription", paid, Locale::En);
    assert_eq!(euros(verdict.range), Some((0, 4990)));
    assert_eq!(verdict.act_by, Instant::parse("2026-12-01T13:00:00+01:00"));
    assert_eq!(verdict.status.name(), "needs_information");
}

/// Midnight in UTC, on 1 January 2026.
const NEW_YEAR: &str = "2026-01-01T00:00:00Z";

/// What a policy says at the beginning of 2026, and brute force finds too.
fn told_at_new_year(policy: &Policy, facts: &str) -> refund_policy::Verdict {
    let at = Instant::parse(NEW_YEAR).expect("an instant");
    let facts = Facts::read(policy, &parse(facts), at).unwrap_or_else(|problems| panic!("{problems:?}"));
    check(policy, &facts, at).unwrap_or_else(|difference| panic!("{difference}"));
    verdict(policy, &facts, at, words(Locale::En))
}

/// What was paid is unknown, and then each of these.
const PAID: [&str; 3] = [
    "",
    r#", "amount_paid": {"minor": 0, "currency": "EUR"}"#,
    r#", "amount_paid": {"minor": 5000, "currency": "EUR"}"#,
];

#[test]
fn a_deadline_where_nothing_was_paid_is_one_while_it_is_unknown_what_was() {
    let policy = policy("passport-forms");
    let act_by = PAID.map(|paid| {
        let facts = format!(
            r#"{{"reason": "forms_not_received", "purchased_at": "{NEW_YEAR}", "applications_ordered": 3,
                "applications_cancelled": 1{paid}}}"#
        );
        told_at_new_year(&policy, &facts).act_by
    });
    // A third is not as much as what is given later, a third of nothing is.
    let end = Instant::parse("2026-01-09T00:00:00+01:00");
    assert_eq!(act_by, [end, end, None]);
}

#[test]
fn what_becomes_a_mere_estimate_gets_worse_whatever_was_paid() {
    let half = r#"{"kind": "partial_refund", "amount": {"percent": 50}"#;
    let policy = random_policy(vec![
        format!(
            r#""when": {{"within": {{"days": 7, "of": "bought"}}}}, "then": {{"status": "qualifies", "remedies": [{half}}}]}}"#
        ),
        format!(r#""then": {{"status": "qualifies", "remedies": [{half}, "estimate": true}}]}}"#),
    ]);
    let act_by =
        PAID.map(|paid| told_at_new_year(&policy, &format!(r#"{{"bought": "{NEW_YEAR}"{paid}}}"#)).act_by);
    assert_eq!(act_by, [Instant::parse("2026-01-09T00:00:00+01:00"); 3]);
}

#[test]
fn what_was_paid_is_asked_where_the_deadline_alone_hangs_on_it() {
    // Nothing is left unused; half of nothing is nothing too, half of anything else is more.
    let policy = random_policy(vec![
        r#""when": {"within": {"days": 7, "of": "bought"}}, "then": {"status": "qualifies",
            "remedies": [{"kind": "partial_refund", "amount": {"unused": "ratio"}}]}"#
            .to_owned(),
        r#""then": {"status": "qualifies", "remedies": [{"kind": "partial_refund", "amount": {"percent": 50}}]}"#
            .to_owned(),
    ]);
    let known = format!(r#""bought": "{NEW_YEAR}", "called": null, "reason": "a", "ratio": 1"#);
    let until = PAID.map(|paid| {
        told_at_new_year(&policy, &format!(r#"{{{known}, "used": true, "count": 1, "hours": 1{paid}}}"#))
            .until
    });
    let end = Instant::parse("2026-01-09T00:00:00+01:00");
    assert_eq!(until, [end, None, end]);
}

#[test]
fn a_number_that_may_be_none_leaves_an_amount_without_ends() {
    let document = random_document(&[
        r#""then": {"status": "qualifies", "remedies": [{"kind": "partial_refund", "amount": {"unused": "ratio"}}]}"#
            .to_owned(),
    ]);
    let number = r#""type":"number","min":0"#;
    let nullable =
        document.compact().replace(number, &format!(r#"{number},"none":{{"es":"x","fr":"x","en":"x"}}"#));
    let policy = Policy::read(&parse(&nullable), &refund_native::find_zone)
        .unwrap_or_else(|problem| panic!("{problem}"));
    let [open, none, half] = ["", r#", "ratio": null"#, r#", "ratio": 0.5"#].map(|ratio| {
        let paid = PAID[2];
        let verdict = told_at_new_year(&policy, &format!(r#"{{"bought": "{NEW_YEAR}"{paid}{ratio}}}"#));
        let remedy = &verdict.remedies[0];
        (remedy.amount.map(|amount| amount.minor), euros(remedy.between), euros(verdict.range))
    });
    assert_eq!([open, none, half], [(None, None, None), (None, None, None), (Some(2500), None, None)]);
}

#[test]
fn what_is_paid_back_for_each_application_lies_between_two_amounts() {
    let two = r#"{"purchased_at": "2026-11-27T12:00:00+01:00", "amount_paid": {"minor": 9800, "currency": "EUR"},
        "forms_delivered": false, "reason": "changed_mind", "applications_ordered": 2}"#;
    let verdict = told("passport-forms", two, Locale::Es);
    assert_eq!((verdict.status.name(), euros(verdict.range)), ("qualifies", Some((4900, 9800))));
    assert_eq!(verdict.act_by, Instant::parse("2026-12-05T00:00:00+01:00"));
    let [remedy] = verdict.remedies.as_slice() else { panic!("one remedy") };
    assert_eq!(
        (remedy.kind.name(), remedy.amount, euros(remedy.between)),
        ("prorated_refund", None, Some((4900, 9800)))
    );
    let scenarios: Vec<(&str, Option<i64>)> = verdict
        .scenarios
        .iter()
        .map(|one| (one.answer.as_str(), one.remedies[0].amount.map(|amount| amount.minor)))
        .collect();
    assert_eq!(scenarios, [("1", Some(4900)), ("2", Some(9800))]);
}

#[test]
fn scenarios_say_what_each_answer_leads_to() {
    let outage = r#"{"reason": "service_outage", "purchased_at": "2026-11-28T13:00:00+01:00",
        "amount_paid": {"minor": 4990, "currency": "EUR"}, "support_contacted_at": null}"#;
    let verdict = told("iptv-subscription", outage, Locale::En);
    assert_eq!(verdict.missing[0], "outage_hours");
    let scenarios: Vec<(&str, &str)> =
        verdict.scenarios.iter().map(|one| (one.answer.as_str(), one.status.name())).collect();
    assert_eq!(
        scenarios,
        [("at most 48 hours", "does_not_qualify"), ("more than 48 hours", "needs_information")]
    );
}

#[test]
fn where_nothing_is_open_nothing_is_supposed() {
    let outage = r#"{"reason": "service_outage", "purchased_at": "2026-11-28T13:00:00+01:00", "outage_hours": 60,
        "outage_by_merchant": true, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let verdict = told("iptv-subscription", outage, Locale::En);
    assert_eq!((euros(verdict.range), verdict.act_by, verdict.scenarios.len()), (None, None, 0));
}

#[test]
fn what_only_interests_whoever_reviews_is_no_question() {
    let (policy, at) = (policy("sms-and-payments"), Instant::parse(NOW).expect("an instant"));
    let answers = parse(r#"{"service": "sms_api", "reason": "changed_mind", "usage": "some"}"#);
    let before = Conversation::new(&policy, Json::Object(Vec::new()), &Json::Object(Vec::new()), at);
    let ids = |facts: &[&Fact]| facts.iter().map(|fact| fact.id.clone()).collect::<Vec<_>>();
    assert!(!ids(&before.questions).contains(&"usage".to_owned()));
    assert_eq!(ids(&before.context), ["purchased_at", "usage"]);
    let after = Conversation::new(&policy, Json::Object(Vec::new()), &answers, at);
    assert_eq!(after.json.get("usage").and_then(Json::as_str), Some("some"), "it is taken where it is told");
    assert_eq!(ids(&after.context), ["purchased_at"]);
}

#[test]
fn a_number_that_its_bounds_leave_one_value_is_known() {
    let (policy, at) = (policy("passport-forms"), Instant::parse(NOW).expect("an instant"));
    let cancelled = policy.document.fact("applications_cancelled").expect("a fact");
    let read = |facts: &str| Facts::read(&policy, &parse(facts), at).expect("the facts can be read");
    let one = Some(Value::Number(Decimal::ONE));
    assert_eq!(Facts::unknown(&policy).get(cancelled), one);
    assert_eq!(read(r#"{"applications_ordered": 1}"#).get(cancelled), one);
    assert_eq!(read(r#"{"applications_ordered": 2}"#).get(cancelled), None);
    assert_eq!(read(r#"{"applications_ordered": 2, "applications_cancelled": 1}"#).get(cancelled), one);
}

#[test]
fn an_instant_that_cannot_be_is_told() {
    let (policy, at) = (policy("smm-services"), Instant::parse(NOW).expect("an instant"));
    let told = |facts: &str| {
        let problems = Facts::read(&policy, &parse(facts), at).expect_err("the facts cannot be read");
        let told = problems
            .iter()
            .map(|problem| format!("{} {}: {}", problem.code, problem.pointer, problem.message));
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        told(r#"{"purchased_at": "2026-11-19T10:00:00Z", "last_payment_at": "2026-11-18T10:00:00Z"}"#),
        [
            "instant_order /last_payment_at: `last_payment_at` lies before `purchased_at` (2026-11-19T10:00:00Z)"
        ]
    );
    assert_eq!(
        told(r#"{"purchased_at": "0026-11-19T10:00:00Z"}"#),
        ["too_early_instant /purchased_at: `purchased_at` lies before the year 2000 (0026-11-19T10:00:00Z)"]
    );
    let facts =
        parse(r#"{"purchased_at": "2026-11-19T10:00:00Z", "last_payment_at": "2026-11-19T10:00:00Z"}"#);
    assert!(Facts::read(&policy, &facts, at).is_ok(), "both may be one instant");
}

/// Words as people count them: what stands between spaces and has a letter or a digit.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[test]
fn the_shipped_policies_keep_to_the_budgets_of_the_screens() {
    for id in IDS {
        let policy = policy(id);
        for (fact, locale) in policy.document.facts.iter().flat_map(|fact| {
            Locale::ALL.into_iter().filter(|_| !fact.by_merchant).map(move |locale| (fact, locale))
        }) {
            let text = |text: &Option<Text>| text.as_ref().map_or(0, |text| count(text.get(locale)));
            let choices = match &fact.kind {
                FactKind::Choice(choices) => choices.as_slice(),
                _ => &[],
            };
            for label in choices.iter().map(|choice| &choice.label).chain(&fact.none) {
                assert!(count(label.get(locale)) <= 6, "{id} {}: {}", fact.id, label.get(locale));
            }
            assert!(text(&fact.ask) + text(&fact.why) <= 25, "{id} {} {}", fact.id, locale.tag());
        }
        for (clause, locale) in
            policy.document.clauses.iter().flat_map(|clause| Locale::ALL.map(|locale| (clause, locale)))
        {
            assert!(count(clause.title.get(locale)) <= 7, "{id} {}: {}", clause.id, clause.title.get(locale));
        }
    }
}
