//! The request: what a shopper sends, how it is prefilled, and how the merchant's side checks it.
//!
//! Its JSON is the contract's. Nothing in it is trusted: [`verify`] evaluates again, with its own policy and clock.

use crate::code;
use crate::digits;
use crate::document::{Fact, FactKind, RemedyKind, Value};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::limits;
use crate::locale::Locale;
use crate::policy::Policy;
use crate::problem::Problem;
use crate::template::fill;
use crate::time::Instant;
use crate::verdict::{PolicyRef, Verdict, verdict};
use crate::words;

/// What a shopper adds to the facts.
#[derive(Clone, Default)]
pub struct Details {
    /// A UUID: the idempotency key. Sending twice under one id creates one request.
    pub id: String,
    /// Who asks.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// The order's id or number.
    pub order_id: Option<String>,
    /// The subject, where the shopper changed it.
    pub subject: Option<String>,
    /// The message, where the shopper changed it.
    pub message: Option<String>,
    /// What the shopper chose, where the policy leaves the choice to them.
    pub wish: Option<Wish>,
    /// What the files are.
    pub attachments: Vec<Attachment>,
}

/// The remedy or the alternative that a shopper chose.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish {
    /// What it is.
    pub kind: RemedyKind,
    /// The id of the way in which they want it, where there are several.
    pub option: Option<String>,
}

/// What a file is; its bytes travel beside the request.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The evidence that it is.
    pub evidence: Option<String>,
}

/// A subject and a message, in the merchant's language.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
}

/// A request as it was received.
pub struct Request {
    /// Its UUID.
    pub id: String,
    /// When it was sent, by the sender's clock.
    pub sent_at: Instant,
    /// The shopper's language.
    pub locale: Locale,
    /// The policy that the sender applied.
    pub policy: PolicyRef,
    /// The facts, as JSON.
    pub facts: Json,
    /// The sender's verdict, as JSON; never trusted.
    pub verdict: Json,
    /// Who asks.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// The order's id or number.
    pub order_id: Option<String>,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
    /// What the shopper chose.
    pub wish: Option<Wish>,
    /// What the files are.
    pub attachments: Vec<Attachment>,
}

/// What the merchant's side finds.
pub struct Verification {
    /// The verdict by its own policy and clock.
    pub verdict: Verdict,
    /// Where the sender's verdict differs.
    pub differences: Vec<Difference>,
}

/// A part of a verdict that was sent otherwise than it was found.
pub struct Difference {
    /// A JSON pointer into the request.
    pub pointer: &'static str,
    /// What was sent.
    pub sent: Json,
    /// What was found.
    pub found: Json,
}

impl Difference {
    /// `{"pointer", "sent", "found"}`.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("pointer", self.pointer.into()),
            ("sent", self.sent.clone()),
            ("found", self.found.clone()),
        ])
    }
}

/// The request that would be posted, as the contract writes it; `given` are the facts as JSON.
pub fn compose(
    policy: &Policy,
    given: &Json,
    details: &Details,
    at: Instant,
    locale: Locale,
) -> Result<Json, Vec<Problem>> {
    let facts = Facts::read(policy, given, at)?;
    let verdict = verdict(policy, &facts, at, locale);
    let draft = prefill(policy, &facts, details, at, policy.document.language);
    let mut request = Json::object([
        ("id", details.id.as_str().into()),
        ("sent_at", at.into()),
        ("locale", locale.tag().into()),
        ("policy", verdict.policy.to_json()),
        ("facts", given.clone()),
        ("verdict", verdict.to_json()),
        (
            "customer",
            Json::object([("name", details.name.as_str().into()), ("email", details.email.as_str().into())]),
        ),
        ("order_id", details.order_id.as_deref().into()),
        ("subject", details.subject.clone().unwrap_or(draft.subject).into()),
        ("message", details.message.clone().unwrap_or(draft.message).into()),
        ("attachments", Json::list(details.attachments.iter().map(Attachment::to_json))),
    ]);
    if let Some(wish) = &details.wish {
        request.set("wish", wish.to_json());
    }
    // What nobody would take is told before it is sent.
    limits::check(&request).map_err(|problem| vec![problem])?;
    Ok(request)
}

/// The subject and the message that the policy's templates give, in a locale.
pub fn prefill(policy: &Policy, facts: &Facts, details: &Details, at: Instant, locale: Locale) -> Draft {
    let verdict = verdict(policy, facts, at, locale);
    let value = |field: &str| template_value(policy, facts, details, &verdict, locale, field);
    let template = &policy.document.request;
    Draft {
        subject: fill(template.subject.get(locale), &value),
        message: fill(template.message.get(locale), &value),
    }
}

/// The fields of templates that are no facts.
#[cfg(feature = "check")]
pub(crate) const FIELDS: [&str; 8] =
    ["name", "email", "order_id", "remedies", "status", "clause", "merchant", "policy"];

fn template_value(
    policy: &Policy,
    facts: &Facts,
    details: &Details,
    verdict: &Verdict,
    locale: Locale,
    field: &str,
) -> Option<String> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match field {
        "name" => said(&details.name),
        "email" => said(&details.email),
        "order_id" => said(details.order_id.as_deref()?),
        "remedies" => match &details.wish {
            Some(wish) => said(&wish_text(policy, wish, verdict, locale)),
            None => said(&words::remedies(&verdict.remedies, verdict.choice, locale)),
        },
        "status" => said(words::status(verdict.status, locale)),
        "clause" => said(&verdict.deciding()?.title),
        "merchant" => said(&policy.document.merchant),
        "policy" => said(policy.document.title.get(locale)),
        _ => {
            let index = policy.document.fact(field)?;
            fact_text(policy, policy.document.facts.get(index)?, facts.get(index)?, locale)
        }
    }
}

/// What the shopper chose, with its amount or the way in which they want it.
fn wish_text(policy: &Policy, wish: &Wish, verdict: &Verdict, locale: Locale) -> String {
    if let Some(remedy) = verdict.remedies.iter().find(|remedy| remedy.kind == wish.kind) {
        return words::remedy_given(remedy, locale);
    }
    let name = words::remedy(wish.kind, locale);
    let alternatives = policy.document.clauses.iter().flat_map(|clause| &clause.then.alternatives);
    let mut options = alternatives.filter(|one| one.kind == wish.kind).flat_map(|one| &one.options);
    match options.find(|option| Some(&option.id) == wish.option.as_ref()) {
        Some(option) => [name, " (", option.label.get(locale), ")"].concat(),
        None => name.to_owned(),
    }
}

impl Wish {
    /// `{"kind", "option"}`.
    fn to_json(&self) -> Json {
        Json::object([("kind", self.kind.name().into()), ("option", self.option.as_deref().into())])
    }

    /// Reads a wish; none where there is none or its kind is not known.
    pub fn read(json: &Json) -> Option<Wish> {
        let name = json.get("kind")?.as_str()?;
        let kind = RemedyKind::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)?;
        Some(Wish { kind, option: json.get("option").and_then(Json::as_str).map(str::to_owned) })
    }
}

/// A fact's value in words.
pub fn fact_text(policy: &Policy, fact: &Fact, value: Value, locale: Locale) -> Option<String> {
    Some(match (value, &fact.kind) {
        (Value::None, _) => fact.none.as_ref()?.get(locale).to_owned(),
        (Value::Choice(index), FactKind::Choice(choices)) => choices.get(index)?.label.get(locale).to_owned(),
        (Value::Flag(flag), _) => words::yes_no(flag, locale).to_owned(),
        (Value::Number(number), FactKind::Number(range)) => words::number(number, range.unit, locale),
        (Value::Instant(at), _) => words::instant(at, policy.zone(), locale),
        (Value::Money(amount), _) => words::money(amount, locale),
        (Value::Choice(_) | Value::Number(_), _) => return None,
    })
}

impl Attachment {
    /// `{"name", "type", "size", "sha256", "evidence"}`.
    pub fn to_json(&self) -> Json {
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        Json::object([
            ("name", self.name.as_str().into()),
            ("type", self.media_type.as_str().into()),
            ("size", size.into()),
            ("sha256", self.sha256.as_str().into()),
            ("evidence", self.evidence.as_deref().into()),
        ])
    }

    /// Reads what a file is; `pointer` is where it stands.
    pub fn read(json: &Json, pointer: &str) -> Result<Attachment, Problem> {
        let text = |key| json.get(key).and_then(Json::as_str);
        let size = json.get("size").and_then(Json::as_i64).and_then(|size| u64::try_from(size).ok());
        for key in ["name", "type", "size", "sha256"] {
            let is_there = if key == "size" { size.is_some() } else { text(key).is_some() };
            if !is_there {
                return Err(missing(&[pointer, "/", key].concat(), key));
            }
        }
        let text = |key| text(key).map(str::to_owned);
        Ok(Attachment {
            name: text("name").unwrap_or_default(),
            media_type: text("type").unwrap_or_default(),
            size: size.unwrap_or_default(),
            sha256: text("sha256").unwrap_or_default(),
            evidence: text("evidence"),
        })
    }
}

fn missing(pointer: &str, key: &str) -> Problem {
    Problem::of(code::MISSING_KEY, pointer, || ["`", key, "` is missing or not of its type"].concat())
}

/// Reads a request, or says all that is wrong with it. Its facts are read by [`verify`], against the policy.
pub fn read(json: &Json) -> Result<Request, Vec<Problem>> {
    limits::check(json).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut text = |pointer: &str| {
        let found =
            pointer.split('/').skip(1).try_fold(json, |json, key| json.get(key)).and_then(Json::as_str);
        if found.is_none() {
            problems.push(missing(pointer, pointer.rsplit('/').next().unwrap_or_default()));
        }
        found.unwrap_or_default().to_owned()
    };
    let request = Request {
        id: text("/id"),
        sent_at: Instant::parse(&text("/sent_at")).unwrap_or(Instant::from_millis(0)),
        locale: Locale::parse(&text("/locale")).unwrap_or(Locale::En),
        policy: PolicyRef {
            id: text("/policy/id"),
            version: text("/policy/version"),
            digest: text("/policy/digest"),
        },
        facts: json.get("facts").cloned().unwrap_or(Json::Object(Vec::new())),
        verdict: json.get("verdict").cloned().unwrap_or(Json::Null),
        name: text("/customer/name"),
        email: text("/customer/email"),
        order_id: json.get("order_id").and_then(Json::as_str).map(str::to_owned),
        subject: text("/subject"),
        message: text("/message"),
        wish: json.get("wish").and_then(Wish::read),
        attachments: Vec::new(),
    };
    problems.extend(implausible(&request));
    let mut attachments = Vec::new();
    for (index, item) in
        json.get("attachments").and_then(Json::as_list).unwrap_or_default().iter().enumerate()
    {
        match Attachment::read(item, &["/attachments/", &digits::written(index)].concat()) {
            Ok(attachment) => attachments.push(attachment),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(Request { attachments, ..request }) } else { Err(problems) }
}

/// What is there and cannot be right.
fn implausible(request: &Request) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut require = |holds: bool, code, pointer: &str, message: &str| {
        if !holds {
            problems.push(Problem::of(code, pointer, message));
        }
    };
    require(is_uuid(&request.id), code::INVALID_ID, "/id", "the id is not a UUID");
    require(
        request.sent_at.millis() != 0,
        code::INVALID_INSTANT,
        "/sent_at",
        "`sent_at` is not an instant (RFC 3339, with an offset)",
    );
    require(!request.name.trim().is_empty(), code::MISSING_NAME, "/customer/name", "the name is missing");
    require(
        is_email(&request.email),
        code::INVALID_EMAIL,
        "/customer/email",
        "the e-mail address is not complete",
    );
    require(!request.message.trim().is_empty(), code::MISSING_MESSAGE, "/message", "the message is empty");
    problems
}

/// RFC 9562: 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').gather();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Something before and after one `@`, the latter with a dot within: what a browser's own check lets pass, and a bit less.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |text: &str| {
        !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
    };
    plain(local)
        && plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Evaluates a request again at `at`, and says where its sender's verdict differs.
///
/// Problems with the facts point into the request (`/facts/…`).
pub fn verify(policy: &Policy, request: &Request, at: Instant) -> Result<Verification, Vec<Problem>> {
    let within = |problem: Problem| problem.within("facts");
    let facts = Facts::read(policy, &request.facts, at)
        .map_err(|problems| problems.into_iter().map(within).collect::<Vec<_>>())?;
    let verdict = verdict(policy, &facts, at, request.locale);
    let differences = differences(request, &verdict);
    Ok(Verification { verdict, differences })
}

/// What binds the merchant is compared; texts, which depend on the locale, and the clocks are not.
fn differences(request: &Request, verdict: &Verdict) -> Vec<Difference> {
    const COMPARED: [(&str, &str); 7] = [
        ("/verdict/status", "status"),
        ("/verdict/remedies", "remedies"),
        ("/verdict/choice", "choice"),
        ("/verdict/alternatives", "alternatives"),
        ("/verdict/until", "until"),
        ("/verdict/missing", "missing"),
        ("/verdict/timeline", "timeline"),
    ];
    let found = verdict.to_json();
    let part = |json: &Json, key: &str| json.get(key).cloned().unwrap_or(Json::Null);
    let compared = COMPARED.map(|(pointer, key)| (pointer, part(&request.verdict, key), part(&found, key)));
    let policy = [
        ("/policy/version", request.policy.version.as_str().into(), verdict.policy.version.as_str().into()),
        ("/policy/digest", request.policy.digest.as_str().into(), verdict.policy.digest.as_str().into()),
    ];
    policy
        .into_iter()
        .chain(compared)
        .filter(|(_, sent, found)| !alike(sent, found))
        .map(|(pointer, sent, found)| Difference { pointer, sent, found })
        .gather()
}

/// Whether two values are equal, whatever the order of an object's members.
fn alike(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Object(members), Json::Object(others)) => {
            members.len() == others.len()
                && members.iter().all(|(key, value)| right.get(key).is_some_and(|other| alike(value, other)))
        }
        (Json::List(items), Json::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(item, other)| alike(item, other))
        }
        _ => left == right,
    }
}
