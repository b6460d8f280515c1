//! Where a policy comes from: what a verdict tells of it, and what the checker finds.

use refund_authoring::check::{Diagnostic, Severity, check, check_prose};
use refund_authoring::source;
use refund_native::words;
use refund_policy::{Facts, Instant, Json, Locale, Policy, Verdict, verdict};

use crate::shipped::{IDS, document, parse};

/// A policy all of whose source is accounted for, by every part that can cite it.
const POLICY: &str = r#"{
  "id": "tea", "version": "1", "zone": "UTC", "language": "en", "merchant": "Tea", "title": TEXT,
  "source": {"document": "Our terms", "language": "en", "updated": "2026-01-02", "sections": [
    {"section": "Opening", "paragraphs": 2, "heading": false, "decide_nothing": [{"paragraphs": [1, 2], "why": "It greets | thanks."}]},
    {"section": "Returns", "paragraphs": 3},
    {"section": "Payment", "paragraphs": 2}
  ]},
  "facts": {"opened": {"type": "flag", "label": TEXT, "ask": TEXT, "source": {"section": "Returns", "paragraphs": [2]}}},
  "steps": {"call": {"title": TEXT, "text": TEXT, "source": {"section": "Returns", "paragraphs": [3]}}},
  "clauses": [
    {"id": "opened", "title": TEXT, "text": TEXT, "when": {"opened": true}, "then": {"status": "review", "steps": ["call"]},
     "source": [{"section": "Returns", "paragraphs": [1, 2]}, {"section": "Payment", "paragraphs": [1]}]},
    {"id": "sealed", "title": TEXT, "text": TEXT, "then": {"status": "qualifies", "remedies": ["replacement"]}, "source": {"section": "Returns"}}
  ],
  "informative": [
    {"id": "reviewed", "title": TEXT, "text": TEXT, "applies": {"status": ["review"]}, "source": {"section": "Payment", "paragraphs": [2]}},
    {"id": "slow", "title": TEXT, "text": TEXT, "applies": true, "source": {"section": "Payment", "paragraphs": [2]}}
  ],
  "evidence": {
    "receipt": {"kind": "file", "label": TEXT, "required": true, "source": {"section": "Payment", "paragraphs": [1]}},
    "letter": {"kind": "file", "label": TEXT, "required": true, "source": {"section": "Payment", "paragraphs": [1]}}
  },
  "processing": {"method": "card", "source": {"section": "Payment", "paragraphs": [2]}},
  "request": {"subject": TEXT, "message": TEXT, "source": {"section": "Returns", "paragraphs": [3]}}
}"#;

const PROSE: &str = "Welcome.\nThank you.\n\nReturns\nSend it back.\nUnopened.\nCall us first.\n\nPayment:\nWith a receipt.\nSoon.\n";

/// The policy with these parts of its text written otherwise.
fn policy(changes: &[(&str, &str)]) -> Json {
    let mut text = POLICY.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the policy has no `{from}`");
        text = text.replacen(from, to, 1);
    }
    parse(&text.replace("TEXT", r#"{"es": "x", "fr": "x", "en": "x"}"#))
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let tell = |one: &Diagnostic| format!("{} {}", one.severity.name(), one.problem);
    diagnostics.iter().filter(|one| one.accepted.is_none()).map(tell).collect()
}

fn found(changes: &[(&str, &str)]) -> Vec<String> {
    told(&check(&policy(changes), &refund_native::find_zone))
}

fn evaluated(changes: &[(&str, &str)], facts: &str) -> Verdict {
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let policy = Policy::read(&policy(changes), &refund_native::find_zone)
        .unwrap_or_else(|problem| panic!("{problem}"));
    let facts = Facts::read(&policy, &parse(facts), at).unwrap_or_else(|problems| panic!("{problems:?}"));
    verdict(&policy, &facts, at, words(Locale::En))
}

/// The sources of a verdict's reasons.
fn cited(changes: &[(&str, &str)], facts: &str) -> Vec<String> {
    let json = evaluated(changes, facts).to_json();
    let reasons = json.get("reasons").and_then(Json::as_list).expect("reasons");
    reasons.iter().map(|reason| reason.get("source").expect("a source").compact()).collect()
}

#[test]
fn a_reason_tells_the_first_place_with_its_paragraphs() {
    let expected = [
        r#"{"document":"Our terms","section":"Returns","paragraphs":[1,2]}"#,
        r#"{"document":"Our terms","section":"Returns","paragraphs":[3]}"#,
        r#"{"document":"Our terms","section":"Payment","paragraphs":[2]}"#,
        r#"{"document":"Our terms","section":"Payment","paragraphs":[2]}"#,
    ];
    assert_eq!(cited(&[], r#"{"opened": true}"#), expected);
}

#[test]
fn a_reason_without_paragraphs_or_without_a_source_says_so() {
    let sealed = cited(&[], r#"{"opened": false}"#);
    assert_eq!(sealed.first().map(String::as_str), Some(r#"{"document":"Our terms","section":"Returns"}"#));
    let without = cited(
        &[
            (r#", "source": {"section": "Returns"}}"#, "}"),
            (r#""applies": true, "source": {"section": "Payment", "paragraphs": [2]}"#, r#""applies": true"#),
        ],
        r#"{"opened": false}"#,
    );
    assert_eq!(without, ["null", "null"]);
}

#[test]
fn a_policy_that_accounts_for_everything_has_no_findings() {
    assert_eq!(found(&[]), Vec::<String>::new());
}

#[test]
fn a_deciding_clause_without_a_source_is_told() {
    let without = found(&[(r#", "source": {"section": "Returns"}}"#, "}")]);
    let expected = "warning `sealed` decides and has no source at /clauses/1 \
                    (say under `source` which section it comes from)";
    assert_eq!(without, [expected]);
}

#[test]
fn a_citation_of_an_unknown_section_is_told() {
    let place = r#""source": {"section": "Returns"}"#;
    let expected =
        "error the source has no section `Retruns` at /clauses/1/source/section (did you mean `Returns`?)";
    assert_eq!(found(&[(place, r#""source": {"section": "Retruns"}"#)]), [expected]);
    let list = r#""source": [{"section": "Returns"}, {"section": "Delivery"}]"#;
    let expected = "error the source has no section `Delivery` at /clauses/1/source/1/section";
    assert_eq!(found(&[(place, list)]), [expected]);
}

#[test]
fn a_paragraph_that_the_section_does_not_have_is_told() {
    let beyond = found(&[(r#""paragraphs": [1, 2]}, {"#, r#""paragraphs": [1, 4]}, {"#)]);
    let expected = "error `Returns` has no paragraph 4: it has 3 at /clauses/0/source/0/paragraphs/1";
    assert_eq!(beyond, [expected]);
    let beyond = found(&[(r#""paragraphs": [1, 2], "why""#, r#""paragraphs": [1, 2, 3], "why""#)]);
    let expected =
        "error `Opening` has no paragraph 3: it has 2 at /source/sections/0/decide_nothing/0/paragraphs/2";
    assert_eq!(beyond, [expected]);
}

#[test]
fn a_paragraph_that_nothing_accounts_for_is_told() {
    let hint = "(cite it where it counts, or say under `decide_nothing` why it does not)";
    let one = found(&[(r#""paragraphs": [1, 2], "why""#, r#""paragraphs": [2], "why""#)]);
    let expected = "warning paragraph 1 of `Opening` is neither cited nor said to decide nothing";
    assert_eq!(one, [format!("{expected} at /source/sections/0/paragraphs {hint}")]);
    let several =
        found(&[(r#""section": "Payment", "paragraphs": 2}"#, r#""section": "Payment", "paragraphs": 5}"#)]);
    let expected = "warning paragraphs 3 to 5 of `Payment` are neither cited nor said to decide nothing";
    assert_eq!(several, [format!("{expected} at /source/sections/2/paragraphs {hint}")]);
}

#[test]
fn a_section_that_is_cited_as_a_whole_accounts_for_no_paragraph() {
    let whole = found(&[(r#"[{"section": "Returns", "paragraphs": [1, 2]}"#, r#"[{"section": "Returns"}"#)]);
    assert_eq!(whole.len(), 1, "{whole:?}");
    assert!(whole[0].starts_with("warning paragraph 1 of `Returns` is neither"), "{whole:?}");
}

#[test]
fn a_paragraph_that_decides_nothing_and_is_cited_is_told() {
    let both = found(&[(
        r#""section": "Returns", "paragraphs": 3}"#,
        r#""section": "Returns", "paragraphs": 3, "decide_nothing": [{"paragraphs": [3], "why": "Praise."}]}"#,
    )]);
    let expected = "warning paragraph 3 of `Returns` is said to decide nothing, and is cited by step `call` \
                    at /source/sections/1/decide_nothing/0/paragraphs/0";
    assert_eq!(both, [expected]);
}

#[test]
fn two_sections_of_one_name_are_told() {
    let twice =
        found(&[(r#"{"section": "Opening", "paragraphs""#, r#"{"section": "Payment", "paragraphs""#)]);
    assert!(
        twice.contains(
            &"error `Payment` is already the name of a section at /source/sections/2/section".to_owned()
        ),
        "{twice:?}"
    );
}

#[test]
fn a_policy_may_list_no_sections() {
    let text = policy(&[]).compact();
    let (before, rest) = text.split_once(r#","sections":["#).expect("the sections");
    let (_, after) = rest.split_once("]},\"facts\"").expect("the facts");
    let without = parse(&[before, "},\"facts\"", after].concat());
    assert_eq!(told(&check(&without, &refund_native::find_zone)), Vec::<String>::new());
    let expected = "error the policy lists no sections of its source at /source (list them under `sections`)";
    assert_eq!(told(&check_prose(&without, PROSE)), [expected]);
}

#[test]
fn prose_is_compared_with_the_sections() {
    assert_eq!(told(&check_prose(&policy(&[]), PROSE)), Vec::<String>::new());
    let longer = PROSE.replace("Unopened.", "Unopened.\nClean.");
    let expected =
        "error `Returns`, from line 5 on, has 4 paragraphs and not 3 at /source/sections/1/paragraphs";
    assert_eq!(told(&check_prose(&policy(&[]), &longer)), [expected]);
    let unreadable = policy(&[(r#""id": "tea""#, r#""id": "Tea""#)]);
    assert!(check_prose(&unreadable, &longer).is_empty(), "`check` tells what is wrong with the document");
}

#[test]
fn errors_are_what_leads_nowhere() {
    let severity = |changes: &[(&str, &str)]| {
        check(&policy(changes), &refund_native::find_zone).iter().map(|one| one.severity).max()
    };
    assert_eq!(
        severity(&[(r#"{"section": "Returns"}"#, r#"{"section": "Nowhere"}"#)]),
        Some(Severity::Error)
    );
    assert_eq!(severity(&[(r#", "source": {"section": "Returns"}}"#, "}")]), Some(Severity::Warning));
}

#[test]
fn the_page_lists_every_paragraph() {
    let expected = "\
# tea: its source, paragraph by paragraph

Source: «Our terms», in `en`, last changed on 2026-01-02.

Beside each paragraph, by its number in its section, stands what cites it or why it decides nothing.
[README.md](README.md) tells how its words were read. This page is made from `policy.json` by
`cargo xtask generate`; `refund check --source FILE` compares it with the prose.

## Opening (no heading in the source)

| Paragraph | What it became |
| ---: | --- |
| 1 | Decides nothing. It greets \\| thanks. |
| 2 | Decides nothing. It greets \\| thanks. |

## Returns

| Paragraph | What it became |
| ---: | --- |
| 1 | clause `opened` |
| 2 | clause `opened`; fact `opened` |
| 3 | step `call`; request |

## Payment

| Paragraph | What it became |
| ---: | --- |
| 1 | clause `opened`; evidence `receipt`, `letter` |
| 2 | informative clauses `reviewed`, `slow`; processing |
";
    assert_eq!(source::page(&policy(&[])), expected);
}

/// The findings of a shipped policy that are about its source, with one paragraph more in one of its sections.
fn with_one_paragraph_more(document: &Json, section: usize) -> Vec<String> {
    let mut document = document.clone();
    let mut source = document.get("source").expect("a source").clone();
    let mut sections = source.get("sections").and_then(Json::as_list).expect("sections").to_vec();
    let paragraphs = sections[section].get("paragraphs").and_then(Json::as_i64).expect("a count");
    sections[section].set("paragraphs", (paragraphs + 1).into());
    source.set("sections", Json::List(sections));
    document.set("source", source);
    let findings = check(&document, &refund_native::find_zone);
    let open = findings.iter().filter(|one| one.accepted.is_none());
    open.map(|one| format!("{} {}", one.problem.code, one.problem.pointer)).collect()
}

#[test]
fn every_paragraph_of_the_shipped_policies_is_accounted_for() {
    for (id, sections) in IDS.iter().zip([7, 5, 8, 8, 6]) {
        let document = document(id);
        assert_eq!(told(&check(&document, &refund_native::find_zone)), Vec::<String>::new(), "{id}");
        for section in 0..sections {
            let expected = format!("unaccounted_paragraph /source/sections/{section}/paragraphs");
            assert_eq!(with_one_paragraph_more(&document, section), [expected], "{id}");
        }
    }
}
