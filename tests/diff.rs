//! Two versions of a policy differ exactly where the comparison says, and as it says.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use refund_authoring::diff::{
    Diff, Effect, Ledger, Need, Offer, Offered, OutcomeChange, Part, Sum, Worth, diff,
};
use refund_native::words;
use refund_policy::document::{Amount, Combination, Status};
use refund_policy::{AlternativeGiven, Facts, Instant, Json, Locale, Policy, to_json, verdict};

use crate::oracle;
use crate::random::{self, Terms, at, clause, given, random_policy_on};
use crate::sentences::{Case, holds};
use crate::shipped::{document, parse, policy};

/// None where random conditions have more windows than can be told apart.
fn compare(old: &Policy, new: &Policy) -> Option<Diff> {
    match diff(old, new, &refund_native::find_zone) {
        Ok(diff) => Some(diff),
        Err(problem) if problem.code == "too_complex" => None,
        Err(problem) => panic!("{problem}"),
    }
}

/// What complete facts get, whatever was paid; none where the policy cannot read them.
fn offer(policy: &Policy, facts: &Json, at: Instant) -> Option<Offer> {
    let members = facts.as_object().expect("facts").iter();
    let known = members.filter(|(id, _)| policy.document.fact(id).is_some()).cloned();
    let facts = Facts::read(policy, &Json::Object(known.collect()), at).ok()?;
    let nothing = |status| Offer {
        status,
        once_done: Some(status),
        remedies: Vec::new(),
        choice: Combination::All,
        alternatives: Vec::new(),
        steps: Vec::new(),
    };
    let Some((clause, unmet)) = oracle::deciding(policy, &facts, at) else {
        return Some(nothing(Status::Review));
    };
    let grant = &clause.then;
    let named = grant.steps.iter().map(|step| &policy.document.steps[*step]);
    Some(Offer {
        status: if unmet.is_empty() { grant.status } else { Status::ActionRequired },
        once_done: Some(grant.status),
        remedies: grant
            .remedies
            .iter()
            .map(|remedy| Offered {
                kind: remedy.kind,
                worth: worth(policy, remedy.amount),
                estimate: remedy.estimate,
            })
            .collect(),
        choice: if grant.remedies.len() < 2 { Combination::All } else { grant.choice },
        alternatives: grant
            .alternatives
            .iter()
            .map(|one| AlternativeGiven {
                kind: one.kind,
                options: one.options.iter().map(|option| option.id.clone()).collect(),
            })
            .collect(),
        steps: unmet.into_iter().chain(named).map(|step| step.id.clone()).collect(),
    })
}

fn worth(policy: &Policy, amount: Amount) -> Worth {
    let id = |fact: usize| policy.document.facts[fact].id.clone();
    match amount {
        Amount::Unnamed => Worth::Unnamed,
        Amount::Paid => Worth::Fraction(1, 1),
        // The random policies have halves alone.
        Amount::Percent(_) => Worth::Fraction(1, 2),
        Amount::Unused(ratio) => Worth::Unused(id(ratio)),
        Amount::Share { part, of } => Worth::Share(id(part), id(of)),
    }
}

/// The changes one of whose parts a case is in, as its sentence says.
fn changes_of<'a>(diff: &'a Diff, case: &Case<'_>) -> Vec<&'a OutcomeChange> {
    let is_in = |change: &&OutcomeChange| change.parts.iter().any(|part| holds(&part.cases, case));
    diff.outcomes.iter().filter(is_in).collect()
}

/// Facts for the sentences: with what a version takes to be so where both take the same, and as each type of a fact
/// that changed it.
fn as_read(old: &Policy, new: &Policy, given: &Json) -> Json {
    let mut facts = given.clone();
    for fact in &new.document.facts {
        let before = &old.document.facts[old.document.fact(&fact.id).expect("the same facts")];
        if let (None, Some(was), Some(is)) = (given.get(&fact.id), before.default, fact.default)
            && was == is
        {
            facts.set(&fact.id, fact.to_json(is));
        }
        if let Some(value) = given.get(&fact.id) {
            facts.set(&format!("{} (before)", fact.id), value.clone());
        }
    }
    facts
}

proptest! {
    // Each pair of policies is tried with many cases, so that fewer pairs do.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_case_changes_exactly_where_a_sentence_says_so(
        clauses in vec(clause(), 1..5),
        replaced in vec(option::of(clause()), 5),
        terms in (random::terms(), random::terms()),
        cases in vec((vec((Just(true), any::<u32>()), 8), any::<bool>()), 12),
        at in at(),
    ) {
        let changed: Vec<String> = replaced
            .into_iter()
            .enumerate()
            .filter_map(|(index, replaced)| replaced.or_else(|| clauses.get(index).cloned()))
            .collect();
        let (old, new) = (random_policy_on(&clauses, &terms.0), random_policy_on(&changed, &terms.1));
        let Some(diff) = compare(&old, &new) else { return Ok(()) };
        let widest = random_policy_on(&[], &Terms { most: 6, has_d: true, used: None, hours: "integer" });
        for (seeds, leave_out) in cases {
            let mut facts = given(&widest, &seeds, at, 0);
            if leave_out && terms.0.used.is_some() && terms.1.used.is_some() {
                facts = without(&facts, "used");
            }
            let (from, to) = (offer(&old, &facts, at), offer(&new, &facts, at));
            if from.is_none() && to.is_none() {
                continue;
            }
            let as_read = as_read(&old, &new, &facts);
            let told = changes_of(&diff, &Case { facts: &as_read, at, policy: &new });
            let context = || format!("at {at}: {}\n{}", facts.compact(), to_json(&diff).compact());
            if from == to {
                prop_assert!(told.is_empty(), "told, and does not change {}", context());
            } else {
                prop_assert_eq!(told.len(), 1, "changes in one way: {}", context());
                prop_assert!(told[0].from == from && told[0].to == to, "{}", context());
            }
        }
    }

    #[test]
    fn a_witness_gets_what_its_change_says(
        clauses in vec(clause(), 1..5),
        others in vec(clause(), 1..5),
        terms in (random::terms(), random::terms()),
    ) {
        let (old, new) = (random_policy_on(&clauses, &terms.0), random_policy_on(&others, &terms.1));
        for change in compare(&old, &new).into_iter().flat_map(|diff| diff.outcomes) {
            for part in &change.parts {
                let witness = &part.witness;
                for (policy, facts, offer) in [(&old, &witness.old, &change.from), (&new, &witness.new, &change.to)] {
                    match (Facts::read(policy, facts, witness.at), offer) {
                        (Ok(facts), Some(offer)) => {
                            let found = verdict(policy, &facts, witness.at, words(Locale::En));
                            prop_assert_eq!(found.status, offer.status, "{}", &part.cases);
                            prop_assert_eq!(found.remedies.len(), offer.remedies.len(), "{}", &part.cases);
                        }
                        (Err(_), None) => {}
                        (read, _) => prop_assert!(false, "{}: {:?}", part.cases, read),
                    }
                }
            }
        }
    }

    #[test]
    fn a_policy_does_not_differ_from_itself(clauses in vec(clause(), 1..5), terms in random::terms()) {
        let (one, other) = (random_policy_on(&clauses, &terms), random_policy_on(&clauses, &terms));
        let Some(diff) = compare(&one, &other) else { return Ok(()) };
        prop_assert!(diff.is_empty() && diff.citations.is_empty() && diff.texts.is_empty());
    }
}

fn without(facts: &Json, id: &str) -> Json {
    Json::Object(facts.as_object().expect("facts").iter().filter(|(key, _)| key != id).cloned().collect())
}

/// A shipped policy with something changed in it.
fn changed(id: &str, changes: &[(&str, &str)]) -> Policy {
    let mut json = document(id);
    for (place, value) in changes {
        set(&mut json, &place.split('/').collect::<Vec<_>>(), value);
    }
    Policy::read(&json, &refund_native::find_zone).unwrap_or_else(|problem| panic!("{id}: {problem}"))
}

/// Sets a member to some JSON, or takes it out where that is empty; in a list, the item with an id, or before it.
fn set(json: &mut Json, place: &[&str], value: &str) {
    let [key, rest @ ..] = place else {
        *json = parse(value);
        return;
    };
    match json {
        Json::Object(members) if rest.is_empty() && value.is_empty() => {
            members.retain(|(name, _)| name != key)
        }
        Json::Object(members) => {
            if !members.iter().any(|(name, _)| name == key) {
                members.push(((*key).to_owned(), Json::Null));
            }
            let (_, member) = members.iter_mut().find(|(name, _)| name == key).expect("a member");
            set(member, rest, value);
        }
        Json::List(items) => {
            let is_it =
                |item: &Json| item.get("id").and_then(Json::as_str) == Some(key.trim_start_matches('^'));
            let place = items.iter().position(is_it).unwrap_or_else(|| panic!("no item {key}"));
            match () {
                () if key.starts_with('^') => items.insert(place, parse(value)),
                () if rest.is_empty() && value.is_empty() => drop(items.remove(place)),
                () => set(&mut items[place], rest, value),
            }
        }
        _ => panic!("nothing at {key}"),
    }
}

/// The outcomes that change, a line for each sentence.
fn told(old: &Policy, new: &Policy) -> Vec<String> {
    let offer = |offer: &Option<Offer>| offer.as_ref().map_or("nothing".to_owned(), Offer::to_string);
    let line = |change: &OutcomeChange, part: &Part| {
        let (from, to) = (offer(&change.from), offer(&change.to));
        format!("{}: {from} -> {to} where {}", change.effect.name(), part.cases)
    };
    let diff = compare(old, new).expect("shipped policies are not too complex");
    diff.outcomes.iter().flat_map(|change| change.parts.iter().map(|part| line(change, part))).collect()
}

#[test]
fn a_longer_window_is_a_gain_between_its_ends() {
    let old = policy("smm-services");
    let new = changed("smm-services", &[("clauses/recurring_cancelled_in_time/when/within/days", "14")]);
    let refused = "`does_not_qualify`; alternatives: `cancellation` (`end_of_cycle` or `immediately`)";
    let given = "`qualifies` with `full_refund` and `cancellation`";
    let cases = "`reason` is `cancel_recurring`, 7 days after `last_payment_at` are over and 14 days are not";
    assert_eq!(told(&old, &new), [format!("gains: {refused} -> {given} where {cases}")]);
    assert_eq!(told(&new, &old), [format!("loses: {given} -> {refused} where {cases}")]);
}

#[test]
fn a_new_exclusion_is_a_loss_for_whom_no_earlier_clause_decides() {
    let clause = r#"{"id": "usage", "title": {"es": "x", "fr": "x", "en": "x"}, "source": {"section": "x"},
        "text": {"es": "x", "fr": "x", "en": "x"}, "when": {"reason": "usage_question"},
        "then": {"status": "does_not_qualify"}}"#;
    let old = policy("module-support");
    let new = changed("module-support", &[("clauses/^standard_support", clause)]);
    assert_eq!(
        told(&old, &new),
        [
            "loses: `does_not_qualify`; alternatives: `paid_support` -> `does_not_qualify` where `reason` is \
             `usage_question`, 3 months after `purchased_at` are over, `own_product` is true, `licensed` is true",
            "loses: `qualifies` with `support`; to do: `share_access_in_helpdesk` -> `does_not_qualify` where `reason` is \
             `usage_question`, 3 months after `purchased_at` are not over, `own_product` is true, `licensed` is \
             true, `customized` is false",
        ]
    );
    let diff = compare(&old, &new).expect("a comparison");
    let evidence =
        diff.evidence.iter().map(|change| (change.id.as_str(), change.effect, change.from, change.to));
    assert_eq!(
        evidence.collect::<Vec<_>>(),
        [("licence_key", Effect::Gains, Need::Required, Need::None)],
        "who gets no support need not prove a licence"
    );
}

#[test]
fn a_fact_that_is_gone_is_left_out_of_the_new_versions_witness() {
    let old = policy("smm-services");
    let new = changed(
        "smm-services",
        &[
            ("clauses/not_as_described_unproven", ""),
            ("clauses/not_as_described_proven/when/clear_evidence", ""),
            ("facts/clear_evidence", ""),
        ],
    );
    let remedies = "`full_refund` or `replacement`, as the merchant chooses";
    assert_eq!(
        told(&old, &new),
        [format!(
            "gains: `action_required` with {remedies}; to do: `attach_proof` -> `review` with {remedies} where `reason` \
             is `not_as_described`, 7 days after `purchased_at` are not over, `clear_evidence` is false"
        )]
    );
    let diff = compare(&old, &new).expect("a comparison");
    let witness = &diff.outcomes[0].parts[0].witness;
    assert_eq!(witness.unshared(), [vec!["clear_evidence"], vec![]]);
    assert_eq!(terms(&diff), ["`clear_evidence` is gone"]);
}

#[test]
fn another_default_concerns_who_does_not_give_the_fact() {
    let old = policy("sms-and-payments");
    let with = |default: &str| {
        let flag = [
            r#"{"type": "flag", "by": "merchant", "default": "#,
            default,
            r#", "label": {"es": "x", "fr": "x", "en": "x"}}"#,
        ];
        let refused = r#"{"id": "closed", "title": {"es": "x", "fr": "x", "en": "x"}, "source": {"section": "x"},
            "text": {"es": "x", "fr": "x", "en": "x"}, "when": {"account_closed": true},
            "then": {"status": "does_not_qualify"}}"#;
        let changes = [("facts/account_closed", flag.concat()), ("clauses/^sms_outage", refused.to_owned())];
        changed("sms-and-payments", &changes.each_ref().map(|(place, value)| (*place, value.as_str())))
    };
    let (open, closed) = (with("false"), with("true"));
    let lines = told(&open, &closed);
    assert!(lines.iter().all(|line| line.contains("`account_closed` is not given")), "{lines:#?}");
    assert!(lines.iter().all(|line| line.starts_with("loses: `review`")), "{lines:#?}");
    let diff = compare(&open, &closed).expect("a comparison");
    assert_eq!(terms(&diff), ["`account_closed` is true where it is not given; it was false"]);
    let witness = &diff.outcomes[0].parts[0].witness;
    assert_eq!(witness.new.get("account_closed"), None);
    assert_eq!(
        terms(&compare(&old, &open).expect("a comparison")),
        ["`account_closed` is new: only the merchant gives it; it is false where it is not given"]
    );
}

#[test]
fn three_days_are_not_72_hours() {
    let old = policy("iptv-subscription");
    let days = r#"{"days": 3, "of": "purchased_at"}"#;
    let new = changed("iptv-subscription", &[("clauses/full_refund_window/when/within", days)]);
    let lines = told(&old, &new);
    let (gains, losses): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.starts_with("gains"));
    assert!(
        gains.iter().all(|line| line.contains("72 hours after `purchased_at` are over and 3 days are not"))
    );
    // Only where the clocks are put forward do three days end before 72 hours.
    assert!(
        losses.iter().all(|line| line.contains("3 days after `purchased_at` are over and 72 hours are not"))
    );
    assert_eq!((gains.len(), losses.len()), (4, 4), "{lines:#?}");
    let diff = compare(&old, &new).expect("a comparison");
    let loss = diff.outcomes.iter().find(|change| change.effect == Effect::Loses).expect("a loss");
    assert_eq!(loss.parts[0].witness.at.to_string().get(..10), Some("2026-03-29"));
}

#[test]
fn a_value_that_only_one_version_has_cannot_be_stated_in_the_other() {
    let old = policy("sms-and-payments");
    let new =
        changed("sms-and-payments", &[("facts/reason/of/fraud", r#"{"es": "x", "fr": "x", "en": "x"}"#)]);
    let lines = told(&old, &new);
    assert!(lines.iter().all(|line| line.starts_with("differs: nothing -> `review`")), "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains("`reason` is `fraud`")), "{lines:#?}");
    assert_eq!(terms(&compare(&old, &new).expect("a comparison")), ["`reason` can now be `fraud`"]);
}

#[test]
fn what_is_only_said_changes_nothing_for_anybody() {
    let old = policy("module-support");
    let new = changed(
        "module-support",
        &[
            ("clauses/licence/text/en", r#""Other words.""#),
            ("clauses/shop_system/id", r#""not_ours""#),
            ("facts/licensed/label/fr", r#""Licence""#),
            ("version", r#""2""#),
        ],
    );
    let diff = compare(&old, &new).expect("a comparison");
    assert!(diff.is_empty());
    assert_eq!(diff.texts, ["fact `licensed`: label", "clause `licence`: text"]);
    let [cited] = diff.citations.as_slice() else { panic!("one clause is another") };
    assert_eq!((cited.from.as_deref(), cited.to.as_deref()), (Some("shop_system"), Some("not_ours")));
    assert_eq!(
        cited.parts[0].cases,
        "`reason` is `shop_system_question`, `own_product` is true, `licensed` is true"
    );
}

#[test]
fn each_change_of_the_terms_is_a_line() {
    let old = policy("passport-forms");
    let new = changed(
        "passport-forms",
        &[
            ("zone", r#""Atlantic/Canary""#),
            ("language", r#""en""#),
            ("facts/applications_ordered/min", "2"),
            ("facts/applications_ordered/default", "2"),
            ("facts/forms_used/default", "false"),
            ("facts/forms_used/by", r#""merchant""#),
            ("facts/applications_cancelled/at_most", ""),
            ("evidence/screenshot/kind", r#""text""#),
            ("processing/answer/max", "4"),
            ("processing/method", ""),
        ],
    );
    let diff = compare(&old, &new).expect("a comparison");
    assert_eq!(
        terms(&diff),
        [
            "days and months are counted in `Atlantic/Canary`; they were in `Europe/Madrid`",
            "requests are written in `en`; they were in `es`",
            "`forms_used` is false where it is not given; it had no default",
            "`forms_used` is no longer asked: only the merchant gives it",
            "`applications_ordered` is now at least 2; it was at least 1",
            "`applications_ordered` is 2 where it is not given; it was 1",
            "`applications_cancelled` is now at least 1; it was at least 1 and at most `applications_ordered`",
            "`screenshot` is now a text; it was a file",
            "the answer takes 1 to 4 business_days; it took 1 to 2 business_days",
            "the payout goes in no named way; it went by `original_payment_method`",
        ]
    );
    let pointers: Vec<&str> = diff.terms.iter().map(|change| change.pointer.as_str()).collect();
    assert_eq!(pointers[..3], ["/zone", "/language", "/facts/forms_used"]);
    assert_eq!(diff.terms[8].effect, Effect::Loses, "who waits longer loses");
}

fn terms(diff: &Diff) -> Vec<&str> {
    diff.terms.iter().map(|change| change.text.as_str()).collect()
}

#[test]
fn given_cases_are_counted_with_their_money() {
    let old = policy("smm-services");
    let new = changed("smm-services", &[("clauses/recurring_cancelled_in_time/when/within/days", "14")]);
    let mut ledger = Ledger::new(&old, &new);
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let mut add = |id: &str, facts: &str| ledger.add(id, &parse(facts), at).map_err(|problem| problem.code);
    let late = r#"{"reason": "cancel_recurring", "last_payment_at": "2026-11-10T10:00:00Z",
        "amount_paid": {"minor": 2000, "currency": "EUR"}}"#;
    assert_eq!(add("late", late), Ok(()));
    assert_eq!(add("later", &late.replace("11-10", "10-10")), Ok(()));
    assert_eq!(add("in time", &late.replace("11-10", "11-19").replace("2000", "500")), Ok(()));
    let undelivered = r#"{"reason": "not_delivered", "purchased_at": "2026-11-19T10:00:00Z",
        "amount_paid": {"minor": 300, "currency": "EUR"}}"#;
    assert_eq!(add("under review", undelivered), Ok(()));
    assert_eq!(add("wrong", r#"{"reason": "none of them"}"#), Err("unknown_choice"));
    assert_eq!((ledger.cases, ledger.count_of(Effect::Gains), ledger.changes.len()), (4, 1, 1));
    assert_eq!(ledger.changes[0].ids, ["late"]);
    let sums = ledger.money["EUR"];
    assert_eq!((sums.promised, sums.estimated), (Sum { old: 500, new: 2500 }, Sum { old: 300, new: 300 }));
}
