//! The command that was refused, as the words around a reply tell it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;
use serde::Serialize;

/// How far a session came before it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Before anything was said, or at the greeting.
    Connect,
    /// HELO, EHLO, STARTTLS or AUTH.
    Helo,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA, before the message was sent.
    Data,
    /// After the whole message was sent.
    AfterData,
    /// A POP3 session.
    Pop,
    /// An IMAP session.
    Imap,
}

impl Stage {
    /// The word that the JSON and the interface's message ids use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Helo => "helo",
            Self::Mail => "mail",
            Self::Rcpt => "rcpt",
            Self::Data => "data",
            Self::AfterData => "after-data",
            Self::Pop => "pop",
            Self::Imap => "imap",
        }
    }

    /// The stage that a folded text tells, if it does: the first one told.
    pub fn told_in(folded: &str) -> Option<Self> {
        let told = TOLD.find(folded).map(|found| (found.start(), STAGES[found.pattern().as_usize()].1));
        let others = [(tagged_no(folded), Self::Imap), (connecting(folded), Self::Connect)];
        let others = others.into_iter().filter_map(|(at, stage)| Some((at?, stage)));
        told.into_iter().chain(others).min_by_key(|(at, _)| *at).map(|(_, stage)| stage)
    }
}

/// How servers name the command that they refused: `(in reply to end of DATA command)` (Postfix), `after RCPT TO:<…>`
/// (Exim), `>>> MAIL From:` (Sendmail), `refused to talk to me` (Postfix), `-ERR` (RFC 1939).
const STAGES: [(&str, Stage); 36] = [
    ("in reply to end of data", Stage::AfterData),
    ("in reply to end of message", Stage::AfterData),
    ("after end of data", Stage::AfterData),
    ("after end of message", Stage::AfterData),
    ("after sending data block", Stage::AfterData),
    ("after sending message", Stage::AfterData),
    ("after i sent the message", Stage::AfterData),
    ("rcpt from ", Stage::Rcpt),
    ("rcpt to:", Stage::Rcpt),
    ("in reply to rcpt to", Stage::Rcpt),
    ("after rcpt to", Stage::Rcpt),
    ("mail from:", Stage::Mail),
    ("in reply to mail from", Stage::Mail),
    ("after mail from", Stage::Mail),
    ("in reply to data", Stage::Data),
    ("after data", Stage::Data),
    ("after pipelined data", Stage::Data),
    ("> data", Stage::Data),
    ("in reply to helo", Stage::Helo),
    ("in reply to ehlo", Stage::Helo),
    ("in reply to starttls", Stage::Helo),
    ("in reply to auth", Stage::Helo),
    ("after helo", Stage::Helo),
    ("after ehlo", Stage::Helo),
    ("after starttls", Stage::Helo),
    ("after auth", Stage::Helo),
    ("refused to talk to me", Stage::Connect),
    ("initial connection", Stage::Connect),
    ("while receiving the initial server greeting", Stage::Connect),
    ("-err ", Stage::Pop),
    (" pop3 server", Stage::Pop),
    (" pop server", Stage::Pop),
    ("maildrop ", Stage::Pop),
    (" imap server", Stage::Imap),
    (" imap4 server", Stage::Imap),
    (" imap command", Stage::Imap),
];

/// The automaton of [`STAGES`].
static TOLD: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .kind(Some(AhoCorasickKind::DFA))
        .build(STAGES.map(|(words, _)| words))
        .expect("constant words")
});

/// Where an IMAP server refuses a tagged command (RFC 9051, 7.1.2): `a1 no [alert]`.
fn tagged_no(folded: &str) -> Option<usize> {
    let places = memmem::find_iter(folded.as_bytes(), " no ").chain(memmem::find_iter(folded.as_bytes(), " bad "));
    places.filter(|&at| is_tag(folded[..at].rsplit(' ').next().unwrap_or_default())).min()
}

fn is_tag(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    (1..=3).contains(&(word.len() - digits.len()))
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a connection failed with words of its own: `connect to mx.example.org[192.0.2.1]:25: connection timed out`.
fn connecting(folded: &str) -> Option<usize> {
    memmem::find_iter(folded.as_bytes(), "connect").find(|&at| {
        let Some(host) =
            folded[at..].strip_prefix("connect to ").or_else(|| folded[at..].strip_prefix("connection to "))
        else {
            return false;
        };
        host.split_once(' ').is_some_and(|(host, _)| host.len() > 1 && host.len() < 140 && host.ends_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_servers_way_to_name_the_command_is_read() {
        for (words, stage) in [
            ("said: 550 no (in reply to end of data command)", Some(Stage::AfterData)),
            ("error from remote mail server after rcpt to:<a@example.org>: 550 no", Some(Stage::Rcpt)),
            (">>> mail from:<a@example.org> <<< 553 no", Some(Stage::Mail)),
            ("host mx[192.0.2.1] refused to talk to me: 554 no", Some(Stage::Connect)),
            ("-err no such message", Some(Stage::Pop)),
            ("550 user unknown", None),
        ] {
            assert_eq!(Stage::told_in(words), stage, "{words}");
        }
    }
}
