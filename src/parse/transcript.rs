//! The transcript that Sendmail 5 returned instead of a report: each recipient's verdict closes what led to it.
//!
//! ```text
//!    ----- Transcript of session follows -----
//! While talking to mx.example.org:
//! >>> RCPT To:<anna@example.org>
//! <<< 550 <anna@example.org>... User unknown
//! 550 <anna@example.org>... User unknown
//! ```

use std::sync::LazyLock;

use regex::Regex;

use super::address::find_addresses;
use super::{Report, Voice, Words};

/// `550 <anna@example.org>... User unknown`: the verdict about one recipient.
static VERDICT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[45]\d\d (?:[45]\.\d+\.\d+ )?<[^<>\n]+>\.\.\. .*$").expect("a constant pattern")
});

/// The first line of such a notice.
const OPENING: &str = "----- Transcript of session follows -----";

/// One report for each verdict; empty for a text that does not open with a transcript.
pub(super) fn read(text: &str, part: usize) -> Vec<Report> {
    if !text.trim_start().starts_with(OPENING) {
        return Vec::new();
    }
    let mut from = text.find(OPENING).map_or(0, |at| at + OPENING.len());
    let mut reports = Vec::new();
    for verdict in VERDICT.find_iter(text) {
        let recipient = find_addresses(verdict.as_str()).next().map(|(_, address)| address.to_owned());
        let words = Words { part, range: from..verdict.end(), voice: Voice::Prose };
        from = verdict.end();
        reports.push(Report { recipient, words: vec![words], ..Report::default() });
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_the_lines_that_led_to_it() {
        let text = "\n   ----- Transcript of session follows -----\nWhile talking to mx.example.org:\n>>> MAIL From:<x@example.net>\n\
                    <<< 501 no\n554 <anna@example.org>... Remote protocol error\n550 example.com (smtp)... 550 Host unknown\n\
                    554 <boris@example.com>... 550 Host unknown\n421 example.com (smtp)... Deferred\n";
        let reports = read(text, 0);
        let said = |place: usize| &text[reports[place].words[0].range.clone()];
        assert_eq!(reports[0].recipient.as_deref(), Some("anna@example.org"));
        assert!(said(0).contains("501 no") && said(0).ends_with("Remote protocol error"));
        assert_eq!(reports[1].recipient.as_deref(), Some("boris@example.com"));
        assert!(said(1).contains("550 Host unknown") && !said(1).contains("501") && !said(1).contains("Deferred"));
        assert!(read("550 <anna@example.org>... User unknown", 0).is_empty());
    }
}
