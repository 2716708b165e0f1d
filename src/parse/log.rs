//! Lines of mail servers' logs → one report a recipient, the latest line about each.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::{Captures, Regex};

use super::{Action, Report, Voice, Words};

/// Postfix: `… to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, …, dsn=5.1.1, status=bounced (host … said: …)`.
static POSTFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bto=<(?P<to>[^>\s]*)>.*?(?:relay=(?P<relay>[^\s\[,]+).*?)?(?:dsn=(?P<dsn>[\d.]+), )?status=(?P<state>[a-z]+) \((?P<said>.*)\)?")
        .expect("a constant pattern")
});

/// Postfix refuses: `NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 550 5.7.1 …; from=<x> to=<a@example.org> proto=ESMTP`;
/// a filter's refusal may have no reply code: `milter-reject: END-OF-MESSAGE from mx[192.0.2.1]: 4.7.0 …`.
static POSTFIX_REJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:milter-)?reject: [A-Z-]+ from [^:]*(?::[^ ]+)?: (?P<said>[45](?:\d\d|\.\d+\.\d+) .*?)(?:; from=<[^>]*>(?: to=<(?P<to>[^>]*)>)?|;?$)")
        .expect("a constant pattern")
});

/// Sendmail: `to=<a@example.org>, delay=…, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown`.
static SENDMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\bto=<?(?P<to>[^>,\s]+)>?,.*?(?:relay=(?P<relay>[^\s\[,]+).*?)?(?:dsn=(?P<dsn>[\d.]+), )?stat=(?P<said>.+)",
    )
    .expect("a constant pattern")
});

/// Exim: `2026-11-24 10:00:00 1tFabc-000abc-1D ** a@example.org R=dnslookup T=remote_smtp H=mx.example.org […]: …`.
static EXIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} (?P<mark>\*\*|==|=>|->|>>) (?P<said>(?P<to>[^\s<:]+)?.*)",
    )
    .expect("a constant pattern")
});

/// The host that Exim names: `host mx.example.org [192.0.2.1]` or `H=mx.example.org [192.0.2.1]`.
static EXIM_HOST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:\bH=|\bhost )(?P<relay>[A-Za-z0-9._-]+)").expect("a constant pattern"));

/// Earlier lines about a recipient that are kept beside the last one.
const MOST_EARLIER: usize = 5;

/// What every such line holds something of.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = ["status=", "stat=", "reject: ", " ** ", " == ", " => ", " -> ", " >> "];
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(marks).expect("constant words")
});

/// The reports of a log; empty where no line is one of a mail server's log.
pub(super) fn read(text: &str, part: usize) -> Vec<Report> {
    if !MARKS.is_match(text) {
        return Vec::new();
    }
    let mut reports: Vec<Report> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(report) = report(line.trim_end(), at, part) {
            let address = report.recipient.as_ref().map(|address| address.to_ascii_lowercase());
            match address.as_ref().and_then(|address| places.get(address)) {
                Some(&place) => overtake(&mut reports[place], report),
                None => {
                    places.extend(address.map(|address| (address, reports.len())));
                    reports.push(report);
                }
            }
        }
        at += line.len();
    }
    reports.sort_by_key(|report| match report.action {
        Some(Action::Delayed) => 1,
        Some(action) if is_done(action) => 2,
        _ => 0,
    });
    if let Some(first) = reports.first_mut() {
        first.words.push(Words { part, range: 0..text.len(), voice: Voice::Around });
    }
    reports
}

/// What is said of a recipient last is what holds; what was said before stands around it.
fn overtake(earlier: &mut Report, mut later: Report) {
    let before = earlier.words.drain(..).take(MOST_EARLIER).map(|words| Words { voice: Voice::Around, ..words });
    later.words.extend(before);
    *earlier = later;
}

fn is_done(action: Action) -> bool {
    matches!(action, Action::Delivered | Action::Relayed | Action::Expanded)
}

fn report(line: &str, at: usize, part: usize) -> Option<Report> {
    if let Some(found) = EXIM.captures(line) {
        let mut report = of_captures(&found, at, part);
        report.action = Some(match &found["mark"] {
            "**" => Action::Failed,
            "==" => Action::Delayed,
            _ => Action::Relayed,
        });
        report.refused_by = EXIM_HOST.captures(line).map(|host| host["relay"].to_owned());
        return Some(report);
    }
    if let Some(found) = POSTFIX.captures(line) {
        let mut report = of_captures(&found, at, part);
        report.action = Some(match &found["state"] {
            "sent" | "deliverable" => Action::Relayed,
            "deferred" => Action::Delayed,
            _ => Action::Failed,
        });
        return Some(report);
    }
    if let Some(found) = POSTFIX_REJECT.captures(line) {
        return Some(Report { action: Some(Action::Failed), ..of_captures(&found, at, part) });
    }
    let found = SENDMAIL.captures(line)?;
    let mut report = of_captures(&found, at, part);
    let said = &found["said"];
    report.action = Some(match said {
        sent if sent.starts_with("Sent") => Action::Relayed,
        later if later.starts_with("Deferred") => Action::Delayed,
        _ => Action::Failed,
    });
    Some(report)
}

fn of_captures(found: &Captures<'_>, at: usize, part: usize) -> Report {
    let text = |name: &str| found.name(name).map(|group| group.as_str().to_owned());
    let words =
        found.name("said").map(|said| Words { part, range: at + said.start()..at + said.end(), voice: Voice::Field });
    Report {
        recipient: text("to").filter(|to| to.contains('@')),
        status: text("dsn").and_then(|dsn| dsn.parse().ok()),
        refused_by: text("relay").filter(|relay| relay != "none"),
        words: words.into_iter().collect(),
        ..Report::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postfix_lines_are_read() {
        let text = "Nov 24 10:00:00 mx postfix/smtp[1]: 4ABC: to=<anna@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n";
        let reports = read(text, 0);
        assert_eq!(reports[0].recipient.as_deref(), Some("anna@example.org"));
        assert_eq!(reports[0].action, Some(Action::Failed));
        assert_eq!(reports[0].refused_by.as_deref(), Some("mx.example.org"));
        assert!(text[reports[0].words[0].range.clone()].starts_with("host mx.example.org[192.0.2.1] said: 550"));
    }

    #[test]
    fn exim_and_sendmail_lines_are_read() {
        let exim = "2026-11-24 10:00:00 1tFabc-000abc-1D ** anna@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error: 550 no";
        assert_eq!(read(exim, 0)[0].refused_by.as_deref(), Some("mx.example.org"));
        let sendmail = "Nov 24 sendmail[1]: x: to=<anna@example.org>, delay=00:00:01, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown";
        let report = &read(sendmail, 0)[0];
        assert_eq!((report.recipient.as_deref(), report.action), (Some("anna@example.org"), Some(Action::Failed)));
    }

    #[test]
    fn what_failed_comes_first_and_what_was_sent_last() {
        let line = |to: &str, state: &str| format!("to=<{to}>, relay=x[192.0.2.1], dsn=2.0.0, status={state} (said)\n");
        let reports = read(&(line("a@example.org", "sent") + &line("b@example.org", "deferred")), 0);
        assert_eq!(reports[0].recipient.as_deref(), Some("b@example.org"));
    }

    #[test]
    fn a_refusal_with_semicolons_of_its_own_is_read_to_its_end() {
        let text = "NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked \
                    using bl.example.org; see https://example.org; from=<x@example.net> to=<anna@example.org> proto=ESMTP";
        let report = &read(text, 0)[0];
        assert_eq!(report.recipient.as_deref(), Some("anna@example.org"));
        assert!(text[report.words[0].range.clone()].ends_with("see https://example.org"));
    }

    #[test]
    fn what_is_said_of_a_recipient_last_holds() {
        let line =
            |state: &str, said: &str| format!("to=<a@example.org>, relay=x[192.0.2.1], status={state} ({said})\n");
        let text = line("deferred", "450 greylisted") + &line("bounced", "550 user unknown");
        let reports = read(&text, 0);
        assert_eq!((reports.len(), reports[0].action), (1, Some(Action::Failed)));
        assert!(text[reports[0].words[0].range.clone()].contains("user unknown"));
    }

    #[test]
    fn other_text_is_no_log() {
        assert!(read("I write to=nobody and status is bad\n550 no", 0).is_empty());
    }
}
