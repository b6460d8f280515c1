//! The codes of all that the evaluator can say against a policy, facts or a request.
//!
//! One table: what is told bears one of these codes ([`Problem::of`](crate::Problem) takes nothing else), and every code
//! has a paragraph in `docs/diagnostics.md`. The crates around the evaluator have codes of their own.

/// A stable name for one kind of problem, such as `unknown_fact`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code(&'static str);

impl Code {
    /// The name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

macro_rules! codes {
    ($($name:ident = $text:literal: $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $name: Code = Code($text);
        )*

        /// Every code, with a sentence on what it means.
        pub const ALL: &[(Code, &str)] = &[$(($name, $summary)),*];
    };
}

codes! {
    // How much is taken.
    TOO_LARGE = "too_large": "A text or a whole document is too long.";
    TOO_DEEP = "too_deep": "Lists and objects lie too deep within each other.";
    TOO_MANY = "too_many": "There are more of one thing than are taken.";

    // What a JSON value may be.
    WRONG_TYPE = "wrong_type": "A value is not of the type that it needs.";
    MISSING_KEY = "missing_key": "A key that is needed is missing.";
    UNKNOWN_KEY = "unknown_key": "A key has no meaning where it stands.";
    DUPLICATE_KEY = "duplicate_key": "A key stands twice in one object.";
    UNKNOWN_WORD = "unknown_word": "A word is none of those that are possible.";
    EMPTY_TEXT = "empty_text": "A text says nothing.";
    INVALID_LINK = "invalid_link": "A link leads nowhere that a shopper could follow it.";
    INVALID_ID = "invalid_id": "An id has letters that ids do not have.";
    OUT_OF_RANGE = "out_of_range": "A number is too small, too large, or too long.";

    // What names refer to.
    UNKNOWN_FACT = "unknown_fact": "There is no fact of this name.";
    UNKNOWN_CHOICE = "unknown_choice": "A choice has no such value.";
    UNKNOWN_STEP = "unknown_step": "There is no step of this name.";
    UNKNOWN_CLAUSE = "unknown_clause": "There is no deciding clause of this name.";
    DUPLICATE_ID = "duplicate_id": "Two clauses or steps have one id.";
    WRONG_FACT_TYPE = "wrong_fact_type": "A fact is tested or used as what it is not.";
    WRONG_WINDOW = "wrong_window": "A window has no length, or more than one.";

    // What stands in the way of compiling a policy.
    UNKNOWN_ZONE = "unknown_zone": "The time zone is not known.";
    TOO_COMPLEX = "too_complex": "The clauses are more than can be worked out.";

    // What order hides.
    GAP = "gap": "No clause holds in some case.";
    IDLE_CLAUSE = "idle_clause": "A clause never decides.";
    ORDER_DECIDES = "order_decides": "Two clauses hold in one case and give different things there.";
    REFUSING_FALLBACK = "refusing_fallback": "Whatever no clause speaks to is refused.";
    REFUSED_BY_NONE = "refused_by_none": "A case is refused only because a fact is none.";
    UNCERTAIN_ORDER = "uncertain_order": "It depends on the date which of two windows ends first.";

    // What is named and never used, or needed and not there.
    ASKED_DEFAULT = "asked_default": "A fact that a shopper can be asked has a default.";
    UNUSED_FACT = "unused_fact": "A fact decides nothing.";
    IDLE_FACT = "idle_fact": "A fact is tested and never matters.";
    MISSING_DEFAULT = "missing_default": "A fact that only the merchant gives decides, and has no default.";
    UNUSED_STEP = "unused_step": "No clause asks for a step.";
    ALWAYS_MET = "always_met": "A step before approval is always met.";
    NEVER_MET = "never_met": "A step before approval is never met.";
    UNASKED_EVIDENCE = "unasked_evidence": "Evidence is never asked for.";
    UNCITED_CLAUSE = "uncited_clause": "An informative clause is never cited.";

    // What contradicts itself.
    REFUSED_REMEDY = "refused_remedy": "A clause refuses and gives a remedy.";
    EMPTY_PROMISE = "empty_promise": "A clause promises and names no remedy.";
    UNNAMED_STEP = "unnamed_step": "A clause asks for action and names no step.";
    POINTLESS_STEP = "pointless_step": "A clause asks for a step before it refuses.";
    EMPTY_RANGE = "empty_range": "Nothing lies between a least and a greatest.";
    UNBOUNDED_RATIO = "unbounded_ratio": "A part of what was paid can be more than all of it.";

    // Texts.
    UNTRANSLATED = "untranslated": "A text is the same in two languages.";
    UNKNOWN_FIELD = "unknown_field": "A template has a field that nothing fills.";
    MISSING_FIELD = "missing_field": "A template lacks a field that another language has.";
    STRAY_BRACKET = "stray_bracket": "A bracket in a template has no other half.";

    // What is accepted.
    STALE_ACCEPTANCE = "stale_acceptance": "An acceptance matches no finding.";

    // Where a policy comes from.
    NO_SOURCE = "no_source": "A deciding clause does not say where its source says so.";
    DUPLICATE_SECTION = "duplicate_section": "Two sections of the source have one name.";
    UNKNOWN_SECTION = "unknown_section": "The source has no section of this name.";
    UNKNOWN_PARAGRAPH = "unknown_paragraph": "A section has no such paragraph.";
    UNACCOUNTED_PARAGRAPH = "unaccounted_paragraph": "Nothing cites a paragraph of the source.";
    CITED_PARAGRAPH = "cited_paragraph": "A paragraph is said to decide nothing, and is cited.";
    SOURCE_DIFFERS = "source_differs": "The prose is not what the policy says of it.";

    // What facts are given as.
    NOT_NULLABLE = "not_nullable": "A fact is null and cannot be none.";
    INVALID_INSTANT = "invalid_instant": "A point in time cannot be read.";
    FUTURE_INSTANT = "future_instant": "A point in time lies after the request.";
    TOO_EARLY_INSTANT = "too_early_instant": "A point in time lies before the year 2000.";
    INSTANT_ORDER = "instant_order": "A point in time lies before the one that it follows.";
    UNKNOWN_CURRENCY = "unknown_currency": "A currency is not one of ISO 4217.";
    NEGATIVE_AMOUNT = "negative_amount": "An amount of money is below zero.";

    // What requests lack.
    MISSING_NAME = "missing_name": "A request does not say who sends it.";
    INVALID_EMAIL = "invalid_email": "A request's e-mail address is not one.";
    MISSING_MESSAGE = "missing_message": "A request has no message.";
}
