//! Each finding comes with a case that shows it, and what no finding speaks of does not happen: for random policies, and
//! for policies made for one finding.

use proptest::collection::vec;
use proptest::prelude::*;
use refund_authoring::check::{Diagnostic, check};
use refund_native::words;
use refund_policy::{Facts, Instant, Json, Locale, Policy, Span, Unit, Verdict, verdict};

use crate::diagnostics::changed;
use crate::random::{Seed, at, clause, facts, random_document};

/// What a shopper would notice of a verdict.
fn given(verdict: &Verdict) -> String {
    let json = verdict.to_json();
    ["status", "remedies", "choice", "alternatives", "steps"]
        .map(|key| json.get(key).expect("a part of the verdict").compact())
        .join(" ")
}

fn deciding(verdict: &Verdict) -> Option<&str> {
    verdict.deciding().map(|reason| reason.clause.as_str())
}

fn read(json: &Json) -> Policy {
    Policy::read(json, &refund_native::find_zone).unwrap_or_else(|problem| panic!("{problem}"))
}

fn evaluate(json: &Json, facts: &Json, at: Instant) -> Verdict {
    let policy = read(json);
    let facts = Facts::read(&policy, facts, at).unwrap_or_else(|problems| panic!("{problems:?}"));
    verdict(&policy, &facts, at, words(Locale::En))
}

/// The same policy with one clause before another.
fn moved(json: &Json, clause: &str, before: &str) -> Json {
    let mut clauses = json.get("clauses").and_then(Json::as_list).expect("clauses").to_vec();
    let position = |clauses: &[Json], id: &str| {
        let is = |clause: &Json| clause.get("id").and_then(Json::as_str) == Some(id);
        clauses.iter().position(is).unwrap_or_else(|| panic!("there is no `{id}`"))
    };
    let taken = clauses.remove(position(&clauses, clause));
    let place = position(&clauses, before);
    clauses.insert(place, taken);
    let mut json = json.clone();
    json.set("clauses", Json::List(clauses));
    json
}

/// The id of the clause in which a finding stands.
fn clause_of(json: &Json, finding: &Diagnostic) -> String {
    let index = finding.problem.pointer.split('/').nth(2).and_then(|index| index.parse::<usize>().ok());
    let clause = &json.get("clauses").and_then(Json::as_list).expect("clauses")[index.expect("an index")];
    clause.get("id").and_then(Json::as_str).expect("an id").to_owned()
}

/// The last names on the way to a finding's place.
fn key(finding: &Diagnostic, from_the_end: usize) -> &str {
    finding.problem.pointer.rsplit('/').nth(from_the_end).expect("a longer pointer")
}

/// Fails unless the finding's case, if it has one, shows what the finding says.
pub(crate) fn shows(json: &Json, finding: &Diagnostic) {
    let Some(witness) = finding.witnesses.first() else { return };
    let found = evaluate(json, &witness.facts, witness.at);
    let told = format!("{}: {}", finding.problem, witness.facts.compact());
    let steps = || found.steps.iter().map(|step| step.id.as_str());
    match finding.problem.code {
        "gap" => assert_eq!((deciding(&found), found.status.name()), (None, "review"), "{told}"),
        "idle_clause" => {
            let clause = clause_of(json, finding);
            let earlier = deciding(&found).expect("a clause decides");
            assert_ne!(earlier, clause, "{told}");
            let found = evaluate(&moved(json, &clause, earlier), &witness.facts, witness.at);
            assert_eq!(deciding(&found), Some(clause.as_str()), "{told}");
        }
        "order_decides" => {
            let [earlier, later] = [&finding.about[0], &finding.about[1]];
            assert_eq!(deciding(&found), Some(earlier.as_str()), "{told}");
            let turned = evaluate(&moved(json, later, earlier), &witness.facts, witness.at);
            assert_eq!(deciding(&turned), Some(later.as_str()), "{told}");
            assert_ne!(given(&found), given(&turned), "{told}");
        }
        "refusing_fallback" => {
            assert_eq!(deciding(&found), Some(clause_of(json, finding).as_str()), "{told}");
            assert_eq!(found.status.name(), "does_not_qualify", "{told}");
        }
        "refused_by_none" => {
            assert_eq!(found.status.name(), "does_not_qualify", "{told}");
            assert_eq!(witness.facts.get(key(finding, 0)), Some(&Json::Null), "{told}");
            let other = &finding.witnesses[1];
            let claimed = evaluate(json, &other.facts, other.at);
            assert_ne!(claimed.status.name(), "does_not_qualify", "{told}");
            assert_ne!(other.facts.get(key(finding, 0)), Some(&Json::Null), "{told}");
        }
        "uncertain_order" => either_order(json, finding),
        "idle_fact" => {
            let fact = key(finding, 0);
            assert!(witness.facts.get(fact).is_none(), "{told}");
            assert_ne!(found.status.name(), "needs_information", "{told}");
            assert!(!found.missing.iter().any(|missing| missing == fact), "{told}");
        }
        "always_met" => {
            assert_eq!(deciding(&found), Some(clause_of(json, finding).as_str()), "{told}");
            assert!(steps().all(|step| step != finding.about[0]), "{told}");
        }
        "never_met" => {
            assert_eq!(deciding(&found), Some(clause_of(json, finding).as_str()), "{told}");
            assert!(steps().any(|step| step == finding.about[0]), "{told}");
            assert_eq!(found.status.name(), "action_required", "{told}");
        }
        "unasked_evidence" => {
            let asks = |id: &str, required| {
                found.evidence.iter().any(|one| one.id == id && one.required == required)
            };
            assert!(!asks(key(finding, 1), key(finding, 0) == "required"), "{told}");
        }
        "uncited_clause" => {
            let cited = found.reasons.iter().any(|reason| finding.about.contains(&reason.clause));
            assert!(!cited, "{told}");
        }
        "missing_default" => {
            assert_eq!(found.status.name(), "needs_information", "{told}");
            assert!(witness.facts.get(key(finding, 0)).is_none(), "{told}");
        }
        "out_of_range" | "unbounded_ratio" => {
            assert_eq!(deciding(&found), Some(clause_of(json, finding).as_str()), "{told}");
            let paid =
                witness.facts.get("amount_paid").and_then(|paid| paid.get("minor")).and_then(Json::as_i64);
            let given = found.remedies.iter().filter_map(|remedy| remedy.amount);
            let mut held =
                given.map(|amount| amount.minor).filter(|minor| [Some(0), paid].contains(&Some(*minor)));
            assert!(held.next().is_some(), "{told}");
        }
        "no_source" | "refused_remedy" | "empty_promise" | "unnamed_step" | "pointless_step" => {
            assert_eq!(deciding(&found), Some(clause_of(json, finding).as_str()), "{told}");
        }
        other => panic!("what does the case of `{other}` show? {told}"),
    }
}

/// In the first case the one window is over and the other is not, in the second it is the other way round; and what is
/// decided is what the finding says.
fn either_order(json: &Json, finding: &Diagnostic) {
    let told = &finding.problem.message;
    let between = |from: &str, until: &str| {
        let (_, rest) = told.split_once(from).unwrap_or_else(|| panic!("no `{from}` in {told}"));
        rest.split_once(until).unwrap_or_else(|| panic!("no `{until}` in {told}")).0
    };
    let policy = read(json);
    let spans = [span(between("neither ", " nor ")), span(between(" nor ", " after "))];
    let decided = told.rsplit_once(" if the former is over, and ").expect("two orders");
    let decided = [decided.0, decided.1.trim_end_matches(" if the latter is")];
    let mut found = Vec::new();
    for (order, witness) in finding.witnesses.iter().enumerate() {
        let start = witness.facts.get(&finding.about[0]).and_then(Json::as_str).expect("a start");
        let start = Instant::parse(start).expect("an instant");
        let open = spans.map(|span| witness.at < span.end(start, policy.zone()));
        assert_eq!(open, [order == 1, order == 0], "{told}");
        let case = evaluate(json, &witness.facts, witness.at);
        let clause = deciding(&case).expect("a clause decides");
        assert!(decided[order].contains(&format!("`{clause}` decides")), "{clause}: {told}");
        let asks = decided[order].ends_with("asks for `call`");
        assert_eq!(asks, case.steps.iter().any(|step| step.id == "call"), "{told}");
        found.push((clause.to_owned(), asks));
    }
    assert!(found.len() == 2 && found[0] != found[1], "{told}");
}

fn span(length: &str) -> Span {
    let (count, unit) = length.split_once(' ').expect("a count and a unit");
    let plural = format!("{}s", unit.trim_end_matches('s'));
    let unit = Unit::ALL.iter().find(|(name, _)| *name == plural).expect("a unit").1;
    Span { count: count.parse().expect("a count"), unit }
}

/// `severity code pointer: message (hint)` of what is found after a change of the documentation's policy, and not accepted.
fn told(patch: &str) -> Vec<String> {
    let json = changed(patch);
    let findings = check(&json, &refund_native::find_zone);
    findings.iter().for_each(|finding| shows(&json, finding));
    let tell = |one: &Diagnostic| {
        let hint = one.problem.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!(
            "{} {} {}: {}{hint}",
            one.severity.name(),
            one.problem.code,
            one.problem.pointer,
            one.problem.message
        )
    };
    findings.iter().filter(|one| one.accepted.is_none()).map(tell).collect()
}

/// A change after which the order of two clauses decides, with these acceptances.
fn accepting(accepted: &str) -> Vec<String> {
    told(&format!(
        r#"[{{"op": "replace", "path": "/clauses/1/when", "value": {{"within": {{"days": 14, "of": "purchased_at"}}}}}},
            {{"op": "add", "path": "/accepted", "value": {accepted}}}]"#
    ))
}

const ORDER: &str = "note order_decides /clauses/1: order alone decides between `broken` (`qualifies` with `replacement`, \
    after `call`) and `in_time` (`qualifies` with `full_refund`), for example where `reason` is `broken`, 14 days after \
    `purchased_at` are not over (change the order, or say under `accepted` why it is meant)";

#[test]
fn an_acceptance_names_the_code_and_what_the_finding_is_about() {
    assert_eq!(accepting("[]"), [ORDER]);
    for of in ["", r#""broken""#, r#""in_time", "broken""#, r#""clauses""#] {
        let accepted = format!(r#"[{{"code": "order_decides", "of": [{of}], "why": "x"}}]"#);
        assert_eq!(accepting(&accepted), [""; 0], "{of}");
    }
}

#[test]
fn an_acceptance_that_matches_nothing_is_told_with_the_nearest_name() {
    let cases = [
        (
            r#""order_decide", "of": []"#,
            "there is no finding `order_decide` to accept (did you mean `order_decides`?)",
        ),
        (r#""gap", "of": []"#, "there is no finding `gap` to accept"),
        (
            r#""order_decides", "of": ["broken", "intime"]"#,
            "no finding `order_decides` is about `broken` and `intime` (did you mean `in_time`?)",
        ),
        (
            r#""order_decides", "of": ["postage"]"#,
            "no finding `order_decides` is about `postage` (remove the entry, if the finding is gone)",
        ),
    ];
    for (entry, message) in cases {
        let stale = format!("warning stale_acceptance /accepted/0: {message}");
        assert_eq!(accepting(&format!(r#"[{{"code": {entry}, "why": "x"}}]"#)), [ORDER, &stale]);
    }
}

#[test]
fn errors_are_never_accepted() {
    let found = told(
        r#"[{"op": "add", "path": "/clauses/2/when", "value": {"reason": "broken"}},
            {"op": "add", "path": "/accepted", "value": [{"code": "gap", "of": [], "why": "x"}]}]"#,
    );
    let told = |text: &str| found.iter().any(|found| found.contains(text));
    assert!(
        told("error gap /clauses: no clause holds where `reason` is `changed_mind`, 14 days after"),
        "{found:?}"
    );
    assert!(told("/accepted/0: `gap` is an error, and errors cannot be accepted"), "{found:?}");
}

#[test]
fn a_condition_that_never_holds_is_told_as_that() {
    let found = told(
        r#"{"op": "add", "path": "/clauses/1/when/elapsed", "value": {"days": 14, "since": "purchased_at"}}"#,
    );
    assert_eq!(
        found,
        [
            "warning idle_clause /clauses/1: `in_time` never decides: its condition never holds (mend its `when`, or remove it)"
        ]
    );
}

/// A second window on the purchase, with what it gives, and the policy's zone.
fn two_windows(window: &str, other: &str, then: &str, zone: &str) -> Vec<String> {
    told(&format!(
        r#"[{{"op": "replace", "path": "/zone", "value": "{zone}"}},
            {{"op": "replace", "path": "/clauses/1/when/within", "value": {{{window}, "of": "purchased_at"}}}},
            {{"op": "add", "path": "/clauses/2/when", "value": {{"within": {{{other}, "of": "purchased_at"}}}}}},
            {{"op": "replace", "path": "/clauses/2/then", "value": {then}}},
            {{"op": "add", "path": "/clauses/-", "value": {{"id": "rest", "source": {{"section": "Returns", "paragraphs": [2]}},
                "title": {{"es": "a", "fr": "b", "en": "c"}}, "text": {{"es": "a", "fr": "b", "en": "c"}},
                "then": {{"status": "review"}}}}}},
            {{"op": "add", "path": "/accepted", "value": [{{"code": "order_decides", "of": [], "why": "x"}}]}}]"#
    ))
}

#[test]
fn windows_are_told_where_their_order_changes_something() {
    let credit = r#"{"status": "review", "remedies": ["credit"]}"#;
    let refund = r#"{"status": "qualifies", "remedies": ["full_refund"]}"#;
    let is_told = |found: &[String]| found.iter().any(|found| found.starts_with("note uncertain_order "));
    let month = two_windows(r#""days": 30"#, r#""months": 1"#, credit, "Europe/Madrid");
    assert!(is_told(&month), "{month:?}");
    // Whichever ends first, the other gives the same.
    let same = two_windows(r#""days": 30"#, r#""months": 1"#, refund, "Europe/Madrid");
    assert!(!is_told(&same), "{same:?}");
    // No month has as many days.
    let ordered = two_windows(r#""days": 32"#, r#""months": 1"#, credit, "Europe/Madrid");
    assert!(!is_told(&ordered), "{ordered:?}");
    // A day of the calendar is over before 24 hours are only where the clocks go forward.
    for (zone, expected) in [("Europe/Madrid", true), ("Etc/UTC", false)] {
        let day = two_windows(r#""days": 1"#, r#""hours": 24"#, credit, zone);
        assert_eq!(is_told(&day), expected, "{day:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_case_shows_what_its_finding_says(clauses in vec(clause(), 1..6)) {
        let json = random_document(&clauses);
        for finding in check(&json, &refund_native::find_zone) {
            shows(&json, &finding);
        }
    }

    #[test]
    fn what_no_finding_speaks_of_does_not_happen(
        clauses in vec(clause(), 1..6),
        seeds in vec(any::<u32>(), 8),
        at in at(),
    ) {
        let json = random_document(&clauses);
        let policy = read(&json);
        let findings = check(&json, &refund_native::find_zone);
        let seeds: Vec<Seed> = seeds.into_iter().map(|number| (true, number)).collect();
        let facts = facts(&policy, &seeds, at, 0);
        let found = verdict(&policy, &facts, at, words(Locale::En));
        let is_told = |code: &str, about: &[&str]| {
            let mut bearing = findings.iter().filter(|one| one.problem.code == code);
            bearing.any(|one| about.iter().all(|name| one.about.iter().any(|known| known == name)))
        };
        let Some(decides) = deciding(&found) else {
            prop_assert!(is_told("gap", &[]), "a gap is not told");
            return Ok(());
        };
        prop_assert!(!is_told("idle_clause", &[decides]), "`{decides}` decides all the same");
        for later in later_with_a_condition(&json, decides) {
            let turned = moved(&json, &later, decides);
            let turned = verdict(&read(&turned), &facts, at, words(Locale::En));
            if deciding(&turned) == Some(&later) && given(&found) != given(&turned) {
                let told = is_told("order_decides", &[decides, &later]) || is_told("idle_clause", &[&later]);
                prop_assert!(told, "the order of `{decides}` and `{later}` decides");
            }
        }
        let mut asked = found.steps.iter().map(|step| step.id.as_str());
        prop_assert!(!(asked.any(|step| step == "call") && is_told("always_met", &[decides])), "`call` is due");
        let is_approved = !found.steps.iter().any(|step| step.id == "call");
        prop_assert!(!(is_approved && is_told("never_met", &[decides])), "`call` is met");
    }
}

fn later_with_a_condition(json: &Json, earlier: &str) -> Vec<String> {
    let clauses = json.get("clauses").and_then(Json::as_list).expect("clauses").iter();
    let id = |clause: &Json| clause.get("id").and_then(Json::as_str).expect("an id").to_owned();
    let later = clauses.skip_while(|clause| id(clause) != earlier).skip(1);
    later.filter(|clause| clause.get("when").is_some()).map(id).collect()
}
