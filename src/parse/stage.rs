//! The command that was refused, as the words around a reply tell it.

use std::sync::LazyLock;

use regex::Regex;
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

    /// The stage that a folded text tells, if it does.
    pub fn told_in(folded: &str) -> Option<Self> {
        let found = TOLD.captures(folded)?;
        let group = |name: &str| found.name(name).is_some();
        [
            ("after", Self::AfterData),
            ("rcpt", Self::Rcpt),
            ("mail", Self::Mail),
            ("data", Self::Data),
            ("helo", Self::Helo),
            ("connect", Self::Connect),
            ("pop", Self::Pop),
            ("imap", Self::Imap),
        ]
        .into_iter()
        .find(|(name, _)| group(name))
        .map(|(_, stage)| stage)
    }
}

/// `(in reply to end of DATA command)` (Postfix), `after RCPT TO:<…>` (Exim), `>>> MAIL From:` (Sendmail),
/// `refused to talk to me` (Postfix), `-ERR` (RFC 1939), `A1 NO [ALERT]` (RFC 3501).
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<after>(?:in reply to|after) end of (?:data|message)|after sending (?:data block|message)|after i sent the message|after \.)",
        r"|(?P<rcpt>(?:in reply to|after|[<>-]) ?rcpt to|rcpt from |\brcpt to:)",
        r"|(?P<mail>(?:in reply to|after|[<>-]) ?mail from|\bmail from:)",
        r"|(?P<data>(?:in reply to|after) (?:pipelined )?data\b|[<>-] ?data\b)",
        r"|(?P<helo>(?:in reply to|after) (?:helo|ehlo|starttls|auth)\b)",
        r"|(?P<connect>refused to talk to me|initial connection|while receiving the initial server greeting|connect(?:ion)? to [^ ]{1,80}(?:\[[^ ]{1,45}\])?(?::\d+)?: )",
        r"|(?P<pop>-err\b|\bpop3? (?:server|mailbox)|\bmaildrop\b)",
        r"|(?P<imap>\b[a-z]{1,3}\d{1,4} (?:no|bad) |\bimap4? (?:server|command))",
    ))
    .expect("a constant pattern")
});

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
