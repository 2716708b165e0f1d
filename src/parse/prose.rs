//! Prose: a notice as people read it, a dialog, a forum post → one report for each recipient that it takes in turn.
//!
//! A recipient's block opens with a line that begins with their address (`<anna@example.org>:` of qmail and Postfix,
//! `  anna@example.org` of Exim and Exchange, `"anna@example.org":` of GMX, `RCPT TO:<…>` of a transcript) and lasts until
//! the next one's. Addresses listed without words share those that follow.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::address::{find_addresses, leading_address};
use super::{Report, Voice, Words, original, transcript};

/// `Failed Recipient: a@…`, `Recipient address: a@…`, `>>> RCPT To:<a@…>`, `Sent <<< RCPT TO:<a@…>`, `Получатель: a@…`.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[\s>*•-]*(?:(?:sent |received )?(?:>>>|<<<)\s*)?",
        r"(?:[\p{L} ]{0,30}\b(?:recipients?|rcpt|deliver\w* to|deliver message to|получател\w*|адрес\w*|empf\w+|destinat\w+)",
        r"(?: address)?(?: to)?(?: was)?):?\s*[<']?",
    ))
    .expect("a constant pattern")
});

/// `550 5.1.1 <anna@example.org>... User unknown`: a reply that opens with the address.
static REPLY_WITH_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\s>]*(?:<<< )?[245]\d\d[ -](?:[245]\.\d+\.\d+ )?<").expect("a constant pattern"));

/// The words before an address that make it the recipient: `to=<a@…>`, `RCPT TO:<a@…>`, `mailbox a@… is full`.
static BEFORE_RECIPIENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:rcpt to:?|\bto=|\bto:|recipients?|mailbox|account(?: \(user\))?|user|\baddress:?|message to|mail to|deliver\w* to|\bto|ящик\w*|адрес\w*|получател\w*)[\s:(]*['<]{0,2}$",
    )
    .expect("a constant pattern")
});

/// The words before an address that make it the sender, or somebody to turn to.
static BEFORE_SENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:sender|from|contact|report|help|support|abuse|отправител\w*|\bот)[^@\n]{0,20}$")
        .expect("a constant pattern")
});

/// Bytes before an address in which the words above are looked for.
const BEFORE: usize = 40;

/// A line that opens a recipient's block.
struct Opening<'a> {
    at: usize,
    /// Where the words after the address begin.
    after: usize,
    address: &'a str,
}

/// The reports of a text; none of its words are lost.
pub(super) fn read(text: &str, part: usize) -> Vec<Report> {
    let body = &text[..original::starts_at(text)];
    let told = transcript::read(body, part);
    if !told.is_empty() {
        return told;
    }
    let openings = openings(body);
    let mut recipients: Vec<&str> = openings.iter().map(|opening| opening.address).collect();
    recipients.sort_unstable_by_key(|address| address.to_ascii_lowercase());
    recipients.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    match recipients.as_slice() {
        [] => vec![whole(body, part, likely_recipient(body))],
        [only] => vec![whole(body, part, Some((*only).to_owned()))],
        _ => blocks(body, part, &openings),
    }
}

fn whole(body: &str, part: usize, recipient: Option<String>) -> Report {
    let words = Words { part, range: 0..body.len(), voice: Voice::Prose };
    Report { recipient, words: vec![words], ..Report::default() }
}

fn openings(body: &str) -> Vec<Opening<'_>> {
    let mut openings: Vec<Opening<'_>> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if let Some((address, length)) = opening(line, &openings) {
            openings.push(Opening { at, after: at + length, address });
        }
        at += line.len();
    }
    openings
}

/// The address that a line opens with, and the length of the line up to its end.
fn opening<'a>(line: &'a str, known: &[Opening<'_>]) -> Option<(&'a str, usize)> {
    if !line.contains('@') {
        return None;
    }
    let end_of = |address: &'a str| address.as_ptr() as usize - line.as_ptr() as usize + address.len();
    if let Some(label) = LABEL.find(line)
        && let Some(address) = leading_address(&line[label.end()..])
    {
        return Some((address, end_of(address)));
    }
    let start = line.trim_start_matches([' ', '\t', '>', '*', '•', '-', '\u{a0}']);
    if REPLY_WITH_ADDRESS.is_match(line) {
        let (_, address) = find_addresses(line).next()?;
        let is_known = known.iter().any(|opening| opening.address.eq_ignore_ascii_case(address));
        return is_known.then(|| (address, end_of(address)));
    }
    let address = leading_address(start)?;
    let rest = line[end_of(address)..].trim_start_matches(['>', '"', '\'', ')']);
    goes_on_as_a_block(rest).then(|| (address, end_of(address)))
}

/// Whether what follows an address at a line's start is a report about it, and not a sentence that begins with it.
fn goes_on_as_a_block(rest: &str) -> bool {
    let said = rest.trim_start();
    said.is_empty()
        || rest.starts_with([':', '(', '<', ',', ';', '.', '['])
        || said.starts_with([':', '(', '-'])
        || said.starts_with("on ")
        || said.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 3)
}

fn blocks(body: &str, part: usize, openings: &[Opening<'_>]) -> Vec<Report> {
    let around = Words { part, range: 0..openings[0].at, voice: Voice::Around };
    let mut reports: Vec<Report> = Vec::new();
    let mut waiting: Vec<Report> = Vec::new();
    for (place, opening) in openings.iter().enumerate() {
        let end = openings.get(place + 1).map_or(body.len(), |next| next.at);
        waiting.push(Report { recipient: Some(opening.address.to_owned()), ..Report::default() });
        if says_nothing(&body[opening.after..end]) {
            continue;
        }
        for mut report in waiting.drain(..) {
            report.words = vec![words(part, opening.at..end), around.clone()];
            reports.push(report);
        }
    }
    for mut report in waiting {
        report.words = vec![around.clone()];
        reports.push(report);
    }
    reports
}

fn words(part: usize, range: Range<usize>) -> Words {
    Words { part, range, voice: Voice::Prose }
}

fn says_nothing(block: &str) -> bool {
    find_addresses(block).next().is_none_or(|_| block.len() < 120)
        && block.chars().filter(|c| c.is_alphabetic()).count() < 4
}

/// The recipient of a text that takes nobody in turn: the first address that a recipient's word stands before, else the
/// only one that is named.
pub(super) fn likely_recipient(body: &str) -> Option<String> {
    let mut only: Option<&str> = None;
    let mut several = false;
    for (place, address) in find_addresses(body) {
        let from = body.floor_char_boundary(place.start.saturating_sub(BEFORE));
        let before = &body[from..place.start];
        if BEFORE_SENDER.is_match(before) {
            continue;
        }
        if BEFORE_RECIPIENT.is_match(before) {
            return Some(address.to_owned());
        }
        several |= only.is_some_and(|known| !known.eq_ignore_ascii_case(address));
        only = only.or(Some(address));
    }
    only.filter(|_| !several).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        read(text, 0)
            .into_iter()
            .map(|report| {
                let words = report.words.first().map(|words| text[words.range.clone()].to_owned());
                (report.recipient.unwrap_or_default(), words.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn two_recipients_have_a_block_each() {
        let reports = told("Failed:\n\n  anna@example.org\n    550 no such user\n  boris@example.org\n    552 full\n");
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0], ("anna@example.org".into(), "  anna@example.org\n    550 no such user\n".into()));
        assert_eq!(reports[1].1, "  boris@example.org\n    552 full\n");
    }

    #[test]
    fn listed_addresses_share_the_words_that_follow() {
        let reports = told("Not delivered to:\n<a@example.org>\n<b@example.org>\nNo such domain.\n");
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].1, reports[1].1);
    }

    #[test]
    fn one_recipient_has_the_whole_text() {
        let text = "Sorry.\n\n<anna@example.org>:\n550 no\n\nBye.\n";
        assert_eq!(told(text), [("anna@example.org".to_owned(), text.to_owned())]);
    }

    #[test]
    fn a_recipient_is_found_in_a_sentence() {
        for text in [
            "Sorry, the mailbox anna@example.org is full (from boris@example.net)",
            "status=bounced from=<x@example.net>, to=<anna@example.org>, relay=mx",
            "Письмо не доставлено, ящик anna@example.org переполнен",
        ] {
            assert_eq!(likely_recipient(text).as_deref(), Some("anna@example.org"), "{text}");
        }
        assert_eq!(likely_recipient("from boris@example.net, please contact postmaster@example.org"), None);
    }
}
