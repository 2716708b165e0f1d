//! What a Postfix log's bounces, delays and refusals come from: causes, each with its recipients' domains.
//!
//! ```text
//! cargo run --release --no-default-features --example postfix_log -- /var/log/mail.log
//! zcat -f mail.log.2.gz mail.log.1 | cargo run --release --example postfix_log -- --lang ru
//! journalctl -u postfix@- -o short-iso | cargo run --release --example postfix_log
//! ```
//!
//! 1. Each line that says `status=bounced`, `deferred` or `undeliverable`, or `reject:`, is a paste of its own to the library.
//! 2. Lines are gathered by cause, then by the recipient's domain. A message is a queue id; a refused one has none, and
//!    counts by its line. First and last are in the order of reading: give rotated logs the oldest first.
//! 3. Each cause is shown with the title of its article and one line, in which addresses are masked.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;

use mailclinic::catalog::{Catalog, Language};
use mailclinic::diagnose::{diagnose, masked};
use mailclinic::parse;

const USAGE: &str = "usage: postfix_log [--lang en|ru] [LOG...]";
/// What the lines say that are looked at; `milter-reject:` and `reject_warning:` are two things, so the colon counts.
const TELLING: [&str; 5] =
    ["status=bounced", "status=deferred", "status=undeliverable", " reject: ", "milter-reject: "];
/// Stands for the cause of what the library does not know.
const UNKNOWN: &str = "not recognized";
const LONGEST_EXAMPLE: usize = 300;

/// What was counted of a cause, or of one domain under it.
#[derive(Default)]
struct Tally {
    messages: HashSet<String>,
    recipients: HashSet<String>,
    first: String,
    last: String,
}

/// A cause with its domains.
#[derive(Default)]
struct Group {
    all: Tally,
    domains: BTreeMap<String, Tally>,
    example: String,
}

impl Tally {
    fn add(&mut self, message: &str, recipient: &str, time: &str) {
        self.messages.insert(message.to_owned());
        self.recipients.extend(Some(recipient.to_ascii_lowercase()).filter(|recipient| !recipient.is_empty()));
        self.last = time.to_owned();
        self.first = if self.first.is_empty() { self.last.clone() } else { std::mem::take(&mut self.first) };
    }

    fn row(&self, out: &mut impl Write, name: &str) -> io::Result<()> {
        let (messages, recipients) = (self.messages.len(), self.recipients.len());
        writeln!(out, "{messages:>8}  {recipients:>10}  {:<19}  {:<19}  {name}", self.first, self.last)
    }
}

/// The time that a line begins with, to the second: `2026-11-24T10:00:00` of an ISO one, `Nov 24 10:00:00` of a syslog one.
fn time(line: &str) -> &str {
    let length = if line.starts_with(|first: char| first.is_ascii_digit()) { 19 } else { 15 };
    line.get(..length).unwrap_or_default()
}

/// `4ABCDEF` of `… postfix/smtp[123]: 4ABCDEF: to=<…`; `None` for `NOQUEUE`, which is no message yet.
fn queue_id(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("]: ")?;
    let id = rest.split_once(": ")?.0;
    (id != "NOQUEUE" && id.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(id)
}

/// Takes in every telling line of a log.
fn read(log: impl BufRead, catalog: &Catalog, groups: &mut BTreeMap<String, Group>) -> io::Result<()> {
    for (number, line) in log.split(b'\n').enumerate() {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if !TELLING.iter().any(|telling| line.contains(telling)) {
            continue;
        }
        let diagnosis = diagnose(catalog, line.as_bytes());
        let cause = diagnosis.findings.first().map_or(UNKNOWN, |finding| finding.cause.id.as_str());
        let recipient = parse::read(line.as_bytes()).reports.swap_remove(0).recipient.unwrap_or_default();
        let domain = recipient.rsplit_once('@').map_or("", |(_, domain)| domain);
        let message = queue_id(&line).map_or_else(|| format!("line {number} at {}", time(&line)), str::to_owned);
        let group = groups.entry(cause.to_owned()).or_default();
        group.all.add(&message, &recipient, time(&line));
        group.domains.entry(domain.to_ascii_lowercase()).or_default().add(&message, &recipient, time(&line));
        if group.example.is_empty() {
            group.example = masked(line.trim_end()).chars().take(LONGEST_EXAMPLE).collect();
        }
    }
    Ok(())
}

fn print(catalog: &Catalog, language: Language, groups: BTreeMap<String, Group>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(
        out,
        "messages  recipients  {:<19}  {:<19}  cause, and the recipients' domains",
        "first seen", "last seen"
    )?;
    let mut groups: Vec<(String, Group)> = groups.into_iter().collect();
    groups.sort_by_key(|(cause, group)| (cause == UNKNOWN, std::cmp::Reverse(group.all.messages.len())));
    for (cause, group) in groups {
        let entry = catalog.general_entry(&cause).map(|place| &catalog.entries()[place]);
        let title = entry.and_then(|entry| entry.article(language)).map(|article| format!(": {}", article.title));
        group.all.row(&mut out, &format!("{cause}{}", title.unwrap_or_default()))?;
        let mut domains: Vec<_> = group.domains.into_iter().collect();
        domains.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.messages.len()));
        for (domain, tally) in domains {
            tally.row(&mut out, &format!("  {}", if domain.is_empty() { "(no recipient named)" } else { &domain }))?;
        }
        writeln!(out, "          {}\n", group.example)?;
    }
    out.flush()
}

fn run(language: Language, files: &[String]) -> Result<(), String> {
    let catalog =
        Catalog::load(&[]).map_err(|problems| problems.iter().map(|p| format!("{p}\n")).collect::<String>())?;
    let mut groups = BTreeMap::new();
    for name in files {
        let log = File::open(name).map_err(|error| format!("{name}: {error}"))?;
        read(BufReader::new(log), &catalog, &mut groups).map_err(|error| format!("{name}: {error}"))?;
    }
    if files.is_empty() {
        read(io::stdin().lock(), &catalog, &mut groups).map_err(|error| format!("standard input: {error}"))?;
    }
    print(&catalog, language, groups).map_err(|error| format!("standard output: {error}"))
}

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mut language = Ok(Language::ENGLISH);
    if let Some(place) = files.iter().position(|arg| arg == "--lang") {
        language = files.get(place + 1).map_or("", String::as_str).parse();
        files.drain(place..files.len().min(place + 2));
    }
    let (Ok(language), false) = (language, files.iter().any(|arg| arg.starts_with('-'))) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let done = run(language, &files).inspect_err(|error| eprintln!("postfix_log: {error}"));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
