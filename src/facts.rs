//! Evidence → facts: every reply code, enhanced status, client code, address, host, IP and link, each with its place.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::code::{EnhancedCode, ReplyCode};
use crate::parse::find_addresses;

/// Codes of one kind that are read in one text: what repeats one oftener says nothing new.
const MOST_CODES: usize = 500;
/// Values of one kind that are kept of one paste.
const MOST_VALUES: usize = 40;

/// What stands in the text, by kind, each value once and in the order of its first appearance.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Reply codes, such as `550`.
    pub replies: Vec<String>,
    /// Enhanced status codes, such as `5.1.1`.
    pub statuses: Vec<String>,
    /// Client codes, such as `0x800ccc0e`.
    pub codes: Vec<String>,
    /// E-mail addresses.
    pub addresses: Vec<String>,
    /// Host names.
    pub hosts: Vec<String>,
    /// IPv4 and IPv6 addresses.
    pub ips: Vec<String>,
    /// Links.
    pub urls: Vec<String>,
    /// Queue ids and message ids.
    pub ids: Vec<String>,
    /// Dates and times as they stand.
    pub times: Vec<String>,
}

/// A code with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The code.
    pub code: T,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// `https://example.org/x`.
static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)\bhttps?://[^\s<>"'|\\^`\[\]{}]{3,500}"#).expect("a constant pattern"));

/// `192.0.2.1`, `2001:db8::1`.
static IP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})")
        .expect("a constant pattern")
});

/// `id=1tFabc-000abc-1D`, `<x@mx.example.org>` is an address; `queued as 4ABCDEF`, Exim's and Postfix's queue ids.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}|(?:queued as|queue id|id[=:]|ID:) ?[0-9A-Za-z.-]{6,60})\b")
        .expect("a constant pattern")
});

/// `Tue, 24 Nov 2026 10:00:00 +0300`, `2026-11-24 10:00:00`, `Nov 24 10:00:00`.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})?(?: [+-]\d{4})?",
        r"|\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}|[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2})\b",
    ))
    .expect("a constant pattern")
});

/// The reply codes and the enhanced status codes of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codes {
    /// Those that stand as such: before words, an enhanced code or a line's end, and part of no longer number, address or
    /// version.
    pub replies: Vec<Placed<ReplyCode>>,
    /// Those that are no IP addresses or versions.
    pub statuses: Vec<Placed<EnhancedCode>>,
}

/// The reply codes and the enhanced status codes of a text, each kind in its order.
pub fn codes(text: &str) -> Codes {
    let bytes = text.as_bytes();
    let mut codes = Codes::default();
    let mut from = 0;
    for at in memchr::memchr3_iter(b'2', b'4', b'5', bytes) {
        let length = code_length(&bytes[at..]);
        if at < from || length == 0 {
            continue;
        }
        if codes.replies.len() + codes.statuses.len() >= MOST_CODES {
            break;
        }
        from = at + length;
        let before = at.checked_sub(1).map_or(0, |at| bytes[at]);
        let mut after = bytes.get(from).copied().unwrap_or(0);
        if after == b'.' && bytes.get(from + 1).is_some_and(u8::is_ascii_digit) {
            after = b'0';
        }
        let range = at..from;
        match length {
            3 if reply_stands(before, after) => {
                codes.replies.extend(text[range.clone()].parse().ok().map(|code| Placed { code, range }));
            }
            4.. if status_stands(before, after) => {
                codes.statuses.extend(text[range.clone()].parse().ok().map(|code| Placed { code, range }));
            }
            _ => {}
        }
    }
    codes
}

/// Bytes of the `550` or `5.1.1` that a text begins with, else 0; the first digit is known.
fn code_length(bytes: &[u8]) -> usize {
    let digits = |from: usize, most: usize| {
        bytes[from.min(bytes.len())..].iter().take(most).take_while(|b| b.is_ascii_digit()).count()
    };
    if digits(1, 2) == 2 {
        return 3;
    }
    let subject = if bytes.get(1) == Some(&b'.') { digits(2, 3) } else { 0 };
    let detail = if subject > 0 && bytes.get(2 + subject) == Some(&b'.') { digits(3 + subject, 3) } else { 0 };
    if detail > 0 { 3 + subject + detail } else { 0 }
}

/// The bytes around a reply code (0 at the text's ends) leave it one.
fn reply_stands(before: u8, after: u8) -> bool {
    let opens = !before.is_ascii_alphanumeric() && !b".@/_$%".contains(&before);
    opens && (after == 0 || b" -\t\r\n#:;,)\"'.!<]".contains(&after))
}

/// The bytes around an enhanced status code leave it one.
fn status_stands(before: u8, after: u8) -> bool {
    let opens = !before.is_ascii_alphanumeric() && !b"._/".contains(&before);
    opens && !after.is_ascii_alphanumeric() && after != b'_'
}

/// The client codes of a folded text: `0x800ccc0e`.
pub fn client_codes(folded: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = "0x800ccc0e".len();
    memchr::memmem::find_iter(folded.as_bytes(), "0x8").filter_map(|at| {
        let code = folded.get(at..at + LENGTH)?;
        let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let alone = !is_part(at.checked_sub(1).map(|at| &folded.as_bytes()[at]))
            && !is_part(folded.as_bytes().get(at + LENGTH));
        (alone && code[2..].bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(code)
    })
}

/// The links of a text.
pub fn urls(text: &str) -> impl Iterator<Item = &str> {
    let any = memchr::memmem::find(text.as_bytes(), b"://").is_some();
    any.then(|| URL.find_iter(text))
        .into_iter()
        .flatten()
        .map(|found| found.as_str().trim_end_matches(['.', ',', ')', ';', ':', '?', '!']))
}

/// The host names of a text that are not domains of addresses: `mx.example.org`, with a last label of letters.
pub fn hosts(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let mut read_to = 0;
    memchr::memchr_iter(b'.', bytes).filter_map(move |dot| {
        if dot < read_to {
            return None;
        }
        let start = dot - bytes[read_to..dot].iter().rev().take_while(|&&byte| is_host(byte)).count();
        let end = dot + bytes[dot..].iter().take_while(|&&byte| is_host(byte)).count();
        read_to = end;
        let is_domain = start > 0 && bytes[start - 1] == b'@' || bytes.get(end) == Some(&b'@');
        if is_domain { None } else { host_in(&text[start..end]) }
    })
}

/// The host name in a run of a host name's characters: without marks at its ends, and up to the last label of letters.
fn host_in(run: &str) -> Option<&str> {
    let mut host = run.trim_matches(['.', '-', '_']);
    loop {
        let (below, last) = host.rsplit_once('.')?;
        let is_top = (2..=24).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_encoded = last.len() > 4 && last.len() <= 63 && last.as_bytes()[..4].eq_ignore_ascii_case(b"xn--");
        if is_top || is_encoded {
            break;
        }
        host = below;
    }
    let labels = || host.split('.');
    (labels().all(|label| (1..=63).contains(&label.len())) && labels().count() <= 9).then_some(host)
}

/// The IP addresses of a text.
pub fn ips(text: &str) -> impl Iterator<Item = &str> {
    IP.find_iter(text)
        .map(|found| found.as_str())
        .filter(|ip| ip.parse::<Ipv4Addr>().is_ok() || (ip.len() > 6 && ip.parse::<Ipv6Addr>().is_ok()))
}

impl Facts {
    /// Adds what stands in a text; `folded` is the same text, folded.
    pub fn add(&mut self, text: &str, folded: &str) {
        let codes = codes(text);
        keep(&mut self.replies, codes.replies.iter().map(|placed| placed.code.to_string()));
        keep(&mut self.statuses, codes.statuses.iter().map(|placed| placed.code.to_string()));
        keep(&mut self.codes, client_codes(folded).map(str::to_owned));
        keep(&mut self.addresses, find_addresses(text).map(|(_, address)| address.to_owned()));
        keep(&mut self.urls, urls(text).map(str::to_owned));
        keep(&mut self.hosts, hosts(text).map(str::to_ascii_lowercase));
        keep(&mut self.ips, ips(text).map(str::to_owned));
        keep(&mut self.ids, ID.find_iter(text).map(|found| found.as_str().to_owned()));
        keep(&mut self.times, TIME.find_iter(text).map(|found| found.as_str().to_owned()));
    }
}

fn keep(kept: &mut Vec<String>, found: impl Iterator<Item = String>) {
    for value in found {
        if kept.len() >= MOST_VALUES {
            return;
        }
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Facts {
        let mut facts = Facts::default();
        facts.add(text, &text.to_lowercase());
        facts
    }

    #[test]
    fn codes_are_told_from_other_numbers() {
        let facts = facts("550-5.1.1 no; 421 later (#4.3.2) ip 192.0.2.250, v4.94.2b, 2550 items, port:5870, 10.5.1.1");
        assert_eq!(facts.replies, ["550", "421"]);
        assert_eq!(facts.statuses, ["5.1.1", "4.3.2"]);
    }

    #[test]
    fn hosts_addresses_and_links_are_told_apart() {
        let facts = facts(
            "<anna@example.org>: host mx.example.org[2001:db8::1] said: see https://help.example.com/a?b=c. 0x800CCC0E",
        );
        assert_eq!(facts.addresses, ["anna@example.org"]);
        assert_eq!(facts.hosts, ["mx.example.org", "help.example.com"]);
        assert_eq!(facts.ips, ["2001:db8::1"]);
        assert_eq!(facts.urls, ["https://help.example.com/a?b=c"]);
        assert_eq!(facts.codes, ["0x800ccc0e"]);
    }
}
