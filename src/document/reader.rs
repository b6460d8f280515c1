//! Reads a policy document: checks its shape, then resolves every name in it.
//!
//! All problems are collected, so that an author sees them at once. A document with a problem is never used; what
//! could not be read leaves a placeholder behind, which only serves to find the next problem.

mod conditions;

use crate::document::fact_value::read_value;
use crate::document::node::Node;
use crate::document::{
    AMOUNT_PAID, Alternative, Amount, Citation, Clause, Combination, Document, Duration, DurationUnit,
    Evidence, EvidenceKind, Fact, FactIndex, FactKind, GivenBy, Grant, Informative, NumberUnit, Processing,
    Range, Remedy, RemedyKind, Source, Status, Step, Template, Value,
};
use crate::document::{shape, validate};
use crate::value::code::{self, Code};
use crate::value::decimal::Decimal;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::locale::Locale;
use crate::value::problem::{Problem, join, nth};
use crate::value::time::Instant;

/// Reads a document, or says all that is wrong with it.
pub fn read(json: &Json) -> Result<Document, Vec<Problem>> {
    limits::check(json).map_err(|problem| vec![problem])?;
    let (node, mut problems) = (Node::root(json), Vec::new());
    validate::check(&node, &shape::POLICY, &mut problems);
    let mut reader = Reader { facts: Vec::new(), steps: Vec::new(), clauses: Vec::new(), problems };
    let document = reader.document(&node);
    // A wrong shape is told first: what follows from it is often its consequence.
    match reader.problems.is_empty() {
        true => Ok(document),
        false => Err(reader.problems),
    }
}

/// What has been read so far that names refer to.
struct Reader {
    facts: Vec<Fact>,
    steps: Vec<String>,
    clauses: Vec<String>,
    problems: Vec<Problem>,
}

impl Reader {
    fn document(&mut self, node: &Node<'_>) -> Document {
        self.facts = node.at("facts").map(&mut |id, fact| Some(fact_without_names(id, fact)));
        self.steps = node.at("steps").map(&mut |id, _| Some(id.to_owned()));
        self.clauses = node.at("clauses").list(&mut |clause| Some(clause.string("id")));
        for (index, (_, fact)) in node.at("facts").members().enumerate() {
            self.fact_names(index, &fact);
        }
        let clauses = node.at("clauses").list(&mut |clause| Some(self.clause(clause)));
        let informative = node.at("informative").list(&mut |clause| Some(self.informative(clause)));
        self.distinct(&clauses, &informative);
        Document {
            id: node.string("id"),
            version: node.string("version"),
            zone: node.string("zone"),
            language: Locale::parse(node.at("language").str()).unwrap_or(Locale::En),
            merchant: node.string("merchant"),
            title: node.text("title"),
            source: source(&node.at("source")),
            steps: node.at("steps").map(&mut |id, step| Some(self.step(id, step))),
            clauses,
            informative,
            evidence: node.at("evidence").map(&mut |id, evidence| Some(self.evidence(id, evidence))),
            processing: processing(&node.at("processing")),
            request: Template {
                subject: node.at("request").text("subject"),
                message: node.at("request").text("message"),
            },
            facts: std::mem::take(&mut self.facts),
        }
    }

    fn problem(&mut self, code: Code, node: &Node<'_>, message: impl Into<String>) {
        self.problems.push(Problem::of(code, node.pointer(), message));
    }

    /// The rest of a fact: its default, and what it says of other facts.
    fn fact_names(&mut self, index: FactIndex, node: &Node<'_>) {
        let at_most = node.get("at_most").and_then(|name| self.number(&name));
        let not_before = node.get("not_before").and_then(|name| self.instant(&name));
        let default = node.get("default").and_then(|default| self.default(index, &default));
        let Some(fact) = self.facts.get_mut(index) else { return };
        fact.default = default;
        fact.not_before = not_before;
        if let FactKind::Number(range) = &mut fact.kind {
            range.at_most = at_most;
        }
        let is_empty = matches!(&fact.kind, FactKind::Choice(choices) if choices.is_empty());
        let is_unasked = !fact.by_merchant && fact.ask.is_none();
        let is_assumed = !fact.by_merchant && node.get("default").is_some();
        if is_empty {
            self.problem(code::MISSING_KEY, node, "`of` is empty: a choice has at least one value");
        }
        if is_unasked {
            self.problem(code::MISSING_KEY, node, "`ask` is missing: the shopper may be asked for this fact");
        }
        if is_assumed {
            let message = "the shopper can be asked for this fact, so nothing is assumed of it";
            let hint = "leave `default` out, or add `\"by\": \"merchant\"` where the merchant gives it";
            let problem = Problem::of(code::ASKED_DEFAULT, node.at("default").pointer(), message);
            self.problems.push(problem.hint(hint));
        }
    }

    fn default(&mut self, index: FactIndex, node: &Node<'_>) -> Option<Value> {
        let fact = self.facts.get(index)?;
        if matches!(fact.kind, FactKind::Instant) && !matches!(node.json, Json::Null) {
            self.problem(
                code::WRONG_TYPE,
                node,
                "no instant holds where nothing is said: only null can be a default here",
            );
            return None;
        }
        // No instant is ever a default, so the instant of the request does not matter here.
        let read = read_value(self.facts.get(index)?, node.json, &node.pointer(), Instant::from_millis(0));
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn clause(&mut self, node: &Node<'_>) -> Clause {
        Clause {
            id: node.string("id"),
            title: node.text("title"),
            text: node.text("text"),
            source: citation(&node.at("source")),
            when: self.condition_at(node, "when"),
            then: self.grant(&node.at("then")),
        }
    }

    fn grant(&mut self, node: &Node<'_>) -> Grant {
        Grant {
            status: node.at("status").word(&Status::ALL).unwrap_or(Status::Review),
            remedies: node.at("remedies").list(&mut |remedy| Some(self.remedy(remedy))),
            choice: node.at("choice").word(&Combination::ALL).unwrap_or(Combination::All),
            alternatives: node.at("alternatives").list(&mut |item| Some(alternative(item))),
            after: self.named_steps(&node.at("after")),
            steps: self.named_steps(&node.at("steps")),
        }
    }

    fn named_steps(&mut self, node: &Node<'_>) -> Vec<usize> {
        node.list(&mut |name| self.named(name, code::UNKNOWN_STEP, "step", |reader| &reader.steps))
    }

    fn named_clauses(&mut self, node: &Node<'_>) -> Vec<usize> {
        node.list(&mut |name| {
            self.named(name, code::UNKNOWN_CLAUSE, "deciding clause", |reader| &reader.clauses)
        })
    }

    /// The position of a name among its kind.
    fn named(
        &mut self,
        node: &Node<'_>,
        code: Code,
        what: &str,
        names: fn(&Reader) -> &Vec<String>,
    ) -> Option<usize> {
        let name = node.str();
        let found = names(self).iter().position(|known| known == name);
        if found.is_none() && self.has_room() {
            let message = format!("there is no {what} `{name}`");
            let problem = Problem::of(code, node.pointer(), message);
            let problem = problem.suggest(name, names(self).iter().map(String::as_str));
            self.problems.push(problem);
        }
        found
    }

    fn remedy(&mut self, node: &Node<'_>) -> Remedy {
        let kind = match node.get("kind") {
            Some(kind) => kind.word(&RemedyKind::ALL),
            None => node.word(&RemedyKind::ALL),
        };
        let kind = kind.unwrap_or(RemedyKind::Credit);
        let amount = node.get("amount").map(|amount| self.amount(&amount)).unwrap_or(match kind {
            RemedyKind::FullRefund => Amount::Paid,
            _ => Amount::Unnamed,
        });
        if amount != Amount::Unnamed && !self.facts.iter().any(Fact::is_amount_paid) {
            self.problem(
                code::UNKNOWN_FACT,
                node,
                format!("an amount needs a fact `{}` of type money", AMOUNT_PAID),
            );
        }
        Remedy { kind, amount, estimate: node.at("estimate").flag() }
    }

    fn amount(&mut self, node: &Node<'_>) -> Amount {
        if let Some(share) = node.get("share") {
            let (part, of) = (self.number(&share.at("part")), self.divisor(&share.at("of")));
            return part.zip(of).map_or(Amount::Unnamed, |(part, of)| Amount::Share { part, of });
        }
        if let Some(ratio) = node.get("unused") {
            return self.number(&ratio).map_or(Amount::Unnamed, Amount::Unused);
        }
        let percent = node.get("percent").and_then(|percent| percent.json.as_decimal());
        if percent.is_none() {
            self.problem(code::MISSING_KEY, node, "an amount is one of share, unused, percent");
        }
        percent.map_or(Amount::Unnamed, Amount::Percent)
    }

    /// A number of which there is always some.
    fn divisor(&mut self, node: &Node<'_>) -> Option<FactIndex> {
        let index = self.number(node)?;
        let fact = self.facts.get(index)?;
        let is_some = |range: &Range| range.min.is_some_and(|min| min > Decimal::from(0));
        if !matches!(&fact.kind, FactKind::Number(range) if is_some(range)) {
            self.problem(code::OUT_OF_RANGE, node, format!("`{}` needs a `min` above 0", node.str()));
        }
        Some(index)
    }

    /// A fact that must be a number.
    fn number(&mut self, node: &Node<'_>) -> Option<FactIndex> {
        self.fact_of(node, "a number", |kind| matches!(kind, FactKind::Number(_)))
    }

    /// A fact that must be an instant.
    fn instant(&mut self, node: &Node<'_>) -> Option<FactIndex> {
        self.fact_of(node, "an instant", |kind| matches!(kind, FactKind::Instant))
    }

    /// A fact by its name, of the kind that is needed here.
    fn fact_of(&mut self, node: &Node<'_>, expected: &str, fits: fn(&FactKind) -> bool) -> Option<FactIndex> {
        let index = self.fact(node.str(), node)?;
        let fact = self.facts.get(index)?;
        if !fits(&fact.kind) {
            self.problem(code::WRONG_FACT_TYPE, node, format!("`{}` is not {expected}", node.str()));
            return None;
        }
        Some(index)
    }

    /// Whether there is room for another problem.
    fn has_room(&self) -> bool {
        self.problems.len() < limits::PROBLEMS
    }

    fn fact(&mut self, name: &str, node: &Node<'_>) -> Option<FactIndex> {
        let found = self.facts.iter().position(|fact| fact.id == name);
        if found.is_none() && self.has_room() {
            let message = format!("there is no fact `{name}`");
            let known = self.facts.iter().map(|fact| fact.id.as_str());
            let problem = Problem::of(code::UNKNOWN_FACT, node.pointer(), message).suggest(name, known);
            self.problems.push(problem);
        }
        found
    }

    fn informative(&mut self, node: &Node<'_>) -> Informative {
        Informative {
            id: node.string("id"),
            title: node.text("title"),
            text: node.text("text"),
            source: citation(&node.at("source")),
            applies: self.rule(&node.at("applies")),
        }
    }

    fn step(&mut self, id: &str, node: &Node<'_>) -> Step {
        Step {
            id: id.to_owned(),
            title: node.text("title"),
            text: node.text("text"),
            source: citation(&node.at("source")),
            met_when: self.condition_at(node, "met_when"),
            link: node.get("link").and_then(|link| self.link(&link)),
        }
    }

    /// An address that can be followed from a page and from a letter alike, and that runs no script.
    fn link(&mut self, node: &Node<'_>) -> Option<String> {
        const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
        let link = node.str();
        let leads_on = |scheme: &str| link.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty());
        let is_one = link.bytes().all(|byte| byte.is_ascii_graphic()) && SCHEMES.into_iter().any(leads_on);
        if !is_one {
            let message = format!("`{link}` is not an address that a shopper can follow");
            let hint = "write all of it, beginning with `https://`, `mailto:` or `tel:`";
            self.problems.push(Problem::of(code::INVALID_LINK, node.pointer(), message).hint(hint));
        }
        is_one.then(|| link.to_owned())
    }

    fn evidence(&mut self, id: &str, node: &Node<'_>) -> Evidence {
        Evidence {
            id: id.to_owned(),
            kind: node.at("kind").word(&EvidenceKind::ALL).unwrap_or(EvidenceKind::Text),
            label: node.text("label"),
            help: node.optional_text("help"),
            given_by: node.at("given_by").word(&GivenBy::ALL),
            required: self.rule_at(node, "required"),
            recommended: self.rule_at(node, "recommended"),
        }
    }

    /// A verdict names clauses and steps by their ids alone, so no two may share one.
    fn distinct(&mut self, clauses: &[Clause], informative: &[Informative]) {
        let mut seen: Vec<String> = self.steps.clone();
        let deciding = clauses.iter().enumerate().map(|(index, clause)| ("clauses", index, &clause.id));
        let cited = informative.iter().enumerate().map(|(index, clause)| ("informative", index, &clause.id));
        for (list, index, id) in deciding.chain(cited) {
            if seen.contains(id) {
                let pointer = join(&nth(&join("", list), index), "id");
                let message = format!("`{id}` is already the id of a clause or a step");
                self.problems.push(Problem::of(code::DUPLICATE_ID, pointer, message));
            }
            seen.push(id.clone());
        }
    }
}

/// A fact, as far as it can be read without the others.
fn fact_without_names(id: &str, node: &Node<'_>) -> Fact {
    Fact {
        id: id.to_owned(),
        kind: fact_kind(node),
        label: node.text("label"),
        ask: node.optional_text("ask"),
        why: node.optional_text("why"),
        none: node.optional_text("none"),
        suppose: [node.at("suppose").optional_text("false"), node.at("suppose").optional_text("true")],
        default: None,
        by_merchant: node.at("by").str() == "merchant",
        context: node.at("context").flag(),
        not_before: None,
    }
}

fn fact_kind(node: &Node<'_>) -> FactKind {
    match node.at("type").str() {
        "choice" => FactKind::Choice(node.at("of").choices()),
        "instant" => FactKind::Instant,
        "money" => FactKind::Money,
        number @ ("number" | "integer") => FactKind::Number(Range {
            min: node.at("min").json.as_decimal(),
            max: node.at("max").json.as_decimal(),
            whole: number == "integer",
            at_most: None,
            unit: node.at("unit").word(&NUMBER_UNITS).unwrap_or(NumberUnit::Count),
        }),
        _ => FactKind::Flag,
    }
}

const NUMBER_UNITS: [(&str, NumberUnit); 3] =
    [("ratio", NumberUnit::Ratio), ("hours", NumberUnit::Hours), ("count", NumberUnit::Count)];

fn alternative(node: &Node<'_>) -> Alternative {
    let kind = node.get("kind").unwrap_or(*node).word(&RemedyKind::ALL);
    Alternative { kind: kind.unwrap_or(RemedyKind::Credit), options: node.at("options").choices() }
}

fn source(node: &Node<'_>) -> Source {
    Source {
        document: node.string("document"),
        language: node.string("language"),
        updated: node.get("updated").map(|updated| updated.str().to_owned()),
    }
}

/// The first of the places that are cited.
fn citation(node: &Node<'_>) -> Option<Citation> {
    let first = node.items().next().unwrap_or(*node);
    let paragraphs = first.at("paragraphs").list(&mut |ordinal| Some(ordinal.count()));
    first.get("section").map(|section| Citation { section: section.str().to_owned(), paragraphs })
}

fn processing(node: &Node<'_>) -> Processing {
    Processing {
        answer: node.get("answer").map(|node| duration(&node)),
        payout: node.get("payout").map(|node| duration(&node)),
        method: node.get("method").map(|method| method.str().to_owned()),
    }
}

fn duration(node: &Node<'_>) -> Duration {
    let unit = |node: &Node<'_>| node.at("unit").word(&DurationUnit::ALL).unwrap_or(DurationUnit::Days);
    Duration {
        min: node.at("min").count(),
        max: node.at("max").count(),
        unit: unit(node),
        exceptionally: node.get("exceptionally").map(|node| (node.at("max").count(), unit(&node))),
    }
}
