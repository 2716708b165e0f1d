//! Where a notice ends and the message that it returns begins: what people wrote is never taken for an error.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use regex::Regex;

/// `------ This is a copy of the message, including all the headers. ------` (Exim), `--- Below this line is a copy of
/// the message.` (qmail), `----- Original message -----` (Gmail), `Original message follows.` (IMail),
/// `Below is a copy of the original message:` (OpenSMTPD), `Included is a copy of the message header:` (MX Logic),
/// `-------original mail info` (mFilter), `--- The header of the original message is following. ---` (GMX).
static RETURNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?im)^[ \t>]*(?:",
        r"[-=*_ ]*(?:this|below(?: this line)?|included|enclosed|the following|here) is (?:an? |the )?(?:copy|header|first)\b.*",
        r"|[-=*_ ]*(?:original|unsent|returned|undelivered|rejected) (?:message|mail)(?: (?:follows|below|headers?|info|is|content)\b.*|[-=*_ :.]*)$",
        r"|[-=*_ ]*(?:the )?(?:body|headers?)(?: and top \d+ lines)? of the (?:original |returned )?message\b.*",
        r"|[-=*_ ]*(?:message|original) headers? (?:follow|below|:).*",
        r"|[-=*_ ]*(?:исходное|ниже приведен|заголовки исходного).*(?:сообщени|письм).*",
        r")",
    ))
    .expect("a constant pattern")
});

/// A header that only messages have, at the start of a line: `Received: from …`, `Return-Path: <…>`.
static HEADERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?im)^(?:received: ?(?:from|by|\(qmail)|return-path: ?<|message-id: ?<|mime-version: ?1|dkim-signature: ?v=)",
    )
    .expect("a constant pattern")
});

/// An address or a reply code: without one, what stands before the mark is no notice.
static SAYS_SOMETHING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\S@\S|\b[45]\d\d\b").expect("a constant pattern"));

/// Words of which every mark holds one: lines without them are passed over.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words =
        ["copy", "header", "first", "body", "message", "mail", "received:", "return-path:", "mime-version:", "dkim-"];
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words.into_iter().chain(["исходн", "Исходн", "ИСХОДН", "приведен", "Заголовки", "заголовки"]))
        .expect("constant words")
});

/// The byte at which the returned message begins, or the text's length.
pub(super) fn starts_at(text: &str) -> usize {
    let Some(first_code) = SAYS_SOMETHING.find(text) else { return text.len() };
    let mut from = first_code.end();
    while let Some(word) = WORDS.find(Input::new(text).range(from..)) {
        let start = text[..word.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[word.end()..].find('\n').map_or(text.len(), |length| word.end() + length);
        let line = &text[start..end];
        if start >= first_code.end() && (RETURNED.is_match(line) || HEADERS.is_match(line)) {
            return start;
        }
        from = end;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_returned_is_cut_off() {
        for mark in [
            "------ This is a copy of the message, including all the headers. ------",
            "--- Below this line is a copy of the message.",
            "----- Original message -----",
            "Original message follows.",
            "    Below is a copy of the original message:",
            "Included is a copy of the message header:",
            "-------original mail info",
            "--- The header of the original message is following. ---",
            "-- The header and top 20 lines of the message follows --",
            "Received: from mx.example.org by mx.example.net",
        ] {
            let text = format!("<a@example.org>: 550 no\n\n{mark}\nquota exceeded\n");
            assert_eq!(&text[..starts_at(&text)], "<a@example.org>: 550 no\n\n", "{mark}");
        }
    }

    #[test]
    fn a_forwarded_notice_is_kept() {
        let text = "What is this?\n-----Original Message-----\nFrom: Mailer\n550 5.1.1 User unknown\n";
        assert_eq!(starts_at(text), text.len());
    }
}
