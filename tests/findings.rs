//! Each finding comes with a case that shows it, and what no finding speaks of does not happen: for random policies, and
//! for policies made for one finding.

use proptest::collection::vec;
use proptest::prelude::*;
use refund_policy::check::{Diagnostic, check};
use refund_policy::{Facts, Instant, Json, Locale, Policy, Span, Unit, Verdict, native, verdict};

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
    Policy::read(json, &native::find_zone).unwrap_or_else(|problem| panic!("{problem}"))
}

fn evaluate(json: &Json, facts: &Json, at: Instant) -> Verdict {
    let policy = read(json);
    let facts = Facts::read(&policy, facts, at).unwrap_or_else(|problems| panic!("{problems:?}"));
    verdict(&policy, &facts, at, Locale::En)
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
        "refused_remedy" | "empty_promise" | "unnamed_step" | "pointless_step" => {
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_case_shows_what_its_finding_says(clauses in vec(clause(), 1..6)) {
        let json = random_document(&clauses);
        for finding in check(&json, &native::find_zone) {
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
        let findings = check(&json, &native::find_zone);
        let seeds: Vec<Seed> = seeds.into_iter().map(|number| (true, number)).collect();
        let facts = facts(&policy, &seeds, at, 0);
        let found = verdict(&policy, &facts, at, Locale::En);
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
            let turned = verdict(&read(&turned), &facts, at, Locale::En);
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
