//! Evidence → facts: every reply code, enhanced status, client code, address, host, IP and link, each with its place.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::code::{EnhancedCode, ReplyCode};
use crate::parse::find_addresses;

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

/// A reply code or an enhanced status code, before what stands around it is looked at.
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[245](?:[0-9]{2}|\.[0-9]{1,3}\.[0-9]{1,3})").expect("a constant pattern"));

/// `https://example.org/x`.
static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)\bhttps?://[^\s<>"'|\\^`\[\]{}]{3,500}"#).expect("a constant pattern"));

/// `mx.example.org`: at least one dot, and a last label of letters.
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})\b")
        .expect("a constant pattern")
});

/// `192.0.2.1`, `2001:db8::1`.
static IP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})")
        .expect("a constant pattern")
});

/// `0x800ccc0e`, in a folded text.
static CLIENT_CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b0x8[0-9a-f]{7}\b").expect("a constant pattern"));

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

/// The reply codes of a text that stand as such: before words, an enhanced code or a line's end, and part of no longer
/// number, address or version.
pub fn reply_codes(text: &str) -> Vec<Placed<ReplyCode>> {
    placed(text, |found, before, after| {
        let stands = !before.is_ascii_alphanumeric()
            && !matches!(before, b'.' | b'@' | b'/' | b'_' | b'$' | b'%')
            && matches!(
                after,
                b' ' | b'-'
                    | b'\t'
                    | b'\r'
                    | b'\n'
                    | b'#'
                    | b':'
                    | b';'
                    | b','
                    | b')'
                    | b'"'
                    | b'\''
                    | b'.'
                    | b'!'
                    | b'<'
                    | b']'
                    | 0
            );
        stands.then(|| found.parse().ok()).flatten()
    })
}

/// The enhanced status codes of a text, and no IP addresses or versions.
pub fn enhanced_codes(text: &str) -> Vec<Placed<EnhancedCode>> {
    placed(text, |found, before, after| {
        let stands = !before.is_ascii_alphanumeric()
            && !matches!(before, b'.' | b'_' | b'/')
            && !after.is_ascii_alphanumeric()
            && after != b'_';
        stands.then(|| found.parse().ok()).flatten()
    })
}

/// The codes that `read` makes of the digits, given the bytes before and after them (0 at the text's ends).
fn placed<T>(text: &str, read: impl Fn(&str, u8, u8) -> Option<T>) -> Vec<Placed<T>> {
    let bytes = text.as_bytes();
    let mut codes = Vec::new();
    for found in DIGITS.find_iter(text) {
        let before = found.start().checked_sub(1).map_or(0, |at| bytes[at]);
        let mut after = bytes.get(found.end()).copied().unwrap_or(0);
        if after == b'.' && bytes.get(found.end() + 1).is_some_and(u8::is_ascii_digit) {
            after = b'0';
        }
        if let Some(code) = read(found.as_str(), before, after) {
            codes.push(Placed { code, range: found.range() });
        }
    }
    codes
}

/// The links of a text.
pub fn urls(text: &str) -> impl Iterator<Item = &str> {
    URL.find_iter(text).map(|found| found.as_str().trim_end_matches(['.', ',', ')', ';', ':', '?', '!']))
}

/// The host names of a text that are not domains of addresses.
pub fn hosts(text: &str) -> impl Iterator<Item = &str> {
    HOST.find_iter(text)
        .filter(|found| !text[..found.start()].ends_with('@') && !text[found.end()..].starts_with('@'))
        .map(|found| found.as_str())
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
        keep(&mut self.replies, reply_codes(text).into_iter().map(|placed| placed.code.to_string()));
        keep(&mut self.statuses, enhanced_codes(text).into_iter().map(|placed| placed.code.to_string()));
        keep(&mut self.codes, CLIENT_CODE.find_iter(folded).map(|found| found.as_str().to_owned()));
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
