//! Reads conditions and rules: what is tested of which fact, and when.

use super::Reader;
use crate::document::node::Node;
use crate::document::{Comparison, Condition, FactIndex, FactKind, RemedyKind, Rule, Status, Test};
use crate::value::code;
use crate::value::decimal::Decimal;
use crate::value::json::Json;
use crate::value::problem::Problem;
use crate::value::window::{Span, Unit};

impl Reader {
    pub(super) fn condition(&mut self, node: &Node<'_>) -> Condition {
        if !self.has_room() {
            return Condition::All(Vec::new());
        }
        let mut parts = node.map(&mut |key, member| self.condition_part(key, member));
        match parts.len() {
            1 => parts.pop().unwrap_or(Condition::All(Vec::new())),
            _ => Condition::All(parts),
        }
    }

    pub(super) fn condition_at(&mut self, node: &Node<'_>, key: &str) -> Option<Condition> {
        node.get(key).map(|condition| self.condition(&condition))
    }

    fn condition_part(&mut self, key: &str, node: &Node<'_>) -> Option<Condition> {
        match key {
            "all" => Some(Condition::All(node.list(&mut |item| Some(self.condition(item))))),
            "any" => Some(Condition::Any(node.list(&mut |item| Some(self.condition(item))))),
            "not" => Some(Condition::Not(Box::new(self.condition(node)))),
            "within" => self.window(node, "of").map(|(fact, span)| Condition::Test(fact, Test::Within(span))),
            "elapsed" => {
                self.window(node, "since").map(|(fact, span)| Condition::Test(fact, Test::Elapsed(span)))
            }
            fact => self.fact_test(fact, node),
        }
    }

    fn window(&mut self, node: &Node<'_>, key: &str) -> Option<(FactIndex, Span)> {
        let fact = self.instant(&node.at(key));
        let mut spans = Unit::ALL.iter().filter_map(|(name, unit)| {
            node.get(name).map(|count| Span { count: count.count(), unit: *unit })
        });
        match (spans.next(), spans.next()) {
            (Some(span), None) => fact.map(|fact| (fact, span)),
            _ => {
                self.problem(code::WRONG_WINDOW, node, "a window has exactly one of hours, days, months");
                None
            }
        }
    }

    fn fact_test(&mut self, name: &str, node: &Node<'_>) -> Option<Condition> {
        let index = self.fact(name, node)?;
        let fact = self.facts.get(index)?;
        let test = match (&fact.kind, node.json) {
            (_, Json::Null) => match fact.none {
                Some(_) => Ok(Condition::Test(index, Test::IsNone)),
                None => Err("it has no `none`, so it is never null"),
            },
            (FactKind::Flag, Json::Bool(flag)) => Ok(Condition::Test(index, Test::Is(*flag))),
            (FactKind::Choice(choices), Json::String(_) | Json::List(_)) => {
                return self.choice_test(
                    index,
                    choices.iter().map(|choice| choice.id.clone()).collect(),
                    node,
                );
            }
            (FactKind::Number(_), Json::Object(_)) => Ok(Condition::All(comparisons(index, node))),
            (FactKind::Choice(_), _) => Err("it is a choice: test one value or a list of them"),
            (FactKind::Flag, _) => Err("it is a flag: test true or false"),
            (FactKind::Number(_), _) => Err("it is a number: test above, at_least, below or at_most"),
            (FactKind::Instant, _) => Err("it is an instant: use `within` or `elapsed`"),
            (FactKind::Money, _) => Err("an amount of money decides nothing"),
        };
        test.map_err(|message| self.problem(code::WRONG_FACT_TYPE, node, format!("`{name}`: {message}"))).ok()
    }

    fn choice_test(&mut self, fact: FactIndex, ids: Vec<String>, node: &Node<'_>) -> Option<Condition> {
        let single = node.json.as_str().map(|_| *node);
        let mut values = Vec::new();
        for item in single.into_iter().chain(node.items()) {
            match ids.iter().position(|id| id == item.str()) {
                Some(value) => values.push(value),
                None => {
                    let message = format!("`{}` is not one of {}", item.str(), ids.join(", "));
                    let problem = Problem::of(code::UNKNOWN_CHOICE, item.pointer(), message);
                    self.problems.push(problem.suggest(item.str(), ids.iter().map(String::as_str)));
                }
            }
        }
        Some(Condition::Test(fact, Test::In(values)))
    }

    pub(super) fn rule(&mut self, node: &Node<'_>) -> Rule {
        Rule {
            status: node.at("status").words(&Status::ALL),
            clauses: self.named_clauses(&node.at("clauses")),
            remedies: node.at("remedies").words(&RemedyKind::ALL),
            when: self.condition_at(node, "when"),
        }
    }

    pub(super) fn rule_at(&mut self, node: &Node<'_>, key: &str) -> Option<Rule> {
        node.get(key).map(|rule| self.rule(&rule))
    }
}

const COMPARISONS: [(&str, Comparison); 4] = [
    ("above", Comparison::Above),
    ("at_least", Comparison::AtLeast),
    ("below", Comparison::Below),
    ("at_most", Comparison::AtMost),
];

fn comparisons(fact: FactIndex, node: &Node<'_>) -> Vec<Condition> {
    let comparison = |(name, comparison): &(&str, Comparison)| {
        let constant: Decimal = node.get(name)?.json.as_decimal()?;
        Some(Condition::Test(fact, Test::Compare(*comparison, constant)))
    };
    COMPARISONS.iter().filter_map(comparison).collect()
}
