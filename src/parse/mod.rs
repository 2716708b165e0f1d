//! Paste → what it reports: the shape is recognized, one reader takes it apart, and each recipient's words come out.
//!
//! 1. Bytes that open with a message's header go to `mime`, which hands its parts on: machine-readable
//!    reports (RFC 3464) to `dsn`, their prose to `prose`, complaints (RFC 5965) and receipts (RFC 8098) to `feedback`.
//! 2. A `.msg` file that Outlook saved goes to `saved`, which reads it through `msg`.
//! 3. Anything else is decoded to text, and goes to the first reader that knows its shape: `dsn` (the fields of a
//!    report without its message), `log` (lines of a mail server's log), else `prose` (everything between).
//! 4. Each reader gives [`Report`]s: one recipient (or none named), and the places of the words said about it.
//!
//! Reading never fails: what is not understood is a report without recipient, whose words are the whole text.

mod address;
mod dsn;
mod feedback;
mod log;
mod mime;
mod msg;
mod original;
mod prose;
mod saved;
mod stage;
mod transcript;
mod uuencode;

use std::ops::Range;

use crate::code::EnhancedCode;
use crate::text;

pub use address::find_addresses;
pub use stage::Stage;

/// Recipients told apart in one paste; a report that names more is cut there, and says so.
const MOST_REPORTS: usize = 500;

/// A paste taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it turned out to be.
    pub shape: Shape,
    /// The texts that the reports' words are places in; the first is the paste itself where it is no message.
    pub parts: Vec<Part>,
    /// What is said of each recipient, in the order of the text.
    pub reports: Vec<Report>,
    /// The charset, where it was guessed.
    pub guessed_charset: Option<String>,
    /// Whether there was more than is read.
    pub truncated: bool,
}

/// The shape of a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A raw message that reports about another one: a bounce, a delay, a receipt.
    Notice,
    /// A raw message that a mailbox sent by itself: a vacation notice, a receipt of a request.
    AutoReply,
    /// A raw message that bears no sign of a report.
    OtherMessage,
    /// A feedback report about spam (RFC 5965).
    Complaint,
    /// Lines of a mail server's log.
    Log,
    /// The fields of a delivery status notification, pasted as text.
    Fields,
    /// Any other text.
    Text,
}

/// A text of the paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `None` for the paste itself; else the part's place and type: `"2 message/delivery-status"`.
    pub name: Option<String>,
    /// Its text.
    pub text: String,
}

/// What is said of one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The address, as it stands.
    pub recipient: Option<String>,
    /// What the reporting server did (RFC 3464, 2.3.3), where a field or a log says so.
    pub action: Option<Action>,
    /// The `Status` field (RFC 3464, 2.3.4), which may differ from the code in the words.
    pub status: Option<EnhancedCode>,
    /// The host that refused: `Remote-MTA`, or the one named in the words.
    pub refused_by: Option<String>,
    /// The host that reports: `Reporting-MTA`.
    pub reported_by: Option<String>,
    /// The words about it, the nearest to the refusing server first.
    pub words: Vec<Words>,
}

/// Words about a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Index into [`Reading::parts`].
    pub part: usize,
    /// Bytes of that part's text.
    pub range: Range<usize>,
    /// Who speaks.
    pub voice: Voice,
}

/// Who speaks, the most authoritative first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A field or log line that holds the refusing server's own reply.
    Field,
    /// Prose about this recipient: the reply may stand in it, wrapped.
    Prose,
    /// Prose about the message as a whole.
    Around,
}

/// What the reporting server did with the message (RFC 3464, 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Given up.
    Failed,
    /// Still being tried.
    Delayed,
    /// In the mailbox.
    Delivered,
    /// Passed to a server that sends no reports.
    Relayed,
    /// Passed to the members of a list.
    Expanded,
}

impl std::str::FromStr for Action {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let word = written.trim().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        match word.to_ascii_lowercase().as_str() {
            "failed" | "failure" => Ok(Self::Failed),
            "delayed" => Ok(Self::Delayed),
            "delivered" => Ok(Self::Delivered),
            "relayed" | "deliverable" => Ok(Self::Relayed),
            "expanded" => Ok(Self::Expanded),
            _ => Err(()),
        }
    }
}

/// Takes a paste apart: any bytes, a raw message or a text in any charset.
pub fn read(bytes: &[u8]) -> Reading {
    if let Some(reading) = mime::read(bytes).or_else(|| saved::read(bytes)) {
        return reading;
    }
    let decoded = text::decode(bytes);
    let mut reading = read_text(decoded.text.into_owned());
    if let Some(charset) = decoded.guessed {
        reading.parts[0].name = Some(format!("decoded from {charset}"));
        reading.guessed_charset = Some(charset.to_owned());
    }
    reading
}

fn read_text(text: String) -> Reading {
    let (shape, reports) = reports_in(&text, 0);
    let mut reading =
        Reading { shape, parts: vec![Part { name: None, text }], reports, guessed_charset: None, truncated: false };
    reading.close();
    reading
}

/// The reports of a text, by the first reader that knows its shape.
fn reports_in(text: &str, part: usize) -> (Shape, Vec<Report>) {
    let logged = log::read(text, part);
    if !logged.is_empty() {
        return (Shape::Log, logged);
    }
    let fields = dsn::read_within(text, part);
    match fields.is_empty() {
        true => (Shape::Text, prose::read(text, part)),
        false => (Shape::Fields, merged(fields, prose::read(text, part))),
    }
}

/// The machine's reports with the words that prose has about the same recipients. Prose about others is dropped: the
/// fields name everyone.
fn merged(mut fields: Vec<Report>, prose: Vec<Report>) -> Vec<Report> {
    let alone = fields.len() == 1;
    for said in prose {
        let about = |field: &&mut Report| alone || same_address(&field.recipient, &said.recipient);
        if let Some(field) = fields.iter_mut().find(about) {
            field.words.extend(said.words);
            field.refused_by = field.refused_by.take().or(said.refused_by);
        } else if said.recipient.is_none() {
            for field in &mut fields {
                field.words.extend(said.words.iter().map(|words| Words { voice: Voice::Around, ..words.clone() }));
            }
        }
    }
    fields
}

fn same_address(one: &Option<String>, other: &Option<String>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.eq_ignore_ascii_case(other))
}

impl Reading {
    /// One report for each recipient, and at least one in all.
    fn close(&mut self) {
        let mut kept: Vec<Report> = Vec::new();
        let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for report in self.reports.drain(..) {
            let place = report.recipient.as_ref().and_then(|address| places.get(&address.to_ascii_lowercase()));
            if let Some(&place) = place {
                kept[place].take_over(report);
            } else if kept.len() < MOST_REPORTS {
                if let Some(address) = &report.recipient {
                    places.insert(address.to_ascii_lowercase(), kept.len());
                }
                kept.push(report);
            } else {
                self.truncated = true;
            }
        }
        if kept.is_empty() {
            let all =
                |(part, Part { text, .. }): (usize, &Part)| Words { part, range: 0..text.len(), voice: Voice::Prose };
            kept.push(Report { words: self.parts.iter().enumerate().map(all).collect(), ..Report::default() });
        }
        self.reports = kept;
    }
}

impl Report {
    /// The same recipient told of again: what is later is newer, and its words are more proof.
    fn take_over(&mut self, later: Self) {
        self.words.extend(later.words);
        self.action = later.action.or(self.action);
        self.status = later.status.or(self.status);
        self.refused_by = self.refused_by.take().or(later.refused_by);
        self.reported_by = self.reported_by.take().or(later.reported_by);
    }
}
