//! How much fits into a field, so that a limit is seen before it is reached and never met in silence.

use refund_policy::request::limits::{self, length};

use crate::letter;
use crate::message::Field;
use crate::state::{Context, State};

/// How many characters more fit into a field; less than none where there are too many. None for a field without a limit.
///
/// The shopper's words and evidence in words become part of the message, and share its limit.
pub fn remaining(state: &State, context: &Context<'_>, field: &Field) -> Option<i64> {
    let session = &state.session;
    let left = |most: usize, used: usize| {
        Some(i64::try_from(most).unwrap_or(i64::MAX) - i64::try_from(used).unwrap_or(i64::MAX))
    };
    let draft = || letter::draft(state, context);
    match field {
        Field::Name => left(limits::NAME_CHARS, length(&session.name)),
        Field::Email => left(limits::EMAIL_CHARS, length(&session.email)),
        Field::OrderId => left(limits::ORDER_ID_CHARS, length(letter::order_id(state))),
        Field::Subject => left(limits::SUBJECT_CHARS, length(&draft().subject)),
        Field::Message | Field::Words | Field::Evidence(_) => {
            left(limits::MESSAGE_CHARS, length(&draft().message))
        }
        Field::Entry(_) | Field::Context(_) | Field::Wish | Field::Confirm => None,
    }
}

/// Whether so few are left that they are to be counted: a tenth of the limit, or less.
pub fn is_counted(field: &Field, left: i64) -> bool {
    let most = match field {
        Field::Name => limits::NAME_CHARS,
        Field::Email => limits::EMAIL_CHARS,
        Field::OrderId => limits::ORDER_ID_CHARS,
        Field::Subject => limits::SUBJECT_CHARS,
        _ => limits::MESSAGE_CHARS,
    };
    left <= i64::try_from(most / 10).unwrap_or_default()
}
