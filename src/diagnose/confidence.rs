//! Confidence: a ranking's score and its lead over the next cause → the share of such answers that are right.

/// Below this nothing is claimed: what fired is told as alternatives only.
pub(super) const BAR: f64 = 0.55;

/// In a mail system's own notice, which is about a fault of mail whatever else it says, the likeliest reading is told from
/// here on.
pub(super) const NOTICE_BAR: f64 = 0.35;

/// The logistic curve's slope over the score, over the lead, and its offset: fitted on labelled texts and held against others: `examples/reliability.rs`.
const BY_SCORE: f64 = 0.027;
const BY_LEAD: f64 = 0.021;
const OFFSET: f64 = -0.16;
/// Leads beyond this say no more.
const LONGEST_LEAD: f64 = 60.0;

/// The confidence of the best candidate, 0 to 1.
pub(super) fn of_best(score: f64, next: Option<f64>) -> f64 {
    let lead = (score - next.unwrap_or(0.0)).clamp(0.0, LONGEST_LEAD);
    let curve = BY_SCORE * score + BY_LEAD * lead + OFFSET;
    1.0 / (1.0 + (-curve).exp())
}

/// The confidence of a later candidate: what the best one leaves, shared by score; never as much as the best one's.
pub(super) fn of_later(score: f64, best_score: f64, best: f64) -> f64 {
    let share = (score / best_score.max(1.0)).clamp(0.05, 0.95);
    ((1.0 - best) * share).min(best * share)
}
