//! Feedback reports about spam (ARF, RFC 5965) and receipts (MDN, RFC 8098) → a report for each recipient that they name.

use super::address::find_addresses;
use super::{Action, Report, Voice, Words};

/// The reports of a `message/feedback-report` part: `Original-Rcpt-To` (RFC 5965, 3.2) may stand several times.
pub(super) fn read_complaint(text: &str, part: usize) -> Vec<Report> {
    reports(text, part, &["original-rcpt-to", "removal-recipient"], None)
}

/// The report of a `message/disposition-notification` part.
pub(super) fn read_receipt(text: &str, part: usize) -> Vec<Report> {
    reports(text, part, &["final-recipient"], Some(Action::Delivered))
}

fn reports(text: &str, part: usize, names: &[&str], action: Option<Action>) -> Vec<Report> {
    let words = || vec![Words { part, range: 0..text.len(), voice: Voice::Field }];
    let named = text.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        names.iter().any(|known| name.trim().eq_ignore_ascii_case(known)).then_some(value)
    });
    let mut reports: Vec<Report> = named
        .flat_map(|value| find_addresses(value).map(|(_, address)| address.to_owned()))
        .map(|address| Report { recipient: Some(address), action, words: words(), ..Report::default() })
        .collect();
    if reports.is_empty() {
        reports.push(Report { action, words: words(), ..Report::default() });
    }
    reports
}
