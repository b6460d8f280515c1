//! Evaluates refund policies.
