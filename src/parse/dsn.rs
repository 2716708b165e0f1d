//! Delivery status notifications (RFC 3464, RFC 6533): groups of fields → one report a recipient.
//!
//! The first group is about the message (`Reporting-MTA`), each further one about a recipient. Servers break the rules:
//! groups without blank lines between them, recipients in the first group, field names of any case.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;

use super::address::find_addresses;
use super::{Report, Voice, Words};

/// A field of the header syntax (RFC 5322, 2.2): its name, and its value with its place.
struct Field<'a> {
    name: &'a str,
    value: &'a str,
    place: Range<usize>,
}

/// The reports of a `message/delivery-status` part.
pub(super) fn read(text: &str, part: usize) -> Vec<Report> {
    let mut groups = Groups::default();
    let mut blank_before = true;
    for line in unfolded(text, 0) {
        match line {
            Some(field) => {
                groups.take(&field, part, blank_before);
                blank_before = false;
            }
            None => blank_before = true,
        }
    }
    groups.close()
}

/// The reports of fields that stand somewhere in a text: a DSN copied as text, or the report that some servers (Amazon
/// WorkMail, Domino) write into their prose. Needs the field that no other text has.
pub(super) fn read_within(text: &str, part: usize) -> Vec<Report> {
    if MARKS.is_match(text) && TELLING.is_match(text) { read(text, part) } else { Vec::new() }
}

/// What every such field's name holds.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let builder = &mut AhoCorasick::builder();
    let builder = builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
    builder.build(["-recipient:", "diagnostic-code:"]).expect("constant words")
});

/// `Final-Recipient: rfc822; anna@example.org`, at a line's start or behind quote marks.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^[>\s]*(?:final-recipient|original-recipient|diagnostic-code):").expect("a constant pattern")
});

#[derive(Default)]
struct Groups {
    reporter: Option<String>,
    reports: Vec<Report>,
    open: Option<Report>,
    /// Names seen in the open group: a second `Final-Recipient` opens another one.
    seen_recipient: bool,
}

impl Groups {
    fn take(&mut self, field: &Field<'_>, part: usize, blank_before: bool) {
        let name = field.name.to_ascii_lowercase();
        let opens_recipient = matches!(name.as_str(), "final-recipient" | "original-recipient" | "x-actual-recipient");
        if blank_before || (opens_recipient && name == "final-recipient" && self.seen_recipient) {
            self.close_group();
        }
        let report = self.open.get_or_insert_default();
        match name.as_str() {
            "reporting-mta" => self.reporter = Some(mta_name(field.value)),
            "remote-mta" => report.refused_by = Some(mta_name(field.value)),
            "final-recipient" => {
                self.seen_recipient = true;
                let original = report.recipient.take();
                report.recipient = address_in(field.value).or(original);
            }
            "original-recipient" | "x-actual-recipient" if report.recipient.is_none() => {
                report.recipient = address_in(field.value);
            }
            "action" => report.action = field.value.parse().ok().or(report.action),
            "status" => {
                let code = field.value.split(|c: char| !(c.is_ascii_digit() || c == '.')).find(|word| word.len() >= 5);
                report.status = code.and_then(|code| code.parse().ok()).or(report.status);
                if field.value.contains('(') {
                    report.words.push(Words { part, range: field.place.clone(), voice: Voice::Field });
                }
            }
            "diagnostic-code" | "x-supplementary-info" => {
                report.words.insert(0, Words { part, range: field.place.clone(), voice: Voice::Field });
            }
            _ => {}
        }
    }

    fn close_group(&mut self) {
        self.seen_recipient = false;
        if let Some(report) = self.open.take()
            && (report.recipient.is_some() || report.action.is_some() || !report.words.is_empty())
        {
            self.reports.push(report);
        }
    }

    fn close(mut self) -> Vec<Report> {
        self.close_group();
        for report in &mut self.reports {
            report.reported_by.clone_from(&self.reporter);
        }
        self.reports
    }
}

/// `dns; mx.example.org (192.0.2.1)` → `mx.example.org`.
fn mta_name(value: &str) -> String {
    let name = value.split_once(';').map_or(value, |(_, name)| name).trim();
    name.split([' ', '(', '[']).next().unwrap_or(name).trim_end_matches('.').to_owned()
}

/// `rfc822; <anna@example.org>` → `anna@example.org`; X.400 names, local names and source routes
/// (`@mx.example.net:anna@store`, RFC 5321, appendix C) give none.
fn address_in(value: &str) -> Option<String> {
    let written = value.split_once(';').map_or(value, |(_, address)| address).trim();
    if written.starts_with('@') {
        return None;
    }
    let last = find_addresses(written).last().map(|(_, address)| address.to_owned());
    let whole = written.trim_matches(['<', '>']);
    last.or_else(|| (whole.contains('@') && !whole.contains(' ')).then(|| whole.to_owned()))
}

/// The fields of a text with continuation lines joined; `None` for a blank line. Lines that are no fields are passed over.
fn unfolded(text: &str, from: usize) -> impl Iterator<Item = Option<Field<'_>>> {
    let mut at = from;
    std::iter::from_fn(move || {
        while at < text.len() {
            let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            let line = text[at..line_end].trim_start_matches(['>', ' ', '\t']);
            let line_start = line_end - line.len();
            at = (line_end + 1).min(text.len() + 1);
            if line.trim().is_empty() {
                return Some(None);
            }
            let Some((name, rest)) = line.split_once(':').filter(|(name, _)| is_field_name(name)) else { continue };
            let mut value_end = line_end;
            while at < text.len() && continues(&text[at..]) {
                value_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
                at = (value_end + 1).min(text.len() + 1);
            }
            let value_start = line_start + name.len() + 1;
            let value = text[value_start..value_end].trim();
            let start = value_start + (rest.len() - rest.trim_start().len()).min(value_end - value_start);
            return Some(Some(Field { name, value, place: start..start + value.len() }));
        }
        None
    })
}

fn is_field_name(name: &str) -> bool {
    (3..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A line that starts with white space and says something goes on with the field before it.
fn continues(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    line.starts_with([' ', '\t']) && !line.trim().is_empty() && !is_another_field(line)
}

/// Indented fields, as in a DSN quoted by a person, are fields all the same.
fn is_another_field(line: &str) -> bool {
    const NAMES: [&str; 8] = [
        "final-recipient",
        "original-recipient",
        "action",
        "status",
        "diagnostic-code",
        "remote-mta",
        "reporting-mta",
        "last-attempt-date",
    ];
    line.split_once(':').is_some_and(|(name, _)| NAMES.iter().any(|known| name.trim().eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::*;

    #[test]
    fn each_group_is_a_recipient() {
        let text = "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\n\
                    Status: 5.1.1\nRemote-MTA: dns; mx.example.org [192.0.2.1]\nDiagnostic-Code: smtp; 550 5.1.1 User\n  unknown\n\n\
                    Final-Recipient: rfc822;<boris@example.org>\nAction: delayed\nStatus: 4.2.2 (full)\n";
        let reports = read(text, 3);
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].recipient.as_deref(), Some("anna@example.org"));
        assert_eq!(reports[0].refused_by.as_deref(), Some("mx.example.org"));
        assert_eq!(reports[0].reported_by.as_deref(), Some("mx.example.net"));
        assert_eq!(&text[reports[0].words[0].range.clone()], "smtp; 550 5.1.1 User\n  unknown");
        assert_eq!(reports[1].action, Some(Action::Delayed));
        assert_eq!(reports[1].status.map(|status| status.to_string()).as_deref(), Some("4.2.2"));
    }

    #[test]
    fn quoted_fields_are_read_and_other_text_is_not() {
        let reports = read_within("> Final-Recipient: rfc822; a@example.org\n> Status: 5.2.2\n", 0);
        assert_eq!(reports.len(), 1);
        assert!(read_within("Status: 5.2.2\nAction: go home", 0).is_empty());
    }
}
