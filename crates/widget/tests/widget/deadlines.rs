//! Until when to ask.

use refund_widget::deadline::deadline;

use crate::support::Widget;

fn until(policy: &str, facts: &str) -> Option<String> {
    let widget = Widget::start(policy, facts);
    deadline(widget.state.case.as_ref().expect("a case")).map(|until| until.to_string())
}

#[test]
fn a_deadline_is_where_something_is_lost() {
    // Seven days after the 27th: the 4th is over at midnight in Madrid.
    let facts = r#"{"reason": "changed_mind", "forms_delivered": false, "amount_paid": {"minor": 9800, "currency": "EUR"}, "purchased_at": "2026-11-27T10:00:00Z"}"#;
    assert_eq!(until("passport-forms", facts).as_deref(), Some("2026-12-04T23:00:00Z"));
    assert_eq!(until("iptv-subscription", r#"{"reason": "buffering"}"#), None);
}

#[test]
fn the_time_runs_on_past_a_step_that_waiting_meets() {
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-28T12:00:00Z", "support_contacted_at": "2026-11-29T12:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    assert_eq!(until("iptv-subscription", facts).as_deref(), Some("2026-12-01T12:00:00Z"));
}

#[test]
fn what_is_still_open_can_be_lost_too() {
    let bought = r#"{"purchased_at": "2026-11-28T12:00:00Z"}"#;
    assert_eq!(until("iptv-subscription", bought).as_deref(), Some("2026-12-01T12:00:00Z"));
    assert_eq!(until("iptv-subscription", "{}"), None);
}
