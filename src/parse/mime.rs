//! Raw messages (RFC 5322, MIME) → the parts that report something, each read by its reader.
//!
//! 1. mail-parser takes the message apart. Its parts are walked in order; nested messages are what is returned, and are
//!    entered only where the outer one reports nothing (a notice forwarded as an attachment).
//! 2. Machine-readable parts give the reports. The prose beside them gives further words about the same recipients; where
//!    there is no machine-readable part, the prose is all there is.
//! 3. A message with none of a notice's signs is told apart: its text may be about anything.

use std::sync::LazyLock;

use mail_parser::{Address, Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Part, Reading, Report, Shape, Voice, Words, dsn, feedback, find_addresses, log, merged, prose, uuencode};
use crate::text;

/// Messages inside messages that are entered.
const DEEPEST: usize = 5;
/// Bytes of one part's text that are read: no server writes longer notices.
const LONGEST_PROSE: usize = 256 * 1024;

/// Takes apart what is looked at here, and keeps the other headers as they stand: `Received` alone is half of a parse.
static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    let parser = MessageParser::new().with_mime_headers();
    parser.header_address(HeaderName::From).header_address(HeaderName::To).default_header_raw()
});

/// Reads a raw message; `None` for bytes that are none.
pub(super) fn read(bytes: &[u8]) -> Option<Reading> {
    if !opens_with_header(bytes) {
        return None;
    }
    let message = PARSER.parse(bytes)?;
    let mut found = Found::default();
    found.walk(&message, 0);
    found.into_reading(&message)
}

/// Whether bytes open as a message does: header lines up to a blank one, among them some that only messages have.
fn opens_with_header(bytes: &[u8]) -> bool {
    const TELLING: [&[u8]; 9] = [
        b"received",
        b"return-path",
        b"message-id",
        b"mime-version",
        b"content-type",
        b"from",
        b"date",
        b"to",
        b"auto-submitted",
    ];
    let mut telling = 0;
    let mut lines = bytes.split(|&byte| byte == b'\n').peekable();
    if lines.peek().is_some_and(|line| line.starts_with(b"From ")) {
        lines.next();
    }
    for (number, line) in lines.enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return telling >= 2;
        }
        if number > 0 && (line[0] == b' ' || line[0] == b'\t') {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        telling += usize::from(TELLING.iter().any(|known| name.eq_ignore_ascii_case(known)));
    }
    false
}

/// What the walk has found.
#[derive(Default)]
struct Found {
    parts: Vec<Part>,
    machine: Vec<Report>,
    prose: Vec<usize>,
    html: Vec<usize>,
    complaint: bool,
    returned_to: Option<String>,
    truncated: bool,
}

impl Found {
    fn walk(&mut self, message: &Message<'_>, depth: usize) {
        let mut nested: Vec<&Message<'_>> = Vec::new();
        for (number, part) in message.parts.iter().enumerate() {
            match &part.body {
                PartType::Multipart(_) => {}
                PartType::Message(inner) => nested.push(inner),
                _ => self.take(message, part, number),
            }
        }
        let reports_something = !self.machine.is_empty() || self.complaint;
        for inner in nested {
            if depth >= DEEPEST {
                self.truncated = true;
            } else if !reports_something && is_notice(inner) {
                self.walk(inner, depth + 1);
            } else {
                self.returned_to = self.returned_to.take().or_else(|| first_address(inner.to()));
            }
        }
    }

    fn take(&mut self, message: &Message<'_>, part: &MessagePart<'_>, number: usize) {
        let kind = content_type(part);
        match kind.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                let place = self.keep(number, &kind, raw_text(message, part));
                self.machine.extend(dsn::read(&self.parts[place].text, place));
            }
            "message/feedback-report" => {
                self.complaint = true;
                let place = self.keep(number, &kind, raw_text(message, part));
                self.machine.extend(feedback::read_complaint(&self.parts[place].text, place));
            }
            "message/disposition-notification" | "message/global-disposition-notification" => {
                let place = self.keep(number, &kind, raw_text(message, part));
                self.machine.extend(feedback::read_receipt(&self.parts[place].text, place));
            }
            kind if kind.starts_with("text/rfc822") || kind.starts_with("message/") => {}
            kind => self.take_prose(message, part, number, kind),
        }
    }

    fn take_prose(&mut self, message: &Message<'_>, part: &MessagePart<'_>, number: usize, kind: &str) {
        match &part.body {
            PartType::Text(_) => {
                let text = uuencode::unpacked(&text_of(message, part)).into_owned();
                let place = self.keep(number, kind, text);
                self.prose.push(place);
            }
            PartType::Html(html) => {
                let place = self.keep(number, kind, mail_parser::decoders::html::html_to_text(html));
                self.html.push(place);
            }
            _ => {}
        }
    }

    fn keep(&mut self, number: usize, kind: &str, mut text: String) -> usize {
        if text.len() > LONGEST_PROSE {
            text.truncate(text.floor_char_boundary(LONGEST_PROSE));
            self.truncated = true;
        }
        self.parts.push(Part { name: Some(format!("{number} {kind}")), text });
        self.parts.len() - 1
    }

    fn into_reading(self, message: &Message<'_>) -> Option<Reading> {
        let Self { mut parts, mut machine, prose, html, complaint, returned_to, truncated } = self;
        let mut readable = if prose.iter().any(|&place| !parts[place].text.trim().is_empty()) { prose } else { html };
        let shape = match (complaint, is_notice(message) || !machine.is_empty()) {
            (true, _) => Shape::Complaint,
            (_, true) if machine.is_empty() && is_auto_reply(message) => Shape::AutoReply,
            (_, true) => Shape::Notice,
            _ => Shape::OtherMessage,
        };
        let returned_to = match shape {
            Shape::AutoReply => first_address(message.from()),
            _ => returned_to,
        };
        if complaint && let [Report { recipient: recipient @ None, .. }] = machine.as_mut_slice() {
            *recipient = returned_to.clone();
        }
        if parts.is_empty() {
            let body = message.raw_message.get(message.root_part().offset_body as usize..).unwrap_or_default();
            parts.push(Part { name: Some("0 undivided".to_owned()), text: text::decode(body).text.into_owned() });
            readable.push(0);
        }
        let reports = if machine.is_empty() {
            reports_of_prose(message, &parts, &readable, returned_to)
        } else {
            with_prose(machine, &parts, &readable)
        };
        let mut reading = Reading { shape, parts, reports, guessed_charset: None, truncated };
        reading.close();
        Some(reading)
    }
}

/// The first readable part's reports; further parts' text is around them.
fn reports_of_prose(
    message: &Message<'_>,
    parts: &[Part],
    readable: &[usize],
    returned_to: Option<String>,
) -> Vec<Report> {
    let failed = failed_recipients(message);
    let mut reports: Vec<Report> = Vec::new();
    for &place in readable {
        let text = &parts[place].text;
        let fields = dsn::read_within(text, place);
        let told = prose::read(text, place);
        let told = if fields.is_empty() { told } else { merged(fields, told) };
        match reports.is_empty() {
            true => reports = told,
            false => add_around(&mut reports, &told),
        }
    }
    if let [Report { recipient, words, .. }] = reports.as_slice()
        && failed.len() > 1
    {
        let words = words.clone();
        let others = failed.iter().filter(|address| Some(*address) != recipient.as_ref());
        let others: Vec<Report> = others
            .map(|address| Report { recipient: Some(address.clone()), words: words.clone(), ..Report::default() })
            .collect();
        reports.extend(others);
    }
    if let [Report { recipient, .. }] = reports.as_mut_slice() {
        let named = |address: &&String| parts.iter().any(|part| part.text.contains(address.as_str()));
        match failed.as_slice() {
            [only] if recipient.is_none() || named(&only) => *recipient = Some(only.clone()),
            _ if recipient.is_none() => *recipient = returned_to,
            _ => {}
        }
    }
    reports
}

fn with_prose(machine: Vec<Report>, parts: &[Part], readable: &[usize]) -> Vec<Report> {
    readable.iter().fold(machine, |reports, &place| {
        let text = &parts[place].text;
        match log::read(text, place).is_empty() {
            true => merged(reports, prose::read(text, place)),
            false => reports,
        }
    })
}

fn add_around(reports: &mut [Report], told: &[Report]) {
    let around: Vec<Words> = told
        .iter()
        .flat_map(|report| report.words.iter().map(|words| Words { voice: Voice::Around, ..words.clone() }))
        .collect();
    for report in reports {
        report.words.extend(around.iter().cloned());
    }
}

/// `X-Failed-Recipients` (Exim, Gmail): addresses, comma-separated.
fn failed_recipients(message: &Message<'_>) -> Vec<String> {
    let header = message.header_raw("X-Failed-Recipients").unwrap_or_default();
    find_addresses(header).map(|(_, address)| address.to_owned()).collect()
}

/// Whether a message is one of a mail system's own: it goes back to nobody (RFC 5321, 4.5.5), says that a program wrote
/// it (RFC 3834, 5), or comes from a name that mail systems use.
fn is_notice(message: &Message<'_>) -> bool {
    let is_report = content_type(message.root_part()) == "multipart/report";
    let to_nobody = message.header_raw("Return-Path").is_some_and(|path| path.trim() == "<>");
    let automatic = message.header_raw("Auto-Submitted").is_some_and(|value| !value.trim().eq_ignore_ascii_case("no"));
    is_report
        || to_nobody
        || automatic
        || message.header_raw("X-Failed-Recipients").is_some()
        || message.header_raw("From").is_some_and(is_daemon)
}

/// Whether a person's mailbox answered by itself (RFC 3834, 5): mail systems that report an error name it elsewhere.
fn is_auto_reply(message: &Message<'_>) -> bool {
    let replied =
        message.header_raw("Auto-Submitted").is_some_and(|value| value.trim_start().starts_with("auto-replied"));
    replied && message.header_raw("X-Failed-Recipients").is_none() && !message.header_raw("From").is_some_and(is_daemon)
}

fn is_daemon(from: &str) -> bool {
    const NAMES: [&str; 6] =
        ["mailer-daemon", "postmaster", "mail delivery", "maildaemon", "post_master", "mail-daemon"];
    let from = from.to_ascii_lowercase();
    NAMES.iter().any(|name| from.contains(name))
}

fn first_address(addresses: Option<&Address<'_>>) -> Option<String> {
    addresses?.first()?.address.as_ref().map(|address| address.to_string())
}

fn content_type(part: &MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |kind| {
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
    })
}

/// The text of a part whose fields are ASCII or UTF-8 whatever is declared.
fn raw_text(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => text::decode(bytes).text.into_owned(),
        _ => text_of(message, part),
    }
}

/// The text of a part, read again from its bytes where the declared charset does not fit them.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let PartType::Text(decoded) = &part.body else { return String::new() };
    let unencoded = part.encoding == Encoding::None;
    if unencoded && (decoded.contains('\u{fffd}') || !declares_charset(part)) {
        let bytes = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
        return text::decode(bytes).text.into_owned();
    }
    decoded.to_string()
}

fn declares_charset(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.attribute("charset").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNCE: &str = "From: MAILER-DAEMON@mx.example.net\nTo: boris@example.net\nSubject: failed\nMIME-Version: 1.0\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
        <anna@example.org>: host mx.example.org said: 550 5.1.1 User unknown\n\n--b\nContent-Type: message/delivery-status\n\n\
        Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.1.1\n\
        Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b\nContent-Type: message/rfc822\n\nFrom: boris@example.net\n\
        To: anna@example.org\nSubject: quota exceeded\n\nMailbox full\n--b--\n";

    #[test]
    fn a_report_is_read_and_what_it_returns_is_not() {
        for bounce in [BOUNCE.to_owned(), BOUNCE.replace('\n', "\r\n")] {
            let reading = read(bounce.as_bytes()).expect("it is a message");
            assert_eq!(reading.shape, Shape::Notice);
            assert_eq!(reading.reports.len(), 1);
            assert_eq!(reading.reports[0].recipient.as_deref(), Some("anna@example.org"));
            assert!(reading.reports[0].words.len() >= 2);
            assert!(reading.parts.iter().all(|part| !part.text.contains("Mailbox full")));
        }
    }

    #[test]
    fn a_notice_forwarded_as_an_attachment_is_entered() {
        let forwarded = format!(
            "From: boris@example.net\nTo: help@example.net\nContent-Type: multipart/mixed; boundary=f\n\n--f\n\
             Content-Type: text/plain\n\nHelp!\n--f\nContent-Type: message/rfc822\n\n{BOUNCE}\n--f--\n"
        );
        let reading = read(forwarded.as_bytes()).expect("it is a message");
        assert_eq!(reading.reports[0].recipient.as_deref(), Some("anna@example.org"));
    }

    #[test]
    fn text_that_only_begins_like_a_header_is_no_message() {
        assert!(read(b"Error: 550 no\n\nText").is_none());
        assert!(read(b"550 5.1.1 User unknown").is_none());
        assert!(read(b"Reason: x\nRecipient: y").is_none());
    }
}
