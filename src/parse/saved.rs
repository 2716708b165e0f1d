//! A message that Outlook saved as a `.msg` file → what it reports.
//!
//! 1. An attached message that is a notice is read like any other: a bounce that somebody passed on.
//! 2. A report of Exchange's own keeps what it says of each recipient in properties; its text is around that.
//! 3. The text of any other message is read as text.

use super::msg::{self, Recipient, Saved};
use super::{Action, Part, Reading, Report, Shape, Voice, Words, mime, reports_in};

/// Reads a saved message; `None` for bytes that are none.
pub(super) fn read(bytes: &[u8]) -> Option<Reading> {
    Some(reading(&msg::read(bytes)?))
}

fn reading(saved: &Saved) -> Reading {
    let attached = saved.attachments.iter().filter_map(|attachment| mime::read(&attachment.data));
    if let Some(reading) = attached.into_iter().find(|reading| reading.shape == Shape::Notice) {
        return reading;
    }
    match saved.nested.iter().find(|nested| is_report(nested)) {
        Some(nested) if !is_report(saved) => reading(nested),
        _ => own_reading(saved),
    }
}

/// `REPORT.IPM.Note.NDR`: not delivered; `.DR`: delivered; `.IPNRN`: read.
fn is_report(saved: &Saved) -> bool {
    saved.class.to_ascii_uppercase().starts_with("REPORT.")
}

fn own_reading(saved: &Saved) -> Reading {
    let class = saved.class.to_ascii_uppercase();
    let mut text = [saved.subject.as_str(), &saved.body, &saved.report_text].join("\n\n");
    if !saved.headers.is_empty() && saved.body.trim().is_empty() {
        text.push_str(&saved.headers);
    }
    let mut reading = Reading {
        shape: if is_report(saved) { Shape::Notice } else { Shape::OtherMessage },
        reports: Vec::new(),
        parts: vec![Part { name: Some("body".to_owned()), text }],
        guessed_charset: None,
        truncated: false,
    };
    let action = match class.rsplit('.').next() {
        Some("NDR") => Some(Action::Failed),
        Some("DR" | "IPNRN" | "IPNNRN") => Some(Action::Delivered),
        _ => None,
    };
    for recipient in saved.recipients.iter().filter(|_| action.is_some()) {
        let report = of_recipient(recipient, action, &mut reading.parts);
        reading.reports.push(report);
    }
    if reading.reports.is_empty() {
        let (shape, reports) = reports_in(&reading.parts[0].text, 0);
        let is_telling = is_report(saved) || shape != Shape::Text;
        reading.shape = if is_telling { Shape::Notice } else { Shape::OtherMessage };
        reading.reports = reports;
    }
    reading.close();
    reading
}

fn of_recipient(recipient: &Recipient, action: Option<Action>, parts: &mut Vec<Part>) -> Report {
    let said = [recipient.supplementary_info.as_str(), &recipient.report_text].join("\n");
    let around = Words { part: 0, range: 0..parts[0].text.len(), voice: Voice::Around };
    let mut report = Report {
        recipient: Some(recipient.address.clone()).filter(|address| address.contains('@')),
        action,
        status: recipient.enhanced_code().and_then(|code| code.parse().ok()),
        ..Report::default()
    };
    if said.trim().is_empty() {
        report.words.push(Words { voice: Voice::Prose, ..around });
        return report;
    }
    report.words.push(Words { part: parts.len(), range: 0..said.len(), voice: Voice::Field });
    report.words.push(around);
    parts.push(Part { name: Some(format!("recipient {}", parts.len())), text: said });
    report
}

#[cfg(test)]
mod tests {
    use super::super::msg::Attachment;
    use super::*;

    #[test]
    fn an_exchange_report_tells_of_each_recipient() {
        let recipient = |address: &str, status, said: &str| Recipient {
            address: address.to_owned(),
            status: Some(status),
            supplementary_info: said.to_owned(),
            ..Recipient::default()
        };
        let saved = Saved {
            class: "REPORT.IPM.Note.NDR".to_owned(),
            body: "Delivery has failed to these recipients".to_owned(),
            recipients: vec![
                recipient("anna@example.org", 511, "<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>"),
                recipient("boris@example.org", 522, "<mx.example.org #5.2.2 smtp;552 5.2.2 mailbox full>"),
            ],
            ..Saved::default()
        };
        let reading = reading(&saved);
        assert_eq!(reading.shape, Shape::Notice);
        assert_eq!(reading.reports.len(), 2);
        let second = &reading.reports[1];
        assert_eq!((second.recipient.as_deref(), second.action), (Some("boris@example.org"), Some(Action::Failed)));
        assert_eq!(second.status.map(|status| status.to_string()).as_deref(), Some("5.2.2"));
        let words = &second.words[0];
        assert!(reading.parts[words.part].text[words.range.clone()].contains("mailbox full"));
    }

    #[test]
    fn a_bounce_that_was_passed_on_is_entered() {
        let bounce = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nSubject: failed\n\n<anna@example.org>: 550 no such user\n";
        let attachment = Attachment { data: bounce.as_bytes().to_vec(), ..Attachment::default() };
        let saved = Saved { body: "What is this?".to_owned(), attachments: vec![attachment], ..Saved::default() };
        assert_eq!(reading(&saved).reports[0].recipient.as_deref(), Some("anna@example.org"));
    }
}
