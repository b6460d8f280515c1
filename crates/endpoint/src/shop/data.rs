//! The shops, their orders and the pages' words, as they stand in `www/shop/`.

use std::collections::BTreeMap;

use refund_policy::{Instant, Json, Locale, Policy};
use serde::Deserialize;

use crate::error::Error;
use crate::shipped::Policies;

const SHOPS: &str = include_str!("../../../../www/shop/shops.json");
const STRINGS: [&str; 3] = [
    include_str!("../../../../www/shop/strings/es.json"),
    include_str!("../../../../www/shop/strings/fr.json"),
    include_str!("../../../../www/shop/strings/en.json"),
];

/// The facts by which an order's money and times are known to a policy.
const AMOUNT_PAID: &str = "amount_paid";
const PURCHASED_AT: &str = "purchased_at";
const LAST_PAYMENT_AT: &str = "last_payment_at";

const HOUR: i64 = 3_600_000;

/// All that the pages are made of.
pub(crate) struct Shops {
    shops: Vec<Shop>,
    strings: [Strings; 3],
}

/// A text in every locale.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    es: String,
    fr: String,
    en: String,
}

impl Text {
    /// The text in a language; in English, where it has none in that one.
    pub(crate) fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Es => &self.es,
            Locale::Fr => &self.fr,
            _ => &self.en,
        }
    }
}

/// A brand and the order that its page shows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shop {
    pub(crate) policy: String,
    pub(crate) brand: String,
    pub(crate) tagline: Text,
    pub(crate) product: Text,
    pub(crate) blurb: Text,
    pub(crate) order_id: String,
    hours_since_purchase: i64,
    hours_since_payment: Option<i64>,
    pub(crate) currency: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) progress: Vec<Text>,
    /// How many steps of `progress` are reached.
    pub(crate) reached: usize,
    /// What the order says beside money and times.
    facts: BTreeMap<String, Json>,
}

/// A line of an order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) text: Text,
    /// Minor units; 0 is something included.
    pub(crate) minor: i64,
}

/// The pages' own words in one locale.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strings {
    pub(crate) index_title: String,
    pub(crate) index_text: String,
    pub(crate) skip: String,
    pub(crate) language: String,
    pub(crate) all_shops: String,
    pub(crate) account: String,
    pub(crate) orders: String,
    pub(crate) order: String,
    pub(crate) ordered_on: String,
    pub(crate) progress: String,
    pub(crate) receipt: String,
    pub(crate) total: String,
    pub(crate) included: String,
    pub(crate) paid_by: String,
    pub(crate) paid_by_label: String,
    pub(crate) help_title: String,
    pub(crate) help_text: String,
    pub(crate) demo: String,
    pub(crate) demo_unnamed: String,
    pub(crate) look: String,
    pub(crate) look_shop: String,
    pub(crate) look_calm: String,
    pub(crate) look_bold: String,
    pub(crate) look_plain: String,
    pub(crate) plain_text: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) order_id: String,
    pub(crate) message: String,
    pub(crate) send: String,
    pub(crate) sent_title: String,
    pub(crate) sent_text: String,
    pub(crate) sent_back: String,
    pub(crate) refused_title: String,
    pub(crate) refused_text: String,
    pub(crate) refused_later: String,
    pub(crate) lost_title: String,
    pub(crate) lost_text: String,
    pub(crate) wrong_name: String,
    pub(crate) wrong_email: String,
    pub(crate) wrong_order_id: String,
    pub(crate) wrong_message: String,
}

impl Shops {
    /// Reads the data, and holds it against the policies: a shop without its policy is a mistake of ours.
    pub(crate) fn read(policies: &Policies) -> Result<Shops, Error> {
        let wrong = |error: serde_json::Error| Error::stored(format!("the demo shop's data: {error}"));
        let shops: Vec<Shop> = serde_json::from_str(SHOPS).map_err(wrong)?;
        if let Some(shop) = shops.iter().find(|shop| policies.find(&shop.policy).is_none()) {
            return Err(Error::policy(&shop.policy, "a demo shop names it, and it is not shipped"));
        }
        let [es, fr, en] = STRINGS.map(serde_json::from_str::<Strings>);
        Ok(Shops { shops, strings: [es.map_err(wrong)?, fr.map_err(wrong)?, en.map_err(wrong)?] })
    }

    pub(crate) fn all(&self) -> &[Shop] {
        &self.shops
    }

    pub(crate) fn find(&self, policy: &str) -> Option<&Shop> {
        self.shops.iter().find(|shop| shop.policy == policy)
    }

    pub(crate) fn strings(&self, locale: Locale) -> &Strings {
        let [es, fr, en] = &self.strings;
        match locale {
            Locale::Es => es,
            Locale::Fr => fr,
            _ => en,
        }
    }
}

impl Shop {
    pub(crate) fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.minor).sum()
    }

    /// Always as long ago, to the full hour: a page that is loaded again shows the same order.
    pub(crate) fn purchased_at(&self, now: Instant) -> Instant {
        hours_before(now, self.hours_since_purchase)
    }

    /// The facts that the order gives. A policy that knows no money gets none.
    pub(crate) fn facts(&self, policy: &Policy, now: Instant) -> Json {
        let mut facts = Json::object([(PURCHASED_AT, self.purchased_at(now).to_string().into())]);
        if let Some(hours) = self.hours_since_payment {
            facts.set(LAST_PAYMENT_AT, hours_before(now, hours).to_string().into());
        }
        if policy.document.fact(AMOUNT_PAID).is_some() {
            let currency = self.currency.as_str().into();
            facts.set(AMOUNT_PAID, Json::object([("minor", self.total().into()), ("currency", currency)]));
        }
        for (fact, value) in &self.facts {
            facts.set(fact, value.clone());
        }
        facts
    }
}

fn hours_before(now: Instant, hours: i64) -> Instant {
    Instant::from_millis(now.millis() - now.millis().rem_euclid(HOUR) - hours * HOUR)
}

#[cfg(test)]
mod tests {
    use refund_policy::{Facts, Instant};

    use super::Shops;
    use crate::shipped::Policies;

    #[test]
    fn every_policy_has_a_shop_whose_facts_it_reads() {
        let policies = Policies::read().unwrap();
        let shops = Shops::read(&policies).unwrap();
        let now = Instant::parse("2026-11-21T10:20:30Z").unwrap();
        for id in policies.ids() {
            let (policy, shop) = (policies.find(id).unwrap(), shops.find(id).unwrap());
            let problems = Facts::read(policy, &shop.facts(policy, now), now).err();
            assert_eq!(problems, None, "{id}");
        }
    }
}
